"""Listings of bytecode."""
import sys
import types
import _opcode
from collections import namedtuple

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels",
           "show_code", "get_instructions", "Instruction", "Bytecode", "opname", "opmap", "cmp_op",
           "HAVE_ARGUMENT", "EXTENDED_ARG"]
HAVE_ARGUMENT, EXTENDED_ARG = 90, 144
cmp_op = ("<", "<=", "==", "!=", ">", ">=")
opname = [f"<{i}>" for i in range(256)]
opmap, _caches = {}, {}
for _name, _number, _units in _opcode.table():
    opname[_number], opmap[_name], _caches[_number] = _name, _number, _units
_OPERATORS = ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"]
_OPERATORS += [sign + "=" for sign in _OPERATORS]
_MAKE = ("defaults", "kwdefaults", "annotations", "closure")
_CONVERSIONS = ((None, ""), (str, "str"), (repr, "repr"), (ascii, "ascii"))


def _with(*names):
    return [opmap[name] for name in names if name in opmap]


hasconst = _with("LOAD_CONST", "KW_NAMES")
hasfree = _with("MAKE_CELL", "LOAD_CLOSURE", "LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF",
                "LOAD_CLASSDEREF")
haslocal = _with("LOAD_FAST", "STORE_FAST", "DELETE_FAST")
hascompare = _with("COMPARE_OP")
hasjrel = [n for n in sorted(opmap.values()) if "JUMP" in opname[n]] + _with("FOR_ITER", "SEND")
hasjabs = []
hasname = [n for n in sorted(opmap.values()) if opname[n].endswith(("_NAME", "_GLOBAL", "_ATTR"))
           ] + _with("LOAD_METHOD", "IMPORT_FROM")

Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset",
                       defaults=(None,) * 4)
_Instruction = namedtuple("_Instruction", "opname opcode arg argval argrepr offset starts_line "
                                          "is_jump_target positions", defaults=(None,))
_Entry = namedtuple("_ExceptionTableEntry", "start end target depth lasti")


class Instruction(_Instruction):
    def _disassemble(self, lineno_width=3, mark_as_current=False, offset_width=4):
        line = ("" if self.starts_line is None else str(self.starts_line)).rjust(lineno_width)
        fields = [line] if lineno_width else []
        fields += ["-->" if mark_as_current else "   ", ">>" if self.is_jump_target else "  ",
                   repr(self.offset).rjust(offset_width), self.opname.ljust(20)]
        if self.arg is not None:
            fields.append(repr(self.arg).rjust(5))
            if self.argrepr:
                fields.append(f"({self.argrepr})")
        return " ".join(fields).rstrip()


def _code_of(x, filename="<disassembly>"):
    for name in ("__func__", "__code__", "gi_code"):
        x = getattr(x, name, x)
    if isinstance(x, str):
        try:
            x = compile(x, filename, "eval")
        except SyntaxError:
            x = compile(x, filename, "exec")
    if hasattr(x, "co_code"):
        return x
    raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _exception_table(code):
    data = iter(code.co_exceptiontable)

    def number():
        byte = next(data)
        value = byte & 63
        while byte & 64:
            byte = next(data)
            value = value << 6 | byte & 63
        return value
    found = []
    try:
        while True:
            start, length, target, rest = number() * 2, number() * 2, number() * 2, number()
            found.append(_Entry(start, start + length, target, rest >> 1, bool(rest & 1)))
    except StopIteration:
        return found


def _units(code):
    """(offset, opcode, argument or None) of each instruction, caches left out"""
    extended = skip = 0
    for at in range(0, len(code), 2):
        if skip:
            skip -= 1
            continue
        op = code[at]
        skip = _caches.get(op, 0)
        if op >= HAVE_ARGUMENT:
            arg = code[at + 1] | extended
            extended = arg << 8 if op == EXTENDED_ARG else 0
        else:
            arg, extended = None, 0
        yield at, op, arg


def _target(at, op, arg):
    return at + 2 + (-2 if "BACKWARD" in opname[op] else 2) * arg


def findlabels(code):
    found = []
    for at, op, arg in _units(code):
        if arg is not None and op in hasjrel:
            target = _target(at, op, arg)
            if target not in found:
                found.append(target)
    return found


def findlinestarts(code):
    last = None
    for start, end, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def _local_names(code):
    names = list(code.co_varnames)
    names += [name for name in code.co_cellvars if name not in code.co_varnames]
    return names + list(code.co_freevars)


