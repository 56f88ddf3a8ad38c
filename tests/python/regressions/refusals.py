"""Errors of item assignment, conversions and eval, in the order and words CPython has."""
class MyInt(int): pass
class MyFloat(float): pass
class A:
    def __int__(self): return True
    def __index__(self): return True
    def __float__(self): return MyFloat(1)
class B:
    def __int__(self): return MyInt(3)
class C:
    def __index__(self): return MyInt(3)
class D:
    def __trunc__(self): return 5
class F:
    def __complex__(self):
        class Sub(complex): pass
        return Sub(1)
for f in [lambda: int(A()), lambda: hex(A()), lambda: [1,2][A()], lambda: float(A()), lambda: int(B()), lambda: range(C()), lambda: int(C()), lambda: int(D()), lambda: complex(F()), lambda: complex(A()), lambda: '%d' % B(), lambda: float(C()), lambda: round(2.5, C())]:
    try: print(f())
    except Exception as e: print(type(e), e)
import sys
class G:
    def __init__(s, n): s.n = n
    def __sizeof__(s): return s.n
    def __len__(s): return s.n
for n in (10**40, -5, -10**40, 'a', 1.5, True, None):
    for f in (sys.getsizeof, len, bool, list, lambda g: sys.getsizeof(g, 7)):
        try: print(f(G(n)))
        except Exception as e: print(type(e), e)
for o in (range(3), 'abc', b'ab', (1,), 5, 1.5, {1}, None, memoryview(b'ab'), bytearray(b'ab'), [1], {}, frozenset(), len, int, slice(1)):
    for k in (10**40, 'a', 0, 5, slice(0,1), None, 1.5, -10**40, (0,)):
        try: o[k] = b'q'
        except Exception as e: print(type(o), k, type(e), e)
        try: o[k] = 300
        except Exception as e: print(type(o), k, type(e), e)
        try: o[k] = 7
        except Exception as e: print(type(o), k, type(e), e)
        try: del o[k]
        except Exception as e: print(type(o), k, type(e), e)
        try: o[k]
        except Exception as e: print(type(o), k, type(e), e)
class M:
    def __getitem__(s, k): return k
    def keys(s): return []
for g in (5, 'a', [], M(), None, (), {1}, len, int, b'', {}):
    for f in (lambda: eval('1', g), lambda: exec('1', g), lambda: eval('1', {}, g), lambda: exec('1', {}, g)):
        try: print(f())
        except Exception as e: print(type(g), type(e), e)
