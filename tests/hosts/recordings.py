#!/usr/bin/env python3
"""A recording exported from one session and imported in another is the same run.
usage: recordings.py PROGRAM"""
import glob
import os

from session import ask_all, end, report

here = os.path.dirname(os.path.abspath(__file__))


def round_trip(name, session):
    replies = ask_all(*session, {"command": "export"}, {"command": "output"})
    if not replies[-2]["ok"]:
        report(name, False, str(replies[-2]))
        return
    recording = replies[-2]["recording"]
    again = ask_all({"command": "import", "recording": recording}, {"command": "export"}, {"command": "output"})
    report(f"{name}: exact", again[0].get("exact") is True, "" if again[0].get("exact") else str(again[0])[:200])
    report(f"{name}: the same file comes out again", again[1].get("recording") == recording)
    report(f"{name}: the same output", again[2] == replies[-1])


LOOP = "import gc\nk = []\nclass N: pass\nfor i in range(2000):\n    a = N(); a.me = a\n    k.append([i])\nprint(len(k))\n"
round_trip("a cell", [{"command": "exec", "source": LOOP}])
round_trip("cells, an error, the end", [
    {"command": "exec", "source": LOOP}, {"command": "exec", "source": "1/0"}, {"command": "exec", "source": "def ("},
    {"command": "exec", "source": "k[0]", "mode": "single"}, {"command": "collect"}, {"command": "finish"}])
round_trip("paused", [{"command": "record", "source": LOOP, "budget": 3000}])
round_trip("paused, gone on, stopped", [
    {"command": "record", "source": LOOP, "budget": 3000}, {"command": "continue", "budget": 500}, {"command": "stop"},
    {"command": "exec", "source": "print(len(k))"}])
round_trip("branches", [
    {"command": "record", "source": LOOP}, {"command": "seek", "tick": 9000}, {"command": "branch", "statement": "gc.disable()"},
    {"command": "continue", "budget": 4000}, {"command": "branch", "statement": "k = [0]"}, {"command": "continue"},
    {"command": "branch", "statement": "z = k"}, {"command": "exec", "source": "print(z is k, gc.isenabled())"}])
round_trip("another program from the middle", [
    {"command": "record", "source": LOOP}, {"command": "seek", "tick": 5000}, {"command": "branch", "source": "print(i)"}])
READS = "n = int(input('how many? '))\nk = []\nfor i in range(n):\n    k.append(input())\nprint(k)\ntry:\n    input()\nexcept EOFError:\n    print('no more')\n"
ANSWERS = "400\n" + "".join(f"line {i}\n" for i in range(399)) + "last, without its end"
round_trip("what input() reads", [
    {"command": "record", "source": READS, "input": ANSWERS}, {"command": "exec", "source": "print(input())", "input": "x\ny"},
    {"command": "exec", "source": "print(input())"}])
round_trip("a branch among what input() reads", [
    {"command": "record", "source": READS, "input": ANSWERS}, {"command": "seek", "tick": 1500},
    {"command": "branch", "statement": "k.append(input())"}, {"command": "continue"}])
round_trip("what if", [
    {"command": "record", "source": LOOP}, {"command": "seek", "tick": 9000}, {"command": "branch", "gc": False},
    {"command": "branch", "thresholds": [50, 2]}, {"command": "branch", "gc": True}, {"command": "continue"}])
whole = ask_all({"command": "record", "source": READS, "input": ANSWERS}, {"command": "export"})[1]
pieces = ask_all({"command": "record", "source": READS, "input": ANSWERS, "budget": 700}, {"command": "continue", "budget": 33},
             {"command": "seek", "tick": 300}, {"command": "run_to", "event": "line", "line": 4}, {"command": "seek"},
             {"command": "continue", "budget": 1}, {"command": "continue"}, {"command": "export"})[-1]
report("budgets and journeys leave no trace in the file", pieces == whole and whole["ok"], str(pieces)[-200:])
report("the end of the input is seen", "no more" in ask_all({"command": "record", "source": READS, "input": ANSWERS})[0]["stdout"])
for path in sorted(glob.glob(os.path.join(here, "..", "python", "*", "*.py")))[::23]:
    with open(path, encoding="utf-8") as f:
        round_trip(os.path.basename(path), [{"command": "record", "source": f.read()}])

end()
