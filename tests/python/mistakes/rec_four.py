def f(n):
    if n:
        f(n - 1)
    else:
        raise ValueError
f(3)
