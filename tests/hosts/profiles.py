#!/usr/bin/env python3
"""Profiles: every difference that is said to be modelled, with the number measured on the real
interpreter; and that comparing two profiles names these differences.

    profiles.py PROGRAM
"""
import json
import subprocess
import sys

program = sys.argv[1]
passed = failed = 0

CALLS = """
import sys
rc = sys.getrefcount
def f(x): return rc(x)
o = object()
class C:
    def m(self): return rc(self)
def inside(): return rc(inside)
extra = inside
print(f(object()), f(o), C().m(), inside())
"""
ORDER = """
class D:
    def __init__(self, n): self.n = n
    def __del__(self): out.append(self.n)
out = []
def g(p, q):
    r = D('r')
g(D('p'), D('q'))
print(*out)
"""
POOL = """
import sys, gc
gc.disable(); gc.collect()
addresses = sorted(id(object()) for i in range(1))
keep = [object() for i in range(6000)]
size = %d
pools = {}
for o in keep:
    pools.setdefault(id(o) // size, []).append(o)
print(max(map(len, pools.values())))
"""
GROWTH = """
import sys
l, rooms = [], []
for i in range(70):
    l.append(i)
    room = (sys.getsizeof(l) - sys.getsizeof([])) // 8
    if room not in rooms: rooms.append(room)
print(*rooms[:8])
"""
CYCLE = """
import gc
class C: pass
gc.collect(); gc.disable()
c = C(); c.me = c; del c
print(gc.collect())
"""
TUPLES = """
import gc
gc.collect(); gc.disable()
def kept(n):
    t = tuple(range(n)); a = id(t); del t
    other = [None] * n
    u = tuple(other)
    return id(u) == a
import sys
def listed(n):
    gc.collect()
    before = sys.getallocatedblocks()
    ts = [tuple([None] * n) for i in range(100)]
    del ts
    return sys.getallocatedblocks() - before >= 100
print(listed(19), listed(20))
"""
TUPLES_AGAIN = """
import gc, sys
gc.collect(); gc.disable()
def again(n):
    ts = [tuple([None] * n) for i in range(100)]
    del ts
    before = sys.getallocatedblocks()
    ts = [tuple([None] * n) for i in range(100)]
    return sys.getallocatedblocks() - before < 50
print(again(19), again(20))
"""
WARM = """
import sys
rc = sys.getrefcount
log = []
class C:
    def __getitem__(self, x): log.append(rc(x)); return x
def loop(c, o):
    for i in range(20): c[o]
loop(C(), object())
print(log.count(log[0]), len(set(log)))
"""
LETTERS = """
import string
text = string.ascii_letters + '_'
print(''.join(c for c in sorted(text) if eval(repr(c)) is not text[text.index(c)]))
"""
CONSTANTS = """
import sys
rc = sys.getrefcount
print(*(rc(x) for x in (None, True, 1, -5, 256, '', b'', ())))
"""
NAME = """
import sys
print(sys.getrefcount('a_name'))
"""
THRESHOLD = """
import gc
events = []
def note(phase, info):
    if phase == 'start': events.append((len(keep), info['generation']))
keep = []
gc.disable(); gc.collect()
gc.callbacks.append(note)
gc.collect(); del events[:]
gc.enable()
for i in range(9000): keep.append([])
gc.disable()
print(gc.get_threshold(), events[0][0], events[1][0] - events[0][0])
"""
LOCALS = """
import sys
def f(a):
    locals()
    return sys.getrefcount(a)
print(f(object()))
"""
TRASH = """
class D:
    def __init__(self, n): self.n = n
    def __del__(self): order.append(self.n)
order = []
chain = None
for i in range(120): chain = [D(i), chain]
del chain
print(order == list(range(120)))
"""
IMMORTAL = 4294967295
ALL = " ".join([str(IMMORTAL)] * 8)

