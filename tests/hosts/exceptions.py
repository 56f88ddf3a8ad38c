#!/usr/bin/env python3
"""Where an uncaught exception came from and what is said of it, as exec and timeline tell it, against CPython's
traceback module and what its interpreter prints for the same program. usage: exceptions.py PROGRAM"""
import json
import subprocess
import sys
import tempfile

PROGRAMS = [
    "x = (1,\nif y:\n",
    "a = 'é' + 1; b = 'abc\n",
    "if 1:\nx = 1\n",
    "if 1:\n    x = 1\n   y = 2\n",
    "f(a=1, 2)\n",
    "print 'x'\n",
    "def f():\n    é = 'ü'; return (é +\n        None)\nf()\n",
    "def f(a):\n    é = a['k']; return é\ndef g():\n    f({})\ng()\n",
    "class A:\n    def m(self): return self.x.y\n[A().m() for i in range(2)]\n",
    "def f(n):\n    return f(n - 1) if n else 1 / n\nf(5)\n",
    "x = lambda: 🐍\n",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('é') from e\n",
    "def f():\n    with open:\n        pass\nf()\n",
    "raise KeyError('k')\n",
    "import json\njson.loads('{')\n",
    "exec('a = 1 +')\n",
    "return 5\n",
    "def g():\n    yield 1\n    {}['x']\nfor v in g():\n    pass\n",
    "blas = 1\nprint(bla)\n",
    "class A:\n    colour = 1\nA().color\n",
    "class A:\n    class E(Exception): pass\nraise A.E\n",
    "class E(Exception):\n    def __str__(self): return 1\nraise E\n",
    "e = ValueError('one\\ntwo')\ne.add_note('n1\\nn2')\ne.add_note('🐍')\nraise e\n",
    "e = SyntaxError('no', ('f', 1, 2, 'text', 1, 3))\ne.add_note('n')\nraise e\n",
    "raise ExceptionGroup('g', [KeyError('k'), ExceptionGroup('h', [TypeError(1)])])\n",
    "try:\n    raise ExceptionGroup('g', [KeyError('k')])\nexcept* KeyError:\n    raise OSError(2, 'gone')\n",
    "import decimal_\n",
    "raise ValueError\n",
]

ORACLE = """
import json, sys, traceback
source = sys.stdin.read()
try:
    exec(compile(source, '<cell 1>', 'exec'), {'__name__': '__main__'})
except BaseException as e:
    t = traceback.TracebackException.from_exception(e)
    # Before the first entry of the program lies this helper.
    entries = [(s.filename, s.name, s.lineno, s.colno, s.end_lineno, s.end_colno) for s in t.stack][1:]
    def chars(line, byte):
        text = (source.split('\\n')[line - 1]).encode()
        return len(text[:byte].decode(errors='replace')) + 1
    out = []
    for f, name, line, col, end_line, end in entries:
        if f == '<cell 1>':
            out.append([name, line, chars(line, col), end_line, chars(end_line, end)])
    place = None
    if isinstance(e, SyntaxError) and e.filename == '<cell 1>':
        has_end = e.end_lineno and e.end_offset and e.end_offset > 0 and (e.end_lineno > e.lineno or e.end_offset > e.offset)
        place = [e.lineno, e.offset, e.end_lineno if has_end else None, e.end_offset if has_end else None]
    print(json.dumps([type(e).__name__, out, place]))
"""


def ours(program, source):
    asked = "\n".join(json.dumps(r) for r in [{"command": "exec", "source": source}, {"command": "timeline"}])
    lines = subprocess.run([program, "ask"], input=asked, capture_output=True, text=True).stdout.splitlines()
    told, timeline = json.loads(lines[0])["exception"], json.loads(lines[1])
    places = [p for p in told["places"] if p["file"] == "<cell 1>"]
    keys = ["line", "column", "end_line", "end_column"]
    stack = [[p["function"]] + [p.get(k) for k in keys] for p in places if "function" in p]
    syntax = [[p.get(k) for k in keys] for p in places if "function" not in p]
    return [told["type"], stack, syntax[0] if syntax else None], told == timeline["inputs"][0]["exception"]


def words(program, source):
    """What is wrong with the words of it: they are the end of what CPython prints, from below the traceback on, and
    asking for them runs nothing of the program."""
    with tempfile.NamedTemporaryFile("w", suffix=".py") as f:
        f.write(source)
        f.flush()
        real = subprocess.run(["/usr/bin/python3.11", "-I", "-S", "-B", f.name], capture_output=True, text=True)
    asked = json.dumps({"command": "exec", "source": source})
    told = json.loads(subprocess.run([program, "ask"], input=asked, capture_output=True, text=True).stdout)
    printed = told["exception"]["printed"].replace("<cell 1>", f.name)
    above = real.stderr[: -len(printed)]
    # A group that an except* made has no traceback: there is nothing above.
    if not real.stderr.endswith(printed) or (above and not above.splitlines()[-1].startswith("  ")):
        return f"printed {printed!r} of {real.stderr!r}"
    return "" if told["stdout"] == real.stdout else f"stdout {told['stdout']!r}, not {real.stdout!r}"


# Of those only what is said.
SPEAKING = [
    "class E(Exception):\n    def __str__(self):\n        print('asked')\n        return 'é\\nsecond \\ud800'\nraise E\n",
    "class E(Exception):\n    def __str__(self):\n        global n\n        n += 1\n        return f'{n} 🐍'\nn = 0\nraise E\n",
]
# With a hook of the program's own nothing is printed: no word of the exception's is asked for.
HOOKED = [
    ("import sys\nsys.excepthook = lambda *a: None\nraise ValueError('é')\n", "é"),
    ("import sys\nsys.excepthook = lambda *a: None\nclass E(Exception):\n    def __str__(self): print('asked')\nraise E(1)\n", ""),
    ("raise SystemExit('bye')\n", "bye"),
]


def hooked(program, source, message):
    asked = json.dumps({"command": "exec", "source": source})
    told = json.loads(subprocess.run([program, "ask"], input=asked, capture_output=True, text=True).stdout)
    good = told["exception"]["message"] == message and "printed" not in told["exception"] and told["stdout"] == ""
    return "" if good else json.dumps(told)


def main():
    passed = failed = 0
    wrong = [words(sys.argv[1], s) for s in PROGRAMS + SPEAKING] + [hooked(sys.argv[1], *h) for h in HOOKED]
    for text in wrong:
        passed += not text
        failed += bool(text)
        if text:
            print(f"not ok - {text}")
    for source in PROGRAMS:
        oracle = subprocess.run(["/usr/bin/python3.11", "-I", "-S", "-B", "-c", ORACLE], input=source, capture_output=True, text=True)
        expected = json.loads(oracle.stdout)
        found, kept = ours(sys.argv[1], source)
        good = found == expected and kept
        passed += good
        failed += not good
        if not good:
            print(f"not ok - {source!r}\n  CPython {expected}\n  found   {found}, kept in the timeline: {kept}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


sys.exit(main())
