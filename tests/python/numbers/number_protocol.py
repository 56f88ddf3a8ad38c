# complex, number protocol, math: conversions, operators against every kind of operand, errors, subclasses.
import math, operator, copy
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return r
nan, inf = float('nan'), float('inf')
class C(complex): pass
class HasC:
    def __init__(self, v): self.v = v
    def __complex__(self): return self.v
class HasF:
    def __init__(self, v): self.v = v
    def __float__(self): return self.v
class HasI:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
class HasInt:
    def __init__(self, v): self.v = v
    def __int__(self): return self.v
class HasT:
    def __init__(self, v): self.v = v
    def __trunc__(self): return self.v
class Raises:
    def __complex__(self): raise KeyError('c')
    def __float__(self): raise KeyError('f')
    def __index__(self): raise KeyError('i')
    def __int__(self): raise KeyError('n')
    def __trunc__(self): raise KeyError('t')
    def __bool__(self): raise KeyError('b')
    def __abs__(self): raise KeyError('a')
class MyI(int): pass
class MyF(float): pass
for x in (0, 1, -1, True, 1.5, -0.0, nan, inf, -inf, 1j, -1j, 1 + 2j, C(3, 4), '1', '1+2j', '(1-2j)', ' 1j ', 'j', '-j', '+j', '1e400j', '1+', '1+2', 'nanj', 'infinityj', 'nan+infj', '', ' ', '(1', '1)', '1 + 2j', '1__0', '1_0j', 'é', '１j', '\ud800', b'1', None, [], HasC(1j), HasC(C(1, 1)), HasC(5), HasC('x'), HasF(2.5), HasF(MyF(1.5)), HasF(3), HasI(7), HasI(MyI(8)), HasI('x'), HasI(10**400), Raises(), 10**400):
    print(repr(x) if not type(x).__name__.startswith(('Has', 'Rai')) and x is not 10**400 else type(x).__name__, t(complex, x), t(float, x), t(complex, x, 2), t(complex, 1, x), t(complex, 1j, x)) if x != 10**400 else print(t(complex, x), t(float, x), t(complex, 1, x))
print(complex(), t(complex, 1, 2, 3), complex(real=1), complex(imag=2), complex(real=1j, imag=1j), t(lambda: complex(real='1', imag=2)), t(lambda: complex(x=1)), C(1, 2), type(C(1)).__name__, complex(C(1)) .__class__, type(+C(1)).__name__)
vals = (0j, 1 + 1j, complex(-0.0, -0.0), complex(nan, 1), complex(inf, -inf), complex(1e308, 1e308), 1e-320j)
for a in vals:
    print(a, repr(a), hash(a) == hash(a) if a == a else 'nan', bool(a), -a, +a, t(abs, a), a.conjugate(), a.real, a.imag, a.__getnewargs__(), t(int, a), t(float, a), t(math.floor, a), a.__complex__())
    for b in (*vals, 0, 2, -1, 0.5, 10**30, 10**400, True, 'x', None, C(2)):
        print('  ', [t(op, a, b) for op in (operator.add, operator.sub, operator.mul, operator.truediv, operator.pow)], [t(op, b, a) for op in (operator.add, operator.sub, operator.mul, operator.truediv)] if b != 10**400 else '', a == b, a != b)
for op in (operator.lt, operator.ge, operator.floordiv, operator.mod, divmod): print(t(op, 1j, 2), t(op, 1, 2j), t(op, 1j, 'x'))
for z, e in ((0j, 0), (0j, -1), (0j, 1j), (1j, 100), (1j, -100), (1j, 101), (2j, 1000), (1e200j, 2), (2, 1j), (1j, 0.5), (1 + 1j, 3 + 0j), (-1, 0.5), (1j, C(2))): print(t(pow, z, e), t(pow, z, e, 2), t(operator.ipow, z, e))
for s in ('', 's', '10', '<30', '>30', '^30', '=30', '030', '.3', '.3f', '+.2e', 'g', 'G', 'n', 'd', 'x', 'c', ',', '_', ',.2f', '#', '#.3g', ' ', '%', 'z.1f', '*^40.3', '.1000f' if 0 else '.50', 'ss', '5.2q'): print(repr(s), t(format, 1.5 - 2.25j, s), t(format, complex(-0.0, nan), s), t(format, 3j, s))
print(t(complex(1).__format__, 5), t((1j).__format__), t((1j).conjugate, 1), t(setattr, 1j, 'real', 2), (1j).__reduce_ex__(2)[1:], copy.copy(C(1, 2)) == C(1, 2), copy.deepcopy(1j))
# the number protocol on odd operands
class N:
    def __init__(self, r): self.r = r
    def __add__(self, o): return self.r
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __matmul__ = __rmatmul__ = __and__ = __ror__ = __lshift__ = __rrshift__ = __divmod__ = __rdivmod__ = __mod__ = __floordiv__ = __truediv__ = __add__
    def __pow__(self, o, m=None): return (self.r, m)
    def __rpow__(self, o): return ('rpow', self.r)
    def __neg__(self): return self.r
    __pos__ = __invert__ = __abs__ = __neg__
    def __repr__(self): return 'N'
