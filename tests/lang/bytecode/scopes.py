"""Closures, cells, classes, mangling, global and nonlocal."""
from __future__ import generator_stop
import a.b.c
import a.b.c as d, e as f
from .. import g
from . import h as i
from .j import (k, l as m)
from n import *


def outer(x, /, y, *args, z=1, w, **kwargs):
    count = 0

    def inner(a=x, *, b=y):
        nonlocal count
        count += 1
        global total
        total = a + b

        def innermost():
            return x, count, args, kwargs, inner, total

        return innermost

    return inner


class Base(object, metaclass=type, **kw):
    """doc"""
    attr: int = 3
    other: "str"
    __private = attr
    __slots__ = ("__p", "q")

    def __init__(self, __x):
        super().__init__()
        self.__x = __x
        self.__y__ = self.__private

    @property
    def value(self):
        return __class__.__x

    @staticmethod
    @decorate(1, 2)
    def method(*, __kw=1):
        import __mod
        return __kw

    class Inner(Base):
        def f(self):
            return Base, Inner, attr

    def uses_free(self):
        class attr:
            x = self
        return attr


class Empty:
    pass


class __Under:
    __x = 1


def free_in_class(x):
    class C:
        x = x
        y = [x for _ in range(3)]

        def m(self):
            return x

    return C


def class_with_global():
    global G

    class G:
        def f(self):
            pass

    def nested():
        global H

        def H():
            pass

    return G


lam = lambda x, *a, y=1, **k: (x, a, y, k, lam)
nest = lambda: lambda: lambda q=lam: q
gen = lambda: (yield)


def comps(data):
    k = 1
    a = [x for x in data if x if not x for y in x if y > k]
    b = {x: y for x, y in data}
    c = {x + k for x in data}
    d = (x for x in data if (lambda: x)())
    e = [[y for y in x] for x in data]
    f = [z := x for x in data]
    g = [y for x in data for y in [x + 1] for z in (y,)]
    h = [(x, y) for x, *y in data]
    return a, b, c, d, e, f, g, h, z


def annotated(a: int, /, b: "str" = 1, *args: tuple[int], c: d = 2, **kw: dict) -> list[int]:
    x: int = 1
    y: str
    (z): int = 3
    a.b: int = 4
    a.b: int
    a[1:2, 3]: int
    return x


def star_annotation(*args: *Ts):
    pass


z: int
(w): str = 1
q.r: int
q[0]: int = 1


def del_things(a, b):
    del a, b.c, b[0], (b, [a])
    global zz
    del zz

    def f():
        return a
    del a


@decorator
class Decorated:
    x = 1


@deco(1)
@other.deco
def decorated():
    pass


def cell_argument(self, x):
    def f():
        return self
    return f, lambda: x


def __debug():
    return __debug__
