"""Classes, super, modules, OSError, methods, tracebacks: each attribute set wrongly, each argument wrong."""
import copy
import sys
import types


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


def do(text, **names):
    names.update(globals())
    try:
        exec(text, names)
        print(text, "-> done")
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class A:
    """doc"""
    x = 1

    def m(self):
        return "A.m"


class B(A):
    def m(self):
        return super().m() + "B.m"


class S:
    __slots__ = ("a", "b")


class S2:
    __slots__ = ("a", "b")


class S3:
    __slots__ = ("a", "c")


class SW:
    __slots__ = ("a", "b", "__weakref__")


class SD:
    __slots__ = ("a", "b", "__dict__")


class SDW:
    __slots__ = ("a", "b", "__dict__", "__weakref__")


class T(S):
    __slots__ = ()


class T2(S):
    __slots__ = ("d",)


class Sub(int):
    pass


class SubD(dict):
    pass


class SubL(list):
    pass


class Meta(type):
    def mro(cls):
        return type.mro(cls)


class M(metaclass=Meta):
    pass


class BadMro(type):
    result = None

    def mro(cls):
        if BadMro.result is None:
            return type.mro(cls)
        if isinstance(BadMro.result, Exception):
            raise BadMro.result
        return BadMro.result


def with_mro(r):
    BadMro.result = r
    try:
        return BadMro("X", (A,), {}).__mro__[1:]
    finally:
        BadMro.result = None


for text in """
A.__name__ = 5
A.__name__ = 'a\\0b'
A.__name__ = 'New'; assert A.__name__ == 'New'; A.__name__ = 'A'
A.__name__ = '\\ud800'
del A.__name__
int.__name__ = 'x'
A.__qualname__ = 5
A.__qualname__ = 'Q.A'; print(A, A.__qualname__); A.__qualname__ = 'A'
del A.__qualname__
int.__qualname__ = 'x'
A.__module__ = 'mod'; print(A, A.__module__); A.__module__ = '__main__'
A.__module__ = 5; print(A, repr(A())[:5]); A.__module__ = '__main__'
del A.__module__
int.__module__ = 'x'
A.__doc__ = 'new'; print(A.__doc__, A().__doc__)
del A.__doc__
int.__doc__ = 'x'
A.__bases__ = 5
A.__bases__ = ()
A.__bases__ = (5,)
A.__bases__ = (A,)
A.__bases__ = (B,)
A.__bases__ = (int,)
A.__bases__ = (object,)
B.__bases__ = (S,)
B.__bases__ = (A, A)
B.__bases__ = (M,)
B.__bases__ = (A,)
del B.__bases__
int.__bases__ = (object,)
A.__annotations__ = {'a': 1}; print(A.__annotations__)
del A.__annotations__; print(A.__annotations__)
del A.__annotations__
del A.__annotations__
int.__annotations__ = {}
del int.__annotations__
print(int.__annotations__)
A.__annotations__ = 5; print(A.__annotations__); del A.__annotations__
A.__abstractmethods__ = {'m'}; print(A.__abstractmethods__); A()
A.__abstractmethods__ = (); A()
A.__abstractmethods__ = Bad()
del A.__abstractmethods__
del A.__abstractmethods__
A.__abstractmethods__
int.__abstractmethods__ = ()
A.__mro__ = ()
A.__dict__ = {}
A.__dict__['x'] = 1
A.__base__ = int
A.__class__ = Meta; print(type(A)); A.__class__ = type
A.__class__ = 5
A.__class__ = int
setattr(A, 5, 1)
getattr(A, 5)
delattr(A, 'zz')
del A.zz
A.zz
int.zz = 1
type.__setattr__(int, 'zz', 1)
object.__setattr__(A, 'zz', 1)
A().__class__ = 5
A().__class__ = int
A().__class__ = B
A().__class__ = M
A().__class__ = S
del A().__class__
S().__class__ = S2
S().__class__ = S3
S().__class__ = SW
S().__class__ = SD
S().__class__ = T
S().__class__ = T2
SD().__class__ = SDW
SDW().__class__ = SD
A().__class__ = SDW
T().__class__ = S
Sub(5).__class__ = int
SubD().__class__ = SubL
SubD().__class__ = dict
(5).__class__ = Sub
[].__class__ = SubL
object().__class__ = A
types.ModuleType('m').__class__ = type('MM', (types.ModuleType,), {})
types.ModuleType('m').__class__ = A
A().__dict__ = 5
o = A(); o.__dict__ = {'q': 1}; print(o.q); del o.__dict__; print(o.__dict__)
S().__dict__
S().a
s = S(); s.a = 1; del s.a; del s.a
S().zz = 1
S.a.__set__(5, 1)
S.a.__get__(5)
S.a.__delete__(A())
class X(int, str): pass
class X(S, S3): pass
class X(S, A): print('ok')
class X(A, B): pass
class X(object, A): pass
class X(5): pass
class X(bool): pass
class X(type(None)): pass
class X(types.FunctionType): pass
class X(type(len)): pass
class X(A, metaclass=5): pass
class X(A, metaclass=Meta): print(__qualname__)
class X(M, metaclass=BadMro): pass
class X(A, foo=1): pass
class X: __slots__ = 5
class X: __slots__ = ('1a',)
class X: __slots__ = ('a', 5)
class X: __slots__ = ('x',); x = 1
class X: __slots__ = ('__dict__', '__dict__')
class X: __slots__ = ('__weakref__', '__weakref__')
class X(A): __slots__ = ('__dict__',)
class X(A): __slots__ = ('__weakref__',)
class X(int): __slots__ = ('a',)
class X(tuple): __slots__ = ('a',)
class X(bytes): __slots__ = ()
class X: __slots__ = (c for c in 'ab'); print(1)
class X: __slots__ = BadIter()
class X: __slots__ = {'a': 'doc a'}
class X: __slots__ = 'abc'
class X: __qualname__ = 5
class X: __classcell__ = 5
class X: __doc__ = '\\ud800'
class X: __init_subclass__ = bad
class X: pass\nclass Y(X): __init_subclass__ = 5\nclass Z(Y): pass
class D:\n    def __set_name__(self, o, n): raise ValueError(n)\nclass X: d = D()
type()
type(1, 2)
type(1, 2, 3, 4)
type('a', 5, {})
type('a', (), 5)
type(5, (), {})
type('a\\0', (), {})
type('\\ud800', (), {})
type(5, x=1)
type('a', (5,), {})
type.__new__(5, 'a', (), {})
type.__new__(int, 'a', (), {})
type.__new__(type)
type.__new__(type, 5)
type.__init__(A, 5, x=1)
type.__init__(A, 1, 2)
type.__init__(A, 5)
type.__init__(A)
type.__call__(5)
object.__new__(int)
object.__new__(5)
object.__new__()
object.__new__(A, 5)
object.__init__(A(), 5)
object(5)
A(5)
A(x=5)
int.__new__(A)
int.__new__(bool)
dict.__new__(list)
A.mro(5)
A.__subclasses__(5)
type.__subclasses__(A)
type.mro(int)
A.__prepare__('a', ())
type.__prepare__(1, 2, 3, 4)
A.__instancecheck__(5)
A.__subclasscheck__(5)
A | int
A | 5
5 | A
A[5]
A.__sizeof__()
""".strip().split("\n"):
    do(text.replace("\\n", "\n"))

