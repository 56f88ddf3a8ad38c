# '%' of str, bytes and bytearray: every conversion, flag and width over many values (a checksum for
# each conversion), then the odd cases one by one.
import sys
seen = {}
def note(key, *parts):
    line = ' '.join(map(str, parts)).encode('utf8', 'surrogatepass')
    seen[key] = (seen.get(key, 0) * 1000003 + int.from_bytes(line, 'big')) % (2 ** 61 - 1)
class S(str):
    pass
class O:
    def __repr__(self): return 'O-é'
    def __str__(self): return 'o'
    def __format__(self, spec): return 'fmt<%s>' % spec
    attr = {'k': [1, 2, {'z': 'deep'}], 3: 'three'}
    def __getitem__(self, i): return ('item', i)
class I:
    def __repr__(self): return "I"
    def __index__(self): return 42
class N(int):
    def __str__(self): return 'N!'
class B:
    def __repr__(self): return "B"
    def __bytes__(self): return b'BB'
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + ascii(str(e))
    return ascii(r) + ' ' + type(r).__name__
vals = [0, 1, -1, 255, -255, 10**20, -10**20, 2**64, True, 1.5, -0.0, 1e300, 1e-300, float('inf'), float('nan'), 'str', 'é€\U0001f600', '', S('sub'), b'by', None, (), [1], {}, O(), I(), N(7), 1+2j, 'x', bytearray(b'q'), B(), 300, 0x110000]
flags = ['', '-', '+', ' ', '#', '0', '-0', '+0', '# ', '#0', '-+']
widths = ['', '1', '6', '12', '0', '.0', '.2', '10.3', '.10', '12.', 'l', '.3h']
for v in vals:
    for c in 'sradiuoxXeEfFgGcbq%':
        for fl in flags:
            for w in widths:
                f = '%' + fl + w + c
                note('%' + c, t(lambda: f % (v,)))
                note('bytes %' + c, t(lambda: f.encode() % (v,)))
for f, a in [('%', ()), ('%(a', {}), ('%(a)', {'a': 1}), ('%(a)s %(b)r', {'a': 1, 'b': 2}), ('%(a)s', 1), ('%(a)s', (1,)), ('%(a(b)c)s', {'a(b)c': 5}), ('%s %s', (1,)), ('%s', (1, 2)), ('x', 1), ('x', {}), ('x', ()), ('x', []), ('x', 's'), ('%*d', (5, 1)), ('%*d', (-5, 1)), ('%*d|', (-1, 1)), ('%.*f', (2, 1.0)), ('%.*f', (-2, 1.0)), ('%*d', ('a', 1)), ('%.*d', ('a', 1)), ('%*d', (10**30, 1)), ('%.*d', (10**12, 1)), ('%99999999999999999999d', 1), ('%.99999999999d', 1), ('%5%', ()), ('%-5%|', ()), ('%%', ()), ('%d%%', 5), ('é%s€', 'x'), ('%s', {'a': 1}), ('%(a)s%%%(a)s', {'a': 'v'}), ('%(a)s %s', {'a': 1}), ('%s', O()), ('%(x)s', O()), ('%d', '1'), ('%\u20ac', 1), ('%é', 1), ('%s%n', (1, 2)), ('%(a)s', 'str'), ('%(a)*d', {'a': 1}), ('%z', {}), ('%.', 1), ('%s%s', ('a', 'é')), ('%5s|%-5s|%.1s', ('é', '€', '\U0001f600b')), ('%c%c%c', (97, 'é', 0x1f600)), ('%5c|', 'x'), ('%c', 'xx'), ('%c', 1.5), ('%c', -1), ('%c', I())]:
    print(ascii(f), t(lambda: f % a)); print(t(lambda: f.encode() % a))
    try: fb = f.encode(); print(t(lambda: bytearray(fb) % a))
    except Exception: pass
for key in seen:
    print(key, seen[key])
