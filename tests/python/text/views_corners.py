"""Memoryviews after release, casts, indices of all kinds, comparisons with arrays and other formats."""
import array
import gc


def show(f):
    try:
        r = f()
    except BaseException as e:
        print(type(e).__name__, e)
    else:
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])


b = bytearray(b"abcdefgh")
released = memoryview(b)
released.release()
for name in ("obj", "nbytes", "readonly", "itemsize", "format", "ndim", "shape", "strides", "suboffsets",
             "c_contiguous", "f_contiguous", "contiguous"):
    show(lambda: getattr(released, name))
for f in (lambda: released.tobytes(), lambda: released.tolist(), lambda: released.hex(),
          lambda: released.toreadonly(), lambda: released.cast("B"), lambda: released[0],
          lambda: released[:1],
          lambda: len(released), lambda: hash(released), lambda: memoryview(released),
          lambda: bytes(released),
          lambda: list(released), lambda: released.__setitem__(0, 1), lambda: released.release(),
          lambda: released == released, lambda: released == memoryview(b),
          lambda: memoryview(b) == released,
          lambda: released == b, lambda: b == released, lambda: released.tobytes("Q"),
          lambda: 3 in released,
          lambda: released.__enter__(), lambda: released.__exit__(), lambda: bool(memoryview(b""))):
    show(f)

v = memoryview(b)
for f in (lambda: v.tobytes("C"), lambda: v.tobytes("F"), lambda: v.tobytes("A"),
          lambda: v.tobytes(None),
          lambda: v.tobytes("X"), lambda: v.tobytes(3), lambda: v.tobytes(order="A"),
          lambda: v.tobytes(1, 2),
          lambda: v.tobytes(other=1), lambda: v.hex(":"), lambda: v.hex(":", 2),
          lambda: v.hex("ab"),
          lambda: v.toreadonly().readonly, lambda: v.toreadonly(1)):
    show(f)

# casts
w = v.cast("H")
grid = v.cast("B", (2, 4))
cube = v.cast("B", [2, 2, 2])
for f in (lambda: v.cast("H").tolist(), lambda: w.cast("I"), lambda: w.cast("B").tolist(),
          lambda: v.cast("Hx"),
          lambda: v.cast("@H").tolist(), lambda: v.cast("@"), lambda: v.cast(""),
          lambda: v.cast("<H"), lambda: v.cast("z"),
          lambda: v.cast("HHH"), lambda: v.cast(3), lambda: v.cast("B", 3),
          lambda: v.cast("B", (0, 8)), lambda: v.cast("B", (-2, 4)),
          lambda: v.cast("B", ("a", 4)), lambda: v.cast("B", (2, 3)),
          lambda: v.cast("B", (2 ** 40, 2 ** 40)),
          lambda: v.cast("B", (2 ** 70, 1)), lambda: v[:7].cast("H"), lambda: v[:6].cast("I"),
          lambda: v[::2].cast("B"),
          lambda: grid.cast("B", (4, 2)), lambda: grid.cast("B").tolist(), lambda: grid.cast("H"),
          lambda: v.cast("B", ()),
          lambda: v[:1].cast("B", ()).tolist(), lambda: v[:1].cast("B", ())[()],
          lambda: v.cast("B", shape=[8]).shape,
          lambda: v.cast(), lambda: v.cast(other=1), lambda: v.cast("B", (1,) * 65),
          lambda: v.cast("c").tolist(),
          lambda: v.cast("?").tolist(), lambda: v.cast("d").tolist(), lambda: v.cast("P").format,
          lambda: v.cast("n").tolist(),
          lambda: v.cast("e").tolist(), lambda: grid.tolist(), lambda: cube.tolist(),
          lambda: cube.tobytes("F"),
          lambda: grid.tobytes("F"), lambda: grid.tobytes("A"), lambda: grid.strides,
          lambda: cube.strides,
          lambda: grid.f_contiguous, lambda: grid.c_contiguous, lambda: grid.contiguous,
          lambda: grid.hex()):
    show(f)

# indices
point = v[:1].cast("B", ())
def put(view, key, value):
    view[key] = value
    return view.tolist()
