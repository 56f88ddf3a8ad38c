#!/usr/bin/env python3
"""What recording and travelling cost, as one Markdown table: ours against our own unrecorded run, in
CPU time; beside it sys.settrace with the counts of all locals under python3.11. Not a test: figures.
usage: recording.py TRAVEL_RUN [TRAVEL_RUN_JS]
TRAVEL_RUN_JS: the same program for Node (emcmake cmake -DPML_BENCH=ON: tests/bench/travel_run.js)."""
import json
import os
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
hosts = [("native", [sys.argv[1]])]
if len(sys.argv) > 2:
    hosts.append(("wasm", ["node", "--no-experimental-fetch", "-r", os.path.join(here, "cpu_clock.cjs"), sys.argv[2]]))

LIVE = """
class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
def work(n, live):
    nodes = [Node(i) for i in range(live)]
    total = 0
    i = 0
    while i < n:
        x = nodes[i %% live]
        x.value = i
        total += x.value
        i += 1
    return total
print(work(%d, %d))
"""
ALLOCATE = """
class Node:
    def __init__(self, value):
        self.value = value
        self.next = None
def work(n):
    head = None
    for i in range(n):
        x = Node(i)
        x.next = head
        if i %% 10 == 0:
            head = None
        else:
            head = x
        d = {'a': i, 'b': [i, i + 1]}
    return i
print(work(%d))
"""
PROGRAMS = [
    ("loop, 100 live nodes", LIVE % (200000, 100)),
    ("loop, 10,000 live nodes", LIVE % (200000, 10000)),
    ("loop, 100,000 live nodes", LIVE % (200000, 100000)),
    ("allocations", ALLOCATE % 130000),
]
SETTRACE = """
import sys, time
source = compile(open(sys.argv[1]).read(), "program", "exec")
def trace(frame, event, arg):
    if event == "line":
        seen.append((frame.f_lineno, {k: sys.getrefcount(v) for k, v in frame.f_locals.items()}))
        if len(seen) > 1000: seen.clear()
    return trace
import io
sys.stdout = io.StringIO()
start = time.process_time(); exec(source, {"__name__": "x"}); plain = time.process_time() - start
seen = []
start = time.process_time(); sys.settrace(trace); exec(source, {"__name__": "x"}); sys.settrace(None)
traced = time.process_time() - start
sys.stdout = sys.__stdout__
print(plain * 1e3, traced * 1e3)
"""
COLUMNS = ["program", "host", "lines", "unrecorded ms", "recorded ms", "ratio", "bytes a line", "checkpoints",
           "jump p50 ms", "p99", "line back p50 ms", "p99"]


def row(cells):
    print("| " + " | ".join(str(c) for c in cells) + " |", flush=True)


print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
row(COLUMNS)
row("---" for _ in COLUMNS)
for name, text in PROGRAMS:
    with tempfile.NamedTemporaryFile("w", suffix=".py") as f:
        f.write(text)
        f.flush()
        for host, command in hosts:
            r = json.loads(subprocess.run([*command, "bench", f.name], stdout=subprocess.PIPE, check=True).stdout)
            row([name, host, f"{r['lines']:,}", r["plain_ms"], r["recorded_ms"], f"**{r['ratio']:.2f}**",
                 r["bytes_per_line"], r["marks"], r["jump_p50_ms"], r["jump_p99_ms"], r["back_p50_ms"], r["back_p99_ms"]])
        out = subprocess.run(["/usr/bin/python3.11", "-I", "-S", "-c", SETTRACE, f.name],
                             stdout=subprocess.PIPE, check=True).stdout.decode().split()
        plain, traced = map(float, out)
        row([name, "python3.11, sys.settrace", "", f"{plain:.1f}", f"{traced:.0f}", f"{traced / plain:.0f}", *[""] * 6])
