"""Loops, conditions, chained comparisons, jumps to jumps, dead code."""
import os

for i in range(10):
    if i % 2:
        continue
    elif i == 7:
        break
    else:
        print(i)
else:
    print("no break")


def loops(n, flag):
    while n:
        n -= 1
        if n == 3 and flag or not n:
            break
        elif flag if n else not flag:
            continue
        while True:
            if n:
                break
    else:
        return 1
    for a, (b, *c) in [(1, (2, 3, 4))]:
        for d in c:
            if d:
                return a
            pass
        else:
            continue
        break
    return


def conditions(a, b, c):
    if a < b < c:
        return 1
    if not (a < b <= c != 3):
        return 2
    x = a and b or c
    y = (a or b) and c
    z = a if b else c
    w = not a
    v = a is None
    if a is None:
        return x
    if a is not None and b is not None:
        return y
    while a is not None:
        a = None
    assert a, "message"
    assert b
    if (a and b) or (c and (a or b)):
        return z
    return w, v, a < b < c < x, a in b not in c


def constants():
    if True:
        x = 1
    else:
        x = 2
    while 0:
        x = 3
    while 1:
        x = 4
        if x:
            break
    if not 0:
        return 5
    return 6
    print("dead")


def both(x):
    if x:
        return 1
    else:
        return 2


def only_pass():
    pass


def docstring_only():
    "doc"


def ellipsis():
    ...


def ternaries(a, b):
    return (1 if a else 2) if b else (3 if a else 4)


def walrus(data):
    while (chunk := data.read()) and (n := len(chunk)) > 3:
        print(n)
    return [y := 1, y ** 2]


def long_jump(x):
    while x:
        x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
        x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
        if x:
            x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
            x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
            x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
        else:
            x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z
            x = x.a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z


def nested_loops():
    for i in range(3):
        for j in range(3):
            for k in range(3):
                if i == j == k:
                    continue
                if i:
                    break
            else:
                break
    while os:
        for x in os:
            return x
