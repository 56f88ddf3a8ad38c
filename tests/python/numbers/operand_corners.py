"""Operators between every kind of operand, conversions, floats at their limits, strange special methods."""
import copy
import operator
import sys


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        if self.n is None:
            raise RuntimeError("no index")
        return self.n

    def __repr__(self):
        return "Index(%s)" % self.n


class Bad:
    """Every special method raises."""
    def raises(self, *args):
        raise RuntimeError("bad")
    __eq__ = __lt__ = __bool__ = __len__ = __iter__ = __getitem__ = __add__ = __radd__ = raises
    __setitem__ = __contains__ = __mul__ = __float__ = __int__ = __call__ = raises

    def __hash__(self):
        return 1


class BadIter:
    def __iter__(self):
        return self

    def __next__(self):
        raise RuntimeError("bad next")


class BadAttr:
    def __getattr__(self, name):
        raise RuntimeError("bad attribute " + name)


def bad(*args):
    raise RuntimeError("bad call")


def run(texts):
    for text in texts.strip().split("\n"):
        show(text)


class L:
    """Answers for some operators, not for others."""
    def __init__(self, r):
        self.r = r

    def answer(self, *args):
        return self.r
    __add__ = __sub__ = __mul__ = __matmul__ = __truediv__ = __floordiv__ = __mod__ = answer
    __divmod__ = __pow__ = __lshift__ = __rshift__ = __and__ = __or__ = __xor__ = answer
    __radd__ = __rsub__ = __rmul__ = __rmatmul__ = __rtruediv__ = __rfloordiv__ = answer
    __rmod__ = __rdivmod__ = __rlshift__ = __rrshift__ = __rand__ = __ror__ = __rxor__ = answer
    __rpow__ = answer

    def __repr__(self):
        return "L(%r)" % self.r


class I(L):
    __iadd__ = __isub__ = __imul__ = __imatmul__ = __itruediv__ = __ifloordiv__ = L.answer
    __imod__ = __ipow__ = __ilshift__ = __irshift__ = __iand__ = __ior__ = __ixor__ = L.answer


class Below(L):
    """A subclass that overrides nothing is not asked first."""


class Over(L):
    """A subclass that overrides is."""
    def first(self, *args):
        return "over"
    __radd__ = __rsub__ = __rmul__ = __rmatmul__ = __rtruediv__ = __rfloordiv__ = first
    __rmod__ = __rdivmod__ = __rlshift__ = __rrshift__ = __rand__ = __ror__ = __rxor__ = first
    __rpow__ = first


class Declines(L):
    def first(self, *args):
        return NotImplemented
    __radd__ = __rsub__ = __rmul__ = __rmatmul__ = __rtruediv__ = __rfloordiv__ = first
    __rmod__ = __rdivmod__ = __rlshift__ = __rrshift__ = __rand__ = __ror__ = __rxor__ = first
    __rpow__ = first


class SubInt(int):
    def __radd__(self, other): return "radd"
    def __rsub__(self, other): return NotImplemented
    def __rpow__(self, other, mod=None): return "rpow"
    def __rmul__(self, other): return NotImplemented


class SubFloat(float):
    def __rpow__(self, other): return NotImplemented


class Three:
    def __pow__(self, other, mod=None):
        return NotImplemented

    def __rpow__(self, other, mod=None):
        return ("rpow", other, mod)


class Power:
    def __pow__(self, other, mod=None):
        return ("pow", other, mod)

    def __ipow__(self, other):
        return NotImplemented


class Compares(type):
    def __ne__(cls, other):
        raise RuntimeError("compared")


class DescrRaises:
    def __get__(self, o, t):
        raise RuntimeError("got")

    def __ne__(self, other):
        raise RuntimeError("compared")


class WithDescr(L):
    __radd__ = DescrRaises()


signs = "+ - * @ / // % ** << >> & | ^".split()
values = ["L(1)", "L(NotImplemented)", "Below(2)", "Below(NotImplemented)", "Over(3)", "Declines(4)",
          "Declines(NotImplemented)", "I(5)", "I(NotImplemented)", "3", "2.5", "'s'", "[1]", "None"]
for a in values:
    for b in values:
        results = []
        for sign in signs:
            for text in ("a %s b", "a %s= b"):
                names = {"a": eval(a), "b": eval(b)}
                try:
                    if "=" in text:
                        exec(text % sign, globals(), names)
                        results.append(repr(names["a"]))
                    else:
                        results.append(repr(eval(text % sign, globals(), names)))
                except Exception as e:
                    results.append(type(e).__name__[0] + str(len(str(e))))
        try:
            results.append(repr(divmod(eval(a), eval(b))))
        except Exception as e:
            results.append(str(e)[:60])
        print(a, b, " ".join(results))

