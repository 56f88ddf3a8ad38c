#!/usr/bin/env python3
"""Programs that are greedy: replies stay small, whatever hangs on the names, and programs without end or measure
(../bombs/bombs.json) come to a named end in time, with a recording to walk through that comes out the same when it is
run again. usage: greedy.py PROGRAM [--long]   --long: all of them"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import time
import urllib.error
import urllib.request

from session import Session, end, report


class Greedy(Session):
    def run(self, source, **more):
        self.ask("reset")
        return self.ask("exec", source=source, **more)

    def state(self, **fields):
        reply = self.ask("state", **fields)
        return reply, len(json.dumps(reply))


s = Greedy()

# -- what the picture tells of objects with many references
s.run("a = [0] * 2_000_000\n")
now, size = s.state()
a = now["objects"][0]
report("of two million references the first 500 are told", (len(a["refs"]), a["refs_omitted"]) == (500, 1_999_500),
       (len(a["refs"]), a.get("refs_omitted")))
report("the reply is small", size < 100_000, size)

s.run("x = []\ny = {}\na = list(range(1000, 2000)) + [x, y, x]\n")
now, _ = s.state()
ids = {n["name"]: n["id"] for n in now["frames"][0]["names"]}
a = next(o for o in now["objects"] if o["id"] == ids["a"])
last = [(r["to"], r["label"]) for r in a["refs"][500:]]
report("after them only those to objects in the picture, once each",
       last == [(ids["x"], "[1000]"), (ids["y"], "[1001]")] and a["refs_omitted"] == 501, (last, a["refs_omitted"]))
report("what is not in the picture is counted", now["omitted"] == 1003 - 200, now["omitted"])

now, _ = s.state(limit=2000)
a = next(o for o in now["objects"] if o["id"] == ids["a"])
report("a larger limit tells them all", len(a["refs"]) == 1003 and "refs_omitted" not in a and now["omitted"] == 0,
       (len(a["refs"]), now["omitted"]))

s.run("a = [[None] * 400 for i in range(500)]\n")
now, size = s.state()
report("many objects with many references: no more than twenty times the bound, and twenty of each after it",
       sum(len(o["refs"]) for o in now["objects"]) <= 500 * 21 + 200 * 21 and size < 1_500_000, size)
report("none is lost from the account", all(len(o["refs"]) + o.get("refs_omitted", 0) == 400 for o in now["objects"]
       if o["type"] == "list" and o["value"] == "[400 items]"))

s.run("for i in range(50_000): globals()[f'n{i}'] = i\n")
now, size = s.state()
report("of 50,000 names a thousand are told", len(now["frames"][0]["names"]) == 1000
       and now["frames"][0]["names_omitted"] == 49_001, now["frames"][0].get("names_omitted"))

# -- programs without end or measure
SECONDS = 0.5
LATE = 8  # a busy machine
PATIENT = 40  # what a slow machine cut off before its own end is tried again with as many
bombs = json.loads((pathlib.Path(__file__).parent.parent / "bombs" / "bombs.json").read_text(encoding="utf-8"))
if "--long" not in sys.argv:
    bombs = [b for b in bombs if b.get("page") or b["ends"][0] == "time_limit"]
bombs = [b for b in bombs if all(a in sys.argv[1:] or a.startswith("--") or b["name"] in sys.argv[2:] for a in sys.argv[2:])]


def text(source):
    return source if isinstance(source, str) else "".join(p if isinstance(p, str) else p[0] * p[1] for p in source)


class Served:
    """A session of the server."""
    def __init__(self, url):
        self.url = url + "/api/v1/sessions"
        self.url += "/" + self.ask("", {})["id"]

    def ask(self, command, fields):
        request = urllib.request.Request(self.url + command, json.dumps(fields).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as r:
                return json.load(r)
        except OSError as e:
            if not isinstance(e, urllib.error.HTTPError):
                raise TimeoutError(f"{command} {json.dumps(fields)[:200]}: {e}") from None
            return json.load(e)

    def close(self):
        urllib.request.urlopen(urllib.request.Request(self.url, method="DELETE"), timeout=30).close()


def explode(url, bomb, seconds=SECONDS):
    """What is wrong; empty: nothing."""
    s = Served(url)
    try:
        start = time.monotonic()
        r = s.ask("/exec", {"source": text(bomb["source"])})
        took = time.monotonic() - start
        code = r.get("stopped") or (r.get("exception") or {}).get("type") or ("" if r["ok"] else r["error"]["code"])
        if code not in bomb["ends"]:
            return f"ends in {code or 'nothing'}"
        if took > seconds + LATE:
            return f"takes {took:.1f} s"
        if not r["ok"]:
            return ""
        end_state = s.ask("/state", {})
        if len(json.dumps(end_state)) > 2_000_000:
            return "a large picture"
        last = s.ask("/timeline", {})["position"]["last_tick"]
        s.ask("/deaths", {"from": max(0, last - 400), "to": last, "budget": 1_000_000})
        s.ask("/words", {"budget": 1_000_000})
        if s.ask("/state", {}) != end_state:
            return "looking has changed it"
        for tick in (last // 2, last):
            begun = time.monotonic()
            moved = s.ask("/seek", {"tick": tick})
            while moved.get("more") and time.monotonic() - begun < 60:  # however many pieces a slow machine needs
                moved = s.ask("/seek", {"tick": tick})
            if not moved["ok"] or moved.get("more"):
                return f"cannot go to {tick}: {moved}"
        if s.ask("/state", {}) != end_state:
            return "it differs after a journey"
        begun = time.monotonic()
        again = s.ask("/import", {"recording": s.ask("/export", {})["recording"]})
        cut = again["ok"] and again["position"]["last_tick"] < last  # by the time limit
        if again["ok"] and not again["exact"] and not cut:
            return "run again it comes to something else"
        slow = not again["ok"] and (again["error"]["code"] == "time_limit" or "longer than a command may" in again["error"]["message"])
        if not again["ok"] and not slow:
            return f"cannot be run again: {again} {time.monotonic() - begun:.1f} s"
        alive = s.ask("/record", {"source": "print('alive')"})
        s.close()
        return "" if alive.get("stdout") == "alive\n" else f"afterwards: {alive}"
    except TimeoutError as e:
        return f"no answer to {e}"


def serve(seconds):
    process = subprocess.Popen([sys.argv[1], "serve", "--port", "0", "--seconds", str(seconds), "--workers", "2"],
                               stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().split()[2]


server, address = serve(SECONDS)
patient_server, patient = serve(PATIENT)


def judge(bomb):
    wrong = explode(address, bomb)
    return explode(patient, bomb, PATIENT) if wrong == "ends in time_limit" else wrong


try:
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for bomb, wrong in zip(bombs, pool.map(judge, bombs)):
            report(f"{bomb['name']}: {' or '.join(filter(None, bomb['ends'])) or 'no harm'}", not wrong, wrong)
    branch = Served(address)
    branch.ask("/record", {"source": "a = [1]\nb = 2\n"})
    for statement in ("a.append(0)\nwhile True: pass", "a.append(0)\nsum(iter(int, 1))", "a.append(0)\nwhile True: print('x' * 9999)"):
        before = branch.ask("/state", {})
        told = branch.ask("/branch", {"statement": statement})
        report(f"a change without end is not made: {statement[12:]}", not told["ok"] and told["error"]["code"] in ("time_limit", "tick_limit", "output_limit")
               and branch.ask("/state", {}) == before, told)
    told = branch.ask("/branch", {"statement": "a.append(3)"})
    report("afterwards another is", told["ok"] and branch.ask("/exec", {"source": "print(a)"})["stdout"] == "[1, 3]\n", told)
    report("the server lives", server.poll() is None)
finally:
    server.kill()
    patient_server.kill()

end()
