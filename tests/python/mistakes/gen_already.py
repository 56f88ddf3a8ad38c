def g():
    x = yield from h
    yield x
def gen():
    yield next(h)
h = gen()
next(h)
