"""What is the context of an exception thrown into a generator: what the generator handles."""
def g():
    try:
        raise KeyError('inner')
    except KeyError:
        try:
            yield 1
        except ValueError as e:
            print('got', repr(e), repr(e.__context__), e.__cause__)
            yield 2
        yield 3
x = g(); next(x)
print(x.throw(ValueError('v')))
x = g(); next(x)
try:
    x.throw(TypeError('t'))
except TypeError as e:
    print(repr(e), repr(e.__context__))
x = g(); next(x)
try:
    raise IndexError('outer')
except IndexError:
    try:
        x.throw(TypeError('t2'))
    except TypeError as e:
        print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
x = g(); next(x)
y = ValueError('again')
y.__context__ = RuntimeError('own')
print(x.throw(y)); print(repr(y.__context__))
def h():
    try:
        1/0
    except ZeroDivisionError:
        yield from g()
x = h(); next(x)
z = ValueError('deep')
print(x.throw(z)); print(repr(z.__context__), repr(z.__context__.__context__))
x = h(); next(x)
try:
    x.throw(OSError('deep'))
except OSError as e:
    while e: print(repr(e)); e = e.__context__
x = h(); next(x)
x.close()
def k():
    try:
        raise KeyError(1)
    except KeyError:
        try:
            yield
        except GeneratorExit as e:
            print(repr(e.__context__))
            raise
x = k(); next(x); x.close()
x = k(); next(x); del x
def inner():
    yield 1
x = inner()
try:
    x.throw(ValueError('unstarted'))
except ValueError as e:
    print(repr(e.__context__))
def m():
    try:
        raise KeyError(1)
    except KeyError:
        yield from iter([1,2])
x = m(); next(x)
try: x.throw(ValueError('it'))
except ValueError as e: print(repr(e.__context__))
class T:
    def __iter__(self): return self
    def __next__(self): return 1
    def throw(self, *a): print('throw', a[0]); raise a[0]
def m2():
    try:
        raise KeyError(1)
    except KeyError:
        yield from T()
x = m2(); next(x)
try: x.throw(ValueError('it'))
except ValueError as e: print(repr(e.__context__))
def g():
    try:
        yield 1
    except ValueError as e:
        print('got', repr(e), repr(e.__context__), e.__cause__)
        yield 2
def cls():
    try:
        yield 1
    except BaseException as e:
        print('cls', repr(e), repr(e.__context__), e.__cause__)
        yield 2
for mk in (lambda: ValueError('v'), lambda: ValueError, lambda: TypeError('x'), lambda: KeyError):
    for fn in (g, cls):
        x = fn(); next(x)
        try:
            raise IndexError('outer')
        except IndexError:
            try:
                print(x.throw(mk()))
            except BaseException as e:
                print('out', repr(e), repr(e.__context__))
        # fresh, unstarted
        x = fn()
        try:
            raise IndexError('outer')
        except IndexError:
            try:
                print(x.throw(mk()))
            except BaseException as e:
                print('out', repr(e), repr(e.__context__))
        # exhausted
        x = fn(); list(x)
        try:
            raise IndexError('outer')
        except IndexError:
            try:
                print(x.throw(mk()))
            except BaseException as e:
                print('out', repr(e), repr(e.__context__))
        x = fn(); next(x)
        try:
            raise IndexError('outer')
        except IndexError:
            try:
                y = mk()
                if not isinstance(y, type):
                    y.__context__ = OSError('own')
                print(x.throw(y))
            except BaseException as e:
                print('out', repr(e), repr(e.__context__))
        x = fn(); next(x)
        try:
            raise IndexError('outer')
        except IndexError:
            try: x.close()
            except RuntimeError as e: print(repr(e.__context__))
def outer(fn):
    try:
        raise KeyError('o')
    except KeyError:
        yield from fn()
for mk in (lambda: ValueError('v'), lambda: ValueError, lambda: TypeError('x'), lambda: KeyError):
    for fn in (g, cls):
        x = outer(fn); next(x)
        try:
            raise IndexError('outer')
        except IndexError:
            try:
                print(x.throw(mk()))
            except BaseException as e:
                print('out', repr(e), repr(e.__context__), repr(e.__context__ and e.__context__.__context__))
        x = outer(fn); next(x)
        try: x.close()
        except RuntimeError as e: print(e, repr(e.__context__))
def selfthrow():
    try:
        raise KeyError('same')
    except KeyError as e:
        try:
            yield e
        except KeyError as f:
            print(f is e, f.__context__)
        yield 3
x = selfthrow(); e = next(x); x.throw(e)
def cyc():
    try:
        raise KeyError('a')
    except KeyError as e:
        try:
            yield e
        except ValueError as f:
            print(repr(f.__context__), repr(e.__context__))
        yield 3
v = ValueError('v')
x = cyc(); e = next(x); e.__context__ = v; x.throw(v)
import contextlib
@contextlib.contextmanager
def cm():
    try:
        yield
    except KeyError as e:
        print('cm', repr(e.__context__))
        raise RuntimeError('r')
try:
    try:
        1/0
    except ZeroDivisionError:
        with cm():
            raise KeyError('k')
except RuntimeError as e:
    while e: print(repr(e)); e = e.__context__
