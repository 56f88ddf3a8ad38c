"""Subclasses of sequences and numbers as the right operand of something else: their base's C
function is not called with operands in the wrong order."""
import collections
import sys


class T(tuple):
    pass


class L(list):
    pass


class S(str):
    pass


class B(bytes):
    pass


class A(bytearray):
    pass


class D(collections.deque):
    pass


class I(int):
    pass


class F(float):
    pass


class X(set):
    pass


class M(dict):
    pass


class R(T):
    def __radd__(self, other):
        return ('radd', other)

    __rmul__ = __radd__


Point = collections.namedtuple('Point', 'x y')
right = [T((1, 2)), L([1]), S('s'), B(b'b'), A(b'a'), D([1]), I(5), F(1.5), X({1}), M({1: 2}), R((1,)), Point(1, 2)]
left = ['a', 1, 1.5, [1], (1,), b'x', {1}, {1: 1}, None, 2j, T((3,)), collections.deque([4])]


def tried(name, function, a, b):
    try:
        print(type(a).__name__, name, type(b).__name__, '=', function(a, b))
    except TypeError as e:
        print(type(a).__name__, name, type(b).__name__, ':', e)


for b in right:
    for a in left:
        tried('+', lambda a, b: a + b, a, b)
        tried('*', lambda a, b: a * b, a, b)
        tried('|', lambda a, b: a | b, a, b)
        tried('%', lambda a, b: a % b, a, b)
    type(b).extra = 1  # the slots are chosen anew
    for a in left:
        tried('+', lambda a, b: a + b, a, b)
        tried('+ swapped', lambda a, b: b + a, a, b)
for b in right:
    a = b
    try:
        a += (1,)
        print(type(b).__name__, '+=', a, a is b)
    except TypeError as e:
        print(type(b).__name__, '+=', e)
    print(sorted(n for n in ('__add__', '__radd__', '__mul__', '__rmul__', '__iadd__', '__or__', '__ror__')
                 if hasattr(b, n)))
try:
    print('point: ' + Point(1, 2))
except TypeError as e:
    print(e)
print(sys.getrefcount(right[0]))
