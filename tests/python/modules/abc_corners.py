"""Abstract classes, counted elements, named tuples' getters, copyreg: wrong and rare uses."""
import abc
import collections
import collections.abc
import copyreg
import gc
from collections import Counter, namedtuple


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class Bad:
    """Every special method raises."""
    def raises(self, *args):
        raise RuntimeError("bad")
    __eq__ = __lt__ = __bool__ = __len__ = __iter__ = __getitem__ = __add__ = __radd__ = raises
    __setitem__ = __contains__ = __mul__ = __float__ = __int__ = __call__ = raises

    def __hash__(self):
        return 1


class BadHash:
    def __hash__(self):
        raise RuntimeError("bad hash")


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


class A(metaclass=abc.ABCMeta):
    @abc.abstractmethod
    def m(self):
        pass


class Hooked(metaclass=abc.ABCMeta):
    answer = NotImplemented

    @classmethod
    def __subclasshook__(cls, other):
        if isinstance(cls.answer, Exception):
            raise cls.answer
        return cls.answer


class Liar:
    """Its __class__ is another."""
    cls = int

    @property
    def __class__(self):
        return self.cls


class LoudMeta(abc.ABCMeta):
    def __subclasses__(cls):
        return cls.below


class Loud(metaclass=LoudMeta):
    below = []


class X:
    pass


class NoTruth:
    def __bool__(self):
        raise RuntimeError("no truth")


class OwnCheck(abc.ABCMeta):
    def __subclasscheck__(cls, sub):
        print("asked about", sub.__name__)
        if sub is X:
            return NoTruth()
        return sub is int


class Owner(metaclass=OwnCheck):
    pass


def ask(o, cls):
    return isinstance(o, cls), issubclass(type(o), cls)


def hooked(answer):
    Hooked.answer = answer
    Hooked._abc_caches_clear()
    return ask(1, Hooked)


def loud(below):
    Loud.below = below
    Loud._abc_caches_clear()
    return ask(1.5, Loud)


run("""
A()
A.register(X)
A.register(5)
A.register()
A.register(X), ask(X(), A)
X.register(A)
A.register(A)
type('B', (A,), {}).register(A)
issubclass(5, A)
isinstance(Liar(), A)
A.register(int), ask(Liar(), A), ask(True, A)
hooked(True)
hooked(False)
hooked(NotImplemented)
hooked(None)
hooked(5)
hooked(ValueError("hook"))
loud([])
loud([float])
loud([int])
loud(None)
loud((float,))
loud([5])
isinstance(1, Owner)
isinstance(Liar(), Owner)
isinstance(X(), Owner)
issubclass(float, Owner)
issubclass(X, Owner)
abc._get_dump(A)[0] is not None
abc.get_cache_token() == abc.get_cache_token()
abc._abc_init(5)
abc._abc_register(A)
abc._abc_instancecheck(A)
abc._abc_subclasscheck(A)
abc._abc_subclasscheck(int, int)
abc._abc_instancecheck(5, 5)
abc._abc_subclasscheck(A, BadAttr())
abc._reset_registry(A)
abc._reset_caches(A)
abc._reset_registry(int)
abc._get_dump(5)
type('C', (A,), {'__abstractmethods__': 5})
abc.ABCMeta('D', (), {'__slots__': ('a',), 'x': abc.abstractmethod(5)}).__abstractmethods__
abc.ABCMeta('D', (), {'x': BadAttr()})
abc.ABCMeta('D', (), {'x': Bad()})
abc.update_abstractmethods(A) is A, abc.update_abstractmethods(int)
type('E', (), {'_abc_impl': 5}).x
abc.abstractproperty(1).__isabstractmethod__
abc.abstractclassmethod(len).__isabstractmethod__
abc.abstractstaticmethod(len).__isabstractmethod__
""")


class Impl(metaclass=abc.ABCMeta):
    pass


Impl2 = type("Impl2", (), {"_abc_impl": 5})
run("""
abc._abc_register(Impl2, int)
abc._abc_subclasscheck(Impl2, int)
""")


# flags of collections.abc in match statements, taken over by registered classes
def kind(o):
    match o:
        case [*_]:
            return "sequence"
        case {}:
            return "mapping"
    return None


class S1:
    def __len__(self): return 0
    def __getitem__(self, i): raise IndexError


class M1:
    def keys(self): return []
    def get(self, k, d=None): return d
    def __len__(self): return 0


print(kind(S1()), kind(M1()))
collections.abc.Sequence.register(S1)
collections.abc.Mapping.register(M1)
print(kind(S1()), kind(M1()))


