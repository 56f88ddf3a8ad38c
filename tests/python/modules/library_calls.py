"""Getters, partial objects, caches and weak references of every kind, used wrongly."""
import atexit
import collections
import copyreg
import functools
import gc
import itertools
import math
import operator
import random
import sys
import weakref


def show(f):
    try:
        r = f()
    except BaseException as e:
        print(type(e).__name__, e)
    else:
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])


class Index:
    def __init__(self, n):
        self.n = n
    def __index__(self):
        return self.n
def run(*functions):
    for f in functions:
        show(f)
print("operator")
run(lambda: operator.itemgetter(), lambda: operator.itemgetter(0)(),
    lambda: operator.itemgetter(0)("a", 1), lambda: operator.itemgetter(0)(x=1),
    lambda: operator.itemgetter(0, 1)("ab"), lambda: operator.itemgetter(0, 5)("ab"),
    lambda: operator.itemgetter(a=1), lambda: operator.attrgetter(),
    lambda: operator.attrgetter("a")(), lambda: operator.attrgetter("a")(1, 2),
    lambda: operator.attrgetter("a")(x=1), lambda: operator.attrgetter(1),
    lambda: operator.attrgetter("real", 2),
    lambda: operator.attrgetter("real.imag")(5), lambda: operator.attrgetter("real", "imag")(5),
    lambda: operator.attrgetter("real.nothing")(5),
    lambda: operator.attrgetter("real", "nothing")(5), lambda: operator.attrgetter("")(5),
    lambda: operator.attrgetter(".")(5), lambda: operator.attrgetter("a", x=1),
    lambda: operator.methodcaller(), lambda: operator.methodcaller(1),
    lambda: operator.methodcaller("upper")(), lambda: operator.methodcaller("upper")("a", 1),
    lambda: operator.methodcaller("upper")("a"),
    lambda: operator.methodcaller("split", maxsplit=1)("a b c"),
    lambda: operator.methodcaller("nothing")("a"),
    lambda: operator.methodcaller("upper")(x=1),
    lambda: repr(operator.methodcaller("split", "a", maxsplit=1)),
    lambda: repr(operator.methodcaller("f")), lambda: repr(operator.itemgetter(1, 2)),
    lambda: repr(operator.attrgetter("a.b", "c")), lambda: operator.itemgetter(1).__reduce__(),
    lambda: operator.itemgetter(1, 2).__reduce__(),
    lambda: operator.attrgetter("a.b").__reduce__(),
    lambda: operator.attrgetter("a.b", "c").__reduce__(),
    lambda: operator.methodcaller("f").__reduce__(),
    lambda: operator.methodcaller("f", 1).__reduce__(),
    lambda: operator.methodcaller("f", 1, a=2).__reduce__()[0].__class__,
    lambda: operator.methodcaller("f", 1, a=2).__reduce__()[1],
    lambda: operator.__not__([]), lambda: operator.not_(1), lambda: operator.is_(1, 1),
    lambda: operator.truth(""), lambda: operator.index("a"), lambda: operator.concat([1], 2),
    lambda: operator.concat(1, [2]), lambda: operator.indexOf([1, 2], 5),
    lambda: operator.countOf([1, 1], 1), lambda: operator.indexOf(3, 1),
    lambda: operator.setitem([1], 0), lambda: operator.delitem([1], 4),
    lambda: operator.length_hint([], "a"), lambda: operator.length_hint(3),
    lambda: operator.length_hint(), lambda: operator.call(len, "ab"), lambda: operator.call(),
    lambda: operator.iconcat([1], [2]), lambda: operator.iconcat(1, 2),
    lambda: operator._compare_digest("a", "a"), lambda: operator._compare_digest("a", b"a"))
print("functools")
def f(*args, **kwargs):
    return args, kwargs
p = functools.partial(f, 1, a=2)
class Sub(functools.partial):
    pass
run(lambda: functools.partial(), lambda: functools.partial(3), lambda: functools.partial(func=f),
    lambda: p(3, b=4), lambda: p(a=5), lambda: functools.partial(p, 7, c=8)(9),
    lambda: functools.partial(p).keywords, lambda: p(*range(20)),
    lambda: functools.partial(f, *range(20))(*range(20))[0][-1],
    lambda: functools.partial(f)(1, 2), lambda: functools.partial(len)("abc"),
    lambda: functools.partial(p, 1).func is f, lambda: Sub(p, 1).func is f,
    lambda: functools.partial(Sub(f, 1), 2).args, lambda: repr(p)[:24],
    lambda: repr(Sub(f, 1))[:30], lambda: p.__reduce__()[2], lambda: p.__setstate__(1),
    lambda: p.__setstate__((1, 2, 3)), lambda: p.__setstate__((f, [1], {}, None)),
    lambda: p.__setstate__((f, (1,), [], None)), lambda: p.__setstate__((3, (1,), {}, None)),
    lambda: p.__setstate__((f, (1,), {}, 5)),
    lambda: p.__setstate__((f, (9,), {"z": 1}, None)), lambda: p(),
    lambda: p.__setstate__((f, (9,), None, {"attr": 3})), lambda: p.attr,
    lambda: p.__setstate__((f, (), {}, {})), lambda: p.__dict__, lambda: p.nothing,
    lambda: p(1, **{"a": 1, "b": 2}), lambda: functools.partial(f, **{"a": 1})(**{"a": 2}),
    lambda: p.__class_getitem__(int))
state = functools.partial(f)
state.extra = 1
run(lambda: functools.partial(state, 1).func is state, lambda: state.__reduce__()[2][3],
    lambda: vars(state))
