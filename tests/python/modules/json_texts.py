"""json: texts written and read, hooks, errors."""
import io
import json
from collections import OrderedDict, namedtuple
from enum import IntEnum


def show(function, *args, **kwds):
    try:
        print(repr(function(*args, **kwds)))
    except Exception as error:
        print(type(error).__name__, error)


class Shade(IntEnum):
    DARK = 3


class Point:
    def __init__(self, x):
        self.x = x


loop = []
loop.append({"a": loop})
mixed = {"b": [1, 2.5, None, True, {"c": ()}], "a": "x\"\\/\n\té\u2028\U0001f600\x7f\0", 1: 2,
         None: 3, True: 4, 2.5: 5}
for value in (1, -0.0, 1e100, 10**30, "", [], {}, (), [[]], {"a": {}}, Shade.DARK, mixed,
              float("nan"), [float("inf"), float("-inf")], namedtuple("N", "a b")(1, 2),
              {(1, 2): 3}, {1, 2}, b"x", Point(1), loop, 1j, OrderedDict(z=1, y=2)):
    show(json.dumps, value)
for kwds in ({"indent": 2}, {"indent": 0}, {"indent": "--"}, {"separators": (",", ":")},
             {"ensure_ascii": False}, {"indent": 1, "separators": (" ,", "=")}):
    show(json.dumps, mixed, **kwds)
show(json.dumps, {"b": 1, "a": [{"d": 1, "c": 2}]}, sort_keys=True, indent=4)
show(json.dumps, {"b": 1, 2: 3}, sort_keys=True)
show(json.dumps, {(1,): 2, "a": 3}, skipkeys=True)
show(json.dumps, float("nan"), allow_nan=False)
show(json.dumps, [Point(3)], default=lambda p: p.__dict__)
show(json.dumps, [Point(3)], default=repr and (lambda p: p))
show(json.dumps, {"a": {1, 2}}, default=sorted)


class Own(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, Point):
            return {"x": o.x}
        return super().default(o)


show(json.dumps, [Point(1), 2], cls=Own)
show(json.dumps, [1j], cls=Own)
show(Own(indent=1).encode, {"p": Point([])})
for text in ('1', '-1', '0', '-0', '1.5', '1e5', '-1.5E-3', '01', '1.', '.5', '-', 'null', 'true',
             'false', 'nul', 'NaN', '-Infinity', 'Infinity', '""', '"a\\u00e9\\n\\/"',
             '"\\ud83d\\ude00"', '"\\ud83d"', '[]', ' [ 1 , 2 ] ', '[1,]', '[1 2]', '[', '[1',
             '{}', '{"a": 1, "b": [true, null]}', '{"a" 1}', '{"a": }', '{"a": 1,}', '{a: 1}',
             "{'a': 1}", '{"a": 1 "b"}', '{', '{"a', '"abc', '"a\nb"', '"\\x"', '"\\u12"',
             '"\\u12g4"', '"\\', '', '   ', '1 2', '[]]', '\ufeff1', '{"a": 1, "a": 2}', 'x',
             '[1,\n 2,\n x]', '{"a":\n\n"\t"}', '[\n', '1e400', '123456789012345678901234567890'):
    show(json.loads, text)
show(json.loads, b'{"a": [1]}')
show(json.loads, '"é"'.encode("utf-16"))
show(json.loads, bytearray(b"[1]"))
show(json.loads, 5)
show(json.loads, None)
show(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: sorted(d))
show(json.loads, '{"a": {"b": 1}, "a": 2}', object_pairs_hook=lambda p: p)
show(json.loads, '[1.5, 2, NaN]', parse_float=str, parse_int=lambda s: s * 2, parse_constant=list)
show(json.loads, '"a\nb"', strict=False)
show(json.JSONDecoder().raw_decode, '[1] rest')
show(json.JSONDecoder().raw_decode, 'rest')
try:
    json.loads('{"a":\n  oops}')
except json.JSONDecodeError as error:
    print(error.msg, error.pos, error.lineno, error.colno, repr(error.doc), type(error))
    print(isinstance(error, ValueError), error.args)
stream = io.StringIO()
json.dump({"a": [1, 2]}, stream, indent=1)
print(stream.getvalue())
stream.seek(0)
print(json.load(stream))
same = json.loads('[{"key": 1}, {"key": 2}]')
print([*same[0]][0] is [*same[1]][0])
print(json.loads(json.dumps(mixed))["a"] == mixed["a"])
