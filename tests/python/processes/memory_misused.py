"""Shared memory made, found, held and closed wrongly."""
from multiprocessing import shared_memory


def show(f):
    try:
        r = f()
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])
    except BaseException as e:
        print(type(e).__name__, str(e).split("/psm")[0])


def run(*functions):
    for f in functions:
        show(f)
def attempt(**k):
    m = shared_memory.SharedMemory(**k)
    m.close()
    m.unlink()
    return m.size
run(lambda: attempt(create=True, size=0), lambda: attempt(create=True, size=-1),
    lambda: attempt(create=True, size="a"), lambda: attempt(name="not there"),
    lambda: attempt(create=True, size=10), lambda: attempt(create=True, size=5000),
    lambda: attempt(create=True, size=2 ** 20))
m = shared_memory.SharedMemory(create=True, size=10)
other = shared_memory.SharedMemory(name=m.name)
run(lambda: shared_memory.SharedMemory(name=m.name, create=True, size=5), lambda: len(m.buf) >= 10,
    lambda: m.buf[0], lambda: m.buf.__setitem__(0, 7), lambda: other.buf[0],
    lambda: other.buf.__setitem__(slice(1, 3), b"ab"), lambda: bytes(m.buf[:4]),
    lambda: m.buf.__setitem__(10 ** 6, 1), lambda: m.name == other.name,
    lambda: m.size == other.size)
part = m.buf[2:5]
run(lambda: m.close(), lambda: part.release(), lambda: m.close(), lambda: m.buf, lambda: m.close(),
    lambda: other.unlink(), lambda: other.buf[0], lambda: other.close(),
    lambda: shared_memory.SharedMemory(name=m.name))
