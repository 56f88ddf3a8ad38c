"""OrderedDict at its corners: wrong arguments, subclasses that override, changes behind its back."""
import collections
import gc
import weakref
from collections import OrderedDict as OD


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


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


class Sub(OD):
    pass


class Missing(OD):
    def __missing__(self, key):
        return "missing %r" % (key,)


class OwnGet(OD):
    def __getitem__(self, key):
        raise KeyError("own")

    def __delitem__(self, key):
        raise KeyError("own delete")


class Keys:
    def __init__(self, keys):
        self.k = keys

    def keys(self):
        return self.k

    def __getitem__(self, key):
        if key == "x":
            raise RuntimeError("bad item")
        return key * 2


class Items:
    def items(self):
        return [("a", 1), ("b", 2)]


class BadItems:
    def items(self):
        raise RuntimeError("bad items")


class OneKey:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 1

    def __eq__(self, other):
        raise RuntimeError("compared")


def made(*args, **names):
    o = OD()
    o.update(*args, **names)
    return o


d = OD(a=1, b=2, c=3)
run("""
OD([(1,)])
OD([(1, 2, 3)])
OD([1])
OD(5)
OD([(1, 2)], a=3)
OD(1, 2)
made([(1, 2)], a=3)
made(Keys("abc"))
made(Keys("axc"))
made(Keys(5))
made(Keys(BadIter()))
made(Items())
made(BadItems())
made(BadAttr())
made(BadIter())
made(Bad())
made([BadIter()])
made([(BadHash(), 1)])
made([[]])
made([[1]])
made([[1, 2, 3]])
made(["ab", "cd"])
made(5)
made(None)
made(1, 2)
made({1: 2})
made(d)
made()
made(self=1, other=2)
OD.update()
OD.update(5)
d.pop('a') or d
d.pop('z')
d.pop('z', 9)
d.pop('z', default=9)
d.pop(BadHash())
d.pop([])
d.pop()
Missing().pop('x')
Missing().pop('x', 1)
Sub(a=1).pop('a')
Sub(a=1).pop('b')
Sub(a=1).pop('b', 3)
OwnGet(a=1).pop('a')
OwnGet(a=1).pop('z', 2)
d.popitem(1, 2)
d.popitem(last=Bad())
d.popitem(False)
d.popitem(last=True)
OD().popitem()
OwnGet(a=1).popitem()
d.setdefault('q'), d
d.setdefault('q', 5)
d.setdefault([], 5)
d.setdefault(BadHash())
d.setdefault()
Sub(a=1).setdefault('a', 2), Sub(a=1).setdefault('b', 2)
Missing().setdefault('a', 2)
OwnGet(a=1).setdefault('a', 2)
d.move_to_end('q', last=False) or d
d.move_to_end('zzz')
d.move_to_end([])
d.move_to_end(BadHash())
d.move_to_end('q', last=Bad())
d.move_to_end()
OD(a=1).move_to_end('a')
OD(a=1, b=2).move_to_end('a') or 1
d.copy() == d, type(Sub(a=1).copy()), Sub(a=1).copy()
OwnGet(a=1).copy()
d == OD(d), d != OD(d), d == dict(d), d == OD(reversed(list(d.items())))
d == 5, d < d, d == OD(), OD() == OD(), OD(a=1) == OD(a=1, b=2)
OD(a=1) == OD(b=1), OD(a=Bad()) == OD(a=1)
OD([(OneKey(1), 1)]) == OD([(OneKey(2), 1)])
OD.fromkeys('abc'), OD.fromkeys('abc', 5), Sub.fromkeys([1])
OD.fromkeys(5)
OD.fromkeys([[]])
OD.fromkeys(BadIter())
OD.fromkeys()
OD().__reduce__()[:4]
d.__reduce__()[0], d.__reduce__()[2:4], list(d.__reduce__()[4])
d.__sizeof__() > 0, len(d), bool(OD())
d | {1: 2}, {1: 2} | d, d | 5
5 | d
d.__ior__([(5, 6)])
d.__ior__(5)
repr(OD()), repr(d), repr(Sub(a=1)), repr(Sub())
OwnGet(a=1)
reversed(d), list(reversed(d)), list(reversed(OD()))
d.keys(), d.values(), d.items(), list(reversed(d.keys())), list(reversed(d.items()))
d.keys() & {'a'}, len(d.items() | {1}), d.keys() == d.keys(), 'q' in d.keys()
iter(d).__reduce__()
iter(d.items()).__reduce__()
iter(d.values()).__reduce__()
d.clear() or d
hash(d)
d.__class_getitem__(int)
OD.__init__(d, 5)
OD.__init__(d, [(1, 2)]) or d
""".replace("reversed(d), ", "").replace("repr(OD()), ", ""))


def mutated(change, over=iter):
    d = OD(a=1, b=2, c=3)
    it = over(d)
    next(it)
    change(d)
    try:
        return list(it)
    except RuntimeError as e:
        return str(e)


print(mutated(lambda d: d.pop("b")), mutated(lambda d: d.update(z=1)), mutated(lambda d: d.clear()),
      mutated(lambda d: d.move_to_end("a")), mutated(lambda d: d.move_to_end("b"), reversed),
      mutated(lambda d: d.update(a=5)), mutated(lambda d: (d.pop("b"), d.update(b=1))),
      mutated(lambda d: d.pop("b"), lambda d: iter(d.items())))
# behind its back
d = OD(a=1, b=2)
dict.__setitem__(d, "x", 1)
dict.__delitem__(d, "a")
run("""
list(d)
len(d)
d.copy()
list(d.items())
list(reversed(d))
d == OD(b=2)
d.popitem()
d.popitem(last=False)
d.move_to_end('x')
d.move_to_end('a')
d.pop('x')
d.pop('a')
repr(d)
d.clear() or d
""")
s = Sub(a=1)
s.attribute = s
s["self"] = s
r = weakref.ref(s, lambda r: print("gone"))
print(s, s.__reduce__()[2]["attribute"] is s, s.copy() == s)
del s
print(gc.collect() > 0)
# deep nesting is taken down without recursion
d = None
for i in range(100000):
    d = OD(a=d)
del d
o = OD(a=1)
r = weakref.ref(o, lambda r: print("gone too"))
del o
for i in range(3):
    d = OD((j, j) for j in range(2000))
    for j in range(0, 2000, 3):
        del d[j]
    for j in range(0, 2000, 7):
        d[j] = -j
    print(sum(d), sum(d.values()), list(d)[-3:])
