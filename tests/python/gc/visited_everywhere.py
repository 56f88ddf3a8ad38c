"""Every kind of container in a cycle, and every one of its fields among the referrers."""
import abc
import collections
import functools
import gc
import itertools
import operator
import sys
import types
import weakref

makers = []


def maker(f):
    makers.append((f.__name__, f))
    return f


def add(name, f):
    makers.append((name, f))


class Plain:
    def method(self):
        return 1


class Slots:
    __slots__ = ("a", "b", "__weakref__")

    def __init__(self, a):
        self.a = a


class SlotsAndDict(Slots):
    __slots__ = ("c", "__dict__")


def from_class(base):
    class Sub(base):
        pass
    return Sub


add("list", lambda l: [l])
add("tuple", lambda l: (l, 1))
add("dict", lambda l: {"k": l, 1: 2})
add("dict of values", lambda l: dict(a=l))
add("set", lambda l: {hold(l)})
add("frozenset", lambda l: frozenset([hold(l)]))
add("list iterator", lambda l: iter([l]))
add("list reverseiterator", lambda l: reversed([l]))
add("tuple iterator", lambda l: iter((l,)))
add("set iterator", lambda l: iter({hold(l)}))
add("dict keyiterator", lambda l: iter({1: l}))
add("dict valueiterator", lambda l: iter({1: l}.values()))
add("dict itemiterator", lambda l: iter({1: l}.items()))
add("dict reversekeyiterator", lambda l: reversed({1: l}))
add("dict reversevalueiterator", lambda l: reversed({1: l}.values()))
add("dict reverseitemiterator", lambda l: reversed({1: l}.items()))
add("dict keys", lambda l: {1: l}.keys())
add("dict values view", lambda l: {1: l}.values())
add("dict items", lambda l: {1: l}.items())
add("mappingproxy", lambda l: types.MappingProxyType({1: l}))
add("callable_iterator", lambda l: iter(Plain.__new__(bound(l)).method, l))
add("sequence iterator", lambda l: iter(Sequence(l)))
add("reversed", lambda l: reversed(Sequence(l)))
add("enumerate", lambda l: enumerate([l]))
add("big enumerate", lambda l: enumerate([l], 1 << 70))
add("zip", lambda l: zip([l], [1]))
add("map", lambda l: map(lambda x, l=l: x, [1]))
add("filter", lambda l: filter(lambda x, l=l: x, [1]))
add("slice", lambda l: slice(l, [l], (l,)))
add("property", lambda l: property(l, l, l, l))
add("classmethod", lambda l: classmethod(l))
add("staticmethod", lambda l: staticmethod(l))
add("super", lambda l: super(bound(l), bound(l)()))
add("method", lambda l: types.MethodType(l.append, l))
add("bound method", lambda l: bound(l)().method)
add("builtin method", lambda l: [l].append)
add("method-wrapper", lambda l: [l].__len__)
add("instance", lambda l: set_attr(Plain(), l))
add("slots", Slots)
add("slots and dict", lambda l: set_attr(SlotsAndDict(l), l))
add("weakref", lambda l: keep(weakref.ref(Slots, lambda r, l=l: None)))
add("simple namespace", lambda l: types.SimpleNamespace(a=l))
add("module", lambda l: set_attr(types.ModuleType("m", l), l))
add("generic alias", lambda l: types.GenericAlias(list, (l,)))
add("memoryview", lambda l: memoryview(from_class(bytearray)(b"ab")))
add("bytearray subclass", lambda l: set_attr(from_class(bytearray)(), l))
add("int subclass", lambda l: set_attr(from_class(int)(3), l))
add("float subclass", lambda l: set_attr(from_class(float)(3), l))
add("str subclass", lambda l: set_attr(from_class(str)("a"), l))
add("bytes subclass", lambda l: set_attr(from_class(bytes)(b"a"), l))
add("tuple subclass", lambda l: set_attr(from_class(tuple)([1]), l))
add("list subclass", lambda l: set_attr(from_class(list)([1]), l))
add("dict subclass", lambda l: set_attr(from_class(dict)(a=1), l))
add("set subclass", lambda l: set_attr(from_class(set)([1]), l))
add("type", lambda l: set_attr(from_class(Plain), l))
add("abstract class", lambda l: set_attr(abc.ABCMeta("A", (), {}), l))

