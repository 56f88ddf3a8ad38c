# Frames as objects, class bodies with cells, locals written back
import sys
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, e)
def frame():
    a = 1; b = [2]
    def inner(): return b
    f = sys._getframe()
    print(sorted(f.f_locals), f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_lasti > 0, f.f_trace, f.f_builtins is vars(__builtins__) or 'b', f.f_globals is globals(), f.f_back.f_code.co_name, f.f_trace_lines, f.f_trace_opcodes)
    f.f_locals['a'] = 99; print(a); del a; print(sorted(f.f_locals))
    try: print(a)
    except UnboundLocalError as e: print(e)
    return f
f = frame()
print(repr(f).split(',')[2:], repr(f.f_back).split(',')[2:], f.f_lineno - f.f_code.co_firstlineno, sorted(f.f_locals))
f.f_trace = print; print(f.f_trace is print); f.f_trace = None; print(f.f_trace); f.f_trace = t; del f.f_trace; print(f.f_trace)
t(f.clear); print(f.f_locals); t(setattr, f, 'f_code', 1); t(setattr, f, 'f_lineno', 'x'); t(f.clear); t(type(f)); t(sys._getframe, 99); t(sys._getframe, 'x'); t(sys._getframe, -1) if False else None
def closure(v, w=None):
    class C:
        x = v
        print(v)
        locals()['v'] = v + 1
        print(v, x, w)
        del locals()['v']
        print(v)
        def m(self): return v, __class__.__name__
        print(sorted(locals()))
        exec('e = x'); print(e)
    return C
c = closure(10); t(c().m); print(c.x)
class Meta(type):
    @classmethod
    def __prepare__(m, n, b, **k): return Space(k)
    def __new__(m, n, b, ns, **k): return super().__new__(m, n, b, dict(ns))
class Space(dict):
    def __missing__(s, k):
        if k.startswith('auto'): return k.upper()
        raise KeyError(k)
def makes(auto_cell, cell):
    class D(metaclass=Meta, key=1):
        a = auto_cell
        b = auto_name
        c = cell
        n: int = 1
        try: nothing_here
        except NameError as e: print(e)
        def get(self): return auto_cell, cell
    return D
t(lambda: sorted(k for k in vars(makes(1, 2)) if k[0] != '_')); t(makes(1, 2)().get); print(makes(3, 4).a, makes(3, 4).b, makes(3, 4).c)
class BadPrepare(type):
    @classmethod
    def __prepare__(m, n, b): return 5
class Raises(type):
    @property
    def __prepare__(m): raise OSError('prep')
def body(): 
    class X(metaclass=BadPrepare): pass
t(body); t(type, 'N', (1,), {}); t(type, 1, (), {}); t(type, 'N', [], {}); t(type, 'N', (), []); t(type); t(type, 1, 2)
class Entries:
    def __mro_entries__(s, bases): return (list, dict)[:1]
class E(Entries()): pass
print(E.__bases__, len(E.__orig_bases__))
class NotTuple:
    def __mro_entries__(s, bases): return [list]
def body(): 
    class X(NotTuple()): pass
t(body)
class Init:
    def __init_subclass__(cls, **k): print('sub', cls.__name__, k); super().__init_subclass__()
class F(Init, a=1): pass
class Named:
    def __set_name__(s, o, n): print('named', o.__name__, n)
class H: x = Named(); y = Named()
class BadName:
    def __set_name__(s, o, n): raise KeyError('bad name')
def body(): 
    class X: z = BadName()
try: body()
except RuntimeError as e: print(e, repr(e.__cause__))
def lose(ns):
    class X(metaclass=lambda *a, **k: None): pass
    return X
t(lose, 1)
class NoCell(type):
    def __new__(m, n, b, ns): ns.pop('__classcell__', None); return type.__new__(m, n, b, ns)
def body():
    class X(metaclass=NoCell):
        def f(s): return __class__
t(body)
class OtherCell(type):
    def __new__(m, n, b, ns): return 5
def body():
    class X(metaclass=OtherCell):
        def f(s): return __class__
    return X
t(body)
def call(): pass
class Kw:
    def keys(s): return ['a', 'b']
    def __getitem__(s, k): return k * 2
class BadKeys:
    def keys(s): return [1]
    def __getitem__(s, k): return k
class NoItem:
    def keys(s): raise OSError('keys')
class RaisesIter:
    def __iter__(s): raise OSError('iter')
def kw(*a, **k): return a, k
t(lambda: kw(**Kw())); t(lambda: kw(a=1, **Kw())); t(lambda: kw(**BadKeys())); t(lambda: kw(**NoItem())); t(lambda: kw(**5)); t(lambda: kw(*5)); t(lambda: kw(*RaisesIter())); t(lambda: kw(*None, **{})); t(lambda: kw(**{'a': 1}, **{'a': 2})); t(lambda: kw(**{1: 2})); t(lambda: print(**{1: 2})); t(lambda: kw(*[1], *(2,), *{3}, x=1, **{'y': 2})); t(lambda: {**5}); t(lambda: {**Kw(), 'c': 1}); t(lambda: [*5]); t(lambda: [*RaisesIter()]); t(lambda: (1).x(**{'a': 1}, **{'a': 2})); t(lambda: len(*5)); t(lambda: len(**{'a': 1}, **{'a': 2})); t(lambda: {**NoItem()}); t(lambda: kw(**[])); t(lambda: {}(**5))
def strict(a, b, /, c, d=4, *, e, f=6): return a, b, c, d, e, f
for args, k in [((), {}), ((1,), {}), ((1, 2, 3), {}), ((1, 2, 3), {'e': 5}), ((1, 2), {'a': 1, 'c': 3, 'e': 5}), ((1, 2, 3, 4, 5), {'e': 1}), ((1, 2, 3, 4, 5, 6), {}), ((1, 2, 3), {'c': 3, 'e': 1}), ((1, 2, 3), {'e': 5, 'z': 1}), ((1, 2), {'e': 5}), ((1, 2, 3), {'e': 5, 1: 2})]: t(lambda: strict(*args, **k))
def two(*, a, b): pass
def one(a): pass
def none(): pass
def opt(a, b=1): pass
def vk(a, /, **k): return a, k
for fn in two, one, none, opt: t(fn, 1, 2, 3); t(fn, x=1); t(fn)
t(vk, 1, a=2); t(vk, a=2); t(opt, 1, a=2); t(opt, 1, 2, 3, x=4)
def unpack(n, v):
    if n == 2: a, b = v
    elif n == 3: a, *b = v; return b
    elif n == 4: a, *b, c = v; return b
    elif n == 1: a, = v
    return 'ok'
class It:
    def __init__(s, n, e=None): s.n = n; s.e = e
    def __iter__(s): return s
    def __next__(s):
        s.n -= 1
        if s.n < 0: raise s.e or StopIteration
        return s.n
class Seq:
    def __getitem__(s, i):
        if i > 1: raise IndexError
        return i
for n in 1, 2, 3, 4:
    for v in ((), (1,), (1, 2), [1, 2, 3], It(2), It(1), It(0, OSError('it')), It(2, OSError('it2')), 'ab', {1: 2, 3: 4}, Seq(), 5, None, RaisesIter()): t(unpack, n, v)
