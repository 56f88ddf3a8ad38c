"""Streams, hooks, imports, names, calls, generators: what is refused, and in which words."""
import builtins
import contextlib
import sys
import types


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        if self.n is None:
            raise RuntimeError("no index")
        return self.n

    def __repr__(self):
        return "Index(%s)" % self.n


class Bad:
    """Every special method raises."""
    def raises(self, *args):
        raise RuntimeError("bad")
    __eq__ = __lt__ = __bool__ = __len__ = __iter__ = __getitem__ = __add__ = __radd__ = raises
    __setitem__ = __contains__ = __mul__ = __float__ = __int__ = __call__ = raises

    def __hash__(self):
        return 1


class BadIter:
    def __iter__(self):
        return self

    def __next__(self):
        raise RuntimeError("bad next")


class BadAttr:
    def __getattr__(self, name):
        raise RuntimeError("bad attribute " + name)


def bad(*args):
    raise RuntimeError("bad call")


def run(texts):
    for text in texts.strip().split("\n"):
        show(text)


def do(text, **names):
    names.update(globals())
    try:
        exec(text, names)
        print(text, "-> done")
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class PathOf:
    def __init__(self, p): self.p = p
    def __fspath__(self): return self.p


class BadDir:
    def __dir__(self): return 5


class BadIter2:
    def __iter__(self): return iter([0, 5])


class BadSize:
    def __sizeof__(self): raise RuntimeError("size")


class SizeOf:
    def __init__(self, n): self.n = n
    def __sizeof__(self): return self.n


class ReprRaises:
    def __repr__(self): raise RuntimeError("repr")


class ReprOf5:
    def __repr__(self): return "\u1234"


class FormatOf:
    def __init__(self, r): self.r = r
    def __format__(self, spec): return self.r


class Lines:
    """A stream that gives lines and keeps what is written."""
    def __init__(self, *lines): self.lines, self.text = list(lines), []
    def readline(self, *args): return self.lines.pop(0)
    def write(self, text):
        self.text.append(text)
        return len(text)
    def flush(self): self.text.append("<flush>")


class NoFlush(Lines):
    flush = None


class BadWrite(Lines):
    def write(self, text): raise RuntimeError("write")


@contextlib.contextmanager
def standard(**names):
    kept = {n: getattr(sys, n) for n in names}
    for n, v in names.items():
        setattr(sys, n, v)
    try:
        yield
    finally:
        for n, v in kept.items():
            setattr(sys, n, v)


def with_streams(f, **names):
    with standard(**names):
        r = f()
    return r


def told(f):
    """What f writes to the error stream."""
    lines = Lines()
    with standard(stderr=lines):
        f()
    return head("".join(lines.text))


out = Lines()
run("""
with_streams(lambda: input(), stdin=Lines('a\\n'))
with_streams(lambda: input(), stdin=Lines('a'))
with_streams(lambda: input(), stdin=Lines(''))
with_streams(lambda: input(), stdin=Lines(5))
with_streams(lambda: input('p'), stdin=Lines('b\\n'), stdout=out), out.text
with_streams(lambda: input(5), stdin=Lines('b\\n'), stdout=out), out.text
with_streams(lambda: input('p'), stdin=Lines('b\\n'), stdout=BadWrite())
with_streams(lambda: input('p'), stdin=Lines('b\\n'), stdout=None)
with_streams(lambda: input('p'), stdin=None)
with_streams(lambda: input(), stdin=5)
with_streams(lambda: input(), stdin=BadAttr())
input(1, 2)
with_streams(lambda: print('x'), stdout=None)
with_streams(lambda: print('x'), stdout=5)
with_streams(lambda: print('x', flush=True), stdout=out), out.text
with_streams(lambda: print('x', flush=True), stdout=NoFlush())
print('x', file=5)
print('x', file=None), print(sep='x'), print(end='')
print('x', 'y', sep=5)
print('x', end=5)
print('x', 'y', sep=None, end=None)
print('x', foo=1)
print('x', flush=Bad())
print(ReprRaises())
with_streams(lambda: sys.displayhook(5), stdout=out), out.text[-3:], builtins._
with_streams(lambda: sys.displayhook(None), stdout=out)
with_streams(lambda: sys.displayhook(5), stdout=None)
with_streams(lambda: sys.displayhook(5), stdout=BadWrite())
sys.displayhook()
sys.stdout.name, sys.stdout.mode, sys.stdout.closed, sys.stdout.fileno(), sys.stdout.readable()
sys.stdout.writable(), sys.stdout.isatty(), sys.stdout.encoding
sys.stdout.write(5)
sys.stdout.write()
sys.stdout.read()
sys.stdout.readline()
sys.stdout.readlines()
next(sys.stdout)
sys.stdin.write('a')
sys.stdin.read('a')
sys.stdin.readline('a')
sys.stdin.readlines('a')
sys.stdin.read(1, 2)
sys.stdin.read(Index(None))
sys.stdin.fileno(), sys.stdin.readable(), sys.stdin.writable(), sys.stdin.name
sys.stdout.writelines(['a', 'b\\n'])
sys.stdout.writelines(5)
sys.stdout.writelines([5])
sys.stdout.writelines(BadIter())
sys.stdout.flush()
sys.stdout.zz
sys.stdout.__enter__() is sys.stdout
open(5.5)
open('x', 5)
open('x', 'q')
open('x', '')
open('x', 'rw')
open('x', 'rr')
open('x', 'rbt')
open('x', 'rb', encoding='a')
open()
open('x', '\\u1234')
""")


