"""Writes the lines of engine/vm/startup_counts.def: what python3.11's start-up holds of shared
objects beyond what the engine's does.

    measure_startup_counts.py build/pymemlab > lines

Run it with an engine built with an empty table.
"""
import subprocess
import sys
import tempfile

PROGRAM = """
import sys
count = sys.getrefcount
for i in range(-5, 257):
    print("INT", i, count(i))
for i in range(256):
    print("CHAR", i, count(chr(i)))
ones = {"PML_TRUE(E)": True, "PML_FALSE(E)": False, "PML_ELLIPSIS(E)": ..., "&E->rt->not_implemented": NotImplemented,
        "E->rt->empty_tuple.p": (), "E->rt->empty_bytes.p": b"", "E->rt->empty_str.p": ""}
for name in ones:
    print("ONE", name, count(ones[name]))
"""


def counts(command, path):
    text = subprocess.run(command + [path], capture_output=True, text=True, check=True).stdout
    return {tuple(line.split()[:2]): int(line.split()[2]) for line in text.splitlines()}


def main():
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(PROGRAM)
        script.flush()
        theirs = counts(["python3.11", "-I", "-S", "-B"], script.name)
        ours = counts([sys.argv[1], "run"], script.name)
    for key in theirs:
        more = theirs[key] - ours[key]
        if more:
            kind = "PML_HELD" if key[0] == "ONE" else f"PML_HELD_{key[0]}"
            print(f"{kind}({key[1]}, {more})")


if __name__ == "__main__":
    main()
