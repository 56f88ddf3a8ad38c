"""Sorting with odd comparisons; bytes, lists, dicts, sets, ranges with every wrong argument."""
import copy
import operator
import random


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        if self.n is None:
            raise RuntimeError("no index")
        return self.n

    def __repr__(self):
        return "Index(%s)" % self.n


class Bad:
    """Every special method raises."""
    def raises(self, *args):
        raise RuntimeError("bad")
    __eq__ = __lt__ = __bool__ = __len__ = __iter__ = __getitem__ = __add__ = __radd__ = raises
    __setitem__ = __contains__ = __mul__ = __float__ = __int__ = __call__ = raises

    def __hash__(self):
        return 1


class BadHash:
    def __hash__(self):
        raise RuntimeError("bad hash")


class BadIter:
    def __iter__(self):
        return self

    def __next__(self):
        raise RuntimeError("bad next")


class BadAttr:
    def __getattr__(self, name):
        raise RuntimeError("bad attribute " + name)


def bad(*args):
    raise RuntimeError("bad call")


def run(texts):
    for text in texts.strip().split("\n"):
        show(text)


class Less:
    """Compared with <, in the way it is told."""
    count = 0

    def __init__(self, n, how=None):
        self.n, self.how = n, how

    def __lt__(self, other):
        Less.count += 1
        if Less.how == "raise" and Less.count == Less.at:
            raise RuntimeError("compared")
        if Less.how == "random":
            return Less.random.random() < 0.5
        if Less.how == "true":
            return True
        if Less.how == "false":
            return False
        return self.n < other.n

    how, at, random = None, 0, random.Random(7)


def sorted_by(values, how, at=0, reverse=False, key=None):
    Less.how, Less.at, Less.count = how, at, 0
    values = [Less(v) for v in values]
    try:
        values.sort(reverse=reverse, key=key)
    except RuntimeError as e:
        return "raised"
    return Less.count, sum(v.n * i for i, v in enumerate(values))