# (what, program, {profile: printed}); 3.11's value stands beside each, so that no row is trivial
FACTS = [
    ("counts of arguments", CALLS, {"3.11": "2 3 2 4", "3.8": "3 4 3 5", "3.12": "2 3 2 4"}),
    ("order of death at return", ORDER, {"3.11": "p q r", "3.8": "r q p"}),
    ("blocks of 16 bytes in 4 KiB", POOL % 4096, {"3.8": "253"}),
    ("blocks of 16 bytes in 16 KiB", POOL % 16384, {"3.11": "1021", "3.12": "1021", "3.13": "1021"}),
    ("room of a growing list", GROWTH, {"3.11": "4 8 16 24 32 40 52 64", "3.8": "4 8 16 25 35 46 58 72"}),
    ("an instance that holds itself", CYCLE, {"3.11": "1", "3.8": "2", "3.12": "1", "3.13": "1"}),
    ("tuples in free lists: 19, 20", TUPLES, {"3.11": "True True", "3.8": "True False", "3.13": "True True"}),
    ("tuples taken from free lists: 19, 20", TUPLES_AGAIN, {"3.11": "True False", "3.12": "True False", "3.13": "True True"}),
    ("rounds before specialised", WARM, {"3.11": "7 2", "3.8": "20 1", "3.12": "1 2", "3.13": "1 2"}),
    ("letters that are names of their own", LETTERS,
     {"3.11": "BCLST_abcdefhijklmnopqrstvwxy", "3.8": "", "3.12": "_abcdenprsx", "3.13": ""}),
    ("immortal constants", CONSTANTS, {"3.12": ALL, "3.13": ALL}),
    ("count of a name", NAME, {"3.11": "3", "3.12": str(IMMORTAL), "3.13": "3"}),
    ("thresholds and collections", THRESHOLD,
     {"3.11": "(700, 10, 10) 699 701", "3.12": "(700, 10, 10) 700 701", "3.13": "(2000, 10, 10) 2000 2001"}),
    ("locals() keeps", LOCALS, {"3.11": "3", "3.13": "2"}),
    ("120 containers die in order", TRASH, {"3.11": "False", "3.13": "True"}),
]


def check(good, what, got=""):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print(f"not ok - {what}: {got}")


def run(source, profile):
    command = [program, "run", f"--profile=cpython-{profile}", "-"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=60)
    return (done.stdout + done.stderr).decode().strip()


def ask(*requests):
    text = "\n".join(json.dumps(r) for r in requests) + "\n"
    done = subprocess.run([program, "ask"], input=text.encode(), capture_output=True, timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


for what, source, expected in FACTS:
    for profile, value in expected.items():
        got = run(source, profile)
        check(got == value, f"{what} under {profile}: wanted {value}", got)
check(run(CONSTANTS, "3.11").split()[2].startswith("1000000"), "1 starts at 999999999 in 3.11")

# 256 KiB: four arenas in what 3.11 gets as one
compared = ask({"command": "compare", "source": "keep = [object() for i in range(300000)]\n",
                "profiles": ["cpython-3.11", "cpython-3.8"]})[0]
figures = {f["name"]: f["values"] for f in compared["figures"]}
check(figures["arenas at most"][1] >= 3 * figures["arenas at most"][0], "arenas of 256 KiB", figures)

compared = ask({"command": "compare", "source": CALLS + ORDER, "profiles": ["cpython-3.11", "cpython-3.8"]})[0]
check([row["values"] for row in compared["output"]] == [["2 3 2 4", "3 4 3 5"], ["p q r", "r q p"]],
      "compare lists the lines that differ", compared["output"])
same = ask({"command": "compare", "source": CALLS, "profiles": ["cpython-3.11", "cpython-3.11"]})[0]
check(same["differences"] == 0, "a profile does not differ from itself", same["differences"])
wrong = ask({"command": "compare", "source": "x", "profiles": ["cpython-3.11", "jython"]})[0]
check(wrong["error"]["code"] == "unknown_profile", "an unknown profile", wrong)

# A session keeps its profile; a recording takes it along.
replies = ask({"command": "record", "source": NAME, "profile": "cpython-3.12"}, {"command": "export"},
              {"command": "profiles"})
check(replies[0]["stdout"] == f"{IMMORTAL}\n", "record under a profile", replies[0])
check(replies[2]["session"] == "cpython-3.12", "the session's profile", replies[2]["session"])
recording = replies[1]["recording"]
check(recording["settings"]["profile"] == "cpython-3.12", "the profile is exported", recording["settings"])
imported = ask({"command": "import", "recording": recording}, {"command": "output"})
check(imported[0]["exact"] and imported[1]["stdout"] == f"{IMMORTAL}\n", "and imported", imported)
for p in replies[2]["profiles"]:
    for d in p["modelled"] + p["not_modelled"]:
        check(d["en"] and any("\u4e00" <= c <= "\u9fff" for c in d["zh"]), f"both languages: {d}")
listed = subprocess.run([program, "profiles", "--lang=zh"], capture_output=True, text=True).stdout
check("已建模" in listed and "cpython-3.13" in listed, "pymemlab profiles in Chinese")
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
