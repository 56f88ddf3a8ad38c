def g():
    return 7
    yield
next(g())