class Seq:
    def __init__(self, v): self.v = v
    def __len__(self): return 3
    def __getitem__(self, i): return self.v[i]
    def __add__(self, o): return NotImplemented
class SeqI(list):
    def __iadd__(self, o): return NotImplemented
    def __imul__(self, o): return NotImplemented
ops = [getattr(operator, n) for n in 'add sub mul matmul truediv floordiv mod pow lshift rshift and_ or_ xor iadd isub imul imatmul itruediv ifloordiv imod ipow ilshift irshift iand ior ixor concat iconcat'.split()] + [divmod]
things = [1, -2, 2.5, True, 'ab', b'ab', [1], (1,), {1}, {1: 2}, None, N(5), N(NotImplemented), Seq('x'), bytearray(b'z'), SeqI([7]), range(3), 10**20, MyI(3), MyF(1.5), set, frozenset({2})]
import copy as _c
for op in ops:
    for a in things:
        print(op.__name__, [t(op, _c.copy(a) if isinstance(a, (list, bytearray, set, dict)) else a, b) if not (isinstance(b, int) and b > 10**10 and op.__name__ in ('pow', 'ipow', 'lshift', 'ilshift', 'mul', 'imul')) and not (isinstance(a, set) and 0) else '-' for b in things if not (type(a) is Seq or type(b) is Seq) or op in ops[:4]] if type(a) is not Seq else [t(op, a, b) for b in (1, 'x', N(1))])
for x in things[:-4] + [Raises(), HasI(3), HasI(2.5), HasInt(4), HasInt('x'), HasInt(True), HasT(5), HasT(MyI(6)), HasT('x'), HasF(1.5), '12', '1_2', ' 3 ', '0x1f', b'7', bytearray(b'8'), memoryview(b'9'), b'\xff', '1.5', 'é', '٣', 'x' * 300, b'x' * 300, '\x00']:
    print([t(f, x) for f in (int, float, bool, abs, operator.neg, operator.pos, operator.inv, operator.index, operator.length_hint if 0 else operator.truth, round, math.trunc, math.floor, math.ceil, hex, bin, oct, len, math.sqrt)] if type(x) is not Seq else '')
    print([t(int, x, b) for b in (10, 16, 0, 36, 1, 37, -1, 2**70, '10', HasI(16), Raises())])
print(int(), int('0'), t(int, 1, 2, 3), t(int, base=10), t(lambda: int(x=1)), t(lambda: int('5', base=8)), t(lambda: int('z' * 5000)), t(int, '1' * 4301)[:60] if isinstance(t(int, '1' * 4301), str) else '')
for a in ((2, 10, 7), (2, -1, 7), (2, -1, 4), (2, 3, 0), (2, 3, -5), (2, 3, 1), (0, 0, 1), (3, 10**30, 10**9 + 7), (2.0, 3, 5), (2, 3.0, 5), (2, 3, 5.0), (2, 3, None), ('a', 1, 2), (N(1), 2, 3), (2, N(1), 3), (2, 3, N(1)), (True, True, True), (-7, 3, 10), (-7, 3, -10), (MyI(2), MyI(5), MyI(7)), (10**50, -3, 10**9 + 7), (10**40, 3, 10**20)): print(a, t(pow, *a))
print(t(pow, 1), t(pow, 1, 2, 3, 4), pow(base=2, exp=3, mod=5), pow(2, exp=3), t(lambda: pow(x=1)), t(round, 1.5, 'x'), round(12345, -2), round(15, -1), round(25, -1), t(round, 5, 1.5), round(True, 3), t(round, 'x'), round(2.675, 2), t(round, nan), t(round, inf), t(round, 1e308, -309), t(round, 1.5, 400), t(round, -1.5e300, 2**70), round(1.7e308, -308) if 0 else '')
class BadHint:
    def __init__(self, v): self.v = v
    def __length_hint__(self): return self.v
print([t(operator.length_hint, x, *d) for x in (BadHint(3), BadHint(-1), BadHint('x'), BadHint(NotImplemented), BadHint(10**30), 5, [1], Raises()) for d in ((), (9,))], t(operator.length_hint, [], 'x'), t(operator.length_hint), t(operator.index, 1.5))
for seq in (Seq('abc'), 'abc', [1, 2], {1: 2}, {1}, 5, iter('ab'), range(9), None):
    print([t(f, seq, x) for f in (operator.contains, operator.countOf, operator.indexOf) for x in (1, 'a', None)], t(operator.getitem, seq, 0), t(operator.getitem, seq, 'x'), t(operator.getitem, seq, 10**30), t(operator.getitem, seq, slice(0, 1)) if type(seq) is not Seq else '', t(operator.setitem, seq, 99, 1) if type(seq) is not dict else '', t(operator.delitem, seq, 99), t(operator.setitem, seq, 'k', 1) if type(seq) is not dict else '', t(len, seq))
