# Constants computed by the compiler, and those it leaves alone
import dis
def consts(text, mode='eval'):
    try: code = compile(text, '<t>', mode)
    except Exception as e: print(text[:40], '->', type(e).__name__, e); return
    ops = [i.opname for i in dis.get_instructions(code)] if hasattr(dis, 'get_instructions') else []
    c = [x for x in code.co_consts]
    c = [x if len(repr(x)) < 60 else (type(x).__name__, len(repr(x))) for x in c]
    print(text[:50], c, len(code.co_code))
for t in ['1 + 2', '3 - 5', '3 * 4', '7 / 2', '7 // 2', '7 % 4', '2 ** 10', '1 << 4', '256 >> 3', '6 | 1', '6 & 3', '6 ^ 3',
          '-1', '+1', '~5', 'not 1', 'not ()', '-1.5', '+True', '~True', '1 / 0', '1 % 0', '1 << -1', "-'a'", "~1.5",
          "'ab' * 3", "3 * 'ab'", "b'x' * 4", "'a' * 5000", "5000 * 'a'", "(1, 2) * 3", "(1, 2) * 200", "2 * ((1, 2), 3)",
          "((1, 2), (3, (4, 5))) * 30", "'' * 9999999", "() * 5", "2 ** 100", "2 ** 200", "10 ** 100", "2 ** -1", "0 ** 5",
          "(1 << 100) * (1 << 100)", "1 << 127", "1 << 128", "1 << 10000", "0 << 9999", "2 ** 0.5", "'a' + 'b'", "'a' + 1", "b'a' + b'b'",
          "(1,) + (2,)", "(1, 2)[0]", "'abc'[1]", "'abc'[5]", "b'abc'[0]", "(1, 2)[1:]", "'abc'['x']", "'é'[0]",
          "(1, (2, 3), 'x')", "(1, x)", "[1, 2, 3]", "[1, *x, 3]", "{1, 2, 3}", "x in [1, 2]", "x in {1, 2}", "x not in [1]", "x in (1, 2)", "x in [y]", "x in [*y]",
          "x in {*y}", "x in []", "not x in y", "not x is y", "not x is not y", "not x not in y", "not x == y", "not (x in y in z)", "not x",
          "[i for i in [1, 2]]", "[i for i in {1, 2}]", "[i for i in [*x]]", "{i: 1 for i in [1, 2, 3]}", "(i for i in [1])",
          "1 if True else 2", "__debug__", "1 < 2", "1 and 2", "x[1 + 1:2 * 2:-1]", "f(1 + 1, k=2 + 2)", "lambda a=1 + 1: a * 1", "1j * 1j", "3 + 4j", "-0.0", "0.0 == -0.0",
          "None is None", "...", "'a' 'b'", "'%s' % (1,)", "1 @ 2", "True + True", "-(-9223372036854775808)", "'a' % ()"]:
    consts(t)
print('-- % and its units')
a, b, c = 'é', 42, 2.5
print('%s' % (a,), '%r' % (a,), '%a' % (a,), '%s and %s' % (a, b), '100%% %s' % (b,), '%%' % (), '%5s|%-5s|' % (a, b), '%.2s|' % ('abc',))
print('%05s|%+s|% s|%#s' % (b, b, b, b), '%5.1s|%-7.2r|%12a|' % ('abc', 'def', a), '%d' % (b,), '%(x)s' % {'x': 1}, '%10.3f|%e' % (c, c))
for bad in ["'%s %s' % (a,)", "'%s' % (a, b)", "'%' % (a,)", "'%z' % (a,)", "'%s' % (*[1],)", "'%1000s' % (b,)", "'%.1000s' % (b,)", "'%-3.2' % (b,)", "'x' % (a,)", "'%5%' % ()", "'%s%' % (a,)"]:
    try: print(bad, len(eval(bad)))
    except Exception as e: print(bad, type(e).__name__, e)
def doc(): '%s' % (1,)
print(doc.__doc__)
class D: 'doc' + 'more'
print(D.__doc__)
def nested():
    'text'
    x: int = 1 + 1
    x += 2 * 3
    with open_(1 + 1) as y, open_(2): pass
    return x
class open_:
    def __init__(s, n): s.n = n
    def __enter__(s): return s
    def __exit__(s, *a): return 1 + 1
print(nested(), nested.__code__.co_consts)
match 2 * 3:
    case 6 if 1 + 1: print('six')
match {'a': -1, 'b': 1 - 2j}:
    case {'a': -1, 'b': 1 - 2j, **rest}: print(rest)
match (1, [2, 3], D()):
    case (1 | 2 as n, [2, *m], D() as d): print(n, m, type(d).__name__)
for i in [1, 2]: assert i > 0, 'no' + 'pe'
else: del i
while 0 + 0: pass
deep = '(' * 150 + '1' + '+1)' * 150
try: print(eval(deep))
except Exception as e: print(type(e).__name__, e)
