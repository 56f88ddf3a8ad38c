"""Calls, displays, constants, f-strings, subscripts, unpacking."""


def calls(f, a, k):
    f()
    f(1, 2)
    f(1, x=2, y=3)
    f(*a)
    f(*a, **k)
    f(1, *a, 2, x=1, **k, y=2)
    f(**k)
    f(**k, **k)
    f(x=1, **k)
    f(x=1, y=2, **k)
    f.m()
    f.m(1, x=2)
    f.m(*a)
    f.m(**k)
    f.a.b.c(1)
    f(1)(2)(3)
    f.m(x for x in a)
    print(f)
    print.x(f)
    print(print(1), print(x=print(2)))
    f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
      26, 27, 28, 29, 30, 31, 32)
    f(a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)
    f(a1=1, a2=2, a3=3, a4=4, a5=5, a6=6, a7=7, a8=8, a9=9, a10=10, a11=11, a12=12, a13=13,
      a14=14, a15=15, a16=16, a17=17)
    f.m(a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a)
    (f
     .a
     .b(1)
     .c
     (2))
    return f(
        a,
        k,
    )


def displays(a, b):
    x = []
    x = [1]
    x = [1, 2]
    x = [1, 2, 3]
    x = [a, b]
    x = [*a, b]
    x = [a, *b, 1, *a]
    x = (a, *b)
    x = *a, *b
    x = {*a, b}
    x = {1, 2, 3}
    x = {1, 2}
    x = {}
    x = {1: a}
    x = {1: a, 2: b}
    x = {a: 1, **b, 'c': 2, 'd': 3}
    x = {**a, **b}
    x = (1, 2, (3, 4), "abc", b"x", None, True, ..., 1.5, 2j, -1, -0.0, 0.0)
    x = 1 in [1, 2, 3], 1 in {1, 2, "abc", ("x y", "z")}, x in (a, b)
    x = [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
         a, a, a]
    x = (a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a,
         a, a, a)
    x = {1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a, 9: a, 10: a, 11: a, 12: a, 13: a, 14: a,
         15: a, 16: a}
    x = {1: a, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a, 9: a, 10: a, 11: a, 12: a, 13: a, 14: a,
         15: a}
    x = {a: 1, 2: a, 3: a, 4: a, 5: a, 6: a, 7: a, 8: a, 9: a, 10: a, 11: a, 12: a, 13: a, 14: a,
         15: a, 16: a, 17: a, 18: b, 19: a, 20: a, 21: a, 22: a, 23: a, 24: a, 25: a, 26: a, 27: a,
         28: a, 29: a, 30: a, 31: a, 32: a, 33: a, 34: a, 35: a}
    return x


def unpacking(t):
    a, b = t
    a, b = b, a
    a, b, c = 1, 2, 3
    a, b, c = c, b, a
    a, b, c, d = t, a, b, c
    (a,) = t
    [a, *b, c] = t
    *a, = t
    a = b = c = t
    a, a = t, b
    t.x, t[0] = a, b
    for a, b in t:
        pass
    (a, b), c = t
    a, *b = 1, 2, 3
    return a, b, c, d


def augmented(x, a):
    x += 1
    x -= 1
    x *= 2
    x @= 2
    x /= 2
    x %= 2
    x **= 2
    x <<= 1
    x >>= 1
    x |= 1
    x ^= 1
    x &= 1
    x //= 1
    a.b += 1
    a[0] += 2
    a[1:2] += [3]
    a.b[c].d **= x
    (a
     .b) += 1


def binary(a, b):
    return (a + b - a * b / a // b % a ** b @ a << b >> a | b ^ a & b, -a, +a, ~a, not a,
            a == b, a != b, a < b, a <= b, a > b, a >= b, a is b, a is not b, a in b, a not in b)


def subscripts(a, b):
    a[0]
    a[b]
    a[1:2]
    a[:]
    a[::2]
    a[b:, ...]
    a[1, 2]
    a[*b]
    a[b] = 1
    a[1:2:3] = 1
    del a[b]
    a[(1, 2)][b][:b]
    return a[-1]


def fstrings(a, b):
    f""
    x = f"plain"
    x = f"{a}"
    x = f"{a!r:>{b}}" f"{b!s}" "tail {x}"
    x = f"{a=}" + f'{a.b[c]:{b!r}.{a}}'
    x = f"{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}{b}{a}"
    x = "%s %r %a" % (a, b, a)
    x = "%s" % a
    x = "%d %s" % (a, b)
    return x


def folding():
    a = 1 + 2 * 3
    b = "a" * 10 + "b"
    c = (1, 2) + (3,)
    d = -1
    e = not True
    f = "abc"[1]
    g = 2 ** 64
    h = 2 ** 100000
    i = 1 / 0
    j = (1, (2, 3))[1]
    k = 1.5 + 2j
    l = b"a" + b"b"
    m = 10 if 1 else 20
    n = ~5 | 3
    o = [1, 2, 3] + [4]
    p = "x" "y"
    q = ()
    r = ((),)
    s = -0.0, 0.0, 1, 1.0, True
    return a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s


def more(a):
    return 1, 1.0, True, 1.0, -0.0, 0.0, "abc", "a b", b"", (1, 1.0), (1.0, 1), (True, 1)


def yields():
    x = yield
    y = yield x, y
    yield from x
    return (yield y)


x = 1, 2
1
"string statement"
x
x.y; x[0]
lambda: 0; lambda: 0
a = lambda: 0; b = lambda: 0