run("""
5 + SubInt(3), 5 - SubInt(3), 5 ** SubInt(3), 5 * SubInt(3)
SubInt(5) + SubInt(3), 2.5 + SubInt(3)
2.5 ** SubFloat(2), pow(2.5, SubFloat(2)), 2 ** SubFloat(2)
5 ** Three(), pow(5, Three()), pow(Three(), 5)
pow(5, Three(), 7)
pow(Three(), 5, 7)
pow(5, 3, Three())
pow(5, 3, 'a')
pow(Three(), 3, Power())
pow(Power(), 3, 4), Power() ** 3
pow('a', 'b', 'c')
pow('a', 'b')
pow(2.5, 3, 4)
pow(2, 3, 4.5)
pow(2, -1, 5), pow(38, -1, 97)
pow(2, -1, 4)
pow(2, 3, 0)
pow(2, 3, -5), pow(-2, 3, 5), pow(0, 0, 1)
operator.ipow(Power(), 3)
operator.ipow(5, Three())
operator.ipow('a', 3)
WithDescr(1) + L(2)
L(NotImplemented) + WithDescr(2)
print >> 5
print << 5
print >> sys.stdout
len >> 5
[1] * 2.5
'a' * 'b'
[1] * Index(2), Index(2) * [1], 'a' * Index(3)
[1] * Index(None)
[1] * (1 << 70)
(1 << 70) * 'a'
operator.imul([1], 2), operator.imul(2, [1]), operator.imul(Index(2), [1])
operator.imul([1], 'a')
operator.imul({}, [1])
operator.imul(memoryview(b''), [1])
operator.imul(Bad(), [1])
operator.iadd([1], 5)
operator.iadd((1,), [2])
operator.iadd('a', 5)
operator.iadd(b'a', 'b')
-'a'
+[]
~2.5
abs('a')
-L(1)
operator.index(2.5)
operator.index(Index('a'))
operator.index(Index(True))
round('a')
divmod(5, 0)
divmod(5.0, 0)
divmod(2.5, 0.0)
5.0 % 0
5.0 // 0
5 % 0
5 // 0
5 / 0
5 << -1
5 >> -1
5 << (1 << 70)
0 << (1 << 70), 5 >> (1 << 70), -5 >> (1 << 70)
""")


# -- conversions
class I1:
    def __init__(self, r): self.r = r
    def __int__(self): return self.r


class T1:
    def __init__(self, r): self.r = r
    def __trunc__(self): return self.r


class F1:
    def __init__(self, r): self.r = r
    def __float__(self): return self.r


class B1:
    def __init__(self, r): self.r = r
    def __bool__(self): return self.r


class Len:
    def __init__(self, r): self.r = r
    def __len__(self): return self.r


class BoolRaises:
    @property
    def __bool__(self):
        raise RuntimeError("bool")


class Both1:
    def __bool__(self): return False
    def __len__(self): return 5


class FloatSub(float):
    pass


class Bytes(bytes):
    pass


def warned(f, action):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter(action)
        return f()


run("""
int(I1(5)), int(I1(True))
int(I1('a'))
int(I1(2.5))
warned(lambda: int(I1(SubInt(5))), 'ignore')
warned(lambda: int(I1(SubInt(5))), 'error')
warned(lambda: operator.index(Index(SubInt(5))), 'ignore')
warned(lambda: operator.index(Index(SubInt(5))), 'error')
warned(lambda: int(T1(5)), 'ignore')
warned(lambda: int(T1(5)), 'error')
warned(lambda: int(T1(Index(5))), 'ignore')
warned(lambda: int(T1(Index(None))), 'ignore')
warned(lambda: int(T1('a')), 'ignore')
warned(lambda: int(T1(SubInt(7))), 'ignore')
warned(lambda: int(T1(I1(7))), 'ignore')
int(BadAttr())
int(Bad())
int(Index(7)), int(b'12'), int(bytearray(b'-5')), int(memoryview(b'12'))
int(b'1x')
int(memoryview(b'ab'))
int(memoryview(b'1234')[::2])
int(None)
int([])
int('1_000'), int('0x1f', 16), int('z', 36), int(b'ff', 16), int(bytearray(b'11'), 2)
int('1__0')
int('12', 1)
int('12', Index(None))
int(12, 5)
int(x=5)
int('5', base=5)
int(base=5)
float(F1(2.5)), float(Index(3)), float('1e3'), float(b'2.5'), float(bytearray(b'1'))
float(F1(3))
float(F1('a'))
warned(lambda: float(F1(FloatSub(2.5))), 'ignore')
warned(lambda: float(F1(FloatSub(2.5))), 'error')
float(FloatSub(2.5)), type(float(FloatSub(2.5))), FloatSub('7'), FloatSub(F1(2.0))
float(memoryview(b'1.5'))
float(memoryview(b'1234')[::2])
float(Index(None))
float(Index(1 << 2000))
float(1 << 2000)
float([])
float('a' * 200)
float('1_0'), float(' 5 ')
float('1__0')
complex(F1(2.5)), complex(Index(3)), complex('1+2j'), complex(1, 2j), complex(1j, 2)
complex('a')
complex('1', 2)
complex(1, '2')
complex([])
bool(B1(True)), bool(Len(0)), bool(Len(5)), bool(Both1())
bool(B1(5))
bool(B1(None))
bool(Len(-1))
bool(Len('a'))
bool(Len(1 << 70))
bool(Len(2.5))
bool(BoolRaises())
len(Len(-1))
len(Len(1 << 70))
len(Len(True))
len(5)
len(Bad())
""")

