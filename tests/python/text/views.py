# memoryview: formats, shapes, slices, assignment, release, who keeps what alive.
import sys, gc, weakref
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return ascii(r) if not isinstance(r, memoryview) else ('mv', r.format, r.shape, r.strides, r.tobytes(), sys.getsizeof(r), r.readonly)
buf = bytearray(bytes(range(1, 65)))
vals = {'b': [-128, 127, 128, -129, 1.5, 'x'], 'B': [0, 255, 256, -1, None], '?': [True, 0, 'x', []], 'c': [b'z', b'', b'zz', 'z', 1], 'h': [-32768, 32767, 32768], 'H': [65535, 65536], 'i': [2**31 - 1, 2**31, -2**31], 'I': [2**32 - 1, 2**32, -1], 'l': [2**63 - 1, 2**63], 'L': [2**64 - 1, 2**64, -1], 'q': [-2**63, -2**63 - 1], 'Q': [2**64 - 1, 2**63, 2**100], 'n': [5], 'N': [2**64 - 1], 'f': [1.5, 1e300, 'x', 3], 'd': [2.5, float('inf'), 10**400, None], 'e': [1.0, 65504.0, 65519.9, 65520.0, 1e10, 6e-8, 1e-9, float('nan'), float('-inf'), 0.1, -2.5e-5], 'P': [123, -1, 2**64]}
for f in list(vals) + ['@i', 'x', '', 'ii', '<i', 's', 'O', '@', 'é']:
    m = memoryview(buf)
    print(f, t(m.cast, f))
    try: c = m.cast(f)
    except Exception: continue
    print(c.format, c.itemsize, c.nbytes, c.shape, len(c), c.tolist()[:3], c[0], c[-1], c[1:3].tolist(), c[::-1].tolist()[:2], list(c)[:2], t(hash, c), c == m, c == c[:], c[:2] == c[1:3], t(c.cast, 'B') == t(lambda: m))
    for v in vals.get(f.replace('@', ''), []):
        print(f, ascii(v), t(c.__setitem__, 0, v), c[0] == v, c[:1].tobytes())
    print(t(c.__setitem__, slice(0, 2), c[2:4]), t(c.__setitem__, slice(0, 2), b'ab'), t(c.__setitem__, slice(0, 2), bytes(2 * c.itemsize)), c.tolist()[:4])
m = memoryview(bytearray(range(24)))
for shape in [[24], [2, 12], (2, 3, 4), [24, 1], [], [5], [0], [-1], [2, 0], ['a'], 3, [2**62, 4], [1] * 65, [1] * 3 + [24]]:
    print(shape if shape != [1] * 65 else '65', t(m.cast, 'B', shape), t(m.cast, 'h', shape), t(m.cast, format='i', shape=shape))
n = m.cast('B', [2, 3, 4])
print(n.tolist(), n.shape, n.strides, n.ndim, n.contiguous, n.c_contiguous, n.f_contiguous, len(n), n.nbytes)
for k in [0, (0, 1, 2), (1, 2, 3), (-1, -1, -1), (2, 0, 0), (0, 3, 0), (0, 1), (0, 0, 0, 0), slice(0, 1), (slice(0, 1), slice(0, 1)), (slice(0, 1), 0), ..., 'x', (), (0, 'a', 0), None, 2**70]:
    print(k, t(n.__getitem__, k), t(n.__setitem__, k, 7), t(m.__getitem__, k), t(m.__setitem__, k, 9), t(n.__setitem__, k, 'x'))