rng = random.Random(1)
patterns = []
for n in (0, 1, 2, 3, 31, 32, 63, 64, 65, 100, 500, 1000):
    patterns.append(list(range(n)))
    patterns.append(list(range(n, 0, -1)))
    patterns.append([rng.random() for i in range(n)])
    patterns.append([i % 7 for i in range(n)])
    patterns.append(list(range(n // 2)) + list(range(n // 2)))
    patterns.append(list(range(n // 2, n)) + list(range(n // 2)))
    patterns.append([i // 3 for i in range(n)][::-1] + list(range(n)))
    patterns.append([0] * n)
    patterns.append(sum(([j] * 5 + list(range(j)) for j in range(n // 8)), []))
for p in patterns:
    print([sorted_by(p, how) for how in (None, "true", "false", "random")], sorted_by(p, None, 0, True),
          sorted_by(p, None, 0, False, lambda x: Less(-x.n)))
for p in patterns[-20:]:
    total = sorted_by(p, None)[0]
    print([sorted_by(p, "raise", at) for at in {1, 2, total // 7, total // 3, total // 2, total - 1}
           if at], end=" ")
    print([sorted_by(p, "raise", at, True, lambda x: Less(x.n)) for at in (1, total // 2, total)])
runs = []
for size in (1, 40, 3, 200, 33, 70, 500, 5, 64, 1000, 35, 34, 33, 32):
    runs += list(range(size))
print(sorted_by(runs, None), sorted_by(runs[::-1], None), sorted_by(runs, "raise", 3000))
for values in ([3, 1.5, 2], ["b", "\u1234", "a"], [(2, 1), (1, 2), (1, 1)], [(1, "a"), (1, 2)], [2, "a"],
               [(2,), (1, 5), ()], [1 << 70, 5, -1 << 70], [2.5, 1.5, float("nan")], [b"b", b"a"],
               [(1, 2.5), (1, 1.5)], [[2], [1]], [None, None], [True, 0], [("a", 1), ("b", 0)],
               [(Less(1),), (Less(0),)], [(1, 2), [1, 2]], [1, 2.5, "x"], ["\x80", "a", "\U00010000"]):
    show("sorted(v), sorted(v, reverse=True)", v=values[:1] and values) if not any(
        isinstance(x, tuple) and x and isinstance(x[0], Less) for x in values) else None


def changes():
    l = [3, 2, 1]

    def key(x):
        l.append(x)
        return x
    l.sort(key=key)
    return l


class EvilLess:
    def __lt__(self, other):
        evil.clear()
        return True


evil = [EvilLess() for i in range(5)]
run("""
changes()
evil.sort()
[].sort(5)
[].sort(key=5)
[1].sort(key=5)
[].sort(foo=1)
[].sort(reverse=Bad())
[2, 1].sort(key=None, reverse=1)
[1, 2].sort(key=bad)
sorted()
sorted(5)
sorted([1], 2)
sorted([1], foo=1)
sorted(BadIter())
min([], default=5), max([1, 3], key=lambda x: -x), min(3, 1, 2), max('ab')
min()
min([])
min(5)
max(1, 2, default=5)
max([1, 'a'])
max([1, 2], key=bad)
max(BadIter())
max([Bad(), Bad()])
""")

# -- bytes and bytearray
ba = bytearray(b"hello")


def held(f):
    b = bytearray(b"hello")
    m = memoryview(b)
    try:
        f(b)
    finally:
        m.release()
    return b


class BytesLike:
    def __bytes__(self): return b"like"


class BadBytes:
    def __bytes__(self): return 5


class Hint:
    def __init__(self, n): self.n = n
    def __iter__(self): return iter([1, 2, 3])
    def __length_hint__(self):
        if self.n is None:
            raise RuntimeError("hint")
        return self.n


class SubBytes(bytes):
    pass


class SubArray(bytearray):
    def __init__(self, *args):
        super().__init__(*args)
        self.extra = 1


for t in ("bytes", "bytearray"):
    run("""
T()
T(5)
T(-1)
T(1 << 70)
T(Index(3))
T(Index(None))
T('a')
T('a', 'utf-8'), T('\\u1234', encoding='utf-8', errors='strict'), T('a', 'ascii', 'ignore')
T('\\u1234', 'ascii')
T('a', 'nonsense')
T('a', 5)
T(b'a', 'utf-8')
T(encoding='utf-8')
T(errors='strict')
T([1, 2]), T((1, 2)), T(iter([1])), T({5}), T(range(3)), T(memoryview(b'ab')[::-1])
T([256])
T((-1,))
T(['a'])
T([1 << 70])
T([Index(None)])
T(iter([300]))
T(BadIter())
T(BytesLike())
T(BadBytes())
T(Hint(2)), T(Hint(0)), T(Hint(1000))
T(Hint(None))
T(Hint(-1))
T(Hint('a'))
T(2.5)
T(None)
T(b'a', 2, 3, 4)
T(foo=1)
T(source=b'a')
T(BadAttr())
T(b'ab') + b'c', T(b'ab') + bytearray(b'c'), T(b'') + memoryview(b'x')
T(b'ab') + 5
T(b'ab') + 'c'
T(b'ab') + memoryview(b'abcd')[::2]
T(b'ab') * 3, 2 * T(b'ab'), T(b'ab') * 0, T(b'') * 5, T(b'a') * 7, T(b'ab') * -1
T(b'ab') * (1 << 62)
T(b'ab') * 'x'
T(b'hello')[1], T(b'hello')[-1], T(b'hello')[1:3], T(b'hello')[::-2], T(b'hello')[Index(2)], T(b'ab')[5:]
T(b'hello')[9]
T(b'hello')[1 << 70]
T(b'hello')['a']
T(b'hello')[::0]
T(b'hello')[Index(None)]
104 in T(b'hello'), b'el' in T(b'hello'), T(b'') in T(b'')
300 in T(b'hello')
'a' in T(b'hello')
Index(None) in T(b'hello')
T(b'a') == b'a', T(b'a') < bytearray(b'b'), T(b'a') == 'a', T(b'a') == memoryview(b'a'), T(b'a') >= b''
T(b'a') < 'b'
T(b'a') < memoryview(b'abcd')[::2]
T(b'a').join([b'1', bytearray(b'2'), memoryview(b'3')]), T(b'').join([b'x'])
T(b'a').join(['1'])
T(b'a').join(5)
T(b'a').join(BadIter())
T(b'').join([memoryview(b'abcd')[::2]])
T(b'a%sb') % b'x', T(b'%d %x') % (5, 255), T(b'%c%%') % 65
T(b'%s') % 5
T(b'%s')  % ()
T(b'a') % 5
T(b'%z') % 5
5 % T(b'%d')
T(b'ab').fromhex('6 1'.replace(' ', '')), T.fromhex(' 61 62')
T.fromhex('6')
T.fromhex('6g')
T.fromhex('61 6')
T.fromhex(5)
T.fromhex('\\u1234')
T(b'ab').hex(), T(b'abc').hex(':'), T(b'abcde').hex('_', 2), T(b'abcde').hex(b'-', -2)
T(b'ab').hex('ab')
T(b'ab').hex('\\u1234')
T(b'ab').hex(5)
T(b'ab').hex(':', 'a')
T(b'a,b,c').split(b','), T(b' a b ').split(), T(b'a,b,c').rsplit(b',', 1), T(b'a').split(b'')
T(b'a').split('x')
T(b'a').split(b',', 'x')
T(b'a\\nb\\r\\nc').splitlines(), T(b'a\\n').splitlines(True), T(b'a').partition(b'x')
T(b'abcabc').replace(b'b', b'XX'), T(b'aaa').replace(b'a', b'', 2), T(b'ab').replace(b'', b'-')
T(b'abc').replace('a', b'b')
T(b'abcabc').find(b'c', 3), T(b'abc').rfind(98), T(b'abc').count(b''), T(b'abc').index(b'b')
T(b'abc').index(b'z')
T(b'abc').find('a')
T(b'abc').find(300)
T(b'abc').find(b'a', 'x')
T(b'abc').startswith((b'x', b'a')), T(b'abc').endswith(b'bc', 1)
T(b'abc').startswith('a')
T(b'abc').startswith((1,))
T(b'abc').strip(b'ac'), T(b' a ').lstrip(), T(b'xa').removeprefix(b'x'), T(b'ax').removesuffix(b'x')
T(b'abc').strip('a')
T(b'abc').translate(bytes(range(256)), b'b'), T(b'abc').translate(None, b'a')
T(b'abc').translate(b'a')
T(b'abc').translate(5)
T.maketrans(b'ab', b'cd')[97:99]
T.maketrans(b'a', b'bc')
T(b'ab').ljust(5, b'.'), T(b'ab').center(6), T(b'-5').zfill(5), T(b'a\\tb').expandtabs(4)
T(b'ab').ljust(5, b'..')
T(b'ab').ljust('a')
T(b'aB1').upper(), T(b'aB').swapcase(), T(b'ab cd').title(), T(b'AB').isupper(), T(b'ab').istitle()
T(b'ab').decode(), T(b'\\xff').decode('latin-1'), T(b'\\xff').decode(errors='replace')
T(b'\\xff').decode()
T(b'a').decode('nonsense')
T(b'a').__getnewargs__() if T is bytes else T(b'ab').__reduce__()
T(b'a').__reduce_ex__(2)[1:]
T().__reduce_ex__(3)[1:], T(b'a').__reduce_ex__(1)[1:]
hash(T(b'a')) == hash(b'a')
T(b'a').__buffer__
""".replace("T", t).replace("encoding", "encoding"))
run("""
held(lambda b: b.append(1))
held(lambda b: b.extend(b'ab'))
held(lambda b: b.pop())
held(lambda b: b.clear())
held(lambda b: b.insert(0, 5))
held(lambda b: b.remove(104))
held(lambda b: operator.delitem(b, 0))
held(lambda b: operator.setitem(b, slice(0, 2), b'xyz'))
held(lambda b: operator.setitem(b, slice(0, 2), b'xy'))
held(lambda b: operator.iadd(b, b'x'))
held(lambda b: operator.imul(b, 2))
held(lambda b: b.reverse())
held(lambda b: b.__init__(b'xyz'))
ba.append(300)
ba.append('a')
ba.append(Index(65)) or ba
ba.extend('abc')
ba.extend([1, 300])
ba.extend(Hint(100)) or ba
ba.extend(Hint(None))
ba.extend(Hint(-1))
ba.extend(BadIter())
ba.extend(5)
ba.extend(memoryview(b'abcd')[::2])
ba.insert('a', 1)
ba.insert(-99, 1) or ba
ba.insert(99, 300)
ba.pop(99)
ba.pop('a')
bytearray().pop()
ba.remove(200)
ba.remove('a')
ba.copy() is ba, ba.__alloc__() >= len(ba)
SubArray(b'ab').__reduce__(), SubArray().__reduce_ex__(2), copy.copy(SubArray(b'a')).extra
copy.deepcopy(SubArray(b'a')), SubBytes(b'a').__reduce_ex__(2)[1]
bytearray(b'ab').__init__(5) or 1
iter(bytearray(b'ab')).__reduce__()[1], iter(b'ab').__length_hint__()
""")


def assigned(text):
    b = bytearray(b"hello")
    try:
        exec(text, {"b": b, "Index": Index})
        print(text, b)
    except Exception as e:
        print(text, type(e).__name__, e)


for text in """
b[0] = 65
b[9] = 1
b[-9] = 1
b[0] = 300
b[0] = 'a'
b['a'] = 1
b[Index(None)] = 1
b[1:3] = b'XYZ'
b[1:3] = [65, 66]
b[1:3] = 5
b[1:3] = 'ab'
b[1:3] = [300]
b[1:3] = b
b[::2] = b'XYZ'
b[::2] = b'XY'
b[::-1] = b
b[::2] = b''
b[3:1] = b'Q'
b[::0] = b''
b[:0] = b'Q' * 100
del b[0]
del b[:2]
del b[::2]
del b[::-2]
del b[9]
del b['a']
del b[2:]
del b[3:1]
b += b
b += 'a'
b += memoryview(b'abcd')[::2]
b *= 3
b *= 0
b *= 1 << 62
b *= 'a'
b.clear(); b *= 5
""".strip().split("\n"):
    assigned(text)

class Keys:
    def __init__(self, keys): self.k = keys
    def keys(self): return self.k
    def __getitem__(self, key):
        if key == "x":
            raise RuntimeError("bad item")
        return key * 2


class OwnDict(dict):
    def __setitem__(self, k, v): super().__setitem__(k, (v,))


class RefusingDict(dict):
    def __setitem__(self, k, v): raise RuntimeError("refused")


class NotDict(dict):
    def __new__(cls): return []


class OneEq:
    def __hash__(self): return 1
    def __eq__(self, other): raise RuntimeError("eq")


class SubIndex(int):
    pass


def set_state(it, n):
    it.__setstate__(n)
    return list(it)


# -- tuples, lists, dicts, sets, ranges
run("""
(1, 2) + [3]
(1, 2).index(2, -1), (1, 2).index(1, -5, 5)
(1, 2).index(5)
(1, 2).index(1, 1)
(1, 2).index(1, 'a')
(1, 2).index(1, None)
(1, 2).index()
(1,).index(Bad())
(1,).count(Bad())
(1,) < (Bad(),)
(1,) == (Bad(),)
(1, 2) < 5
(1, 2)['a']
(1, 2)[1 << 70]
(1, 2)[::0]
(1, 2) * (1 << 62)
() * (1 << 62)
hash((1, [])), 5
hash((BadHash(),))
tuple(BadIter())
tuple(Hint(None))
tuple(Hint(-1))
tuple(1, 2)
tuple(x=1)
type('T', (tuple,), {})([1]) * 2, type(type('T', (tuple,), {})([1]) * 1)
[1].index(2)
[1, 2].index(2, 'a')
[1].remove(2)
[1].insert('a', 1)
[].pop()
[1].pop(5)
[1].pop('a')
[1].extend(5)
[1].extend(BadIter())
[1] + (1,)
[1] * (1 << 62)
[1] < 5
[1] == [Bad()]
[1].count(Bad())
list(Hint(None))
list(Hint(1 << 62))
list(5, 6)
operator.setitem([1, 2], slice(0, 2), 5)
operator.setitem([1, 2, 3], slice(0, 3, 2), [1])
operator.setitem([1], 'a', 1)
operator.setitem([1], 5, 1)
operator.delitem([1], 5)
operator.delitem([1], 'a')
{}.update(5)
{}.update([1])
{}.update([(1,)])
{}.update([(1, 2, 3)])
{}.update([[[], 1]])
{}.update(1, 2)
{}.update(BadIter())
{}.update(BadAttr())
{}.update([BadIter()])
dict([(1, 2)], **{'a': 3}), dict(Keys("ab"))
dict(Keys("axc"))
dict(Keys(5))
dict(Keys(BadIter()))
dict(Keys(Bad()))
dict(1, 2)
dict.fromkeys('ab', 1), dict.fromkeys({1, 2}), dict.fromkeys({1: 2}, 3), dict.fromkeys(iter([1]))
dict.fromkeys(5)
dict.fromkeys([[]])
dict.fromkeys(BadIter())
OwnDict.fromkeys('ab'), OwnDict.fromkeys({1: 2}), OwnDict.fromkeys({1})
RefusingDict.fromkeys('ab')
RefusingDict.fromkeys({1: 2})
NotDict.fromkeys('ab')
{}.pop(1)
{}.pop([])
{1: 2}.pop([])
{1: 2}.pop(5)
{1: 2}.pop(1, 2, 3)
{}.popitem()
{}.setdefault([])
{}.get([])
{}[[]]
[] in {}
BadHash() in {1: 2}
{BadHash(): 1}
{1: OneEq(), OneEq(): 2}
{OneEq(): 1}[OneEq()]
{1: 2} | [(1, 2)]
{1: 2} | {3: 4}, operator.ior({1: 2}, [(5, 6)])
operator.ior({}, 5)
{1: 2} == {1: Bad()}
{1: 2} < {}
{1: 2}.items() == {(1, 2)}, {1: 2}.keys() | [5], {1: 2}.items() & [(1, 2)], {1: 2}.keys() ^ {1}
{1: 2}.keys() | 5
{1: 2}.keys() - BadIter()
{1: 2}.items() & BadIter()
{1: []}.items() & [(1, [])]
{1: []}.items() | set()
{1: 2}.keys().isdisjoint([5]), {1: 2}.items().isdisjoint([]), {1: 2}.keys().isdisjoint({1: 2}.keys())
{1: 2}.keys().isdisjoint(5)
{1: 2}.keys() < 5
{1: 2}.keys() <= {1, 2}, {1: 2}.keys() > set(), {1: 2}.keys() >= {5}, {1: 2}.keys() != {1}
{1: 2}.values() == {1: 2}.values(), (1, 2) in {1: 2}.items(), 5 in {1: 2}.items(), (1,) in {1: 2}.items()
([], 2) in {1: 2}.items()
(1, Bad()) in {1: 2}.items()
{1, 2} | [3]
{1}.union([2], 5)
{1}.union(BadIter())
{1}.update([[]])
{1}.intersection([1, 2], {1}), {1, 2}.difference([1], {2: 3}), {1}.symmetric_difference([1, 2])
{1}.intersection(5)
{1}.intersection([[]])
{1}.difference([[]])
{1}.symmetric_difference([[]])
{1}.difference_update(BadIter())
{1}.symmetric_difference_update({1: 2}), {1}.intersection_update([5])
{1}.issubset([1, 2]), {1}.issuperset([]), {1}.isdisjoint([2]), {1}.isdisjoint({2, 3})
{1}.issubset(5)
{1}.issuperset([[]])
{1}.isdisjoint([[]])
{1}.add([])
{1}.remove([])
{1}.remove(5)
{1}.discard([])
{1}.discard({1}), {frozenset([1])}.remove({1}), {1} in {frozenset([1])}
set().pop()
{1} < 5
{1} == {Bad()}
{OneEq()} == {OneEq()}
hash({1})
frozenset([1]) | {2}, hash(frozenset()) == hash(frozenset()), frozenset({1}).copy()
set(1, 2)
set(x=1)
set([[]])
{1}.__reduce__()[1], set().__sizeof__() > 0
range(0, 10, 0)
range(5.5)
range('a')
range(1, 2, 3, 4)
range()
range(x=1)
range(1, 'a')
range(0, 1, Index(None))
range.__call__(5), range(Index(3)), range(5, 1, -2), list(range(1 << 70, (1 << 70) + 3))
range(10)[3], range(10)[-1], range(10)[2:8:3], range(10)[::-1], range(10)[5:2], range(1 << 70)[1 << 65]
range(10)[10]
range(10)['a']
range(10)[::0]
range(1 << 70)[::2][5], range(1 << 70)[(1 << 69):][0]
len(range(1 << 70))
range(10).index(3), range(0, 10, 3).index(9), range(10).index(True), range(10).index(3.0)
range(10).index(30)
range(0, 10, 3).index(4)
range(10).index('a')
range(10).count(3), range(10).count('a'), range(10).count(3.0), range(10).count(SubIndex(3))
range(1 << 70).count(1 << 69), (1 << 69) in range(1 << 70), 5.0 in range(10), 'a' in range(10)
range(10, 0, -3).index(1), 2 in range(10, 0, -3), 4 in range(10, 0, -3)
Bad() in range(10)
range(10).index(Bad())
range(3) == range(0, 3, 1), range(0) == range(5, 2), range(1) == range(0, 1, 5), range(3) == 5
range(3) != range(4), range(0, 5, 2) == range(0, 6, 2), range(0, 2) == range(0, 2, 3)
range(3) < range(4)
hash(range(3)) == hash(range(0, 3)), hash(range(0)) == hash(range(2, 1)), hash(range(1)) == hash(range(0, 1, 7))
range(3).__reduce__(), repr(range(1, 5)), repr(range(1, 5, 2)), bool(range(0)), range(3).start
iter(range(5)).__reduce__()[1], iter(range(1 << 70)).__reduce__()[1], iter(range(5)).__length_hint__()
list(reversed(range(5))), list(reversed(range(1 << 70, (1 << 70) + 2))), list(reversed(range(0)))
set_state(iter(range(5)), 3), set_state(iter(range(5)), -1), set_state(iter(range(5)), 99)
set_state(iter(range(1 << 70, (1 << 70) + 9)), 7), set_state(iter(range(1 << 70, (1 << 70) + 9)), 99)
set_state(iter(range(5)), 'a')
list(zip('ab', [1])), list(zip()), list(zip('ab', [1, 2], strict=True))
list(zip('ab', [1], strict=True))
list(zip('a', [1, 2], strict=True))
list(zip('a', [1], [1, 2], strict=True))
list(zip('ab', BadIter(), strict=True))
list(zip(BadIter()))
zip(5)
zip('a', foo=1)
zip('a', strict=Bad())
zip('a', strict=True).__reduce__()[2], zip('a').__reduce__()[0]
list(map(lambda *a: a, *['ab'] * 12))
list(map(bad, 'a'))
map(len)
map(len, 5)
list(map(len, BadIter()))
filter(None)
filter(5, 6)
list(filter(None, [0, 1])), list(filter(bool, [0, 2])), list(filter(lambda x: x > 1, [1, 2]))
list(filter(bad, [1]))
list(filter(None, [Bad()]))
list(filter(lambda x: Bad(), [1]))
list(filter(None, BadIter()))
filter(None, 'a').__reduce__()[1][0], map(len, 'a').__reduce__()[1][0]
""")
