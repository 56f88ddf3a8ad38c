"""Compare the engine's code objects with those of CPython 3.11, file by file.

    python3.11 tests/tools/compare_bytecode.py COMPILE_DUMP [-v] [-m MODE] FILE_OR_FOLDER...

Both sides print every code object as text (see tests/unit/compile_dump.c); a file passes when the
texts are equal. Files that use async are skipped: the engine refuses them. With -v the first
differing line of each failing file is shown, instructions disassembled.
"""

import ast
import dis
import opcode
import os
import subprocess
import sys
import warnings

KINDS = {0x20: "L", 0x40: "C", 0x80: "F"}


class Seen:
    def __init__(self):
        self.numbers = {}
        self.keep = []

    def number(self, o):
        if id(o) not in self.numbers:
            self.numbers[id(o)] = len(self.numbers)
            self.keep.append(o)
        return self.numbers[id(o)]


def const_text(seen, o):
    if isinstance(o, type(const_text.__code__)):
        text = "code " + ascii(o.co_qualname)
    elif type(o) is tuple:
        text = "(" + "".join(const_text(seen, x) + "," for x in o) + ")"
    elif type(o) is frozenset:
        return f"frozenset {len(o)}"
    else:
        text = ascii(o)
    return f"{text}#{seen.number(o)} "


def variables(co):
    names = [co._varname_from_oparg(i) for i in range(slot_count(co))]
    cells, frees = set(co.co_cellvars), set(co.co_freevars)
    out = []
    for i, name in enumerate(names):
        kind = ""
        if i < co.co_nlocals:
            kind += "L"
        if name in cells and i < len(names) - len(frees):
            kind += "C"
        if i >= len(names) - len(frees):
            kind += "F"
        out.append(f"{ascii(name)}:{kind} ")
    return "".join(out)


def slot_count(co):
    n = 0
    while True:
        try:
            co._varname_from_oparg(n)
        except IndexError:
            return n
        n += 1


def code_lines(seen, co, out):
    out.append(
        f"== {ascii(co.co_qualname)} {ascii(co.co_name)} argcount {co.co_argcount} "
        f"posonly {co.co_posonlyargcount} kwonly {co.co_kwonlyargcount} nlocals {co.co_nlocals} "
        f"stacksize {co.co_stacksize} flags {co.co_flags:#x} line {co.co_firstlineno}".replace(
            "flags 0x0 ", "flags 0 "))
    out.append("code " + co.co_code.hex())
    consts = f"consts#{seen.number(co.co_consts)} "
    out.append(consts + "".join(const_text(seen, c) for c in co.co_consts))
    names = f"names#{seen.number(co.co_names)} "
    out.append(names + const_text(seen, co.co_names))
    out.append("variables " + variables(co))
    out.append("handlers " + co.co_exceptiontable.hex())
    out.append("lines " + co.co_linetable.hex())
    for c in co.co_consts:
        if isinstance(c, type(co)):
            code_lines(seen, c, out)
    return out


def expected(path, mode):
    with open(path, "rb") as f:
        source = f.read()
    try:
        code = compile(source, path, mode, dont_inherit=True)
    except SyntaxError as e:
        fields = (e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
        return [f"error {type(e).__name__} " + "".join(
            ("" if x is None else ascii(x)) + " " if x is not None else "None " for x in fields)]
    except Exception as e:
        return [f"error {type(e).__name__} {ascii(e)}"]
    return code_lines(Seen(), code, [])


def uses_async(path):
    with open(path, "rb") as f:
        source = f.read()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    kinds = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    return any(isinstance(n, kinds) or getattr(n, "is_async", 0) for n in ast.walk(tree))


def instructions(line):
    raw = bytes.fromhex(line.split(" ", 1)[1])
    return [f"{i // 2:5} {opcode.opname[raw[i]]} {raw[i + 1]}" for i in range(0, len(raw), 2)]


def explain(header, want, got):
    print("   ", header)
    if want.startswith("code ") and got.startswith("code "):
        a, b = instructions(want), instructions(got)
        for i in range(max(len(a), len(b))):
            x = a[i] if i < len(a) else "-"
            y = b[i] if i < len(b) else "-"
            if x != y:
                for j in range(max(0, i - 3), min(i + 6, max(len(a), len(b)))):
                    x = a[j] if j < len(a) else "-"
                    y = b[j] if j < len(b) else "-"
                    print(f"      {x:40} | {y}")
                return
    at = next((i for i, (x, y) in enumerate(zip(want, got)) if x != y), min(len(want), len(got)))
    lo = max(0, at - 60)
    print("      want", want[:12], "...", want[lo:at + 80])
    print("      got ", got[:12], "...", got[lo:at + 80])


def compare(dump, path, mode, verbose):
    run = subprocess.run([dump, "-m", mode, path], capture_output=True, timeout=120)
    got = run.stdout.decode("utf-8", "replace").split("\n")[1:]
    if got and got[-1] == "":
        got.pop()
    if run.returncode != 0:
        got.append(f"exit {run.returncode} {run.stderr[-300:]!r}")
    want = expected(path, mode)
    if got == want:
        return True
    if verbose:
        print(f"DIFF {path}")
        header = ""
        for i in range(max(len(want), len(got))):
            w = want[i] if i < len(want) else "-"
            g = got[i] if i < len(got) else "-"
            if w.startswith("== "):
                header = w
            if w != g:
                explain(header, w, g)
                break
    return False


def files_of(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, _, names in sorted(os.walk(path)):
                if os.path.basename(folder) == "broken":
                    continue  # errors that depend on the file's encoding; here sources are texts
                for name in sorted(names):
                    if name.endswith(".py"):
                        yield os.path.join(folder, name)
        else:
            yield path


def main():
    args = sys.argv[1:]
    dump = args.pop(0)
    verbose = "-v" in args and not args.remove("-v")
    mode = "exec"
    if "-m" in args:
        at = args.index("-m")
        mode = args[at + 1]
        del args[at:at + 2]
    warnings.simplefilter("ignore")
    passed, failed, skipped = 0, [], 0
    for path in files_of(args):
        if uses_async(path):
            skipped += 1
        elif compare(dump, path, mode, verbose):
            passed += 1
        else:
            failed.append(path)
    print(f"{passed} equal, {len(failed)} different, {skipped} skipped (async)")
    for path in failed[:400]:
        print("  differs:", path)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    assert sys.version_info[:2] == (3, 11), "needs Python 3.11"
    assert dis is not None
    main()
