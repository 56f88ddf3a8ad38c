#!/usr/bin/env python3
"""Each line step is told in words, in both languages: every kind of event has its words, each occurs
in a program here, and what is said is what CPython does. usage: words.py PROGRAM"""
import os
import re
import subprocess
import sys

from session import Session, end, report

HERE = os.path.dirname(os.path.abspath(__file__))
OBSERVE = os.path.join(HERE, "..", "..", "engine", "observe")

# -- the tables: both languages, the same placeholders

def entries(file, macro):
    with open(os.path.join(OBSERVE, file), encoding="utf-8") as f:
        for line in f.read().splitlines():
            if line.startswith(macro + "("):
                yield [p[1:-1] if p.startswith('"') else p
                       for p in re.findall(r'"(?:[^"\\]|\\.)*"|[A-Za-z_]+', line[len(macro) + 1:-1])]


def keys(text):
    return {k.split("|")[0] for k in re.findall(r"{([^}]*)}", text)}


HAN = re.compile("[\u4e00-\u9fff]")
kinds = list(entries("events.def", "PML_EVENT"))
phrases = list(entries("phrases.def", "PML_PHRASE"))
wrong = [e[0] for e in kinds + phrases if keys(e[-2]) != keys(e[-1]) or HAN.search(e[-2])]
report("both languages speak of the same things", not wrong, wrong)
silent = [e[0] for e in kinds if not HAN.search(e[-1]) or not re.search("[a-z]{3}", e[-2])]
report("every kind of event has words in English and Chinese", not silent and len(kinds) > 40, silent)

# -- every kind occurs

PROGRAMS = ["""import gc, weakref, sys
class N:
    x = 1
    def __init__(self, v):
        self.v = v
    def __del__(self):
        print('bye')
a = [1, 2, 3]
b = a
b = None
def f(x, y=2):
    z = [x]
    return z
r = f(a)
d = {'k': r}
d['k'] = [7]
d['j'] = a
del d['j']
a.append(500)
a.pop()
n = N(a)
n.v = None
n.w = 5.5
del n.w
w = weakref.ref(n, lambda r: None)
del n
def g():
    yield [1]
    yield 2
for q in g():
    pass
try:
    1 / 0
except ZeroDivisionError as e:
    pass
def bad():
    raise ValueError('no')
try:
    bad()
except ValueError:
    s = 1
class M: pass
m = M(); m.me = m
del m
gc.collect()
gc.collect()
k = [[i] for i in range(3)]
del k
sys.stderr.write('oh')
len([1.5, 2.5])
z = [M(), M()]
z.pop()
bad()
""", """class R:
    def __del__(self):
        global kept
        kept = self
r = R()
del r
many = list(map(list, [()] * 900))
pass
big = list(map(bytes, [400] * 12000))
big.clear()
big = None
many = None
pass
""", """class X: pass
x = X()
x.load = [1, 2]
def scope():
    inner = [x]
    return None
scope()
""", """import os
x = [1]
if os.fork() == 0:
    y = x
    os._exit(3)
os.wait()
z = x
"""]


def all_steps(s, lang, **more):
    step = 1
    while True:
        w = s.ask("words", step=step, lang=lang, limit=5000)
        if not w["ok"]:
            return
        yield w
        step += 1


seen = {}
for number, program in enumerate(PROGRAMS):
    s = Session()
    s.ask("record", source=program)
    if number == 2:
        s.ask("finish")
        told = [s.ask("words", limit=5000)]
    else:
        told = []
    for lang in ("en", "zh"):
        steps = list(all_steps(s, lang)) + [s.ask("words", lang=lang, limit=5000)]
        bad = [w["words"] for w in steps if "?" in w["words"] or "{" in w["words"].replace("{'k'", "") or not w["words"]]
        report(f"program {number + 1}, {lang}: every step has words without gaps", len(steps) > 3 and not bad, bad[:2])
        foreign = [e["words"] for w in steps for e in w["events"] if bool(HAN.search(e["words"])) != (lang == "zh")]
        report(f"program {number + 1}, {lang}: each event in its language", not foreign, foreign[:3])
        told += steps
    for w in told:
        for e in w["events"]:
            seen[e["event"]] = seen.get(e["event"], 0) + 1
