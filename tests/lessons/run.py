#!/usr/bin/env python3
"""Every lesson of web/lessons: complete in both languages, its program prints what the lesson says
under CPython 3.11, under `pymemlab run` and in a recorded session, and the engine confirms its facts.
usage: run.py PROGRAM [ID ...] [--fill]     --fill: write CPython's output into the lesson's file"""
import os
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from facts import Session, Wrong, check_fact
from lesson import Lesson

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDER = ROOT / "web" / "lessons"
CPYTHON = ["/usr/bin/python3.11", "-I", "-S", "-B"]
ROWS, RECIPES = 67, 12


def run(command, source):
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([*command, "-"], input=source, capture_output=True, text=True,
                          encoding="utf-8", env=environment, timeout=60)
    return done.stdout, done.stderr


def outputs(lesson, program):
    """What is wrong with the lesson's output under CPython and the engine, line by line."""
    for name, command in (("CPython 3.11", CPYTHON), ("pymemlab run", [program, "run"])):
        stdout, stderr = run(command, lesson.program)
        if stdout != lesson.real:
            yield f"{name} prints\n{stdout}{stderr[-300:]}"
        for fact in lesson.facts:
            try:
                check_fact(None, fact, stderr)
            except Wrong as wrong:
                yield f"{name}: `{fact}`: {wrong}"


def session(lesson, program):
    """What is wrong in a recorded session: its output and each fact."""
    talk = Session(program)
    try:
        recorded = talk.ask("record", source=lesson.program)
        if recorded["stdout"] != lesson.real:
            yield f"a session prints\n{recorded['stdout']}"
        for fact in lesson.facts:
            try:
                check_fact(talk, fact, recorded["stderr"])
            except Wrong as wrong:
                yield f"`{fact}`: {wrong}"
    except Wrong as wrong:
        yield str(wrong)
    finally:
        talk.close()


def check(lesson, program):
    wrong = lesson.examine()
    if not lesson.problems:
        wrong += outputs(lesson, program)
        wrong += session(lesson, program)
    return wrong


def numbering(lessons):
    """Every row and every recipe has a lesson."""
    for field, last in (("row", ROWS), ("recipe", RECIPES)):
        have = {int(x.fields[field]) for x in lessons if field in x.fields}
        yield from (f"no lesson for {field} {n}" for n in range(1, last + 1) if n not in have)


def refusals(lessons, program):
    """A lesson spoilt in one place must be found out, or this test proves nothing."""
    good = next(x for x in lessons if x.fields["verdict"] == "wrong" and "line " in x.facts[0])
    spoilt = {
        "a missing translation": ("## 结论\n", "## 结论二\n"),
        "a translation left in English": (good.sections["看点"], "Look there."),
        "an unknown group": (f"group: {good.fields['group']}", "group: others"),
        "a missing field": ("title_zh: ", "titel_zh: "),
        "a real result that is not so": (good.real, good.real + "more\n"),
        "a wrong claim that comes true": (good.predicted, good.real),
        "a fact that is not so": (good.facts[0], good.facts[0] + "0"),
        "a line never reached": ("`line ", "`line 9"),
    }
    for name, (old, new) in spoilt.items():
        if old not in good.text or not check(Lesson(good.id, good.text.replace(old, new)), program):
            yield f"{name} in {good.id} is not found out"


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    program, only = arguments[0], arguments[1:]
    lessons = [Lesson(p.stem, p.read_text(encoding="utf-8"))
               for p in sorted(FOLDER.glob("r*-*.md")) if not only or p.stem in only]
    if "--fill" in sys.argv:
        for lesson in lessons:
            text = lesson.with_real(run(CPYTHON, lesson.program)[0])
            (FOLDER / f"{lesson.id}.md").write_text(text, encoding="utf-8")
        return 0
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for lesson, wrong in zip(lessons, pool.map(lambda x: check(x, program), lessons)):
            print(("not ok" if wrong else "ok") + f" - {lesson.id}")
            for line in wrong:
                print("    " + line.replace("\n", "\n    "))
            failed += bool(wrong)
    missing = [] if only else [*numbering(lessons), *refusals(lessons, program)]
    for line in missing:
        print(f"not ok - {line}")
    print(f"{len(lessons) - failed} passed, {failed + len(missing)} failed")
    return failed + len(missing) > 0


if __name__ == "__main__":
    sys.exit(main())
