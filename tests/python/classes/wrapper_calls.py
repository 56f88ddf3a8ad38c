"""Instance methods and the wrappers of slots, called with everything that is wrong."""
import gc


def show(f):
    try:
        r = f()
    except BaseException as e:
        print(type(e).__name__, e)
    else:
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])


named = {t.__name__: t for t in object.__subclasses__()}
im = named["instancemethod"]
class Box:
    def __init__(self):
        self.n = 5
def method(self, *args):
    return type(self).__name__, args
wrapped = im(method)
for f in (lambda: im(), lambda: im(1), lambda: im(method, 2), lambda: im(func=method),
          lambda: wrapped.__func__ is method, lambda: wrapped.__name__,
          lambda: wrapped.nothing, lambda: wrapped(Box(), 3), lambda: wrapped == im(method),
          lambda: wrapped != im(method), lambda: wrapped == im(len),
          lambda: wrapped == 1, lambda: wrapped < wrapped,
          lambda: wrapped.__get__(None, Box) is method, lambda: wrapped.__get__(Box(), Box)(),
          lambda: wrapped.__doc__, lambda: im(len)([1]), lambda: repr(wrapped)[:22],
          lambda: wrapped.__class__.__name__, lambda: wrapped.__call__(Box())):
    show(f)
Box.m = wrapped
show(lambda: Box().m(1))
show(lambda: Box.m(Box(), 2))
loop = [im(len)]
loop = im(lambda: loop)
gc.collect()
print(gc.is_tracked(loop), [type(o).__name__ for o in gc.get_referents(loop)], len(gc.get_referrers(loop.__func__)) > 0)
del loop
print(gc.collect() > 0)

# wrappers of slots, called with everything that is wrong
class Wrong:
    def __len__(self):
        return -1
    def __bool__(self):
        raise ValueError("no truth")
    def __hash__(self):
        raise TypeError("no hash")
    def __contains__(self, x):
        raise KeyError(x)
    def __getitem__(self, i):
        raise IndexError(i)
class Index:
    def __init__(self, n):
        self.n = n
    def __index__(self):
        if self.n is None:
            raise ZeroDivisionError("index")
        return self.n