# -- exceptions
for e in (ValueError, KeyError, StopIteration, SystemExit, OSError, ImportError, NameError,
          AttributeError, SyntaxError, Warning, MemoryError, ExceptionGroup):
    if e is ExceptionGroup:
        add("ExceptionGroup", lambda l: set_attr(ExceptionGroup("a", [ValueError(l)]), l))
    else:
        add(e.__name__, lambda l, e=e: set_attr(e(l), l))
add("OSError full", lambda l: OSError(2, l, l, None, [l]))
add("ImportError full", lambda l: ImportError(l, name=l, path=[l]))
add("NameError full", lambda l: NameError(l, name=[l]))
add("AttributeError full", lambda l: AttributeError(l, name=[l], obj=(l,)))
add("SyntaxError full", lambda l: SyntaxError([l], ("f", 1, 2, [l], 1, 2)))
add("UnicodeEncodeError", lambda l: set_attr(UnicodeEncodeError("a", "b", 0, 1, "c"), l))
add("UnicodeDecodeError", lambda l: set_attr(UnicodeDecodeError("a", b"b", 0, 1, "c"), l))
add("UnicodeTranslateError", lambda l: set_attr(UnicodeTranslateError("a", 0, 1, "c"), l))


@maker
def chained_exception(l):
    try:
        try:
            raise ValueError(l)
        except ValueError as inner:
            raise KeyError([l]) from inner
    except KeyError as e:
        e.add_note("note")
        return e


@maker
def traceback_of(l):
    try:
        raise ValueError(l)
    except ValueError as e:
        return e.__traceback__


@maker
def frame_of(l):
    return sys._getframe()


# -- functions and generators
@maker
def function(l):
    def f(a=l, *, b=[l]) -> l:
        "doc"
        return l
    f.attribute = l
    return f


@maker
def plain_function(l):
    return types.FunctionType((lambda: 1).__code__, {"l": l}, "name", (l,))


@maker
def cell(l):
    return (lambda: l).__closure__[0]


@maker
def generator(l):
    def g():
        yield l
    return g()


@maker
def running_generator(l):
    def g(a):
        for x in [a, l]:
            yield x
    it = g([l])
    next(it)
    return it


@maker
def delegating(l):
    def g():
        yield from [l, 1]
    it = g()
    next(it)
    return it


# -- functools, operator, collections
add("partial", lambda l: functools.partial(l.append, l, key=[l]))
add("partial with attribute", lambda l: set_attr(functools.partial(l.append), l))
add("cmp_to_key", lambda l: functools.cmp_to_key(l))
add("cmp_to_key object", lambda l: functools.cmp_to_key(l.index)([l]))
add("lru_cache", lambda l: functools.lru_cache()(lambda x, l=l: x))


@maker
def filled_lru_cache(l):
    f = functools.lru_cache(2)(lambda x: [x])
    f(hold(l)), f(2), f(3), f(3)
    f.l = l
    return f


@maker
def endless_cache(l):
    f = functools.lru_cache(None)(lambda x: [x])
    f(hold(l)), f(2)
    f.l = l
    return f


add("itemgetter", lambda l: operator.itemgetter(l, [l]))
add("itemgetter of one", lambda l: operator.itemgetter(l))
add("attrgetter", lambda l: operator.attrgetter("a.b", from_class(str)("c")))
add("methodcaller", lambda l: operator.methodcaller("a", l, b=[l]))
add("methodcaller plain", lambda l: operator.methodcaller("a", l))
add("deque", lambda l: collections.deque([l, 1] * 40, 100))
add("deque iterator", lambda l: iter(collections.deque([l])))
add("deque reverse iterator", lambda l: reversed(collections.deque([l])))
add("deque subclass", lambda l: set_attr(from_class(collections.deque)([l]), l))
add("defaultdict", lambda l: collections.defaultdict(l.copy, {1: l}))
add("defaultdict of none", lambda l: collections.defaultdict(None, {1: l}))
add("OrderedDict", lambda l: collections.OrderedDict({1: l, (hold(l),): 2}))
add("OrderedDict subclass", lambda l: set_attr(from_class(collections.OrderedDict)(a=l), l))
add("OrderedDict iterator", lambda l: iter(collections.OrderedDict(a=l)))
add("OrderedDict items", lambda l: iter(collections.OrderedDict(a=l).items()))
add("OrderedDict values", lambda l: reversed(collections.OrderedDict(a=l).values()))
add("OrderedDict keys view", lambda l: collections.OrderedDict(a=l).keys())