run("""
with_mro(None) == (A, object)
with_mro([])
with_mro(5)
with_mro([5])
with_mro([int, object])
with_mro([A])
with_mro(ValueError('mro'))
with_mro(BadIter())
A.__dict__.keys() >= {'x', 'm'}, A.__dict__['x'], type(A.__dict__)
A.__dir__(A())[:0], dir(A)[-2:], dir(5)[:2], sorted(set(dir(B)) - set(dir(A)))
A.__text_signature__, A.__basicsize__, S.__basicsize__, T2.__basicsize__, SDW.__basicsize__
A.__dictoffset__, SDW.__weakrefoffset__, A.__itemsize__, tuple.__itemsize__
object().__dir__()[:1], object.__subclasshook__(5), object.__init_subclass__()
object.__init_subclass__(5)
object.__init_subclass__(x=5)
object().__eq__(5), object().__ne__(5), object().__lt__(5), object.__eq__(A, A), object.__ne__(A, A)
object().__format__('')[:7]
object().__format__('x')
object().__format__(5)
object.__reduce_ex__(A(), 2)[2]
isinstance(5, (str, (int,))), isinstance(5, int | str), issubclass(bool, (str, int | None))
isinstance(5, 5)
isinstance(5, (5,))
issubclass(5, int)
issubclass(int, 5)
issubclass(int, (str, 5))
isinstance(5, BadAttr())
""")


# -- super
class P:
    def __new__(cls): return object.__new__(cls)
    def who(self): return "P"
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(): return "static"
    v = 5


class Q(P):
    def zero(): return super()
    def deleted(self):
        del self
        return super()
    def nested(self):
        def inner():
            return super()
        return inner()
    def nested2(self):
        return (lambda self: super())(self)
    def held(self):
        def uses():
            return self
        return super().who(), uses() is self
    def comp(self): return [super().who() for x in [1]]
    def gone(self):
        uses = lambda: self
        del self
        return super()
    def set_class(self):
        nonlocal_class = __class__
        return nonlocal_class
    def attr(self): return super().v, super().c(), super().s(), super().__class__
    def missing(self): return super().zz
    def sets(self): super().v = 5
    def starred(*args): return super().who()
    def unusual(x, self): return super()