# -- floats at their limits
inf, nan = float("inf"), float("nan")
numbers = [0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 3.0, -3.0, 1e308, 5e-324, inf, -inf, nan, 2, -3]
for x in numbers:
    row = []
    for y in numbers:
        for f in (operator.pow, operator.mod, operator.floordiv, divmod, operator.truediv,
                  operator.add, operator.sub, operator.mul):
            try:
                row.append(repr(f(x, y)))
            except Exception as e:
                row.append(type(e).__name__)
        row.append("".join("01"[f(x, y)] for f in (operator.lt, operator.le, operator.eq,
                                                     operator.ne, operator.gt, operator.ge)))
    print(x, *row)
big = [1 << 53, (1 << 53) + 1, 1 << 1023, 1 << 1024, -(1 << 1024), 10 ** 30, -10 ** 30, 1 << 62]
for n in big:
    print([(x < n, x <= n, x == n, x != n, x > n, x >= n)
           for x in (0.0, 1e30, -1e30, 2.0 ** 53, 2.0 ** 1023, inf, -inf, nan, -0.5)])
run("""
(0.1).as_integer_ratio(), (-2.5).as_integer_ratio(), (1e300).as_integer_ratio()
(5e-324).as_integer_ratio(), (0.0).as_integer_ratio()
nan.as_integer_ratio()
inf.as_integer_ratio()
nan.hex(), inf.hex(), (-inf).hex(), (0.0).hex(), (-0.0).hex(), (2.5).hex(), (5e-324).hex()
float.fromhex('0x1.8p3'), float.fromhex('  1.8P+3 '), float.fromhex('-.8'), float.fromhex('1.')
float.fromhex('inf'), float.fromhex('-Infinity'), float.fromhex('nan'), float.fromhex('+0X1p-1')
float.fromhex('0x1p')
float.fromhex('0x1p+')
float.fromhex('0x1px')
float.fromhex('0x')
float.fromhex('')
float.fromhex('  ')
float.fromhex('1 2')
float.fromhex('0x1p5000')
float.fromhex('0x1p-5000'), float.fromhex('0x.0000001p-1050')
float.fromhex('infx')
float.fromhex('0x1.8g')
float.fromhex(5)
float.fromhex('\\u1234')
FloatSub.fromhex('0x1p1'), type(FloatSub.fromhex('0x1p1'))
(2.5).is_integer(), (3.0).is_integer(), inf.is_integer(), nan.is_integer(), (1e300).is_integer()
float.__getformat__('double'), float.__getformat__('float')
float.__getformat__('x')
float.__getformat__(5)
hash(2.5), hash(inf), hash(-inf), hash(-1.0), hash(1e300), hash(-2.5), hash(5e-324), hash(2.0 ** 61)
hash(2.0 ** 61 - 1), hash(-2.0 ** 61), hash(2.0 ** 122), hash(0.1), hash(-0.1), hash(2.0**-61)
round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1e300, 2), round(5.5, -1), round(15, -1)
round(0.5), round(1.5, 0), round(125.0, -1), round(135.0, -1), round(1e22, -21), round(5e-324, 400)
round(9.995, 2), round(99.95, 1), round(999.5, 0), round(9.5), round(0.05, 1), round(0.15, 1)
round(-0.0, 5), round(inf, 5), round(nan, 5), round(1e308, -308), round(1.7e308, -308)
round(1.5, 'a')
round(inf)
round(nan)
round(2.5, 1 << 70)
round(2.5, None), round(2, None), round(25, -1), round(35, -1), round(-25, -1), round(5, -5)
(1e16).__trunc__(), (2.7).__trunc__(), (-2.7).__floor__(), (2.1).__ceil__()
inf.__trunc__()
nan.__floor__()
(2.5).conjugate(), (2.5).real, (2.5).imag, FloatSub(2.5).real, +FloatSub(1), type(+FloatSub(1))
repr(1e16), repr(1e15), repr(1e-5), repr(0.0001), repr(123456789.123), repr(1e100), repr(-1e-300)
""")


