"""Programs that do not compile, and odd ones that do: every message and place, or the bytecode."""
import warnings

warnings.simplefilter("ignore")


def sums(code):
    """A number for a code object and those inside it: bytecode, lines and names."""
    total = len(code.co_consts)
    for part in (code.co_code, code.co_linetable, code.co_exceptiontable, repr(code.co_names + code.co_varnames).encode()):
        for b in part:
            total = (total * 31 + b) % 1000003
    for c in code.co_consts:
        total = (total * 7 + (sums(c) if hasattr(c, "co_code") else len(repr(c)))) % 1000003
    return total


def look(source, mode="exec"):
    source = source.replace("DDD", '"' * 3).replace("SSS", "'" * 3)
    try:
        code = compile(source, "<s>", mode)
    except SyntaxError as e:
        print(repr(source)[:60], type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text)[:40])
    except Exception as e:
        print(repr(source)[:60], type(e).__name__, e)
    else:
        print(repr(source)[:60], sums(code))


EXPRESSIONS = r"""
a b|a if b|a if b else|a if b else c d|f(a for a in b, c)|f(a, b for b in c)
f(a for a in b, c for c in d)|f(x for x in y, 1)|f(a=1, b for b in c)|f(a=b for b in c)|f(**a, *b)
f(**a, b)
f(a=1, 2)|f(True=1)|f(None=1)|f(False=2)|f(__debug__=1)|f(a.b=1)|f(a()=1)|f(a+b=1)|f((a)=1)|f(a=)
f(a, b=)|f(a b)|f(a, b c)|f(a if b)|f(lambda: 1=2)|f(1=2)|f("a"=2)|f(a:=1)|f(a:=1, b=2)|f(a=b:=1)
f(*a:=b)
f(**)|f(*)|f(,)|f(a,,b)|f(a for)|f(a for b)|f(a for b in)|f(*a for a in b)|f(**a for a in b)|[a b]
[a, b c]|[a for b]|[a for b in]|[*a for a in b]|[a, b for a in b]|[a := 1]|[a := 1, b]
[a := 1 for b in c]
[a for a := 1 in b]|[a for a in b := c]|[a for (a := 1) in b]|[(a := 1) for b in c]
[a for a in (b := c)]|[a for 1 in b]|[a for f() in b]|[a for a.b in c]|[a for a, in b]
[a for *a in b]|[a for *a, b in c]|[a for a in b if]|[a for a in b if c else d]|[a for a in b, c]
[a for a in lambda: b]
{a: b c}|{a: }|{a: , b: c}|{a: *b}|{*a: b}|{**a: b}|{a: b, **}|{a: b for}|{**a for a in b}
{a: **b}|{a, b: c}|{a: b, c}|{*a, **b}|{**a, *b}|{a: b for a in c}|{a b}|{a, b c}|{a: b, c: d e}
{a: 1, b: 2|{a = 1}|{a: b = 1}|{a:=1}|{a:=1, b}|{(a:=1): b}|{a: b:=1}
(a b)|(a, b c)|(a for)|(*a)|(*a,)|(**a)|(a = 1)|(a := 1)|(a.b := 1)|(a[0] := 1)|(f() := 1)
(1 := 2)|((a) := 1)|((a, b) := 1)|(a, b := 1)|(True := 1)|(__debug__ := 1)|(yield := 1)
(a := yield)|(a := yield b)|a := 1|(a := b := c)|(lambda: a := 1)|(lambda: (a := 1))
lambda|lambda a|lambda a:|lambda a b: c|lambda a, a: b|lambda *: a|lambda *, a: b|lambda *, **a: b
lambda **a, b: c|lambda *a, *b: c|lambda a=1, b: c|lambda /: a|lambda a, /, b, /: c
lambda *a, /: b|lambda (a): b|lambda (a, b): c|lambda a: int: b|lambda a=: b|lambda *a=1: b
lambda **a=1: b|lambda **a, : b|lambda *, : a|lambda a, *, b=1, c: d|lambda a, *b, c, **d: e
lambda /, a: b|lambda *a, b, *c: d|lambda a, /, *, /: b
not|not a not b|a not b|a is not|a not in|a in|a <> b|a < > b|a == |a != b c|a ! b|a =! b|a ++ b
a ** |** a|* a|*a|*a, b|a.|a.1|a.b c|a..b|.a|a[|a[]|a[b|a[b c]|a[b:c:d:e]|a[:]|a[::]|a[*b]
a[*b, c]|a[b:=1]|a[(b:=1)]|a[b:=1, c]|a[b=1]|a[**b]|a[:, *b]|a[b:c, d]
1a|1_|1__0|1_0|0x|0xg|0x_|0x_1|0b|0b2|0b1_|0o|0o8|0o7_|00|01|0_1|007|08|09.5|00e1|00j|0777j|1e|1e+
1e5a|1.e|1._5|1.5_|1.5__5|1_e5|1j2|1jj|1if a else b|1or 2|1and 2|1in a|1is a|1not in a|1else
0x1for x in y|0b1and 2|0o7or 1|1_000if a else b|1.if a else b|1e5or 2|1jor 2|0xfor 1|0in a|00in a
1E5|0XF|0B1|0O7|1J|1.5J|1e-5j
"a|'a|DDDa|SSSa|"a" b|"a" "b|b"\xe9"|b"a" "b"|"a" b"b"|u"a" "b"|ub"a"|rb"\n"|br'a'|f"{"|f"}"|f"{}"
f"{a"|f"{a!}"|f"{a!x}"|f"{a!r"|f"{a!r:"|f"{a:{b}}"|f"{a:{b:{c}}}"|f"{a:{b"|f"{a b}"|f"{a!r b}"
f"{#}"|f"{a#}"|f"{'a'}"|f"{a['b']}"|f"{a["b"]}"|f"{\n}"|f"{a\}"|f"{*a}"|f"{*a, b}"|f"{**a}"
f"{yield}"|f"{lambda x: 1}"|f"{(lambda x: 1)}"|f"{a:=1}"|f"{(a:=1)}"|f"{a=}"|f"{a = }"|f"{a=!r}"
f"{a=:5}"|f"{a==b}"|f"{a!=b}"|f"{a<=b}"|f"{a>=b}"|f"{a=b}"|f"{a;b}"|f"{ }"|f"{!r}"|f"{:5}"|f"{a)}"
f"{(a}"|f"{[a}"|f"{a]}"|f"{(a]}"|f"{{a}}"|f"{{{a}}}"|f"{{a"|f"a}}"|f"{a}}"|f"\N{DIGIT ONE}"
f"\N{a"|f"\N"|f"\N{}"|f"{SSSaSSS}"|fSSS{DDDaDDD}SSS|f"{a}{"|f"{a:}}"|f"{a:}}}"|f"{a!s:{b!r:{c}}}"
f"{a!r:^{b}}"|f"{a:{'{'}}"|f"{a:{b}{c}}"|rf"\{a}"|fr"{a:\n}"|f"{0x}"|f"{1a}"|f"{a.}"|f"{f'{b}'}"
f"{f'{'}"
"\x"|"\x1"|"\xg1"|"\u123"|"\U1234"|"\U00110000"|"\N{x}"|"\N"|"\N{"|"\N{}"|"\N{DIGIT ONE}"|b"\x"
b"\xg"|"\8"|"\777"|b"\777"|"\400"|"\q"|b"\q"
a = b = |a += b += c|a = yield|a, b += c|(a) += b|(a, b) += c|[a] += b|f() += 1|1 += 2|a.b += c
a[b] += c|*a += b|a + b += c|None += 1|a : int|a : int = |a.b : int = 1|a[b] : int|(a) : int = 1
(a, b) : int|[a] : int|a, b : int|f() : int|1 : int|a : b := 1|"a" : int|a : int = *b
a : int = b, c|a : int = yield|lambda : int|None : int|a : *b
= 1|a = 1 = b|1 = a|f() = 1|a + b = 1|-a = 1|not a = 1|a < b = 1|a if b else c = 1|lambda: a = 1
None = 1|True = 1|... = 1|__debug__ = 1|"a" = 1|f"a" = 1|f"{a}" = 1|b"a" = 1|{} = 1|{a} = 1
{a: b} = 1|[] = a|() = a|(a, 1) = b|[a, f()] = b|(a, (b, 1)) = c|*a = b|*a, *b = c|[*a, *b] = c
(*a) = b|(a, *b), c = d|*a, = b|a for a in b = 1|[a for a in b] = 1|(a for a in b) = 1|yield = 1
(yield) = 1|a := b = c|x.y = 1 = z|a and b = 1|a or b = c|a, 1 = b|a, None = b|(a) = 1|((a)) = 1
(a.b) = 1|[a.b, c[d]] = e
""".strip("\n").replace("\n", "|").split("|")
STATEMENTS = r"""
if a|if a:|if a: b else: c|if a = b: c|if a == b = c: d|if (a = b): c|if a b: c|if a: pass\nelif
if a: pass\nelif b|if a: pass\nelif b = c: d|if a: pass\nelse|if a: pass\nelse b|else: a|elif a: b
if a:\npass|if a:\n  b\n c|if a:\n  b\n   c|  a|a\n  b|if a:\n\tb\n        c|if a:\n        b\n\tc
while a|while a:|while a = b: c|while: a|while a: b\nelse|while a:\npass|while (a = 1): b|for
for a|for a in|for a in b|for a in b:|for a b in c: d|for 1 in b: c|for f() in b: c
for a.b in c: pass|for a[b] in c: pass|for (a, b) in c: pass|for [a, *b] in c: pass|for *a in b: c
for *a, b in c: pass|for a in *b, c: pass|for a in b = c: d|for a in b:\npass|for a := 1 in b: c
for (a) in b: pass|for a, in b: pass|for None in b: c|for a in b: c\nelse: d\nelse: e
for lambda: 1 in b: c|for a, 1 in b: c|for a if b else c in d: e
def|def f|def f(|def f()|def f():|def f(): a b|def f() -> : a|def f() -> int: pass|def f(a, a): b
def f(a=1, b): c|def f(*): a|def f(*, a): pass|def f(*, **a): b|def f(**a, b): c|def f(**a, *b): c
def f(*a, *b): c|def f(*a, b, *c): d|def f(a, /, b, /): c|def f(/): a|def f(/, a): b
def f(*a, /): b|def f((a)): b|def f((a, b)): c|def f(a, (b)): c
def f(a: int, b: str = 1, *c: d, e: f = 2, **g: h): pass|def f(*a: *b): pass|def f(*a=1): b
def f(**a=1): b|def f(*, a=1, b): pass|def f(a=): b|def f(a:): b|def f(1): a|def f("a"): b
def f(None): a|def f(a.b): c|def f(a b): c|def 1(): a|def f.a(): b|def f() pass|def f(*, ): a
def f(**a,): pass|def f(*a,): pass|def f(a,): pass|def f(,): a|def f(a,,b): c|def None(): pass
def f(): return|def f(): return *a, b|def f(): return a b|return|return a|class A: return|yield
yield a|class A: yield|def f(*, **): a|def f(a, *): b|def f(a, *, ): b|def f(a, **): b
def f(__debug__): pass|def __debug__(): pass|def f(*__debug__): pass|def f(a, /, *b, c, **d): pass
def f(a, *b, /): c|def f(*a, *, b): c|def f(*, a, *): b|def f(**a, **b): c|def f(**a, /): c
def f(a = 1, /, b): c|def f(a, b = 1, /, c = 2, *, d, e = 3): pass
class|class A|class A:|class A(|class A():|class A(): pass|class A(b=c, d): e
class A(*b, **c): pass|class A(**b, *c): d|class A(b for b in c): d|class A(b := 1): pass
class 1: a|class A.b: c|class None: a|class __debug__: a|class A:\npass|class A(b c): d
class A: pass pass|class A(b=1, b=2): pass|@|@a|@a\nb|@a b\ndef f(): pass
@a.b[c](d)\ndef f(): pass|@a := 1\ndef f(): pass|@(a := 1)\ndef f(): pass
@lambda f: f\nclass A: pass|@a\n\ndef f(): pass|@1\ndef f(): pass|@*a\ndef f(): pass
try|try:|try: a|try: a\nb|try: a\nexcept|try: a\nexcept b|try: a\nexcept b, c: d
try: a\nexcept b, c as d: e|try: a\nexcept (b, c): d|try: a\nexcept b as c: d
try: a\nexcept b as c.d: e|try: a\nexcept b as 1: c|try: a\nexcept b as (c): d
try: a\nexcept: b\nexcept c: d|try: a\nexcept*: b|try: a\nexcept* b: c|try: a\nexcept *b, c: d
try: a\nexcept* b: c\nexcept d: e|try: a\nexcept b: c\nexcept* d: e
try: a\nexcept* b as c: d\nfinally: e|try: a\nfinally|try: a\nfinally: b\nexcept c: d
try: a\nelse: b|try: a\nexcept b: c\nelse: d\nfinally: e|except a: b|finally: a|try:\na
try: a\nexcept b:\nc|try: a\nexcept:\nc|try: a\nfinally:\nc|try: a\nexcept* b:\nc
try: a\nexcept b c: d|try: a\nexcept b as: d|try: a\nexcept b = c: d|try: a\nexcept* b: return
def f():\n try: a\n except* b: return|for a in b:\n try: c\n except* d: break
for a in b:\n try: c\n except* d: continue
with|with a|with a:|with a as|with a as b|with a as b:|with a as 1: b|with a as f(): b
with a as b, c as d: pass|with (a as b, c as d): pass|with (a as b, c as d,): pass
with (a, b): pass|with (a, b) as c: pass|with (a): pass|with (a as b): pass
with (a as b) as c: pass|with a as (b, c): pass|with a as [b, *c]: pass|with a as b.c: pass
with a as b[c]: pass|with a as None: b|with a as *b: c|with (a as 1): b|with a, b as: c|with a,: b
with (a, b as c): pass|with (a b): c|with a b: c|with (a for a in b): pass|with (yield): a
with a as b\npass|with (a as b, c as d)\npass|with a:\npass|with (a, b):\npass
with (a as b\n,c): pass|with a = b: c|with open(a) as b, open(c) as d, : e|with (*a, b): pass
with (a := 1): pass|with (a := 1, b): pass|with (a := 1) as b: pass
match a:\n case 1: b|match a:\n case 1 b: c|match a:\ncase 1: b|match a:|match a
match a, b:\n case c, d: pass|match *a, b:\n case _: pass|match a:\n case _: b\n case c: d
match a:\n case b: c\n case d: e|match a:\n case b | c: d|match a:\n case b | 1: d
match a:\n case 1 | b: d|match a:\n case (b, c) | (c, b): d|match a:\n case b, b: c
match a:\n case [b, *c, *d]: e|match a:\n case {"a": b, **c}: d|match a:\n case {**a, "b": c}: d
match a:\n case {"a": b, "a": c}: d|match a:\n case {b: c}: d|match a:\n case {b.c: d}: pass
match a:\n case {1: b, -1: c, "a" "b": d, None: e, 1+2j: f}: pass|match a:\n case {**_}: b
match a:\n case A(b, c=d): pass|match a:\n case A(b=c, d): e|match a:\n case A(b=c, b=d): e
match a:\n case A.B(c): d|match a:\n case A(): b|match a:\n case A(b,): c|match a:\n case A(,): c
match a:\n case A(*b): c|match a:\n case b as c: d|match a:\n case _ as b: c
match a:\n case b as _: c|match a:\n case b as c.d: e|match a:\n case b as 1: c
match a:\n case b as c(): d|match a:\n case 1 as b: c|match a:\n case (1 as b): c
match a:\n case (b): c|match a:\n case (b,): c|match a:\n case (): b|match a:\n case []: b
match a:\n case -1: b|match a:\n case -b: c|match a:\n case 1+2: b|match a:\n case 1+2j: b
match a:\n case 1j+2j: b|match a:\n case 1+b: c|match a:\n case -1-2j: b
match a:\n case 1.5+-2j: b|match a:\n case f"a": b|match a:\n case "a" "b": c
match a:\n case b"a": c|match a:\n case None | True: b|match a:\n case b.c.d: e
match a:\n case b.c: d|match a:\n case *b: c|match a:\n case *_, b: c|match a:\n case [*_]: b
match a:\n case 1, *b: c|match a:\n case b if c: d|match a:\n case b if c := d: e
match a:\n case b if (c := d): e|match a:\n case b if: c|match a:\n case if b: c
match a:\n case: b|match a:\n case b\n c|match a:\n case b:\nc
match a:\n case b:\n  c\n case 1 + 1: d|match (a):\n case 1: b|match(a)|match (a): b|match[a] = 1
match.a|match * a|match -a|match = 1|case = 1|_ = 1|match a: pass|match a:\n pass
match a:\n case 1: b\n pass|match not a:\n case 1: b|match lambda: 1:\n case 1: b
match yield:\n case 1: b|match a:\n case {"a": 1, b}: c|match a:\n case {1+1: b}: c
match a:\n case A(b=1, **c): d|match a:\n case [b, c] | [c, b]: d|match a:\n case [b, c] | [b]: d
match a:\n case (b | c): d|match a:\n case (_ | b): c|match a:\n case b | _: c|match a:\n case 1 
 _ : c
import|import a.|import a as|import a as b.c|import a, |import a.b as c, d|import (a)|import *
from|from a|from a import|from a import (|from a import ()|from a import (b,)
from a import (b, c as d,)|from a import b,|from a import b as|from a import *|from a import *, b
from . import a|from .. import a as b|from ... import a|from .... import a|from .a import b
from . a import b|from a.b import c.d|from a import (b|from a import b c|import a b
import a from b|def f(): from a import *|class A: from a import *|from __future__ import a
from __future__ import braces|from __future__ import annotations
a = 1\nfrom __future__ import annotations|"doc"\nfrom __future__ import annotations, division
from __future__ import *|from __future__ import (annotations as b)|import __debug__
from a import __debug__|import a as __debug__|import a.b.c|import a.b as c|import a; import b
import a;; import b
global|global a|global a, b|global a b|a = 1\nglobal a|def f():\n a = 1\n global a
def f():\n print(a)\n global a|def f(a):\n global a|def f():\n global a\n global a
def f():\n for a in b: pass\n global a|nonlocal a|def f(): nonlocal a
def f(a):\n def g(): nonlocal a|def f(a):\n nonlocal a
def f():\n a = 1\n def g():\n  a = 2\n  nonlocal a
def f():\n a = 1\n def g():\n  global a\n  nonlocal a|def f():\n global a\n def g(): nonlocal a
class A:\n nonlocal a|class A:\n global a\n a: int = 1|def f():\n global a\n a: int
def f():\n a: int\n global a|def f():\n a: int = 1\n nonlocal a|def f():\n import a\n global a
def f():\n [a := 1 for b in c]\n global a|def f():\n global a\n [a := 1 for b in c]
class A: [a := 1 for b in c]|[[a := 1 for a in b] for c in d]|[a := 1 for a in b]
[b for a in b if (b := 1)]|[a for b in c for a in (d := e)]|[(a := 1) for b in (a := c)]
def f(a=(b := 1)): pass|[lambda: (a := 1) for b in c]|{(a := 1): b for c in d}|global __debug__
del|del a|del a, b|del (a, b)|del [a, b]|del (a), b|del ()|del f()|del 1|del a + b|del a.b, c[d]
del *a|del a, *b|del (a, f())|del None|del (a := 1)|del a b|del a if b else c|del lambda: 1
del [a for a in b]|del "a"|del a,|del __debug__|del {a}|del (yield)|del -a|del not a|del a and b
del a < b|del f"a"|del ((a))|del [a, [b, 1]]
raise|raise a|raise a from|raise a from b|raise a b|raise a, b|assert|assert a|assert a, b
assert a, |assert (a, b)|assert (a, b), c|assert a b|assert a = b|assert ()|break|continue
if a: break|if a: continue|def f(): break|for a in b:\n def f(): break
for a in b:\n class A: continue|while a: break|while a: pass\nelse: break
for a in b: pass\nelse: continue|for a in b:\n try: c\n finally: continue|pass a|pass;|a;|;|a; b
a b|a;; b|print a|print a, b|print "a"|exec "a"|exec a in b|print(a) b|print|a?|a$b|a!|`a`|\u20ac
a\u20acb = 1|a\xa0b|\x01|a\\b|a\\|a \\\n b|\\|a = (1|a = [1|a = {1|a = (1]|a = )|a = ]|}|(\n
(\na\nb|((a)|a))|[a)|{a)|"(" )|f(a\nb = 1|a = [\n1,\n2\nb = 3|x = {\n"a": 1\n"b": 2}
def f(): yield from|def f(): yield from a|yield from a|def f(): a = yield = 1|def f(): yield a = 1
[(yield a) for b in c]|def f(): [(yield) for a in b]|def f(): (yield a for b in c)
class A: yield a|lambda: (yield)|def f(a: (yield)): pass|def f() -> (yield): pass|x: (yield)
def f():\n x: (yield)|def f():\n from __future__ import annotations|def f(a: (b := 1)): pass
from __future__ import annotations\nx: (a := 1)
from __future__ import annotations\ndef f(a: (yield)): pass|class A[T]: pass|def f[T](): pass
type X = int|a.b.1|1.a|1 .a|1..a|a = 1 if 2|a = b c d|a, = 1|*a|*a, b|print(*a, sep="")
f(*a, *b, **c, **d)|f(a)(b)(c)|f(a)(b=1, 2)|x = *a|x = *a, b|x += *a, b|return = 1|None|None()
None.a = 1|None[1] = 2|del None.a|a.None|a.True = 1|a.None = 1|import None|import a.None
from a import None|def f(): global None|class A: x = 1; y: int = 2; z: str
if 1:\n  if 2:\n    a\n   b|def f():\n\n\n|def f():\n # only\n|class A:\n SSSdocSSS
if a:\n  b\nelse:\nc|\tif a:\n b|if a:\n\n  b\n\n# c\n  d\n"""
STATEMENTS = [s.replace("\\n", "\n").replace("\\t", "\t") for s in STATEMENTS.strip("\n").replace("\n", "|").split("|")]
for source in EXPRESSIONS:
    look(source)
for source in STATEMENTS:
    look(source)
for source in ("", "a", "a b", "a = 1", "a\n", "a;", "if a: b", "(", "a,", "*a, b", "yield", "lambda: 1", "a\nb", " a", "# c", "a # c", "\n\na", "f(", "pass", "a := 1", "(a := 1)", "[a for a in b]"):
    look(source, "eval")
for source in ("", "a", "a = 1", "a\n", "if a: b", "if a: b\n", "if a:\n  b", "if a:\n  b\n", "a\nb", "a; b", "class A: pass\n", "def f():\n  a\n\n", "(", "x = [", "  a", "#", "\n", "@a", "try: a", "try: a\nexcept b: c\n", "while a: b\n\n", "'''a"):
    look(source, "single")
