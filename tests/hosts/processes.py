#!/usr/bin/env python3
"""Pages copied after a fork: what counts, collections and gc.freeze() cost, page by page, beside what
Linux says of CPython 3.11 (private pages of the child, /proc/self/smaps_rollup); recordings of
programs that fork.

    processes.py PROGRAM
"""
import json
import subprocess
import sys

program = sys.argv[1]
passed = failed = 0

# 20,000 objects of 64 bytes each: 312 pages and a half of counts and heads
NODES = """
import gc, os
class Node:
    def __init__(self, i): self.i = i
data = [Node(i) for i in range(20000)]
gc.collect()
if %s: gc.freeze()
if os.fork() == 0:
    gc.disable()
    %s
    os._exit(0)
os.wait()
"""
# what the child does, frozen, cause, pages copied for it at least and at most. Measured beside a child
# that does nothing, CPython 3.11.2 on Linux: loop 312, sum 314, collect 455, frozen 2.
COPIES = [
    ("pass", False, "count", 0, 12),
    ("for d in data: pass", False, "count", 305, 325),
    ("for d in data: pass", True, "count", 305, 325),
    ("sum(map(id, data))", False, "count", 305, 325),
    ("gc.collect()", False, "collector", 350, 480),
    ("gc.collect()", True, "collector", 0, 5),
    ("data[0].i = 5", False, "data", 0, 8),
]


def check(good, what, got=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"not ok - {what}: {got}")


def ask(*requests):
    text = "\n".join(json.dumps(r) for r in requests) + "\n"
    done = subprocess.run([program, "ask"], input=text.encode(), capture_output=True, timeout=120)
    return [json.loads(line) for line in done.stdout.splitlines()]


def child_of(reply):
    return [p for p in reply["processes"] if p["pid"] == 4243][0]["pages"]


for work, frozen, cause, least, most in COPIES:
    source = NODES % (frozen, work)
    reply = ask({"command": "record", "source": source}, {"command": "processes", "pid": 4243, "limit": 5000})[1]
    pages = child_of(reply)
    got = pages["copied_by"][cause]
    check(least <= got <= most, f"{work}, frozen {frozen}: pages copied by {cause}", got)
    check(pages["copied"] == sum(pages["copied_by"].values()), f"{work}: causes add up", pages)
    check(pages["shared"] + pages["alone"] + pages["copied"] == pages["at_fork"], f"{work}: pages add up", pages)
    check(len(reply["copies"]) == pages["copied"], f"{work}: each copy is listed", len(reply["copies"]))
    named = [c for c in reply["copies"] if c["cause"] == "count" and c.get("type") == "Node"]
    if "for d in data: pass" in work:
        check(len(named) > 300, f"{work}: the object whose count was written is named", len(named))

# An immortal object's count is not written: since 3.12 looking at None copies no page.
source = "import os\nif os.fork() == 0:\n    x = [None, 1, 'word'] * 10\n    del x\n    os._exit(0)\nos.wait()\n"
for profile, wanted in (("cpython-3.11", True), ("cpython-3.12", False)):
    reply = ask({"command": "record", "source": source, "profile": profile}, {"command": "processes"})[1]
    kinds = {c.get("type") for c in reply["copies"] if c["pid"] == 4243 and c["cause"] == "count"}
    check(bool(kinds & {"NoneType", "int", "str"}) == wanted, f"pages of constants under {profile}", kinds)

# A recording with forks: any moment twice gives the same bytes; exported and imported it is exact.
source = NODES.replace("20000", "400") % (False, "for d in data: pass") + """
r, w = os.pipe()
if os.fork() == 0:
    for i in range(40):
        os.write(w, b'%d ' % i)
        if i % 10 == 0: gc.collect(0)
    os._exit(2)
os.close(w)
text = b''
while part := os.read(r, 7): text += part
print(len(text), os.wait()[1] >> 8)
"""
replies = ask({"command": "record", "source": source}, {"command": "export"}, {"command": "timeline"})
check(replies[0]["stdout"] == "110 2\n", "two processes and a pipe", replies[0])
last = replies[0]["tick"]
again = ask({"command": "import", "recording": replies[1]["recording"]})[0]
check(again["exact"], "imported exactly", again)
ticks = [last * k // 23 for k in range(1, 23)]
looks = [{"command": "state", "limit": 30}, {"command": "processes", "limit": 50}, {"command": "check"}]
forward = [{"command": "record", "source": source}]
for t in ticks:
    forward += [{"command": "seek", "tick": t}, *looks]
backward = [{"command": "record", "source": source}]
for t in reversed(ticks):
    backward += [{"command": "seek", "tick": t}, *looks]
a, b = ask(*forward)[1:], ask(*backward)[1:]
pieces = [b[i:i + 4] for i in range(0, len(b), 4)][::-1]
for t, i, there in zip(ticks, range(0, len(a), 4), pieces):
    check(a[i:i + 4] == there, f"tick {t} forwards and backwards", "")
    check(there[3]["ok"] and there[3]["sound"], f"tick {t}: counts agree in the process there", there[3])
pids = {x["position"].get("process", 4242) for x in a[0::4]}
check(pids == {4242, 4243, 4244}, "all three processes were looked at", pids)

shown = subprocess.run([program, "look", "-", "processes", "limit=2"], input=source.encode(), capture_output=True)
check(b"copied_by" in shown.stdout and b"pid: 4243" in shown.stdout, "pymemlab look shows processes")
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
