"""Facts a lesson states of the engine: "[line N: ]COMMAND [field=value ...] -> PATH OPERATOR JSON".

line N: before that line runs for the first time; without it, at the program's end. $name in a
field: the id of the object a name refers to there. PATH: members and indexes with dots; [k=v] keeps
the members of a list that match; a member of a list is the list of its members' members; length.
The command "stderr" stands for what the program wrote to the error stream: a label in quotes and
the first number after it. It is the one kind of fact that CPython can be asked too.
"""
import json
import operator
import re
import subprocess

OPERATORS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
             ">": operator.gt, ">=": operator.ge}
FACT = re.compile(r"(?:line (\d+): )?(\w+)((?: \w+=\S+)*) -> (.+?) (==|!=|<=|>=|<|>) (.+)")


class Wrong(Exception):
    pass


class Session:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "ask"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, command, **fields):
        self.process.stdin.write(json.dumps({"command": command, **fields}) + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        if not reply["ok"]:
            raise Wrong(f"{command}: {reply['message']}")
        return reply

    def before_line(self, line):
        self.ask("seek", tick=0)
        if not self.ask("run_to", event="line", line=line)["found"]:
            raise Wrong(f"line {line} is never reached")

    def field(self, text):
        key, value = text.split("=", 1)
        if value.startswith("$"):
            for frame in reversed(self.ask("state")["frames"]):
                for name in frame["names"]:
                    if name["name"] == value[1:]:
                        return key, name["id"]
            raise Wrong(f"there is no name {value[1:]}")
        return key, int(value) if value.isdigit() else {"true": True}.get(value, value)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def walk(value, path):
    for step in re.findall(r"\[[^\]]*\]|[^.\[\]]+", path):
        if step.startswith("["):
            key, wanted = step[1:-1].split("=", 1)
            value = [v for v in value if str(v.get(key)) == wanted]
        elif step == "length":
            value = len(value)
        elif isinstance(value, list):
            value = value[int(step)] if step.isdigit() else [v[step] for v in value if step in v]
        else:
            value = value[step]
    return value


def number_after(text, label):
    """The first number after this label: of "# arenas reclaimed = 1,048" it is 1048."""
    found = re.search(re.escape(label) + r"\D*(\d[\d,]*)", text)
    if not found:
        raise Wrong(f"no {label!r} on the error stream")
    return int(found.group(1).replace(",", ""))


def check_fact(session, fact, stderr):
    """Raises Wrong when the fact is not so. Without a session only stderr facts are checked."""
    parts = FACT.fullmatch(fact)
    if not parts:
        raise Wrong("not of the form [line N: ]COMMAND [field=value ...] -> PATH OPERATOR JSON")
    line, command, fields, path, compare, wanted = parts.groups()
    try:
        wanted = json.loads(wanted)
    except ValueError:
        raise Wrong(f"{wanted} is not JSON") from None
    if command == "stderr":
        found = number_after(stderr, path.strip('"'))
    elif session is None:
        return
    else:
        if line:
            session.before_line(int(line))
        else:
            session.ask("seek")
        reply = session.ask(command, **dict(map(session.field, fields.split())))
        try:
            found = walk(reply, path)
        except (KeyError, IndexError, AttributeError, ValueError) as error:
            raise Wrong(f"the reply has no {path} ({error!r})") from None
    if not OPERATORS[compare](found, wanted):
        raise Wrong(f"it is {json.dumps(found)[:300]}")