# -- itertools
add("chain", lambda l: advanced(itertools.chain([1, l], l)))
add("chain unstarted", lambda l: itertools.chain(l))
add("chain.from_iterable", lambda l: itertools.chain.from_iterable([l]))
add("compress", lambda l: itertools.compress([l], [1]))
add("dropwhile", lambda l: itertools.dropwhile(l.append, [l]))
add("takewhile", lambda l: itertools.takewhile(l.append, [l]))
add("filterfalse", lambda l: itertools.filterfalse(l.append, [l]))
add("starmap", lambda l: itertools.starmap(l.append, [l]))
add("islice", lambda l: itertools.islice([l], 1))
add("count", lambda l: itertools.count(1.5, 2))
add("cycle", lambda l: advanced(itertools.cycle([l])))
add("repeat", lambda l: itertools.repeat(l))
add("accumulate", lambda l: advanced(itertools.accumulate([l, 1], operator.add, initial=l)))
add("accumulate plain", lambda l: itertools.accumulate([l]))
add("pairwise", lambda l: advanced(itertools.pairwise([l, l, l])))
add("zip_longest", lambda l: itertools.zip_longest([l], [1], fillvalue=l))
add("product", lambda l: advanced(itertools.product([l], [1, 2])))
add("permutations", lambda l: advanced(itertools.permutations([l, 1])))
add("combinations", lambda l: advanced(itertools.combinations([l, 1], 2)))
add("combinations_with_replacement",
    lambda l: advanced(itertools.combinations_with_replacement([l, 1], 2)))
add("product unstarted", lambda l: itertools.product([l], [1, 2]))
add("permutations unstarted", lambda l: itertools.permutations([l, 1]))
add("groupby", lambda l: advanced(itertools.groupby([l], lambda x, l=l: 1)))
add("groupby plain", lambda l: itertools.groupby([l]))
add("grouper", lambda l: next(itertools.groupby([l, l]))[1])
add("tee", lambda l: advanced(itertools.tee([l, l])[0]))
add("tee of tee", lambda l: itertools.tee(itertools.tee([l, l])[0])[1])


class Holder:
    def __init__(self, l):
        self.l = l


class Sequence:
    def __init__(self, l):
        self.l = l

    def __len__(self):
        return 1

    def __getitem__(self, i):
        return self.l


def hold(l):
    return Holder(l)


def bound(l):
    class Bound:
        held = l

        def method(self):
            return 1
    return Bound


def set_attr(o, l):
    o.attribute = l
    return o


def keep(o):
    return o


def advanced(it):
    next(it)
    return it


def has(objects, o):
    return any(x is o for x in objects)


def exhausted(o):
    if hasattr(o, "__next__") and not isinstance(o, (itertools.count, itertools.cycle)):
        for i in range(300):
            try:
                next(o)
            except (StopIteration, TypeError, ValueError):
                break
    return o


def all_found(o):
    """Is o among the referrers of each of its referents?"""
    found = [has(gc.get_referrers(r), o) for r in gc.get_referents(o) if not is_type(r)]
    return "%d of %d" % (sum(found), len(found))


def referents(o):
    return sorted(type(r).__name__ for r in gc.get_referents(o) if not is_type(r))


def is_type(r):
    return isinstance(r, type) or type(r) is object


gc.disable()
for name, make in makers:
    gc.collect()
    l = []
    try:
        o = make(l)
    except Exception as e:
        print(name, "->", type(e).__name__, e)
        continue
    print(name, gc.is_tracked(o), all_found(o) if gc.is_tracked(o) else "", referents(o))
    l.append(o)
    del o
    gc.collect()
    print("    collected:", (l.__class__, l.clear(), gc.collect())[2], end=" ")
    l = []
    o = make(l)
    l.append(o)
    del o, l
    print(gc.collect(), end=" ")
    l = []
    o = exhausted(make(l))
    print(gc.is_tracked(o), referents(o), all_found(o) if gc.is_tracked(o) else "", end=" ")
    l.append(o)
    del o, l
    print(gc.collect())
print(len(makers), gc.garbage)
