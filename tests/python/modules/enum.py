# enum: members, aliases, auto, flags and their texts, and what its errors say.
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
import copy


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = auto()
    CRIMSON = 1

    def shout(self):
        return self.name + "!"


print(Color, Color.RED, repr(Color.RED), Color.CRIMSON is Color.RED, list(Color), len(Color))
print(Color(2), Color["BLUE"], Color.BLUE.value, Color.RED.name, Color.GREEN.shout())
print(list(Color.__members__), Color.RED in Color, list(reversed(Color)))
print(Color.RED == 1, Color.RED == Color.CRIMSON, {Color.RED: 1}, f"{Color.RED:>12}")
print(isinstance(Color.RED, Color), type(Color.RED), bool(Color), copy.deepcopy(Color.RED))
attempt(lambda: Color(9))
attempt(lambda: Color["X"])
attempt(lambda: setattr(Color, "RED", 3))
attempt(lambda: delattr(Color, "RED"))
attempt(lambda: setattr(Color.RED, "name", 3))
attempt(lambda: Color.RED < Color.BLUE)
attempt(lambda: 1 in Color)
attempt(lambda: type("X", (Color,), {}))


class N(IntEnum):
    ONE = 1
    TWO = 2


print(N.ONE, repr(N.ONE), N.ONE + 1, N.ONE < N.TWO, f"{N.TWO:03}", [10, 20, 30][N.ONE], N(2))


class S(StrEnum):
    A = auto()
    B = "bee"


print(S.A, repr(S.B), S.A == "a", S.B.upper(), f"{S.B:>5}")


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.RW, list(Perm), list(Perm.RW), Perm(0))
print(repr(~Perm.R), repr(Perm(0)), Perm.R in Perm.RW, bool(Perm(0)), Perm.R ^ Perm.RW)
print(len(Perm.RW), Perm.RW & Perm.W, (Perm.R | Perm.X) is (Perm.X | Perm.R), Perm)
attempt(lambda: Perm(8))
attempt(lambda: Perm.R | 1)


class IF(IntFlag):
    A = 1
    B = 2


print(IF.A | IF.B, repr(IF.A | IF.B), repr(IF(5)), repr(IF(8)), IF.A | 4, repr(~IF.A), IF.A + 1)


class Planet(Enum):
    EARTH = (5, 6)
    MARS = (3, 4)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    @property
    def density(self):
        return self.mass / self.radius


print(Planet.MARS.density, Planet.EARTH, repr(Planet.EARTH), Planet((3, 4)))


def duplicate():
    @unique
    class D(Enum):
        A = 1
        B = 1


def twice():
    class D(Enum):
        A = 1
        A = 2


attempt(duplicate)
attempt(twice)
Animal = Enum("Animal", "CAT DOG")
print(list(Animal), Animal.CAT.value)


class Missing(Enum):
    A = 1

    @classmethod
    def _missing_(cls, value):
        return cls.A


print(Missing(77), [m for m in Missing])


class Tagged(str, Enum):
    X = "x"


print(Tagged.X, repr(Tagged.X), Tagged.X == "x", f"{Tagged.X}", "%s" % Tagged.X)
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")
