class Q:
    def __init__(self): self.v = []
    def add(self, x):
        self.v.append(x)
        return self
    def get(self, i):
        return self.v[i]
Q().add(1).add(2).get(7).bit_length()