def _meaning(code, at, op, arg, names):
    """(argval, argrepr)"""
    name = opname[op]
    if name == "LOAD_CONST":
        return code.co_consts[arg], repr(code.co_consts[arg])
    if name == "KW_NAMES":
        return code.co_consts[arg], ""
    if op in hasname:
        value = code.co_names[arg // 2 if name == "LOAD_GLOBAL" else arg]
        return value, "NULL + " + value if name == "LOAD_GLOBAL" and arg & 1 else value
    if op in hasjrel:
        return _target(at, op, arg), f"to {_target(at, op, arg)}"
    if op in haslocal or op in hasfree:
        return names[arg], names[arg]
    if op in hascompare:
        return cmp_op[arg], cmp_op[arg]
    if name == "FORMAT_VALUE":
        value, text = _CONVERSIONS[arg & 3]
        if arg & 4:
            text += ", " * bool(text) + "with format"
        return (value, bool(arg & 4)), text
    if name == "MAKE_FUNCTION":
        return arg, ", ".join([word for i, word in enumerate(_MAKE) if arg & 1 << i])
    if name == "BINARY_OP":
        return arg, _OPERATORS[arg]
    return arg, ""


def _instructions(code, line_offset=0):
    lines, names = dict(findlinestarts(code)), _local_names(code)
    labels = set(findlabels(code.co_code)) | {e.target for e in _exception_table(code)}
    positions = [Positions(*p) for p in code.co_positions()]
    for at, op, arg in _units(code.co_code):
        value, text = (None, "") if arg is None else _meaning(code, at, op, arg, names)
        line = lines.get(at)
        yield Instruction(opname[op], op, arg, value, text, at,
                          line if line is None else line + line_offset, at in labels,
                          positions[at // 2])


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    code = _code_of(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    return _instructions(code, shift)


def _list(code, lasti, file, show_lines=True):
    lines = [line for _, line in findlinestarts(code)]
    widest = max(lines, default=0)
    width = max(3, len(str(widest))) if lines and show_lines else 0
    size = len(code.co_code) - 2
    places = len(str(size)) if size >= 10000 else 4
    for instruction in _instructions(code):
        if width and instruction.starts_line is not None and instruction.offset > 0:
            print(file=file)
        print(instruction._disassemble(width, instruction.offset == lasti, places), file=file)
    entries = _exception_table(code)
    if entries:
        print("ExceptionTable:", file=file)
        for e in entries:
            print(f"  {e.start} to {e.end - 2} -> {e.target} [{e.depth}]{' lasti' * e.lasti}",
                  file=file)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    _list(co, lasti, file)


disco = disassemble


def _deep(code, file, depth):
    _list(code, -1, file)
    if depth is None or depth > 0:
        for const in code.co_consts:
            if hasattr(const, "co_code"):
                print(file=file)
                print(f"Disassembly of {const!r}:", file=file)
                _deep(const, file, None if depth is None else depth - 1)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    if x is None:
        distb(file=file)
        return
    for name in ("__func__", "__code__", "gi_code"):
        x = getattr(x, name, x)
    if hasattr(x, "__dict__") and not hasattr(x, "co_code"):
        kinds = (types.FunctionType, types.MethodType, types.CodeType, classmethod, staticmethod,
                 type)
        for name, thing in sorted(x.__dict__.items()):
            if isinstance(thing, kinds):
                print(f"Disassembly of {name}:", file=file)
                try:
                    dis(thing, file=file, depth=depth)
                except TypeError as problem:
                    print("Sorry:", problem, file=file)
                print(file=file)
    else:
        _deep(_code_of(x, "<dis>"), file, depth)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    if tb is None:
        if not hasattr(sys, "last_traceback"):
            raise RuntimeError("no last traceback to disassemble")
        tb = sys.last_traceback
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file)


_FLAGS = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED",
          32: "GENERATOR", 64: "NOFREE", 128: "COROUTINE", 256: "ITERABLE_COROUTINE",
          512: "ASYNC_GENERATOR"}


def pretty_flags(flags):
    names = []
    for i in range(32):
        if flags & 1 << i:
            names.append(_FLAGS.get(1 << i, hex(1 << i)))
            flags ^= 1 << i
            if not flags:
                break
    else:
        names.append(hex(flags))
    return ", ".join(names)


def code_info(x):
    code = _code_of(x)
    lines = [f"Name:              {code.co_name}", f"Filename:          {code.co_filename}",
             f"Argument count:    {code.co_argcount}",
             f"Positional-only arguments: {code.co_posonlyargcount}",
             f"Kw-only arguments: {code.co_kwonlyargcount}",
             f"Number of locals:  {code.co_nlocals}", f"Stack size:        {code.co_stacksize}",
             f"Flags:             {pretty_flags(code.co_flags)}"]
    for title, things in (("Constants", [repr(c) for c in code.co_consts]),
                          ("Names", code.co_names), ("Variable names", code.co_varnames),
                          ("Free variables", code.co_freevars),
                          ("Cell variables", code.co_cellvars)):
        if things:
            lines.append(title + ":")
            lines += [f"{i:4}: {thing}" for i, thing in enumerate(things)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    print(code_info(co), file=file)


class Bytecode:
    """A code object's instructions."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False,
                 adaptive=False):
        self.codeobj, self._original_object = _code_of(x), x
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self.exception_entries = _exception_table(self.codeobj)

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._original_object!r})"

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        import io
        out = io.StringIO()
        _list(self.codeobj, -1 if self.current_offset is None else self.current_offset, out)
        return out.getvalue()
