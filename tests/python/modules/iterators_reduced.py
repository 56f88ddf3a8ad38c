# What iterators say of themselves to copy and pickle: __reduce__, __setstate__, __length_hint__.
import collections, copy, itertools, operator
def show(value):
    if isinstance(value, tuple): return '(' + ', '.join(show(v) for v in value) + ')'
    if isinstance(value, list): return '[' + ', '.join(show(v) for v in value) + ']'
    if isinstance(value, dict): return '{' + ', '.join(show(k) + ': ' + show(v) for k, v in value.items()) + '}'
    text = repr(value)
    return type(value).__name__ if ' at 0x' in text else text
def attempt(what, call):
    try: print(' ', what, show(call()))
    except Exception as e: print(' ', what, type(e).__name__, e)
class Seq:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError(i)
        return i * i
    def __len__(self): return self.n
class Plain:
    def __getitem__(self, i): raise IndexError
d = {'a': 1, 'b': 2, 'c': 3}
makers = [
    ('list', lambda: iter([1, 2, 3])), ('reversed list', lambda: reversed([1, 2, 3])),
    ('tuple', lambda: iter((1, 2, 3))), ('str', lambda: iter('abc')), ('wide str', lambda: iter('a\u20ac')),
    ('bytes', lambda: iter(b'abc')), ('bytearray', lambda: iter(bytearray(b'abc'))),
    ('range', lambda: iter(range(3, 30, 4))), ('reversed range', lambda: reversed(range(5))),
    ('long range', lambda: iter(range(10**20, 10**20 + 3))), ('reversed long range', lambda: reversed(range(10**20, 10**20 + 3))),
    ('dict keys', lambda: iter(d)), ('dict values', lambda: iter(d.values())), ('dict items', lambda: iter(d.items())),
    ('reversed keys', lambda: reversed(d)), ('reversed values', lambda: reversed(d.values())), ('reversed items', lambda: reversed(d.items())),
    ('set', lambda: iter({7})), ('frozenset', lambda: iter(frozenset([8]))),
    ('sequence', lambda: iter(Seq(3))), ('reversed sequence', lambda: reversed(Seq(3))), ('no length', lambda: iter(Plain())),
    ('callable', lambda: iter(int, 1)), ('enumerate', lambda: enumerate('ab', 5)), ('long enumerate', lambda: enumerate('ab', 2**63 - 1)),
    ('zip', lambda: zip('ab', [1, 2])), ('strict zip', lambda: zip('ab', [1, 2], strict=True)), ('map', lambda: map(abs, [-1, 2])), ('filter', lambda: filter(None, [0, 1])),
    ('deque', lambda: iter(collections.deque([1, 2, 3]))), ('reversed deque', lambda: reversed(collections.deque([1, 2, 3]))),
    ('ordered', lambda: iter(collections.OrderedDict(x=1, y=2))), ('reversed ordered', lambda: reversed(collections.OrderedDict(x=1, y=2))),
    ('ordered items', lambda: iter(collections.OrderedDict(x=1, y=2).items())), ('ordered values', lambda: reversed(collections.OrderedDict(x=1, y=2).values())),
    ('count', lambda: itertools.count(3)), ('count step', lambda: itertools.count(3, 2)), ('count float', lambda: itertools.count(0.5, 0.25)), ('count long', lambda: itertools.count(2**63 - 1)),
    ('cycle', lambda: itertools.cycle('ab')), ('repeat', lambda: itertools.repeat('x', 3)), ('repeat ever', lambda: itertools.repeat('x')),
    ('chain', lambda: itertools.chain('ab', 'c')), ('chain empty', lambda: itertools.chain()), ('from_iterable', lambda: itertools.chain.from_iterable(['ab', 'c'])),
    ('islice', lambda: itertools.islice('abcdef', 1, 5, 2)), ('islice open', lambda: itertools.islice('abc', 1, None)), ('starmap', lambda: itertools.starmap(pow, [(2, 3), (3, 2)])),
    ('takewhile', lambda: itertools.takewhile(bool, [1, 0, 2])), ('dropwhile', lambda: itertools.dropwhile(bool, [1, 0, 2])), ('filterfalse', lambda: itertools.filterfalse(bool, [1, 0, 2])),
    ('compress', lambda: itertools.compress('abc', [1, 0, 1])), ('accumulate', lambda: itertools.accumulate([1, 2, 3])), ('accumulate from', lambda: itertools.accumulate([1, 2], initial=5)), ('accumulate mul', lambda: itertools.accumulate([2, 3], operator.mul)),
    ('product', lambda: itertools.product('ab', [1, 2])), ('product repeat', lambda: itertools.product('ab', repeat=2)), ('permutations', lambda: itertools.permutations('abc', 2)),
    ('combinations', lambda: itertools.combinations('abc', 2)), ('with replacement', lambda: itertools.combinations_with_replacement('ab', 2)),
    ('zip_longest', lambda: itertools.zip_longest('ab', [1], fillvalue='-')), ('groupby', lambda: itertools.groupby('aab')), ('pairwise', lambda: itertools.pairwise('abc')),
]
# Iterators of itertools that are only walked here.
walked = 'cycle chain from_iterable islice starmap takewhile dropwhile filterfalse compress accumulate product permutations combinations with zip_longest groupby'.split()
for name, make in makers:
    plain = name.split()[0] in walked
    print(name)
    it = make()
    attempt('hint', lambda: operator.length_hint(it, -1))
    plain or name == 'count long' or attempt('reduce', it.__reduce__)
    for steps in range(2):
        attempt('next', lambda: next(it))
    attempt('hint', lambda: operator.length_hint(it, -1))
    plain or name == 'count long' or attempt('reduce', it.__reduce__)
    plain or attempt('copy', lambda: list(itertools.islice(copy.copy(it), 4)))
    attempt('rest', lambda: list(itertools.islice(it, 4)))
    plain or name == 'count long' or attempt('reduce', it.__reduce__)
    if not plain and hasattr(it, '__setstate__') and 'callable' not in name:
        for state in (0, 1, 100, -5, 'x', None, (), (1, 2))[:4 if 'reversed s' in name else 8]:
            fresh = make()
            attempt('setstate %r' % (state,), lambda: fresh.__setstate__(state))
            attempt('then', lambda: list(itertools.islice(fresh, 4)))
    if hasattr(it, '__sizeof__') and name in ('product', 'permutations', 'combinations', 'with replacement'):
        print('  size', make().__sizeof__())
