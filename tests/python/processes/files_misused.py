"""Pipes and files by their numbers, read, written, copied and closed wrongly."""
import os


def show(f):
    try:
        r = f()
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])
    except BaseException as e:
        print(type(e).__name__, e)


def run(*functions):
    for f in functions:
        show(f)
r, w = os.pipe()
run(lambda: os.write(r, b"a"), lambda: os.read(w, 1), lambda: os.write(w, b""),
    lambda: os.write(w, b"abc"), lambda: os.read(r, 0), lambda: os.read(r, 2),
    lambda: os.read(r, 10), lambda: os.write(99, b"a"), lambda: os.read(99, 1),
    lambda: os.close(99), lambda: os.read(-1, 1), lambda: os.write(-1, b"a"), lambda: os.close(-1),
    lambda: os.read(r, -1), lambda: os.read("a", 1), lambda: os.read(r, "a"),
    lambda: os.write(w, "a"), lambda: os.write(w, 3), lambda: os.write(2 ** 40, b"a"),
    lambda: os.read(2 ** 70, 1), lambda: os.close("a"), lambda: os.dup(99), lambda: os.dup("a"),
    lambda: os.dup2(99, 5), lambda: os.dup2(w, -1), lambda: os.dup2(w, w) == w,
    lambda: os.write(w, bytearray(b"xyz")), lambda: os.write(w, memoryview(b"12345")[::2]),
    lambda: os.write(w, memoryview(b"12345")[1:3]), lambda: os.read(r, 100))
copy = os.dup(w)
run(lambda: copy > w, lambda: os.write(copy, b"by the copy"), lambda: os.close(w),
    lambda: os.write(copy, b"!"), lambda: os.read(r, 100), lambda: os.close(w),
    lambda: os.close(copy), lambda: os.read(r, 5), lambda: os.close(r), lambda: os.read(r, 1))
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(r)
    os.write(w, b"child")
    os._exit(3)
run(lambda: os.read(r, 100), lambda: os.waitpid(pid, 0)[1] >> 8, lambda: os.waitpid(pid, 0),
    lambda: os.waitpid(-1, 0), lambda: os.wait(), lambda: os.waitpid("a", 0),
    lambda: os.WEXITSTATUS(768), lambda: os.WIFEXITED(768), lambda: os.getppid() > 0,
    lambda: os.getpid() == os.getpid(), lambda: os._exit("a"))
