#!/usr/bin/env python3
"""An import of what CPython has and we have not says so, in the error that `raise` makes, and lists
what we have: exactly that can be imported. usage: imports.py PROGRAM"""
import re
import subprocess
import sys
import tempfile

from session import end, report

PROGRAM = r"""
import traceback
for name in %r:
    try:
        __import__(name)
        print(name, 'there')
    except ImportError as error:
        shown = traceback.format_exception_only(error)[-1].rstrip('\n')
        print(name, type(error).__name__, error.name, error.path, error.__context__, shown, sep='|')
"""
ELSEWHERE = ["numpy", "pandas", "no_such_module", "sqlite", "Collections"]
HAVE = re.compile(r"ModuleNotFoundError: No module named '([\w.]+)' in PyMemLab, which has: (.*)")


def run(text):
    with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
        file.write(text)
        file.flush()
        return subprocess.run([sys.argv[1], "run", file.name], capture_output=True, text=True, timeout=120)


wanted = sorted(n for n in sys.stdlib_module_names if n[0] != "_" and n not in ("antigravity", "this"))
answers = {}
for line in run(PROGRAM % (wanted + ELSEWHERE,)).stdout.splitlines():
    answers[re.split(r"[ |]", line)[0]] = line
there = {n for n in wanted if answers.get(n) == n + " there"}
missing = [n for n in wanted if n not in there]
told = {n: HAVE.search(answers.get(n, "")) for n in missing}
report("every module of the standard library is there or said not to be",
       len(there) > 40 and len(missing) > 40 and all(told.values()),
       [answers.get(n) for n in missing if not told[n]])
listed = {m.group(2) for m in told.values() if m}
report("they all say the same of what there is", len(listed) == 1, listed)
names = (listed or {""}).pop().split(", ")
broken = [n for n in names if answers.get(n, n + " there") != n + " there"]
report("what is listed can be imported", not broken, broken)
report("what can be imported is listed", there <= set(names), there - set(names))
report("nothing is listed twice, nothing private", len(set(names)) == len(names) and
       not [n for n in names if n.startswith("_")], names)
wrong = [answers[n] for n in missing if "ModuleNotFoundError|%s|None|None|" % n not in answers[n]]
report("the error names its module, without a context", not wrong, wrong)
wrong = [n for n in ELSEWHERE if not answers[n].endswith("|ModuleNotFoundError: No module named '%s'" % n)]
report("of what is not CPython's it says what CPython says", not wrong, wrong)
last = run("import sys\nprint('before')\nimport sqlite3\nprint('after')\n")
report("uncaught, it ends the program with the same words", last.returncode == 1 and last.stdout == "before\n" and
       last.stderr.splitlines()[0] == "Traceback (most recent call last):" and
       "".join(last.stderr.splitlines()[-1:]) == HAVE.search(answers["sqlite3"]).group(0), last.stderr)
other = run("def f():\n    from decimal import Decimal\ntry:\n    f()\nexcept ModuleNotFoundError as e:\n"
            "    print(e.name, e.__traceback__.tb_next.tb_lineno)\nimport xml.dom\n")
report("from a module that is missing, and from inside one", other.stdout == "decimal 2\n" and
       "named 'xml' in PyMemLab" in other.stderr, other)
end()
