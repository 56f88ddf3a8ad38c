#!/usr/bin/env python3
"""What the command door refuses, with which code, and that it changes nothing: each field of each command of
another type, missing, unknown; values at and over their limits; every command before a run, paused inside one,
in the past and after the end; bytes that are no request; recordings that are none; heap, collector and ledger
where a looking command stands.

    refused.py PROGRAM
"""
import copy
import json
import subprocess
import sys

from session import Session, end, report

WRONG = {"string": [5, None, True, ["x"], {}], "integer": ["5", 1.5, None, [1], True, 1e300], "boolean": [1, "true", None],
         "number": ["1", None], "object": [1, "x", [], None], "strings": ["x", [1], {}, None, ["a", 2]], "integers": [1, ["1"], [1.5], {}, None]}
PROGRAM = """import gc
class Node:
    def __init__(self, next=None):
        self.next = next
a = [1, 2, 3]
b = a
d = {'k': a, 'n': Node()}
n = Node(a)
s = {1, 2}
def f(x):
    y = [x]
    def g(): return y
    return g
h = f(a)
for i in range(5):
    t = [i]  #! count(t) == 1
p = Node(); p.next = p; del p
gc.collect()
print(h())
"""


def type_of(schema):
    return schema["type"] if schema["type"] != "array" else schema["items"]["type"] + "s"


def good_value(name, kind):
    if name == "source":
        return "1"
    return {"string": "a", "integer": 1, "boolean": True, "number": 1, "object": {}, "strings": ["a"], "integers": [1]}[kind]


def code_of(reply):
    return "ok" if reply["ok"] else reply["error"]["code"]