for f in (lambda: v[8], lambda: v[-9], lambda: v[-1], lambda: v["a"], lambda: v[2 ** 70],
          lambda: v[1, 2], lambda: v[()],
          lambda: v[...].tolist(), lambda: v[1:2, 3:4], lambda: grid[1], lambda: grid[1, 2],
          lambda: grid[2, 0], lambda: grid[0, 9],
          lambda: grid[0, -1], lambda: grid[0], lambda: grid[0, 1, 2], lambda: grid["a", 1],
          lambda: grid[2 ** 70, 1],
          lambda: grid[0:1], lambda: grid[0:1, 0:1], lambda: grid[...].shape,
          lambda: point[...].shape, lambda: point[()],
          lambda: point[0], lambda: point[:], lambda: len(point), lambda: list(point),
          lambda: list(grid), lambda: v[::0], lambda: v["a":],
          lambda: put(point, (), 7), lambda: put(point, ..., 8), lambda: put(point, 0, 8),
          lambda: put(v, 0, 300), lambda: put(v, 0, "a"),
          lambda: put(v, 9, 1), lambda: put(v, "a", 1), lambda: put(v, slice(0, 2), b"xy"),
          lambda: put(v, slice(0, 2), b"xyz"),
          lambda: put(v, slice(0, 2), 3), lambda: put(v, slice(0, 4, 2), b"12"),
          lambda: put(v, slice(0, 2), memoryview(b).cast("H")[:1]),
          lambda: put(v, slice(1, 5), v[0:4]), lambda: put(v, slice(0, 4), v[1:5]),
          lambda: put(v, slice(4, None, -1), v[:5]),
          lambda: put(v, slice(0, 2), released), lambda: put(v, slice(0, 2, 0), b"ab"),
          lambda: put(v, ..., 1), lambda: put(grid, (0, 0), 1),
          lambda: put(grid, (0, 9), 1), lambda: put(grid, 0, b"abcd"),
          lambda: put(grid, slice(0, 1), b"abcd"), lambda: put(grid, (slice(0, 1), 1), 3),
          lambda: put(v.toreadonly(), 0, 1), lambda: v.__delitem__(0),
          lambda: put(v.cast("d"), 0, "a"), lambda: put(v.cast("d"), 0, 1.5),
          lambda: put(v.cast("c"), 0, b"z"), lambda: put(v.cast("c"), 0, b"zz"),
          lambda: put(v.cast("c"), 0, 1), lambda: put(v.cast("?"), 0, []),
          lambda: put(v.cast("H"), 0, -1), lambda: put(v.cast("b"), 0, 128),
          lambda: put(v.cast("Q"), 0, 2 ** 64), lambda: put(v.cast("q"), 0, 1.0)):
    show(f)
wide = memoryview(bytearray(range(256)) * 8)
wide[0:2000] = wide[10:2010]
print(wide[:5].tolist(), wide[1995:2001].tolist())

# comparisons, hashes
class Odd:
    def __eq__(self, other):
        return "odd"
a = array.array("H", [1, 2, 3])
for f in (lambda: memoryview(a) == memoryview(array.array("I", [1, 2, 3])),
          lambda: memoryview(a) == a, lambda: a == memoryview(a),
          lambda: memoryview(a) == array.array("d", [1, 2, 3]),
          lambda: memoryview(array.array("d", [1.5])) == array.array("d", [1.5]),
          lambda: memoryview(array.array("d", [float("nan")])) == array.array("d", [float("nan")]),
          lambda: memoryview(array.array("f", [1])) == array.array("f", [1]),
          lambda: memoryview(a) == 3, lambda: memoryview(a) != 3,
          lambda: memoryview(a) < memoryview(a), lambda: memoryview(a) == Odd(),
          lambda: grid == v, lambda: grid == v.cast("B", (4, 2)),
          lambda: grid == v.cast("B", (2, 4)), lambda: grid != v.cast("b", (2, 4)),
          lambda: point == point, lambda: v[:0] == b"", lambda: v == b"abcdefgh",
          lambda: v[::2] == v[::2].tobytes(), lambda: v[::-1] == bytes(b)[::-1],
          lambda: hash(v), lambda: hash(v.toreadonly()) == hash(bytes(b)),
          lambda: hash(memoryview(b"abc")) == hash(b"abc"),
          lambda: hash(memoryview(b"abcd")[::2]) == hash(b"ac"),
          lambda: hash(memoryview(b"abcd").cast("H")),
          lambda: hash(memoryview(b"abcd").cast("b")) == hash(b"abcd"),
          lambda: hash(memoryview(b"abcd").cast("c")) == hash(b"abcd"),
          lambda: hash(memoryview(b"abcd").cast("B", (2, 2))) == hash(b"abcd")):
    show(f)

# a buffer that is in use
view = memoryview(b)
second = memoryview(view)
for f in (lambda: b.append(1), lambda: b.clear(), lambda: view.release(), lambda: second.tolist(),
          lambda: memoryview(b"ab").obj, lambda: memoryview(3),
          lambda: memoryview(), lambda: memoryview(b"", 1),
          lambda: memoryview(object=b"ab").tolist(), lambda: memoryview(a).obj is a):
    show(f)
it = iter(memoryview(b"ab"))
print(next(it), next(it), next(it, None), next(it, None), it.__reduce__ is not None)
gc.collect()
holder = bytearray(b"held")
cycle = [memoryview(holder)]
cycle.append(iter(cycle[0]))
cycle.append(cycle)
print(len(gc.get_referents(cycle[0])), [type(o).__name__ for o in gc.get_referents(cycle[1])], gc.get_referrers(cycle[0]) != [])
del cycle
print(gc.collect())
holder.append(1)
print(holder)
