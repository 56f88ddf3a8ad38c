# math: every function at its edges, with wrong types, and with objects that only look like numbers.
import math, sys
from fractions import Fraction
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return r
nan, inf = float('nan'), float('inf')
class F:
    def __init__(self, v): self.v = v
    def __float__(self): return self.v
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
class Z:
    def __float__(self): raise KeyError('z')
    __index__ = __trunc__ = __floor__ = __ceil__ = __len__ = __iter__ = __float__
class R:
    def __trunc__(self): return 't'
    def __floor__(self): return 'f'
    def __ceil__(self): return 'c'
tiny, big = 5e-324, sys.float_info.max
values = [0, 0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2, 3, -3, 10, 100, 170, 171, 172, 1e-10, 1e10, 1e22, 1e300, -1e300, big, tiny, -tiny, nan, inf, -inf, 10**30, 10**400, -10**400, True, F(2.5), F('x'), I(4), Z(), R(), 'x', None, 1j, 0.1, 0.999, -0.7, 23.5, -23.5, 140.25, -170.5, -171.5, -200.5, 1e-160, 707, 710, -745, -746, 1023, 1024, -1074, -1075, -1080, 25.0, 30.5]
one = 'acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs factorial floor frexp gamma isfinite isinf isnan isqrt lgamma log log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp'.split()
def show(r): return '%.12g' % r if isinstance(r, float) else r if not isinstance(r, int) or abs(r) < 10**40 else 'bits %d' % r.bit_length()
for name in one:
    f = getattr(math, name)
    print(name, [show(t(f, v)) for v in values if not (name == 'factorial' and isinstance(v, int) and v > 10**6)], t(f), t(f, 1, 2) if name != 'log' else '', t(lambda: f(x=1)))
two = 'atan2 copysign fmod ldexp log nextafter pow remainder hypot dist gcd lcm comb perm isclose'.split()
pairs = [0, 0.0, -0.0, 1, -1, 2.5, -2.5, 3, 7, 1e308, tiny, nan, inf, -inf, 10**30, 10**400, F(2.5), I(4), Z(), 'x', None, (1, 2), [3, 4]]
for name in two:
    f = getattr(math, name)
    for a in pairs:
        print(name, [show(t(f, a, b)) for b in pairs if not (name in ('comb', 'perm') and isinstance(b, int) and b > 100)])
    print(name, t(f), t(f, 1), t(f, 1, 2, 3))
for a in ((), (1,), (3, 4), (1, 2, 2), (nan, inf), (nan, 1), (1e200, 1e200), (tiny, tiny), (0, 0), ('x',), (Z(),), (3, I(4)), tuple(range(1, 30)), (1e-200,) * 25, (0.1,) * 10, (big, big), (10**400, 1), (1e-308, 2e-308, 0.0)): print('hypot', show(t(math.hypot, *a)))
for p, q in (((0, 0), (3, 4)), ([0], [1]), ((1, 2, 3), (1, 2, 3)), ((1,), (1, 2)), ('ab', 'cd'), ((nan,), (inf,)), ((inf,), (1,)), (range(3), range(3)), (range(20), range(1, 21)), ((1e200, 0), (0, 1e200)), (5, 6), ((1,), (Z(),)), ((Z(),), (1,)), ((), ()), (iter('a'), (1,)), (tuple([1] * 15), tuple([2] * 15))): print('dist', show(t(math.dist, p, q)))
for x in ([], [1], [1, 2, 3], [0.1] * 10, [1e308, 1e308, -1e308], [1e308] * 3, [inf, -inf], [nan, 1], [inf, inf], ['x'], 5, [1, 'x'], [10**400], [tiny] * 5, [1e16, 1, 1e-16] * 20, [0.1, 0.2, 0.3, -0.6], (1 / n for n in range(1, 40)), [Z()], [1e100, 1, -1e100, 1e-100], [-0.0], [2.0**53, 1.0, 2.0**-60], [1.0, 2.0**-53, 2.0**-106], [F(1.5), I(2)]): print('fsum', show(t(math.fsum, x)))
for a, k in (([], {}), ([1, 2, 3], {}), ([1.5, 2], {}), ([1, 2], {'start': 5}), ([1, 2], {'start': 2.5}), (['x', 2], {}), ([2, 'x'], {}), (['x', 'y'], {}), (5, {}), ([10**20, 10**20], {}), ([2**62, 2, 2], {}), ([1, 1.5, 2, 10**400], {}), ([1.5, nan], {}), ([Fraction(1, 2), 2], {}), ([[1], 2], {}), ([True, 3], {}), ([1.5, 'x'], {}), ([Z()], {}), ([0.5, 2**70], {}), ([2**70, 0.5], {}), ([1], {'start': 'ab'}), ([1, 2], {'x': 1}), ([1.0, 3, True], {})): print('prod', show(t(math.prod, a, **k)))
for a in ((0,), (5,), (-5,), (0, 0), (12, 18), (-12, 18), (10**30, 10**20), (2**200, 2**100 + 2), (10**40 + 1, 3), (1.5, 2), (6, 1.5), ('x',), (I(12), 8), (Z(), 2), (4, 6, 8), (4, 6, 0), (True, 2), (7, -10**30), (3**200, 3**150 * 5), (2**64, 2**64 - 1), (10**18 + 9, 10**18 + 7), (1, 10**50), (0, 10**50)): print('gcd lcm', t(math.gcd, *a), t(math.lcm, *a))
print(math.gcd(), math.lcm())
for n in (0, 1, 5, 10, 30, 34, 50, 61, 67, 68, 100, 127, 128, 200, 10**20, -1, 1.0, 'x', I(6), Z(), 2**64, 2**70):
    print('comb', [show(t(math.comb, n, k)) for k in (0, 1, 2, 3, 5, 15, 30, 33, 60, 100, -1, 1.5, I(2), 2**64) if not (isinstance(n, int) and n > 10**10 and isinstance(k, int) and k > 60)], [show(t(math.perm, n, k)) for k in (0, 1, 2, 3, 5, 20, 60, -1, None, 2**64, 'x') if not (isinstance(n, int) and n > 10**10 and k is None)], show(t(math.perm, n)) if not isinstance(n, int) or n < 1000 else '')
