def f(a, b): pass
f(*5)
