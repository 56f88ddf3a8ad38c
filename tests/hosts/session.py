"""What the tests of this folder share: `report` counts what held, `end` tells and exits, `Session` talks
to `PROGRAM ask`, where PROGRAM is the test's first argument."""
import json
import subprocess
import sys

counts = {True: 0, False: 0}


def report(name, good, detail=""):
    good = bool(good)
    counts[good] += 1
    print(("ok" if good else "not ok") + f" - {name}{'' if good else ': ' + str(detail)[:600]}", flush=True)


def end():
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(counts[False] > 0)


class Session:
    def __init__(self):
        self.process = subprocess.Popen([sys.argv[1], "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, command, /, **fields):
        self.process.stdin.write(json.dumps({"command": command, **fields}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def id_of(self, name, frame=0):
        names = self.ask("state")["frames"][frame]["names"]
        return next(n["id"] for n in names if n["name"] == name)

    def line(self):
        return self.ask("timeline")["position"]["line"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def ask_all(*requests):
    """The replies of a session to these requests."""
    lines = "\n".join(json.dumps(r) for r in requests) + "\n"
    out = subprocess.run([sys.argv[1], "ask"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]
