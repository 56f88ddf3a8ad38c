# Views, sets, slices, ranges, descriptors, super, modules, copyreg: operations on every kind of operand, and their errors.
import copyreg, types, array, copy, gc
from collections import defaultdict
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return r
class It:
    def __repr__(self): return 'It'
    def __iter__(self): return iter([1, 2])
class BadIt:
    def __repr__(self): return 'BadIt'
    def __iter__(self): raise KeyError('iter')
class BadNext:
    def __repr__(self): return 'BadNext'
    def __iter__(self): return self
    def __next__(self): raise KeyError('next')
class BadEq:
    def __repr__(self): return 'BadEq'
    def __hash__(self): return 1
    def __eq__(self, o): raise KeyError('eq')
class BadHash:
    def __repr__(self): return 'BadHash'
    def __hash__(self): raise KeyError('hash')
import operator
ops = (operator.and_, operator.or_, operator.sub, operator.xor)
def norm(r): return sorted(r, key=repr) if isinstance(r, (set, frozenset)) else r
d = {1: 'a', 2: 'b', 3: []}
others = (lambda: {1, 5}, lambda: frozenset({2}), lambda: [1, 2, 9], lambda: {1: 0, 7: 0}, lambda: {1: 'a'}.items(), lambda: d.keys(), lambda: 5, lambda: BadIt(), lambda: BadNext(), lambda: It(), lambda: [[]], lambda: [BadHash()], lambda: [BadEq()], lambda: set(), lambda: [(1, 'a'), (3, [])], lambda: 'ab', lambda: None)
for name in ('keys', 'items', 'values'):
    v = getattr(d, name)()
    for mk in others:
        print(name, [norm(t(op, v, mk())) if name != 'values' else t(op, v, mk()).__class__ for op in ops], [norm(t(op, mk(), v)) if name != 'values' else '' for op in ops], [t(op, v, mk()) for op in (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge)] if name != 'values' else '', t(getattr(v, 'isdisjoint', len), mk()) if name != 'values' else '')
e = {k: k for k in range(12)}
for a, b in ((e, {1: 1}), ({1: 1}, e), (e, {3: 4}), ({}, e), (e, dict(e))): print(sorted(a.items() ^ b.items()), sorted(a.keys() ^ b.keys()), sorted(a.items() & b.items()), sorted(a.items() - b.items())[:3])
print(t(lambda: {1: []}.items() ^ {1: []}.items()), t(lambda: {1: []}.items() ^ {1: 2}.items()), t(lambda: {BadEq(): 1}.keys() & {BadEq(): 2}.keys()), (1, 'a') in d.items(), (1,) in d.items(), 5 in d.items(), (9, 9) in d.items(), t(lambda: ([], 1) in d.items()), d.keys().mapping[1], len(d.values()), list(reversed(d.items())))
for cls in (set, frozenset):
    for mk in others:
        print(cls.__name__, [norm(t(getattr(cls([1, 2, 3]), m), mk())) for m in ('union', 'intersection', 'difference', 'symmetric_difference', 'issubset', 'issuperset', 'isdisjoint', '__and__', '__or__', '__rsub__', '__le__', '__eq__')], norm(t(cls, mk())), [norm(t(op, cls([1, 2, 3]), mk())) for op in ops])
    print(norm(cls([1, 2, 3]).union([4], {5}, (6,))), norm(cls([1, 2, 3]).intersection([1, 2], {2})), norm(cls([1, 2, 3]).difference([1], [2])), norm(t(cls([1]).intersection)), t(cls([1]).union, [2], 5), t(cls, 1, 2), t(lambda: cls(x=1)))
for m in ('update', 'intersection_update', 'difference_update', 'symmetric_difference_update', '__iand__', '__ior__', '__isub__', '__ixor__', 'add', 'remove', 'discard'):
    for mk in others:
        s = {1, 2, 3}; r = t(getattr(s, m), mk()); print(m, 'self' if r is s else r if not isinstance(r, BadEq) else '', len(s) if m == 'add' else norm(s), end='; ')
    print()