# -- the hooks
def fails():
    raise KeyError("k")


class Del:
    def __del__(self): raise ValueError("in del")


def caught(f):
    try:
        f()
    except Exception as e:
        return e


hooks = []


def with_hook(name, hook, f):
    kept = getattr(sys, name)
    try:
        if hook == "gone":
            delattr(sys, name)
        else:
            setattr(sys, name, hook)
        return told(f)
    finally:
        setattr(sys, name, kept)


def dying():
    d = Del()
    del d


def head(text):
    """The text without addresses and folders."""
    import re
    return re.sub('File "[^"]*/', 'File "', re.sub("0x[0-9a-f]+", "0x", text))


print(head(told(dying)))
print(head(with_hook("unraisablehook", lambda u: hooks.append((u.exc_type, str(u.exc_value), u.err_msg,
                                                              u.exc_traceback is not None)), dying)), hooks)
print(head(with_hook("unraisablehook", bad, dying)))
print(head(with_hook("unraisablehook", None, dying)))
print(head(with_hook("unraisablehook", 5, dying)))
print(head(with_hook("unraisablehook", "gone", dying)))
print(head(with_hook("unraisablehook", lambda u: sys.__unraisablehook__(u), dying)))
print(with_streams(dying, stderr=None), with_hook("unraisablehook", lambda u: print("hook"), dying))
print(head(told(lambda: sys.excepthook(KeyError, KeyError("a"), None))))
print(head(told(lambda: sys.excepthook(KeyError, caught(fails), None))))
print(head(told(lambda: sys.excepthook(1, 2, 3))))
run("""
sys.excepthook()
sys.excepthook(1)
sys.is_finalizing(), sys.getswitchinterval(), sys.exc_info()
sys.set_int_max_str_digits(100)
sys.set_int_max_str_digits('a')
sys.set_int_max_str_digits(1 << 70)
sys.set_int_max_str_digits(640), sys.get_int_max_str_digits()
int('1' * 700)
str(10 ** 700)
sys.set_int_max_str_digits(0), len(str(10 ** 5000))
sys.set_int_max_str_digits(maxdigits=4300)
sys.setrecursionlimit(0)
sys.setrecursionlimit(1 << 40)
sys.setrecursionlimit('a')
sys.setrecursionlimit(5)
sys.getrecursionlimit()
sys._getframe(10000)
sys._getframe('a')
sys._getframe(-1).f_code.co_name
sys.getsizeof()
sys.getsizeof(BadSize())
sys.getsizeof(BadSize(), 7)
sys.getsizeof(SizeOf(-5))
sys.getsizeof(SizeOf('a'))
sys.getsizeof(SizeOf('a'), default=3)
sys.getsizeof(SizeOf(1 << 70))
sys.getrefcount()
sys.intern(5)
sys.intern(type('S', (str,), {})('a'))
sys.exit(5)
sys.exit()
sys.exit('a', 'b')
""")


# -- imports
def importing(*args, **names):
    return __import__(*args, **names)


