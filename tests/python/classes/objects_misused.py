"""Exceptions of text, generic aliases, unions, super and classes, made and used wrongly."""
import collections
import copy
import gc
import sys
import types
import typing
import weakref


def show(f):
    try:
        r = f()
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])
    except BaseException as e:
        print(type(e).__name__, e)


def run(*functions):
    for f in functions:
        show(f)
print("exceptions")
def with_attr(e, **d):
    e.__dict__.update(d)
    return e
run(lambda: ImportError("a", name="n").__reduce__(),
    lambda: ImportError("a", path="p").__reduce__(),
    lambda: ImportError("a", name="n", path="p").__reduce__(),
    lambda: ImportError("a").__reduce__(), lambda: with_attr(ImportError("a"), x=1).__reduce__(),
    lambda: with_attr(ImportError("a", name="n"), x=1).__reduce__(),
    lambda: copy.copy(ImportError("a", name="n", path="p")).path,
    lambda: ImportError("a", other=1), lambda: str(ImportError("a", "b")),
    lambda: str(ImportError(msg="a")), lambda: ImportError(3).msg, lambda: str(ImportError(3)),
    lambda: ModuleNotFoundError("m", name="x").name,
    lambda: AttributeError("a", name="n", obj=3).obj, lambda: AttributeError("a", foo=1),
    lambda: NameError("a", name="n").name, lambda: NameError("a", x=1), lambda: KeyError("a", b=1),
    lambda: StopIteration(1, 2).value, lambda: StopIteration().value,
    lambda: SystemExit(1, 2).code, lambda: SystemExit().code,
    lambda: UnicodeEncodeError(), lambda: UnicodeEncodeError("a", "b", 1, 2, 3),
    lambda: UnicodeEncodeError(1, "b", 1, 2, "r"),
    lambda: UnicodeEncodeError("a", b"b", 1, 2, "r"),
    lambda: UnicodeEncodeError("a", "b", "x", 2, "r"),
    lambda: UnicodeEncodeError("a", "b", 1, "x", "r"),
    lambda: UnicodeEncodeError("a", "b", 2 ** 70, 1, "r"),
    lambda: UnicodeEncodeError("ascii", "abc", 0, 1, "reason"),
    lambda: UnicodeEncodeError("ascii", "a\xe9", 1, 2, "reason"),
    lambda: UnicodeEncodeError("ascii", "a\u20ac", 1, 2, "reason"),
    lambda: UnicodeEncodeError("ascii", "a\U0001f600", 1, 2, "reason"),
    lambda: UnicodeEncodeError("ascii", "abc", 0, 3, "reason"),
    lambda: UnicodeEncodeError("ascii", "abc", -1, 0, "r"),
    lambda: UnicodeTranslateError("abc", -1, 0, "r"),
    lambda: UnicodeDecodeError("a", b"abc", -2, 0, "r"),
    lambda: UnicodeEncodeError("ascii", "abc", 5, 6, "r"),
    lambda: UnicodeEncodeError("ascii", "", 0, 1, "r"),
    lambda: UnicodeDecodeError("a", b"abc", 1, 2, "r"),
    lambda: UnicodeDecodeError("a", b"abc", 0, 3, "r"),
    lambda: UnicodeDecodeError("a", "abc", 0, 3, "r"),
    lambda: UnicodeDecodeError("a", bytearray(b"abc"), 0, 1, "r"),
    lambda: UnicodeDecodeError("a", memoryview(b"xyz"), 0, 2, "r"),
    lambda: UnicodeDecodeError("a", 3, 0, 2, "r"), lambda: UnicodeDecodeError("a", b"", 4, 5, "r"),
    lambda: UnicodeDecodeError("a", b"abc", 1, 2, 3), lambda: UnicodeDecodeError(a=1),
    lambda: UnicodeDecodeError("a", b"b", 1, 2),
    lambda: UnicodeTranslateError("abc", 1, 2, "r"),
    lambda: UnicodeTranslateError("a\xe9", 1, 2, "r"),
    lambda: UnicodeTranslateError("a\u20acb", 1, 2, "r"),
    lambda: UnicodeTranslateError("a\U0001f600", 1, 2, "r"),
    lambda: UnicodeTranslateError("abc", 0, 3, "r"),
    lambda: UnicodeTranslateError(b"a", 0, 3, "r"),
    lambda: UnicodeTranslateError("a", "b", 3, "r"), lambda: UnicodeTranslateError("a", 1, 3),
    lambda: UnicodeTranslateError.__new__(UnicodeTranslateError),
    lambda: str(UnicodeEncodeError.__new__(UnicodeEncodeError)),
    lambda: str(UnicodeDecodeError.__new__(UnicodeDecodeError)),
    lambda: UnicodeTranslateError.__new__(UnicodeTranslateError).object,
    lambda: UnicodeTranslateError.__new__(UnicodeTranslateError).start,
    lambda: UnicodeEncodeError("a", "b", 1, 2, "r").encoding,
    lambda: UnicodeDecodeError("a", bytearray(b"abc"), 0, 1, "r").object)
