"""Keywords for types that take none: refused for the type and for classes that leave its __init__."""
import array
import collections
import functools
import itertools
import operator
import types
import weakref

calls = [
    (itertools.chain, ([1],)), (itertools.cycle, ([1],)), (itertools.takewhile, (bool, [1])),
    (itertools.dropwhile, (bool, [1])), (itertools.filterfalse, (bool, [1])),
    (itertools.starmap, (bool, [[1]])), (itertools.islice, ([1], 1)), (itertools.pairwise, ([1],)),
    (itertools.count, (1,)), (itertools.repeat, (1,)), (itertools.accumulate, ([1],)),
    (itertools.product, ([1],)), (itertools.permutations, ([1],)),
    (itertools.combinations, ([1], 1)), (itertools.combinations_with_replacement, ([1], 1)),
    (itertools.zip_longest, ([1],)), (itertools.groupby, ([1],)), (itertools.compress, ([1], [1])),
    (array.array, ("i",)), (zip, ([1],)), (map, (bool, [1])),
    (filter, (bool, [1])), (enumerate, ([1],)), (reversed, ([1],)), (list, ()), (tuple, ()),
    (set, ()), (frozenset, ()), (float, ()), (int, ()), (str, ()), (bytes, ()), (bytearray, ()),
    (dict, ()), (complex, ()), (super, ()), (weakref.ref, (Exception,)), (collections.deque, ()),
    (collections.OrderedDict, ()), (collections.defaultdict, ()), (property, ()),
    (staticmethod, (1,)), (classmethod, (1,)), (types.ModuleType, ("m",)),
    (types.SimpleNamespace, ()), (functools.partial, (print,)), (operator.itemgetter, (1,)),
    (operator.attrgetter, ("a",)), (operator.methodcaller, ("a",)), (ValueError, ()),
    (OSError, ()), (ImportError, ()), (NameError, ()), (SyntaxError, ()), (StopIteration, ()),
    (SystemExit, ()), (AttributeError, ()), (KeyError, ()), (types.GenericAlias, (list, int)),
    (object, ()), (type, ("a", (), {})),
]


def attempt(name, f, args, keywords):
    try:
        o = f(*args, **keywords)
        print(name, "made", type(o).__name__, getattr(o, "word", "-"))
    except Exception as e:
        print(name, type(e).__name__, e)


for t, args in calls:
    name = t.__name__
    attempt(name, t, args, {"word": 1})
    attempt(name, t, args + (None,) * 20, {})
    attempt(name, t, (), {})
    try:
        class Plain(t):
            pass

        class Own(t):
            def __init__(self, *args, word=None):
                super().__init__()
                if hasattr(self, "__dict__"):
                    self.word = word
    except TypeError as e:
        print("    no subclass:", e)
        continue
    attempt("    plain subclass", Plain, args, {"word": 1})
    attempt("    with __init__", Own, args, {"word": 1})
    attempt("    too many", Plain, args + (None,) * 20, {})