s = {1, 2}; print(s.__iand__(s) is s, s.__isub__(s), s.update(), t(s.remove, [1]), t(s.remove, {1}), t(s.discard, {1}), {1} in {frozenset({1})}, t(lambda: [] in s), t(s.pop), t(s.add), s.copy(), t(hash, s), norm(s.__reduce__()[1][0]))
# slices and stepped assignment
class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v if self.v is not None else 1 / 0
for mk in (lambda: list(range(8)), lambda: bytearray(range(8)), lambda: array.array('i', range(8))):
    for sl in (slice(None, None, 2), slice(1, 6, 3), slice(None, None, -1), slice(6, 1, -2), slice(5, 2), slice(2, 2, 1), slice(-3, 100), slice(None, None, 0), slice('a'), slice(I(1), I(5), I(2)), slice(I(None)), slice(0, 10**30), slice(-10**30, None, 10**30)):
        x = mk(); out = [t(operator.getitem, x, sl)]
        for val in ([], [9], [9, 8, 7, 6], [9, 8], 5, 'ab', b'xy', x, (1, 2, 3, 4), iter([1, 2, 3, 4]), [300, 1, 2, 3]):
            x = mk(); out.append((t(operator.setitem, x, sl, array.array('i', val) if type(x) is array.array and type(val) is list else val), list(x) if len(out) < 5 else len(x)))
        x = mk(); out.append((t(operator.delitem, x, sl), list(x))); print(out)
print([t(slice(*a).indices, n) for a in ((5,), (1, 5, 2), (None, None, -1), (-2, None), (10, 0, -3), (None, None, 0), ('a',)) for n in (0, 4, 10, -1, 10**30, 'x')], t(slice), t(slice, 1, 2, 3, 4), slice(1) == slice(1), slice(1) < slice(2), t(hash, slice(1)), slice(1, [2]).__reduce__()[1], t(lambda: slice(1) < 5), copy.copy(slice(1, 2)), repr(slice(1, 'x')))
big = 10**30
for r in (range(0), range(5), range(2, 10, 3), range(10, 0, -3), range(big, big + 5), range(-big, big, big), range(5, 0)):
    print(r, t(len, r), list(r)[:3], r[:2], r[::-1], t(lambda: r[0]), t(lambda: r[-1]), t(lambda: r[big]), t(lambda: r['x']), t(lambda: r[1:'x']), 5 in r, big in r, 5.0 in r, 'x' in r, r.count(5), t(r.index, 5), t(r.index, 'x'), r == range(5), hash(r) == hash(r[:]), r != 5, t(lambda: r < r), r.__reduce__()[1], bool(r), list(reversed(r))[:2], next(iter(r), None), iter(r).__length_hint__(), r[1:3], t(lambda: r[::0]))
print(t(range), t(range, 1, 2, 3, 4), t(range, 1.5), t(range, 1, 2, 0), t(range, 'a'), t(lambda: range(x=1)), range(True, I(5), I(2)), t(range, I(None)), {range(0): 1}[range(5, 5)], range(0, 3, 2) == range(0, 4, 2), hash(range(1)) == hash(range(0, 1, 5)))
for it in (iter(range(5)), iter(range(big, big + 5))): print(next(it), it.__reduce__()[1:], t(it.__setstate__, 3), list(it), t(it.__setstate__, 'x'), t(it.__setstate__, -5), copy.copy(iter(range(3))).__next__())
# built-in iterators' constructors
for f in (enumerate, zip, map, filter, reversed): print(f.__name__, [t(lambda: list(f(*a))) for a in ((), (1,), ([1, 2],), ('ab', 5), (None, [0, 1]), (str, [1]), ([1], [2], [3]), (BadIt(),), (len, BadIt()), (len, 'ab', 'cd'), (len, [1]), (lambda x: 1 / 0, [1]))], t(lambda: f(x=1)), t(lambda: list(f([1], start=5))), t(lambda: list(f([1], strict=True))))
print([t(lambda: list(zip(*a, strict=True))) for a in (([1], [2, 3]), ([1, 2], [3]), ([1], [2], [3, 4]), ([], [1]), ([1], BadNext()), (), ([1, 2], iter([1, 2])))], t(lambda: len(list(zip([1], strict=BadHash())))), list(enumerate('ab', big)), t(lambda: enumerate('a', 'b')), t(lambda: list(enumerate(start=1, iterable='x'))), t(lambda: enumerate('a', 1, 2)), [x.__reduce__()[1:] for x in (zip([1]), zip([1], strict=True), map(str, [1]), filter(None, [1]), enumerate([1]), reversed([1]))].__len__(), t(zip([1]).__setstate__, 1))
# descriptors, wrappers, super, property, methods
class B:
    __slots__ = ('s', 't')
    def __repr__(self): return 'B()'
    def m(self): 'doc'; return self
    @property
    def p(self): return 1
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def st(): return 'st'
class D(B):
    def m(self): return super().m()
