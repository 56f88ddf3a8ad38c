"""Calls of every method of the built-in types and of built-in functions, with arguments that may not fit."""

RECEIVERS = {
    "int": ["5", "-7", "0", "300", "10 ** 40", "True", "2 ** 64"], "float": ["1.5", "-0.0", "1e300", "2.0", "float('inf')"], "complex": ["1 + 2j", "0j"],
    "str": ["'abc'", "''", "'h\\xe9llo w'", "'a,b,c'", "'\\u20ac'", "'Ab C'", "'12'"], "bytes": ["b'abc'", "b''", "b'a,b\\xff'"], "bytearray": ["bytearray(b'abc')", "bytearray()"],
    "list": ["[1, 2, 3]", "[]", "['b', 'a']", "[[1], 2]"], "tuple": ["(1, 2)", "()", "(1, 'a', None)"], "dict": ["{'a': 1}", "{}", "{1: 2, 3: 4}"],
    "set": ["{1, 2, 3}", "set()"], "frozenset": ["frozenset([1, 2])", "frozenset()"], "range": ["range(5)", "range(9, 0, -2)"], "slice": ["slice(1, 5)", "slice(None)"],
    "memoryview": ["memoryview(b'abcd')", "memoryview(bytearray(b'xyz'))"], "object": ["object()"], "NoneType": ["None"], "bool": ["True", "False"],
    "type": ["int", "list", "type"], "Exception": ["ValueError(1)", "KeyError('k')", "OSError(2, 'no')"],
}
MUTATING_SAFE = ("__init_subclass__", "__subclasshook__", "__class__", "__dir__", "__doc__", "__hash__", "__reduce__", "__reduce_ex__",
                 "__getstate__", "__new__", "__init__", "mro", "__subclasses__", "__prepare__", "__delattr__", "__setattr__", "__getattribute__",
                 "__text_signature__", "__dict__", "__basicsize__", "__dictoffset__", "__flags__", "__weakrefoffset__", "__itemsize__", "__bases__",
                 "__base__", "__mro__", "__module__", "__name__", "__qualname__", "__abstractmethods__", "__annotations__", "__sizeof__",
                 "__traceback__", "__context__", "__cause__", "__suppress_context__", "__setstate__", "with_traceback", "add_note", "obj")
ARGUMENTS = ["0", "1", "-1", "2", "3", "5", "'a'", "'b'", "''", "','", "b'a'", "b''", "None", "[1, 2]", "[]", "(1,)", "()", "{}", "{'a': 5}", "{1}", "1.5", "True", "10 ** 40",
             "range(3)", "slice(0, 2)", "slice(None, None, -1)", "int", "str", "len", "'utf-8'", "'ascii'", "{1: 2}", "frozenset([2])", "['x', 'y']", "[(1, 2)]", "2j", "'%d'", "iter([1, 2])",
             "bytearray(b'q')", "memoryview(b'ab')", "...", "NotImplemented", "lambda *a: 0", "lambda v: v"]
FUNCTIONS = ["abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "complex", "dict", "divmod", "enumerate", "filter", "float", "format", "frozenset",
             "getattr", "hasattr", "hex", "int", "isinstance", "issubclass", "iter", "len", "list", "map", "max", "min", "next", "oct", "ord", "pow", "range", "repr", "reversed", "round",
             "set", "slice", "sorted", "str", "sum", "tuple", "type", "vars", "zip", "memoryview", "property", "classmethod", "object", "super", "delattr", "setattr", "sys.getsizeof", "sys.intern",
             "gc.collect", "gc.get_objects", "gc.is_tracked", "gc.set_threshold", "gc.get_referents", "weakref.ref", "weakref.proxy", "weakref.getweakrefcount", "copy.copy", "copy.deepcopy"]
