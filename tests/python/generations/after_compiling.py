# The compiler's own containers count: where the counter and the free lists stand when a program
# begins depends on its functions, classes, constants and names.
import gc
print(gc.get_count())


def plain(a, b=2, *rest, key=(1, 2), other="x", **more):
    return [x for x in rest if x in {1, 2, 3}], {k: v for k, v in more.items()}


class Shape:
    sides = [3, 4, 5, (6, 7)]
    names = {"a": 1.5, "b": -0.0, "c": b"bytes"}

    def area(self, *, scale=1, unit="m"):
        def inner():
            nonlocal scale
            scale += 1
            return self, scale, unit
        return inner, lambda z: (z, scale)


def kind(x):
    global last
    last = x
    match x:
        case [a, b] | (a, b, None):
            return a, b
        case {"k": v, **rest} if rest:
            return v
        case Shape(sides=s):
            return s
    return None


print(gc.get_count())
lists = [[] for _ in range(100)]
print(gc.get_count())
dicts = [{} for _ in range(50)]
print(gc.get_count())
pairs = [(i, i) for i in range(300)]
print(gc.get_count())
del lists, dicts
print(gc.get_count())
before = gc.get_count()[0]
exec("def f(a, b): return a, (1, 2)\nclass C: x = [1, 2, 3]\n" * 5)
print(gc.get_count()[0] - before)
before = gc.get_count()[0]
value = eval("[(1, 2), (3, 4)], {'a': (5, 6)}")
print(gc.get_count()[0] - before)