w = Wrong()
items = [1, 2, 3]
for f in (lambda: Wrong.__len__(w), lambda: len(w), lambda: bool(w), lambda: hash(w),
          lambda: 3 in w, lambda: w[0], lambda: list.__len__(items, 1),
          lambda: list.__len__(), lambda: list.__len__("a"), lambda: int.__bool__(0),
          lambda: int.__bool__(1, 2), lambda: tuple.__getitem__((1, 2), 5),
          lambda: str.__getitem__("abc", Index(1)), lambda: list.__getitem__(items, Index(None)),
          lambda: list.__getitem__(items), lambda: bytes.__getitem__(b"a", -1),
          lambda: list.__setitem__(items, Index(-1), 9), lambda: list.__setitem__(items, 1),
          lambda: list.__setitem__(items, Index(None), 1), lambda: list.__delitem__(items, 7),
          lambda: list.__delitem__(items), lambda: bytearray.__setitem__(bytearray(b"a"), 0, 300),
          lambda: dict.__contains__({}, []), lambda: dict.__contains__({}),
          lambda: str.__contains__("a", 1), lambda: float.__hash__(1.5, 2),
          lambda: str.__hash__("a") == hash("a"), lambda: list.__hash__, lambda: int.__hash__(-1),
          lambda: iter([]).__next__(), lambda: iter([]).__next__(1),
          lambda: type(iter([])).__next__(3), lambda: object.__setattr__(3, "a", 1),
          lambda: object.__setattr__(Box, "a", 1),
          lambda: object.__delattr__(Box(), "n"), lambda: object.__delattr__(Box(), "zz"),
          lambda: object.__delattr__(Box()), lambda: object.__delattr__(Box, "m"),
          lambda: type.__setattr__(int, "a", 1),
          lambda: object.__setattr__(Box(), 3, 4), lambda: object.__getattribute__(Box(), 3),
          lambda: object.__getattribute__(Box()), lambda: int.__add__(1),
          lambda: int.__add__(1, "a"),
          lambda: int.__radd__(1, 2), lambda: int.__pow__(2, 3, 5), lambda: int.__pow__(2),
          lambda: int.__pow__(2, 3, 4, 5), lambda: int.__rpow__(2, 3), lambda: int.__neg__(3),
          lambda: int.__neg__(3, 4),
          lambda: list.__iadd__([], 3), lambda: list.__iadd__([1], (2,)),
          lambda: list.__imul__([1], 2), lambda: list.__imul__([1], "a"),
          lambda: list.__mul__([1], 2 ** 70), lambda: list.__mul__([1], Index(2)),
          lambda: list.__rmul__([1], Index(None)), lambda: str.__mul__("a", -1),
          lambda: list.__eq__([], 1), lambda: list.__eq__([]), lambda: list.__lt__([1], [2]),
          lambda: str.__repr__("a", 1), lambda: object.__repr__(),
          lambda: type.__call__(int, "7"), lambda: type.__call__(int, x=1),
          lambda: type.__call__(), lambda: object.__init__(Box(), 1),
          lambda: object.__init__(3, 4), lambda: object.__new__(), lambda: object.__new__(int),
          lambda: object.__new__(3), lambda: object.__new__(Box).__class__.__name__,
          lambda: int.__new__(bool, 1), lambda: int.__new__(str), lambda: tuple.__new__(list),
          lambda: dict.__new__(Box), lambda: property.__get__(property(lambda s: 3), 1),
          lambda: property.__get__(property(lambda s: 3)),
          lambda: property.__get__(property(lambda s: 3), None),
          lambda: property.__get__(property(), 1), lambda: property.__set__(property(), 1, 2),
          lambda: property.__set__(property(), 1),
          lambda: property.__delete__(property(), 1), lambda: staticmethod(len).__get__(None),
          lambda: classmethod(len).__get__(None), lambda: classmethod(len).__get__(None, None),
          lambda: classmethod(repr).__get__(3)(), lambda: classmethod(repr).__get__(None, int)(),
          lambda: (lambda s: 1).__get__(None), lambda: (lambda s: 1).__get__(None, None),
          lambda: (lambda s: s).__get__(4)(), lambda: (lambda s: s).__get__(),
          lambda: (lambda s: s).__get__(1, 2, 3), lambda: str.join.__get__("-")(["a", "b"]),
          lambda: str.join.__get__(3), lambda: str.join.__get__(None, str)("-", "ab"),
          lambda: str.join.__get__(None), lambda: str.join.__get__(None, int), lambda: str.join(),
          lambda: str.join(3, []), lambda: str.join("a"), lambda: str.join("a", [], []),
          lambda: str.join("a", x=1),
          lambda: dict.fromkeys.__get__(1), lambda: dict.__dict__["fromkeys"].__get__(None, int),
          lambda: dict.__dict__["fromkeys"].__get__(None, 3),
          lambda: dict.__dict__["fromkeys"].__get__({})("ab"),
          lambda: dict.__dict__["fromkeys"].__get__(None),
          lambda: dict.__dict__["fromkeys"](dict, "a"),
          lambda: dict.__dict__["fromkeys"](3), lambda: dict.__dict__["fromkeys"](),
          lambda: dict.__dict__["fromkeys"](int, "a"), lambda: dict.__dict__["fromkeys"].__name__,
          lambda: dict.__dict__["fromkeys"].__qualname__,
          lambda: dict.__dict__["fromkeys"].__objclass__,
          lambda: type(lambda: 1).__code__.__get__(3),
          lambda: type(lambda: 1).__code__.__set__(3, 4),
          lambda: type(lambda: 1).__code__.__delete__(lambda: 1),
          lambda: type.__dict__["__doc__"].__get__(3), lambda: int.real.__get__(3),
          lambda: int.real.__set__(3, 4), lambda: int.real.__delete__(3),
          lambda: int.real.__get__("a"), lambda: int.real.__get__(None, int),
          lambda: int.real.__name__, lambda: int.real.__qualname__, lambda: int.real.__objclass__,
          lambda: slice.start.__get__(slice(4)), lambda: slice.stop.__get__(slice(4)),
          lambda: slice.stop.__set__(slice(4), 1),
          lambda: slice.stop.__get__(3), lambda: slice.stop.__delete__(slice(1)),
          lambda: str.join.__reduce__(), lambda: [].append.__reduce__()[1],
          lambda: len.__reduce__(), lambda: int.__add__.__reduce__(),
          lambda: (3).__add__.__reduce__(), lambda: (3).__add__.__self__,
          lambda: (3).__add__.__objclass__,
          lambda: (3).__add__ == (3).__add__, lambda: (3).__add__ == (4).__add__,
          lambda: (3).__add__ < (4).__add__, lambda: (3).__add__ == 1,
          lambda: hash((3).__add__) == hash((3).__add__), lambda: [].append == [].append,
          lambda: [].append < [].append, lambda: len == len, lambda: len == abs,
          lambda: hash([].append) != 0,
          lambda: len.__self__.__name__, lambda: [].append.__self__, lambda: len.__module__,
          lambda: [].append.__module__, lambda: len.__qualname__, lambda: [].append.__qualname__,
          lambda: [].append.__name__, lambda: dict.fromkeys.__qualname__,
          lambda: dict.fromkeys.__self__):
    show(f)