def raw(*lines):
    out = subprocess.run([sys.argv[1], "ask"], input=b"\n".join(lines) + b"\n", stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


session = Session()
commands = session.ask("describe")["commands"]
session.ask("record", source=PROGRAM)
before = session.ask("stats"), session.ask("timeline")


def expect(name, code, command, /, **fields):
    got = code_of(session.ask(command, **fields))
    report(f"{name}: {code}", got == code, got)


# -- every field of every command --
wrong = []
for c in commands:
    fields, needed = c["schema"].get("properties", {}), c["schema"].get("required", [])
    good = {f: good_value(f, type_of(fields[f])) for f in needed}
    requests = [({**good, "no_such_field": 1}, "unknown field")]
    requests += [({k: v for k, v in good.items() if k != f}, f + " missing") for f in needed]
    requests += [({**good, f: v}, f"{f}: {v}") for f in fields for v in WRONG[type_of(fields[f])]]
    for request, what in requests:
        code = code_of(session.ask(c["command"], **request))
        if code != "bad_request":
            wrong.append((c["command"], what, code))
report("fields of another type, missing, unknown are bad requests", not wrong, wrong)
report("... and change nothing", (session.ask("stats"), session.ask("timeline")) == before)

# -- values --
last = session.ask("timeline")["position"]["last_tick"]
a = session.id_of("a")
for text in "", "0x", "x", "0x1g", "10", "-1", "0x0":
    for command in "ledger", "path", "referrers", "referents", "retained", "lives", "dominators", "graph":
        code = code_of(session.ask(command, id=text))
        report(f"{command} of id {text!r} is refused", code in ("bad_id", "unknown_object") or (command == "lives" and code == "ok"), code)
    expect(f"run_to with id {text!r}", "bad_id", "run_to", event="death", id=text) if text in ("x", "0x1g") else None
for command in "ledger", "path", "referrers", "referents", "retained", "dominators", "graph":
    expect(f"{command} of an address with no object", "unknown_object", command, id="0x7")
expect("cut of no reference", "no_reference", "cut", **{"from": a, "to": session.id_of("s")})
expect("cut from no id", "bad_id", "cut", **{"from": "x", "to": a})
expect("cut to no id", "bad_id", "cut", **{"from": a, "to": "x"})
for command in "state", "deaths", "xray", "graph", "referrers", "referents", "retained", "dominators", "heap_map", "lives", "census", "processes", "words":
    extra = {"id": a} if command in ("referrers", "referents", "retained", "lives") else {}
    for limit in 0, -1, 10001, 1 << 40:
        expect(f"{command} with limit {limit}", "bad_limit", command, limit=limit, **extra)
    expect(f"{command} with limit 1", "ok", command, limit=1, **extra)
expect("cut with limit 0", "bad_limit", "cut", limit=0, **{"from": session.id_of("b"), "to": a})
for command in "ledger", "xray", "words", "expect", "memory", "heap_map", "suspects":
    extra = {"ledger": {"id": a}, "suspects": {"line": 16}}.get(command, {})
    expect(f"{command} in no language we have", "bad_lang", command, lang="fr", **extra)
    expect(f"{command} in Chinese", "ok", command, lang="zh", **extra)
for fields, code in [({"stretches": 0}, "bad_limit"), ({"stretches": 5001}, "bad_limit"), ({"width": -1}, "bad_width"), ({"from": -1}, "bad_range"),
                     ({"from": 9, "to": 3}, "bad_range"), ({"from": 3, "to": 3}, "ok"), ({"stretches": 1}, "ok"), ({"width": 1, "from": 0, "to": 10}, "ok"), ({"from": 0, "to": 1 << 40}, "ok")]:
    expect(f"course {fields}", code, "course", **fields)
for fields, code in [({"from": -1}, "bad_range"), ({"from": 9, "to": 3}, "bad_range"), ({"from": 5, "to": 5}, "ok"), ({"all": True, "limit": 3}, "ok")]:
    expect(f"deaths {fields}", code, "deaths", **fields)
for fields in {"rounds": 1}, {"rounds": 13}, {"rounds": -5}:
    expect(f"suspects {fields}", "bad_rounds", "suspects", line=16, **fields)
for fields in {"collection": -1}, {"collection": 99}:
    expect(f"xray {fields}", "unknown_collection", "xray", **fields)
for fields, code in [({"step": 0}, "unknown_step"), ({"step": 10 ** 6}, "unknown_step"), ({"step": -4}, "bad_range"), ({"tick": -4}, "bad_range"), ({"from": -4}, "bad_range"), ({"tick": 5, "step": 2}, "bad_request"), ({"from": 0}, "ok"), ({"tick": 30, "from": 10}, "ok")]:
    expect(f"words {fields}", code, "words", **fields)
for fields, code in [({"tick": -1}, "bad_range"), ({"input": -1}, "bad_range"), ({"tick": 1, "input": 1}, "bad_request"), ({"tick": 1, "budget": 5}, "bad_budget"), ({"tick": 1, "budget": -5}, "bad_budget")]:
    expect(f"seek {fields}", code, "seek", **fields)
for fields in {"generation": -1}, {"generation": 4}:
    expect(f"graph {fields}", "bad_generation", "graph", **fields)
for generation in range(4):
    expect(f"graph of generation {generation}", "ok", "graph", generation=generation, depth=generation)
for fields in {"types": ["list", "Node"]}, {"names": ["a", "nothing"]}, {"names": []}, {"types": [""]}, {"ghosts": True}, {"names": ["__name__"]}:
    expect(f"graph {fields}", "ok", "graph", **fields)
for text in "x", "0xg", "", "5":
    for field in "arena", "pool":
        report(f"heap_map of {field} {text!r} is refused", code_of(session.ask("heap_map", **{field: text})) == "bad_id")
for fields in {"cells": True}, {"blocks": True}, {"blocks": True, "cells": True, "limit": 1}, {"arena": "0x1", "blocks": True}, {"pool": "0x1", "cells": True}:
    expect(f"heap_map {fields}", "ok", "heap_map", **fields)
for since, code in (-1, "bad_range"), (0, "ok"), (last, "ok"):
    expect(f"census since {since}", code, "census", since=since)
for names in [["x" * 64]], [["a"], [f"x{i}" for i in range(8)]]:
    for some in names:
        got = code_of(session.ask("watch", names=some))
    report(f"watch {names[-1][0][:5]!r} of {len(names[-1])} is refused", got == "too_many_watches", got)
session.ask("reset")
session.ask("record", source=PROGRAM)
before, a = (session.ask("stats"), session.ask("timeline")), session.id_of("a")
for ids in ["0x7"], ["x"]:
    report(f"watch object {ids[0]!r} is refused", code_of(session.ask("watch", ids=ids)) == "no_object")
expect("watch names and an object", "ok", "watch", names=["a", "nothing_yet"], ids=[a])
expect("watch nothing", "ok", "watch")
for fields, code in [({"expectation": "x" * 200}, "bad_request"), ({"expectation": "count(a) =="}, "ok"), ({"expectation": "nothing(a) == 1", "line": 9}, "ok"),
                     ({"expectation": "", "line": 5}, "ok"), ({"line": -1}, "ok"), ({"expectation": "count(a) == 2", "line": 99999}, "ok")]:
    got = session.ask("expect", **fields)
    report(f"expect {str(fields)[:60]}", code_of(got) in (code, "bad_request", "bad_line"), got)
for fields in {"lines": [0]}, {"lines": [-1]}, {"lines": list(range(1, 66))}, {"lines": [1 << 40]}:
    got = code_of(session.ask("breakpoints", **fields))
    report(f"breakpoints {str(fields)[:30]}", got == ("too_many_breakpoints" if len(fields["lines"]) > 64 else "ok"), got)
expect("no breakpoints", "ok", "breakpoints", lines=[])
for fields in {"unit": "x"}, {"direction": "sideways"}, {"unit": "line", "way": "x"}, {"budget": -1}, {"unit": "tick", "way": "over", "direction": "x"}:
    report(f"step {fields} is refused", code_of(session.ask("step", **fields)) in ("bad_request", "bad_budget"))
for fields in {"event": "x"}, {"event": "line"}, {"event": "death"}, {"event": "line", "line": -1}, {"event": "line", "line": 5, "direction": "x"}, {"event": "line", "line": 5, "budget": -1}, {"event": "owner", "id": "5"}:
    got = code_of(session.ask("run_to", **fields))
    report(f"run_to {fields} is refused", got.startswith("bad_"), got)
report("refusals left the session where it was", session.ask("stats") == before[0])
report("... and sound", session.ask("check")["sound"])

# -- operations --
BAD_NAMES = "", "1x", "a b", "a-b", "a.b", "for", "None", "x\n", "ab(", "é b"
for text in BAD_NAMES:
    for command, fields in [("create", {"kind": "list"}), ("bind", {"target": "a"}), ("unbind", {})]:
        got = code_of(session.ask(command, name=text, **fields))
        report(f"{command} of name {text!r} is refused", got == "bad_name" or (got == "ok" and text in ("for", "None")), got)
BAD_TEXTS = "", "a\nb", "a\rb"
for text in BAD_TEXTS:
    for command, fields in [("create", {"name": "q", "value": text}), ("bind", {"name": "q", "target": text}), ("append", {"container": text, "item": "1"}), ("append", {"container": "a", "item": text}),
                            ("set_item", {"container": text, "key": "0", "value": "1"}), ("set_item", {"container": "a", "key": text, "value": "1"}), ("set_item", {"container": "a", "key": "0", "value": text}),
                            ("set_attribute", {"object": text, "name": "x", "value": "1"}), ("set_attribute", {"object": "n", "name": "x", "value": text}), ("remove", {"container": text, "item": "1"}),
                            ("remove", {"container": "a", "item": text}), ("remove", {"container": "a", "key": text})]:
        expect(f"{command} {fields}", "bad_expression", command, **fields)
expect("set_attribute of no name", "bad_name", "set_attribute", object="n", name="1", value="1")
expect("remove of no name", "bad_name", "remove", container="n", name="x y")
expect("create of no kind we know", "bad_kind", "create", name="q", kind="ship")
report("remove needs to know what", code_of(session.ask("remove", container="a")) != "ok")
for generation in -1, 3:
    expect(f"collect of generation {generation}", "bad_generation", "collect", generation=generation)
for t in {"threshold0": -1}, {"threshold0": 1 << 31}, {"threshold0": 1, "threshold1": -1}, {"threshold0": 1, "threshold1": 1, "threshold2": 1 << 40}:
    expect(f"set_threshold {t}", "bad_threshold", "set_threshold", **t)
for kind in "list dict set tuple object int float str bytes".split():
    expect(f"create a {kind}", "ok", "create", name="made_" + kind, kind=kind)
for command, fields in [("create", {"name": "v", "value": "[1] * 3"}), ("bind", {"name": "v2", "target": "v"}), ("append", {"container": "v", "item": "4"}), ("append", {"container": "s", "item": "4"}),
                        ("append", {"container": "made_set", "item": "4"}), ("append", {"container": "d['k']", "item": "9"}), ("set_item", {"container": "d", "key": "'x'", "value": "v"}), ("set_attribute", {"object": "n", "name": "é", "value": "1"}), ("remove", {"container": "v", "item": "4"}), ("remove", {"container": "d", "key": "'x'"}),
                        ("remove", {"container": "n", "name": "é"}), ("unbind", {"name": "v2"}), ("collect", {}), ("collect", {"generation": 0}), ("set_threshold", {"threshold0": 0}), ("set_threshold", {"threshold0": 700, "threshold1": 10, "threshold2": 10}),
                        ("disable", {}), ("generations", {}), ("enable", {}), ("freeze", {}), ("unfreeze", {})]:
    got = session.ask(command, **fields)
    report(f"{command} {fields} is done", code_of(got) == "ok" and "exception" not in got, got)
got = session.ask("append", container="nothing", item="1")
report("an operation may end in an exception", got["ok"] and got["exception"]["type"] == "NameError", got)
for name in "", "<x>", "a" * 256, "a\nb", "a\x7fb", "\x00":
    report(f"exec under the filename {name[:4]!r} is refused", code_of(session.ask("exec", source="1", filename=name)).startswith("bad_"))
expect("exec in no mode", "bad_request", "exec", source="1", mode="eval")
for command in "exec", "record", "continue":
    report(f"{command} with a budget below 0 is refused", code_of(session.ask(command, budget=-1, **({} if command == "continue" else {"source": "1"}))) in ("bad_budget", "not_paused"))
for command in "continue", "stop":
    expect(f"{command} of what is not paused", "not_paused", command)
for command, fields in ("reset", {}), ("record", {"source": "1"}):
    expect(f"{command} with an unknown version", "unknown_profile", command, profile="2.7", **fields)
for profiles in [], ["cpython-3.11"], ["cpython-3.11"] * 5, ["cpython-3.11", "2.7"]:
    report(f"compare of {profiles} is refused", code_of(session.ask("compare", source="1", profiles=profiles)) in ("bad_request", "unknown_profile"))
got = session.ask("compare", source="import sys\nclass A: pass\nx = [A() for i in range(3)]\nprint(sys.version_info[:2])\nfor i in range(90): print(i, sys.getsizeof({}))\n1 / 0", profiles=["cpython-3.11", "cpython-3.12", "cpython-3.8", "cpython-3.13"])
report("compare of a program that fails", got["ok"] and got["runs"][0]["exception"]["type"] == "ZeroDivisionError", got)

# -- recordings --
recording = session.ask("export")["recording"]


def changed(path, value):
    r = copy.deepcopy(recording)
    *way, last_key = path
    at = r
    for key in way:
        at = at[key]
    if value is None:
        del at[last_key]
    else:
        at[last_key] = value
    return r


bad = [{}, {"format": "x"}, {**recording, "version": 99}, changed(["inputs", 0, "kind"], "x"), changed(["inputs", 0, "source"], None), changed(["inputs", 0, "source"], 5), changed(["inputs"], [1])]
for key in recording:
    for value in (None, "x", -1, 1e18, [], {}, [[]], [{}]):
        bad.append(changed([key], value))
for key in recording.get("settings", {}):
    for value in (None, "x", -1, 0, 1e18, []):
        bad.append(changed(["settings", key], value))
codes = [code_of(session.ask("import", recording=r)) for r in bad]
report("no malformed recording does harm", set(codes) <= {"ok", "bad_recording", "unknown_profile", "bad_request", "heap_limit", "bad_limit"} and codes[0] == "bad_recording", sorted(set(codes)))
got = session.ask("import", recording=recording)
report("the good one still comes to the same", got["ok"] and got["exact"], got)
report("the session is sound after them", session.ask("check")["sound"])

# -- every command in every state --
LOOKS = [(c["command"], {f: {"id": a, "from": a, "to": a, "recording": recording, "profiles": ["cpython-3.11", "cpython-3.12"], "line": 5, "threshold0": 700, "kind": "list", "event": "breakpoint"}.get(f, good_value(f, type_of(c["schema"]["properties"][f])))
                         for f in c["schema"].get("required", []) + (["kind"] if c["command"] == "create" else [])}) for c in commands if c["command"] not in ("describe", "compare", "import", "record", "reset", "finish", "stop")]


def everywhere(name, *first):
    s = Session()
    for command, fields in first:
        s.ask(command, **fields)
    replies = [(c, code_of(s.ask(c, **fields))) for c, fields in LOOKS]
    known = {"ok", "not_paused", "paused", "finished", "bad_id", "unknown_object", "in_the_past", "unknown_step", "unknown_collection", "no_object", "no_reference", "bad_request", "inside_c", "no_statement", "bad_generation", "bad_line"}
    report(f"every command {name}", all(code in known for c, code in replies), [r for r in replies if r[1] not in known])
    sound = s.ask("check")
    report(f"... sound {name}", sound.get("sound", sound.get("error", {}).get("code") == "finished"), sound)
    s.close()


everywhere("before a run")
everywhere("paused in a function", ("record", {"source": PROGRAM}), ("run_to", {"event": "line", "line": 12, "direction": "previous"}))
everywhere("paused before the end of a cell", ("record", {"source": PROGRAM, "budget": 60}))
everywhere("at the beginning", ("record", {"source": PROGRAM}), ("seek", {"tick": 0}))
everywhere("after an error", ("record", {"source": PROGRAM + "1 / 0\n"}))
everywhere("after the end", ("record", {"source": PROGRAM}), ("finish", {}))
everywhere("after a syntax error", ("record", {"source": "x = = 1"}))
everywhere("at a step inside C code", ("record", {"source": "class K:\n    def __lt__(s, o):\n        z = 1\n        return False\nsorted([K(), K()])\n"}), ("seek", {"tick": 40}))
everywhere("in a collection's finalizer", ("record", {"source": "import gc\nclass F:\n    def __del__(s):\n        q = [s]\nf = F(); f.me = f; del f\ngc.collect()\n"}), ("run_to", {"event": "line", "line": 4, "direction": "previous"}))
everywhere("with processes", ("record", {"source": "import os\na = [1]\nr, w = os.pipe()\nif os.fork() == 0:\n    a.append(2)\n    os._exit(0)\nos.wait()\nb = a\n"}), ("run_to", {"event": "line", "line": 5, "direction": "previous"}))
everywhere("after a heap limit", ("record", {"source": "x = []\nwhile True: x.append('a' * 1000000 + str(len(x)))\n"}))

# -- bytes that are no request --
replies = raw(b"[1,2]", b'"x"', b"5", b"null", b"{", b'{"command"}', b'{"command":5}', b'{"command":"exec","source":"\xff"}', b'{"command":"exec","source":"\xc3("}', b'{"command":"exec","source":"\xed\xa0\x80"}',
              b'{"command":"exec","source":"\xf0\x80\x80\x80"}', b'{"command":"exec","source":"\xf5\x80\x80\x80"}', b'{"command":"exec","source":"\xe0\x80\x80"}', b'{"command":"exec","source":"\xf4\x90\x80\x80"}', b'{"command":"exec","source":"\xc0\x80"}',
              b'{"command":"exec","source":"\xe2\x82"}', b'{"command":"exec","source":"a\tb"}', b'{"command":"exec","source":"a\x01b"}', b"[" * 70 + b"]" * 70, b'{"command":' + b'{"a":' * 70 + b"1" + b"}" * 70 + b"}",
              b'{"command":"exec","source":"' + b"x" * (1 << 20) + b'"}', b'{"command":"exec","source":"1"} x', b'{"command":"exec","source":"\\u0000"}', b'{"command":"exec","source":"\\ud800"}', b'{"command":"exec","source":"x = \'\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xa9\'"}')
codes = [code_of(r) for r in replies]
report("what is no request is told so", all(c != "ok" for c in codes[:-4]) and codes[-1] == "ok", codes)
session.close()
end()
