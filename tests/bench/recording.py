#!/usr/bin/env python3
"""What recording and travelling cost: ours against our own unrecorded run, in CPU time; beside it
sys.settrace with the counts of all locals under python3.11. Not a test: figures.
usage: recording.py TRAVEL_RUN [WASM_FOLDER]"""
import json
import os
import subprocess
import sys
import tempfile

travel_run = sys.argv[1]
wasm = sys.argv[2] if len(sys.argv) > 2 else None
here = os.path.dirname(os.path.abspath(__file__))

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
print(traced / plain)
"""


def show(host, name, r):
    ratio = f"recording {r['ratio']:.2f}x" if "ratio" in r else " " * 15
    print(f"{host:7} {name:26} {r['lines']:>9} lines  {ratio}  {r['bytes_per_line']:6.2f} B/line"
          f"  jump p50 {r['jump_p50_ms']:.2f} p99 {r['jump_p99_ms']:.2f} ms  back p50 {r['back_p50_ms']:.2f} p99 {r['back_p99_ms']:.2f} ms")


for name, text in PROGRAMS:
    with tempfile.NamedTemporaryFile("w", suffix=".py") as f:
        f.write(text)
        f.flush()
        native = json.loads(subprocess.run([travel_run, "bench", f.name], stdout=subprocess.PIPE, check=True).stdout)
        show("native", name, native)
        if wasm:
            out = subprocess.run(["node", os.path.join(here, "recording_wasm.mjs"), wasm, f.name],
                                 stdout=subprocess.PIPE, check=True).stdout
            show("wasm", name, {"lines": native["lines"], **json.loads(out)})
        ratio = subprocess.run(["/usr/bin/python3.11", "-I", "-S", "-c", SETTRACE, f.name],
                               stdout=subprocess.PIPE, check=True).stdout.decode().strip()
        print(f"{'':7} {'':26} sys.settrace with the locals' counts: {float(ratio):.0f}x")
