"""Annotations kept as text."""
from __future__ import annotations

x: int = 1
y: dict[str, list[int | None]] = {}


class C:
    a: Optional["C"]
    b: (yield_ if x else y, lambda q, *r, s=1, **t: q)
    c: -x ** -y + (a or b and not c) * ~z
    d: [i for i in range(10) if i if not i]
    e: {k: v for k, v in x}
    f: {1, *y}
    g: {1: 2, **z}
    h: a[1:2, ::3, ...]
    i: f(1, *a, b=2, **c)(x for x in y)
    j: a < b <= c is not d not in e
    k: "string" "joined"
    l: f"{a!r:>{b}} {{x}}"
    m: 1.5e400
    n: (1).real
    o: (a, )
    p: ()
    r: u"x"
    s: a.b.c @ d << 1
    t: (a if b else c) if d else e
    u: 1 + 2 * 3
    v: lambda: 0
    w: not (a == b)
    z: (a + b) * c ** (d ** e) ** f

    def m(self, a: int, /, b: "str" = 1, *args: *Ts, c: d = 2, **kw: dict) -> list[int]:
        z: int = 1
        self.w: int
        return a
