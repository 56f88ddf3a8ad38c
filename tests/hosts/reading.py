#!/usr/bin/env python3
"""What programs read from standard input: sys.stdin's methods, iteration, input(). The wanted output
is CPython's. usage: reading.py PROGRAM"""
import subprocess
import sys
import tempfile

from session import end, report

PROGRAM = r'''
import sys
n = int(sys.stdin.readline())
print(n, repr(sys.stdin.read(5)), repr(sys.stdin.readline(3)), repr(sys.stdin.readline()))
print(input(), repr(input('> ')))
for i, line in enumerate(sys.stdin):
    print(i, repr(line.strip()))
    if i == 1: break
print(sys.stdin.readlines(3))
print(list(map(int, sys.stdin.read().split())))
print(repr(sys.stdin.read()), repr(sys.stdin.readline()), sys.stdin.readlines(), list(sys.stdin))
try: input()
except EOFError as e: print(e)
import io
sys.stdin = io.StringIO('fake one\nfake two')
print(input(), input())
try: input()
except EOFError as e: print(repr(e))
sys.stdin = None
try: input()
except RuntimeError as e: print(e)
sys.stdin = 5
try: input()
except Exception as e: print(type(e).__name__, e)
sys.stdin = sys.__stdin__
print(sys.stdin.readable(), sys.stdin.writable(), sys.stdin.mode, sys.stdin.fileno(), sys.stdin.closed)
try: sys.stdin.write('x')
except Exception as e: print(type(e).__name__, e)
for bad in (lambda: sys.stdin.read('x'), lambda: sys.stdin.readline('x'), lambda: sys.stdout.readline(), lambda: next(sys.stdout), lambda: sys.stdout.readlines(), lambda: sys.stdin.read(1, 2)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
sys.stdin.close()
try: sys.stdin.read()
except Exception as e: print(type(e).__name__, e)
'''
GIVEN = b'7\nabcdefgh\nsecond \xc3\xa9 line\nthird\n\r\nfourth\nx\ny\n1 2 3\n4\r\n5'
WANTED = "7 'abcde' 'fgh' '\\n'\n> second é line 'third'\n0 ''\n1 'fourth'\n['x\\n', 'y\\n']\n[1, 2, 3, 4, 5]\n'' '' [] []\nEOF when reading a line\nfake one fake two\nEOFError('EOF when reading a line')\ninput(): lost sys.stdin\nAttributeError 'int' object has no attribute 'readline'\nTrue False r 0 False\nUnsupportedOperation not writable\nTypeError argument should be integer or None, not 'str'\nTypeError 'str' object cannot be interpreted as an integer\nUnsupportedOperation not readable\nUnsupportedOperation not readable\nUnsupportedOperation not readable\nTypeError read expected at most 1 argument, got 2\nValueError I/O operation on closed file.\n"


def run(text, given):
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(text)
        file.flush()
        return subprocess.run([sys.argv[1], "run", file.name], input=given, capture_output=True, timeout=120)


done = run(PROGRAM, GIVEN)
given, wanted = done.stdout.decode().splitlines(), WANTED.splitlines()
report("every way of reading gives what CPython gives", given == wanted,
       [(g, w) for g, w in zip(given, wanted) if g != w] or (len(given), len(wanted), done.stderr))
summing = run("import sys\nprint(sum(int(x) for line in sys.stdin for x in line.split()))\n",
              "".join("%d %d\n" % (k, k * k) for k in range(3000)).encode())
report("ten thousand words, line by line", summing.stdout == b"%d\n" % sum(k + k * k for k in range(3000)), summing)
long = run("import sys\nt = sys.stdin.read()\nprint(len(t), t[-1], t.count('\\u00e9'))\n", "\u00e9x".encode() * 40000)
report("one line much longer than a buffer", long.stdout == b"80000 x 40000\n", long)
empty = run("import sys\nprint(repr(sys.stdin.read()), list(sys.stdin))\ninput()\n", b"")
report("nothing to read", empty.stdout == b"'' []\n" and empty.stderr.endswith(b"EOFError: EOF when reading a line\n"),
       empty)
end()
