#!/usr/bin/env python3
"""Every numbered invariant of engine/ is written down, cited by a checker and broken by a test.

Written down: "H3 text" or "H3: text" at the start of a comment line or of a README's line.
Cited: a checker's message beginning with "H3: ". Broken: "H3" in a test of this folder.
"""

import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parents[2]
stated, cited, broken = {}, set(), set()
# I1 of observe/step_index.h is about the past, which no checker can look at: searches test it.
# C3 is the name of an algorithm.
ELSEWHERE = {"I1", "C3"}
for path in sorted(root.glob("engine/**/*")):
    if path.suffix not in (".c", ".h", ".md") or "api" in path.parts: # its rules are of texts
        continue
    text = path.read_text(encoding="utf-8")
    cited |= set(re.findall(r'"([A-Z]\d+): ', text))
    pattern = r"(?:^[- ]*|\. |, |and )([A-Z]\d+) (?=[a-z])" if path.suffix == ".md" else r"(?:^ \*|/\*|\.) ([A-Z]\d+): "
    for number in re.findall(pattern, text, re.M):
        stated.setdefault(number, path.relative_to(root))
cited |= {"L1", "L2"}  # made by a format
for path in (root / "tests/wrong").glob("*_test.c"):
    broken |= set(re.findall(r'"([A-Z]\d+)"', path.read_text(encoding="utf-8")))
bad = 0
for number in sorted((set(stated) | cited | broken) - ELSEWHERE):
    for what, known in (("not written down", stated), ("not cited by a checker", cited),
                        ("not broken by a test", broken)):
        if number not in known:
            print("%s (%s): %s" % (number, stated.get(number, "?"), what))
            bad += 1
print("%d invariants" % len(stated))
sys.exit(bad > 0)
