#!/usr/bin/env python3
"""What the session says about a program's memory is what happened: steps, deaths with their causes,
collections, retained sizes, differences. usage: explanations.py PROGRAM"""
import os
import re
import subprocess
import sys
import tempfile

from session import Session, end, report

s = Session()

# -- deaths and their causes
s.ask("record", source="""import gc
class N:
    pass
def scope():
    inner = [101]
    return None
a = [102]
del a
b = [103]
b = 1
scope()
c = [[104], 0]
c[0] = None
c.append([105])
c.pop()
c.append([106])
c.clear()
d = {'k': [107]}
d = None
e = N(); e.me = e
del e
gc.collect()
[108]
f = N()
f.x = [109]
f.x = None
g = {'k': [110]}
del g['k']
print(end='')
""")
deaths = s.ask("deaths", limit=5000)


def died_at(line, kind):
    return [d for d in deaths["deaths"] if d.get("line") == line and d["type"] == kind]


for line, kind, cause, name in [
        (8, "list", "name_deleted", "a"), (10, "list", "rebound", "b"), (6, "list", "left_scope", "inner"),
        (13, "list", "removed", None), (17, "list", "removed", None), (19, "dict", "rebound", "d"),
        (19, "list", "cascade", None), (22, "N", "collection", None), (23, "list", "temporary", None),
        (26, "list", "removed", "x"), (28, "list", "removed", None)]:
    found = died_at(line, kind)
    report(f"line {line}: a {kind} died, {cause}",
           len(found) == 1 and found[0]["cause"] == cause and (name is None or found[0].get("name") == name), found)
# Values of texts are those of repr(), whole or with the number of their characters.
TEXTS = ["plain", "it's", "\u202eturned", "\u200b\x7f\x9f", "e\u0301\u0302" * 13, "\U0001f600\U000e0001", "\ufeff\n\\", "\u0301" * 174, "x" * 41]
texts = Session()
texts.ask("record", source=f"import gc\nclass N: pass\nlist_ = {TEXTS!r}\n")
values = {o["value"] for o in texts.ask("state", limit=500)["objects"] if o["type"] == "str"}
for text in TEXTS:
    plain = "'" + repr(text + '"')[1:-2].replace("'", "\\'").replace("\\\\'", "\\'") + "'"
    good = plain in values if len(text) <= 40 else any(v.endswith(f"'... ({len(text)} characters)") for v in values)
    report(f"the value of {ascii(text)[:30]} is its repr, or tells its length", good, sorted(values))
texts.close()
# A moment inside a collection: the step from there on began after the collection did.
inside = Session()
inside.ask("record", source="""import gc
class N:
    def __del__(self):
        x = 1
n = N(); n.me = n
del n
gc.collect()
""")
calls = [c["tick"] for c in inside.ask("timeline")["collections"] if c["generation"] == 2]
told = inside.ask("deaths", **{"from": calls[0] + 1, "to": inside.ask("timeline")["position"]["last_tick"], "limit": 5000})["deaths"]
found = [d for d in told if d["type"] == "N"]
report("a death in a collection that has already begun names its generation",
       len(found) == 1 and found[0]["cause"] == "collection" and found[0]["generation"] == 2, found)
inside.close()
report("the cascade names its holder", died_at(19, "list")[0]["holder"]["id"] == died_at(19, "dict")[0]["id"])
report("the collection's generation", died_at(22, "N")[0]["generation"] == 2)
total = s.ask("deaths", limit=1, all=True)["bytes_freed"]
first, last = s.ask("seek", input=0) and s.ask("stats"), s.ask("seek") and s.ask("stats")
report("bytes freed by cause agree with the heap's books", all(
    total[k] == last["heap"]["bytes_freed"][k] - first["heap"]["bytes_freed"][k] for k in total), total)

# -- the collection
x = s.ask("xray")
report("x-ray: fates add up", sum(x["fates"].values()) == x["examined"], x)
report("x-ray: a verdict with the number collected", re.match(f"Freed {x['collected']} objects? of {x['examined']} examined, {x['bytes_freed']} bytes", x["verdict"]), x["verdict"])
garbage = [o for o in x["objects"] if o["fate"] == "collected"]
report("x-ray: garbage has no reference from outside", garbage and all(o["left"] == 0 for o in garbage), garbage)

# -- an object's life
s.ask("record", source="""k = []
for i in range(30):
    x = [i]
    if i == 20:
        keep = x
y = keep
z = [keep, keep]
z.pop()
del y
z = None
x = None
del keep
print(len(k))
""")
s.ask("run_to", event="line", line=8, direction="previous")
kept = s.id_of("keep")
born = s.ask("run_to", event="birth", id=kept)
report("birth: at the line that makes it", born["found"] and born["position"]["line"] == 3, born)
counts = []
while True:
    r = s.ask("run_to", event="count", id=kept)
    if not r["found"]:
        break
    counts.append(r["position"]["line"])