missing = [e[1] for e in kinds if e[1] not in seen]
report("every kind of event occurs in a program of this test", not missing, missing)

# -- what is said

s = Session()
s.ask("record", source="a = [1]\nb = a\nb = None\ndel a\n")
s.ask("seek")


def words(step, lang="en"):
    return re.sub("…[0-9a-f]{4}", "…", s.ask("words", step=step, lang=lang)["words"])


report("a = [1]", words(1) == "`a = [1]` binds the name a to a new list at …; its count is 1.", words(1))
report("b = a", words(2) == "`b = a` binds the name b to the list at …; its count goes from 1 to 2.", words(2))
report("b = None", words(3) == "`b = None` binds the name b, so far bound to the list at …, to None; "
       "the count of the list at … goes from 2 to 1.", words(3))
report("del a", "`del a` deletes the name a, which was bound to the list at …. The list at … dies, "
       "since its last name a was deleted (64 bytes)" in words(4), words(4))
report("b = a, in Chinese", words(2, "zh") == "`b = a` 把名字 b 绑定到…… 处的 list；它的引用计数从 1 变为 2。".replace("……", "…"),
       words(2, "zh"))

# -- counts are CPython's: after each line, sys.getrefcount of every name under python3.11

COUNTED = """a = [1, 2]
b = a
c = [a, a]
d = {'x': a, 'y': c}
c.append(b)
e = (a, c)
del b
c.pop()
d['x'] = c
f = [e] * 3
e = None
del d['y']
f.clear()
g = d
d = None
"""
ORACLE = """import sys
lines = open(sys.argv[1]).read().splitlines()
space = {}
for line in lines:
    exec(compile(line, 'x', 'exec'), space)
    # minus the argument, v, and the pair the iterator keeps
    print({k: sys.getrefcount(v) - 3 for k, v in space.items() if isinstance(v, (list, dict)) and k[0] != '_'})
"""
oracle = "/usr/bin/python3.11"
if os.path.exists(oracle):
    import tempfile
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("counted.py", COUNTED), ("oracle.py", ORACLE)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        out = subprocess.run([oracle, "-I", "-S", "-B", os.path.join(folder, "oracle.py"), os.path.join(folder, "counted.py")],
                             stdout=subprocess.PIPE, check=True, text=True).stdout
    expected = [eval(line) for line in out.splitlines()]
    s.ask("record", source=COUNTED)
    for step, counts in enumerate(expected, 1):
        w = s.ask("words", step=step)
        s.ask("seek", tick=w["to"])
        state = s.ask("state", limit=5000)
        by_id = {o["id"]: o["refcount"] for o in state["objects"]}
        ids = {n["name"]: n["id"] for n in state["frames"][0]["names"]}
        ours = {k: by_id[ids[k]] for k in counts}
        said = {}
        for e in w["events"]:
            for thing, pair in (("object", "count"), ("other", "other_count")):
                if pair in e and thing in e and e["event"] not in ("grew", "shrank"):
                    said[e[thing]["id"]] = e[pair][1]
        report(f"line {step}: counts in the state are CPython's", ours == counts, (ours, counts))
        lies = {i: n for i, n in said.items() if i in by_id and by_id[i] != n}
        report(f"line {step}: counts in words are those of the state", not lies, lies)

# A limit ends the run, which is no exception of the program's.
s.ask("record", source="def f():\n    while True:\n        pass\nf()\n")
for lang, ends in (("en", "The run ends here"), ("zh", "运行到此为止")):
    w = s.ask("words", lang=lang)
    report(f"a limit is told ({lang})", ends in w["words"] and "SystemError" not in w["words"] and
           [e["event"] for e in w["events"]].count("stopped") == 1, w)

end()