print("generic aliases")
T = typing.TypeVar("T")
class Sized:
    __parameters__ = (1, 2)
    def __class_getitem__(cls, item):
        return item
class Raises:
    @property
    def __parameters__(self):
        raise ZeroDivisionError("parameters")
class Named:
    __qualname__ = "Named"
class Substitutes:
    def __typing_subst__(self, x):
        return ("subst", x)
alias = list[int]
run(lambda: list[()], lambda: list[int, str], lambda: list[T].__parameters__,
    lambda: dict[T, list[T]].__parameters__, lambda: list[T][int], lambda: list[T][int, str],
    lambda: list[int][str], lambda: dict[T, int][str], lambda: dict[T, list[T]][int],
    lambda: list[T][()], lambda: list[Raises()].__parameters__, lambda: repr(list[Raises()]),
    lambda: repr(list[...]), lambda: repr(list[None]), lambda: repr(list[Named]),
    lambda: repr(list["a"]), lambda: repr(list[[int, str]]), lambda: repr(list[(int,)]),
    lambda: repr(dict[int, T]), lambda: repr(list[lambda: 1])[:18],
    lambda: alias == list[int], lambda: alias != list[str], lambda: alias < list[int],
    lambda: alias == 3, lambda: hash(alias) == hash(list[int]), lambda: hash(list[[]]),
    lambda: alias(), lambda: alias((1, 2)), lambda: alias.append, lambda: alias.__origin__,
    lambda: alias.__args__, lambda: alias.__unpacked__, lambda: (*alias,),
    lambda: alias.__mro_entries__((1,)), lambda: isinstance([], alias),
    lambda: issubclass(list, alias), lambda: alias.__class__, lambda: type(alias),
    lambda: alias.__reduce__(), lambda: next(iter(alias)).__reduce__()[0].__name__,
    lambda: next(iter(alias)), lambda: list(iter(alias)),
    lambda: list(iter(alias))[0].__unpacked__,
    lambda: sorted(set(dir(alias)) - set(dir(list)))[:8],
    lambda: types.GenericAlias(), lambda: types.GenericAlias(int),
    lambda: types.GenericAlias(int, 3), lambda: types.GenericAlias(int, (3, 4)),
    lambda: types.GenericAlias(int, 1, 2), lambda: types.GenericAlias(a=1),
    lambda: types.GenericAlias(3, 4), lambda: types.GenericAlias(3, 4)(),
    lambda: types.GenericAlias(Sized, T)[int], lambda: list[Sized].__parameters__,
    lambda: list[Substitutes()].__parameters__, lambda: setattr(alias, "x", 1),
    lambda: alias.__getattr__, lambda: alias.__dict__, lambda: alias.nothing,
    lambda: weakref.ref(alias)() is alias, lambda: alias[0], lambda: copy.copy(alias),
    lambda: copy.deepcopy(alias), lambda: alias | None, lambda: int | alias, lambda: alias | 3,
    lambda: (int | str).__parameters__, lambda: (list[T] | int)[str],
    lambda: (list[T] | int)[str, int], lambda: (int | str)[int], lambda: (int | None).__args__,
    lambda: int | int, lambda: (int | str) == (str | int), lambda: (int | str) == 3,
    lambda: hash(int | str) == hash(str | int), lambda: isinstance(3, int | str),
    lambda: isinstance(3, int | list[int]), lambda: issubclass(int, int | None),
    lambda: isinstance(None, int | None), lambda: repr(int | None | "a"), lambda: (int | str).x,
    lambda: (int | str) < 3)