report("count changes: each line that changes it, the position after", counts == [5, 4, 6, 7, 7, 9, 10, 11, 13], counts)
s.ask("seek")
dead = s.ask("run_to", event="death", id=kept, direction="previous")
report("death: found backwards from the end", dead["found"] and dead["position"]["line"] == 13, dead)
s.ask("seek", tick=born["position"]["tick"])
owners = []
while True:
    r = s.ask("run_to", event="owner", id=kept)
    if not r["found"]:
        break
    owners.append((r["position"]["line"], r["owners"]))
report("owners: names and containers, not the stack; the position after", owners == [
    (4, 1), (-1, 2), (4, 1), (7, 2), (7, 4), (8, 3), (10, 2), (11, 1), (13, 0)], owners)
backwards = []
while True:
    r = s.ask("run_to", event="owner", id=kept, direction="previous")
    if not r["found"] or len(backwards) > 20:
        break
    backwards.append(r["position"]["tick"])
s.ask("seek", tick=born["position"]["tick"])
forwards = [s.ask("run_to", event="owner", id=kept)["position"]["tick"] for _ in owners]
report("owners: the same places backwards, and none of an earlier life at its address",
       backwards == forwards[-2::-1], (forwards, backwards))
s.ask("seek")
s.ask("run_to", event="line", line=8, direction="previous")
ledger = s.ask("ledger", id=kept)
report("ledger: all holders, between two lines", ledger["refcount"] == ledger["found"] == 4, ledger)
report("path: through the name", s.ask("path", id=kept)["path"][-1]["by"] in ("['keep']", "['y']", "['z']"), s.ask("path", id=kept))

# -- steps
s.ask("seek", tick=0)
lines = []
while True:
    r = s.ask("step")
    if not r["found"]:
        break
    lines.append(r["position"]["line"])
expected = [1] + [n for i in range(30) for n in ([2, 3, 4, 5] if i == 20 else [2, 3, 4])] + [2, 6, 7, 8, 9, 10, 11, 12, 13]
report("line steps are those of sys.settrace", lines == expected, lines)
back = [lines[-1]]
while True:
    r = s.ask("step", direction="previous")
    if not r["found"]:
        break
    back.append(r["position"]["line"])
report("steps back are the same lines backwards", back == expected[::-1], back)

# -- what hangs on it
s.ask("record", source="""class N:
    pass
big = [[i, [i]] for i in range(50)]
a = N(); b = N()
a.o = b; b.o = a; a.load = [1.5] * 10
del b
holder = [big]
""")
main = s.ask("referrers", id=s.id_of("a"))
dict_id = next(h["from"]["id"] for h in main["referrers"] if h["label"] == "['a']")
cut = s.ask("cut", **{"from": dict_id, "to": s.id_of("a")})
report("cut: the cycle waits for a collection", cut["at_once"] == 0 and cut["at_next_collection"] == cut["objects"] >= 3, cut)
held = s.ask("cut", **{"from": dict_id, "to": s.id_of("big")})
report("cut: another holder keeps it", held["objects"] == 0 and held["at_once"] == 0, held)
r = s.ask("retained", id=s.id_of("big"))
report("retained: the list, its rows and theirs", r["objects"] >= 101 and r["at_once"] == r["objects"], r)

# -- figures
s.ask("record", source="""class N:
    pass
keep = []
t = 0
for i in range(5):
    for j in range(10):
        keep.append(N())
    t += 1
""")
r = s.ask("suspects", line=8, rounds=4)
report("suspects: the growing type", {"type": "N", "counts": [10, 20, 30, 40]}.items() <= next(
    g for g in r["growing"] if g["type"] == "N").items(), r["growing"])
c = s.ask("census", since=3)
report("census: the difference", any(t["type"] == "N" and t["count"] == 50 for t in c["types"]), c)
g = s.ask("generations")
wanted = g["next"]["container_allocations"]
before = g["generations"][g["next"]["generation"]]["collections"]
s.ask("exec", source=f"hold = [[] for i in range({wanted + 60})]")
after = s.ask("generations")["generations"][g["next"]["generation"]]["collections"]
report("generations: the collection comes as foretold", after == before + 1, (g, after))
m = s.ask("memory")
report("memory: arenas hold what the heap counts",
       sum(a["live_blocks"] for a in m["arenas"]) > 1000 and all(
           a["pools_used"] + a["pools_free"] + a["pools_untouched"] == 64 for a in m["arenas"]) and
       sum(a["pools_used"] for a in m["arenas"]) == m["pools_used"], m)