class Proxy:
    def __init__(self, cls): self.cls = cls
    @property
    def __class__(self): return self.cls


q = Q()
run("""
Q.zero()
q.zero()
q.deleted()
q.nested()
q.nested2().who()
q.held()
q.comp()
q.gone()
q.attr()
q.missing()
q.sets()
q.starred()
q.unusual(5)
Q.unusual(q, 5)
super()
super(5)
super(P, 5)
super(P, P, P)
super(P, x=1)
super(Q, q).who(), super(P, q).__class__, super(Q, Q).c()
super(P, q).who
repr(super(Q, q)), repr(super(Q)), repr(super(Q, Q))
super(Q).__get__(q).who(), super(Q).__get__(None, Q).__self__
super(Q).__get__(q, Q).__self_class__
super(Q).__get__(5)
super(Q, q).__get__(q).__self__ is q
type('SS', (super,), {})(Q).__get__(q).who()
type('SS', (super,), {})(Q, q).who()
super(Q, q).__thisclass__, super(Q, q).__self__ is q, super(Q, q).__self_class__
super(int, True).real
super(P, Proxy(Q))
super(P, Proxy(Q)).v
super(Q, Proxy(Q)).who()
super(P, Proxy(int))
super(P, BadAttr())
super.__init__(super(Q, q))
super.__init__(super(Q, q), Q, q)
super.__init__(super(Q, q), 5)
super.__init__(super(Q, q), Q, q, 5)
super.__init__(super(Q, q), Q, x=5)
super.__new__(super).__self__
repr(super.__new__(super))
super.__new__(super).who
""".replace("repr(super(Q, q)), repr(super(Q)), repr(super(Q, Q))\n", ""))
print(repr(super(Q)), repr(super(Q, Q)), repr(super(Q, q)), super(Q, q).__class__)

# -- modules
m = types.ModuleType("m")
run("""
types.ModuleType()
types.ModuleType(5)
types.ModuleType('a', 'doc').__doc__, types.ModuleType('a', doc=5).__doc__
types.ModuleType('a', foo=1)
m, m.__name__, m.__dict__['__name__'], m.__spec__, m.__loader__
m.x
m.__annotations__
m.__dir__()[:2]
types.ModuleType.__new__(types.ModuleType).__dict__
types.ModuleType.__new__(types.ModuleType).x
types.ModuleType.__repr__(types.ModuleType.__new__(types.ModuleType))
""")
for text in """
m.__annotations__ = {'a': 1}; print(m.__annotations__)
del m.__annotations__; print(m.__annotations__); del m.__annotations__
m.__annotations__ = 5; print(m.__annotations__); del m.__annotations__
m.__dict__ = {}
m.__getattr__ = lambda n: 'attr ' + n; print(m.anything, m.__name__)
m.__getattr__ = 5; m.anything
m.__getattr__ = bad; m.anything
del m.__getattr__; m.anything
m.__dir__ = lambda: ['b', 'a']; print(dir(m))
m.__dir__ = 5; dir(m)
del m.__dir__
del m.__name__; m.anything
m.__name__ = 5; m.anything
m.__name__ = 'm'
m.__spec__ = 5; m.anything
m.__spec__ = types.SimpleNamespace(_initializing=True); m.anything
m.__spec__ = types.SimpleNamespace(_initializing=False); m.anything
m.__spec__ = BadAttr(); m.anything
del m.anything
m.__spec__ = None; m.__file__ = 'f'; print(repr(m)[:9])
types.ModuleType.__new__(types.ModuleType).x = 1
type('MM', (types.ModuleType,), {'__dict__': 5})('a').__dir__()
""".strip().split("\n"):
    do(text)

# -- OSError
for n in list(range(0, 135)) + [-1, 1 << 40]:
    e = OSError(n, "text")
    if type(e) is not OSError:
        print(n, type(e).__name__, end=" ")
print()


class MyOS(OSError):
    pass


class NewOS(OSError):
    def __new__(cls, *args, **names):
        return OSError.__new__(cls, 2, "made")


class InitOS(OSError):
    def __init__(self, a, b):
        pass


def written(e, n=None, delete=False):
    if delete:
        del e.characters_written
    elif n is not None:
        e.characters_written = n
    return e.characters_written


def facts(e):
    return type(e).__name__, e.args, e.errno, e.strerror, e.filename, e.filename2, str(e)


def set_and(o, **names):
    for k, v in names.items():
        setattr(o, k, v)
    return o