b = B()
for x in (int.__add__, (1).__add__, str.upper, 'a'.upper, dict.fromkeys, dict.__dict__['fromkeys'], B.s, int.real, type.__dict__['__mro__'], B.m, b.m, B.__dict__['c'], B.__dict__['st'], B.p, [].append, len, object.__init__, (5).__str__, type.__call__, Exception.args):
    print(type(x).__name__, [t(getattr, x, n) if n != '__self__' else hasattr(x, n) for n in ('__name__', '__qualname__', '__objclass__', '__self__', '__module__')], t(x.__reduce__).__class__.__name__, x == x, x != len, t(x) if callable(x) and x is not type.__call__ else '', t(lambda: x(1, 2, 3)) if callable(x) else '', type(t(lambda: x.__get__(b, B))).__name__, t(lambda: x.__get__(None, None)).__class__.__name__, t(lambda: x < x), hash(x) == hash(x), t(setattr, x, '__name__', 'q') if type(x).__name__ in ('wrapper_descriptor', 'method_descriptor') else '')
print(t(lambda: b.s), t(delattr, b, 's'), t(setattr, b, 'u', 1), t(setattr, b, 'p', 1), t(delattr, b, 'p'), t(B.s.__get__, 5), t(B.s.__set__, 5, 1), t(B.s.__set__, b, 1), b.s, t(B.s.__delete__, b), t(int.__add__, 'x', 1), t(str.upper, 5), t(str.upper), t(int.__add__), (1).__add__ == (1).__add__, (1).__add__ == (2).__add__, t(lambda: (1).__add__ < 5))
for args in ((), (5,), (B,), (B, b), (B, 5), (B, D), (B, D()), (D, b), (B, None), (1, 2), (B, b, 1)):
    r = t(super, *args); print(args.__len__(), repr(r)[:24], t(lambda: r.m()).__class__.__name__, t(lambda: r.nothing) if not isinstance(r, str) else '', t(lambda: r.__self_class__), t(lambda: r.__thisclass__), t(lambda: r.__get__(D(), D)).__class__.__name__ if not isinstance(r, str) else '')
