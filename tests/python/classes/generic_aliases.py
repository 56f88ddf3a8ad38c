# Generic aliases and unions: list[int], dict[K, V], int | str: parameters, substitution, hashing, calls, errors.
import copy, types, collections, weakref, gc
from typing import TypeVar
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return r
T, K, V = TypeVar('T'), TypeVar('K'), TypeVar('V')
GA = types.GenericAlias
for a in (list[int], dict[str, int], tuple[int, ...], tuple[()], list[None], list[T], dict[K, V], dict[K, list[V]], set[list[T]], type[int], list['text'], list[[1, 2]], collections.deque[int], GA(int, ()), GA(list, (T, T)), list[list[list[T]]], GA(5, 6), list[lambda: 0] if 0 else list[len], list[int | str], list[GA(int, int)]):
    print(a, a.__origin__, a.__args__, a.__parameters__, a == eval('a'), t(hash, a) == t(hash, GA(a.__origin__, a.__args__)), a.__unpacked__, a.__mro_entries__(()), a.__reduce__()[1:] == (GA(a.__origin__, a.__args__).__reduce__()[1]), callable(a))
a = dict[K, V]
print(a[int, str], t(lambda: a[int]), t(lambda: a[int, str, float]), t(lambda: a[()]), a[K, K], a[V, K], a[list[K], V], a[int, T][str], t(lambda: list[int][int]), list[T][dict[K, V]], list[T][dict[K, V]][int, str], dict[K, list[V]][int, str], t(lambda: dict[K, K][int]), t(lambda: dict[K, K][int, int]), list[list[T]][int], t(lambda: list[T][int, str]), list[T][T])
class Sub:
    def __repr__(self): return 'Sub'
    __parameters__ = (T,)
    def __getitem__(self, x): return ('sub', x)
class Sub0:
    __parameters__ = ()
    def __repr__(self): return 'Sub0'
class SubBad:
    __parameters__ = 5
    def __repr__(self): return 'SubBad'
class SubRaise:
    @property
    def __parameters__(self): raise ValueError('parameters')
class SubOdd:
    def __repr__(self): return 'SubOdd'
    __parameters__ = (T, 'K')
    def __getitem__(self, x): raise KeyError(x)
class Subst:
    def __init__(self, f): self.f = f
    def __typing_subst__(self, x): return self.f(x)
    def __repr__(self): return 'Subst'
for mk in (Sub, Sub0, SubBad, SubRaise, SubOdd, lambda: Subst(lambda x: ('was', x)), lambda: Subst(lambda x: 1 / 0), lambda: Subst(5)):
    x = mk()
    print(t(lambda: GA(list, x).__parameters__), t(lambda: GA(list, (x,))[int].__args__), t(lambda: GA(list, (T, x))[int].__args__), t(lambda: GA(list, (T, x))[int, str].__args__))
# repr of odd members
class NoName:
    def __repr__(self): return 'NoName()'
class Q:
    def __repr__(self): return 'a Q'
    __qualname__ = 'Q'
class M:
    def __init__(self, **k): self.__dict__.update(k)
    def __repr__(self): return 'M()'
class RaiseQ:
    def __getattr__(self, n):
        if n in ('__qualname__', '__origin__'): raise RuntimeError(n)
        raise AttributeError(n)
class RaiseM:
    def __repr__(self): return 'RaiseM'
    __qualname__ = 'rm'
    def __getattribute__(self, n):
        if n == '__module__': raise RuntimeError(n)
        return object.__getattribute__(self, n)
class RaiseR:
    def __repr__(self): raise RuntimeError('repr')
for x in (NoName(), Q, Q(), M(__module__='m', __qualname__='q'), M(__module__=None, __qualname__='q'), M(__module__='builtins', __qualname__='q'), M(__module__=5, __qualname__='q'), M(__module__=5, __qualname__=7), M(__origin__=1, __args__=2), M(__origin__=1), RaiseQ(), RaiseM(), RaiseR(), ..., len, str.upper, types.ModuleType):
    print(t(lambda: repr(GA(x, ()))), t(lambda: repr(GA(list, (x, int)))), t(lambda: repr(int | GA(x, (1,)))))
# calling, attributes
class P:
    def __init__(self, v=0): self.v = v
    __class_getitem__ = classmethod(GA)
class Slots:
    __slots__ = ()
    __class_getitem__ = classmethod(GA)
class Refuses:
    __class_getitem__ = classmethod(GA)
    def __setattr__(self, n, v): raise (AttributeError if self.kind else LookupError)(n)
    kind = 1
