"""One program under CPython and under the engine, and what differs between the two."""

import os
import re
import shlex
import signal
import subprocess

ORACLE = ["/usr/bin/python3.11", "-I", "-S", "-B"]
ADDRESS = re.compile(rb"0x[0-9a-f]{12}(?![0-9a-f])")
SHOWN_ADDRESS = re.compile(rb"(?<= at )0x[0-9a-f]{6,12}(?![0-9a-f])")
ELAPSED = re.compile(rb"\d+\.\d+s elapsed")


LIBRARY_FRAME = re.compile(rb'  File "(?:/usr/lib/python3.11/|<frozen )[^\n]*\n(?:    [^\n]*\n)*')


class Outcome:
    """Standard output without "at 0x...", standard error without addresses and without the frames
    of modules that are written in Python, exit status (None: no end in time)."""

    def __init__(self, out, err, status):
        self.out = SHOWN_ADDRESS.sub(b"0xADDRESS", out)
        err = LIBRARY_FRAME.sub(b"", err)
        self.err = ELAPSED.sub(b"TIME elapsed", ADDRESS.sub(b"0xADDRESS", err))
        self.status = status

    def key(self):
        return self.out, self.err, self.status


def run(command, limit, environment=None):
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, start_new_session=True)
    try:
        out, err = process.communicate(timeout=limit)
        return Outcome(out, err, process.returncode)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return Outcome(b"", b"", None)


class Comparison:
    """Runs programs both ways. ours is a command with {} for the path."""

    def __init__(self, ours, limit=10.0):
        self.ours = shlex.split(ours)
        self.limit = limit

    def oracle(self, path, options=(), arguments=()):
        return run(ORACLE + list(options) + [path] + list(arguments), self.limit)

    def engine(self, path, arguments=()):
        return run([word.replace("{}", path) for word in self.ours] + list(arguments), 3 * self.limit)

    def depends_on_start(self, path, expected, got):
        """Whether either side gives the other's outcome once its heap is a little different when
        the program starts: how full each pool is then is no part of what the program means."""
        for count in (1, 40, 150):
            arguments = ["a" * size for size in range(1, 450, 16)] * count
            for options in ((), ("-X", "frozen_modules=off")):
                if self.oracle(path, options, arguments).key() == got.key():
                    return True
            names = {"V" * size + str(k): "1" for size in range(1, 20) for k in range(count)}
            if run(ORACLE + [path], self.limit, names).key() == got.key():
                return True
            if self.engine(path, arguments).key() == expected.key():
                return True
        return False

    def kind(self, path):
        """(kind, expected, got): None when equal, "unstable" when CPython contradicts itself,
        "start" when what the heap holds at the start decides, "slow" when it takes too long, else
        what differs: crash, time, exit, stdout or stderr."""
        expected = self.oracle(path)
        if expected.status is None:
            return "slow", expected, expected
        got = self.engine(path)
        if expected.key() == got.key() and not ADDRESS.search(expected.out):
            return None, expected, got
        for _ in range(3):
            if self.oracle(path).key() != expected.key():
                return "unstable", expected, got
        if ADDRESS.search(expected.out) or expected.status < 0:
            return "unstable", expected, got
        if got.status is None:
            return "time", expected, got
        if got.status < 0 or got.status > 120:
            return "crash", expected, got
        if self.depends_on_start(path, expected, got):
            return "start", expected, got
        if expected.out != got.out:
            return "stdout", expected, got
        if expected.status != got.status:
            return "exit", expected, got
        return "stderr", expected, got


def first_difference(expected, got):
    """'line N: expected X, got Y' of two outcomes."""
    for name, left, right in (("stdout", expected.out, got.out), ("stderr", expected.err, got.err)):
        wanted, given = left.splitlines(), right.splitlines()
        for index in range(max(len(wanted), len(given))):
            a = wanted[index] if index < len(wanted) else b"<end>"
            b = given[index] if index < len(given) else b"<end>"
            if a != b:
                return "%s line %d: expected %r, got %r" % (name, index + 1, a[:160], b[:160])
    return "exit status: expected %s, got %s" % (expected.status, got.status)