for text in """
import nothing_of_the_kind
import sys.x
import json.nothing
import collections.nothing
from sys import nothing
from json import nothing
from collections import abc, nothing
import collections.abc as a; print(a.__name__)
from . import x
from .x import y
from .. import x
from sys import *; print(maxsize > 5)
__import__('sys', level=-1)
__import__('sys', level=1)
__import__('')
__import__('', level=1)
__import__(5)
__import__()
__import__('x.y')
__import__('sys', {'__name__': 'a.b', '__package__': 'a'}, level=1)
__import__('sys', {'__name__': 'a.b'}, level=1)
__import__('sys', {'__package__': 5}, level=1)
__import__('sys', {'__package__': None, '__name__': 'a'}, level=1)
__import__('sys', {}, level=1)
__import__('sys', 5, level=1)
__import__('abc', {'__package__': 'collections', '__name__': 'collections'}, None, ['x'], 1)
__import__('collections.abc').__name__; print(__import__('collections.abc', fromlist=['x']).__name__)
print(__import__('collections', fromlist=['abc']).abc.__name__)
__import__('sys', level='a')
__import__('sys', level=1 << 70)
sys.modules['gone'] = None; import gone
sys.modules['odd'] = 5; import odd; print(odd)
from odd import x
import odd.x
sys.modules['odd'] = types.ModuleType('odd'); from odd import x
sys.modules['odd'].__all__ = ['a', 'b']; from odd import *
sys.modules['odd'].__all__ = [5]; from odd import *
sys.modules['odd'].__all__ = 5; from odd import *
sys.modules['odd'].__all__ = ('q',); sys.modules['odd'].q = 1; from odd import *; print(q)
del sys.modules['odd'].__all__; sys.modules['odd']._p = 1; sys.modules['odd'].__dict__[''] = 5; from odd import *; print(q, '_p' in dir())
sys.modules['odd'].__file__ = 'f.py'; from odd import zz
sys.modules['odd'].__file__ = 5; from odd import zz
sys.modules['odd'].__name__ = 5; from odd import zz
del sys.modules['odd'].__name__; from odd import zz
sys.modules['odd.sub'] = 7; sys.modules['odd'].__name__ = 'odd'; from odd import sub; print(sub)
sys.modules['odd'] = types.SimpleNamespace(__path__=[], a=1, __name__='odd'); from odd import a; print(a)
__import__('odd', fromlist=5)
__import__('odd', fromlist=[5])
__import__('odd', fromlist=Bad())
__import__('odd', fromlist=('*',)).a
sys.modules['odd'].__all__ = Bad(); from odd import *
sys.modules['odd'].__all__ = [5]; from odd import *
sys.modules['odd.deep'] = sys; exec('from .deep import maxsize as m; print(m > 1)', {'__package__': 'odd'})
exec('from . import a; print(a)', {'__package__': 'odd'})
exec('from .. import a; print(a)', {'__package__': 'odd.deep'})
exec('from .... import a', {'__package__': 'odd.deep'})
exec('from . import a', {'__package__': ''})
exec('from . import a; print(a)', {'__name__': 'odd', '__path__': []})
exec('from . import a; print(a)', {'__name__': 'odd.x', '__package__': None})
exec('from . import a', {'__name__': 5})
exec('from . import a; print(a)', {'__spec__': types.SimpleNamespace(parent='odd')})
exec('from . import a; print(a)', {'__spec__': types.SimpleNamespace(parent=5)})
exec('from . import a; print(a)', {'__spec__': 5})
print(__import__('deep', {'__package__': 'odd'}, level=1) is sys)
del sys.modules['odd.deep']
sys.modules['odd'] = BadAttr(); from odd import x
sys.modules['odd'] = BadAttr(); from odd import *
sys.modules['odd'] = types.SimpleNamespace(a=1); from odd import *; print(a)
sys.modules['odd'] = type('N', (), {'__slots__': ()})(); from odd import *
del sys.modules['odd'], sys.modules['gone'], sys.modules['odd.sub']
""".strip().split("\n"):
    do(text)
kept = builtins.__import__
for f in (lambda *a: print("importing", a[0], a[3:]) or kept(*a), bad, 5, lambda *a: 5):
    builtins.__import__ = f
    try:
        exec("import sys, collections.abc\nfrom sys import maxsize as m\nprint(m > 1)\n", {})
    except Exception as e:
        print(type(e).__name__, e)
    builtins.__import__ = kept
del builtins.__import__
try:
    exec("import sys", {})
except ImportError as e:
    print(e)
builtins.__import__ = kept
try:
    exec("import sys", {"__builtins__": {}})
except ImportError as e:
    print(e)


# -- names, frames, locals
class Names(dict):
    def __missing__(self, key):
        if key == "boom":
            raise RuntimeError("missing")
        raise KeyError(key)

    def __setitem__(self, key, value):
        if key == "never":
            raise RuntimeError("set")
        super().__setitem__(key, value)

    def __delitem__(self, key):
        if key == "never":
            raise RuntimeError("del")
        super().__delitem__(key)