class Both(collections.abc.Sequence):
    def __len__(self): return 0
    def __getitem__(self, i): raise IndexError


class BelowBoth(Both):
    pass


print(kind(Both()), kind(BelowBoth()))
try:
    class Clash(metaclass=abc.ABCMeta):
        __abc_tpflags__ = 96
except TypeError as e:
    print(e)
for flags in (32, 64, 0, 5, "a", 1 << 70):
    try:
        class Flagged(metaclass=abc.ABCMeta):
            __abc_tpflags__ = flags
        print(flags, Flagged.__flags__ & 96, "__abc_tpflags__" in Flagged.__dict__)
    except Exception as e:
        print(type(e).__name__, e)

# weak registries
for i in range(3):
    class Temporary:
        pass
    A.register(Temporary)
    print(isinstance(Temporary(), A), isinstance(Temporary, A))
    del Temporary
print(gc.collect() > 0, len(abc._get_dump(A)[0]) <= 5)

# -- collections: Counter over other mappings, named tuples
P = namedtuple("P", "a b")


class OwnGet(dict):
    def get(self, key, default=None):
        return super().get(key, default)


class OwnSet(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)


class SubCounter(Counter):
    def __setitem__(self, key, value):
        super().__setitem__(key, value)


def counted(mapping, items):
    collections._count_elements(mapping, items)
    return mapping


getter = P.__dict__["a"]
run("""
counted({}, 'abca')
counted(OwnGet(), 'abca')
counted(OwnSet(), 'abca')
SubCounter('abca')
Counter('abca')
counted({'a': 'x'}, 'a')
counted(OwnGet(a='x'), 'a')
counted({}, [[]])
counted({}, [BadHash()])
counted(OwnGet(), [[]])
counted(OwnGet(), BadIter())
counted({}, BadIter())
counted({}, 5)
counted(5, 'a')
counted([], 'a')
counted(BadAttr(), 'a')
collections._count_elements({})
getter, type(getter), getter.__doc__
getter.__get__(None, P) is getter
getter.__get__(P(1, 2))
getter.__get__(5)
getter.__get__((1,))
P.__dict__['b'].__get__((1,))
P.__dict__['b'].__get__(())
getter.__reduce__()
collections._tuplegetter(5, 'doc').__get__((1, 2))
collections._tuplegetter(-1, 'doc').__get__((1, 2))
collections._tuplegetter(1)
collections._tuplegetter('a', 'b')
collections._tuplegetter(index=1, doc=2)
P(1, 2).__setattr__('a', 5)
P(1, 2).__delattr__('a')
getter.__set__(P(1, 2), 5)
getter.__delete__(P(1, 2))
setattr(getter, '__doc__', 'new') or getter.__doc__
""")

# -- copyreg
class Named:
    __slots__ = ("a", "_b", "__c", "__d__", "__dict__")


class __Odd:
    __slots__ = ("__e",)


class OneSlot:
    __slots__ = "only"


class Weak:
    __slots__ = ("__weakref__", "x")


class Below(Named, OneSlot.__mro__[0] if False else object):
    __slots__ = ["z"]


class SubInt(int):
    pass


class GetState:
    def __getstate__(self):
        return 5


class GetNothing:
    def __getstate__(self):
        return None


class BadState:
    def __getstate__(self):
        raise RuntimeError("bad state")


class MySlots:
    __slots__ = ()

    def __init__(self):
        pass


run("""
copyreg._slotnames(Named), Named.__slotnames__
copyreg._slotnames(__Odd), copyreg._slotnames(OneSlot), copyreg._slotnames(Weak)
copyreg._slotnames(Below), copyreg._slotnames(int), copyreg._slotnames(Below)
copyreg.pickle(X, bad), copyreg.dispatch_table[X] is bad
copyreg.pickle(X, 5)
copyreg.pickle(X, bad, 5)
copyreg.pickle(X, bad, bad)
copyreg.constructor(5)
copyreg.constructor(bad)
copyreg.__newobj__(int, 5), copyreg.__newobj__(X).__class__
copyreg.__newobj__()
copyreg.__newobj_ex__(int, ('11',), {'base': 3})
copyreg._reconstructor(SubInt, int, 5), copyreg._reconstructor(X, object, None).__class__
copyreg._reduce_ex(SubInt(5), 0)[1:]
copyreg._reduce_ex(X(), 1)[1:]
copyreg._reduce_ex(GetState(), 1)[2]
copyreg._reduce_ex(GetNothing(), 1)[1:]
copyreg._reduce_ex(BadState(), 1)
copyreg._reduce_ex(Named(), 1)
copyreg._reduce_ex(len, 1)
""")
del copyreg.dispatch_table[X]
