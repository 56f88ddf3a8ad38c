"""What a collection's callback sees in the midst of C code that brought the collection on."""
import gc
import sys

seen = []


def look(phase, info):
    frame = sys._getframe(1)
    seen.append((phase, frame.f_lineno))


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


def fail(depth):
    if depth:
        fail(depth - 1)
    with Manager():
        raise ValueError(depth)


def caught():
    try:
        fail(3)
    except ValueError as e:
        places = []
        tb = e.__traceback__
        while tb:
            places.append((tb.tb_lineno, tb.tb_frame is not None))
            tb = tb.tb_next
        return places


class Base:
    def method(self):
        pass


gc.callbacks.append(look)
gc.set_threshold(1)
for i in range(3):
    d = {"a": [i], "b": (i, [i])}
    copied = d.copy()
    merged = {**copied, "c": [d]}
    ordered = sorted([[3], [1], [2]])
    pairs = [list(pair) for pair in merged.items()]
    print(len(pairs), ordered, len(dir(Base())) > 20)
    places = caught()
    try:
        Base().m(1, 2)
    except AttributeError as e:
        print(e, places)
    try:
        Base().method(1, [2])
    except TypeError as e:
        print(e)
    view = memoryview(b"abc")
    made = type("Made", (Base,), {"__slots__": ["x"], "y": i})
gc.set_threshold(700)
gc.callbacks.clear()
print(len(gc.get_stats()), len(seen) > 20, {phase for phase, line in seen} == {"start", "stop"})