for text in ("x = 1; print(x); del x", "never = 1", "del never", "boom", "print(len)", "nothing",
             "import sys; print(sys.__name__)", "def f(): pass", "class A: y = 1", "del zz",
             "print(locals() is not None, vars() == locals(), dir())", "global g; g = 1; del g",
             "global g; del g", "x: int = 5; print(__annotations__)", "from sys import *"):
    for names in (Names(), types.MappingProxyType({})):
        try:
            exec(text, {"__builtins__": builtins}, names)
        except Exception as e:
            print(text, type(e).__name__, e)


def frames():
    a = 1

    def inner(b):
        nonlocal a
        c = lambda: (a, b)
        found = locals()
        del b
        again = locals()
        return sorted(found), sorted(again), found is again, c
    return inner(2)[:3]


def frame_of_generator():
    x = 1
    yield
    y = 2
    yield


class Body:
    a = 1
    seen = sorted(locals())
    b = [x for x in range(2)]
    f = sys._getframe()
    f2 = f.f_locals is locals()


g = frame_of_generator()
run("""
frames()
g.gi_frame.f_locals, next(g), g.gi_frame.f_locals, next(g), sorted(g.gi_frame.f_locals)
Body.seen[:1], Body.f2, Body.f.f_lineno > 0
eval('x', {'x': 1}), eval('y', {}, {'y': 2}), eval(compile('1+1', 'f', 'eval'))
eval('1', 5)
eval('1', {}, 5)
exec('1', 5)
exec('1', {}, 5)
eval(5)
exec(5)
eval()
eval(b'1 + 1'), eval(bytearray(b'2')), eval(memoryview(b'3')), eval('  4')
eval('x = 1')
eval('1\\0')
exec('1', closure=5)
exec((lambda: g).__code__, {})
compile('1', 'f', 'nonsense')
compile('1', 'f', 5)
compile(5, 'f', 'exec')
compile('1', 5, 'exec')
compile('1', b'f', 'exec').co_filename, compile('1', PathOf('p'), 'exec').co_filename
compile('1', PathOf(5), 'exec')
compile('1', 'f', 'exec', 1 << 30)
compile('1', 'f', 'exec', 0, True, 5)
compile('assert 0', 'f', 'exec', optimize=2).co_consts, compile('"doc"', 'f', 'exec', optimize=2).co_consts
compile('1', 'f', 'single').co_consts
compile('1\\n2', 'f', 'single')
compile()
vars(5)
vars(Bad()), vars(1, 2)
dir(BadDir())
dir(5, 6)
globals() is globals(), locals() is not None
id(5) == id(5), callable(len), callable(5), hash(5), chr(97), ord('a'), bin(5), oct(8), hex(-255)
chr(-1)
chr(1 << 70)
chr('a')
ord('ab')
ord(5)
bin('a')
sum([1, 2], 5), sum([1.5, 2]), sum([[1], [2]], []), sum([1, 2.5, 1 << 70]), sum([True, 1]), sum([1j, 2])
sum(['a'], '')
sum([b'a'], b'')
sum(5)
sum([1, 'a'])
sum(BadIter())
sum([1], start=5), any([0, 1]), all([]), any(BadIter2())
any([Bad()])
all([Bad()])
all(BadIter())
iter(5)
iter(5, 6)
iter()
next(5)
next(iter([])), next(iter([]), 5)
next(BadIter(), 5)
getattr(5, 'zz'), 6
getattr(5, 'zz', 6), getattr(BadAttr(), 'zz', 6)
getattr(5, 5)
getattr(5)
hasattr(5, 5)
hasattr(BadAttr(), 'x')
setattr(5, 'a', 1)
delattr(5, 'a')
divmod(1)
pow(1)
round()
round(5, ndigits=-1), round(number=2.5)
round(Bad())
abs()
format(5, 'x'), format('a', '>3')
format(5, 5)
format(FormatOf(5))
repr()
ascii('\\u1234\\xe9'), ascii(ReprOf5())
isinstance(1)
issubclass(1, 2, 3)
""")


# -- calls
def f0(): pass
def f1(a): pass
def f2(a, b=1, /, c=2, *, d, e=3): pass
def f3(*args, a, **names): pass


class StrSub(str):
    def __eq__(self, other): raise RuntimeError("eq")
    __hash__ = str.__hash__


