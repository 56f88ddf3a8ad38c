# dataclasses: generated methods, hash rules, slots, frozen, and what its errors say.
import sys
from dataclasses import (dataclass, field, fields, asdict, astuple, replace, FrozenInstanceError,
                         KW_ONLY, InitVar, is_dataclass, make_dataclass)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


@dataclass
class P:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)


p = P(1)
print(p, p == P(1), p != P(2), P.__doc__, P.__match_args__)
print(asdict(p), astuple(p), asdict(p)["tags"] is p.tags)
print(replace(p, y=9), sys.getrefcount(p.tags))
attempt(lambda: hash(p))
attempt(lambda: p < p)
attempt(lambda: P())
print(fields(P)[1].name, repr(fields(P)[1])[:56])
print(P.__init__.__annotations__)


@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = "b"


print(F(1) < F(2), sorted([F(3), F(1)]), hash(F(1)) == hash((1, "b")), {F(1): 1}[F(1)])
f = F(1)
for action in ("f.a = 2", "del f.a", "f.c = 1"):
    try:
        exec(action)
    except FrozenInstanceError as e:
        print(type(e).__mro__[1].__name__, e)


@dataclass(slots=True)
class S:
    a: int
    b: int = 3


s = S(1)
print(s, S.__slots__, hasattr(s, "__dict__"), sys.getsizeof(s))
attempt(lambda: setattr(s, "c", 1))


@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 0
    c: InitVar[int] = 5
    d: int = field(init=False, repr=False, default=7)

    def __post_init__(self, c):
        self.d = c


k = K(1, b=2, c=3)
print(k, k.d, K.__doc__)
attempt(lambda: K(1, 2))
attempt(lambda: replace(k, d=1))


@dataclass
class Base:
    x: int = 1


@dataclass
class Derived(Base):
    y: int = 2
    x: int = 3


print(Derived(), [q.name for q in fields(Derived)], Base() == Derived(3, 2))


def bad_default():
    @dataclass
    class A:
        x: list = []


def bad_order():
    @dataclass
    class A:
        x: int = 1
        y: int


def bad_frozen():
    @dataclass(frozen=True)
    class A(Base):
        pass


def bad_eq():
    @dataclass(order=True, eq=False)
    class A:
        pass


def bad_lt():
    @dataclass(order=True)
    class A:
        def __lt__(self, other):
            return 1


for fn in (bad_default, bad_order, bad_frozen, bad_eq, bad_lt, lambda: fields(3),
           lambda: asdict(P), lambda: field(default=1, default_factory=int)):
    attempt(fn)


@dataclass
class Node:
    value: int
    next: "Node" = None


n = Node(1)
n.next = n
print(n, is_dataclass(n), is_dataclass(int))
print(asdict(Node(1, Node(2))), astuple(Node(1, Node(2, [Node(3)]))))
M = make_dataclass("M", ["a", ("b", int), ("c", int, 4)])
print(M(1, 2), M.__annotations__)