p = P[int](5)
print(p.v, p.__orig_class__, t(P[int], 1, 2), Slots[int]().__class__.__name__, t(Refuses[int]).__class__.__name__, list[int]([1, 2]), dict[str, int](a=1), t(list[int], 1))
Refuses.kind = 0; print(t(Refuses[int]))
print(P[int].__doc__, P[int].__module__, P[int].__class__, t(lambda: P[int].nothing), P[int].__init__ is P.__init__, t(setattr, P[int], 'x', 1), P[int].__call__.__class__.__name__)
print('__origin__' in dir(list[int]), '__args__' in dir(list[int]), 'append' in dir(list[int]), [n for n in dir(P[int]) if n in ('v', '__orig_class__', '__unpacked__', '__mro_entries__')])
print(t(isinstance, 1, list[int]), t(issubclass, int, list[int]), t(isinstance, 1, (str, list[int])), list[int] != list[str], list[int] == list, list[int] == [int], t(lambda: list[int] < list[int]), {list[int]: 1}[list[int]])
print(t(hash, GA(list, ([],))), t(hash, GA([], int)), t(lambda: GA(list, (RaiseEq := 1,)) == GA(list, (1,))), GA(list, 1) == GA(tuple, 1), GA(list, 1) == GA(list, 2))
class BadEq:
    def __eq__(self, o): raise RuntimeError('eq')
    __hash__ = None
print(t(lambda: GA(BadEq(), 1) == GA(BadEq(), 1)), t(lambda: GA(1, BadEq()) == GA(1, BadEq())), t(lambda: GA(1, BadEq()) != GA(1, BadEq())))
u = next(iter(tuple[int, str])); print(u, u.__unpacked__, u == tuple[int, str], u == next(iter(tuple[int, str])), hash(u) == hash(tuple[int, str]), t(lambda: list(iter(list[int]))), [*list[int]], tuple[*tuple[int, str]], u.__reduce__()[0] is next)
try: print(u.__typing_unpacked_tuple_args__, tuple[int].__typing_unpacked_tuple_args__, [*list[int]][0].__typing_unpacked_tuple_args__)
except AttributeError as e: print(e)
print(copy.copy(list[int]) == list[int], copy.deepcopy(dict[str, list[int]]) == dict[str, list[int]], copy.copy(u) == u)
print(t(GA), t(GA, 1), t(GA, 1, 2, 3), t(lambda: GA(origin=list, args=int)), GA.__name__, t(lambda: type('X', (GA,), {})(list, int)), GA(list, int).__class__)
class MyGA(GA):
    extra = 1
    def __repr__(self): return 'MyGA'
print(MyGA(list, int), t(lambda: MyGA(list, int).extra), MyGA(list, int) == list[int], MyGA(list, T)[int].__class__.__name__)
w = weakref.ref(P[int]); x = list[int]; w = weakref.ref(x); print(w() is x); del x; print(w())
cyc = []; cyc.append(GA(list, (cyc, T))); cyc[0].__parameters__; del cyc; print(gc.collect() > 0)
class Base(list[int]): pass
class Base2(P[int], dict[str, int]): pass
print(Base.__mro__[1:], Base.__orig_bases__, Base2.__bases__, Base2.__orig_bases__, t(lambda: type('Z', (list[int],), {})))
# unions
U = int | str
print(U, U.__args__, U.__parameters__, U == str | int, hash(U) == hash(str | int), U == (int, str), U != (int | list), int | None, None | int, t(lambda: None | None), int | int, (int | str) | (str | list), int | str | None | int, t(lambda: int | 5), t(lambda: 5 | int), t(lambda: int | 'x'), list[int] | None, None | list[int], list[int] | list[str], t(lambda: list[int] | 5), T | int, int | T)
print(isinstance(1, U), isinstance(1.5, U), isinstance(None, int | None), issubclass(bool, U), issubclass(float, U), t(isinstance, 1, int | list[int]), t(issubclass, int, str | list[int]), t(isinstance, 1, list[int] | int), issubclass(type(None), int | None))
print((list[T] | int)[str], (list[T] | T).__parameters__, (list[T] | T)[int], t(lambda: (int | str)[int]), t(lambda: (list[T] | K)[int]), t(lambda: U < U), t(U), U.__class__, t(lambda: types.UnionType()), t(setattr, U, 'x', 1), t(lambda: U.__origin__), U.__or__(float), (dict[K, V] | None)[int, str], t(lambda: (T | K)[int, None]), t(lambda: (T | K)[int, 5]))
print(copy.copy(U) is U or copy.copy(U) == U, U.__reduce__ is not None, {U: 1}[str | int], t(hash, int | GA(list, ([],))), repr(int | GA(list, ([],))), (int | str) == (int | str | float), bool(U), U.__eq__(5), dir(U)[-1])
class Meta(type):
    def __or__(cls, o): return ('meta or', o)
    def __ror__(cls, o): return ('meta ror', o)
    def __instancecheck__(cls, o): raise RuntimeError('check')
    def __subclasscheck__(cls, o): raise RuntimeError('subcheck')
class C(metaclass=Meta): pass
print(C | int, int | C, (int | str) | C, t(isinstance, 'x', (int | list).__or__(float)))
D = type.__or__(C, int); print(t(isinstance, 'x', D), t(issubclass, str, D), isinstance(C(), D) if 0 else '')
x = int | list; w = t(weakref.ref, x); print(type(w).__name__)
for ann in (list[int], int | None):
    def f(x: ann) -> ann: ...
    print(f.__annotations__)
