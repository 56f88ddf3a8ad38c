"""The bytes below sys.stdin and sys.stdout: what is written there overtakes text not yet flushed."""
import sys
b = sys.stdout.buffer
print(b, type(b), type(sys.stdin.buffer), sys.stdin.buffer, b is sys.stdout.buffer)
for e in ("b.write('a')", "b.write(5)", "b.write(b'')", "b.write(bytearray(b'xy\\n'))", "b.writelines([b'1\\n', b'2\\n'])", "b.flush()", "b.fileno()", "b.isatty()", "b.readable()", "b.writable()", "b.seekable()", "b.name", "b.mode", "b.closed", "b.read()", "b.readline()", "b.nope", "sys.stdin.buffer.read()", "sys.stdin.buffer.readline()", "sys.stdin.buffer.readlines()", "list(sys.stdin.buffer)", "sys.stdin.buffer.write(b'')", "sys.stdin.buffer.name, sys.stdin.buffer.mode", "sys.stdin.buffer.readable(), sys.stdin.buffer.writable()", "sys.stdin.buffer.fileno()", "sys.stdin.buffer.read('a')", "sys.stdin.buffer.read(0)", "sys.stdin.buffer.read(-2)", "sys.stdin.buffer.read1()", "sys.stdout.buffer.__enter__() is b", "sys.stderr.buffer", "b.write()", "len(b)", "iter(b) is b", "next(b)", "setattr(sys.stdout, 'buffer', 1)", "sys.stdout.buffer.write(memoryview(b'mv\\n'))"):
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
sys.stdout.flush(); b.write("ünï\n".encode()); b.flush(); print("end"); b.write(b"before end?\n")
