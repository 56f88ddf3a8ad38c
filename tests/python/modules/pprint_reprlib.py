"""pprint and reprlib."""
import io
import pprint
import reprlib
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass
from types import SimpleNamespace


@dataclass
class Point:
    x: int
    name: str
    inner: list


data = {"name": "a" * 30, "values": list(range(30)), "nested": {"k" * 20: ["v" * 25] * 3, "b": (1,)},
        3: {4, 5}}
pprint.pprint(data["values"])
pprint.pprint(data["nested"])
pprint.pprint({"b": 1, "a": [1, 2, {"z": "y"}]})
pprint.pprint({"b" * 30: 1, "a" * 30: [1, 2, {"z": "y" * 30}]}, width=40)
pprint.pp({"b" * 40: 1, "a" * 40: 2})
pprint.pprint(list(range(40)), compact=True, width=50)
pprint.pprint([["deep", ["er", ["est"]]]], depth=2)
pprint.pprint(("only" * 25,))
pprint.pprint({"k": ("a" * 40, "b" * 40)}, indent=4)
pprint.pprint(set(range(40)), width=60)
pprint.pprint(frozenset(["a" * 40, "b" * 40]))
pprint.pprint("the quick brown fox jumps over the lazy dog " * 4)
pprint.pprint(["the quick brown fox jumps over the lazy dog " * 3, "line\none\n" * 3])
pprint.pprint(bytes(range(60)))
pprint.pprint(OrderedDict([("a" * 30, 1), ("b" * 40, 2)]))
pprint.pprint(defaultdict(list, {"a" * 30: [1], "b" * 40: [2]}))
pprint.pprint(Counter({"a" * 40: 3, "b" * 40: 2}))
pprint.pprint(deque(["a" * 40, "b" * 40], maxlen=4))
pprint.pprint(SimpleNamespace(first="a" * 40, second="b" * 40))
pprint.pprint(Point(1, "n" * 50, list(range(20))))
loop = [1]
loop.append(loop)
print(pprint.isrecursive(loop), pprint.isreadable(loop), pprint.isreadable([1]), pprint.isreadable(int))
print(pprint.pformat(loop).split(" with")[0], pprint.saferepr({2: 1, 1: [()]}))
print(pprint.pformat({1: 2, "a": 3, (1,): 4}), pprint.pformat(123456789, underscore_numbers=True))
stream = io.StringIO()
pprint.pprint([1], stream)
print(repr(stream.getvalue()))
for bad in ({"indent": -1}, {"depth": 0}, {"width": 0}):
    try:
        pprint.pformat([], **bad)
    except ValueError as error:
        print(error)
print(reprlib.repr(list(range(20))), reprlib.repr("x" * 50), reprlib.repr({i: i for i in range(9)}))
print(reprlib.repr(set(range(9))), reprlib.repr(10**60), reprlib.repr([[[[[[[[1]]]]]]]]))
print(reprlib.repr((1,)), reprlib.repr(()), reprlib.repr(set()), reprlib.repr(deque(range(9))))


class Self(list):
    @reprlib.recursive_repr()
    def __repr__(self):
        return "<" + ", ".join(map(repr, self)) + ">"


me = Self([1])
me.append(me)
print(me, Self.__repr__.__name__)