P = property
pr = P(lambda o: 1, doc='given'); print(pr.__doc__, t(P, 1, 2, 3, 4, 5), P(fget=len).fget is len, t(lambda: P(x=1)), t(P().__get__, 1), t(P().__set__, 1, 2), t(P().__delete__, 1), pr.getter(len).__doc__, pr.setter(len).fset is len, pr.deleter(len).fdel is len, t(setattr, pr, 'fget', 1), P(B.m).__doc__, pr.__isabstractmethod__, t(pr.__set_name__), t(pr.__set_name__, B, 'x'))
for f in (classmethod, staticmethod): x = f(len); print(t(f), t(f, 1, 2), t(lambda: f(x=1)), x.__func__ is len, x.__wrapped__ is len, x.__isabstractmethod__, t(x.__get__), t(lambda: x('ab')), t(lambda: f(5).__get__(b, B)).__class__.__name__, x.__dict__.keys() >= {'__name__'})
M = types.MethodType; m = M(len, 'abc'); print(m(), t(M), t(M, len), t(M, 5, 6), t(M, len, None), m == M(len, 'abc'), m != M(len, 'abd'), t(lambda: m < m), m.__func__ is len, m.__self__, t(lambda: m.nothing), t(setattr, m, 'x', 1), m.__doc__ == len.__doc__, m.__reduce__()[1], hash(m) == hash(M(len, m.__self__)), t(lambda: m.__get__(1) is m))
# modules
mod = types.ModuleType('name', 'doc'); print(mod, mod.__doc__, mod.__dict__.keys() >= {'__name__', '__spec__'}, t(types.ModuleType), t(types.ModuleType, 5), t(lambda: mod.nothing), t(delattr, mod, 'nothing'), t(setattr, mod, '__dict__', {}), mod.__annotations__, t(setattr, mod, '__annotations__', {'a': 1}), mod.__annotations__, t(delattr, mod, '__annotations__'), t(delattr, mod, '__annotations__'), mod.__annotations__)
mod.__getattr__ = lambda n: 'got ' + n; print(mod.anything); mod.__getattr__ = 5; print(t(lambda: mod.anything)); del mod.__getattr__; mod.__dir__ = lambda: ['b', 'a']; print(dir(mod)); mod.__dir__ = 5; print(t(dir, mod)); del mod.__dir__, mod.__name__; print(t(lambda: mod.nothing), repr(mod)); mod.__name__ = 5; print(t(lambda: mod.nothing))
class MM(types.ModuleType): x = 1
print(MM('n').x, t(MM.__new__(MM).__repr__), t(lambda: MM.__new__(MM).y), t(dir, MM.__new__(MM)), types.ModuleType.__init__(mod, 'again'), mod.__name__)
# copyreg
class R: pass
class RS:
    __slots__ = ('a', '__b', '__dict__')
class RI(int): pass
class RL(list): pass
class RN:
    __slots__ = 'one'
class RG(int):
    __slots__ = ()
    def __getstate__(self): return 'state'
x = RI(5); x.attr = 1
for o in (R(), x, RI(3), RL([1]), RS(), RN(), RG(2), 5, 'x', 1j, int | str, object(), len, b):
    for p in (0, 1, 2, 4):
        r = t(o.__reduce_ex__, p); print(type(o).__name__, p, r[1:3] if isinstance(r, tuple) and type(o) not in (R, RS, RN, B, object) else type(r).__name__ if isinstance(r, tuple) else r, end='; ')
    print()
print(copyreg._slotnames(RS), copyreg._slotnames(RN), RS.__slotnames__, t(copyreg._slotnames, 5), type(copyreg._reconstructor(RI, int, 7)).__name__, type(copyreg._reconstructor(R, object, None)).__name__, copyreg._reconstructor(RL, list, [1]), t(copyreg._reconstructor, RI, str, 5), t(copyreg._reconstructor, 5, object, None), copyreg.__newobj__(RI, 5), t(copyreg.__newobj__), copyreg.__newobj_ex__(RI, ('11',), {'base': 2}) if 1 else '' , t(copyreg._reduce_ex, x, 1)[1])
print(t(copyreg.pickle, R, 5), t(copyreg.pickle, R, lambda o: (R, ())), R in copyreg.dispatch_table, type(copy.copy(R())).__name__, t(copyreg.constructor, 5), t(copyreg.constructor, len), copyreg.pickle_complex(1 + 2j), copyreg.pickle_union(int | str)[1][1], copy.deepcopy({1: [int | str, 1j, RI(3)]}))
dd = defaultdict(list, {1: 2}); print(dd.__reduce__()[:3], copy.copy(dd), dd | {3: 4}, {3: 4} | dd, t(lambda: dd | 5), t(lambda: 5 | dd), t(defaultdict, 5), defaultdict(None), t(lambda: defaultdict(None)[1]), defaultdict[int, str], dd.copy(), t(lambda: defaultdict(len)[1]), repr(defaultdict(lambda: 0))[:20], dd.__missing__(9), dd)
dd.default_factory = dd.copy; print('...' in repr(dd) or 1, t(dd.__missing__), t(defaultdict(BadIt().__iter__).__getitem__, 1)); del dd; gc.collect()
ns = types.SimpleNamespace(a=1); ns.self = ns; print(ns, t(types.SimpleNamespace, 1), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1), t(lambda: ns < ns), types.SimpleNamespace(a=1).__reduce__()[2], t(lambda: types.SimpleNamespace(**{'a b': 1}))); del ns; gc.collect()
