class M:
    def __init__(self, n): self.n = n
    def __enter__(self): return self
    def __exit__(self, *a): print('exit', self.n)
with M(1) as a, M(2) as b:
    a.n + 'x'
