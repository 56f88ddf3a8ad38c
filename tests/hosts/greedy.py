#!/usr/bin/env python3
"""Programs that are greedy: replies stay small, whatever hangs on the names. usage: greedy.py PROGRAM"""
import json

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

end()
