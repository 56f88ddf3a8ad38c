"""Every corner of the grammar; only parsed, never run (tests/tools/compare_ast.py)."""
from __future__ import annotations
import a.b.c as d, e
from . import x
from .. import y as z
from ...pkg.mod import (p, q as r,)
from .... import (s)
from m import *

# numbers and strings
n = [0, 00, 0_0, 1_000, 0xFF_ff, 0o17, 0b1_0, 1., .5, 1e5, 1E-5, 1_0.0_1e+1_0, 1j, .5J, 1e3j, 00.5, 09.5, 0e0]
big = 123456789012345678901234567890 + 0xFFFFFFFFFFFFFFFFFFFFFFFFFFF
t = 'a' "b" '''c''' """d
e""" r'\n' u'x' + (b'a' b"b" rb'\x' Rb'\'')
esc = '\a\b\f\n\r\t\v\\\'\"\0\01\012\x41\u0041\U00000041\
\q\8' '\ud800', b'\x00\377\q'
uni = 'é€😀' + u'é' "x"; кириллица = é = 1
f'{x}' f'{x!r:>{width}}' 'lit' f"{{}}{x:{a}.{b}}{{" rf'\d{x}' f'''{
x}''' f'''
  {x + 1
   + 2} {y}
{z}''' f'{x=}' f'{ x = }' f'{x=!s}' f'{x=:5}' f'{x!a}' f'{lambda_ if a else b}'
f'{(lambda: 1)}' f'{ {1: 2}[1] }' f'{a["b"]}' f"{a['b']:%H:%M}" f'{x:{{}}}' f'{a!=b}' f'{a==b!r}' f'{a<=b}{a>b}'
f'{*a, b}' f'{a, b}' f'{yield_}' f'{x:}' f'{f"{y}"}' f'{a:=5}{(a:=5)}'
'%s %r' % (a, b) ; f'' ; f'' 'a' f'' ; '' f'{x}' ''; F'{x}'; fR'{x}\{y}'
g(f'{a}'
  f'{b}' 'c',
  f"é{b}", f'''
é{a} {b}''')
x = (f'a'
     f'{b}'
     'c')

