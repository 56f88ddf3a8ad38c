def a(f): return lambda *x: f(*x)
def b(f): return lambda *x: f(*x)
@a
@b
def c(x): raise IndexError(x)
c(1)