for n in (0, 1, 2, 3, 4, 15, 16, 2**31, 2**62, 2**63, 2**64 - 1, 2**64, 10**30, (10**30)**2, (10**30)**2 - 1, 2**1000, -1, 1.0, 'x', I(17), I(-1), I(2.5)): print('isqrt', show(t(math.isqrt, n)))
for n in (0, 1, 20, 21, 50, 127, 200, 1000, -1, 3.0, 'x', I(5), 10**20, -10**20, True, 2**63): print('factorial', show(t(math.factorial, n)))
for x in (1, 8, 10, 1000, 2**100, 10**400, 0, -1, -10**400, 0.5, nan, inf, 'x', I(8), True):
    print('log', [show(t(math.log, x, *b)) for b in ((), (2,), (10,), (1,), (0,), (-1,), (10**400,), ('x',), (inf,), (nan,), (2.5,))], show(t(math.log2, x)), show(t(math.log10, x)))
for x in (0.0, 1.0, -1.5, nan, inf, tiny, big, 1): print('ldexp', [show(t(math.ldexp, x, e)) for e in (0, 1, -1, 1000, 1024, -1074, -1100, 10**10, -10**10, 10**30, -10**30, 1.5, 'x', I(2), True)])
for a, b, k in ((1, 1, {}), (1, 1.0000000001, {}), (1, 1.1, {}), (1, 1.1, {'rel_tol': 0.1}), (0, 1e-10, {}), (0, 1e-10, {'abs_tol': 1e-9}), (inf, inf, {}), (inf, -inf, {}), (inf, 1, {'rel_tol': 2}), (nan, nan, {}), (1, 2, {'rel_tol': -1}), (1, 2, {'abs_tol': -1}), ('x', 1, {}), (1, 'x', {}), (1, 2, {'rel_tol': 'x'}), (1, 2, {'x': 1}), (-inf, 5, {'abs_tol': inf})): print('isclose', t(math.isclose, a, b, **k))
for x in (0.0, 1.0, -1.0, nan, inf, -inf, tiny, big, 'x'): print('nextafter', [show(t(math.nextafter, x, y)) for y in (0.0, 2.0, -2.0, inf, -inf, nan, 'x')], t(math.frexp, x), t(math.modf, x), show(t(math.ulp, x)))
for x in (5.5, -5.5, 0.0, 3.5, 1e300, nan, inf, tiny): print('remainder', [show(t(math.remainder, x, y)) for y in (1.0, 2.0, -3.0, 0.0, inf, nan, tiny, 0.3)], [show(t(math.fmod, x, y)) for y in (1.0, -3.0, 0.0, inf, nan, tiny)])
print(math.pi, math.e, math.tau, math.inf, math.nan, math.__name__, t(math.sumprod, 1) if hasattr(math, 'sumprod') else 'no sumprod')
for f in (math.trunc, math.floor, math.ceil): print([t(f, x) for x in (R(), Z(), 1.5, -1.5, 1e20, nan, inf, 5, True, F(2.5), I(3), 'x', Fraction(7, 2))])
