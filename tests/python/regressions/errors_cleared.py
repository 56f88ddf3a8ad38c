"""What errors that are cleared again leave behind: nothing."""
import gc
import sys


class Hooked:
    def __getattr__(self, name):
        return 5


class Properties:
    @property
    def bad(self):
        return self.nothing

    def __getattr__(self, name):
        if name == 'bad':
            return 'hook'
        raise AttributeError(name)


class Bare:
    pass


class Lengthless:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError(i)
        return i


def blocks(f, *args):
    gc.collect()
    b0 = sys.getallocatedblocks()
    b1 = sys.getallocatedblocks()
    base = b1 - b0
    f(*args)
    return sys.getallocatedblocks() - b1 - base


def free_tuples():
    keep = [None] * 5
    b0 = sys.getallocatedblocks()
    b1 = sys.getallocatedblocks()
    base = b1 - b0
    for k in range(5):
        keep[k] = (k,)
    return 5 - (sys.getallocatedblocks() - b1 - base)


def after(f, *args):
    gc.collect()
    f(*args)
    return free_tuples()


hooked, properties, bare, it = Hooked(), Properties(), Bare(), Lengthless()
cases = [
    ('hook', lambda: hooked.x), ('property', lambda: properties.bad), ('hasattr', lambda: hasattr(bare, 'x')),
    ('getattr', lambda: getattr(bare, 'x', 1)), ('hasattr hook', lambda: hasattr(properties, 'zz')),
    ('list', lambda: list(it)), ('in', lambda: 9 in it), ('iter', lambda: [x for x in it]),
    ('next default', lambda: next(iter([]), 0)), ('get', lambda: {}.get(1)), ('next gen', lambda: next((x for x in ()), 0)),
    ('getattr int', lambda: getattr(5, 'x', 1)), ('getattr type', lambda: getattr(int, 'x', 1)),
    ('getattr module', lambda: getattr(sys, 'nope', 1)), ('hasattr gen', lambda: hasattr((x for x in ()), 'q')),
    ('dict of', lambda: dict([(1, 2)])), ('update', lambda: {}.update([(1, 2)])), ('set', lambda: set(it)),
    ('unpack', lambda: [*it]), ('sum', lambda: sum(it)), ('zip', lambda: list(zip(it, it))), ('reversed', lambda: list(reversed([1]))),
    ('isinstance', lambda: isinstance(5, (str, int))), ('discard', lambda: {1}.discard(2)), ('setdefault', lambda: {}.setdefault(1, 2)),
    ('pop default', lambda: {}.pop(1, 2)), ('find', lambda: 'abc'.find('z')), ('int try', lambda: isinstance(int, type)),
    ('extend', lambda: [].extend(it)), ('map', lambda: list(map(abs, it))), ('enumerate', lambda: list(enumerate(it))),
    ('str of', lambda: str(bare)[:3]), ('callable', lambda: callable(bare)),
    ('bytes of', lambda: bytes(it)), ('sorted', lambda: sorted(it)), ('max', lambda: max(it)), ('len hint', lambda: tuple(it)),
    ('join', lambda: ''.join(str(x) for x in it)), ('eq', lambda: bare == 5), ('add', lambda: [1] + [2]), ('format', lambda: f'{5:>3}'),
    ('close', lambda: (x for x in (1,)).close()), ('super', lambda: Hooked.__mro__[0]),
    ('doc', lambda: Bare.__doc__), ('abs', lambda: abs(-5)), ('divmod', lambda: divmod(7, 2)), ('hash', lambda: hash((1, 2))),
    ('exhaust', lambda: next(iter([5]))), ('repr', lambda: repr([1, {2: 3}])), ('del', lambda: None), ('global', lambda: len),
]
for name, f in cases:
    print(name, blocks(f), after(f))
