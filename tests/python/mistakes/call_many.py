def f(a, b=1, *, c, d=2): pass
f(1, 2, 3, 4)