# operators
a = -x ** -y ** z; b = not a == b; c = not not a; d = a if b else c if d else e
e = lambda: a if b else c; g = a or b and c or not d and (e or f) or (g or h)
h = a < b <= c != d is e is not f in g not in h == (i < j) > k >= l
i = a | b ^ c & d << e >> f + g - h * i / j // k % l @ m; j = ~-+a
k = (a + b) * c - (d); l = ((a)); m = (a).b[c](d).e; (n)[0]; o = (a, b) + (c,) + ()
p = lambda *a, b=1, **c: (yield); q = lambda a, /, b=2, *, c, d=3: lambda: 0
r = lambda x, *y: x; s = lambda *, k: k; t = lambda **k: k; u = lambda a=1, /: a; v = lambda a, b=lambda c=1: c: a
w = (x := 5, y := 6); f(x := 1, y=2); z[x := 1]; z[a, b := 2]; {x := 1, 2}; [y := 1, y ** 2]
a = b = c, d = *e, f = [*g, h] = (*i,) = j
a, = b,; [a, [b, *c]] = d; (a) = (b); ((a, b)) = c; (a.b), c[d] = e; *a, = f; [] = () = g; *a.b, c = d; *a[0], = b
*(a, b), c = d; *[a], b = c
a += 1; a.b -= 1; a[b] *= 1; (a) /= 1; a //= yield; a %= b, c; a **= 1; a >>= 1; a <<= 1; a &= 1; a ^= 1; a |= 1; a @= *b, c
a: int; a.b: int = 1; a[b]: list[int] = [1]; (a): int = 1; a: int = yield; a: tuple = 1, 2; a: t[1:2, ...] = *b, c
a: x if y else z = 1; b: lambda: 1 = 2; c: a[b][c](d).e | f; d: (yield)
del a, b.c, d[e], (f, g), [h, i], (j); del (k), l,
x[a:b], x[:], x[a:], x[:b], x[::c], x[a:b:c], x[a:b, c], x[a,], x[a:b,], x[*a], x[*a, b], x[:, ::2], x[a][b], x[()], x[(a, b)], x[lambda: 1]
x = *a, *b.c, *d(); x = *a | b,; print(*a or b, *c, d, *e, k=1, *g, **h, l=2, **m)
f(a for a in b); f((a for a in b), c); f(a, *b, c=d, *e, **f); f(**a, b=c); f(); f(a,); f(*a,); f(**a,); f(a)(b)(c)
f(*a if b else c); f(lambda: 1, lambda x: 2); f(not a); f(a == b, c=d == e); f(print=1, match=2, case=3, type=4, _=5)
[a for b in c for d, e in f if g if h for i, in j]; {a: b for a, b in c}; {a for a in b}; (a for a in b if c or d)
[a for a in b or c]; [lambda: a for a in b]; [(a, b) for *a, b in c]; [[a for b in c] for d in e]
[a for a.b in c]; [a for a[0] in c]; [a for (a) in b if (lambda: c)]
{}, {a}, {a,}, {*a}, {*a, b}, {a: b}, {**a}, {a: b, **c, d: e}, {a: lambda: b, c: d if e else f}, {**a | b}
[], [a], [a,], [*a], (), (a,), (*a,), (a), ((a),), (yield), [(yield)], ((yield a), b), (a, (yield from b))
...; a = ...; None, True, False; a.print; a.exec; a.match.case; print; exec; match; case; _; type; print >> a, b; print -1; exec (a)
print; print(a) (b) ; match (a); match [a]; match -a; match * a; match.a; match, case = case, match; match: int = 1; case: str
match[a:b]; match(a, *b)(c); type = 1; type: int; match += 1; match = case = 1
assert a; assert a, b; assert (a, b); raise; raise a; raise a from b; raise a.b() from None
global ga, gb; pass; break; continue; return; return a; return a, b; return *a, b; return (yield)
return a,
yield; yield a; yield a, b; yield *a, b; yield from a; a = yield b; a = yield from b; a = b = yield
await_ = async_ = 1

if a: b
elif c: d
elif e:
    f
else: g
if a:
    b; c;
if (a := b): pass; pass
else:
    if c:
        d
    elif e: pass
while a: b
else:
    c
while (yield): pass
for a in b: c
else: d
for a, b in c, d: pass
for a, in b,: pass
for *a, b in *c, d: pass
for (a, b), [c, d], e.f, g[h] in i: pass
for a in lambda: b, c: pass
for a[b in c] in d: pass
for (a) in (b): pass
with a: b
with a, b: c
with a as b: c
with a as b, c as d: e
with (a): pass
with (a, b): pass
with (a, b,): pass
with (a as b): pass
with (a as b, c): pass
with (a, b as c,): pass
with (a as b, c as d,): pass
with (a, b) as c: pass
with (a), (b): pass
with (a) as b, (c) as d: pass
with (yield): pass
with (yield a) as b: pass
with (a := b): pass
with (a := b, c): pass
with (a for a in b): pass
with (a for a in b) as c: pass
with (*a, b): pass
with (): pass
with a() as (b, c): pass
with a() as [b, c], d as e.f, g as h[i]: pass
with a as (b): pass
with (a as (b, *c), d as [e]): pass
with (a)(b): pass
with (a).b as c: pass
with (a, b).c: pass
with (a, b)[0] as c, d: pass
with a if b else c as d: pass
with lambda: a: pass
with lambda: a as b: pass
with not a as b: pass
with a or b as c, d and e as f: pass
with (a if b else c, d): pass
with (a) if b else c: pass
with (lambda: a, b): pass
with a as b \
     , c: pass
try: a
except: b
try: a
except A: b
except (B, C) as d: e
except E.f() as g: h
except (yield): pass
else: i
finally: j
try:
    a
finally:
    b
try: a
except* A: b
except *B as c: d
except*(C, D): pass
else: pass
finally: pass
try: pass
except a if b else c as d: pass
except lambda: 0: pass

