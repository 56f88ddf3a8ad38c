"""One whole program."""

from .corners import Corners
from .definitions import Definitions
from .expressions import Expressions
from .language import Language
from .library import Library
from .lifetimes import Lifetimes
from .memory import Memory
from .protocol import Protocol
from .scope import Writer
from .statements import Statements
from .structures import Structures

HEADER = """import copy
import gc
import sys
import weakref

log = []
ghosts = []
errors = []


def noted(ref):
    log.append('noted')
    print('noted', ref() is None)


def noted_gc(phase, info):
    print(phase, sorted(info.items()))


def shown(value):
    if isinstance(value, (set, frozenset)):
        value = (type(value).__name__, sorted(map(repr, value)))
    text = repr(value)
    return text if ' at 0x' not in text else type(value).__name__


def operator_set(target, key, value):
    target[key] = value
    return target


def operator_del(target, key):
    del target[key]
    return target


def enter_with(manager):
    with manager as inside:
        return inside


class Quiet:
    def __init__(self, n):
        self.n = n
        self.other = None

    def __repr__(self):
        return '<%s %s>' % (type(self).__name__, self.n)


class Mark(Quiet):
    def __del__(self):
        print('end', self.n)

"""


class Program(Writer, Expressions, Definitions, Statements, Memory, Language, Library,
              Protocol, Corners, Lifetimes, Structures):
    """The writer with the whole grammar."""

    def __init__(self, seed, focus=None):
        super().__init__(seed)
        self.focus = focus  # memory, ..., structures: most statements are of this kind
        self.decorators = []
        self.cost_here = 0

    def write(self):
        for text in HEADER.rstrip("\n").split("\n"):
            self.line(text)
        self.line("")
        self.line("gc.collect()")
        self.line(self.pick(["gc.disable()", "gc.disable()", "gc.freeze()", "gc.set_threshold(700, 10, 10)"]))
        if self.lines[-1] == "gc.freeze()":
            self.line("gc.collect()")
        self.line("")
        wanted = self.between(0, 3)
        for _ in range(wanted):
            self.define_class()
        for weight, define in [(0.35, self.define_decorator), (0.9, self.define_function), (0.5, self.define_function),
                               (0.4, self.define_generator), (0.35, self.define_closure), (0.25, self.define_recursive)]:
            if self.chance(weight):
                define()
            while self.chance(0.2):
                self.statement()
        target = len(self.lines) + self.between(12, 55)
        while len(self.lines) < target:
            self.statement()
            if self.chance(0.02):
                self.define_function()
        self.ending()
        imports = ["import " + module for module in sorted(self.modules)]
        # What only the first use of these makes (garbage, types) is not compared.
        if "functools" in self.modules:
            imports.append("functools.lru_cache(len)")
        if any("compile(" in line for line in self.lines):
            imports.append("compile('0', 'first', 'eval')")
        return "\n".join(imports + self.lines) + "\n"

    def ending(self):
        if self.chance(0.7):
            self.line("print(log[-8:], len(ghosts), len(errors))")
        if self.chance(0.5):
            self.line("print('end', gc.collect())")
        if self.chance(0.08):
            failing = [f for f in self.functions if f.raises and f.kind == "plain"]
            self.risky = True
            if failing:
                self.line(self.call(self.pick(failing), 1))
            else:
                self.raise_statement()


def make_program(seed, index, focus=None):
    """The text of program number index of the series seed."""
    return Program("%s:%s" % (seed, index), focus).write()
