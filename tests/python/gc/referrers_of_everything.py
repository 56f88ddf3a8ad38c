# One object of many types holds the same list: who refers to it, what each refers to.
import collections, functools, gc, itertools, operator, types, weakref, contextlib
target = ['target']
class C:
    __slots__ = ('slot', '__weakref__')
class P:
    prop = property(lambda self: 1)
class D(dict): pass
class L(list): pass
class T(tuple): pass
def gen(x):
    y = x
    yield y
def closure():
    held = target
    return lambda: held
def default(a=target): pass
def kwdefault(*, a=target): pass
class Callable:
    def __init__(self): self.t = target
    def __call__(self, *a): return target
def raised():
    try: raise ValueError(target)
    except ValueError as e: return e
c = C(); c.slot = target
p = P(); p.attr = target
d = D(k=target); d.x = 1
g = gen(target); next(g)
holders = [
    ('list', [target]), ('tuple', (target,)), ('dict', {'k': target}), ('subclass dict', d), ('subclass list', L([target])), ('subclass tuple', T([target])),
    ('slots', c), ('instance', p), ('generator', g), ('function default', default), ('keyword default', kwdefault), ('closure', closure()),
    ('partial', functools.partial(print, target)), ('method', types.MethodType(Callable(), target)), ('builtin method', target.append), ('iterator', iter(target)), ('reversed', reversed(target)),
    ('enumerate', enumerate(target)), ('zip', zip(target, target)), ('map', map(print, target)), ('filter', filter(None, target)), ('callable iterator', iter(lambda: 1, target)),
    ('chain', itertools.chain(target, [1])), ('cycle', itertools.cycle(target)), ('repeat', itertools.repeat(target)), ('islice', itertools.islice(target, 2)), ('starmap', itertools.starmap(print, target)),
    ('takewhile', itertools.takewhile(Callable(), target)), ('dropwhile', itertools.dropwhile(Callable(), target)), ('filterfalse', itertools.filterfalse(Callable(), target)), ('compress', itertools.compress(target, [1])),
    ('accumulate', itertools.accumulate([1], initial=target)), ('product', itertools.product([target])), ('permutations', itertools.permutations([target])), ('combinations', itertools.combinations([target], 1)), ('with replacement', itertools.combinations_with_replacement([target], 1)),
    ('zip_longest', itertools.zip_longest([1], fillvalue=target)), ('groupby', itertools.groupby([target])), ('pairwise', itertools.pairwise([target, target])), ('tee', itertools.tee(iter([target]))[0]), ('count', itertools.count(0.5)),
    ('deque', collections.deque([target])), ('deque iterator', iter(collections.deque([target]))), ('reversed deque', reversed(collections.deque([target]))), ('ordered', collections.OrderedDict(a=target)), ('ordered iterator', iter(collections.OrderedDict(a=target).items())), ('defaultdict', collections.defaultdict(Callable(), {'a': target})),
    ('itemgetter', operator.itemgetter(1)), ('attrgetter', operator.attrgetter('a')), ('methodcaller', operator.methodcaller('a', target)), ('property', property(Callable())), ('staticmethod', staticmethod(target)), ('classmethod', classmethod(target)), ('cell', types.CellType(target)),
    ('namespace', types.SimpleNamespace(a=target)), ('proxy', types.MappingProxyType({'a': target})), ('super', super(P, p)), ('exception', raised()), ('traceback', raised().__traceback__), ('frame', raised().__traceback__.tb_frame), ('group', ExceptionGroup('g', [raised()])),
    ('weak with callback', weakref.ref(p, target.append)), ('weak proxy', weakref.proxy(p, target.append)), ('module', types.ModuleType('m')), ('alias', list[int]), ('union', int | str), ('lru', functools.lru_cache(lambda: target)), ('lru full', functools.lru_cache(2)(lambda x: target)),
    ('key', functools.cmp_to_key(lambda a, b: 0)(target)), ('slice', slice(target)), ('memoryview', memoryview(b'abc')), ('set iterator', iter({1})), ('dict keys', {'a': target}.keys()), ('dict values', {'a': target}.values()), ('dict iterator', iter({'a': target}.items())),
    ('bytes iterator', iter(b'ab')), ('range iterator', iter(range(3))), ('long range iterator', iter(range(2**70))), ('str iterator', iter('ab')), ('bytearray iterator', iter(bytearray(b'ab'))), ('memory iterator', iter(memoryview(b'ab'))), ('tuple iterator', iter((target,))), ('sequence iterator', iter(Callable.__call__.__code__.co_code)), ('getset', type.__dict__['__mro__']), ('member', C.slot), ('wrapper', [].__add__), ('slot wrapper', list.__add__), ('method descriptor', list.append), ('class method descriptor', dict.__dict__['fromkeys']), ('cached', functools.singledispatch(Callable())), ('stack', contextlib.ExitStack()), ('class', type('X', (P,), {'t': target})),
]
list(holders[[n for n, _ in holders].index('product')][1]);
full = dict(holders)['lru full']; full(1); full(2); full(3)
for name in ('permutations', 'combinations', 'with replacement', 'groupby', 'pairwise', 'accumulate', 'zip_longest', 'cycle', 'chain'):
    try: next(dict(holders)[name])
    except StopIteration: pass
for name, h in holders:
    referents = gc.get_referents(h)
    print(name, type(h).__name__, gc.is_tracked(h), any(r is target for r in referents), len(referents) if name not in ('partial', 'itemgetter', 'attrgetter', 'methodcaller', 'group', 'lru', 'lru full', 'key', 'frame', 'class', 'module', 'traceback') else '')
found = gc.get_referrers(target)
print(sorted({type(x).__name__ for x in found} - {'dict', 'list', 'frame'}))
for name, h in holders:
    if gc.is_tracked(h) and type(h) not in (type, types.FrameType):
        print(name, sum(1 for r in gc.get_referrers(h) if type(r) is tuple))
cyclic = []
for name, h in holders:
    box = [h]
    if isinstance(h, (list, dict, collections.deque)): pass
del holders, found, h, referents, full, d, c, p, g
gc.collect()
print(gc.collect())