class Unions:
    def __eq__(self, other):
        raise ZeroDivisionError("eq")
    __hash__ = object.__hash__
run(lambda: (int | alias) == (int | alias), lambda: type(int | None)(),
    lambda: (int | None).__or__(3), lambda: None | int, lambda: None | None,
    lambda: int.__or__(int, 3), lambda: type.__or__(int, str), lambda: type.__or__(3, str),
    lambda: type.__ror__(int, None))
print("super")
class A:
    attr = "A"
    def f(self):
        return "A.f"
class B(A):
    def f(self):
        return super().f()
    def g():
        return super()
    def h(self):
        self = None
        return super()
    def k(self):
        del self
        return super()
    def m(self):
        return super(B, self), super(B), super(B, B).f, super(B, type(self)).attr
    def n(self):
        return super().__init__, super().nothing
    @classmethod
    def c(cls):
        return super().attr
    @staticmethod
    def s():
        return super()
    def cell(self):
        def inner():
            return self
        return super().f(), inner() is self
    def gen(self):
        return [super().f() for _ in (1,)]
    x = property(lambda self: super().attr)
class Lying:
    @property
    def __class__(self):
        return B
class Broken:
    @property
    def __class__(self):
        raise ZeroDivisionError("class")
class NotType:
    __class__ = 3
b = B()
run(lambda: b.f(), lambda: B.g(), lambda: b.h(), lambda: b.k(), lambda: b.m()[2:], lambda: b.n(),
    lambda: B.c(), lambda: B.s(), lambda: b.cell(), lambda: b.gen(), lambda: b.x, lambda: super(),
    lambda: super(3), lambda: super(B, 3), lambda: super(B, A()), lambda: super(3, b),
    lambda: super(B, b, 4), lambda: super(B, self=b), lambda: super(B, Lying()).f,
    lambda: super(B, Broken()), lambda: super(B, NotType()), lambda: super(B, A),
    lambda: super(A, B).attr, lambda: super(B, None), lambda: super(B).attr,
    lambda: super(B).__self__, lambda: super(B, b).__self__ is b,
    lambda: super(B, b).__thisclass__, lambda: super(B, b).__self_class__,
    lambda: super(B, b).__class__, lambda: repr(super(B))[:30], lambda: repr(super(B, b))[:30],
    lambda: super(B).__get__(b).attr, lambda: super(B).__get__(3),
    lambda: super(B).__get__(None).__self__, lambda: super(B, b).__get__(b).attr,
    lambda: super(B).__get__(b, B).attr, lambda: super(B).__get__(),
    lambda: setattr(super(B, b), "attr", 1), lambda: super(B, b).__init__(A, A()),
    lambda: super.__new__(super).attr, lambda: super.__new__(super).__thisclass__,
    lambda: super.__new__(super).__get__(3), lambda: repr(super.__new__(super)),
    lambda: super(B, b).__setattr__("zz", 1), lambda: b.zz)
class MySuper(super):
    pass
run(lambda: MySuper(B).__get__(b).attr, lambda: MySuper(B, b).f(),
    lambda: type(MySuper(B).__get__(b)))
bad = types.FunctionType((lambda self: super().f()).__code__, globals())
print("types")
def meta(*args, **kw):
    return type(*args, **kw)
