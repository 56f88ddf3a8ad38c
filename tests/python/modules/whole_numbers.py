"""Numbers too large, of no use or failing, and hints of length, in every place that takes them."""
import atexit
import collections
import copyreg
import functools
import gc
import itertools
import math
import operator
import random
import sys
import time
import weakref


def show(f):
    try:
        r = f()
    except BaseException as e:
        print(type(e).__name__, e)
    else:
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])


class Index:
    def __init__(self, n):
        self.n = n
    def __index__(self):
        if self.n is None:
            raise ZeroDivisionError("index")
        return self.n
class Fails:
    def __eq__(self, other):
        raise ZeroDivisionError("eq")
    __hash__ = object.__hash__
    def __iter__(self):
        raise ZeroDivisionError("iter")
    def __len__(self):
        raise ZeroDivisionError("len")
    def __bool__(self):
        raise ZeroDivisionError("bool")
    def __length_hint__(self):
        raise ZeroDivisionError("hint")
class Hinted:
    def __init__(self, hint):
        self.hint = hint
    def __iter__(self):
        return iter("ab")
    def __length_hint__(self):
        return self.hint
big = 2 ** 70
edge = 2 ** 40
print("whole numbers")
for n in (big, -big, edge, -edge, "a", 1.5, None, Index(3), Index(None), True, -1):
    for f in (lambda: chr(n), lambda: sys.setrecursionlimit(n),
              lambda: sys.set_int_max_str_digits(n), lambda: random.Random(5).getrandbits(n),
              lambda: [1].sort(reverse=n), lambda: sorted([1], reverse=n),
              lambda: __import__("sys", level=n).__name__, lambda: gc.set_threshold(n),
              lambda: gc.collect(n),
              lambda: gc.get_objects(n) is None, lambda: list(itertools.islice("abc", n)),
              lambda: list(itertools.islice("abc", 0, n, None)),
              lambda: list(itertools.islice("abc", 0, 3, n)),
              lambda: list(itertools.repeat("a", n)) if n != edge else 0,
              lambda: list(itertools.permutations("ab", n)),
              lambda: list(itertools.combinations("ab", n)),
              lambda: list(itertools.combinations_with_replacement("ab", n)) if n != edge else 0,
              lambda: itertools.tee("a", n) if n != edge else 0, lambda: itertools.count(n),
              lambda: list(itertools.product("a", repeat=n)) if n != edge else 0,
              lambda: collections.deque("ab", n), lambda: collections.deque("ab").rotate(n),
              lambda: collections.deque("ab").insert(n, 1),
              lambda: collections.deque("ab").index("a", n), lambda: collections.deque("ab")[n],
              lambda: collections.deque("ab") * n if n != edge else 0,
              lambda: operator.length_hint([], n),
              lambda: math.factorial(n) if n not in (edge,) else 0, lambda: math.comb(5, n),
              lambda: math.perm(5, n), lambda: math.comb(n, 1),
              lambda: functools.lru_cache(n)(len).cache_parameters() if n not in (None,) else 0,
              lambda: bytes(n) if n not in (edge, big) else 0,
              lambda: "a".center(n) if n != edge else 0, lambda: "a".split("b", n),
              lambda: "a".expandtabs(n) if n != edge else 0,
              lambda: (5).to_bytes(n, "big") if n != edge else 0,
              lambda: round(1.5, n),
              lambda: round(7, n) if n != edge and n != -edge and n != -big else 0,
              lambda: pow(2, n) if n not in (big, edge, -big, -edge) else 0, lambda: range(n),
              lambda: slice(n).indices(5), lambda: slice(1).indices(n),
              lambda: memoryview(b"abc")[n],
              lambda: sys.getsizeof(1, n), lambda: hash(slice(n)), lambda: math.ldexp(1.0, n),
              lambda: math.gcd(n), lambda: math.lcm(n, 3), lambda: math.isqrt(n),
              lambda: int("7", n), lambda: int(7, n),
              lambda: time.sleep(n) if n not in (big, edge, Index(3), True) and not isinstance(n, (Index, float)) else 0):
        show(f)
print("hints")
for hint in (-1, big, "a", 5, NotImplemented, None):
    for f in (lambda: list(Hinted(hint)), lambda: operator.length_hint(Hinted(hint)),
              lambda: bytearray(Hinted(hint)), lambda: bytes(Hinted(hint)),
              lambda: tuple(Hinted(hint)), lambda: [].extend(Hinted(hint))):
        show(f)
for f in (lambda: list(Fails()), lambda: operator.length_hint(Fails()), lambda: bytearray(Fails()),
          lambda: tuple(Fails()), lambda: set(Fails()), lambda: dict(Fails()),
          lambda: sum(Fails()), lambda: max(Fails()), lambda: "".join(Fails()),
          lambda: bool(Fails()), lambda: not Fails(), lambda: len(Fails()), lambda: all([Fails()]),
          lambda: any([Fails()]), lambda: list(filter(None, [Fails()])),
          lambda: [Fails()].index(1), lambda: [Fails()].count(1), lambda: [Fails()].remove(1),
          lambda: 1 in [Fails()],
          lambda: (Fails(),).index(1), lambda: (Fails(),).count(1),
          lambda: collections.deque([Fails()]).index(1),
          lambda: collections.deque([Fails()]).count(1),
          lambda: collections.deque([Fails()]).remove(1),
          lambda: 1 in collections.deque([Fails()]),
          lambda: collections.deque([Fails()]) == collections.deque([1]),
          lambda: [Fails()] == [1], lambda: (Fails(),) == (1,), lambda: {1: Fails()} == {1: 2},
          lambda: {1: Fails()} != {1: 2},
          lambda: collections.OrderedDict({1: Fails()}) == collections.OrderedDict({1: 2}),
          lambda: slice(Fails()) == slice(1), lambda: range(3).index(Fails()),
          lambda: range(3).count(Fails()), lambda: Fails() in range(3),
          lambda: list(itertools.filterfalse(None, [Fails()])),
          lambda: list(itertools.compress("a", [Fails()])),
          lambda: list(itertools.takewhile(bool, [Fails()])),
          lambda: list(itertools.dropwhile(bool, [Fails()])),
          lambda: list(itertools.groupby([Fails(), 1])),
          lambda: list(itertools.chain([1], Fails())),
          lambda: list(itertools.zip_longest("a", Fails())),
          lambda: list(iter(Fails, 1)), lambda: list(iter(lambda: Fails(), 1)),
          lambda: functools.reduce(Fails(), "ab"), lambda: functools.reduce(max, Fails()),
          lambda: sorted([Fails(), 1]), lambda: min([Fails(), 1]), lambda: min([1], key=Fails()),
          lambda: map(Fails(), "a").__next__(), lambda: list(zip("a", Fails())),
          lambda: list(enumerate(Fails())), lambda: reversed(Fails())):
    show(f)
