# every method of bytes and bytearray over many arguments, as one checksum for each.
import sys
seen = {}
def note(key, *parts):
    line = ' '.join(map(str, parts)).encode('utf8', 'surrogatepass')
    seen[key] = (seen.get(key, 0) * 1000003 + int.from_bytes(line, 'big')) % (2 ** 61 - 1)
class B(bytes): pass
class A(bytearray): pass
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    if type(r) is tuple: r = tuple('view' if isinstance(x, memoryview) else x for x in r)
    return ascii(r) + ' ' + type(r).__name__ + (str(sys.getsizeof(r)) if isinstance(r, (bytes, bytearray)) else '')
subj = [b'', b'a', b'abc', b'Hello World', b'  x \t', b'a,b,,c', b'a\tb\n\tc', b'\xff\x80', b'-42', b'+7', b"q'", b'q"', b'q\'"', b'\r\n\r', b'ABC', b'x' * 600, B(b'sub')]
subj += [bytearray(s) for s in subj] + [A(b'sa')]
noarg = [m for m in dir(bytes) if not m.startswith('_') and m not in ('fromhex', 'maketrans')]
args = [b'', b'a', b'b,', b' ', bytearray(b'l'), memoryview(b'o'), 'a', 97, 300, -1, None, 1.5, (b'a', b'x'), (b'a', 1), (), [b'x', b'y'], [b'z'], [1], ['a'], [], bytes(range(255, -1, -1)), 12, True]
for s in subj:
    for m in noarg:
        note(m, t(getattr(s, m)))
        for a in args:
            note(m, t(getattr(s, m), a))
            note(m, t(getattr(s, m), a, 1), t(getattr(s, m), b'a', a), t(getattr(s, m), b'a', 1, a))
    for m in '__contains__ __getitem__ __add__ __mul__ __eq__ __lt__ __ge__ __mod__'.split():
        for a in args + [slice(0, 1), slice(None), slice(None, None, 2), slice(3, None, -1), 0, 'x']:
            note(m, t(getattr(s, m), a))
    note('keywords', t(s.translate, None, b'a'), t(s.translate, bytes(256), delete=b'l'), t(s.decode, errors='replace'), t(s.split, sep=b'l', maxsplit=1), t(s.rsplit, maxsplit=1), t(s.hex, '-', 3), t(s.hex, bytes_per_sep=2), t(s.hex, b':', -3), t(s.splitlines, keepends=True))
for c in (bytes, bytearray, B, A):
    for a in [(), (0,), (3,), (-1,), ([1, 2],), ((1, 2),), (range(5),), (iter([1, 2, 300]),), (iter(range(600)),), ('a',), ('é', 'utf8'), ('é', 'ascii'), ('é', 'ascii', 'replace'), (b'x', 'utf8'), (5, 'x'), (None,), ({1: 2},), ({7},), (memoryview(b'ab')[::-1],), (2**63,), (2**100,), (1.0,), ([2**70],), ([1, 'a'],), ('a',), (object(),), (b'ab',), (bytearray(b'ab'),)]:
        note('new ' + c.__name__, t(c, *a))
    for h in ('', '00', '0', 'a b', 'AB cd\n12', 'zz', '1', ' 1', '00é', 'fF'): note('fromhex', t(c.fromhex, h))
    note('new, keywords', t(c, source=b'q'), t(c, encoding='utf8'), t(c, 'x', errors='strict'), t(c, b'', b'', b'', b''), t(c, foo=1), t(c, 'a', 1), t(c.maketrans, b'ab', b'cd'), t(c.maketrans, 'a', b'b'), t(c.maketrans, b'a'))
for key in seen:
    print(key, seen[key])