run(lambda: type(), lambda: type(1, 2), lambda: type("A", (), {}, x=1), lambda: type(3, x=1),
    lambda: type("A", (), 3), lambda: type("A", 3, {}), lambda: type(3, (), {}),
    lambda: type("A\0", (), {}), lambda: type("\ud800", (), {}), lambda: type("A", (3,), {}),
    lambda: type("A", (bool,), {}), lambda: type("A", (int, str), {}),
    lambda: type("A", (object, A), {}), lambda: type("A", (A, A), {}),
    lambda: type("X", (), {"__slots__": "a"}).a, lambda: type("X", (), {"__slots__": ("a", "a")}),
    lambda: type("X", (), {"__slots__": ("1",)}), lambda: type("X", (), {"__slots__": (1,)}),
    lambda: type("X", (), {"__slots__": 5}), lambda: type("X", (), {"__slots__": "a", "a": 1}),
    lambda: type("X", (int,), {"__slots__": "a"}), lambda: type("X", (int,), {"__slots__": ()})(3),
    lambda: type("X", (tuple,), {"__slots__": "a"}),
    lambda: type("X", (), {"__slots__": ("__dict__", "__dict__")}),
    lambda: type("X", (), {"__slots__": ("__weakref__", "__weakref__")}),
    lambda: type("X", (A,), {"__slots__": ("__dict__",)}),
    lambda: type("X", (), {"__slots__": ("__dict__", "__weakref__", "z")})().z,
    lambda: type("__X", (), {"__slots__": ("__a", "__b__", "__c.d")}),
    lambda: sorted(vars(type("_X_", (), {"__slots__": ("__a", "__b__", "_c")})))[:3],
    lambda: sorted(vars(type("___", (), {"__slots__": ("__a",)})))[:2],
    lambda: type("X", (), {"__classcell__": 3}), lambda: type("X", (), {"__qualname__": 3}),
    lambda: type("X", (), {"__qualname__": "Q.X"}), lambda: type("X", (), {"__doc__": "\ud800"}),
    lambda: type("X", (), {"__module__": 3}),
    lambda: type("X", (), {"__init_subclass__": lambda cls: 1}),
    lambda: type("Y", (type("X", (), {"__init_subclass__": lambda *a: 1 / 0}),), {}),
    lambda: type("X", (), {"d": type("D", (), {"__set_name__": lambda *a: 1 / 0})()}),
    lambda: type("X", (), {"d": type("D", (), {"__set_name__": 3})()}),
    lambda: type("X", (), {1: 2}).__dict__[1], lambda: type("X", (), {"__new__": lambda cls: 5})(),
    lambda: type("X", (), {"__init__": lambda self: 5})(),
    lambda: type("X", (), {"__hash__": None})().__hash__,
    lambda: hash(type("X", (), {"__eq__": lambda a, b: True})()),
    lambda: type("X", (), {"__len__": lambda s: "a"})().__len__(),
    lambda: len(type("X", (), {"__len__": lambda s: "a"})()),
    lambda: len(type("X", (), {"__len__": lambda s: 2 ** 70})()),
    lambda: len(type("X", (), {"__len__": lambda s: -2 ** 70})()),
    lambda: bool(type("X", (), {"__bool__": lambda s: 1})()),
    lambda: hash(type("X", (), {"__hash__": lambda s: "a"})()),
    lambda: hash(type("X", (), {"__hash__": lambda s: 2 ** 100})()),
    lambda: hash(type("X", (), {"__hash__": lambda s: -1})()),
    lambda: iter(type("X", (), {"__iter__": None})()),
    lambda: iter(type("X", (), {"__iter__": lambda s: 3})()),
    lambda: 3 in type("X", (), {"__contains__": None})(),
    lambda: 3 in type("X", (), {"__getitem__": lambda s, i: i})(),
    lambda: 3 in type("X", (), {})(), lambda: repr(type("X", (), {"__repr__": lambda s: 3})()),
    lambda: str(type("X", (), {"__str__": lambda s: b"a"})()),
    lambda: format(type("X", (), {"__format__": lambda s, f: 3})(), ""),
    lambda: type("X", (), {"__call__": lambda s, *a: a})()(1), lambda: type("X", (), {})()(),
    lambda: type("X", (), {"__getattr__": lambda s, n: n})().abc,
    lambda: type("X", (), {"__getattribute__": lambda s, n: 1 / 0})().abc,
    lambda: type("X", (), {"__getattr__": 3})().abc,
    lambda: type("X", (), {"__get__": lambda *a: len(a)})().__get__(1),
    lambda: type("X", (), {"d": type("D", (), {"__get__": lambda s, o, t: (o is None, t.__name__)})()}).d,
    lambda: type("X", (), {"d": type("D", (), {"__set__": lambda s, o, v: 1 / 0})()})().__setattr__("d", 1),
    lambda: type("X", (), {"d": type("D", (), {"__delete__": lambda s, o: 1 / 0})()})().__delattr__("d"),
    lambda: type("X", (), {"d": type("D", (), {"__delete__": lambda s, o: 1 / 0})()})().__setattr__("d", 3),
    lambda: type("X", (), {"d": type("D", (), {"__set__": lambda s, o, v: 1})()})().__delattr__("d"))