run("""
f0(1)
f0(1, 2, a=3)
f0(a=1)
f1()
f1(1, 2)
f1(1, a=2)
f1(b=2)
f1(**{'a': 1, 'b': 2})
f1(**{5: 1})
f1(*5)
f1(**5)
f1(*BadIter())
f1(**BadAttr())
f1(*[1], **{'a': 5})
f1(1, **{'a': 5}, **{'a': 6})
f2(1)
f2()
f2(d=1)
f2(a=1, d=1)
f2(1, b=2, d=1)
f2(1, 2, 3, 4)
f2(1, 2, 3, 4, d=5)
f2(1, 2, 3, 4, e=5)
f2(1, 2, c=5, d=1, zz=1)
f2(1, d=1, dd=2)
f3()
f3(1, 2)
f3(a=1, **{StrSub('b'): 1})
f1(**{StrSub('q'): 1})
f1(**{StrSub('a'): 1})
(lambda a, b, *, c, d: 1)(c=1)
(lambda a, b, c: 1)()
(lambda *, a, b, c: 1)()
(lambda a, b=1: 1)(1, 2, 3)
(lambda a, *, b=1: 1)(1, 2, b=3)
(lambda a, *, b=1: 1)(1, 2, 3, b=3)
5()
'a'.join(5, 6)
[].append()
[].append(1, 2)
[].append(a=1)
len()
len(1, 2)
len(a=1)
list.append()
list.append(5, 1)
list.append([], a=1)
str.join('a')
int.from_bytes(5)
int.from_bytes(b'a', 'middle')
int.from_bytes(b'a', 5)
(5).to_bytes(1, 'big', signed=Bad())
(500).to_bytes(1, 'big')
(-5).to_bytes(1, 'big')
(5).to_bytes(-1, 'big')
(5).to_bytes('a', 'big')
int.from_bytes(b'\\xff', 'big', signed=True), int.from_bytes([1, 2], 'little'), (5).to_bytes()
""")


# -- generators
def gen(f=None):
    try:
        x = yield 1
        print("sent", x)
        yield 2
    except GeneratorExit:
        if f:
            f()
        raise
    finally:
        print("finally")


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            pass


def delegate(it):
    r = yield from it
    return r


class It:
    def __init__(self, **methods): self.__dict__.update(methods)
    def __iter__(self): return self
    def __next__(self): return 7


class SendIt(It):
    def send(self, v):
        raise StopIteration((v, v))

    def throw(self, *a):
        print("thrown", len(a))
        raise StopIteration("thrown")

    def close(self):
        raise RuntimeError("close")


def started(g):
    next(g)
    return g


def itself():
    me.send(None)
    yield


me = itself()
run("""
gen().send(5)
started(gen()).send(5)
started(gen()).throw(ValueError)
started(gen()).throw(ValueError('a'))
started(gen()).throw(ValueError, 'a')
started(gen()).throw(ValueError, ('a', 'b'), None)
started(gen()).throw(5)
started(gen()).throw(int)
started(gen()).throw(ValueError('a'), 5)
started(gen()).throw(ValueError, 'a', 5)
started(gen()).throw(ValueError, KeyError('k'))
started(gen()).throw()
gen().throw(ValueError)
gen().close()
started(gen()).close()
started(gen(bad)).close()
started(stubborn()).close()
started(gen()).throw(StopIteration)
started(gen()).throw(GeneratorExit)
next(me)
started(delegate(It())).send(5)
started(delegate(SendIt())).send(5)
started(delegate(SendIt())).throw(ValueError)
started(delegate(SendIt())).close()
started(delegate(It())).throw(ValueError)
started(delegate(It())).close()
started(delegate(It(close=bad))).close()
started(delegate(It(throw=bad))).throw(ValueError)
started(delegate(gen())).throw(KeyError)
started(delegate(gen())).close()
started(delegate(BadIter()))
started(delegate(5))
list(delegate([1, 2]))
gen().gi_running, gen().gi_yieldfrom, started(delegate([1])).gi_yieldfrom is not None
gen().__name__, gen().__qualname__, gen().gi_code.co_name
setattr(gen(), '__name__', 5)
setattr(gen(), '__qualname__', 5)
setattr(gen(), '__name__', 'x')
delattr(gen(), '__name__')
gen().gi_frame.clear()
started(gen()).gi_frame.clear()
sys._getframe().clear()
""")
for g2 in (gen(), started(gen(bad)), started(stubborn())):
    text = head(told(lambda: None))
    g2 = None
print(head(told(lambda: started(gen(bad)) and None)))
print(head(told(lambda: started(stubborn()) and None)))
