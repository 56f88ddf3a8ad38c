def f(n):
    if n:
        return f(n - 1)
    return 1 / n
f(6)
