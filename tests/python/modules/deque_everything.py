# collections.deque: every method, its errors, and changes while it is walked.
from collections import deque
import copy, gc, sys
def attempt(f, *a, **k):
    try: return f(*a, **k)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
class D(deque):
    pass
d = deque(range(5))
print(d + deque([9]), attempt(lambda: d + [1]), d * 2, 2 * d, d * 0, d * -1, attempt(lambda: d * 'x'))
for maxlen in (None, 0, 1, 3, 100):
    b = deque(range(5), maxlen)
    print(b, b.maxlen, b * 3, b + b, copy.copy(b), b.copy(), b == deque(b), b.__reduce__()[1:3])
    b *= 4; print(len(b), b)
    b *= 0; print(b)
    b += 'xyz'; print(b)
    b.extendleft('ab'); print(b)
    b.insert(1, 'I') if maxlen is None else print(attempt(b.insert, 1, 'I'))
    print(b)
for args in ((1, 2, 3), ([], 'x'), ([], -1), (5,), ([], 2**70), ([], None)):
    print(attempt(deque, *args))
print(attempt(deque, maxlen=2, iterable='abcd'), attempt(deque, nothing=1))
one = deque([7]); one *= 5; print(one); one = deque([7], 3); one *= 50; print(one, one * 2)
print(attempt(lambda: deque([1, 2]) * 2**62))
d = deque('abcabc')
print(d.count('a'), d.index('b'), d.index('b', 2), attempt(d.index, 'z'), attempt(d.index, 'a', 1, 3), d.index('c', -2), attempt(d.index, 'a', 50), d.index('a', -100))
print('b' in d, 'z' in d, attempt(d.remove, 'z'), d.remove('b'), d)
d.reverse(); print(d); d.rotate(2); print(d); d.rotate(-1); print(d); d.rotate(17); print(d); d.rotate(); print(d, attempt(d.rotate, 'x'), attempt(d.rotate, 1, 2))
print(list(reversed(d)), d[0], d[-1], d[2], attempt(lambda: d[9]), attempt(lambda: d['x']), attempt(lambda: d[0:1]))
d[1] = 'N'; del d[2]; print(d, attempt(d.__setitem__, 9, 0), attempt(d.__delitem__, 9))
print(d.pop(), d.popleft(), attempt(deque().pop), attempt(deque().popleft), attempt(deque().rotate))
long = deque(range(300))
print(long[64], long[150], long[299], long[-300], long.index(200), long.count(250)); long.rotate(70); print(long[0], long[69], long[70]); del long[150]; long.insert(75, -1); print(long[75], len(long)); long.reverse(); print(long[0], long[150])
long[40] = None; print(long.count(None), long.clear(), len(long), sys.getsizeof(deque()), sys.getsizeof(deque(range(200))))
for a, b in (([1, 2], [1, 3]), ([1], [1, 2]), ([], []), ([2], [1, 5])):
    a, b = deque(a), deque(b)
    print(a < b, a <= b, a == b, a != b, a > b, a >= b, a.__lt__(5), a == [1, 2])
it = iter(d := deque(range(5))); next(it); d.append(5); print(attempt(next, it), attempt(next, it))
it = reversed(d); next(it); d.pop(); print(attempt(next, it), it.__length_hint__())
class Bad:
    def __eq__(self, o): d.clear(); return False
d = deque([1, 2, Bad(), 3]); print(attempt(d.index, 7)); d = deque([1, 2, Bad(), 3]); print(attempt(d.count, 7)); d = deque([1, Bad(), 3]); print(attempt(d.remove, 7))
d = deque([1, 2, Bad(), 3]); print(attempt(lambda: 9 in d))
class Err:
    def __eq__(self, o): raise ZeroDivisionError('eq')
print(attempt(deque([1, Err()]).index, 2), attempt(deque([1, Err()]).count, 2), attempt(deque([Err()]).remove, 2), attempt(lambda: 2 in deque([Err()])), attempt(lambda: deque([Err()]) == deque([2])))
def broken():
    yield 1
    raise KeyError('it')
for f in (deque().extend, deque().extendleft, deque): print(attempt(f, broken()), attempt(f, 5))
d = deque([1, 2]); d.extend(d); d.extendleft(d); print(d); d += d; print(d)
s = D('ab', 3); s.x = 1
print(copy.copy(s), hasattr(copy.copy(s), "x"), type(s.copy()).__name__, s.__reduce__()[1:3], type(s + s).__name__, repr(s), copy.deepcopy(s), deque.__class_getitem__(int))
r = deque(); r.append(r); print(r, type(copy.deepcopy(r)[0]).__name__)
print(attempt(hash, d), bool(deque()), bool(d))
ident = iter(deque('xyz')); next(ident); print(ident.__reduce__()[1], type(ident).__name__, next(type(ident)(deque('abc'), 1)), list(type(ident)(deque('abc'), 2)), attempt(type(ident), [1]), list(type(reversed(d))(deque('abc'), 1)))
held = [deque([[i]]) for i in range(3)]
print([len(gc.get_referrers(h[0])) for h in held], len(gc.get_referents(held[0])))
