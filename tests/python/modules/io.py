# io: text and bytes in memory, printing into them, and what a closed one says.
import io
from contextlib import redirect_stdout


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


s = io.StringIO("one\ntwo\n")
print(s.readline(), list(s), s.read(), s.tell())
s.seek(0)
print(s.write("ONE"), s.getvalue(), s.read(2), s.tell())
out = io.StringIO()
print("a", 1, sep="-", file=out)
with redirect_stdout(out):
    print("inside")
print(repr(out.getvalue()))
b = io.BytesIO(b"abc")
b.seek(0, 2)
print(b.write(b"def\nx"), b.getvalue(), b.seek(1), b.read(2), b.readlines())
attempt(lambda: s.write(3))
attempt(lambda: b.write("x"))
attempt(lambda: io.StringIO(b"x"))
with s as same:
    print(same is s, s.closed)
print(s.closed)
attempt(lambda: s.read())
attempt(lambda: b.seek(-1))