# -- dominators agree with what is lost without an object
s.ask("record", source="""class N: pass
shared = [1.5]
tree = N(); tree.left = N(); tree.right = N()
tree.left.load = [2.5, shared]; tree.right.load = [shared, tree.left.load]
tree.left.up = tree; other = [tree.right.load]
ring = N(); ring.next = N(); ring.next.next = ring
""")
for name in ("shared", "tree", "other", "ring"):
    i = s.id_of(name)
    d, lost = s.ask("dominators", id=i), s.ask("retained", id=i)
    report(f"dominators: {name} retains what goes without it", d["reachable"] and
           (d["chain"][0]["retained_objects"], d["chain"][0]["retained_bytes"]) == (lost["objects"], lost["bytes"]), (d["chain"][0], lost))
top = s.ask("dominators", limit=1000)["largest"]
report("dominators: a dominator retains more than what it dominates", all(
    next((o["retained_bytes"] >= x["retained_bytes"] for o in top if o["object"]["id"] == x["dominator"]), True) for x in top))

# -- the heap map, lives of one address
m, memory = s.ask("heap_map"), s.ask("memory")
report("heap map: each arena, 64 pools", len(m["map"]) == memory["arenas_now"] and all(len(row.split()[1]) == 64 for row in m["map"]), m)
report("heap map: used pools", sum(c not in ".-" for row in m["map"] for c in row.split()[1]) == memory["pools_used"], m)
blocks = s.ask("heap_map", pool=s.id_of("tree"), limit=5000)["blocks"]
mine = [b for b in blocks if b.get("object", {}).get("id") == s.id_of("tree")]
report("heap map: a block names its object", len(mine) == 1 and mine[0]["part"] == "object" and
       int(mine[0]["address"], 16) == int(s.id_of("tree"), 16) - 32, mine)
s.ask("record", source="""class P:
    def __init__(self):
        self.x = [1]
many = [P() for i in range(300)]
kept = bytearray(5000)
""")
m, memory = s.ask("heap_map", cells=True), s.ask("memory")
report("heap map: a sign for each block, as many in use as the pool says", len(m["pools"]) > 0 and all(
    len(p["cells"]) == p["capacity"] == len(p["generations"]) and p["used"] == sum(c not in ".-" for c in p["cells"]) and
    p["cells"].count(".") == p["capacity"] - p["touched"] for p in m["pools"]))
report("heap map: signs name the owners' types", all(
    len(p["cells"]) == p["capacity"] for p in m["pools"]) and sum(
        p["cells"].count(m["type_signs"][m["types"].index("P")]) for p in m["pools"]) >= 600, m["types"])  # instance and values
report("heap map: large blocks, the largest first", len(m["large"]) + m["large_omitted"] == memory["large_blocks"] and
       sum(b["bytes"] for b in m["large"]) == memory["large_bytes"] and
       any(b.get("object", {}).get("type") == "bytearray" and b["part"] == "bytes" for b in m["large"]), m["large"])
parts = {b.get("part") for a in memory["arenas"]
         for b in s.ask("heap_map", arena=a["address"], blocks=True, limit=5000)["blocks"] + m["large"]}
report("heap map: values and shared key tables are named", {"values", "shared key table", "items"} <= parts, parts)
report("heap map: bounded", s.ask("heap_map", cells=True, limit=3)["pools_omitted"] == len(m["pools"]) - 3)
report("heap map: its legend in Chinese", "从未使用" in s.ask("heap_map", lang="zh")["legend"])
s.ask("record", source="for i in range(4):\n    x = (i, 'abc', [i])\n    del x\ny = (7, 'abc', [8])\n")
lives = s.ask("lives", id=s.id_of("y"), limit=20)["lives"]
tuples = [x for x in lives if x["type"] == "tuple"]
report("lives: one address, several tuples, one after the other", len(tuples) >= 4 and lives[-1]["died"] is None and all(
    a["died"] <= b["born"] for a, b in zip(tuples, tuples[1:]) if a["died"] is not None), lives)

# -- the ledger names its holders
s.ask("record", source="""import weakref
const = 'a text that is a constant'
def outer(x):
    def inner():
        return x
    return inner
v = [1]
held = outer(v)
pair = (v, {'k': v}, {3})
class C:
    attr = v
def default(p=v): return p
def gen(q):
    yield q
g = gen(v); next(g)
def cb(r): pass
class W: pass
w = W()
ref = weakref.ref(w, cb)
m = w.__init__
""")
ledger = s.ask("ledger", id=s.id_of("v"))
holders = sorted(h["holder"] for h in ledger["holders"])
report("ledger: every holder by its kind", holders == sorted(
    ["global", "cell", "item", "value", "class_attribute", "default", "generator_local"]), holders)
