# operator's getters and functools' partial, reduce, cmp_to_key, lru_cache: calls, repr, copying, state, errors.
import operator, functools, copy, gc, weakref
from operator import attrgetter, itemgetter, methodcaller
from functools import partial, reduce, cmp_to_key, lru_cache
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return r
class O:
    def __init__(self, **k): self.__dict__.update(k)
    def __repr__(self): return 'O'
    def m(self, *a, **k): return ('m', a, k)
    def __getitem__(self, i): return ('item', i)
    def fails(self): raise RuntimeError('method')
o = O(a=O(b=O(c=3)), x=1, **{'é': 5})
for args in ((), ('x',), ('a.b.c',), ('x', 'a.b.c'), ('nope',), ('a.nope.c',), ('x.real.imag',), ('',), ('.',), ('a.',), (5,), ('x', 5), ('é',), ('x', 'x', 'x')):
    g = t(attrgetter, *args)
    if type(g) is attrgetter: print(args, repr(g), t(g, o), t(g), t(g, o, o), t(lambda: g(o, k=1)), t(lambda: g(obj=o)), g.__reduce__()[1], t(copy.copy(g), o), t(copy.deepcopy(g), o))
    else: print(args, g)
for args in ((), (1,), (1, 2), ('k',), (slice(1, 3),), (-1,), (0, 'k'), ([],), (None,)):
    g = t(itemgetter, *args)
    if type(g) is itemgetter: print(args, repr(g), [t(g, x) for x in ([1, 2, 3, 4], (5, 6, 7), 'text', {1: 2, 'k': 3}, o, 5, (0,))], t(g), t(g, 1, 2), t(lambda: g(1, k=1)), g.__reduce__()[1], t(copy.copy(g), 'copy'))
    else: print(args, g)
class Tup(tuple):
    def __getitem__(self, i): return ('tup', i)
print(itemgetter(0)(Tup((1,))), itemgetter(0)((1, 2)), t(itemgetter(2), (1, 2)), itemgetter(True)((1, 2)), t(itemgetter(10**30), (1,)), itemgetter(-1)((1, 2)), t(lambda: itemgetter(a=1)), t(lambda: attrgetter(a='x')), t(lambda: attrgetter('x', a=1)), t(lambda: itemgetter(1, a=1)))
for args, kw in (((), {}), (('m',), {}), (('m', 1, 2), {}), (('m',), {'k': 1}), (('m', 1), {'k': 2, 'j': 3}), (('nope',), {}), ((5,), {}), (('fails',), {}), (('upper',), {}), (('m',), {'name': 1})):
    g = t(methodcaller, *args, **kw)
    if type(g) is methodcaller: print(args, repr(g), t(g, o), t(g, 'str'), t(g), t(g, 1, 2), t(lambda: g(o, k=1)), g.__reduce__()[1:], t(copy.copy(g), o))
    else: print(args, kw, g)
for g in (attrgetter('x'), itemgetter(1), methodcaller('m')):
    print(type(g).__mro__, t(lambda: type('S', (type(g),), {})), t(setattr, g, 'x', 1), type(g).__name__, g == type(g)('x'), callable(g), type(g).__module__)
class Bad:
    def __repr__(self): raise RuntimeError('repr')
print(t(repr, itemgetter(Bad())), t(repr, methodcaller('m', Bad())), t(repr, methodcaller('m', k=Bad())), t(repr, itemgetter(1, Bad())))
rec = itemgetter([]); rec2 = methodcaller('m', []); l = rec.__reduce__()[1][0]; l.append(rec); print(repr(rec)); l2 = rec2.__reduce__()[1][1]; l2.append(rec2); print(repr(rec2))
del rec, rec2, l, l2; print(gc.collect() > 0)
# partial
def f(*a, **k): return (a, k)
p = partial(f, 1, 2, x=3)
print(p.func is f, p.args, p.keywords, p(4, y=5), p(x=9), p(), partial(p, 7, z=1).args, partial(p, 7, z=1).func is f, partial(p, x=0).keywords, partial(partial(f), 1)(2))
print(t(partial), t(partial, 5), t(partial, None), t(lambda: partial(k=1)), t(partial(f, 1, **{'é': 2})), t(p, *range(3), **{'a b': 1}))
for q in (partial(f), partial(f, 1), partial(f, k=1), p): 
    r = q.__reduce__(); print(r[1] == (f,), r[2][1:], len(r)); c = copy.copy(q); print(c(0) == q(0), c.keywords == q.keywords, copy.deepcopy(q)(1) == q(1))
p.attr = 5; print(p.__dict__, p.__reduce__()[2][3], copy.copy(p).attr); p.__dict__ = {'z': 1}; print(p.z, t(setattr, p, '__dict__', 5), t(delattr, p, 'nope'), t(setattr, p, 'func', 1), t(delattr, p, 'args'))
for state in (5, (), (f,), (f, (), {}), (f, (), {}, {}, 1), (5, (), {}, None), (f, [], {}, None), (f, (), {}, 5) if 0 else 5, (f, (1,), {'a': 1}, {'b': 2}), (f, (1,), None, None), (f, (), {}, None)):
    print(t(p.__setstate__, state), p.args, p.keywords, p.__dict__)
class T2(tuple): pass
class D2(dict): pass
p.__setstate__((f, T2([9]), D2(k=8), None)); print(type(p.args).__name__, type(p.keywords).__name__, p(1))
class PS(partial): pass
class PR(partial):
    def __repr__(self): return 'PR'