run("""
facts(OSError())
facts(OSError(5))
facts(OSError(2, 'b'))
facts(OSError(2, 'b', 'file'))
facts(OSError(2, 'b', 'file', None))
facts(OSError(2, 'b', 'file', 0, 'other'))
facts(OSError(2, 'b', None, None, 'other'))
facts(OSError(2, 'b', 'c', 'd', 'e', 'f'))
facts(OSError('a', 'b')), facts(OSError(None, None)), facts(OSError(2.5, 'x'))
facts(MyOS(2, 'b', 'f')), facts(NewOS(1, 2)), facts(InitOS(2, 'b'))
facts(FileNotFoundError(1, 'x', 'f'))
OSError(x=5)
MyOS(x=5)
OSError.__init__(OSError(2, 'b'), x=5)
OSError.__new__(OSError, 2, 'b', x=5)
facts(BlockingIOError(11, 'b', 5)), BlockingIOError(11, 'b', 5).characters_written
BlockingIOError(11, 'b', 'c').characters_written
BlockingIOError(11, 'b', Index(None))
written(BlockingIOError(11, 'b'))
written(BlockingIOError(11, 'b'), 7)
written(BlockingIOError(11, 'b'), 'x')
written(BlockingIOError(11, 'b', 5), delete=True)
written(BlockingIOError(11, 'b'), delete=True)
written(OSError(2, 'b'), 1 << 70)
OSError(2, 'b').__reduce__(), OSError(2, 'b', 'f').__reduce__()
OSError(2, 'b', 'f', None, 'g').__reduce__(), OSError(2).__reduce__(), OSError().__reduce__()
facts(copy.copy(OSError(2, 'b', 'f', None, 'g')))
set_and(OSError(2, 'b'), filename='x').__reduce__()
set_and(OSError(2, 'b'), extra='x').__reduce__()
str(set_and(OSError(2, 'b'), filename='x')), str(set_and(OSError(2, 'b'), errno=None))
str(set_and(OSError(2, 'b', 'f'), strerror=None)), str(set_and(OSError(), filename='f'))
str(OSError(2, 'b', 'f', None, 'g')), str(OSError('a')), str(OSError('a', 'b', 'c', 'd'))
str(set_and(OSError(2, 'b', 'f', None, 'g'), errno=None, strerror=None))
""")

# -- methods, tracebacks
class Q2:
    def f(self): pass


class NoName:
    def __call__(self, *a): return a


class OddName(NoName):
    def __getattribute__(self, name):
        return 5


class Uncomparable:
    def __eq__(self, other): raise RuntimeError("eq")
    __hash__ = None


def tb():
    try:
        1 / 0
    except ZeroDivisionError as e:
        return e.__traceback__


q2 = Q2()
run("""
types.MethodType(5, 5)
types.MethodType(len, None)
types.MethodType(len)
types.MethodType(len, 5, x=1)
types.MethodType(NoName(), 5)(1)[0]
repr(types.MethodType(OddName(), 5))[-20:]
repr(types.MethodType(len, [])), types.MethodType(len, [])()
types.MethodType(BadAttr, 5).__doc__
types.MethodType(BadAttr(), 5).__foo__
repr(types.MethodType(BadAttr(), 5))
q2.f == q2.f, q2.f != q2.f, q2.f == Q2().f, q2.f == 5, q2.f is q2.f
q2.f < q2.f
hash(q2.f) == hash(q2.f), hash(types.MethodType(len, [])) != 0
hash(types.MethodType(Uncomparable(), 5))
types.MethodType(Uncomparable(), 5) == types.MethodType(Uncomparable(), 5)
q2.f.__get__(5) == q2.f, q2.f.__self__ is q2, q2.f.__func__ is Q2.f, q2.f.__name__
q2.f.__reduce__()[1][1]
q2.f.zz
setattr(q2.f, 'zz', 1)
types.TracebackType(None, sys._getframe(), 2, 3).tb_lineno
types.TracebackType(tb(), sys._getframe(), 2, 3).tb_next is not None
types.TracebackType(5, sys._getframe(), 2, 3)
types.TracebackType(None, 5, 2, 3)
types.TracebackType(None, sys._getframe(), 'a', 3)
types.TracebackType(None, sys._getframe(), 2, 'a')
types.TracebackType(None, sys._getframe(), 1 << 40, 3).tb_lasti
types.TracebackType(None)
types.TracebackType(tb_next=None, tb_frame=sys._getframe(), tb_lasti=1, tb_lineno=7).tb_lasti
types.TracebackType(None, sys._getframe(), 2, -1).tb_lineno
tb().__dir__()
dir(tb()) == ['tb_frame', 'tb_lasti', 'tb_lineno', 'tb_next']
""")
t = tb()
for text in """
t.tb_next = None
t.tb_next = 5
del t.tb_next
t.tb_next = t
u = tb(); t.tb_next = u; u.tb_next = t
u = tb(); t.tb_next = u; print(t.tb_next is u); t.tb_next = None
t.tb_lineno = 5
t.tb_frame = 5
""".strip().split("\n"):
    do(text, t=t)
