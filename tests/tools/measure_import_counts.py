#!/usr/bin/env python3
"""Writes engine/vm/import_counts.def: what importing each module adds to gc.get_count() in
CPython 3.11, what of that the engine without the table does not add, and how many containers are
tracked more after full collections, in both.
usage: measure_import_counts.py PROGRAM BUILD-COMMAND"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TABLE = ROOT / "engine" / "vm" / "import_counts.def"
CPYTHON = ["/usr/bin/python3.11", "-I", "-S", "-B"]
HEAD = """/* What importing a module adds to gc.get_count(): see import_counts.c.
 * Measured with CPython 3.11.2 and the engine by tests/tools/measure_import_counts.py.
 * PML_IMPORT_COUNT(name, made, more, kept, kept_here, hidden, extra),
 * PML_IMPORTED_AT_START(name, kept_here). */
"""


def names():
    text = (ROOT / "engine" / "modules" / "modules.def").read_text()
    own = {"gc", "sys", "builtins", "psutil"}
    return [n for n in re.findall(r"^PML_MODULE_\w+\((\w+)\)", text, re.M) if n not in own]


COUNT = "print(gc.get_count()[0])"
KEPT = "gc.collect()\ngc.collect()\nprint(len(gc.get_objects()))"


def run(command, module, end=COUNT):
    """What its import adds; None where there is no such module."""
    counts = []
    for name in ("sys", module):
        source = f"import gc\ngc.disable()\nimport {name}\n{end}\n"
        done = subprocess.run([*command, "-"], input=source, capture_output=True, text=True)
        if done.returncode:
            return None
        counts.append(int(done.stdout))
    return counts[1] - counts[0]


def needs(command, module, known):
    """What else its import loads, in order."""
    source = ("import sys\nbefore = set(sys.modules)\n"
              f"import {module}\nprint(*(m for m in sys.modules if m not in before))")
    done = subprocess.run([*command, "-"], capture_output=True, text=True, input=source)
    return [m for m in done.stdout.split() if m in known and m != module]


def own(total, needed):
    """From totals to what each module makes when all that it needs is there."""
    result = {}
    for n in sorted(total, key=lambda n: len(needed[n])):
        result[n] = total[n] - sum(result.get(m, 0) for m in needed[n])
    return result


def write(rows, started):
    lines = [f'PML_IMPORT_COUNT({n}, {made}, {more}, {kept}, {here}, "{hidden}", "{extra}")'
             for n, made, more, kept, here, hidden, extra in rows]
    lines += [f"PML_IMPORTED_AT_START({n}, {here})" for n, here in started]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n#undef PML_IMPORT_COUNT\n"
                     "#undef PML_IMPORTED_AT_START\n")


def main():
    ours, build = [sys.argv[1], "run"], sys.argv[2]
    total = {n: run(CPYTHON, n) for n in names()}
    started = [n for n, v in total.items() if v == 0]
    total = {n: v for n, v in total.items() if v}
    write([], [(n, 0) for n in started])
    subprocess.run(build, shell=True, check=True, stdout=subprocess.DEVNULL)
    needed = {n: needs(CPYTHON, n, total) for n in total}
    loaded = {n: needs(ours, n, total) for n in total}
    made = own(total, needed)
    here = own({n: run(ours, n) for n in total}, loaded)
    every = [*started, *total]
    kept = own({n: run(CPYTHON, n, KEPT) for n in every}, {n: needs(CPYTHON, n, every) for n in every})
    kept_here = own({n: run(ours, n, KEPT) for n in every}, {n: needs(ours, n, every) for n in every})
    rows = []
    for n in total:
        hidden = [m for m in needed[n] if m not in loaded[n]]
        extra = [m for m in loaded[n] if m not in needed[n]]
        rows.append((n, made[n], made[n] - here[n], kept[n], kept_here[n], " ".join(hidden),
                     " ".join(extra)))
    write(rows, [(n, kept_here[n]) for n in started])
    subprocess.run(build, shell=True, check=True, stdout=subprocess.DEVNULL)
    for n in total:
        now = run(ours, n)
        if now != total[n]:
            print(f"{n}: {now} for {total[n]}")
    print(len(rows), "rows;", ", ".join(started), "at the start")


main()
