# Every operator through a weakref.proxy, alive and dead; and callable proxies.
import weakref, operator
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return 'N(%r)' % self.v
    def __str__(self): return 'n' + str(self.v)
    def __bytes__(self): return b'bytes'
    def __hash__(self): return 1
    def __eq__(self, o): return ('eq', self.v, getattr(o, 'v', o))
    def __lt__(self, o): return ('lt', self.v, getattr(o, 'v', o))
    def __bool__(self): return self.v > 0
    def __int__(self): return self.v
    def __float__(self): return self.v + 0.5
    def __index__(self): return self.v
    def __len__(self): return 3
    def __iter__(self): return iter([self.v])
    def __next__(self): return self.v
    def __reversed__(self): return 'reversed'
    def __contains__(self, x): return x == self.v
    def __getitem__(self, k): return ('get', k)
    def __setitem__(self, k, v): print('set', k, v)
    def __delitem__(self, k): print('del', k)
def binary(name):
    def f(self, *others): return (name, self.v) + tuple(getattr(o, 'v', o) for o in others)
    return f
names = 'add sub mul truediv floordiv mod divmod pow lshift rshift and xor or matmul'.split()
for n in names:
    setattr(N, '__%s__' % n, binary(n)); setattr(N, '__r%s__' % n, binary('r' + n))
    if n != 'divmod': setattr(N, '__i%s__' % n, binary('i' + n))
for n in ('neg', 'pos', 'abs', 'invert'): setattr(N, '__%s__' % n, binary(n))
n, p = N(2), None
p = weakref.proxy(n)
q = weakref.proxy(n, print)
ops = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, divmod, operator.pow,
       operator.lshift, operator.rshift, operator.and_, operator.xor, operator.or_, operator.matmul, operator.iadd, operator.isub,
       operator.imul, operator.itruediv, operator.ifloordiv, operator.imod, operator.ipow, operator.ilshift, operator.irshift,
       operator.iand, operator.ixor, operator.ior, operator.imatmul, operator.lt, operator.eq]
unary = [operator.neg, operator.pos, operator.abs, operator.invert, bool, int, float, operator.index, len, str, bytes, reversed,
         lambda x: list(iter(x)), next, hash, lambda x: 2 in x, lambda x: x[1], lambda x: x[1:2], lambda x: operator.setitem(x, 1, 2),
         lambda x: operator.delitem(x, 3), lambda x: x.v, lambda x: setattr(x, 'w', 5), lambda x: delattr(x, 'w'), lambda x: x.missing, lambda x: pow(x, 2, 3), lambda x: pow(5, x, 3), lambda x: pow(5, 3, x), lambda x: isinstance(x, N), lambda x: x()]
def attempt(f, *a):
    try: return f(*a)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
def everything():
    for f in ops:
        print(getattr(f, '__name__', f), attempt(f, p, 1), attempt(f, 1, p), attempt(f, p, q))
    for i, f in enumerate(unary):
        print(i, attempt(f, p))
everything()
print(type(p).__name__, type(q) is type(p), p.__class__ is N, repr(p).startswith('<weakproxy at 0x'))
del n
everything()
class C(N):
    def __call__(self, *a, **k): return a, k
c = C(3)
r = weakref.proxy(c)
print(type(r).__name__, r(1, x=2), attempt(lambda: r + r))
del c
print(attempt(r, 1), attempt(repr, r).startswith('<weakcallableproxy') if 'weak' in attempt(repr, r) else attempt(repr, r)[:14])
for bad in (1, 'x', None, (1,)):
    print(attempt(weakref.proxy, bad))
print(attempt(weakref.proxy), attempt(weakref.proxy, N(1), None, 3))
