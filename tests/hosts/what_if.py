#!/usr/bin/env python3
"""What if this reference did not exist: the statement that a branch makes of two objects' ids, for every
kind of reference that a statement can remove and for those that none can. usage: what_if.py PROGRAM"""
from session import Session, end, report

SOURCE = """\
import gc
class N: pass
class S: __slots__ = ('v', 'w')
a = N(); a.left = {'k': [1, [7]], 5: (2, [8]), 'it\\'s': [9], -3: [1], 2.5: [2], True: [6]}
a.load = a.left; s = S(); s.v = [5]; s.w = a
t = (9, [3]); u = {1, (4,)}; deep = [[[[[0]]]]]
setattr(a, 'not a name', [11])
globals()['odd name'] = [12]
def f(p, q):
    r = [p]
    def inner():
        return p, r, held
    held = {'x': q}
    return inner
class Body:
    inside = [[13]]
    end = 0
made = f([4], [[14]])
end = 1
"""


def session(line):
    s = Session()
    s.ask("record", source=SOURCE)
    s.ask("run_to", event="line", line=line, direction="previous")
    return s


def referent(s, owner, label):
    """The object that the reference of this label leads to."""
    for r in s.ask("referents", id=owner, limit=50)["referents"]:
        if r["label"] == label:
            return r["to"]["id"]
    raise KeyError(label)


def cut(name, *labels, line=19, frame=0):
    """The statement that removes the last reference on the way from a name; or why there is none."""
    s = session(line)
    owner = s.id_of(name, frame)
    for label in labels[:-1]:
        owner = referent(s, owner, label)
    reply = s.ask("branch", cut_from=owner, cut_to=referent(s, owner, labels[-1]))
    s.close()
    return reply.get("statement") or reply["error"]["code"]


WAYS = [
    # (the way, the statement or the error's code)
    (("a", ".left"), "del a.left"),
    (("a", ".left", "['k']"), "del a.left['k']"),
    (("a", ".left", "['k']", "[1]"), "a.left['k'][1] = None"),
    (("a", ".left", "[5]"), "del a.left[5]"),
    (("a", ".left", "[5]", "[1]"), "no_statement"),  # a tuple's item
    (("a", ".left", "[5]", "[1]", "[0]"), "a.left[5][1][0] = None"),
    (("a", ".left", "[-3]"), "del a.left[-3]"),
    (("a", ".left", "['it\\'s']"), "no_statement"),
    (("a", ".left", "[2.5]"), "no_statement"),
    (("a", ".left", "[True]"), "del a.left[1]"),  # the same key
    (("a", ".not a name"), "no_statement"),
    (("a", "__class__"), "no_statement"),
    (("s", ".v"), "del s.v"),
    (("s", ".v", "[0]"), "s.v[0] = None"),
    (("t", "[1]"), "no_statement"),
    (("t", "[1]", "[0]"), "t[1][0] = None"),
    (("u", "key (1 item)"), "no_statement"),
    (("deep", "[0]", "[0]", "[0]"), "deep[0][0][0] = None"),
    (("Body", "__dict__", "['inside']"), "del Body.inside"),
    (("Body", "__dict__", "['inside']", "[0]"), "Body.inside[0] = None"),
    (("N", "__bases__"), "no_statement"),
    (("made", "__closure__"), "no_statement"),
]
if __name__ == "__main__":
    for way, statement in WAYS:
        got = cut(*way)
        report(" ".join(way), got == statement, got)
    for way, statement in ((("q", "[0]"), "q[0] = None"), (("r", "[0]"), "r[0] = None")):
        report(f"a function's name {way[0]}", (got := cut(*way, line=14, frame=-1)) == statement, got)
    report("inside a class body, called by C", (got := cut("inside", "[0]", line=17, frame=-1)) == "inside_c", got)
    s = session(19)
    for fields in ({"cut_from": "0x1", "cut_to": "0x2"}, {"cut_from": s.id_of("a")}, {"cut_to": "5"},
                   {"cut_from": s.id_of("a"), "cut_to": s.id_of("t") + "z"}):
        reply = s.ask("branch", **fields)
        report(f"no ids: {sorted(fields)}", not reply["ok"] and reply["error"]["code"] == "no_object", reply)
    reply = s.ask("branch", cut_from=s.id_of("a"), cut_to=s.id_of("t"))
    report("no reference between them", reply["error"]["code"] == "no_statement", reply)
    for thresholds, good in (([1, 2, 3], True), ([], False), ([1, 2, 3, 4], False), ([-1], False),
                             ([1 << 40], False), ([0], True)):
        reply = s.ask("branch", thresholds=thresholds)
        report(f"thresholds {thresholds}", reply["ok"] == good, reply)
    s.close()
    end()
