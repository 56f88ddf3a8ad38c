"""Abstract kinds of numbers."""
from abc import ABCMeta, abstractmethod

__all__ = ["Number", "Complex", "Real", "Rational", "Integral"]


class Number(metaclass=ABCMeta):
    __slots__ = ()
    __hash__ = None


def _abstract(*names):
    def method(name):
        def ask(self, *args):
            raise NotImplementedError
        ask.__name__ = name
        return abstractmethod(ask)
    return {name: method(name) for name in names}


def _fill(cls, *names):
    for name, method in _abstract(*names).items():
        setattr(cls, name, method)
    cls.__abstractmethods__ |= frozenset(names)


class Complex(Number):
    __slots__ = ()

    def __bool__(self):
        return self != 0

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other


_fill(Complex, "__complex__", "real", "imag", "__add__", "__radd__", "__neg__", "__pos__",
      "__mul__", "__rmul__", "__truediv__", "__rtruediv__", "__pow__", "__rpow__", "__abs__",
      "conjugate", "__eq__")
Complex.register(complex)


class Real(Complex):
    __slots__ = ()

    def __divmod__(self, other):
        return self // other, self % other

    def __rdivmod__(self, other):
        return other // self, other % self

    def __complex__(self):
        return complex(float(self))

    @property
    def real(self):
        return +self

    @property
    def imag(self):
        return 0

    def conjugate(self):
        return +self


_fill(Real, "__float__", "__trunc__", "__floor__", "__ceil__", "__round__", "__floordiv__",
      "__rfloordiv__", "__mod__", "__rmod__", "__lt__", "__le__")
Real.register(float)


class Rational(Real):
    __slots__ = ()

    def __float__(self):
        return int(self.numerator) / int(self.denominator)


_fill(Rational, "numerator", "denominator")


class Integral(Rational):
    __slots__ = ()

    def __index__(self):
        return int(self)

    def __float__(self):
        return float(int(self))

    @property
    def numerator(self):
        return +self

    @property
    def denominator(self):
        return 1


_fill(Integral, "__int__", "__pow__", "__lshift__", "__rlshift__", "__rshift__", "__rrshift__",
      "__and__", "__rand__", "__xor__", "__rxor__", "__or__", "__ror__", "__invert__")
Integral.register(int)