run(lambda: type.mro(int), lambda: type.mro(3), lambda: A.__subclasses__(),
    lambda: type.__subclasses__(type)[:0], lambda: A.__instancecheck__(b),
    lambda: A.__subclasscheck__(B), lambda: A.__subclasscheck__(3), lambda: A.__prepare__(),
    lambda: type.__dir__(A)[:0], lambda: A.__sizeof__() > 0, lambda: setattr(A, "__name__", 3),
    lambda: setattr(A, "__name__", "Z\0"), lambda: setattr(A, "__qualname__", 3),
    lambda: setattr(A, "__bases__", ()), lambda: setattr(A, "__bases__", 3),
    lambda: setattr(B, "__bases__", (3,)), lambda: setattr(B, "__bases__", (B,)),
    lambda: setattr(B, "__bases__", (int,)), lambda: setattr(A, "__bases__", (B,)),
    lambda: setattr(A, "__doc__", 5), lambda: A.__doc__, lambda: setattr(int, "__doc__", 5),
    lambda: delattr(A, "__name__"), lambda: delattr(A, "__doc__"), lambda: delattr(A, "__bases__"),
    lambda: A.__abstractmethods__, lambda: setattr(A, "__abstractmethods__", ["f"]), lambda: A(),
    lambda: delattr(A, "__abstractmethods__"), lambda: A().__class__,
    lambda: setattr(A, "__module__", 3), lambda: repr(A), lambda: setattr(A, "__module__", "mod"),
    lambda: repr(A), lambda: delattr(A, "__module__"), lambda: A.__module__,
    lambda: A.__annotations__, lambda: setattr(A, "__annotations__", {"a": 1}),
    lambda: A.__annotations__, lambda: delattr(A, "__annotations__"), lambda: A.__annotations__,
    lambda: int.__annotations__, lambda: A.__text_signature__, lambda: A.__flags__ & 512,
    lambda: A.__weakrefoffset__ > 0, lambda: A.__dictoffset__, lambda: A.__base__,
    lambda: object.__base__, lambda: object.__bases__, lambda: getattr(A, 3),
    lambda: setattr(A, 3, 4), lambda: delattr(A, "nothing"), lambda: A.nothing)
x = A()
run(lambda: setattr(x, "__class__", 3), lambda: setattr(x, "__class__", int),
    lambda: setattr(x, "__class__", B), lambda: type(x), lambda: delattr(x, "__class__"),
    lambda: setattr(x, "__dict__", 3), lambda: setattr(x, "__dict__", {"q": 1}), lambda: x.q,
    lambda: delattr(x, "__dict__"), lambda: x.__dict__, lambda: x.q,
    lambda: setattr(3, "__class__", int), lambda: setattr(3, "x", 1),
    lambda: setattr(3, "real", 1), lambda: delattr(3, "real"),
    lambda: object().__reduce_ex__(2)[0].__name__, lambda: object().__reduce_ex__("a"),
    lambda: object().__reduce_ex__(1)[0].__name__, lambda: object().__format__("a"),
    lambda: object().__format__(3), lambda: object().__sizeof__(), lambda: object().__dir__()[:0],
    lambda: object().__init_subclass__(), lambda: object.__init_subclass__(3),
    lambda: object.__subclasshook__(), lambda: object(1), lambda: A(1), lambda: A(x=1),
    lambda: object().__eq__(3), lambda: object().__ne__(3), lambda: object().__lt__(3),
    lambda: object().__ne__())
