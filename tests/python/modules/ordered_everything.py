# OrderedDict: every method, its errors, views, subclasses and what it does while it is walked.
from collections import OrderedDict
import copy, gc
def attempt(f, *a, **k):
    try: return f(*a, **k)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
class O(OrderedDict):
    def __missing__(self, k): return 'missing %s' % k
def fresh(): return OrderedDict([('a', 1), ('b', 2), ('c', 3), ('d', 4)])
for cls in (OrderedDict, O):
    o = cls([('a', 1), ('b', 2), ('c', 3), ('d', 4)])
    print(o, repr(cls()), len(o), o['a'], attempt(lambda: o['zz']), o.get('zz'), o.get('zz', 5), 'a' in o)
    print(o.pop('a'), attempt(o.pop, 'zz'), o.pop('zz', 9), o.pop('zz', default=8), attempt(o.pop), attempt(o.pop, 1, 2, 3))
    print(o.setdefault('b'), o.setdefault('e', 5), o.setdefault('f'), o, attempt(o.setdefault))
    print(o.popitem(), o.popitem(last=False), o.popitem(last=0), o, attempt(cls().popitem), attempt(o.popitem, last=[]))
    o = cls(fresh()); o.move_to_end('a'); print(o); o.move_to_end('d', last=False); print(o, attempt(o.move_to_end, 'zz'), attempt(o.move_to_end))
    print(list(reversed(o)), list(reversed(o.keys())), list(reversed(o.values())), list(reversed(o.items())))
    print(o == fresh(), fresh() == dict(fresh()), o != fresh(), o == 5, attempt(lambda: o < o), o.__eq__(1))
    print(o | {'z': 1}, {'z': 1} | o, attempt(lambda: o | 5), attempt(lambda: 5 | o)); o |= {'y': 2}; o |= [('x', 3)]; print(o, attempt(lambda: o.__ior__(5)))
    c = o.copy(); print(type(c).__name__, c == o, copy.copy(o) == o, copy.deepcopy(o) == o, o.__reduce__()[1:4:2], list(o.__reduce__()[4]))
    o.attr = [1]; print(o.__dict__, copy.copy(o).attr, o.copy().__dict__, copy.deepcopy(o).attr, o.__reduce__()[2])
    print(o.keys(), o.values(), o.items(), sorted(o.keys() & {'a', 'b'}), o.keys() == set(o), len(o.items()), ('a', 1) in o.items())
    o.clear(); print(o, list(o), attempt(next, iter(o)))
    print(cls.fromkeys('ab'), cls.fromkeys('ab', 0), attempt(cls.fromkeys, 5), attempt(cls.fromkeys))
    o = cls(); o.update([('k', 1)], z=2); o.update({'m': 3}); print(o, attempt(o.update, 5), attempt(o.update, [1]), attempt(o.update, 1, 2), attempt(o.update, [(1, 2, 3)]))
    print(attempt(cls, 1), attempt(cls, [], []), cls(a=1), attempt(cls, [('x',)]))
    o = cls(fresh()); it = iter(o); next(it); o['new'] = 1; print(attempt(next, it))
    o = cls(fresh()); it = iter(o); next(it); del o['b']; print(attempt(next, it), attempt(list, it))
    o = cls(fresh()); it = iter(o.items()); next(it); o.move_to_end('a'); print(attempt(list, it))
    o = cls(fresh()); it = reversed(o); next(it); o.clear(); print(attempt(next, it))
    del o
o = fresh(); del o['b']; o['b'] = 5; o['a'] = 9; print(o, attempt(o.__delitem__, 'q'), o.__sizeof__() > 0)
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return 3
    def __eq__(self, x): return isinstance(x, K) and x.n == self.n
    def __repr__(self): return 'K%d' % self.n
o = OrderedDict((K(i), i) for i in range(6)); del o[K(2)]; o.move_to_end(K(0)); print(o, o.popitem(False), o.pop(K(4)), attempt(o.pop, K(77)))
class E(OrderedDict):
    def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
    def __delitem__(self, k): print('delete', k); super().__delitem__(k)
    def __getitem__(self, k): print('get', k); return super().__getitem__(k)
    def keys(self): print('keys'); return super().keys()
e = E(a=1, b=2); e.update(c=3); print(e.pop('a'), e.setdefault('b', 1), e.setdefault('n', 2), e.popitem()); e.move_to_end('b'); print(copy.copy(e), e.copy(), e == {'b': 2, 'c': 3}, e | {'q': 1}); e.clear(); print(e)
r = OrderedDict(); r['self'] = r; print(r); v = r.values(); print(type(v).__name__, type(iter(r)).__name__, type(iter(v)).__name__)
del r, v; gc.collect()
it = iter(fresh()); next(it); print(it.__reduce__()[1], list(it)); inner = fresh(); inner['k'] = [inner]; it = iter(inner.items()); del inner; print(gc.collect(), len(gc.get_referents(it)) > 0)
class P(OrderedDict):
    def pop(self, *a): return 'popped'
class Hole(OrderedDict): pass
h = Hole(a=1); dict.__delitem__(h, 'a'); print(attempt(lambda: list(h.items())), attempt(h.popitem), len(h))
h = Hole(a=1); dict.__setitem__(h, 'b', 2); print(list(h), len(h), attempt(repr, h), attempt(h.move_to_end, 'b'))