report("ledger: as many as the count", ledger["refcount"] == ledger["found"] == len(holders), ledger)
report("ledger: a callback", [h["holder"] for h in s.ask("ledger", id=s.id_of("cb"))["holders"]] == ["global", "weakref_callback"])
s.ask("run_to", event="line", line=2, direction="previous") and s.ask("step")
text = s.ask("ledger", id=s.id_of("const"), lang="zh")["holders"]
report("ledger: a constant, the source, in Chinese", {"constant", "global"} <= {h["holder"] for h in text} and
       any("常量" in h["words"] for h in text), text)

# -- the graph's filters and ghosts; suspects with their chain; memory in words
s.ask("record", source="""class N: pass
keep = []
a = [N(), [1.5]]
for i in range(4):
    keep.append(N())
    x = {'k': [i]}
    x = None
b = (a, 'text')
del b
""")
s.ask("seek")
g = s.ask("graph", names=["a"], depth=1)
report("graph: begins at the names asked for", g["objects"][0]["id"] == s.id_of("a") and len(g["objects"]) == 3, g["objects"])
report("graph: ghosts of the last step", [(x["type"], x["cause"]) for x in s.ask("graph", ghosts=True)["ghosts"]][:1] == [
    ("tuple", "name_deleted")], s.ask("graph", ghosts=True)["ghosts"])
young = {o["id"] for o in s.ask("graph", generation=0, limit=5000)["objects"]}
report("graph: by generation", young and all(
    o["generation"] in (0, None) for o in s.ask("state", limit=5000)["objects"] if o["id"] in young))
r = s.ask("suspects", line=5, rounds=4)
n = next(x for x in r["growing"] if x["type"] == "N")
report("suspects: the chain that holds them", n["chain"][-1]["type"] == "N" and n["chain"][-2]["type"] == "list" and
       n["chain"][-2]["id"] == s.id_of("keep"), n["chain"])
m = s.ask("memory")
report("memory in words: what top shows, and who keeps the arena", f"{m['process_bytes'] // 1024} KiB" in m["words"] and
       "1 MiB would go back" in m["words"], m["words"])

# -- gc.get_referrers, sys.getsizeof and sys.getrefcount under python3.11
TYPICAL = """import sys, gc
class N: pass
class S:
    __slots__ = ('p', 'q')
n = N()
l = [n, n]
d = {'a': n, 3: l}
t = (n, d)
st = {1, 2, 3, 4, 5, 6, 7, 8, 9}
fs = frozenset([1])
sl = S(); sl.p = l
i = 10 ** 30
f = 1.5
c = 2j
text = 'plain'
wide = 'wide\u4e2d'
by = b'abc'
ba = bytearray(b'abcd')
def fn(a, b=l): return a
ge = (z for z in l)
me = l.append
r = range(5)
s = slice(1, 2)
"""
NAMES = "n l d t st fs sl i f c text wide by ba fn ge me r s N S".split()
if os.path.exists("/usr/bin/python3.11"):
    asks = "".join(f"print({x!r}, sys.getsizeof({x}), sum(r is not globals() for r in gc.get_referrers({x})), "
                   f"sys.getrefcount({x}) - 1)\n" for x in NAMES)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "typical.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(TYPICAL + asks)
        out = subprocess.run(["/usr/bin/python3.11", "-I", "-S", "-B", path], stdout=subprocess.PIPE, check=True, text=True).stdout
    # the same line asks: it runs where CPython's runs, and the session stops before it
    s.ask("record", source=TYPICAL + asks)
    for line, told in enumerate(out.splitlines(), TYPICAL.count("\n") + 1):
        name, size, referrers, count = told.split()
        s.ask("seek", tick=0)
        s.ask("run_to", event="line", line=line)
        found = s.ask("ledger", id=s.id_of(name))
        main = [h for h in found["holders"] if h["kind"] == "global"]
        report(f"{name}: size and count are CPython's", (s.ask("path", id=s.id_of(name))["path"][-1]["size"], found["refcount"]) ==
               (int(size), int(count)), (told, found))
        others = {h["from"]["id"] for h in s.ask("referrers", id=s.id_of(name))["referrers"] if "from" in h}
        tracked = others - {main[0]["from"]}
        report(f"{name}: every referrer gc.get_referrers knows is there", len(tracked) >= int(referrers), (told, tracked))

end()
