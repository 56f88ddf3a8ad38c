"""Code objects made from fields, replaced fields that do not fit, old line tables."""
import gc
import types


def show(f):
    try:
        r = f()
    except BaseException as e:
        print(type(e).__name__, e)
    else:
        print(type(r).__name__, str(r).split(" at 0x")[0].split("<function f")[0])


def sample(a, b=1, *args, c, d=2, **rest):
    """doc"""
    x = a
    def inner():
        return x, b
    return inner

code = sample.__code__
FIELDS = ("argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "code", "consts", "names", "varnames",
          "filename", "name", "qualname", "firstlineno", "linetable", "exceptiontable", "freevars", "cellvars")
values = [getattr(code, "co_" + f) for f in FIELDS]
same = types.CodeType(*values)
print(same == code, hash(same) == hash(code), same.co_name, same.co_varnames)
print(types.CodeType(*values[:16]).co_cellvars if not values[17] else "cells")
def made(**changed):
    v = list(values)
    for name, value in changed.items():
        v[FIELDS.index(name)] = value
    return types.CodeType(*v)
for changed in ({"argcount": -1}, {"posonlyargcount": 5}, {"posonlyargcount": -1}, {"kwonlyargcount": -2}, {"nlocals": -1}, {"nlocals": 3},
                {"stacksize": -1}, {"flags": -1}, {"code": b"a"}, {"code": "abc"}, {"consts": []}, {"names": [1]}, {"names": (1,)},
                {"varnames": (1, 2, 3, 4, 5, 6, 7)}, {"varnames": ()}, {"varnames": ("a",)}, {"filename": 1}, {"name": b"n"}, {"qualname": None},
                {"firstlineno": "1"}, {"firstlineno": 2 ** 40}, {"linetable": "l"}, {"exceptiontable": 3}, {"freevars": (1,)}, {"freevars": 3},
                {"cellvars": [1]}, {"argcount": 1.5}, {"argcount": 2 ** 70}, {"argcount": 40}):
    show(lambda: made(**changed))
for f in (lambda: types.CodeType(), lambda: types.CodeType(*values, 1),
          lambda: types.CodeType(*values[:15]), lambda: types.CodeType(*values, a=1)):
    show(f)
for name in FIELDS:
    show(lambda: code.replace(**{"co_" + name: getattr(code, "co_" + name)}) == code)
for changed in ({"co_argcount": -1}, {"co_nlocals": 9}, {"co_varnames": ()}, {"co_varnames": (1,)}, {"co_names": (1,)}, {"co_code": b"1"}, {"co_name": 1},
                {"co_firstlineno": -5}, {"co_firstlineno": 2 ** 31}, {"co_nothing": 1}, {"argcount": 1}, {"co_freevars": ("z",)},
                {"co_cellvars": ()}, {"co_flags": 2 ** 31}, {"co_stacksize": -1}, {"co_posonlyargcount": 9}, {"co_consts": None}):
    show(lambda: code.replace(**changed).co_firstlineno)
show(lambda: code.replace(1))
show(lambda: code.replace(co_name="other").co_name)
show(lambda: code.replace(co_firstlineno=100).co_lnotab == code.co_lnotab)

# line tables, the old form
def old(c):
    return [b - 256 if i % 2 and b > 127 else b for i, b in enumerate(c.co_lnotab)]
print(old(code))
far = "\n".join(["x = 1"] + [""] * 200 + ["y = (a0 +", *["a%d +" % i for i in range(1, 150)], "x)", "z = 2"])
c = compile(far, "far", "exec")
print(old(c)[:12], len(c.co_lnotab), c.co_lnotab[-4:])
back = "f(\n" + "\n" * 300 + "1)\nfor i in x:\n" + "    if i:\n        pass\n" * 3
print(old(compile(back, "back", "exec")))
print(old(compile("x = 1; y = 2", "one", "exec")), old(compile("", "none", "exec")), old(compile("1", "e", "eval")))
lines = list(c.co_lines())
print(len(lines), lines[:3], lines[-2:])
positions = list(c.co_positions())
print(len(positions), positions[:3], positions[-1])
it = c.co_lines()
print(type(it).__name__, iter(it) is it, next(it), type(c.co_positions()).__name__)
del it
long_line = compile("x = [" + ", ".join("a%d" % i for i in range(400)) + "]", "long", "exec")
print(list(long_line.co_lines()), sorted(set(long_line.co_positions()), key=str)[:4])

# hashes and comparisons
pairs = [("1", "1.0"), ("1", "True"), ("0.0", "-0.0"), ("0j", "-0j"), ("(1, 0.0)", "(1, -0.0)"), ("'a'", "b'a'"), ("x", "y"), ("x\n", "\nx"),
         ("def f(): pass", "def g(): pass"), ("lambda: 1", "lambda: 1"), ("lambda: 1", "lambda: 2"), ("x.a", "x.b"), ("f(a=1)", "f(b=1)"), ("{1, 2}", "{2, 1}"),
         ("x in {1, 2}", "x in {2, 1}"), ("x in {1, 2}", "x in {1, 2, 3}"), ("...", "None")]
for a, b in pairs:
    x, y = compile(a, "p", "exec"), compile(b, "p", "exec")
    print(x == y, x != y, x == compile(a, "q", "exec"), end="; ")
print()
show(lambda: code < code)
show(lambda: code == 1)
show(lambda: [k for k in (code.co_code == same.co_code, code._varname_from_oparg(0), code._varname_from_oparg(7))])
show(lambda: code._varname_from_oparg(99))
show(lambda: code._varname_from_oparg("a"))
show(lambda: code._varname_from_oparg())
