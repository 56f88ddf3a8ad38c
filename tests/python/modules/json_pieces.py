"""json pieces: results and error texts."""
import json, io
o = {"s": "é\n\"\\/\u2028😀", "n": None, "t": True, "l": [1, 2.5, -0.0, 1e100, 1e-7, 10**20], "d": {"x": {}, "y": []}, 1: "intkey", 2.5: "f", None: 0, False: 1}
s = json.dumps(o); print(s); print(json.dumps(o, ensure_ascii=False, indent=2)); print(json.dumps({"b": 1, "a": [1, {"c": 2}]}, sort_keys=True, separators=(",", ":"), indent="\t")); print(json.loads(s) == {str(k) if not isinstance(k, (bool, type(None))) else {None: "null", False: "false"}[k]: v for k, v in o.items()})
print(json.dumps([float("nan"), float("inf"), -float("inf")]), json.loads("[NaN, Infinity, -Infinity, 1E5, 0.1e-2, -0]"), json.dumps((1, 2)), json.dumps("x"), json.dumps(None), json.dumps(""), json.dumps([]), json.dumps({}, indent=4), json.dumps([[], {}], indent=1))
class P:
    def __init__(self, x): self.x = x
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, P): return {"__p__": o.x}
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps([P(1), {3, 1}], cls=E), json.dumps(P(2), default=lambda o: vars(o)), json.loads('{"__p__": 5}', object_hook=lambda d: P(d["__p__"]) if "__p__" in d else d).x, json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s + "!"), json.loads(b'"bytes"'), json.loads(' [1 , 2 ] \n'))
for bad in ("", "{", "[1,]", "[1, 2", "{'a': 1}", '{"a" 1}', '{"a": 1,}', '{"a": }', '"abc', '"a\nb"', '"\\x"', '"\\u12"', "nul", "[1] 2", "01", "1.", "-", "+1", "[1 2]", '{"a": 1 "b": 2}', "{1: 2}", "\ufeff[]", "tru", "--1", ".5", '["a", "b"\n, \n3 4]', '"\\ud800"', "[,1]", '{"a":1, "b"}', "NaNa"):
    try: print(repr(bad), json.loads(bad).__repr__())
    except json.JSONDecodeError as e: print(repr(bad), "|", e, "|", e.msg, e.pos, e.lineno, e.colno)
    except Exception as e: print(repr(bad), type(e).__name__, e)
for bad in (lambda: json.dumps({1, 2}), lambda: json.dumps({(1, 2): 3}), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"), lambda: json.loads(5), lambda: json.loads(None), lambda: json.dumps({(1,): 2}, skipkeys=True), lambda: json.dumps({"a": 1, 2: 3}, sort_keys=True), lambda: json.dumps(P), lambda: json.loads(b"\xff"), lambda: json.dumps(1, indent="x"), lambda: json.dump([1], io.StringIO()), lambda: json.load(io.StringIO("{}")), lambda: json.dumps(10 ** 30), lambda: json.dumps(True + 0.5), lambda: json.dumps([1], nope=3)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
c = []; c.append(c)
try: json.dumps(c)
except ValueError as e: print(e)
d = {}; d["d"] = [d]
try: json.dumps(d)
except ValueError as e: print(e)
f = io.StringIO(); json.dump({"k": [1, 2]}, f, indent=0); print(repr(f.getvalue())); print(list(json.JSONEncoder(indent=None).iterencode({"a": [1, "b"]})), json.JSONDecoder().raw_decode('[1] tail'), issubclass(json.JSONDecodeError, ValueError))
class I(int): pass
class S(str): pass
from enum import IntEnum, Enum
class Col(IntEnum): R = 1
class En(Enum): A = 1
from collections import OrderedDict, namedtuple
print(json.dumps([I(5), S("sub"), Col.R, OrderedDict(b=1, a=2), namedtuple("N", "q")(3), {Col.R: 1}]), json.dumps("\x00\x1f\x7f\u00e9\ud83d"), json.dumps("</script>"), json.dumps({"a": {"b": [1, 2, {"c": None}]}}, indent=3).count("\n"))
n = "[" * 2000 + "]" * 2000
try: json.loads(n)
except RecursionError as e: print(str(e)[:60])
