from contextlib import contextmanager
@contextmanager
def m():
    print('in')
    try:
        yield 5
    finally:
        print('out')
with m() as x:
    x + '1'
