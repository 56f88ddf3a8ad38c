def g():
    try:
        yield
    finally:
        raise KeyError('closing')
it = g(); next(it)
del it
print('on')