print(1, PS(PS(len)).func, PR(len, 'a')(), repr(PR(len)), partial(PS(f, 1), 2).args, PS(partial(f, 1), 2).args, partial[int], t(lambda: p.nothing))
print(repr(partial(int, '10', base=2)), repr(partial(int)), repr(partial(int, 1, 2)), t(repr, partial(int, Bad())), t(repr, partial(int, k=Bad())), repr(PS(int, 1)))
p.__setstate__((p, (), {}, None)); print(repr(p)[:30]); p.__setstate__((f, (p,), {}, None)); p.__setstate__((len, (), {'a': p}, None)); print(repr(p)); p.__setstate__((f, (), {}, None))
w = weakref.ref(p); del p; print(w() is None); x = partial(f); x.self = x; y = partial(f, [x]); del x, y; print(gc.collect() > 0)
k = {'a': 1}; p = partial(f, **k); p.keywords['b'] = 2; print(p(), k); p.keywords[5] = 1; print(t(p), t(p, z=1))
# reduce
for args in ((), (1,), (operator.add, []), (operator.add, [], 5), (operator.add, [1]), (operator.add, [1, 2, 3]), (operator.add, [1, 2], 10), (operator.add, 5), (5, [1, 2]), (5, [1]), (operator.add, [1, 2], 3, 4), (lambda a, b: 1 / 0, [1, 2]), (operator.add, iter([1, 'a'])), (operator.add, (1 / x for x in (1, 0)))):
    print(t(reduce, *args))
saved = []; print(reduce(lambda a, b: saved.append((a, b)) or b, [1, 2, 3]), saved, t(lambda: reduce(function=1, iterable=2)))
# cmp_to_key
key = cmp_to_key(lambda a, b: a - b)
print(sorted([3, 1, 2], key=key), key(1) < key(2), key(1) == key(1), key(2) >= key(1), key(1) != key(2), key(2) > key(1), key(1) <= key(1), key(1).obj, t(key), t(key, 1, 2), t(lambda: key(1) < 1), t(hash, key(1)), t(cmp_to_key), t(cmp_to_key, 1, 2), t(lambda: cmp_to_key(mycmp=lambda a, b: 0)(obj=5).obj), t(lambda: cmp_to_key(None)(1) < cmp_to_key(None)(2)))
for res in (1.5, 'a', None, True, -1):
    bad = cmp_to_key(lambda a, b: res); print(t(lambda: bad(1) < bad(2)), t(lambda: bad(1) == bad(2)))
bad = cmp_to_key(lambda a, b: 1 / 0); print(t(lambda: bad(1) < bad(2)), t(sorted, [1, 2], key=bad)); kk = key(1); kk.obj = 7; print(kk.obj, kk < key(8), t(delattr, kk, 'obj'), t(lambda: kk < key(8)), t(setattr, kk, 'x', 1))
# lru_cache
calls = []
def g(*a, **k): calls.append((a, k)); return len(calls)
for size, typed in ((2, False), (None, False), (0, False), (3, True), (-5, False), (1, True)):
    calls.clear(); c = lru_cache(size, typed)(g)
    print(size, [c(1), c(1), c(1.0), c(2), c(1), c(3), c(2), c('a'), c('a'), c(1, k=1), c(1, k=1), c(k=1, j=2), c(j=2, k=1), c(), c((1,)), c(1, 2)], c.cache_info(), c.cache_parameters(), t(c, []), t(c, k=[]))
    c.cache_clear(); print(c.cache_info(), c.__wrapped__ is g, copy.copy(c) is c, copy.deepcopy(c) is c, c.__reduce__())
    c.attr = 1; print(c.__dict__.keys() >= {'attr'}, c.__name__, t(c.cache_info, 1), t(c.cache_clear, 1))
@lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), fib.cache_info(), t(lru_cache, 'x'), t(lambda: lru_cache(5)(5)), t(lru_cache, 1.5))
@lru_cache(maxsize=2)
def err(n):
    if n == 0: raise ValueError('zero')
    return n
print(t(err, 0), t(err, 0), err(1), err.cache_info(), t(lambda: functools._lru_cache_wrapper(g, 'x', 0, 0)), t(lambda: functools._lru_cache_wrapper(5, 1, 0, 0)), t(lambda: functools._lru_cache_wrapper(g)))
class WithCache:
    def __init__(self): self.n = 0
    @lru_cache(maxsize=2)
    def m(self, x): self.n += 1; return (self.n, x)
    @lru_cache(maxsize=None)
    def u(self, x): self.n += 1; return (self.n, x)
wc = WithCache(); print(wc.m(1), wc.m(1), wc.m(2), wc.m(3), wc.m(1), wc.u(1), wc.u(1), WithCache.m.cache_info(), WithCache.u.cache_info(), wc.m.__self__ is wc)
class Key:
    def __init__(self, n, act=None): self.n, self.act = n, act
    def __hash__(self): return 5
    def __eq__(self, o):
        if self.act: self.act()
        return self.n == o.n
for size in (2, None, 1):
    calls.clear(); c = lru_cache(size)(g); k1 = Key(1); c(k1); k2 = Key(2, lambda: c.cache_clear()); print(c(k2), c(k1), c.cache_info().currsize >= 0); k3 = Key(3, lambda: 1 / 0); print(t(c, k3), t(c, k3)); k4 = Key(4, lambda: c(99) and None); print(t(c, k4), len(calls) > 0)
@lru_cache(maxsize=2)
def nested(n):
    if n > 0: nested(n - 1); nested(n); 
    return n
print(t(nested, 0)); r = lru_cache(maxsize=1)(lambda n: r(n - 1) + 1 if n else 0); print(r(5), r.cache_info()); w = weakref.ref(r); r.cycle = r; del r; print(gc.collect() > 0, w() is None)
h = lru_cache(2)(lambda x: x); h(h); del h; print(gc.collect() >= 0)
print(t(functools.cached_property, 1).__class__.__name__, functools.singledispatch(g)(1) > 0)
