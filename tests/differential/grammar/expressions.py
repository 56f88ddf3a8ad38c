"""Expressions of a wanted type. What may raise is written only where the program catches it."""

WORD_TEXTS = ["alpha", "beta", "x", "key_1", "Ab0_", "spam", "total", "e", "", "q"]
OTHER_TEXTS = ["two words", "a-b", "h\xe9llo", "\u20acuro", "semi;colon", "100%", " pad ",
               "\U0001d518x", "\xe9", "a,b,c", "{}", "tab\\t", "CamelCase text", "."]
KEYS = ["a", "b", "left", "right", "key", "n", "two words", "k-1", "zz"]


class Expressions:
    """Mixed into the writer."""

    def expr(self, type_, depth=2):
        var = None
        if self.chance(0.45 if depth > 0 else 0.7):
            var = self.some(type_)
        if var is not None:
            return var.name
        return getattr(self, "make_" + type_)(depth - 1)

    def fresh_value(self, type_, depth=2):
        """An expression that is not just a name."""
        return getattr(self, "make_" + type_)(depth - 1)

    def name_or(self, type_, depth):
        """A name if there is one."""
        var = self.some(type_)
        return var.name if var is not None else self.fresh_value(type_, depth)

    def paren(self, text):
        return text if text.isidentifier() else "(%s)" % text

    # Numbers.

    def int_literal(self):
        return str(self.weighted([
            (6, self.between(0, 9)), (3, self.between(-9, -1)), (3, self.between(10, 300)),
            (2, self.between(250, 260)), (2, self.between(1000, 99999)), (1, 2**30 - 1), (1, 2**30),
            (1, 2**60 + self.between(-1, 1)), (1, 2**64 - 1), (0.5, 10**self.between(15, 40)),
            (0.5, -(2**self.between(28, 95))),
        ]))

    def small(self, low=1, high=6):
        return str(self.between(low, high))

    def make_int(self, depth):
        if depth <= 0:
            return self.int_literal()
        table = [
            (4, self.int_literal),
            (4, self.int_binary),
            (1, lambda: "-" + self.paren(self.expr("int", depth))),
            (0.5, lambda: "~" + self.paren(self.expr("int", depth))),
            (1, lambda: "abs(%s)" % self.expr("int", depth)),
            (2, lambda: "len(%s)" % self.container(depth)),
            (1, lambda: "sum(%s)" % self.expr(self.pick(["li", "si", "ti"]), depth)),
            (1, lambda: "%s(%s, %s)" % (self.pick(["max", "min"]), self.expr("int", depth),
                                        self.expr("int", depth))),
            (1, lambda: "(%s if %s else %s)" % (self.expr("int", depth), self.expr("bool", depth),
                                                self.expr("int", depth))),
            (1, lambda: "%s.get(%s, %s)" % (self.expr("di", depth), self.expr("int", depth),
                                            self.expr("int", depth))),
            (0.6, lambda: "(%s).bit_length()" % self.expr("int", depth)),
            (0.6, lambda: "%s.count(%s)" % (self.paren(self.expr("str", depth)), self.expr("str", 0))),
            (0.5, lambda: "%s.find(%s)" % (self.paren(self.expr("str", depth)), self.expr("str", 0))),
            (0.4, lambda: "int(str(%s)[:6].strip('-') or 7)" % self.expr("int", depth)),
            (0.4, lambda: "hash(%s)" % self.expr("int", depth)),
            (0.4, lambda: "divmod(%s, %s)[%d]" % (self.expr("int", depth), self.small(2, 99),
                                                  self.between(0, 1))),
            (0.4, lambda: "int.from_bytes(%s[:9], %r)" % (self.paren(self.expr("bytes", depth)),
                                                          self.pick(["little", "big"]))),
            (0.6, lambda: "next(iter(%s), %s)" % (self.expr(self.pick(["li", "di", "si", "ti"]), depth),
                                                  self.int_literal())),
            (0.5, lambda: "pow(%s, %s, %s)" % (self.expr("int", 0), self.small(), self.between(3, 9999))),
            (1.5, lambda: self.call_returning("int", depth)),
            (1.5, lambda: self.attribute("int")),
        ]
        if self.risky:
            table += [
                (1, lambda: "%s[%s]" % (self.expr(self.pick(["li", "ti"]), depth), self.small(-2, 3))),
                (1, lambda: "%s[%s]" % (self.expr("ds", depth), self.key())),
                (0.7, lambda: "%s.index(%s)" % (self.expr("li", depth), self.expr("int", depth))),
                (0.7, lambda: "%s // %s" % (self.paren(self.expr("int", depth)),
                                            self.paren(self.expr("int", depth)))),
                (0.5, lambda: "int(%s)" % self.expr("str", depth)),
                (0.3, lambda: "%s + %s" % (self.paren(self.expr("int", 0)), self.paren(self.expr("str", 0)))),
                (0.3, lambda: "ord(%s)" % self.expr("str", 0)),
                (0.3, lambda: "len(%s)" % self.expr("int", 0)),
            ]
        return self.weighted(table)() or self.int_literal()

    def int_binary(self):
        left, right = self.paren(self.expr("int", 1)), self.paren(self.expr("int", 1))
        return self.weighted([
            (3, "%s + %s" % (left, right)),
            (2, "%s - %s" % (left, right)),
            (1.5, "%s * %s" % (left, self.small(2, 9))),
            (0.7, "%s %% 1000003 * %s" % (left, self.int_literal().lstrip("-"))),
            (1, "%s // %s" % (left, self.small(1, 99))),
            (1, "%s %% %s" % (left, self.small(2, 99))),
            (0.5, "%s & %s" % (left, right)),
            (0.5, "%s | %s" % (left, right)),
            (0.5, "%s ^ %s" % (left, right)),
            (0.5, "%s %% 100 << %s" % (left, self.small(1, 70))),
            (0.5, "%s >> %s" % (left, self.small(1, 40))),
            (0.5, "(%s %% 50) ** %s" % (left, self.small(2, 12))),
        ])

    def make_float(self, depth):
        if depth <= 0:
            return self.pick(["0.5", "1.25", "-2.0", "3.14", "1e10", "0.1", "1e-07", "100.0", "2.5e+20"])
        return self.weighted([
            (3, lambda: self.make_float(0)),
            (2, lambda: "%s %s %s" % (self.expr("float", 0), self.pick("+-*"), self.paren(self.expr("float", 0)))),
            (1.5, lambda: "%s / %s" % (self.paren(self.expr("int", 0)), self.small(2, 9))),
            (1, lambda: "round(%s, %d)" % (self.expr("float", depth), self.between(0, 4))),
            (1, lambda: "float(%s %% 1000)" % self.paren(self.expr("int", depth))),
            (0.5, lambda: "sum(%s, 0.0)" % self.expr("lf", depth)),
            (0.5, lambda: "max(%s, %s)" % (self.expr("float", 0), self.expr("float", 0))),
        ])()

    def make_bool(self, depth):
        first = self.pick(["int", "str", "float", "li", "ti"])
        return self.weighted([
            (3, lambda: "%s %s %s" % (self.paren(self.expr("int", depth)), self.pick(["<", ">", "==", "!=", "<=", ">="]),
                                      self.paren(self.expr("int", depth)))),
            (1, lambda: "%s == %s" % (self.expr(first, depth), self.expr(first, depth))),
            (2, lambda: "%s %s %s" % (self.paren(self.expr("int", depth)), self.pick(["in", "not in"]),
                                      self.paren(self.expr(self.pick(["li", "si", "di", "ti"]), depth)))),
            (1, lambda: "not %s" % self.paren(self.expr("bool", depth) if depth > 0 else self.expr("li", 0))),
            (1, lambda: "%s %s %s" % (self.paren(self.expr("bool", 0)), self.pick(["and", "or"]), self.paren(self.expr("bool", 0)))
                if depth > 0 else "True"),
            (1, lambda: "isinstance(%s, %s)" % (self.expr("any", depth), self.pick(["int", "str", "list", "(int, str)", "tuple"]))),
            (1, lambda: self.identity(depth)),
            (0.5, lambda: "%s(%s > 2 for %s in %s)" % ((self.pick(["any", "all"]),) + self.comprehension_part("li"))),
            (0.4, lambda: self.pick(["True", "False"])),
            (0.7, lambda: "%s.%s(%s)" % (self.paren(self.expr("str", 0)), self.pick(["startswith", "endswith"]), self.expr("str", 0))),
            (0.4, lambda: "%s.%s()" % (self.paren(self.expr("str", 0)), self.pick(["isdigit", "isalpha", "isupper", "isidentifier", "isspace"]))),
            (0.6, lambda: "%s %s %s" % (self.expr("si", depth), self.pick(["<", "<=", "==", ">"]), self.expr(self.pick(["si", "fs"]), depth))),
        ])()

    def comprehension_part(self, type_):
        name = self.pick(["v", "k", "m"])
        return name, name, self.expr(type_, 1)

    # Text and bytes.

    def str_literal(self):
        return repr(self.pick(WORD_TEXTS) if self.chance(0.6) else self.pick(OTHER_TEXTS))

    def key(self):
        return repr(self.pick(KEYS))

    def make_str(self, depth):
        if depth <= 0:
            return self.str_literal()
        inner = self.paren(self.expr("str", depth))
        return self.weighted([
            (4, self.str_literal),
            (2, lambda: "%s + %s" % (inner, self.paren(self.expr("str", depth)))),
            (1, lambda: "%s * %s" % (self.paren(self.expr("str", 0)) + "[:8]", self.small(0, 5))),
            (2, lambda: "%s[%s]" % (inner, self.slice_text())),
            (1, lambda: "%s.%s()" % (inner, self.pick(["upper", "lower", "title", "strip", "swapcase",
                                                       "capitalize", "casefold", "lstrip", "rstrip"]))),
            (1, lambda: "str(%s)" % self.expr(self.pick(["int", "float", "li", "bool", "bytes"]), depth)),
            (1, lambda: "repr(%s)" % self.expr(self.pick(["int", "str", "ls", "di", "ti", "any"]), depth)),
            (2, lambda: self.fstring(depth)),
            (1, lambda: "%r.join(%s)" % (self.pick(["", ",", "-", ", "]), self.expr("ls", depth))),
            (1, lambda: "%s.replace(%s, %s)" % (inner, self.str_literal(), self.str_literal())),
            (0.7, lambda: "chr(%d)" % self.pick([65, 97, 122, 233, 8364, 48, 66, 95])),
            (0.6, lambda: "sys.intern(str(%s))" % self.expr("str", 0)),
            (0.6, lambda: "'%s %s' %% (%s, %s)" % (self.pick(["%d", "%5d", "%x", "%s", "%r", "%05d", "%+d"]),
                          self.pick(["%s", "%r", "%10s", "%-6s|", "%.3s"]), self.expr("int", depth), self.expr("str", depth))),
            (0.6, lambda: "'{%s} {}'.format(%s, %s)" % (self.pick(["", "!r", ":>8", ":<5", ":,"]),
                          self.expr("int", depth), self.expr("str", depth)) if self.chance(0.5) else "format(%s, %r)" % (
                          self.expr("int", depth), self.pick(["d", "x", "b", ",", "08d", ">12", "+", "#x", "_d"]))),
            (0.5, lambda: "type(%s).__name__" % self.expr("any", depth)),
            (0.5, lambda: "%s.%s(%d, %r)" % (inner, self.pick(["center", "ljust", "rjust"]), self.between(0, 12), self.pick("*-. "))),
            (0.3, lambda: "%s.zfill(%d)" % (inner, self.between(0, 9))),
            (0.5, lambda: "(%s or %s)" % (self.expr("str", 0), self.expr("str", 0))),
            (0.8, lambda: self.call_returning("str", depth) or self.str_literal()),
            (0.8, lambda: self.attribute("str") or self.str_literal()),
        ])()

    def slice_text(self):
        start = self.pick(["", "1", "0", "-2", "2", "3"])
        stop = self.pick(["", "2", "4", "-1", "3", "1"])
        step = self.pick(["", "", "", ":2", ":-1"])
        return start + ":" + stop + step

    def fstring(self, depth):
        parts = []
        for _ in range(self.between(1, 3)):
            parts.append(self.pick(["", "n=", " ", "[", "x:", ", "]))
            type_ = self.pick(["int", "str", "float", "li", "bool"])
            var = self.some(type_)
            text = var.name if var is not None else self.pick(["1 + 1", "len('abc')", "2 ** 40", "[1, 2]"])
            spec = {"int": ["", "", ":5d", ":x", ":,", "!r"], "float": ["", ":.2f", ":8.3f", ":g"],
                    "str": ["", "!r", ":>9", ":^7.5", "!s"]}.get(type_ if var is not None else "", ["", "!r"])
            parts.append("{%s%s}" % (text, self.pick(spec)))
        return "f\"%s\"" % "".join(parts)

    def make_bytes(self, depth):
        if depth <= 0:
            return self.pick(["b''", "b'a'", "b'xyz'", "b'\\x00\\xff'", "b'two words'", "b'0123456789'"])
        return self.weighted([
            (3, lambda: self.make_bytes(0)),
            (2, lambda: "%s.encode()" % self.paren(self.expr("str", depth))),
            (1, lambda: "%s + %s" % (self.paren(self.expr("bytes", 0)), self.paren(self.expr("bytes", 0)))),
            (1, lambda: "%s[%s]" % (self.paren(self.expr("bytes", 0)), self.slice_text())),
            (1, lambda: "bytes(%s)" % self.pick(["3", "[1, 2, 3]", "range(5)", "b'q'"])),
            (0.5, lambda: "(%s %% 65536).to_bytes(%d, 'big')" % (self.paren(self.expr("int", depth)), self.between(2, 5))),
            (0.5, lambda: "bytes(bytearray(%s))" % self.expr("bytes", 0)),
        ])()

    # Containers.

    def container(self, depth):
        return self.expr(self.pick(["li", "ls", "la", "di", "ds", "da", "si", "ti", "ta", "lo", "str"]), depth)

    def list_of(self, element, depth, most=6):
        return "[%s]" % ", ".join(self.expr(element, depth) for _ in range(self.between(0, most)))

    def make_list(self, type_, element, depth):
        if depth <= 0:
            return self.list_of(element, 0, 4)
        name = self.pick(["v", "k", "m"])
        table = [
            (4, lambda: self.list_of(element, depth)),
            (1.5, lambda: "[%s] * %s" % (self.expr(element, depth), self.small(0, 9))),
            (1.5, lambda: "%s[%s]" % (self.expr(type_, 0), self.slice_text())),
            (1.5, lambda: "%s + %s" % (self.expr(type_, 0), self.expr(type_, 0))),
            (1, lambda: "%s.copy()" % self.paren(self.expr(type_, 0))),
            (1, lambda: "list(%s)" % self.expr(type_, 0)),
            (1, lambda: "[*%s, %s]" % (self.expr(type_, 0), self.expr(element, 0))),
            (1, lambda: "copy.copy(%s)" % self.expr(type_, 0)),
            (0.6, lambda: "list(reversed(%s))" % self.expr(type_, 0)),
            (1, lambda: "[%s for %s in %s if %s]" % (name, name, self.expr(type_, 0), self.pick([name, "not " + name, "True"]))),
            (0.5, lambda: "list(filter(None, %s))" % self.expr(type_, 0)),
        ]
        if type_ in ("li", "lf", "ls"):
            table.append((1, lambda: "sorted(%s%s)" % (self.expr(type_, 0), self.pick(["", "", ", reverse=True", ", key=str"]))))
        return self.weighted(table)()

    def make_li(self, depth):
        if depth > 0 and self.chance(0.45):
            name = self.pick(["v", "k", "m"])
            body = self.pick(["%s * %s" % (name, name), "%s + 1" % name, "-%s" % name, "%s %% 3" % name, "%s" % name])
            return self.weighted([
                (2, lambda: "[%s for %s in %s]" % (body, name, self.source_of_ints())),
                (1, lambda: "[%s for %s in %s if %s %% 2]" % (body, name, self.source_of_ints(), name)),
                (1, lambda: "list(%s)" % self.source_of_ints()),
                (1, lambda: "list(map(lambda %s: %s, %s))" % (name, body, self.source_of_ints())),
                (0.5, lambda: "list(%s.values())" % self.expr(self.pick(["di", "ds"]), 0)),
                (0.5, lambda: "sorted(%s)" % self.expr(self.pick(["si", "di", "fs"]), 0)),
                (0.4, lambda: "[a + b for a, b in zip(%s, %s)]" % (self.expr("li", 0), self.expr("li", 0))),
                (0.4, lambda: "[a * b for a in range(3) for b in %s[:3]]" % self.expr("li", 0)),
                (0.7, lambda: self.call_returning("li", depth) or "[]"),
            ])()
        return self.make_list("li", "int", depth)

    def source_of_ints(self):
        return self.weighted([
            (3, lambda: "range(%d)" % self.between(0, 12)), (1, lambda: "range(%d, %d, %d)" % (
                self.between(-3, 20), self.between(20, 60), self.between(3, 9))),
            (2, lambda: self.expr("li", 0)), (1, lambda: self.expr("si", 0)), (1, lambda: self.expr("ti", 0)),
            (1, lambda: self.expr("di", 0)), (0.7, lambda: self.expr("fs", 0)),
        ])()

    def make_ls(self, depth):
        if depth > 0 and self.chance(0.35):
            return self.weighted([
                (2, lambda: "%s.split(%s)" % (self.paren(self.expr("str", 0)), self.pick(["", "','", "' '", "'e'"]))),
                (1, lambda: "[str(%s) for %s in %s]" % self.triple_ints()),
                (1, lambda: "[w.upper() for w in %s]" % self.expr("ls", 0)),
                (1, lambda: "list(%s)" % self.expr("str", 0)),
                (0.7, lambda: "list(%s)" % self.expr(self.pick(["ds", "da"]), 0)),
            ])()
        return self.make_list("ls", "str", depth)

    def triple_ints(self):
        name = self.pick(["v", "k", "m"])
        return name, name, self.source_of_ints()

    def make_lf(self, depth):
        return self.make_list("lf", "float", depth)

    def make_la(self, depth):
        return self.make_list("la", "any", depth)

    def make_lo(self, depth):
        if not self.classes:
            return "[]"
        if depth > 0 and self.chance(0.4):
            cls = self.pick(self.usable_classes())
            name = self.pick(["v", "k", "m"])
            return "[%s for %s in range(%s)]" % (self.construct(cls, 0, tag=name), name, self.small(1, 5))
        return self.make_list("lo", "obj", depth)

    def make_di(self, depth):
        return self.make_dict("di", lambda: self.expr("int", 0), "int", depth)

    def make_ds(self, depth):
        return self.make_dict("ds", self.key, "int", depth)

    def make_da(self, depth):
        return self.make_dict("da", self.key, "any", depth)

    def make_dict(self, type_, key, element, depth):
        literal = lambda: "{%s}" % ", ".join("%s: %s" % (key(), self.expr(element, depth)) for _ in range(self.between(0, 6)))
        if depth <= 0:
            return literal()
        table = [
            (5, literal),
            (1, lambda: "{**%s, %s: %s}" % (self.expr(type_, 0), key(), self.expr(element, 0))),
            (1, lambda: "%s | %s" % (self.expr(type_, 0), self.expr(type_, 0))),
            (1, lambda: "%s.copy()" % self.paren(self.expr(type_, 0))),
            (1, lambda: "dict(%s)" % self.expr(type_, 0)),
            (0.7, lambda: "copy.copy(%s)" % self.expr(type_, 0)),
        ]
        if type_ == "di":
            name = self.pick(["v", "k", "m"])
            table += [
                (2, lambda: "{%s: %s * 2 for %s in %s}" % (name, name, name, self.source_of_ints())),
                (1, lambda: "dict.fromkeys(%s, 0)" % self.source_of_ints()),
                (1, lambda: "dict(zip(%s, %s))" % (self.source_of_ints(), self.source_of_ints())),
                (1, lambda: "dict(enumerate(%s))" % self.source_of_ints()),
            ]
        if type_ == "ds":
            table += [
                (1, lambda: "dict(a=%s, b=%s)" % (self.expr("int", 0), self.expr("int", 0))),
                (1, lambda: "dict.fromkeys(%r, %s)" % (self.pick(["abc", "key", "z"]), self.expr("int", 0))),
                (1, lambda: "{w: len(w) for w in %s}" % self.expr("ls", 0)),
            ]
        return self.weighted(table)()

    def make_si(self, depth):
        name = self.pick(["v", "k", "m"])
        if depth <= 0:
            return "{%s}" % ", ".join(self.int_literal() for _ in range(self.between(1, 6)))
        return self.weighted([
            (3, lambda: "{%s}" % ", ".join(self.expr("int", 0) for _ in range(self.between(1, 7)))),
            (2, lambda: "set(%s)" % self.source_of_ints()),
            (1, lambda: "{%s %% %d for %s in %s}" % (name, self.between(2, 40), name, self.source_of_ints())),
            (2, lambda: "%s %s %s" % (self.expr("si", 0), self.pick("|&-^"), self.expr(self.pick(["si", "fs"]), 0))),
            (1, lambda: "%s.%s(%s)" % (self.paren(self.expr("si", 0)), self.pick(["union", "difference", "intersection",
                                       "symmetric_difference"]), self.source_of_ints())),
            (1, lambda: "%s.copy()" % self.paren(self.expr("si", 0))),
        ])()

    def make_fs(self, depth):
        return "frozenset(%s)" % self.pick([self.source_of_ints(), self.expr("si", 0)])

    def make_ti(self, depth):
        return self.make_tuple("ti", "int", depth)

    def make_ta(self, depth):
        return self.make_tuple("ta", "any", depth)

    def make_tuple(self, type_, element, depth):
        def literal():
            parts = [self.expr(element, depth) for _ in range(self.between(0, 4))]
            return "(%s%s)" % (", ".join(parts), "," if len(parts) == 1 else "")
        if depth <= 0:
            return literal()
        source = {"ti": "li", "ta": "la"}[type_]
        return self.weighted([
            (5, literal),
            (1.5, lambda: "tuple(%s)" % self.expr(source, 0)),
            (1, lambda: "%s + %s" % (self.expr(type_, 0), self.expr(type_, 0))),
            (1, lambda: "%s * %s" % (self.expr(type_, 0), self.small(0, 3))),
            (1, lambda: "%s[%s]" % (self.expr(type_, 0), self.slice_text())),
            (0.5, lambda: "(*%s, %s)" % (self.expr(source, 0), self.expr(element, 0))),
        ])()

    # Objects and the rest.

    def usable_classes(self):
        return [cls for cls in self.classes if not cls.abstract] or self.classes

    def make_obj(self, depth):
        if not self.classes:
            return "None"
        return self.construct(self.pick(self.usable_classes()), depth)

    def construct(self, cls, depth, tag=None):
        """A call of a class; its first argument is the instance's tag."""
        first = tag if tag is not None else str(self.between(1, 99))
        return "%s(%s)" % (cls.name, ", ".join([first] + self.arguments(cls.parameters, depth)))

    def make_any(self, depth):
        return self.weighted([
            (2, lambda: self.expr("int", depth)), (2, lambda: self.expr("str", depth)),
            (1, lambda: "None"), (1, lambda: self.expr("float", depth)), (1.5, lambda: self.expr("li", depth)),
            (1, lambda: self.expr("ti", depth)), (1, lambda: self.expr("da", depth) if depth > 0 else "{}"),
            (2, lambda: self.expr("obj", depth)), (0.7, lambda: self.expr("si", depth)),
            (0.7, lambda: self.expr("la", depth) if depth > 0 else "[]"), (0.5, lambda: self.expr("bool", depth)),
            (0.5, lambda: self.expr("bytes", depth)), (0.5, lambda: self.expr("fs", depth)),
        ])()

    def make_ref(self, depth):
        var = self.some("obj")
        return "weakref.ref(%s)" % (var.name if var is not None else "sys.modules['sys']")

    def make_exc(self, depth):
        return "%s(%s)" % (self.pick(["ValueError", "KeyError", "RuntimeError", "TypeError"]), self.expr("any", 0))

    def make_it(self, depth):
        name = self.pick(["v", "k", "m"])
        generators = [f for f in self.functions if f.kind == "generator" and f.cost * self.loop < 300]
        if generators and self.chance(0.5):
            return self.call(self.pick(generators), depth)
        return self.weighted([
            (1, lambda: "iter(%s)" % self.source_of_ints()),
            (2, lambda: "(%s + 1 for %s in %s)" % (name, name, self.source_of_ints())),
            (1, lambda: "map(abs, %s)" % self.source_of_ints()),
            (0.7, lambda: "filter(None, %s)" % self.source_of_ints()),
            (0.7, lambda: "reversed(%s)" % self.expr("li", 0)),
        ])()

    def make_fn(self, depth):
        return "lambda %s=%s: %s" % (self.pick(["a", "b"]), self.expr("int", 0), self.expr("int", 0))

    def attribute(self, type_):
        """An attribute of a known object, or None."""
        var = self.some("obj")
        if var is None or var.info is None:
            return None
        names = [n for n, t in var.info.all_attributes() if t == type_]
        return "%s.%s" % (var.name, self.pick(names)) if names else None

    def identity(self, depth):
        type_ = self.pick(["int", "str", "ti", "li", "float", "obj", "fs", "any", "bytes", "ta"])
        left, right = self.expr(type_, depth), self.expr(type_, depth)
        if left.isidentifier() and right.isidentifier():
            return "%s is %s%s" % (left, self.pick(["", "", "not "]), right)
        calls = (left + right).count("(") > (left + right).count(", ") or ")." in left + right
        if calls or type_ not in ("ti", "ta", "li"):
            # Several blocks of one size come and go: which are reused depends on how full each pool is.
            return "%s %s %s" % (self.paren(left), self.pick(["==", "!="]), self.paren(right))
        return "id(%s) == id(%s)" % (left, right)

    # Calls of the program's own functions.

    def call_returning(self, type_, depth):
        if self.in_comprehension:
            return None
        found = [f for f in self.functions if f.returns == type_ and f.kind == "plain"
                 and f.cost * self.loop < 300 and (self.risky or not f.raises)]
        return self.call(self.pick(found), depth) if found else None

    def call(self, function, depth):
        self.cost_here += function.cost * self.loop
        return "%s(%s)" % (function.name, ", ".join(self.arguments(function.parameters, depth)))

    def arguments(self, parameters, depth):
        """Arguments for parameters (name, type, default or None, kind)."""
        arguments = []
        keyword = False
        star = any(kind == "args" for _, _, _, kind in parameters)
        for name, type_, default, kind in parameters:
            if kind == "args":
                if not keyword:
                    arguments += [self.expr("int", 0) for _ in range(self.between(0, 3))]
                continue
            if kind == "kwargs":
                if self.chance(0.5):
                    arguments.append("extra=%s" % self.expr("int", 0))
                continue
            if default is not None and self.chance(0.5):
                keyword = True
                continue
            value = self.expr(type_, min(depth, 1))
            if keyword or kind == "keyword" or (not star and self.chance(0.15)):
                keyword = True
                value = "%s=%s" % (name, value)
            arguments.append(value)
        return arguments
