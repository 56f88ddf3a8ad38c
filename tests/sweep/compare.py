#!/usr/bin/env python3.11
"""Runs the sweeps of this folder under CPython 3.11 and under an engine, and compares line by line.

    python3.11 tests/sweep/compare.py PYMEMLAB

A sweep's lines are too many to be stored. KNOWN lists the beginnings of lines that may differ, each
with the reason. The last line is 'N passed, N failed'.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KNOWN = (
    # order of sets of strings: hashes differ
    'set.union', 'set.symmetric_difference', 'frozenset.union', 'frozenset.symmetric_difference',
    'items.__or__', 'items.__ror__', 'items.__xor__', 'items.__rxor__', 'keys.__or__',
    'keys.__ror__', 'keys.__xor__', 'keys.__rxor__',
    # no text signatures; ExceptionGroup is a class made at start-up in CPython
    'builtin __text_signature__', 'method __text_signature__', 'group __',
    # how many other weak references there are
    'weakref.getweakrefs',
)


def lines_of(command):
    out = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, timeout=300).stdout
    lines = out.decode('utf-8', 'backslashreplace').splitlines()
    return [line for line in lines if not line.startswith(KNOWN)]


def compare(name, program):
    script = os.path.join(HERE, name)
    expected = lines_of([sys.executable, '-I', '-S', '-B', script])
    got = lines_of([program, 'run', script])
    if len(expected) < 300 or len(got) != len(expected):
        print('%s: %d lines expected, %d got' % (name, len(expected), len(got)))
        return False
    bad = [(a, b) for a, b in zip(expected, got) if a != b]
    for a, b in bad[:10]:
        print('%s\n  expected %s\n  got      %s' % (name, a, b))
    return not bad


def main():
    results = [compare(name, sys.argv[1]) for name in ('methods.py', 'functions.py')]
    print('%d passed, %d failed' % (results.count(True), results.count(False)))
    return 0 if all(results) else 1


if __name__ == '__main__':
    sys.exit(main())
