"""Translation tables, abstract classes, sequences by index, texts that grow, formats, traces: corners."""
import collections
import traceback


def show(f):
    try:
        r = f()
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])
    except BaseException as e:
        print(type(e).__name__, e)


def run(*functions):
    for f in functions:
        show(f)
print("translate")
class Map:
    def __init__(self, value):
        self.value = value
    def __getitem__(self, key):
        if isinstance(self.value, type):
            raise self.value(key)
        return self.value
run(lambda: str.maketrans({"a": "b", "c": None, 100: 101, "e": "xyz"}),
    lambda: str.maketrans({"ab": 1}), lambda: str.maketrans({1.5: 1}),
    lambda: str.maketrans({"": 1}), lambda: str.maketrans({}), lambda: str.maketrans(3),
    lambda: str.maketrans("ab", "c"), lambda: str.maketrans("ab", 3),
    lambda: str.maketrans("ab", "cd", 3), lambda: str.maketrans("ab", "cd", "ef"),
    lambda: str.maketrans(3, "a"), lambda: str.maketrans(),
    lambda: str.maketrans("a", "b", "c", "d"),
    lambda: "abcde".translate(str.maketrans({"a": "b", "c": None, 100: 101, "e": "xyz"})),
    lambda: "abc".translate(Map(65)), lambda: "abc".translate(Map("xy")),
    lambda: "abc".translate(Map(None)), lambda: "abc".translate(Map("")),
    lambda: "abc".translate(Map(1.5)), lambda: "abc".translate(Map(-1)),
    lambda: "abc".translate(Map(0x110000)), lambda: "abc".translate(Map(2 ** 70)),
    lambda: "abc".translate(Map(0x1f600)), lambda: "abc".translate(Map(LookupError)),
    lambda: "abc".translate(Map(KeyError)), lambda: "abc".translate(Map(ValueError)),
    lambda: "abc".translate([0] * 97 + ["A", None, 67]),
    lambda: "a\xe9\u20ac".translate({0xe9: "e", 0x20ac: 0x1f600}), lambda: "abc".translate(3),
    lambda: "abc".translate(), lambda: "\u20acb".translate({98: None}),
    lambda: "abc".translate({97: b"x"}), lambda: "abc".translate({97: True}),
    lambda: b"abc".translate(bytes(range(256))), lambda: b"abc".translate(None, b"b"),
    lambda: b"abc".translate(b"ab"), lambda: b"abc".translate(None, "b"),
    lambda: b"abc".translate(), lambda: bytes.maketrans(b"ab", b"c"),
    lambda: bytes.maketrans(b"ab", "cd"),
    lambda: bytearray(b"abc").translate(bytes.maketrans(b"a", b"z"), delete=b"c"))
print("instances")
class Abstract:
    def __init__(self, bases):
        self.__bases__ = bases
class Pretends:
    def __init__(self, cls):
        self.__class__ = cls
class Raising:
    @property
    def __bases__(self):
        raise ZeroDivisionError("bases")
class RaisingClass:
    @property
    def __class__(self):
        raise ZeroDivisionError("class")
a = Abstract(())
b = Abstract((a,))
c = Abstract((b, a))


class Hook(type):
    def __instancecheck__(cls, o):
        return o
    def __subclasscheck__(cls, o):
        if o == 3:
            raise ZeroDivisionError("check")
        return o
class H(metaclass=Hook):
    pass
run(lambda: issubclass(c, a), lambda: issubclass(a, c), lambda: issubclass(b, b),
    lambda: issubclass(int, a), lambda: issubclass(a, int), lambda: issubclass(c, (int, a)),
    lambda: issubclass(Abstract(3), a), lambda: issubclass(a, Abstract(3)),
    lambda: issubclass(a, Raising()), lambda: issubclass(Raising(), a),
    lambda: issubclass(Raising(), int), lambda: isinstance(3, a),
    lambda: isinstance(3, Abstract(3)), lambda: isinstance(3, Raising()),
    lambda: isinstance(Pretends(int), int), lambda: isinstance(Pretends(3), int),
    lambda: isinstance(RaisingClass(), int), lambda: isinstance(RaisingClass(), a),
    lambda: isinstance(Pretends(b), a), lambda: isinstance(3, ()),
    lambda: isinstance(3, ((), (str, (int,)))), lambda: isinstance(3, (str, 3)),
    lambda: isinstance(3, 3), lambda: issubclass(3, int), lambda: issubclass(int, 3),
    lambda: issubclass(int, (str, 3)), lambda: issubclass(int, ()), lambda: isinstance(3),
    lambda: issubclass(int), lambda: isinstance(3, H), lambda: isinstance([], H),
    lambda: isinstance(H(), H), lambda: issubclass(3, H), lambda: issubclass("", H),
    lambda: issubclass(H, H))
