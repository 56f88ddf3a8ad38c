"""How long small pieces of code take."""
import gc
import itertools
import time

__all__ = ["Timer", "timeit", "repeat", "default_timer"]
default_timer = time.perf_counter


class Timer:
    def __init__(self, stmt="pass", setup="pass", timer=default_timer, globals=None):
        space = {} if globals is None else globals
        self.timer, lent = timer, {}
        parts = []
        for name, piece in (("setup", setup), ("stmt", stmt)):
            if callable(piece):
                lent["_" + name] = piece
                piece = f"_{name}()"
            elif not isinstance(piece, str):
                raise ValueError(f"{name} is neither a string nor callable")
            compile(piece, "<timeit-src>", "exec")
            parts.append(piece.replace("\n", "\n    "))
        given = "".join([f", {name}={name}" for name in lent])
        inner = parts[1].replace("\n", "\n    ")
        self.src = (f"def inner(_it, _timer{given}):\n    {parts[0]}\n    _t0 = _timer()\n"
                    f"    for _i in _it:\n        {inner}\n        pass\n"
                    "    _t1 = _timer()\n    return _t1 - _t0\n")
        made = dict(lent)
        exec(compile(self.src, "<timeit-src>", "exec"), space | made if lent else space, made)
        self.inner = made["inner"]

    def timeit(self, number=1000000):
        were = gc.isenabled()
        gc.disable()
        try:
            return self.inner(itertools.repeat(None, number), self.timer)
        finally:
            if were:
                gc.enable()

    def repeat(self, repeat=5, number=1000000):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        scale = 1
        while True:
            for factor in 1, 2, 5:
                number = scale * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


def timeit(stmt="pass", setup="pass", timer=default_timer, number=1000000, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt="pass", setup="pass", timer=default_timer, repeat=5, number=1000000, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