# -- special methods that are None, missing, or of a strange kind
class NoIter:
    __iter__ = None


class NoContains:
    __contains__ = None


class OnlyIter:
    def __iter__(self):
        return iter([1, 2])


class OnlyItem:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i


class StrangeItem:
    def __getitem__(self, i):
        raise ValueError("strange")


class StaticIter:
    @staticmethod
    def __iter__():
        return iter("ab")

    @staticmethod
    def __len__():
        return 2

    @staticmethod
    def __contains__(x):
        return x == 5

    @classmethod
    def __getitem__(cls, i):
        return cls.__name__, i

    @staticmethod
    def __call__(*args):
        return args

    @staticmethod
    def __repr__():
        return "static"

    @staticmethod
    def __eq__(other):
        return "eq"
    __hash__ = None


class IterRaises:
    @property
    def __iter__(self):
        raise RuntimeError("iter")

    @property
    def __contains__(self):
        raise RuntimeError("contains")

    @property
    def __repr__(self):
        raise RuntimeError("repr")

    @property
    def __hash__(self):
        raise RuntimeError("hash")

    @property
    def __len__(self):
        raise RuntimeError("len")


class IterGone:
    @property
    def __iter__(self):
        raise AttributeError("gone")


class NotIterator:
    def __iter__(self):
        return 5


class NoReversed:
    __reversed__ = None

    def __len__(self): return 1
    def __getitem__(self, i): return i


class Sequence:
    def __init__(self, n, error=IndexError):
        self.n, self.error = n, error

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if i == 1:
            raise self.error
        return i


class HashOf:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h


class ReprOf:
    def __repr__(self): return 5
    def __str__(self): return 5


class GetAttr:
    def __getattr__(self, name):
        if name == "raises":
            raise KeyError(name)
        return name


class GetAttribute:
    def __getattribute__(self, name):
        if name == "a":
            raise AttributeError("own")
        if name == "b":
            raise KeyError("own")
        return object.__getattribute__(self, name)


class BothGet(GetAttribute, GetAttr):
    pass


class DescrGet:
    def __get__(self, o, t):
        return o is None, t


class DescrSet:
    def __set__(self, o, v): print("set", v)
    def __delete__(self, o): raise RuntimeError("del")


class WithDescrs:
    g, s = DescrGet(), DescrSet()


class Item:
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)


run("""
iter(NoIter())
5 in NoIter()
5 in NoContains()
2 in OnlyIter(), 9 in OnlyIter(), 2 in OnlyItem(), 9 in OnlyItem()
5 in StrangeItem()
list(StrangeItem())
5 in BadIter()
5 in IterRaises()
iter(IterRaises())
repr(IterRaises())[:15]
hash(IterRaises())
len(IterRaises())
iter(IterGone())
list(IterGone())
iter(NotIterator())
5 in NotIterator()
5 in 5
5 in Bad()
Bad() in [1]
list(StaticIter()), len(StaticIter()), 5 in StaticIter(), 6 in StaticIter(), StaticIter()[3]
StaticIter()(1, 2), StaticIter(), StaticIter() == 5, StaticIter() != 5
hash(StaticIter())
reversed(NoReversed())
reversed(5)
reversed({1})
reversed(Sequence(-1))
list(reversed(Sequence(3)))
list(reversed(Sequence(3, StopIteration)))
list(reversed(Sequence(3, ValueError)))
reversed(Sequence(3)).__length_hint__(), reversed(Sequence(3)).__reduce__()[0]
reversed()
reversed([], x=1)
enumerate([1], 5).__reduce__()[1][1], list(enumerate('ab', start=1 << 62)), next(enumerate('a', 1 << 63))
enumerate(iterable='ab', start=5).__next__(), enumerate(start=5, iterable='ab').__next__()
enumerate('ab', start=5).__next__(), enumerate(iterable='ab').__next__()
enumerate()
enumerate(start=5)
enumerate('a', 'b')
enumerate('a', 1, 2)
enumerate('a', foo=1)
enumerate('a', 1, start=2)
enumerate('a', 1, foo=2)
enumerate(foo='a', start=2)
enumerate(iterable='a', foo=2)
enumerate(5)
enumerate('a', Index(5)).__next__()
enumerate.__call__('a', start=1).__next__()
type('E', (enumerate,), {})('ab', start=3).__next__()
type('R', (reversed,), {})('ab').__next__()
hash(HashOf(-1)), hash(HashOf(1 << 70)), hash(HashOf(-(1 << 61) - 1)), hash(HashOf(True))
hash(HashOf('a'))
hash(HashOf(2.5))
repr(ReprOf())
str(ReprOf())
GetAttr().a, GetAttr().__class__
GetAttr().raises
GetAttribute().a
GetAttribute().b
BothGet().a
BothGet().b
WithDescrs.g, WithDescrs().g
setattr(WithDescrs(), 's', 5)
delattr(WithDescrs(), 's')
operator.setitem(Item(), 1, 2), operator.delitem(Item(), 1)
operator.setitem(OnlyItem(), 1, 2)
operator.delitem(OnlyItem(), 1)
[].__contains__(5), OnlyItem().__getitem__(1)
""")


