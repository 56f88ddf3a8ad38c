import collections.abc as c, abc, gc, weakref
class S(c.Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
class M(c.Mapping):
    def __getitem__(self, i): return {'x': 1}[i]
    def __len__(self): return 1
    def __iter__(self): return iter('x')
class Own:
    def __getitem__(self, i): return [7, 8][i]
    def __len__(self): return 2
class Sub(Own): pass
def which(v):
    match v:
        case [a, *rest]: return 'sequence', a, rest
        case {'x': n}: return 'mapping', n
        case _: return 'neither'
print(which(S(1,2,3)), which(M()), which(Own()), which(Sub()))
c.Sequence.register(Own)
print(which(Own()), which(Sub()))
print('__abc_tpflags__' in vars(c.Sequence), S.__flags__ & 0x60, Own.__flags__ & 0x60, Sub.__flags__ & 0x60)
try:
    class Both(metaclass=abc.ABCMeta):
        __abc_tpflags__ = 0x60
except TypeError as e: print(e)
class P(abc.ABC):
    @classmethod
    def __subclasshook__(cls, k): return 5
for f in (lambda: issubclass(int, P), lambda: issubclass(5, c.Sized), lambda: P.register(5), lambda: c.Sized.register(object) and c.Hashable.register(c.Sized), lambda: abc._abc_init(int)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Q(abc.ABC): pass
class R(Q): pass
for f in (lambda: R.register(Q),):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class T: pass
Q.register(T)
print(weakref.getweakrefcount(T), isinstance(T(), Q), weakref.getweakrefcount(T))
print([len(x) for x in abc._get_dump(Q)[:3]])
class U(T): pass
print(isinstance(U(), Q), weakref.getweakrefcount(U), isinstance(2.5, Q), weakref.getweakrefcount(float))
del T, U; gc.collect()
print([len(x) for x in abc._get_dump(Q)[:3]])
Q._abc_caches_clear(); Q._abc_registry_clear()
print([len(x) for x in abc._get_dump(Q)[:3]])
print(abc.get_cache_token())
import numbers
print(abc.get_cache_token())
class V(abc.ABC):
    @property
    @abc.abstractmethod
    def p(self): ...
    @classmethod
    @abc.abstractmethod
    def q(cls): ...
    @abc.abstractmethod
    def r(self): ...
class W(V):
    p = 1
print(sorted(V.__abstractmethods__), sorted(W.__abstractmethods__))
try: W()
except TypeError as e: print(e)
W.q = W.r = 0
print(abc.update_abstractmethods(W), W.__abstractmethods__); W()
print(type(V._abc_impl), V._abc_impl.__doc__)
print(gc.get_referrers(V._abc_impl)[0] is V.__dict__ or [type(x) for x in gc.get_referrers(V._abc_impl)])
