"""Delta debugging on the syntax tree: the smallest program that shows the same kind of difference."""

import ast
import copy
import os
import warnings

LISTS = ("body", "orelse", "finalbody", "handlers")


def shows_total(expected, got):
    """Whether the outputs differ in a number so large that it counts what the interpreter made."""
    for left, right in zip(expected.out.split(), got.out.split()):
        if left != right:
            return left.isdigit() and right.isdigit() and int(left) > 500 and int(right) > 500
    return False


def settles(tree):
    """Whether the module collects before it does anything else of its own."""
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            return ast.unparse(statement) == "gc.collect()"
    return False


class Minimiser:
    """Tries smaller trees; keeps one when the difference stays of the same kind."""

    def __init__(self, comparison, path, kind, budget=900):
        self.comparison = comparison
        self.path = path
        self.wanted = kind
        self.budget = budget
        self.settled = False  # begins with a collection, which empties the free lists
        self.totals = False  # the difference is in a number that might be a total

    def fails(self, tree):
        """True when the program of this tree still shows the difference."""
        if self.budget <= 0:
            return False
        self.budget -= 1
        if self.settled and not settles(tree):
            return False
        try:
            text = ast.unparse(ast.fix_missing_locations(tree))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, "candidate", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, AttributeError, TypeError):
            return False
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        kind, expected, got = self.comparison.kind(self.path)
        return kind == self.wanted and (self.totals or not shows_total(expected, got))

    def minimise(self, text):
        """The minimised text, or None when the difference is lost by writing the tree out."""
        tree = ast.parse(text)
        self.settled = settles(tree)
        if not self.fails(tree):
            self.totals = True
            if not self.fails(tree):
                return None
        while self.budget > 0:
            before = ast.dump(tree)
            tree = self.drop_statements(tree)
            tree = self.unwrap(tree)
            tree = self.simplify(tree)
            if ast.dump(tree) == before:
                break
        return ast.unparse(tree) + "\n"

    def lists(self, tree):
        """Every (node path, field) that holds a list of statements, outermost first."""
        found = []
        for node in ast.walk(tree):
            for field in LISTS:
                if isinstance(getattr(node, field, None), list) and getattr(node, field):
                    found.append((node, field))
        return found

    def drop_statements(self, tree):
        at = 0
        while at < len(self.lists(tree)):
            chunk = len(getattr(*self.lists(tree)[at]))
            while chunk >= 1 and at < len(self.lists(tree)):
                start = 0
                while at < len(self.lists(tree)) and start < len(getattr(*self.lists(tree)[at])):
                    trial = copy.deepcopy(tree)
                    node, field = self.lists(trial)[at]
                    kept = getattr(node, field)
                    del kept[start:start + chunk]
                    if not kept and field == "body":
                        kept.append(ast.Pass())
                    if ast.dump(trial) != ast.dump(tree) and self.fails(trial):
                        tree = trial
                    else:
                        start += chunk
                chunk //= 2
            at += 1
        return tree

    def unwrap(self, tree):
        """Put the body of a compound statement in its place."""
        at = 0
        while True:
            places = [(node, field, index) for node, field in self.lists(tree) if field != "handlers"
                      for index, one in enumerate(getattr(node, field))
                      if isinstance(one, (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.FunctionDef))]
            if at >= len(places):
                return tree
            trial = copy.deepcopy(tree)
            places = [(node, field, index) for node, field in self.lists(trial) if field != "handlers"
                      for index, one in enumerate(getattr(node, field))
                      if isinstance(one, (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.FunctionDef))]
            node, field, index = places[at]
            getattr(node, field)[index:index + 1] = getattr(node, field)[index].body
            if self.fails(trial):
                tree = trial
            else:
                at += 1

    def simplify(self, tree):
        """Replace an expression by one of its parts or by a constant, drop list elements."""
        at = 0
        while self.budget > 0:
            count = sum(1 for _ in self.edits(tree))
            if at >= count:
                return tree
            trial = copy.deepcopy(tree)
            for number, edit in enumerate(self.edits(trial)):
                if number == at:
                    edit()
                    break
            if self.fails(trial):
                tree = trial
            else:
                at += 1
        return tree

    def edits(self, tree):
        """Small changes of this tree, each a function that makes it."""
        for node in ast.walk(tree):
            for field, value in ast.iter_fields(node):
                if isinstance(value, list):
                    for index, item in enumerate(value):
                        if isinstance(item, (ast.expr, ast.keyword, ast.comprehension, ast.alias)) and not (
                                field in ("targets", "ops") or isinstance(node, ast.Compare)):
                            if len(value) > 1 or field in ("args", "elts", "keywords", "decorator_list", "bases"):
                                yield lambda value=value, index=index: value.pop(index)
                        if isinstance(item, ast.expr) and field in ("elts", "args", "values"):
                            for part in self.parts(item):
                                yield lambda value=value, index=index, part=part: value.__setitem__(index, part)
                elif isinstance(value, ast.expr) and not isinstance(getattr(value, "ctx", None), (ast.Store, ast.Del)):
                    for part in self.parts(value):
                        yield lambda node=node, field=field, part=part: setattr(node, field, part)

    def parts(self, node):
        if isinstance(node, (ast.Constant, ast.Name)):
            return
        if not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr) and not isinstance(child, ast.Starred):
                    yield child
        yield ast.Constant(value=None)


def minimise(comparison, text, kind, path, target):
    """Write the minimised program to target; returns its text."""
    found = Minimiser(comparison, path, kind).minimise(text) or text
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with open(target, "w", encoding="utf-8") as file:
        file.write(found)
    return found
