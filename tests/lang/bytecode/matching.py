"""match statements."""


def literals(x):
    match x:
        case 1:
            return "one"
        case "a" | "b":
            return "letter"
        case -1 | 1.5 | 2 + 3j | b"x":
            pass
        case None | True | False:
            return None
        case a.b.c:
            return a
        case _:
            return "other"


def sequences(x):
    match x:
        case []:
            return 0
        case [_]:
            return 1
        case [a]:
            return a
        case [a, b]:
            return a, b
        case [a, *_]:
            return a
        case [*_, a]:
            return a
        case [a, *rest, b] if rest:
            return rest
        case (1, (2, c)):
            return c
        case [*_]:
            pass
        case a, b, *_, c:
            return c


def mappings(x):
    match x:
        case {}:
            return 0
        case {"a": 1, "b": y, **rest}:
            return y, rest
        case {a.b: [c, d]}:
            return c, d
        case {**rest}:
            return rest


def classes(x):
    match x:
        case int():
            return 1
        case Point(x=0, y=0):
            return 2
        case Point(1, y=yy) as p:
            return p, yy
        case a.Point(_, z):
            return z
        case str(s) | bytes(s):
            return s


def captures(x, y):
    match x, y:
        case (a, 1) | (1, a) if a > 3:
            return a
        case ([a, b, c], d) | (d, [c, b, a]) | ([b, a], [c, d]):
            return a, b, c, d
        case (a, [b, {"k": c}]) as whole:
            return whole
        case whatever:
            return whatever


match x:
    case 1 if y:
        pass
match x:
    case _ if y:
        z = 1
match x:
    case _:
        z = 1
for i in y:
    match i:
        case 1:
            continue
        case 2:
            break
        case [a, b] | (b, [a]):
            z = 2
