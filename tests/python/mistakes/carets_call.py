def f(x): raise ValueError(x)
def g(x): return f(x) + 1
def h(x): return (g(x) * 2)
print(h(1), end='')