# -- the states of reduction
class Ex:
    def __init__(self, r): self.r = r
    def __new__(cls, *args, **names): return object.__new__(cls)
    def __getnewargs_ex__(self): return self.r


class NewArgs(Ex):
    __getnewargs_ex__ = None

    def __getnewargs__(self): return self.r


class NewArgsOnly:
    r = (1,)

    def __new__(cls, *args): return object.__new__(cls)
    def __getnewargs__(self): return self.r


class Items(dict):
    def items(self):
        raise RuntimeError("items")


class NoCopy:
    __slots__ = ("a",)


class NoCopy2(int):
    __slots__ = ()


class OwnReduce:
    def __reduce__(self): return "own"


class ReduceRaises:
    @property
    def __reduce__(self): raise RuntimeError("reduce")


class SlotsAndDict:
    __slots__ = ("a", "b", "__dict__")


class BadSlotNames:
    __slotnames__ = 5


def slotted():
    o = SlotsAndDict()
    o.a, o.c = 1, 2
    return o


run("""
Ex(5).__reduce_ex__(2)
Ex(()).__reduce_ex__(2)
Ex((1, 2)).__reduce_ex__(2)
Ex(((1,), 2)).__reduce_ex__(2)
Ex(((1,), {})).__reduce_ex__(2)[1]
Ex(((1,), {'a': 1})).__reduce_ex__(2)[1][1:]
Ex(((1,), {'a': 1})).__reduce_ex__(4)[1][1:]
copy.copy(Ex(((1,), {'a': 1}))).__dict__
NewArgs((1,)).__reduce_ex__(2)
type('N', (NewArgsOnly,), {})().__reduce_ex__(2)[1][1:]
type('N', (NewArgsOnly,), {'r': 5})().__reduce_ex__(2)
type('N', (NewArgsOnly,), {'r': [1]})().__reduce_ex__(2)
Items(a=1).__reduce_ex__(2)
OwnReduce().__reduce_ex__(2), OwnReduce().__reduce_ex__(0)
ReduceRaises().__reduce_ex__(2)
slotted().__reduce_ex__(2)[2], slotted().__getstate__(), copy.copy(slotted()).a
NoCopy().__reduce_ex__(2)[2:], NoCopy().__getstate__(), object().__getstate__()
BadSlotNames().__reduce_ex__(2)
BadSlotNames().__getstate__()
Ex(5).__getstate__(), [].__getstate__(), 5 .__getstate__()
object().__reduce_ex__('a')
object().__reduce_ex__(Index(None))
object().__reduce_ex__(2)[1], object().__reduce__()[1][1:]
(5).__reduce_ex__(2)[1][1:], [1].__reduce_ex__(2)[2:3], {1: 2}.__reduce_ex__(2)[2:4]
type('D', (dict,), {})(a=1).__reduce_ex__(2)[1:3]
type('L', (list,), {})([1]).__reduce_ex__(2)[2]
memoryview(b'').__reduce_ex__(2)
(x for x in []).__reduce_ex__(2)
len.__reduce_ex__(2), [].append.__reduce_ex__(2)[1]
""")
import copyreg
kept, copyreg._slotnames = copyreg._slotnames, lambda cls: 5
show("type('New', (SlotsAndDict,), {})().__reduce_ex__(2)[2:]")
copyreg._slotnames = bad
show("type('New', (SlotsAndDict,), {})().__reduce_ex__(2)[2:]")
copyreg._slotnames = kept
