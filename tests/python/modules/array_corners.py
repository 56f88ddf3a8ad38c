"""array.array: mixed type codes, wrong arguments, slices and comparisons at their limits."""
import array
import copy
import gc
import sys
from array import array as A


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except Exception as e:
        print(text, "->", type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        if self.n is None:
            raise RuntimeError("no index")
        return self.n


class Unequal:
    def __eq__(self, other):
        raise RuntimeError("compared")


class Sub(A):
    pass


i, u, d, b = A("i", [3, 1, 2, 1]), A("u", "abc"), A("d", [1.5, 2.5]), A("b", b"\x01\xff")
for text in """
A('i', u)
A('u', i)
A('d', i)
A('i', d)
A('u', u)
A('i', A('i'))
A('i', A('i', [1, 2]))
A('b', bytearray(b'ab'))
A('B', b'ab')
A('i', b'abc')
A('i', b'abcd')
A('u', 'x\\U0001F600')
A('i', (1, 2))
A('i', range(3))
A('i', iter([1, 2]))
A('i', [1, 'a'])
A('i', (1, 'a'))
A('i', iter([1, 'a']))
A('i', 1, 2)
A(*'ii'.split(), x=1)
A('i', x=1)
Sub('i', x=1)
Sub('i', [1, 2])
A('\\u1234')
A('\\0')
A('')
A(b'i')
i == A('i', [3, 1, 2, 1])
i == A('d', [3, 1, 2, 1])
i != A('d', [3, 1, 2, 2])
i == A('i', [3, 1])
i != A('i', [3, 1])
i == A('i', [3, 1, 2, 2])
i != A('i', [3, 1, 2, 2])
i < A('i', [3, 1])
i <= A('i', [3, 1, 2, 1])
i > A('i', [3, 0])
i >= A('d', [4])
i == [3, 1, 2, 1]
i < [3]
[3] < i
i[0], i[-1], i[Index(1)]
i[4]
i[-5]
i['a']
i[Index(None)]
i[1:3], i[::-1], i[::2], i[5:], i[:-9], i[3:1]
i[::0]
i[1 << 70]
i + i
i + d
i + [1]
i * 2, 2 * i, i * 0, i * -1, A('i') * 5
i * 'a'
i * Index(2)
i * (1 << 62)
i * (1 << 70)
1 in i, 9 in i, 'a' in i
Unequal() in i
i.count(1), i.count(9), i.count('x')
i.count(Unequal())
i.index(1), i.index(1, 2), i.index(1, -1), i.index(1, -9), i.index(1, 0, 2), i.index(1, 0, -1)
i.index(9)
i.index(1, 4)
i.index()
i.index(1, 2, 3, 4)
i.index(1, 'a')
i.index(1, 0, Index(None))
i.index(Unequal())
i.fromunicode('a')
u.fromunicode('xyz') or u
u.fromunicode(b'xyz')
i.tounicode()
u.tounicode()
i.insert(1)
i.insert('a', 1)
i.insert(Index(None), 1)
i.insert(0, 'a')
i.pop(1, 2)
i.pop('a')
i.pop(Index(None))
i.pop(9)
A('i').pop()
i.remove(9)
i.remove(Unequal())
i.append('a')
i.append()
i.extend([1, 'a']) or i
i.extend(5)
i.extend(d)
i.extend(i) or i
i.fromlist([1, 2]) or i
i.fromlist([])
i.fromlist([1, 'a'])
i.fromlist((1, 2))
i.frombytes(b'abc')
i.frombytes(b'')
i.frombytes('abcd')
i.frombytes(5)
i.frombytes(b'\\0\\0\\0\\1') or i
b.frombytes(memoryview(b'ab')) or b
i.tobytes(), i.tolist()
i.byteswap() or i
A('i').byteswap()
b.byteswap() or b
A('h', [1, 256]).byteswap()
A('q', [1, 256]).byteswap()
i.reverse() or i
A('i').reverse()
A('i', [1]).reverse()
A('i').buffer_info()[1]
i.buffer_info()[1], i.itemsize, i.typecode
i.__reduce_ex__(2)[1][0]
A('b', b'ab').__reduce_ex__(2)
A('b', b'ab').__reduce__()
copy.copy(i), copy.deepcopy(i)
type(iter(i)), list(iter(i)), list(reversed(i))
repr(A('u')), repr(A('d')), repr(A('u', 'q\\'"'))
A('f', [1e300])
A('f', ['a'])
A('d', ['a'])
A('u', [1])
A('u', ['ab'])
A('b', [200])
A('b', ['a'])
A('B', [-1])
A('B', [256])
A('B', ['a'])
A('h', [40000])
A('h', [-40000])
A('h', ['a'])
A('H', [-1])
A('H', [70000])
A('H', ['a'])
A('I', [-1])
A('I', [1 << 32])
A('I', ['a'])
A('I', [1.5])
A('L', [-1])
A('L', [1 << 64])
A('L', ['a'])
A('l', [1 << 63])
A('l', ['a'])
A('q', [1 << 63])
A('q', ['a'])
A('Q', [-1])
A('Q', [1 << 64])
A('Q', [1.5])
A('Q', [Index(5)]), A('I', [Index(5)]), A('L', [Index(5)]), A('q', [Index(5)])
A('i', [Index(None)])
A.__class_getitem__(int)
hash(i)
len(i), bool(A('i')), bool(i)
""".strip().split("\n"):
    show(text)


def assign(text, a):
    try:
        exec(text, globals(), {"a": a})
        print(text, "->", a, sys.getsizeof(a))
    except Exception as e:
        print(text, "->", type(e).__name__, e, a)


for text in """
a[0] = 9
a[-1] = Index(4)
a[9] = 1
a[-9] = 1
a['a'] = 1
a[0] = 'a'
a[Index(None)] = 1
a[1:2] = A('i', [7, 8, 9])
a[1:1] = A('i')
a[1:3] = A('i')
a[1:3] = A('d', [1])
a[1:3] = [1, 2]
a[1:3] = a
a[::2] = A('i', [7, 8])
a[::2] = A('i', [7])
a[::-1] = a
a[3:1:1] = A('i', [5])
a[::0] = A('i', [5])
a[5:] = A('i', [5])
a[:0] = A('i', [5])
del a[0]
del a[-1]
del a[9]
del a['a']
del a[1:3]
del a[::2]
del a[::-2]
del a[3:1]
del a[:]
del a[Index(None)]
a += A('i', [5])
a += a
a += A('d', [5])
a += [5]
a *= 3
a *= 0
a *= -1
a *= 'a'
a *= 1 << 62
a.insert(-99, 5)
a.insert(99, 5)
a.insert(-1, 5)
a.remove(1)
a.pop()
a.pop(0)
a.pop(-2)
a.attribute = 1
""".strip().split("\n"):
    assign(text, A("i", [3, 1, 2, 1]))

# -- with an open view
a = A("i", [3, 1, 2, 1])
view = memoryview(a)
print(view.format, view.itemsize, view.shape, view.strides, view.readonly, view.tolist())
for text in """
a.append(1)
a.pop()
a += a
a *= 2
a.extend([1])
a.frombytes(b'abcd')
a.fromlist([1])
a.insert(0, 1)
del a[0]
a[1:1] = A('i', [1])
a[1:2] = A('i', [1])
a.remove(3)
a.byteswap()
a[0] = 5
""".strip().split("\n"):
    assign(text, a)
view.release()
a.append(7)
print(a, memoryview(A("d")).tolist(), memoryview(A("u", "a")).format)

# -- iterators
it = iter(A("i", [1, 2]))
print(next(it), it.__reduce__(), list(it), it.__reduce__(), next(it, "end"))
it = iter(A("i", [1, 2]))
it.__setstate__(1)
print(list(it))
for state in (-5, 99, "a"):
    it = iter(A("i", [1, 2]))
    try:
        it.__setstate__(state)
        print(list(it))
    except TypeError as e:
        print(e)
s = Sub("i", [1, 2])
s.attribute = s
print(s, s.__reduce_ex__(2)[2] is s.__dict__, type(copy.copy(s)), Sub("i") + s, type(s * 2))
del s
print(gc.collect() > 0)
print(sys.getsizeof(iter(A('i'))), array.typecodes, array.ArrayType is A)