print("sequences")
class Sequence:
    def __init__(self, *items):
        self.items = items
    def __getitem__(self, i):
        if self.items and self.items[0] is ValueError:
            raise ValueError("item")
        return self.items[i]
class Length(Sequence):
    def __len__(self):
        if not self.items:
            raise ZeroDivisionError("len")
        return len(self.items)
class D(collections.deque):
    pass
d = D([1, 2, 3])
run(lambda: 2 in Sequence(1, 2), lambda: 5 in Sequence(1, 2), lambda: 1 in Sequence(ValueError),
    lambda: list(Sequence(1, 2)), lambda: list(Length(1, 2)), lambda: list(Length()),
    lambda: list(reversed(Length(1, 2))), lambda: reversed(Sequence(1)),
    lambda: list(reversed(Length())), lambda: iter(Sequence()).__length_hint__(),
    lambda: iter(Length(1, 2)).__length_hint__(), lambda: iter(Length()).__length_hint__(),
    lambda: iter(Sequence(1, 2)).__reduce__()[1][0].items,
    lambda: iter(Sequence(1)).__setstate__(5), lambda: iter(Sequence(1)).__setstate__("a"),
    lambda: reversed(Length(1, 2)).__length_hint__(),
    lambda: reversed(Length(1, 2)).__reduce__()[2],
    lambda: reversed(Length(1, 2)).__setstate__(-5),
    lambda: reversed(Length(1, 2)).__setstate__(50),
    lambda: reversed(Length(1, 2)).__setstate__("a"),
    lambda: collections.deque.__getitem__(d, -1), lambda: collections.deque.__getitem__(d, 5),
    lambda: collections.deque.__getitem__(d, "a"), lambda: collections.deque.__getitem__(d),
    lambda: collections.deque.__getitem__(d, 2 ** 70), lambda: collections.deque.__getitem__(3, 1),
    lambda: collections.deque.__setitem__(d, -1, 9),
    lambda: collections.deque.__setitem__(d, 9, 9),
    lambda: collections.deque.__setitem__(d, "a", 9), lambda: collections.deque.__setitem__(d, 1),
    lambda: collections.deque.__delitem__(d, -1), lambda: collections.deque.__delitem__(d, 7),
    lambda: collections.deque.__delitem__(d, "a"), lambda: collections.deque.__delitem__(d),
    lambda: d, lambda: collections.deque.__len__(d, 1), lambda: collections.deque.__bool__(d),
    lambda: collections.deque.__contains__(d, 1), lambda: collections.deque.__contains__(d),
    lambda: collections.deque.__iadd__(d, 3), lambda: collections.deque.__mul__(d, "a"),
    lambda: collections.deque.__rmul__(d, 2), lambda: collections.deque.__imul__(d, 0),
    lambda: collections.deque.__add__(d, [1]), lambda: collections.deque.__eq__(d, 3),
    lambda: collections.deque.__lt__(d, collections.deque()), lambda: collections.deque.__hash__)
print("strings")
s = "\u20acb" * 3
for text in ("abc", "\xe9\xe8", s, "\U0001f600x", "", "a"):
    grown = text
    for piece in ("", "x", "\xe9", "\u20ac", "\U0001f600", text):
        grown += piece
        print(len(grown), ascii(grown[-4:]), end=" ")
    print(ascii(text[1:]), ascii(text[:-1]), ascii(text[::-1]), ascii(text[1:100]), ascii(text[5:2]), ascii(text.center(9, "\u20ac")), ascii(text.zfill(6)), ascii(text * 2))
