"""array.array: items, sizes, growth, slices, errors, buffers."""
import copy
import gc
import sys
import weakref
from array import array, typecodes


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


def run(text):
    try:
        exec(text, globals())
        print(text, "->", a)
    except Exception as error:
        print(text, "->", type(error).__name__, error)


print(typecodes, array)
for code in typecodes:
    a = array(code)
    print(code, a.itemsize, a.typecode, sys.getsizeof(a), a)
for n in (0, 1, 2, 3, 7, 8, 9, 100):
    print(n, sys.getsizeof(array("i", list(range(n)))), sys.getsizeof(array("i", range(n))),
          sys.getsizeof(array("b", bytes(n))), sys.getsizeof(array("d", (1.5,) * n)))
a, sizes = array("i"), []
for i in range(200):
    a.append(i)
    if not sizes or sizes[-1] != sys.getsizeof(a):
        sizes.append(sys.getsizeof(a))
print(sizes)
sizes = []
while a:
    a.pop()
    if not sizes or sizes[-1] != sys.getsizeof(a):
        sizes.append(sys.getsizeof(a))
print(sizes, sys.getsizeof(list(range(1000))) > sys.getsizeof(array("i", list(range(1000)))))
for text in ("array()", "array('i', [1, 2, 3])", "array(3)", "array('ii')", "array('z')", "array('i', 5)",
             "array('i', [1.5])", "array('i', ['x'])", "array('i', 'abc')", "array('u', 'abc')",
             "array('b', [128])", "array('b', [-129])", "array('B', [-1])", "array('B', [256])",
             "array('h', [32768])", "array('h', [-32769])", "array('H', [65536])", "array('H', [-1])",
             "array('i', [2**31])", "array('i', [-2**31 - 1])", "array('I', [-1])", "array('I', [2**32])",
             "array('l', [2**63])", "array('q', [2**63 - 1])", "array('L', [2**64 - 1])", "array('Q', [-1])",
             "array('d', [1, 2.5])", "array('f', [0.1])", "array('f', ['x'])", "array('d', array('i', [1, 2]))",
             "array('i', b'\\1\\0\\0\\0')", "array('i', b'abc')", "array('i', (1, 2))", "array('i', {3: 4})",
             "array('i', [1], 2)", "array('i', x=1)", "array('I', [True])", "array('u', ['ab'])",
             "array('i', [1, 2]) == array('d', [1.0, 2.0])", "array('i', [1]) == [1]",
             "array('i', [1, 2]) < array('i', [1, 3])", "array('i', [1]) < array('i', [1, 0])",
             "array('i', [1]) != array('i', [1])", "array('i', [1]) + array('i', [2])",
             "array('i', [1]) + [2]", "array('i', [1]) + array('b', [2])", "array('i', [1, 2]) * 3",
             "2 * array('i', [1])", "array('i', [1]) * -1", "hash(array('i'))", "len(array('i', [1, 2]))",
             "2 in array('i', [1, 2])", "'x' in array('i', [1, 2])", "list(array('i', [1, 2]))",
             "array('i', range(10))[2:8:2]", "array('i', range(10))[::-1]", "array('i', range(5))[-1]",
             "array('i', range(5))[5]", "array('i', range(5))['x']", "array('i', range(5))[9:]",
             "array('i', [1, 2, 1]).count(1)", "array('i', [1, 2, 1]).index(2)",
             "array('i', [1, 2, 1]).index(5)", "array('i', [1, 2, 1]).index(1, 1)",
             "array('i', [1, 2]).tolist()", "array('h', [1, 2]).tobytes()", "array('u', 'hi').tounicode()",
             "array('i').tounicode()", "array('i').pop()", "array('i', [1]).pop(3)",
             "bytes(array('b', [1, 2]))", "bytearray(array('h', [1]))", "memoryview(array('i', [1, 2])).format",
             "memoryview(array('d', [1, 2])).tolist()", "memoryview(array('h', [1, 2])).nbytes",
             "memoryview(array('h', [1, 2]))[1]", "copy.copy(array('i', [1]))",
             "copy.deepcopy(array('i', [1]))",
             "sum(array('d', [0.5, 1]))", "max(array('i', [3, 1]))", "sorted(array('i', [3, 1]))",
             "[*reversed(array('i', [1, 2]))]", "array('i', [1]).buffer_info()[1]", "array('i') or 5",
             "array('i', (x for x in range(3)))", "array.__mro__", "callable(array('i'))"):
    show(text)
a = array("i", range(10))
for text in ("a[0] = 5", "a[-1] = 7", "a[20] = 1", "a['x'] = 1", "a[0] = 'x'", "a[0] = 2**40", "del a[0]",
             "a[1:3] = array('i', [9, 9, 9, 9])", "a[1:5] = array('i')", "a[::2] = array('i', [0] * 3)",
             "a[::2] = array('i', [0] * 2)", "a[:2] = [1, 2]", "a[:2] = array('b', [1])", "del a[::3]",
             "del a[1:2]", "a.insert(0, 4)", "a.insert(-1, 6)", "a.insert(99, 8)", "a.extend([1, 2])",
             "a.extend(array('i', [3]))", "a.extend(array('b', [3]))", "a.extend(5)", "a.extend(['x'])",
             "a.fromlist([5])", "a.fromlist([5, 'x'])", "a.fromlist((1,))", "a.frombytes(b'1234')",
             "a.frombytes(b'123')", "a.remove(8)", "a.remove(888)", "a.reverse()", "a += array('i', [1])",
             "a += [1]", "a *= 2", "a.append('x')", "a.append(3)", "a[:] = a", "a[1:1] = a[:2]", "a *= 0",
             "a.append(1)", "a.byteswap()"):
    run(text)
a = array("h", [1, 2, 3])
view = memoryview(a)
for text in ("a.append(4)", "a.pop()", "a *= 2", "a[0] = 9"):
    run(text)
view[1] = 77
print(a, view.tolist())
view.release()
a.append(5)
ref = weakref.ref(a)
print(a, gc.is_tracked(a), sys.getrefcount(a), ref() is a)
del a
print(ref())
gc.collect()
keep = [None] * 3
before = sys.getallocatedblocks()
keep[0] = array("d", [1.0]) * 1000
print(sys.getallocatedblocks() - before)


class Own(array):
    def total(self):
        return sum(self)


own = Own("i", [1, 2])
own.extra = 5
print(own, own.total(), type(own + own), own.extra, isinstance(own, array))
match array("i", [1, 2]):
    case [x, y]:
        print(x, y)
