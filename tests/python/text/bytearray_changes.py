# changing a bytearray step by step: contents, size, capacity; what a live view forbids.
import sys
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return ascii(r) + ' ' + type(r).__name__ + (str(sys.getsizeof(r)) if isinstance(r, (bytes, bytearray)) else '')
b = bytearray(b'0123456789')
def step(name, f):
    r = t(f); print(name, r, b, sys.getsizeof(b), b.__alloc__())
step('append', lambda: b.append(65)); step('extend', lambda: b.extend(b'abc')); step('ext2', lambda: b.extend([1, 2, 3])); step('ext3', lambda: b.extend(x for x in range(60, 70))); step('ext4', lambda: b.extend(b)); step('bad', lambda: b.extend([1, 256])); step('pop', lambda: b.pop()); step('pop0', lambda: b.pop(0)); step('popx', lambda: b.pop(100)); step('insert', lambda: b.insert(2, 33)); step('insneg', lambda: b.insert(-1, 34)); step('inslast', lambda: b.insert(999, 35)); step('remove', lambda: b.remove(33)); step('reverse', lambda: b.reverse()); step('imul', lambda: b.__imul__(3)); step('del', lambda: b.__delitem__(slice(0, 5))); step('del2', lambda: b.__delitem__(slice(None, None, 3))); step('del3', lambda: b.__delitem__(slice(None, None, -2))); step('del4', lambda: b.__delitem__(3)); step('del5', lambda: b.__delitem__(-1)); step('set', lambda: b.__setitem__(0, 90)); step('set2', lambda: b.__setitem__(slice(1, 3), b'insert')); step('set3', lambda: b.__setitem__(slice(2, 4), b)); step('set4', lambda: b.__setitem__(slice(0, 6, 2), b'XYZ')); step('set5', lambda: b.__setitem__(slice(0, 6, 2), b'XY')); step('set6', lambda: b.__setitem__(slice(5, 2), b'!')); step('set7', lambda: b.__setitem__(slice(0, 0), [1, 2])); step('set8', lambda: b.__setitem__(0, 300)); step('set9', lambda: b.__setitem__('a', 1)); step('set10', lambda: b.__setitem__(slice(0, 2), 5)); step('iadd', lambda: b.__iadd__(b'++')); step('iadd2', lambda: b.__iadd__('x')); step('copy', lambda: b.copy()); step('clear', lambda: b.clear()); step('popc', lambda: b.pop())
x = bytearray(b'lock'); m = memoryview(x)
for f in (lambda: x.append(1), lambda: x.pop(), lambda: x.clear(), lambda: x.extend(b'a'), lambda: x.__delitem__(0), lambda: x.__setitem__(slice(0, 2), b'abc'), lambda: x.__setitem__(slice(0, 2), b'ab'), lambda: x.__init__(b'zz'), lambda: x.insert(0, 1), lambda: x.remove(108), lambda: x.__imul__(2), lambda: x.reverse(), lambda: x.__iadd__(b''), lambda: x.extend(b'')):
    print(t(f), x)
for n in list(range(0, 40)) + [100, 1000]:
    y = bytearray()
    for i in range(n): y += b'ab'
    z = bytearray(range(n % 256)) ; del z[:n // 2]; s1 = sys.getsizeof(z); z += b'xyz'
    w = bytearray(iter(range(n % 256))); print(n, sys.getsizeof(y), s1, sys.getsizeof(z), sys.getsizeof(w), z)
print(hash(b'') == hash(''), hash(b'ab') == hash('ab'), {b'k': 1}[b'k'], t(hash, bytearray()), hash(memoryview(b'xy')) == hash(b'xy'))
