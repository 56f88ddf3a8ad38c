"""Types that a C module makes when it is imported are counted by their instances, static ones not."""
import array
import collections
import functools
import gc
import itertools
import operator
import random
import sys
import weakref


@functools.lru_cache
def cached(x, *more, key=None):
    return x


class Leaf(functools.partial):
    pass


class Slotted(functools.partial):
    __slots__ = ('note',)


class Numbers(array.array):
    pass


class Group(ExceptionGroup):
    pass


class Dice(random.Random):
    pass


class Window(collections.deque):
    pass


class Counter(itertools.count):
    pass


def show(name, make):
    kind = type(make())
    gc.collect()
    before = sys.getrefcount(kind)
    one = make()
    two = make()
    during = sys.getrefcount(kind) - before
    referents = [type(o).__name__ for o in gc.get_referents(one)]
    mentions = gc.get_referents(one).count(kind)
    del one, two
    after = sys.getrefcount(kind) - before
    print(f'{name:14} {during} {after} heap={kind.__flags__ >> 9 & 1} '
          f'{mentions} {referents} {sys.getsizeof(kind) > 424}')


show('partial', lambda: functools.partial(int, 3, base=10))
show('lru_cache', lambda: functools.lru_cache(cached))
show('cmp_to_key', lambda: functools.cmp_to_key(len))
show('key', lambda: functools.cmp_to_key(len)(3))
show('itemgetter', lambda: operator.itemgetter(1, 2))
show('attrgetter', lambda: operator.attrgetter('a.b'))
show('methodcaller', lambda: operator.methodcaller('a', 1, k=2))
show('array', lambda: array.array('i', [1]))
show('array iterator', lambda: iter(array.array('i', [1])))
show('Random', lambda: random.Random(3))
show('group', lambda: ExceptionGroup('a', [ValueError(1)]))
show('base group', lambda: BaseExceptionGroup('a', [KeyboardInterrupt(1)]))
show('exception', lambda: ValueError(1))
show('deque', lambda: collections.deque([1]))
show('count', lambda: itertools.count())
for sub in Leaf, Slotted:
    show(sub.__name__, lambda: sub(int))
show('Numbers', lambda: Numbers('i'))
show('Group', lambda: Group('a', [ValueError(1)]))
show('Dice', lambda: Dice(1))
show('Window', lambda: Window())
show('Counter', lambda: Counter())

print('-- the links of a cache are instances too')
cached.cache_clear()
cached(1), cached(2), cached(3, key=4)
print([type(o).__name__ for o in gc.get_referents(cached)])
link_type = [o for o in gc.get_referents(cached)
             if isinstance(o, type) and o.__name__ == '_lru_list_elem'][0]
filled = sys.getrefcount(link_type)
cached.cache_clear()
print(filled - sys.getrefcount(link_type), link_type)

print('-- a class dies with its last instance')


def local_class():
    class Local(functools.partial):
        pass
    return weakref.ref(Local), Local(print, 'called')


ref, call = local_class()
gc.collect()
print(ref() is type(call))
call()
del call
gc.collect()
print(ref())
try:
    class No(type(cached)):
        pass
except TypeError as e:
    print(e)