K = functools.cmp_to_key(lambda a, b: a - b)
run(lambda: K(1) < K(2), lambda: K(1) == K(1), lambda: K(1) < 2, lambda: K(1) > "a",
    lambda: K < K(1), lambda: K(obj=1).obj, lambda: K(), lambda: K(1, 2),
    lambda: functools.cmp_to_key(),
    lambda: functools.cmp_to_key(3)(1) < functools.cmp_to_key(3)(2), lambda: hash(K(1)),
    lambda: functools.cmp_to_key(mycmp=len), lambda: functools.cmp_to_key(x=1),
    lambda: sorted([3, 1, 2], key=K),
    lambda: functools.cmp_to_key(lambda a, b: "x")(1) < functools.cmp_to_key(lambda a, b: 0)(1),
    lambda: K.obj, lambda: K(1).__class__(5).obj)
calls = []
@functools.lru_cache(maxsize=2)
def cached(*args, **kwargs):
    calls.append(args)
    return args
@functools.lru_cache(maxsize=None, typed=True)
def endless(*args, **kwargs):
    return args
@functools.lru_cache(maxsize=0)
def never(*args):
    return args
@functools.lru_cache(maxsize=-5, typed=True)
def minus(*args):
    return args
for k in (1, 2, 1, 3, 2, 1, 1.0, "a", b"a"):
    cached(k), endless(k), never(k), minus(k), cached(k, x=k), endless(k, x=k)
run(lambda: cached.cache_info(), lambda: endless.cache_info(), lambda: never.cache_info(),
    lambda: minus.cache_info(), lambda: minus.cache_parameters(), lambda: cached([]),
    lambda: endless([]), lambda: never([]), lambda: cached(), lambda: cached(x=[]),
    lambda: cached.cache_clear(), lambda: cached.cache_info(), lambda: cached.__wrapped__.__name__,
    lambda: functools.lru_cache("a"), lambda: functools.lru_cache(1.5),
    lambda: functools.lru_cache(3, 4, 5), lambda: functools._lru_cache_wrapper(3, 1, 1, 1),
    lambda: functools._lru_cache_wrapper(),
    lambda: functools._lru_cache_wrapper(len, "a", False, tuple),
    lambda: functools._lru_cache_wrapper(len, None, False, tuple)("abc"),
    lambda: functools._lru_cache_wrapper(len, 2, False, tuple).cache_info(),
    lambda: functools._lru_cache_wrapper(len, 2, False, 3).cache_info(),
    lambda: functools._lru_cache_wrapper(len, -2, [], tuple)("ab"),
    lambda: functools._lru_cache_wrapper(len, 2 ** 70, False, tuple),
    lambda: functools._lru_cache_wrapper(user_function=len, maxsize=1, typed=0, cache_info_type=tuple)("abcd"),
    lambda: endless.__get__(None, int) is endless, lambda: endless.__get__(3)(4),
    lambda: endless.__get__(3, int)(4), lambda: endless.__copy__() is endless,
    lambda: endless.__deepcopy__({}) is endless, lambda: endless.__reduce__(),
    lambda: cached.__call__(5))
class Key:
    def __init__(self, action):
        self.action = action
    def __hash__(self):
        return 7
    def __eq__(self, other):
        if self.action:
            self.action()
        return False
def clear():
    cached.cache_clear()
cached.cache_clear()
for k in range(3):
    cached(Key(None))
    cached(Key(clear))
    cached(Key(lambda: cached(k)))
print(cached.cache_info().currsize <= 2)
def broken():
    raise ZeroDivisionError("eq")
run(lambda: cached(Key(broken)), lambda: (cached(Key(None)), cached(Key(broken))),
    lambda: endless(Key(None)), lambda: endless(Key(broken)))
reused = []
@functools.lru_cache(maxsize=1)
def nested(n):
    if n and n < 4:
        nested(n - 1)
    return n
print([nested(n) for n in (3, 3, 2, 0, 3)], nested.cache_info())
run(lambda: functools.reduce(lambda a, b: a + b, [1, 2, 3]),
    lambda: functools.reduce(lambda a, b: a, []), lambda: functools.reduce(lambda a, b: a, [], 5),
    lambda: functools.reduce(len, 3), lambda: functools.reduce(len),
    lambda: functools.reduce(lambda a: a, [1, 2]),
    lambda: functools.reduce(lambda *a: a, [1, 2, 3]))
print("weak")
class Node:
    pass
def kinds():
    yield lambda: None
    yield (n for n in ())
    yield collections.deque()
    yield functools.partial(len)
    yield functools.lru_cache(len)
    yield collections.OrderedDict()
    yield collections.defaultdict()
    yield set()
    yield frozenset((1,))
    yield Node()
    yield Node
    yield ValueError()
    yield itertools.tee("a")[0]
    yield Node().__init__
    yield [].append
    yield type(sys)("m")
    yield memoryview(b"")
    yield weakref.WeakSet()
    yield compile("1", "f", "eval")
    yield operator.itemgetter
    yield property()
    yield staticmethod(len)
    yield classmethod(len)
    yield list[int]
    yield 5
    yield operator.itemgetter(1)
    yield iter([])
for o in kinds():
    told = []
    try:
        first = weakref.ref(o, lambda r: told.append("first"))
        second = weakref.ref(o, lambda r: told.append("second"))
        plain = weakref.ref(o)
        proxy = weakref.proxy(o)
    except TypeError as e:
        print(e)
        continue
    name = type(o).__name__
    o = None
    gc.collect()
    print(name, told, plain() is None)
