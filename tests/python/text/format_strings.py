# str.format, format_map and format specs: the field grammar over many arguments, as checksums.
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
fm = ['', '{}', '{0}', '{0}{1}', '{}{}', '{a}', '{a.attr}', '{0.attr[k]}', '{0.attr[k][2][z]}', '{0[1]}', '{0[a b]}', '{0[-1]}', '{', '}', '{{', '}}', '{{}}', '{{{}}}', '{0!r}', '{0!s:>10}', '{0!a}', '{0!x}', '{0!}', '{!r}', '{0!rr}', '{0!r:', '{0:', '{0:{1}}', '{0:{1}{2}}', '{:{}}', '{:{}{}}', '{0:{1:{2}}}', '{:{:{}}}', '{0.}', '{0[]}', '{0[}', '{0[a}', '{0[a]b}', '{.attr}', '{[0]}', '{} {0}', '{0} {}', '{99999999999999999999}', '{-1}', '{1a}', '{a[}]}', '{0:}', '{0:>10}', '{0:*^9}', '{0:.2}', '{0:é>5}', '{0:5', '{0:}}', '{a!r:*<12}', 'é{0}€', '{0.attr.x}', '{0.real}', '{:d}', '{:x}', '{:,}', '{:_}', '{:+.3f}', '{:e}', '{:%}', '{:c}', '{:s}', '{:=5}', '{: }', '{:+}', '{:#}', '{:z}', '{:010}', '{:<010}', '{:\u20ac}', '{:q}', '{:10.3q}', '{:,s}', '{:_s}', '{!\x01}', '{!é}', '{:99999999999999999999}', '{:.99999999999999999999}', '{:.}', '{:<<5}', '{:{{}}}', '{٣}']
for f in fm:
    for a in [(), (1,), ('str',), (O(),), (O(), 5), ('é', '>8'), (1.5, 8, 2), ('x', '^', 6), (S('s'),), (None,), (True,), (10**25,), (3j,)]:
        note('format', ascii(f), t(lambda: f.format(*a)), t(lambda: f.format(*a, a=O(), b='bee')))
    note('format_map', t(lambda: f.format_map({'a': O()})), t(lambda: f.format_map([1])))
specs = ['', 's', '5', '<5', '>5', '^5', '=5', '*<8', '.2', '8.2', '08', '+', ' ', '-', '#', 'z', ',', '_', 'd', '5d', 'é^9', '.2s', '>.2s', '5.1', '{}', 'ss', '<', '<<', '<<<5']
for s in ['', 'a', 'abc', 'é', '€uro', S('sub')]:
    for sp in specs: note('spec ' + sp, t(format, s, sp), t(s.__format__, sp))
print(t(''.__format__, 1), t(''.__format__), t(''.format_map), t(str.format), t('{}'.format), t('{a}'.format, 1))
s = 'same'
print('%s' % s is s, '{}'.format(s) is s, format(s, '2') is s, format(s) is s, f'{s}' is s, '%s' % (s,) is s, '%c' % 97 is chr(97), ('%d' % 5) is '5')
for key in seen:
    print(key, seen[key])
