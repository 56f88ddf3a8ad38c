class M:
    def __enter__(self): return self
    def __exit__(self, t, v, tb):
        print(t.__name__, v)
        return True
with M():
    1 / 0
print('on')
