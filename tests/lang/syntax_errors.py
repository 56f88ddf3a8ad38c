"""SyntaxErrors of the compiler's back half: same text and position as CPython 3.11.

    python3.11 tests/lang/syntax_errors.py COMPILE_DUMP
"""

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tools"))
from compare_bytecode import expected  # noqa: E402

CASES = [
    "return 1",
    "class C:\n    return",
    "def f():\n    class C:\n        return 2",
    "break",
    "continue",
    "if x:\n    break",
    "def f():\n    for i in x:\n        def g():\n            continue",
    "while 1:\n    class C:\n        break",
    "yield",
    "class C:\n    yield 1",
    "x = yield from y",
    "[(yield) for x in y]",
    "def f():\n    return [(yield x) for x in y]",
    "def f():\n    return {(yield x): 1 for x in y}",
    "def f():\n    return {(yield x) for x in y}",
    "def f():\n    return ((yield x) for x in y)",
    "def f():\n    return [(yield from x) for x in y]",
    "def f(a, a): pass",
    "def f(a, *, b, **a): pass",
    "def f(a, /, b, *a): pass",
    "lambda x, x: 0",
    "def f():\n    x = 1\n    global x",
    "def f():\n    print(x)\n    global x",
    "def f(x):\n    global x",
    "def f():\n    x: int = 1\n    global x",
    "def f():\n    global x\n    x: int = 1",
    "def f():\n    x = 1\n    def g():\n        print(x)\n        nonlocal x",
    "def f():\n    x = 1\n    def g():\n        x = 2\n        nonlocal x",
    "def f():\n    def g(x):\n        nonlocal x",
    "def f():\n    x = 1\n    def g():\n        x: int\n        nonlocal x",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x: int",
    "nonlocal x",
    "def f():\n    nonlocal x",
    "class C:\n    nonlocal x",
    "def f():\n    x = 1\n    def g():\n        global x\n        nonlocal x",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        global x",
    "class C:\n    x = 1\n    def f(self):\n        nonlocal x",
    "def f():\n    from x import *",
    "class C:\n    from x import *",
    "def f():\n    import x\n    global x",
    "[x := 1 for x in y]",
    "[[x := 1 for z in y] for x in y]",
    "[x for y in z if (x := y) for x in w]",
    "[i for i in (x := y)]",
    "[i for i in [j for j in (x := y)]]",
    "class C:\n    [x := i for i in y]",
    "[lambda: (x := 1) for i in y]",
    "__debug__ = 1",
    "del __debug__",
    "x.__debug__ = 1",
    "f(__debug__=1)",
    "def f(__debug__): pass",
    "def f(*, __debug__): pass",
    "def f(**__debug__): pass",
    "lambda __debug__: 0",
    "import __debug__",
    "for __debug__ in x: pass",
    "class __debug__: pass",
    "def __debug__(): pass",
    "__debug__: int",
    "__debug__ += 1",
    "with x as __debug__: pass",
    "try: pass\nexcept x as __debug__: pass",
    "f(a=1, a=2)",
    "f(**x, a=1, b=2, a=3)",
    "class C(a=1, a=2): pass",
    "a, *b, *c = x",
    "*a, *b = x",
    "*a = x",
    "*a, = *b, = c",
    "x = *a",
    "*a",
    "[*a, *b] = x",
    "for *a in x: pass",
    "try: pass\nexcept: pass\nexcept ValueError: pass",
    "from __future__ import braces",
    "from __future__ import nothing",
    "x = 1\nfrom __future__ import division",
    "'doc'\nfrom __future__ import division\nimport x\nfrom __future__ import annotations",
    "import x; from __future__ import division",
    "from __future__ import division; import x; from __future__ import \\\n annotations",
    "from __future__ import *",
    "'a'\n'b'\nfrom __future__ import annotations\nx: (yield)",
    "from __future__ import annotations\nx: (yield)",
    "from __future__ import annotations\nx: (y := 1)",
    "from __future__ import annotations\ndef f(x: (yield)): pass",
    "from __future__ import annotations\ndef f() -> (y := 1): pass",
    "def f():\n    for x in y:\n        try: pass\n        except* ValueError: break",
    "def f():\n    for x in y:\n        try: pass\n        except* ValueError: continue",
    "def f():\n    try: pass\n    except* ValueError: return",
    "match x:\n    case _: pass\n    case 1: pass",
    "match x:\n    case y: pass\n    case 1: pass",
    "match x:\n    case y | 1: pass",
    "match x:\n    case [a, a]: pass",
    "match x:\n    case (a | b): pass",
    "match x:\n    case [a] | [b]: pass",
    "match x:\n    case [a] | [a, b]: pass",
    "match x:\n    case [*a, *b]: pass",
    "match x:\n    case {1: a, 1: b}: pass",
    "match x:\n    case {'a': 1, 'a': 2}: pass",
    "match x:\n    case C(a=1, a=2): pass",
    "match x:\n    case C(__debug__=1): pass",
    "match x:\n    case __debug__: pass",
    "match x:\n    case {**__debug__}: pass",
    "match x:\n    case 1 as __debug__: pass",
    "match x:\n    case a as a: pass",
    "match x:\n    case (1 as a) as a: pass",
    "match x:\n    case [a] | [a] if a: pass\n    case a, (b | 1): pass",
    "def f():\n" + "".join("    " * (i + 1) + "for x in y:\n" for i in range(21)) + "    " * 22 + "pass",
    "def f():\n" + "".join("    " * (i + 1) + "while x:\n" for i in range(20)) + "    " * 21 + "pass",
    "def f():\n" + "".join("    " * (i + 1) + "with x:\n" for i in range(21)) + "    " * 22 + "pass",
    "a = " + "-" * 50 + "1",
    "x = 1\ndef f():\n    nonlocal x",
    "def f():\n    global x, y\n    def g():\n        nonlocal y",
]


def main():
    dump = sys.argv[1]
    verbose = "-v" in sys.argv
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for n, case in enumerate(CASES):
            path = os.path.join(folder, f"case{n}.py")
            with open(path, "w") as f:
                f.write(case + "\n")
            run = subprocess.run([dump, path], capture_output=True, timeout=60)
            got = run.stdout.decode().split("\n")[1:-1]
            want = expected(path, "exec")
            if got != want:
                bad += 1
                print(f"case {n}: {case[:300]!r}\n   want {want[0][:150]}\n   got  {(got or [run.stderr[-200:]])[0][:150]}")
            elif verbose:
                print("ok", want[0][:100])
    print(f"{len(CASES) - bad} of {len(CASES)} as CPython")
    sys.exit(bad != 0)


if __name__ == "__main__":
    main()
