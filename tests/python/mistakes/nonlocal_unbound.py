def f():
    def g():
        nonlocal n
        n += 1
    g()
    n = 0
f()
