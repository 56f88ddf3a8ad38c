# Types that modules written in C make from a spec: each instance owns a reference to its type, as
# an instance of a Python class does, and the collector's functions show it.
import abc
import array
import copy
import functools
import gc
import operator
import random
import sys


def referents(o):
    return sorted(type(r).__name__ for r in gc.get_referents(o))


def look(name, make):
    first = make()
    before = sys.getrefcount(type(first))
    more = [make() for _ in range(5)]
    print(name, sys.getrefcount(type(first)) - before, referents(first), end=" ")
    more.clear()
    print(sys.getrefcount(type(first)) - before, bool(type(first).__flags__ & 1 << 9))


look("partial", lambda: functools.partial(len, 1))
look("key", lambda: functools.cmp_to_key(len))
look("keyed", lambda: functools.cmp_to_key(len)(4))
look("cache", lambda: functools.lru_cache(len))
look("no cache", lambda: functools.lru_cache(maxsize=0)(len))
look("item", lambda: operator.itemgetter(1))
look("items", lambda: operator.itemgetter(1, 2))
look("attribute", lambda: operator.attrgetter("a"))
look("method", lambda: operator.methodcaller("a", 3))
look("array", lambda: array.array("i", [1]))
look("iterator", lambda: iter(array.array("i", [1])))
look("copied", lambda: copy.copy(array.array("i", [1])))
look("sliced", lambda: array.array("i", [1, 2])[:1])


class Sub(functools.partial):
    pass


class SubArray(array.array):
    __slots__ = ()


look("of a subclass", lambda: Sub(len))
look("array of a subclass", lambda: SubArray("i", [1]))


@functools.lru_cache
def cached(a, *, k=2):
    return a


@functools.lru_cache(maxsize=None)
def unbound(a):
    return a


cached(1)
cached(1, k=3)
cached("text")
unbound(1)
print(referents(cached), referents(unbound))
print([getattr(r, "__name__", type(r).__name__) for r in gc.get_referents(cached)])
print(cached.cache_info())
adder = functools.partial(max, 1)
print(adder in gc.get_referrers(functools.partial), adder in gc.get_referrers(operator.itemgetter))
before = sys.getrefcount(functools.partial)
ring = functools.partial(print)
ring.__setstate__((print, (ring,), {}, None))
print(sys.getrefcount(functools.partial) - before)
del ring
gc.collect()
print(sys.getrefcount(functools.partial) - before)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        pass


print(referents(Shape._abc_impl))
