class Check:
    def __init__(self, f): self.f = f
    def __call__(self, *a):
        return self.f(*a) * 2
@Check
def half(x):
    return x / 0
half(3)
