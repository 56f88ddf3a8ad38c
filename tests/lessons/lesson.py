"""A lesson: front matter of one `key: value` a line, then sections `## Name`."""
import re

GROUPS = ("labels", "counts", "del", "pools", "cycles", "tools", "shared", "recipes")
VERDICTS = ("true", "partly", "wrong", "old")
FIELDS = ("group", "verdict", "source", "title", "title_zh", "claim", "claim_en")
OPTIONAL = ("row", "recipe")
SECTIONS = ("Look", "看点", "Program", "Predicted", "Real", "Engine", "Verdict", "结论")
LINES = {"Look": re.compile(r"lines?[ =](\d+|, | and | to )+"), "看点": re.compile(r"第 [\d 、到和]+行|line=\d+")}
CHINESE = re.compile("[\u4e00-\u9fff]")


class Lesson:
    def __init__(self, identifier, text):
        self.id = identifier
        self.text = text
        self.problems = []
        _, head, body = self.text.split("---\n", 2)
        self.fields = dict(line.split(": ", 1) for line in head.strip().splitlines())
        parts = re.split(r"^## (.+)\n", body, flags=re.M)
        self.sections = {k: v.strip("\n") for k, v in zip(parts[1::2], parts[2::2])}
        self.program = self.block("Program", "python")
        self.predicted = self.block("Predicted", "text")
        self.real = self.block("Real", "text")
        self.facts = re.findall(r"^- `(.+)`$", self.sections.get("Engine", ""), flags=re.M)

    def block(self, section, language):
        found = re.fullmatch(rf"```{language}\n(.*?)```", self.sections.get(section, ""), flags=re.S)
        if not found:
            self.problems.append(f"## {section}: one ```{language} block is wanted")
            return ""
        return found.group(1)

    def examine(self):
        """What is missing or contradicts itself, in words."""
        wrong = list(self.problems)
        fields = self.fields
        wrong += [f"no {name}" for name in FIELDS if not fields.get(name)]
        wrong += [f"unknown field {n}" for n in fields if n not in FIELDS + OPTIONAL]
        wrong += [f"no ## {s}" for s in SECTIONS if not self.sections.get(s)]
        wrong += [f"unknown section {s}" for s in self.sections if s not in SECTIONS]
        if fields.get("group") not in GROUPS:
            wrong.append(f"unknown group {fields.get('group')}")
        if fields.get("verdict") not in VERDICTS:
            wrong.append(f"unknown verdict {fields.get('verdict')}")
        if ("row" in fields) == ("recipe" in fields):
            wrong.append("either row: N (of the claims) or recipe: N")
        for name, text in [("title_zh", fields.get("title_zh", ""))] + [
                (f"## {s}", self.sections.get(s, "")) for s in ("看点", "结论")]:
            if not CHINESE.search(text):
                wrong.append(f"{name} is not Chinese")
        if len(self.program.splitlines()) > 30:
            wrong.append("the program is longer than 30 lines")
        wrong += self.lines_named()
        if not self.facts:
            wrong.append("no fact asked of the engine")
        same = self.predicted == self.real
        if fields.get("verdict") == "true" and not same:
            wrong.append("the verdict is true, yet predicted and real result differ")
        if fields.get("verdict") in ("wrong", "old") and same:
            wrong.append("the verdict says wrong, yet predicted and real result agree")
        return wrong

    def lines_named(self):
        """What to look at names lines of the program, the same ones in both languages."""
        english, chinese = (
            {int(n) for named in pattern.finditer(self.sections.get(section, ""))
             for n in re.findall(r"\d+", named.group())}
            for section, pattern in LINES.items())
        last = len(self.program.splitlines())
        yield from (f"there is no line {n}" for n in english | chinese if not 1 <= n <= last)
        if english != chinese:
            yield f"the lines named differ: {sorted(english)} and {sorted(chinese)}"

    def with_real(self, output):
        """The file's text with this real result (and, for a true claim, predicted result)."""
        sections = ["Real"] + (["Predicted"] if self.fields["verdict"] == "true" else [])
        text = self.text
        for section in sections:
            text = re.sub(rf"(## {section}\n\n```text\n).*?```", lambda m: m.group(1) + output + "```",
                          text, flags=re.S)
        return text