KEYWORDS = ["key=len", "key=None", "reverse=True", "default=0", "default=None", "start=2", "sep='-'", "maxsplit=1", "encoding='ascii'", "errors='ignore'", "base=8", "strict=True", "bogus=1", "end='|'"]
OPERATORS = ["+", "-", "*", "//", "%", "/", "@", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", "in", "not in", "and", "or", "is not"]


def methods_of():
    """Name of a type to its methods, as CPython 3.11 has them."""
    kinds = {"NoneType": type(None), "Exception": ValueError}
    found = {}
    for name in RECEIVERS:
        type_ = kinds.get(name) or __builtins__[name]
        found[name] = [m for m in dir(type_) if m not in MUTATING_SAFE]
    return found


METHODS = methods_of()


class Protocol:
    """Mixed into the writer."""

    def protocol_statement(self):
        if self.loop > 20:
            return self.change()
        for _ in range(self.between(2, 5)):
            self.weighted([(5, self.call_of_method), (2.5, self.call_of_function), (2, self.binary_operator), (1, self.subscript), (1.2, self.odd_class), (0.7, self.bad_call)])()
        return None

    def argument(self, small=False):
        if self.chance(0.25):
            var = self.some("int", "str", "li", "ls", "di", "si", "ti", "float", "bytes") if not small else None
            if var is not None:
                return var.name
        while True:
            text = self.pick(ARGUMENTS)
            if not (small and "**" in text):
                return text

    def attempt(self, text):
        self.line("try:\n    print(shown(%s))\nexcept Exception as odd:\n    print(type(odd).__name__, shown(str(odd)))" % text)

    def call_of_method(self):
        type_ = self.pick(sorted(RECEIVERS))
        receiver = self.pick(RECEIVERS[type_])
        method = self.pick(METHODS[type_])
        growing = any(word in method for word in ("pow", "shift", "mul", "fill", "just", "center", "expand", "bytes", "round"))
        small = growing or "**" in receiver
        if "**" in receiver and growing:
            receiver = "5"
        arguments = [self.argument(small) for _ in range(self.pick([0, 1, 1, 1, 2, 2, 3]))]
        if self.chance(0.1):
            arguments.append(self.pick(KEYWORDS))
        if self.chance(0.5) and type_ in ("list", "dict", "set", "bytearray"):
            name = self.fresh("subject_of")
            self.line("%s = %s" % (name, receiver))
            self.attempt("(%s.%s(%s), %s)" % (name, method, ", ".join(arguments), name))
            if self.chance(0.4):
                self.line("print(sys.getsizeof(%s))" % name)
            return
        self.attempt("(%s).%s(%s)" % (receiver, method, ", ".join(arguments)))

    def call_of_function(self):
        name = self.pick(FUNCTIONS)
        small = name in ("pow", "bytes", "bytearray", "round", "range", "gc.set_threshold", "print")
        arguments = [self.argument(small) for _ in range(self.pick([0, 1, 1, 1, 2, 2, 3]))]
        if name in ("gc.get_objects", "dict", "vars", "super", "eval", "gc.set_threshold", "setattr", "delattr") and not arguments:
            arguments = [self.argument(True)]
        if name in ("setattr", "delattr"):
            arguments[0] = "noted" if self.chance(0.3) else "5"
        if name in ("gc.get_objects", "gc.set_threshold") and arguments[0] in ("0", "1", "2", "None", "-1", "3", "5", "True"):
            arguments = ["'x'"]
        if self.chance(0.15):
            arguments.append(self.pick(KEYWORDS))
        self.attempt("%s(%s)" % (name, ", ".join(arguments)))

    def binary_operator(self):
        operator = self.pick(OPERATORS)
        left, right = self.argument(operator in ("*", "<<")), self.argument(operator in ("*", "<<", ">>"))
        if operator == "%" and "10 **" in left:
            left = "7"
        if operator == "is not":
            left, right = "noted", "log"
        self.attempt("(%s) %s (%s)" % (left, operator, right))

    def subscript(self):
        type_ = self.pick(["str", "bytes", "bytearray", "list", "tuple", "dict", "range", "memoryview", "set", "int", "type"])
        name = self.fresh("subject_of")
        self.line("%s = %s" % (name, self.pick(RECEIVERS[type_])))
        index = self.argument()
        self.attempt(self.pick(["%s[%s]" % (name, index), "%s[%s]" % (name, index), "operator_set(%s, %s, %s)" % (name, index, self.argument()), "operator_del(%s, %s)" % (name, index)]))
        self.line("print(shown(%s))" % name)

    def odd_class(self):
        name = self.fresh("Odd")
        method, uses = self.pick([
            ("__len__", ["len({0})", "bool({0})", "list({0})"]), ("__bool__", ["bool({0})", "not {0}", "1 if {0} else 2"]), ("__index__", ["[1, 2, 3][{0}]", "range({0})", "hex({0})", "'ab' * {0}", "int({0})"]),
            ("__hash__", ["hash({0}) == hash({0})", "{{{0}: 1}}"]), ("__repr__", ["repr({0})", "str({0})", "[{0}]", "f'{{{0}}}'"]), ("__str__", ["str({0})", "'%s' % {0}", "print({0})"]),
            ("__iter__", ["list({0})", "[*{0}]", "5 in {0}", "dict({0})"]), ("__next__", ["next({0})"]), ("__format__", ["format({0}, 'x')", "f'{{{0}:5}}'"]), ("__contains__", ["5 in {0}", "5 not in {0}"]),
            ("__eq__", ["{0} == 5", "5 != {0}", "[{0}].index(5)"]), ("__lt__", ["{0} < 5", "5 > {0}", "sorted([{0}, {0}])", "max({0}, {0})"]), ("__call__", ["{0}()", "{0}(1)", "callable({0})"]),
            ("__getitem__", ["{0}[1]", "{0}[1:2]", "{0}['k']"]), ("__getattr__", ["{0}.nothing", "hasattr({0}, 'zz')", "getattr({0}, 'a', 5)"]), ("__int__", ["int({0})", "'%d' % {0}"]), ("__float__", ["float({0})", "'%f' % {0}"]),
            ("__add__", ["{0} + 1", "1 + {0}", "sum([{0}])"]), ("__enter__", ["enter_with({0})"]), ("__length_hint__", ["list({0})"]), ("__bytes__", ["bytes({0})"]), ("__complex__", ["complex({0})"]), ("__round__", ["round({0})"]),
            ("__reversed__", ["list(reversed({0}))"]), ("__missing__", ["{0}[5]"]), ("__dir__", ["dir({0})"]), ("__sizeof__", ["sys.getsizeof({0})"]), ("__instancecheck__", ["isinstance(5, {0})"]), ("__class_getitem__", ["type({0})[5]"])])
        result = self.pick(["5", "-1", "'text'", "None", "True", "[1, 2]", "1.5", "NotImplemented", "self", "iter([1, 2])", "10 ** 40", "1 // 0", "b'x'"])
        self.line("class %s%s:\n    def %s(self, *args):\n        return %s" % (name, self.pick(["", "", "", "(dict)", "(list)", "(int)", "(str)"]), method, result))
        use = self.pick(uses).format(name + "()")
        if use == "print(%s())" % name:
            use = "str(%s())" % name
        self.attempt(use)

    def bad_call(self):
        name = self.fresh("signature")
        self.line("def %s(%s): return shown(sorted(locals().items()))" % (name, self.pick(["a, b", "a, b=2", "a, /, b", "*, k", "a, *rest", "**kw", "a, *, k=1, m", "", "a, b, c, d=1, *, e", "self, n"])))
        self.attempt("%s(%s)" % (name, self.pick(["", "1", "1, 2", "1, 2, 3", "a=1", "b=1", "1, a=2", "k=1", "1, k=3, zz=5", "*[1, 2, 3, 4, 5, 6]", "**{'a': 1, 'q': 2}", "*5", "**5", "1, *[2], **{'k': 3}", "**{1: 2}", "a=1, **{'a': 2}"])))