run(lambda: "a" + 1, lambda: "a" + b"b", lambda: "a" * 2 ** 62, lambda: "\u20ac" * 2 ** 62,
    lambda: "a".__add__(1), lambda: str.__add__("a", "b"), lambda: "ab".__getitem__(slice(5, 1)),
    lambda: "a".ljust(2 ** 63), lambda: "abc".center(2 ** 62), lambda: "abc".expandtabs(2 ** 62),
    lambda: "\t\t\t".expandtabs(2 ** 31 - 1) and 0 if False else 0,
    lambda: "a".replace("a", "b" * 10, 2 ** 70), lambda: "aaa".replace("", "-"),
    lambda: "aaa".replace("a", "", 2), lambda: "".join(["a", 1]), lambda: "-".join("\u20acb"),
    lambda: "-".join([s]), lambda: "".join(3), lambda: "a,b".partition(""),
    lambda: "a,b".partition(1), lambda: "a,b".rpartition("x"), lambda: "a".encode("nothing"),
    lambda: "\ud800".encode(), lambda: "\ud800".encode("utf-8", "replace"),
    lambda: "\u20ac".encode("ascii", "backslashreplace"),
    lambda: "\u20ac".encode("latin-1", "xmlcharrefreplace"),
    lambda: "\u20ac".encode("ascii", "nothing"), lambda: b"\xff".decode("utf-8", "nothing"),
    lambda: b"\xff".decode("utf-8", "replace"), lambda: b"\xe2\x82".decode("utf-8", "ignore"),
    lambda: ascii(b"\xff\xfe".decode("utf-8", "surrogateescape")), lambda: b"a".decode("nothing"),
    lambda: b"\x80".decode("ascii"), lambda: "abc".startswith(("x", 3)),
    lambda: "abc".startswith(3), lambda: "abc".endswith(("c", "x"), 1, 5),
    lambda: "abc".find("c", None, None), lambda: "abc".find(3), lambda: "abc".index("x"),
    lambda: "abc".count("", 1), lambda: "abc".count("", 5), lambda: "a b  c".split(None, 1),
    lambda: "a b".split(""), lambda: "a b".rsplit(None, 1),
    lambda: "a\r\nb\x0bc\u2028d".splitlines(True), lambda: "abc".strip("ac"),
    lambda: "abc".strip(3), lambda: "ab".isidentifier(), lambda: "\u01c5".istitle(),
    lambda: "\xdf".upper(), lambda: "\u0130".lower(), lambda: "\u03a3a\u03a3".lower(),
    lambda: "\ufb01".casefold(), lambda: "\u01c6".title(), lambda: "\xb2".isdigit(),
    lambda: "\xbd".isnumeric(), lambda: "{0}{}".format(1), lambda: "{}{0}".format(1),
    lambda: "{a.b[c]}".format(a=3), lambda: "{0[1]}".format([1]), lambda: "{!x}".format(1),
    lambda: "{".format(), lambda: "}".format(), lambda: "{:{}}".format(5, 4),
    lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{0.__class__}".format(3),
    lambda: "{[a]}".format({"a": 1}), lambda: "{.}".format(1), lambda: "{[]}".format([1]),
    lambda: "{a]}".format(a=1), lambda: "{!r:>5}".format("a"), lambda: "{:d}".format("a"),
    lambda: "{:,}".format("a"), lambda: "{:_x}".format(99999), lambda: "{:,x}".format(9),
    lambda: "{:.3}".format(5), lambda: "{:c}".format(2 ** 40), lambda: "{:+c}".format(65),
    lambda: "{:#c}".format(65), lambda: "{:=5}".format("a"), lambda: "{:%}".format(0.5),
    lambda: "{:.2e}".format(12345), lambda: "{:z}".format(-0.0), lambda: "{:z.1f}".format(-0.01),
    lambda: "{:010}".format(-5), lambda: "{:<010}".format(5),
    lambda: "{:9999999999999999999999}".format(5),
    lambda: "{:.9999999999999999999999}".format(5.0), lambda: "{:s}".format(5),
    lambda: "{:5.2s}|".format("abc"), lambda: "%(a)s %(b)d" % {"a": 1, "b": 2}, lambda: "%(a" % {},
    lambda: "%(a)s" % 3, lambda: "%s %s" % (1,), lambda: "%s" % (1, 2), lambda: "%d" % "a",
    lambda: "%d" % 1.9, lambda: "%x" % 1.5, lambda: "%c" % "ab", lambda: "%c" % 0x110000,
    lambda: "%c" % -1, lambda: "%c" % 1.5, lambda: "%*d" % (5, 3), lambda: "%*d" % ("a", 3),
    lambda: "%.*f" % (2, 1.5), lambda: "%-5d|" % 3, lambda: "%+d % d" % (3, 3),
    lambda: "%05d" % -3, lambda: "%#x %#o" % (255, 8), lambda: "%i %u" % (1, 2),
    lambda: "%5%" % (), lambda: "%" % (), lambda: "%y" % 1, lambda: "%ld %hd %Lf" % (1, 2, 3),
    lambda: "%e %g %F" % (1e10, 1e-5, float("inf")), lambda: "%a %r" % ("\xe9", "\xe9"),
    lambda: "%s" % b"a", lambda: "%99999999999999999999d" % 1,
    lambda: "%.99999999999999999999d" % 1, lambda: b"%s %d" % (b"a", 3), lambda: b"%s" % "a",
    lambda: b"%b" % 3, lambda: b"%c" % 256, lambda: b"%a" % "\xe9", lambda: "%.3s" % "abcdef",
    lambda: "%10.3f|%-10.2e|" % (3.14159, 31415.9), lambda: "%(a)*d" % {"a": 1},
    lambda: "%s" % {"a": 1}, lambda: "%(a)s" % {"a": (1, 2)}, lambda: "%d" % 10 ** 30,
    lambda: "%x" % -255, lambda: "%.5d" % 42, lambda: "%+.3x" % 10, lambda: "%# 010x" % 255)
