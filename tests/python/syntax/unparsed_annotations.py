# Annotations as text: every kind of expression, as the interpreter writes it back
from __future__ import annotations
def show(**k): print(*k.values())
class A:
    a: (1, 'two', b'three', 4.5, 1e400, -1e400j, None, True, ..., 3j, 0x10, 10**3)
    b: x.y[z](1, *args, k=2, **kw)
    c: 1 .real + 2.5.real
    d: [1, *rest, (a, b), (c,), ()]
    e: {1, 2, *more}
    f: {1: 2, **other, 'k': {}}
    g: [i for i in x if i if not i for j in i]
    h: {i for i in x}
    i: {i: j for i, j in x}
    j: (i for i in x)
    k: f(i for i in x)
    l: lambda: 0
    m: lambda a, b=1, /, c=2, *d, e, f=3, **g: (a, b)
    n: lambda *, k: k
    o: lambda *a: a
    p: a if b else c if d else e
    q: (a if b else c) if (d or e) else f
    r: not a and b or not (c or d)
    s: a < b <= c != d is not e not in f is g in h == i >= j > k
    t: (a < b) < (c == d)
    u: a + b * c - (d - e) / f // g % h @ i
    v: (a + b) * c ** -d ** e
    w: -(a ** b) + (-a) ** b - ~c + +d
    x: a | b ^ c & d << e >> f
    y: ((a | b) ^ c) & (d << (e >> f))
    z: not (not a)
class B:
    a: x[1:2]
    b: x[:, 1:, :2, ::3, 1:2:3]
    c: x[a, b]
    d: x[(a, b)]
    e: x[*a, b]
    f: x[()]
    g: x[a:1]
    h: [y]
    i: f(y, k=z)
    j: f'a{b}c{d!r:>{width}}{{}}{e=}'
    k: f'{x!s}{y!a:02}' 'tail'
    l: f'{ {1: 2}[1] }{lambda_}'
    m: f"{'a'}{f'{z}'}"
    n: 'it' "'" '"'
    o: u'unicode'
    p: f'{(lambda: 1)}{(yes if y else no):x}'
    q: (1).real
    r: (-1) ** 2
    s: -1 ** 2
    t: (yes, no)
    u: ((), ((),), ((), ()))
    v: "multi\nline\t\x00é\U0001F600"
    w: f'\n{a}\t'
    x: 1_000 + 0b11 + 0o17
    y: 1e16 + 1e-7 + 1e22
    z: (*a, *b)
def f(a: int, /, b: 'str' = 1, *c: list[int], d: dict[str, int] = {}, **e: (1, 2)) -> -1: pass
def g(*, x: a.b.c): pass
lam = "[lambda: (q := 1), x]"
for c in A, B:
    for name, text in c.__annotations__.items(): print(c.__name__, name, text)
print(f.__annotations__, g.__annotations__)
for text in ['a: (yield)', 'a: (yield x)', 'a: (y := 5)', 'a: [lambda: (yield)]', 'a: [lambda: (yield 1, 2)]', 'a: [lambda: (yield from x)]', 'a: [lambda: (y := 5)]',
             'a: lambda x: (y := x)[z := 2]', 'def f(a: (yield)): pass', 'class C:\n a: (yield)', 'a: [(q := 1) for i in x]', 'a: *b', 'a: {*a, **b}', 'a: (x for x in y) + 1',
             'a: x if y', 'a: not', 'def f(*a: *b): pass\na: 1', 'def f(*a: *b, c: 1): pass\na: f']:
    d = {}
    try: exec('from __future__ import annotations\n' + text, d); print(text, d.get('__annotations__'), d['f'].__annotations__ if 'f' in d else '')
    except SyntaxError as e: print(text, e)
v: a[b](c).d = 3
(w): int = 4
x: int
print(__annotations__, w)
