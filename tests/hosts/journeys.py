#!/usr/bin/env python3
"""Long recordings: no step limit, bounded memory, journeys that a time limit cuts and that go on when
asked again. usage: journeys.py PROGRAM [--long]   --long: 10,000,000 instructions, with figures."""
import json
import re
import resource
import subprocess
import sys
import time
import urllib.request

from session import Session, end, report

program = sys.argv[1]
long = "--long" in sys.argv
TICKS = 10_000_000 if long else 1_500_000
SOURCE = """import gc
class Node: pass
first = 'only here'
kept = []
def step(i):
    node = Node()
    node.me = node
    return [i]
i = 0
while True:
    kept.append(step(i))
    if len(kept) > 500:
        kept = []
    i += 1
"""


class Long(Session):
    def bytes(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return int(re.search(r"VmRSS:\s+(\d+)", f.read())[1]) << 10


# -- a long run, in pieces
s = Long()
start = time.process_time()
clock = time.monotonic()
r = s.ask("record", source=SOURCE, budget=TICKS // 10)
pieces = 1
while r["tick"] < TICKS:
    r = s.ask("continue", budget=TICKS // 10)
    pieces += 1
recorded = time.monotonic() - clock
report("a program is recorded piece by piece, without a step limit", r["paused"] and r["tick"] >= TICKS, r)
stopped = s.ask("stop")
timeline = s.ask("timeline")
last = timeline["position"]["last_tick"]
report("checkpoints stay in their bounds", timeline["checkpoint_bytes"] <= 48 << 20, timeline["checkpoint_bytes"])
series = s.ask("series")
report("so does the series, over the whole run", len(series["tick"]) <= 1024 and series["tick"][-1] == last and
       series["tick"][0] == 0, (len(series["tick"]), series["tick"][-1], last))
report("collections are counted", series["collections"][0][-1] > last // 20000, series["collections"][0][-1])
report("low <= value <= high", all(lo <= v <= hi for lo, v, hi in zip(
    series["low"]["bytes_live"], series["bytes_live"], series["high"]["bytes_live"])))
report("each bucket holds what the saw-tooth of generation 0 reaches", max(series["high"]["counters"][0][2:]) >= 699,
       max(series["high"]["counters"][0]))

# -- anywhere in it
seed = 7
slowest = 0
for i in range(60):
    seed = (seed * 1103515245 + 12345) % 2**31
    tick = seed * last // 2**31
    before = time.monotonic()
    r = s.ask("seek", tick=tick)
    slowest = max(slowest, time.monotonic() - before)
    if r["position"]["tick"] != tick:
        report("any tick can be reached", False, r)
        break
else:
    report("any tick can be reached", True)
s.ask("seek")
far = s.ask("run_to", event="line", line=3, direction="previous")
report("a line of the beginning is found from the end", far["found"] and far["position"]["line"] == 3, far)
s.ask("seek")
again = s.ask("run_to", event="line", line=3, direction="previous", budget=20000)
report("and again without going over the run", again.get("found") and again["position"] == far["position"], again)
s.ask("seek", tick=100)
none = s.ask("run_to", event="line", line=77, budget=20000)
report("a line that never comes: known at once", none["found"] is False and "more" not in none, none)

# -- budgets: the same answers, piece by piece
s.ask("seek", tick=last // 3)
ids = [n["id"] for n in s.ask("state", limit=5)["frames"][0]["names"] if n["name"] == "kept"]
for name, unlimited in [("owner", {"event": "owner", "id": ids[0]}), ("birth", {"event": "birth", "id": ids[0]}),
                        ("death", {"event": "death", "id": ids[0]}),
                        ("count, back", {"event": "count", "id": ids[0], "direction": "previous"})]:
    s.ask("seek", tick=last // 3)
    whole = s.ask("run_to", **unlimited)
    s.ask("seek", tick=last // 3)
    for rounds in range(2000):
        piece = s.ask("run_to", budget=20000, **unlimited)
        if not piece.get("more"):
            break
        if piece["position"]["tick"] != last // 3:
            break
    report(f"{name}: found piece by piece as at once", piece == whole and whole["found"], (rounds, piece, whole))

if long:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{last:,} ticks recorded in {recorded:.2f} s, {timeline['checkpoints']} checkpoints of "
          f"{timeline['checkpoint_bytes']:,} bytes; slowest of 60 jumps {slowest * 1e3:.1f} ms; process {s.bytes():,} bytes")
s.close()

# -- a server's time limit
server = subprocess.Popen([program, "serve", "--port", "0", "--seconds", "0.02"], stdout=subprocess.PIPE, text=True)
try:
    base = re.search(r"http://[^ \n]+", server.stdout.readline())[0] + "/api/v1"

    def post(path, body):
        request = urllib.request.Request(base + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as reply:
                return json.loads(reply.read())
        except urllib.error.HTTPError as e:
            return json.loads(e.read())

    session = post("/sessions", {})["id"]

    def ask(command, **fields):
        return post(f"/sessions/{session}/command", {"command": command, **fields})

    r = ask("record", source=SOURCE, budget=100000)
    while r.get("tick", 0) < 1_500_000:
        r = ask("continue", budget=100000)
        if not r.get("paused"):
            r = ask("exec", source=SOURCE, budget=100000)
    ask("stop")
    ask("seek", tick=1000)
    cut, longest = 0, 0
    for rounds in range(200):
        before = time.monotonic()
        r = ask("run_to", event="line", line=4321)
        longest = max(longest, time.monotonic() - before)
        cut += bool(r.get("more"))
        if not r.get("more"):
            break
    report("a search past the time limit says more, and comes to its end", cut > 0 and r["found"] is False, (cut, r))
    report("and no request holds the session", longest < 2, longest)
    ask("seek", tick=2000)
    before = time.monotonic()
    r = ask("deaths", **{"from": 0, "to": 1_500_000})
    report("a look over too much ends with a named error", r["ok"] is False and r["error"]["code"] == "time_limit", r)
    position = ask("timeline")["position"]
    report("and the session stands where it stood", position["tick"] == 2000, position)
finally:
    server.terminate()
    server.wait()

end()
