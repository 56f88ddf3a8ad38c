# Deaths inside deaths: __del__ that makes the next object die, long chains, weakref callbacks.
import gc
import sys
import weakref

log = []


class Link:
    def __init__(self, n, next_one):
        self.n = n
        self.next_one = next_one

    def __del__(self):
        log.append(self.n)


def chain(n):
    x = None
    for i in range(n):
        x = Link(i, x)
    return x


for n in (10, 100, 300):
    del log[:]
    c = chain(n)
    del c
    print(n, len(log), log[:3], log[-3:])


class Explicit:
    deepest = 0

    def __init__(self, n):
        self.n = n

    def __del__(self):
        Explicit.deepest = max(Explicit.deepest, self.n)
        if self.n < 150:
            Explicit(self.n + 1)


Explicit(0)
print(Explicit.deepest)


class Watched:
    pass


def die(n):
    w = Watched()
    ref = weakref.ref(w, lambda r: die(n + 1) if n < 100 else log.append('bottom'))
    del w


del log[:]
die(0)
print(log)


class Plain:
    __slots__ = ('next_one', '__weakref__')


def plain(n):
    x = None
    for _ in range(n):
        p = Plain()
        p.next_one = x
        x = p
    return x


p = plain(50000)
del p
nested = []
for _ in range(50000):
    nested = [nested]
del nested
deep = ()
for _ in range(50000):
    deep = (deep,)
del deep
d = {}
for _ in range(50000):
    d = {1: d}
del d
g = None
for _ in range(20000):
    g = (lambda k: lambda: k)(g)
del g
print('released', gc.collect())
ring = first = Plain()
for _ in range(50000):
    p = Plain()
    p.next_one = ring
    ring = p
first.next_one = ring
del ring, first, p
print(gc.collect())
it = iter([1])
for _ in range(3000):
    it = iter(map(lambda x: x, it))
del it
print('done')
