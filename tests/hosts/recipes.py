#!/usr/bin/env python3
"""The curl recipes of server/recipes.md do what they show: each block is run in one shell against a server on a
port of its own, and the output compared ("..." is anything). usage: recipes.py PROGRAM README"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

program, readme = os.path.abspath(sys.argv[1]), sys.argv[2]
passed = failed = 0


def blocks(text):
    """Each block's commands with the output shown below them."""
    for block in re.findall(r"^```sh\n(.*?)^```$", text, re.S | re.M):
        steps = []
        for line in block.splitlines():
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
        yield steps


def pattern(lines):
    """What is shown as a regular expression; a line of dots alone may be any lines, or none."""
    text = "\n".join(lines)
    parts = [re.escape(part) for part in re.split(r"\.\.\.", text)]
    return ".*".join(parts).replace(r"\n.*\n", r"\n(?:.*\n)?")


def main():
    global passed, failed
    server = subprocess.Popen([program, "serve", "--port", "0", "--ticks", "1e12"], stdout=subprocess.PIPE, text=True)
    port = re.search(r":(\d+)", server.stdout.readline()).group(1)
    folder = tempfile.mkdtemp()
    shell = subprocess.Popen(["sh"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder)
    try:
        with open(readme, encoding="utf-8") as file:
            text = file.read().replace("127.0.0.1:8080", "127.0.0.1:" + port)
        for command, shown in (step for steps in blocks(text) for step in steps):
            shell.stdin.write(command + "\necho; echo '== done'\n")
            shell.stdin.flush()
            output = ""
            while not output.endswith("== done\n"):
                piece = shell.stdout.readline()
                if not piece:
                    break
                output += piece
            output = output[: -len("== done\n")].strip("\n")
            good = re.fullmatch(pattern(shown), output, re.S) is not None
            print(("ok - " if good else "not ok - ") + command[:80] + ("" if good else f"\n    shown {shown}\n    came  {output[:600]!r}"))
            passed += good
            failed += not good
    finally:
        shell.kill()
        shutil.rmtree(folder, ignore_errors=True)
        server.terminate()
        server.wait(20)
    if passed < 15:
        failed += 1
        print("not ok - fewer recipes than there were")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
