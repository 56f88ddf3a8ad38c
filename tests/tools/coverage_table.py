#!/usr/bin/env python3
"""gcovr's summary as a table by folder, then the files with most branches not taken.

    coverage_table.py summary.json MINIMUM    exit status 1 under MINIMUM per cent of branches
"""

import collections
import json
import sys

KEYS = ("line_covered", "line_total", "branch_covered", "branch_total")


def percent(covered, total):
    return 100.0 * covered / total if total else 100.0


def row(name, n):
    lines, branches = percent(n[0], n[1]), percent(n[2], n[3])
    return "%-16s %7d/%d lines %5.1f %%  %7d/%d branches %5.1f %%" % (
        name, n[0], n[1], lines, n[2], n[3], branches)


with open(sys.argv[1], encoding="utf-8") as file:
    files = json.load(file)["files"]
folders = collections.defaultdict(lambda: [0, 0, 0, 0])
for entry in files:
    for name in ("/".join(entry["filename"].split("/")[:2]), "total"):
        folders[name] = [a + entry[key] for a, key in zip(folders[name], KEYS)]
missing = sorted(files, key=lambda f: f["branch_covered"] - f["branch_total"])[:15]
print("branches not taken, the most:")
for entry in missing:
    print("    %4d of %4d %s" % (entry["branch_total"] - entry["branch_covered"],
                                 entry["branch_total"], entry["filename"]))
total = folders.pop("total")
for name in sorted(folders):
    print(row(name, folders[name]))
print(row("engine", total))
sys.exit(percent(total[2], total[3]) < float(sys.argv[2]))