print("traces")
class Odd(Exception):
    def __str__(self):
        return self.args[0]
class Unshown(Exception):
    def __str__(self):
        raise ValueError
class Noted(Exception):
    pass
def trace(e):
    print("".join(traceback.format_exception(type(e), e, e.__traceback__)).replace(__file__, "FILE"))
def caught(f, *args):
    try:
        f(*args)
    except BaseException as e:
        return e
def recurse(n):
    if n:
        recurse(n - 1)
    raise KeyError("deep")
noted = Noted("x")
noted.add_note("one\ntwo")
noted.__notes__ += [3]
odd_notes = Noted("y")
odd_notes.__notes__ = 5
module = type("M", (Exception,), {"__module__": "mod.sub"})
nameless = type("N", (Exception,), {"__module__": 3})
group = ExceptionGroup("g", [ValueError(1), noted, ExceptionGroup("inner", [TypeError("t"), odd_notes])])
many = ExceptionGroup("many", [ValueError(i) for i in range(18)])
def raiser(e, cause=None, suppress=False):
    if cause or suppress:
        raise e from cause
    raise e
def nested():
    try:
        raiser(ValueError("first"))
    except ValueError as e:
        raiser(TypeError("second"), e)
def context():
    try:
        raiser(ValueError("first"))
    finally:
        1 / 0
for e in (caught(raiser, Odd("shown")), caught(raiser, Odd(3)), caught(raiser, Unshown()), caught(recurse, 2), caught(recurse, 3), caught(recurse, 6), caught(raiser, noted), caught(raiser, odd_notes), caught(raiser, module("m")), caught(raiser, nameless("n")), caught(raiser, group), caught(raiser, many), caught(nested), caught(context), caught(raiser, SystemExit(3)), caught(raiser, ValueError()), caught(raiser, ValueError("a\nb")), caught(compile, "a b", "<x>", "exec"), caught(compile, "a = (\n1 2)", "<x>", "exec"), caught(raiser, SyntaxError("m", ("f", 1, 2, "text", 1, 4))), caught(raiser, SyntaxError("m", ("f", None, None, None))), caught(raiser, SyntaxError("m", ("f", 3, 50, "short"))), caught(raiser, SyntaxError("m"))):
    trace(e)
