#!/usr/bin/env python3.11
"""Compare the trees of our parser with CPython 3.11's, or the errors of broken programs.

    compare_ast.py DUMPER FILE...            the trees of these files must be equal
    compare_ast.py --mutate N DUMPER FILE... N random damages to each: type, text and place of the
                                             error must be equal (or both must accept)
    compare_ast.py --cases DUMPER FILE       the sources in FILE, separated by lines of %%

DUMPER is build/tests/lang/ast_dump. Prints what differs, then a count; exit status 1 if any.
"""
import ast
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import tokenize
import warnings

warnings.simplefilter("ignore")
SKIPPED = {"type_ignores", "type_comment"}


def dump_node(node, label, indent, out):
    pad = " " * indent + label + ": "
    if isinstance(node, list):
        out.append(pad + str(len(node)))
        for item in node:
            dump_node(item, "-", indent, out)
    elif isinstance(node, ast.AST):
        name = type(node).__name__
        if hasattr(node, "lineno"):
            name += f" {node.lineno} {node.col_offset} {node.end_lineno} {node.end_col_offset}"
        out.append(pad + name)
        for field in node._fields:
            if field not in SKIPPED:
                dump_node(getattr(node, field, None), field, indent + 1, out)
    else:
        out.append(pad + ascii(node))


def expected_tree(source):
    try:
        tree = ast.parse(source)
    except SyntaxError as e:
        return [error_line(e)]
    out = []
    dump_node(tree.body, "body", 0, out)
    return out


def error_line(e):
    # reading from a string, CPython shows all lines of a token or continued line that ends there
    text = e.text if e.text is None else re.sub(r"(?s)^.*\n(?=.)", "", e.text)
    parts = [text, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    return "error " + type(e).__name__ + " " + " ".join(ascii(p) for p in parts)


def uses_async(source):
    return re.search(rb"\b(async|await)\b", source) is not None


def compare_trees(dumper, paths):
    bad = 0
    for path in paths:
        with open(path, "rb") as f:
            source = f.read()
        run = subprocess.run([dumper, path], capture_output=True)
        ours = run.stdout.decode("utf-8", "replace").split("\n")[1:-1]
        if run.returncode:
            ours = [f"dumper died: {run.returncode} {run.stderr[-300:]}"]
        try:
            theirs = expected_tree(source)
        except ValueError as e:
            theirs = [str(e)]
        if ours == theirs:
            continue
        if ours and "does not support" in ours[0] and uses_async(source):
            continue
        bad += 1
        at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b),
                  min(len(ours), len(theirs)))
        print(f"{path}: line {at} of the dump")
        print("   ours:   ", ours[max(0, at - 2):at + 2])
        print("   CPython:", theirs[max(0, at - 2):at + 2])
    return bad, len(paths)


def damage(source, rng):
    """One random change of tokens."""
    try:
        tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline)
                  if t.string.strip()]
    except Exception:
        return None
    lines = source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    place = lambda pos: starts[pos[0] - 1] + pos[1]
    t = rng.choice(tokens)
    u = rng.choice(tokens)
    a, b = place(t.start), place(t.end)
    kind = rng.randrange(7)
    if kind == 0:
        return source[:a] + source[b:]
    if kind == 1:
        return source[:a] + u.string + source[b:]
    if kind == 2:
        return source[:a] + u.string + " " + source[a:]
    if kind == 3:
        return source[:b] + " " + u.string + source[b:]
    if kind == 4:
        return source[:b]
    if kind == 5:
        extra = rng.choice(list("()[]{},:;=.*@'\"\\ \t") + ["if", "else", "for", "in", "lambda",
                           "=", ":=", "==", "**", "print", "not", "\n", "\n  ", "1", "x", "await",
                           "yield", "as", "import", "from", "def", "class", "try:", "f'{x'"])
        return source[:a] + extra + " " + source[a:]
    i, j = sorted((a, place(u.start)))
    return source[:i] + source[j:] if j - i < 400 else source[:a] + source[b:]


def error_of(source):
    try:
        ast.parse(source)
        return "ok"
    except SyntaxError as e:
        return error_line(e)
    except (ValueError, MemoryError, RecursionError) as e:
        return "error " + type(e).__name__


def compare_errors(dumper, sources):
    bad = 0
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as f:
        f.write("\n%%\n".join(sources))
        f.flush()
        run = subprocess.run([dumper, "--errors", f.name], capture_output=True)
    ours = run.stdout.decode("utf-8", "replace").split("\n")[:-1]
    if len(ours) != len(sources):
        print(f"dumper died after {len(ours)} of {len(sources)}: {run.stderr[-300:]}")
        print("---", sources[len(ours)])
        bad += 1
    for source, got in zip(sources, ours):
        want = error_of(source)
        if got != want and "does not support" not in got:
            bad += 1
            m = re.match(r"error \w+ .* (\d+) -?\d+ \d+ -?\d+$", want)
            line = int(m[1]) if m else 1
            m = re.match(r"error \w+ .* (\d+) -?\d+ \d+ -?\d+$", got)
            line2 = int(m[1]) if m else line
            lo, hi = min(line, line2), max(line, line2)
            print("---", repr("\n".join(source.split("\n")[max(0, lo - 2):min(hi + 1, lo + 4)])))
            print("   ours:   ", got)
            print("   CPython:", want)
    return bad, len(sources)


def main(argv):
    if argv[1] == "--cases":
        with open(argv[3], encoding="utf-8") as f:
            bad, total = compare_errors(argv[2], f.read().rstrip("\n").split("\n%%\n"))
    elif argv[1] == "--mutate":
        sources = []
        for path in argv[4:]:
            rng = random.Random(argv[2] + os.path.basename(path))
            with open(path, encoding="utf-8") as f:
                text = f.read()
            made = (damage(text, rng) for _ in range(int(argv[2])))
            sources += [s for s in made if s and "\n%%\n" not in s and "\0" not in s]
        bad, total = compare_errors(argv[3], sources)
    else:
        bad, total = compare_trees(argv[1], argv[2:])
    print(f"{total - bad} equal, {bad} different")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
