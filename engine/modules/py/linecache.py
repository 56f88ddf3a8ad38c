"""Lines of the programs that were run."""
from _traceback import source_line

__all__ = ["getline", "clearcache", "checkcache", "lazycache", "getlines"]
cache = {}


def getline(filename, lineno, module_globals=None):
    line = source_line(filename, lineno)
    return "" if line is None else line + "\n"


def getlines(filename, module_globals=None):
    lines, line = [], getline(filename, 1)
    while line:
        lines.append(line)
        line = getline(filename, len(lines) + 1)
    return lines


def clearcache():
    cache.clear()


def checkcache(filename=None):
    pass


def lazycache(filename, module_globals):
    return False
