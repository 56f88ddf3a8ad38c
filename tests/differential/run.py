#!/usr/bin/env python3
"""Random programs under CPython 3.11 and under the engine: the same output, errors and exit.

    run.py --count 500 --seed 7 --cmd 'build/pymemlab run {}' -j 2
    run.py --only 123 --seed 7 --cmd ...      # program 123 of series 7, kept in the folder
    run.py --twice --count 200 --seed 7       # CPython against itself

A program that differs is minimised into the folder given by --keep. The last line is
"N passed, N failed"; programs on which CPython contradicts itself count as neither.
"""

import argparse
import collections
import concurrent.futures
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from compare import Comparison, first_difference
from grammar.program import make_program
from minimise import minimise


NEITHER = ("unstable", "start", "slow")


class Series:
    """A run over programs first..first+count-1 of one seed."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = folder
        self.comparison = Comparison(options.cmd or "", options.limit)

    def path(self, index):
        return os.path.join(self.folder, "program_%d.py" % index)

    def one(self, index):
        """(index, kind, description, the error that ended it) of one program."""
        text = make_program(self.options.seed, index, self.options.focus)
        path = self.path(index)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        if self.options.twice:
            runs = [self.comparison.oracle(path).key() for _ in range(2)]
            kind = None if runs[0] == runs[1] else "unstable"
            return index, kind, "", ""
        kind, expected, got = self.comparison.kind(path)
        why = first_difference(expected, got) if kind not in (None, "slow") else ""
        last = expected.err.rstrip().rsplit(b"\n", 1)[-1] if expected.status == 1 else b""
        if kind in (None, "slow"):
            os.unlink(path)
        elif kind not in NEITHER and not self.options.no_minimise:
            target = os.path.join(self.options.keep, "%s_%d.py" % (self.options.seed, index))
            minimise(self.comparison, text, kind, path, target)
            _, small, wrong = self.comparison.kind(target)
            why = "%s\n    minimised: %s: %s" % (why, target, first_difference(small, wrong))
        return index, kind, why, last.decode("utf-8", "replace")

    def run(self, indices):
        kinds = collections.Counter()
        ends = collections.Counter()
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            for index, kind, why, last in pool.map(self.one, indices):
                kinds[kind] += 1
                ends[last.split(":")[0]] += 1
                if kind is not None:
                    print("%s program %s:%d: %s" % ("SKIP" if kind in NEITHER else "FAIL",
                          self.options.seed, index, kind), why, flush=True)
                if self.options.ends and last:
                    print("end %d: %s" % (index, last))
        return kinds, ends


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cmd", help="the engine's command; {} is the script's path")
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first program")
    parser.add_argument("--only", type=int, help="one program by its number")
    parser.add_argument("--seed", default="1")
    parser.add_argument("-j", type=int, default=1, dest="jobs")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds for one program")
    parser.add_argument("--keep", default="differences", help="folder of minimised programs")
    parser.add_argument("--no-minimise", action="store_true")
    parser.add_argument("--focus", choices=("memory", "language", "library", "protocol", "corners", "lifetimes", "structures"),
                        help="most statements are of this kind")
    parser.add_argument("--twice", action="store_true", help="CPython against itself")
    parser.add_argument("--ends", action="store_true", help="show what ended programs early")
    options = parser.parse_args()
    options.keep = os.path.abspath(options.keep)
    if not options.cmd and not options.twice:
        parser.error("--cmd or --twice is needed")
    indices = [options.only] if options.only is not None else range(
        options.first, options.first + options.count)
    with tempfile.TemporaryDirectory() as folder:
        kinds, ends = Series(options, folder).run(indices)
    failed = sum(n for kind, n in kinds.items() if kind is not None and kind not in NEITHER)
    early = sum(n for end, n in ends.items() if end)
    print("seed %s: %d ended in an uncaught exception; skipped: %d unstable, %d by the heap at the "
          "start, %d slow" % ((options.seed, early) + tuple(kinds[kind] for kind in NEITHER)))
    print("%d passed, %d failed" % (kinds[None], failed))
    skipped = sum(kinds[kind] for kind in NEITHER)
    return 1 if failed or skipped > max(2, sum(kinds.values()) // 50) else 0


if __name__ == "__main__":
    sys.exit(main())