s = n[::-1]; print(s.tolist(), s.strides, s.tobytes(), s.tobytes('F'), s.tobytes('A'), s.tobytes(None), n.tobytes('F'), n == s, s == s[:], t(s.cast, 'B'), t(iter, n), t(s.hex)[:20], t(hash, s.toreadonly()), t(list, n))
z = memoryview(b'x').cast('B', []); print(z.shape, z.ndim, t(z.tolist), t(z.__getitem__, ()), t(z.__getitem__, ...), t(len, z), t(iter, z), t(z.__getitem__, 0), z.tobytes(), sys.getsizeof(z), z == b'x', t(z.__getitem__, slice(0, 1)))
z = memoryview(bytearray(b'x')).cast('B', []); print(t(z.__setitem__, (), 65), t(z.__setitem__, ..., 66), t(z.__setitem__, 0, 66), z.tobytes())
r = memoryview(b'const'); print(t(r.__setitem__, 0, 1), t(r.__delitem__, 0), r.readonly, r.obj, hash(r) == hash(b'const'), hash(r[::-1]) == hash(b'tsnoc'), {r: 1}[b'const'])
ov = bytearray(b'0123456789'); v = memoryview(ov); v[2:6] = v[0:4]; print(ov); v[0:4] = v[2:6]; print(ov); v[::2] = b'abcde'; print(ov); v[::-2] = v[::2]; print(ov); v[3:3] = b''; print(t(v.__setitem__, slice(0, 3), b'ab'), t(v.__setitem__, slice(0, 3), [1, 2, 3]), t(v.__setitem__, slice(0, 3), bytearray(b'XYZ')), ov, t(v.__delitem__, slice(0, 1)))
x = memoryview(bytearray(b'abc')); y = memoryview(x); w = y[1:]
print(sys.getrefcount(x), sys.getrefcount(x.obj), x.obj is w.obj)
x.release(); print(t(lambda: x.obj), y[0], t(x.release), t(len, x), t(list, x), t(x.tobytes), t(x.tolist), t(x.__enter__), x == x, x == y, repr(x)[:9], t(lambda: x.shape), t(memoryview, x), t(bytes, x), t(hash, x))
b = bytearray(b'abc'); v = memoryview(b)
it = iter(v); print(next(it), t(v.release)); print(t(next, it)); b.append(1); print(b, type(it).__name__, sys.getsizeof(it))
class C: pass
v = memoryview(b'weak'); l = []; wr = weakref.ref(v, lambda r: l.append('gone')); print(wr() is v); del v; print(wr(), l)
print(gc.is_tracked(memoryview(b'')), [type(o).__name__ for o in gc.get_referents(memoryview(b'abc'))], [type(o).__name__ for o in gc.get_referents(gc.get_referents(memoryview(b'abc'))[0])])
a = bytearray(b'abc'); m1 = memoryview(a)
class L: pass
o = L(); o.m = m1; o.self = o; del o, m1; print(t(a.append, 1)); gc.collect(); print(t(a.append, 1), a)
print(t(memoryview), t(memoryview, 1, 2), t(memoryview, obj=1), t(type(memoryview(b'').__iter__)), memoryview(b'ab') in [b'ab'], memoryview(b'') == b'', not memoryview(b''), memoryview(b'abc') == 'abc', memoryview(b'a') != b'b', t(lambda: memoryview(b'a') > b'b'), t(bytes.join, b',', [memoryview(b'x'), b'y']), t(lambda: memoryview(b'a') + b'a'), t(lambda: b'a' + memoryview(b'b')), t(lambda: bytearray(b'a') + memoryview(b'b')), t(int, b'12'), t(int, memoryview(b'12')) , t(float, bytearray(b'1.5')))
with memoryview(b'ctx') as c: print(c.tobytes(), t(c.cast('B').__getitem__, 1))
print(t(c.tobytes)); print(t(type, memoryview(b'').cast('d')))
f1 = memoryview(bytes(8)).cast('f'); d1 = memoryview(bytes(16)).cast('d'); print(f1 == d1, f1 == memoryview(bytes(2)), memoryview(b'\x01\x02') == memoryview(b'\x01\x02').cast('c'), memoryview(b'\x01\x00\x02\x00').cast('h') == b'\x01\x02', memoryview(bytearray(b'\0\0\xc0\x7f')).cast('f') == memoryview(bytearray(b'\0\0\xc0\x7f')).cast('f'))
