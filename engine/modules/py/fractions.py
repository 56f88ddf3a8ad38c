"""Exact fractions."""
import math
import numbers
import operator

__all__ = ["Fraction"]


def _parsed(text):
    """Numerator and denominator of '3/4', '-1.25', '2e-3'; None for anything else."""
    body = text.strip()
    front, slash, back = body.partition("/")
    try:
        if slash:
            if not (front[-1:].isdigit() and back[:1].isdigit()):
                return None
            return int(front), int(back)
        mantissa, mark, power = body.replace("E", "e").partition("e")
        whole, dot, part = mantissa.partition(".")
        sign = -1 if whole.startswith("-") else 1
        whole = whole.lstrip("+-") if whole[:2].count("-") + whole[:2].count("+") < 2 else "x"
        if not (whole or part) or (part and not part[0].isdigit()):
            return None
        top, bottom = int((whole or "0") + part.replace("_", "")), 10 ** len(part.replace("_", ""))
        if mark:
            power = int(power)
            top, bottom = (top * 10 ** power, bottom) if power > 0 else (top, bottom * 10 ** -power)
        return sign * top, bottom
    except ValueError:
        return None


class Fraction(numbers.Rational):
    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        self = super().__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator, self._denominator = numerator, 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            if isinstance(numerator, float) or type(numerator).__name__ == "Decimal":
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            pair = _parsed(numerator)
            if pair is None:
                raise ValueError(f"Invalid literal for Fraction: {numerator!r}")
            numerator, denominator = pair
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f"Fraction({numerator}, 0)")
        common = math.gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        self._numerator, self._denominator = numerator // common, denominator // common
        return self

    @classmethod
    def from_float(cls, f):
        if not isinstance(f, (float, int)):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} "
                            f"({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        return cls(*dec.as_integer_ratio())

    numerator = property(lambda self: self._numerator)
    denominator = property(lambda self: self._denominator)

    def as_integer_ratio(self):
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p, q, last_p, last_q = 1, 0, 0, 1
        n, d = self._numerator, self._denominator
        while True:
            whole = n // d
            if last_q + q * whole > max_denominator:
                break
            p, q, last_p, last_q = last_p + whole * p, last_q + whole * q, p, q
            n, d = d, n - whole * d
        steps = (max_denominator - last_q) // q
        near, other = Fraction(p, q), Fraction(last_p + steps * p, last_q + steps * q)
        return near if abs(near - self) <= abs(other - self) else other

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(*self.as_integer_ratio())

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __hash__(self):
        modulus = 2 ** 61 - 1
        try:
            inverse = pow(self._denominator, -1, modulus)
        except ValueError:
            value = 314159
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def _ordered(self, other, compare):
        if isinstance(other, numbers.Rational):
            return compare(self._numerator * other.denominator,
                           self._denominator * other.numerator)
        if isinstance(other, float):
            return compare(0.0, other) if not math.isfinite(other) else (
                compare(self, Fraction(other)))
        return NotImplemented

    def __lt__(self, other):
        return self._ordered(other, operator.lt)

    def __gt__(self, other):
        return self._ordered(other, operator.gt)

    def __le__(self, other):
        return self._ordered(other, operator.le)

    def __ge__(self, other):
        return self._ordered(other, operator.ge)

    def __eq__(self, other):
        if isinstance(other, numbers.Rational):
            return (self._numerator == other.numerator
                    and self._denominator == other.denominator)
        if isinstance(other, float):
            return math.isfinite(other) and self == Fraction(other)
        if isinstance(other, complex):
            return other.imag == 0 and self == other.real
        return NotImplemented

    def __bool__(self):
        return bool(self._numerator)

    def __trunc__(self):
        n = self._numerator
        return -(-n // self._denominator) if n < 0 else n // self._denominator

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            twice = rest * 2
            up = twice > self._denominator or (twice == self._denominator and whole & 1)
            return whole + bool(up)
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __pos__(self):
        return Fraction(self._numerator, self._denominator)

    def __neg__(self):
        return Fraction(-self._numerator, self._denominator)

    def __abs__(self):
        return Fraction(abs(self._numerator), self._denominator)

    def __int__(self):
        return self.__trunc__()

    def __pow__(self, b):
        if isinstance(b, numbers.Rational) and b.denominator == 1:
            n = b.numerator
            if n >= 0:
                return Fraction(self._numerator ** n, self._denominator ** n)
            return Fraction(self._denominator ** -n, self._numerator ** -n)
        return float(self) ** float(b) if isinstance(b, numbers.Rational) else float(self) ** b

    def __rpow__(self, a):
        if self._denominator == 1 and self._numerator >= 0:
            return a ** self._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** self
        return a ** (self._numerator if self._denominator == 1 else float(self))


def _operators(symbol, plain, exact):
    def forward(a, b):
        if isinstance(b, (int, Fraction)):
            return exact(a, b)
        if isinstance(b, float):
            return plain(float(a), b)
        if isinstance(b, complex):
            return plain(complex(a), b)
        return NotImplemented

    def reverse(b, a):
        if isinstance(a, numbers.Rational):
            return exact(a, b)
        if isinstance(a, numbers.Real):
            return plain(float(a), float(b))
        if isinstance(a, numbers.Complex):
            return plain(complex(a), complex(b))
        return NotImplemented
    for name, method in ((f"__{symbol}__", forward), (f"__r{symbol}__", reverse)):
        method.__name__ = name
        method.__qualname__ = "Fraction." + name
        setattr(Fraction, name, method)


def _parts(a, b):
    return a.numerator, a.denominator, b.numerator, b.denominator


def _add(a, b):
    na, da, nb, db = _parts(a, b)
    return Fraction(na * db + nb * da, da * db)


def _sub(a, b):
    na, da, nb, db = _parts(a, b)
    return Fraction(na * db - nb * da, da * db)


def _mul(a, b):
    na, da, nb, db = _parts(a, b)
    return Fraction(na * nb, da * db)


def _truediv(a, b):
    na, da, nb, db = _parts(a, b)
    return Fraction(na * db, nb * da)


def _floordiv(a, b):
    na, da, nb, db = _parts(a, b)
    return na * db // (da * nb)


def _mod(a, b):
    na, da, nb, db = _parts(a, b)
    return Fraction(na * db % (nb * da), da * db)


def _divmod(a, b):
    return _floordiv(a, b), _mod(a, b)


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod"):
    _operators(_name, getattr(operator, _name), globals()["_" + _name])
_operators("divmod", divmod, _divmod)
Fraction.__abstractmethods__ = frozenset()
