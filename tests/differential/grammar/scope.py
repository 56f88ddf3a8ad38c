"""What is in scope while a program is written: names with their types, blocks, the text so far.

Types are short words. A name keeps its type for life, so that most programs run to their end.

    int float str bytes bool        li ls lf la lo   lists of int, str, float, anything, objects
    di ds da                        dicts: int to int, str to int, str to anything
    si fs                           set and frozenset of ints (iteration order is then stable)
    ti ta                           tuples of ints, of anything
    obj                             an instance of a class of the program (info: the class)
    ref                             a weak reference    fn  a function (info)    it  an iterator of ints
    exc                             an exception that was caught, or None
    any                             anything whose repr shows no address
"""

import contextlib
import random

WORDS = {
    "int": ["n", "total", "count", "size", "index", "step", "left_over", "seen"],
    "float": ["ratio", "mean", "weight", "x"],
    "str": ["text", "word", "name", "label", "line"],
    "bytes": ["raw", "chunk", "packet"],
    "bool": ["flag", "done", "ok"],
    "li": ["nums", "values", "counts", "row"],
    "ls": ["words", "names", "lines"],
    "lf": ["samples", "weights"],
    "la": ["items", "stack", "bag", "queue"],
    "lo": ["nodes", "owners", "pool"],
    "di": ["squares", "table", "index_of"],
    "ds": ["ages", "stock", "tally"],
    "da": ["config", "record", "cache", "env"],
    "si": ["ids", "marks", "primes"],
    "fs": ["frozen", "fixed"],
    "ti": ["pair", "point", "triple"],
    "ta": ["entry", "fields", "bundle"],
    "obj": ["node", "thing", "owner", "child", "item"],
    "ref": ["ref", "watch", "link"],
    "fn": ["func", "action", "handler"],
    "it": ["stream", "source", "feed"],
    "exc": ["error", "problem", "saved"],
    "any": ["value", "extra", "slot"],
}
CONTAINERS = ("li", "ls", "lf", "la", "lo", "di", "ds", "da", "si", "fs", "ti", "ta")
MUTABLE = ("li", "ls", "lf", "la", "lo", "di", "ds", "da", "si")


class Var:
    """A name in scope."""

    def __init__(self, name, type_, info=None):
        self.name = name
        self.type = type_
        self.info = info
        self.pinned = False  # a function reads it: it must not be deleted
        self.locked = False  # being iterated over: it must not grow
        self.alias = False


class Scope:
    """One block of one function (or of the module)."""

    def __init__(self, parent, function):
        self.parent = parent
        self.function = function
        self.vars = {}


class Writer:
    """The text of the program under construction and the names one can use at this point."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.level = 0
        self.scope = Scope(None, "")
        self.serial = {}
        self.risky = False  # inside a try that catches what goes wrong
        self.in_comprehension = 0
        self.loop = 1  # how often the statement being written may run
        self.in_function = False
        self.classes = []
        self.functions = []
        self.modules = set()  # imported besides those of every program
        self.features = set()  # "del raises": a class of the program has such a __del__

    # Choice.

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, sequence):
        return self.random.choice(sequence)

    def weighted(self, table):
        """One of [(weight, value), ...]."""
        at = self.random.random() * sum(weight for weight, _ in table)
        for weight, value in table:
            at -= weight
            if at < 0:
                return value
        return table[-1][1]

    def between(self, low, high):
        return self.random.randint(low, high)

    # Text.

    def line(self, text):
        for one in text.split("\n"):
            self.lines.append("    " * self.level + one if one else "")

    @contextlib.contextmanager
    def indented(self):
        self.level += 1
        yield
        self.level -= 1

    @contextlib.contextmanager
    def block(self, header, loop=1, risky=None):
        """A compound statement: names made inside are not used after it."""
        self.line(header)
        old = self.scope, self.loop, self.risky
        self.scope = Scope(self.scope, self.scope.function)
        self.loop *= loop
        if risky is not None:
            self.risky = risky
        with self.indented():
            start = len(self.lines)
            yield
            if len(self.lines) == start:
                self.line("pass")
        self.scope, self.loop, self.risky = old

    # Names.

    def fresh(self, word):
        count = self.serial.get(word, 0)
        self.serial[word] = count + 1
        return word if count == 0 else "%s%d" % (word, count + 1)

    def declare(self, type_, info=None, name=None):
        if name is None:
            name = self.fresh(self.pick(WORDS[type_]))
        var = Var(name, type_, info)
        self.scope.vars[name] = var
        return var

    def visible(self, *types, own=False, unlocked=False):
        """The names of these types that are in scope; own: of this very block."""
        found = []
        scope = self.scope
        while scope is not None:
            for var in scope.vars.values():
                if (not types or var.type in types) and not (unlocked and var.locked):
                    found.append(var)
            if own:
                break
            scope = scope.parent
        return found

    def some(self, *types, **how):
        """One such name, or None; uses from inside a function pin a global."""
        found = self.visible(*types, **how)
        if not found:
            return None
        var = self.pick(found)
        if self.in_function:
            var.pinned = True
        return var

    def forget(self, var):
        scope = self.scope
        while scope is not None:
            if scope.vars.get(var.name) is var:
                del scope.vars[var.name]
                return
            scope = scope.parent