def f(): pass
def f(a): pass
def f(a,): pass
def f(a, b=1, /, c=2, *d, e, f=3, **g) -> h: pass
def f(a: int, b: str = 'x', *c: t, d: u = 1, **e: v) -> (yield): pass
def f(*, a, b=1, c): pass
def f(*, a: int): pass
def f(*args: *Ts, **k: a if b else c): pass
def f(*args: *Ts[a, b]) -> a | b: pass
def f(a, /): pass
def f(a, /, *, b): pass
def f(a=1, /, b=2): pass
def f(**k,): pass
def f(*a,): pass
def f(a: lambda: 1, b: (1, 2) = (3, 4), c: x[1:2] = d[e:f]) -> x[a, b:c]: "doc"
def print(print, exec=exec, match=match, case=1, type=2, _=3): return print
def f(a: dict[str, list[int]] = {}, b: 'str' 'cat' = f'{x}', *, c: not d = not e) -> None:
    """doc"""
    nonlocal x, y
    def g():
        return

    # comment
    return g

@a
@b.c
@d(e, f=g)
@(h if i else j)
@lambda f: f
@k[0]
@l := m
def f(): pass

@a
class A: pass
class A(): pass
class A(B): x: int = 1
class A(B, *C, metaclass=M, **k):
    """doc"""
    @property
    def p(self): return self

    class D(E): pass
class print(match): pass

match a:
    case 1: pass
    case -1 | 1.5 | -2.5j | 1+2j | -1-2j | 1.0 + 2j: pass
    case 'a' | 'b' 'c' | b'd' | r'e': pass
    case None | True | False: pass
    case _: pass
    case x: pass
    case x.y | x.y.z: pass
    case (1): pass
    case (1,) | (1, 2) | () | [] | [1] | [1,]: pass
    case (1 | 2): pass
    case (1 | 2) | 3: pass
    case ((1 | 2) as x) | (3 as x): pass
    case 1 as x: pass
    case 1 | 2 as x: pass
    case (1 | 2) as x: pass
    case (x) as y: pass
    case x, y: pass
    case x,: pass
    case *x, y: pass
    case x, *_: pass
    case *_,: pass
    case [x, *y, z] | (x, *y, z): pass
    case [[1, x], (2, *y)]: pass
    case (*x,): pass
    case {}: pass
    case {1: x}: pass
    case {'a': x, **rest}: pass
    case {'a' 'b': [x, y], -1: z, a.b: _, None: n, 1+2j: w,}: pass
    case {**rest}: pass
    case {**rest,}: pass
    case {True: 1 | 2, 'x': {'y': {}}, 1.5: A(b=1) as c}: pass
    case A(): pass
    case A.b(): pass
    case A(x): pass
    case A(x, y,): pass
    case A(x, b=y): pass
    case A(b=1, c=2 | 3, d=A(), e=(1 | 2) as f, g=_, h=x as y): pass
    case A(1 as x, (y), [z], {'k': v}, -1, 'a', None, a.b): pass
    case A(b=-1, c='x' 'y', d=None, e=a.b, f=[*_], g={}, h=-1 + 2j,): pass
    case str() | int(): pass
    case A(b=B(c=C(d=1))): pass
    case 1 if x: pass
    case x if x > 1 and (y := x): pass
    case [x] if [x]: pass
    case match: pass
    case case: pass
    case (match | case): pass
    case {match.case: type}: pass
    case print(exec=1): pass
match a, b:
    case a, b: pass
match a,:
    case (a,): pass
match *a, b:
    case _: pass
match *a(), b, *c:
    case _: pass
match (a):
    case _: pass
match (a, b):
    case _: pass
match -a:
    case _: pass
match [a]:
    case _: pass
match {a: b}:
    case _: pass
match not a:
    case _:
        match b:
            case 1: pass
            case 2:
                match = case
match a := b:
    case _: pass
match match:
    case case: case
match lambda: a:
    case _: pass
match (yield):
    case _: pass
match a if b else c:
    case _: pass
match f'{a}':
    case _: pass
match x.y[z](w):
    case _: pass
match(a)
match (a).b
match[a]
match = 1
case = 2
