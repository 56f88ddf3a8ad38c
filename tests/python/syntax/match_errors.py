"""match: what patterns refuse, and the protocols they go through."""


class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x, self.y = x, y


def attempt(name, f, *args):
    try:
        print(name, '->', f(*args))
    except Exception as e:
        print(name, '->', type(e).__name__ + ':', e)


def three(p):
    match p:
        case Point(a, b, c):
            return a, b, c
    return 'no'


attempt('too many positions', three, Point(1, 2))


def twice(p):
    match p:
        case Point(a, x=b):
            return a, b
    return 'no'


attempt('one attribute twice', twice, Point(1, 2))


def no_type(p):
    number = 3
    match p:
        case number():
            return 'yes'
    return 'no'


attempt('no type', no_type, 1)


class ArgsList:
    __match_args__ = ['x']
    x = 1


class ArgsNumbers:
    __match_args__ = (1,)


class NoArgs:
    pass


class Raises:
    @property
    def x(self):
        raise RuntimeError('property')


class Args:
    def __get__(self, instance, owner):
        raise KeyError('descriptor')


class BadArgs:
    __match_args__ = Args()


def one(cls, v):
    match v:
        case cls(a):
            return a
    return 'no'


for cls in (ArgsList, ArgsNumbers, NoArgs, BadArgs):
    attempt(cls.__name__, one, cls, cls())
attempt('int', one, int, 7)
attempt('bool', one, bool, True)
attempt('str', one, str, 'abc')
attempt('object', one, object, 'abc')


def keyword(cls, v):
    match v:
        case cls(x=a):
            return a
    return 'no'


attempt('a property that raises', keyword, Raises, Raises())
attempt('an attribute that is not there', keyword, NoArgs, NoArgs())
attempt('an attribute', keyword, Point, Point(5, 6))


def two_of_int(v):
    match v:
        case int(a, b):
            return a, b


attempt('int has one', two_of_int, 1)


class Keys:
    a = 'same'
    b = 'same'


def twice_key(v):
    match v:
        case {Keys.a: x, Keys.b: y}:
            return x, y
    return 'no'


attempt('a key twice', twice_key, {'same': 1, 'other': 2})


class Unhashable:
    a = []


def unhashable(v):
    match v:
        case {Unhashable.a: x}:
            return x
    return 'no'


attempt('a key that cannot be hashed', unhashable, {1: 2})
import collections
import collections.abc


def mapping(v):
    match v:
        case {}:
            return 'empty pattern'
    return 'no'


def mapping_rest(v):
    match v:
        case {'k': 1, **rest}:
            return rest
        case {**rest}:
            return 'all', rest
    return 'no'


class Mine(collections.abc.Mapping):
    def __init__(self, d):
        self.d = d

    def __getitem__(self, key):
        print('get item', key)
        return self.d[key]

    def __len__(self):
        print('len')
        return len(self.d)

    def __iter__(self):
        return iter(self.d)

    def get(self, key, default=None):
        print('get', key)
        if key == 'boom':
            raise ValueError('get')
        return self.d.get(key, default)

    def keys(self):
        print('keys')
        return self.d.keys()


for v in ({}, {'k': 1}, {'k': 1, 'z': 2}, {'k': 2}, [], Mine({'k': 1, 'y': 3}), Mine({}),
          collections.defaultdict(list), collections.OrderedDict(k=1)):
    attempt(type(v).__name__, mapping, v)
    attempt(type(v).__name__, mapping_rest, v)


def boom(v):
    match v:
        case {'boom': x}:
            return x


attempt('get raises', boom, Mine({'boom': 1}))
d = collections.defaultdict(list)
attempt('a defaultdict makes nothing', boom, d)
print(dict(d))


class NoLen(Mine):
    def __len__(self):
        raise TypeError('no len')


attempt('len raises', boom, NoLen({'boom': 1}))


def sequence(v):
    match v:
        case []:
            return 'none'
        case [a]:
            return 'one', a
        case [a, *_, b]:
            return 'ends', a, b


class Seq(collections.abc.Sequence):
    def __init__(self, n, real=None):
        self.n, self.real = n, n if real is None else real

    def __len__(self):
        if self.n < 0:
            raise OverflowError('len')
        return self.n

    def __getitem__(self, i):
        print('item', i)
        if i >= self.real or i < 0:
            raise IndexError(i)
        return i * 10


for v in ([], [1], (1, 2), range(4), 'ab', b'ab', bytearray(b'ab'), {1, 2}, {1: 2}, iter([1]), Seq(0),
          Seq(1), Seq(2), Seq(3), Seq(-1), Seq(2, 1), collections.deque([1, 2, 3]), memoryview(b'xyz')):
    attempt(type(v).__name__, sequence, v)


def starred(v):
    match v:
        case [first, *middle, last] if first == last:
            return 'same', middle
        case [*everything]:
            return everything


for v in ([1, 2, 1], (1, 2), Seq(3), Seq(4, 2)):
    attempt(type(v).__name__, starred, v)


class Instance(type):
    def __instancecheck__(cls, other):
        if other == 'raise':
            raise ArithmeticError('check')
        return other == 'yes'


class Checked(metaclass=Instance):
    pass


def checked(v):
    match v:
        case Checked():
            return 'is'
    return 'is not'


for v in ('yes', 'no', 'raise'):
    attempt(v, checked, v)


class Compare:
    def __eq__(self, other):
        raise ZeroDivisionError('eq')


def compare(v):
    match v:
        case 1:
            return 'one'


attempt('== raises', compare, Compare())


def guard(v):
    match v:
        case x if x.nothing:
            return x


attempt('a guard raises', guard, 1)


def alternatives(v):
    match v:
        case (1 | 2) as n:
            return 'small', n
        case [1, x] | [x, 2]:
            return 'pair', x
        case {'a': str() | int() as v} | {'b': v}:
            return 'in dict', v
        case -1 | 1.5 | 2 + 3j | 'a' 'b' | b'c' | None | True:
            return 'constant'
        case _:
            return 'else'


for v in (1, 2, [1, 5], [6, 2], {'a': 1}, {'a': 1.5, 'b': 7}, {'b': 2}, -1, 1.5, 2 + 3j, 'ab', b'c', None, True, False):
    attempt(repr(v), alternatives, v)
