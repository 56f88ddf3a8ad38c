"""Statements: bindings, changes of containers, control flow, calls, exceptions."""

from .scope import CONTAINERS, MUTABLE

VALUE_TYPES = ["int", "int", "float", "str", "str", "bytes", "li", "li", "ls", "la", "lo", "di", "ds", "da",
               "si", "si", "ti", "ta", "fs", "obj", "obj", "any", "bool"]
ERRORS = ["ValueError", "KeyError", "TypeError", "IndexError", "ZeroDivisionError", "RuntimeError",
          "LookupError", "ArithmeticError", "AttributeError"]


class Statements:
    """Mixed into the writer."""

    def body(self, count):
        for _ in range(count):
            self.statement()

    def statement(self):
        if self.focus and self.chance(0.6):
            return getattr(self, self.focus + "_statement")()
        deep = self.level >= 4
        self.weighted([
            (6, self.bind), (5, self.show), (6, self.change), (2, self.rebind), (1.5, self.delete),
            (2.5, self.object_statement), (3, self.call_statement), (1, self.alias), (1, self.unpack),
            (0 if deep else 2.5, self.if_statement), (0 if deep else 2.5, self.for_statement),
            (0 if deep else 0.6, self.while_statement), (0 if deep else 3, self.try_statement),
            (0 if deep else 1.2, self.with_statement), (0 if deep else 0.3, self.match_statement),
            (7, self.memory_statement), (3.5, self.language_statement), (1.5, self.library_statement),
            (1.5, self.protocol_statement), (2, self.corners_statement), (2.5, self.lifetimes_statement),
        ])()
        return None

    # Bindings.

    def bind(self):
        if self.loop > 200:
            return
        type_ = self.pick(VALUE_TYPES)
        if type_ in ("obj", "lo") and not self.classes:
            type_ = "la"
        if self.classes and type_ == "obj":
            cls = self.pick(self.usable_classes())
            value = self.construct(cls, 1)
            var = self.declare("obj", cls)
        else:
            value = self.expr(type_, 2)
            var = self.declare(type_)
        self.line("%s = %s" % (var.name, value))

    def rebind(self):
        var = self.some(*(VALUE_TYPES if self.classes else ["int", "str", "li", "la"]), own=self.in_function)
        if var is None or var.locked or self.is_outer(var):
            return self.bind()
        if var.type == "int":
            self.line(self.int_update(var))
        elif var.type == "str":
            self.line(self.pick(["%s = %s[:20] + %s" % (var.name, var.name, self.str_literal()),
                                 "%s = %s" % (var.name, self.expr("str", 1))]))
        elif var.type == "obj":
            if var.info is not None:
                self.line("%s = %s" % (var.name, self.construct(var.info, 1)))
        else:
            self.line("%s = %s" % (var.name, self.fresh_value(var.type, 2)))

    def int_update(self, var):
        return self.pick(["%s += %s" % (var.name, self.int_literal()), "%s -= %s" % (var.name, self.int_literal()),
                          "%s = (%s * 3 + 1) %% 1000003" % (var.name, var.name), "%s ^= %s" % (var.name, self.int_literal())])

    def is_outer(self, var):
        """A name of the module, seen from a function: binding it would make it local."""
        scope = self.scope
        while scope is not None:
            if scope.vars.get(var.name) is var:
                return scope.function != self.scope.function
            scope = scope.parent
        return True

    def alias(self):
        var = self.some(*CONTAINERS, "obj", "any")
        if var is None:
            return self.bind()
        other = self.declare(var.type, var.info)
        other.alias = var.alias = True
        other.locked = var.locked
        if self.chance(0.15):
            self.line("%s = %s = %s" % (self.declare("any").name, other.name, var.name))
        else:
            self.line("%s = %s" % (other.name, var.name))

    def unpack(self):
        source = self.pick(["li", "ti"])
        value = self.expr(source, 1)
        if self.risky and self.chance(0.5):
            names = [self.declare("int").name for _ in range(2)]
            self.line("%s = %s" % (", ".join(names), value))
            return
        rest = "*" + self.declare("li").name
        value = "[%s, *%s]" % (self.int_literal(), value)
        first = self.declare("int")
        self.line("%s, %s = %s" % (first.name, rest, value))

    def delete(self):
        var = self.some(own=True)
        if var is None or var.pinned or var.locked:
            return self.show()
        self.forget(var)
        if var.type == "fn" and self.chance(0.5):
            self.line("%s = None" % var.name)
        else:
            self.line("del %s" % var.name)

    # Output.

    def show(self):
        if self.loop > 60:
            return
        choice = self.between(0, 6)
        if choice <= 2:
            var = self.some("int", "float", "str", "bytes", "bool", *CONTAINERS, "obj", "any")
            text = var.name if var is not None else self.expr("int", 2)
            self.line("print(%s)" % text)
        elif choice == 3:
            self.line("print(%s, %s)" % (self.expr("str", 2), self.expr(self.pick(["int", "float", "bool"]), 2)))
        elif choice == 4:
            self.line("print(%s)" % self.fstring(1))
        elif choice == 5:
            self.line("print(%s, sep=%r)" % (", ".join(self.expr(self.pick(["int", "str", "li", "ti", "bool", "di", "any"]), 2)
                                             for _ in range(self.between(2, 3))), self.pick([" ", "-", ""])))
        else:
            var = self.some("la", "da", "lo", "si", "di")
            self.line("print(len(log), log[-3:]%s)" % (", len(%s)" % var.name if var is not None else ""))

    # Changes of containers and of objects.

    def change(self):
        if self.loop > 200:
            return
        var = self.some(*MUTABLE)
        if var is None or var.locked:
            return self.bind()
        element = {"li": "int", "ls": "str", "lf": "float", "la": "any", "lo": "obj", "di": "int", "ds": "int", "da": "any",
                   "si": "int"}[var.type]
        if element == "obj" and not self.classes:
            return
        if var.type[0] == "l":
            self.change_list(var, element)
        elif var.type[0] == "d":
            self.change_dict(var, element)
        else:
            self.change_set(var)

    def change_list(self, var, element):
        name = var.name
        one = lambda: self.expr(element, 1)
        table = [
            (5, lambda: "%s.append(%s)" % (name, one())),
            (2, lambda: "%s.extend(%s)" % (name, "[%s, %s]" % (one(), one()))),
            (1, lambda: "%s += [%s]" % (name, one()) if not self.is_outer(var) else "%s.extend((%s,))" % (name, one())),
            (1.5, lambda: "%s.insert(%d, %s)" % (name, self.between(-1, 2), one())),
            (1, lambda: "%s[%s:%s] = [%s]" % (name, self.small(0, 2), self.small(2, 5), ", ".join(one() for _ in range(self.between(0, 3))))),
            (1, lambda: "del %s[%s]" % (name, self.pick(["1:", ":2", "-1:", "::2", ":", "1:3"]))),
            (0.8, lambda: "%s.clear()" % name),
            (0.8, lambda: "%s.reverse()" % name),
            (1, lambda: "if %s:\n    %s" % (name, self.pick(["%s.pop()", "print(%s.pop(0))", "%s.pop(-1)", "del %s[0]"]) % name)),
            (0.7, lambda: "while len(%s) > %s:\n    %s.pop()" % (name, self.small(0, 4), name)),
            (0.7, lambda: "for each in range(%d):\n    %s.append(%s)" % (self.between(3, 40), name, {"int": "each", "float": "each / 2",
                          "str": "str(each)"}.get(element, "None" if element == "any" else one())) if self.loop < 10 else "pass"),
        ]
        if element in ("int", "float", "str"):
            table.append((1, lambda: "%s.sort(%s)" % (name, self.pick(["", "reverse=True", "key=str", "key=lambda v: (len(str(v)), v)"]))))
        if element == "any":
            table += [(0.6, lambda: "%s.append(%s)" % (name, name)), (1, lambda: "%s.append(%s)" % (name, self.name_or("obj", 0)))]
        if self.risky:
            table += [(2, lambda: "%s.remove(%s)" % (name, one())), (2, lambda: "%s[%s] = %s" % (name, self.small(-2, 4), one())),
                      (1, lambda: "print(%s.pop(%s))" % (name, self.small(0, 3))), (1, lambda: "%s[::2] = [%s]" % (name, one())),
                      (0.7, lambda: "%s.sort()" % name)]
        self.line(self.weighted(table)())

    def change_dict(self, var, element):
        name = var.name
        key = self.key if var.type in ("ds", "da") else lambda: self.expr("int", 0)
        one = lambda: self.expr(element, 1)
        table = [
            (6, lambda: "%s[%s] = %s" % (name, key(), one())),
            (1.5, lambda: "%s.update({%s: %s, %s: %s})" % (name, key(), one(), key(), one())),
            (1.5, lambda: "%s.pop(%s, None)" % (name, key())),
            (1.5, lambda: "print(%s.setdefault(%s, %s))" % (name, key(), one())),
            (1, lambda: "if %s:\n    print(%s.popitem())" % (name, name)),
            (0.7, lambda: "%s.clear()" % name),
            (1, lambda: "for each in range(%d):\n    %s[%s] = %s" % (self.between(3, 30), name, "each" if var.type == "di" else "'k%d' % each",
                        "each" if element == "int" else one()) if self.loop < 10 else "pass"),
            (1, lambda: "for key in list(%s)[%s]:\n    del %s[key]" % (name, self.slice_text(), name)),
            (0.7, lambda: "%s |= {%s: %s}" % (name, key(), one()) if not self.is_outer(var) else "pass"),
            (1, lambda: "print(%s)" % self.pick(["list(%s.items())", "list(%s)[-2:]", "len(%s.keys())", "sorted(%s)", "list(reversed(%s.values()))",
                        "%s.keys() & {1, 2}" if var.type == "di" else "sorted(%s.keys() - {'a'})"]) % name),
        ]
        if var.type in ("da",):
            table += [(0.7, lambda: "%s['self'] = %s" % (name, name)), (1, lambda: "%s['obj'] = %s" % (name, self.name_or("obj", 0)))]
        if self.risky:
            table += [(2, lambda: "del %s[%s]" % (name, key())), (2, lambda: "print(%s[%s])" % (name, key())),
                      (1, lambda: "print(%s.pop(%s))" % (name, key())),
                      (1, lambda: "for key in %s:\n    %s[%s] = %s" % (name, name, "key + 1" if var.type == "di" else "key + '_'", one())),
                      (0.7, lambda: "for key in %s:\n    %s.pop(key)" % (name, name)),
                      (0.3, lambda: "%s[[]] = 1" % name)]
        self.line(self.weighted(table)())

    def change_set(self, var):
        name = var.name
        one = lambda: self.expr("int", 1)
        table = [
            (5, lambda: "%s.add(%s)" % (name, one())), (2, lambda: "%s.discard(%s)" % (name, one())),
            (1.5, lambda: "%s.update(%s)" % (name, self.source_of_ints())),
            (1, lambda: "if %s:\n    print(%s.pop())" % (name, name)),
            (0.6, lambda: "%s.clear()" % name),
            (1, lambda: "%s.%s(%s)" % (name, self.pick(["difference_update", "intersection_update", "symmetric_difference_update"]), self.source_of_ints())),
            (1, lambda: "%s %s %s" % (name, self.pick(["|=", "-=", "&=", "^="]), self.expr("si", 0)) if not self.is_outer(var) else "pass"),
            (1, lambda: "for each in range(%d):\n    %s.%s(each * %s)" % (self.between(3, 40), name, self.pick(["add", "add", "discard"]), self.small())
                if self.loop < 10 else "pass"),
            (1, lambda: "for each in %s:\n    print(each, end=' ')\nprint()" % name if self.loop < 4 else "pass"),
        ]
        if self.risky:
            table += [(1.5, lambda: "%s.remove(%s)" % (name, one())), (0.7, lambda: "for each in %s:\n    %s.add(each + 1)" % (name, name)),
                      (0.3, lambda: "%s.add([1])" % name)]
        self.line(self.weighted(table)())

    def object_statement(self):
        var = self.some("obj")
        if var is None or var.info is None or self.loop > 60:
            return self.bind()
        cls, name = var.info, var.name
        attributes = [a for a in cls.all_attributes() if a[0] not in ("tag", "view")]
        attribute, type_ = self.pick(attributes) if attributes else ("other", "any")
        table = [
            (3, lambda: "%s.%s = %s" % (name, attribute, self.expr(type_, 1))),
            (2, lambda: "%s.other = %s" % (name, self.expr("any", 1))),
            (1.5, lambda: "%s.other = %s" % (name, self.name_or("obj", 1))),
            (1, lambda: "%s.other = %s" % (name, name)),
            (1, lambda: "print(%s, %s.%s)" % (name, name, attribute)),
            (1, lambda: "print(hasattr(%s, %r), getattr(%s, %r, None))" % (name, self.pick(["other", "nothing", "items", "virtual_x"]), name, self.pick(["tag", "gone", "made"]))),
            (0.8, lambda: "setattr(%s, %r, %s)" % (name, attribute, self.expr(type_, 1))),
        ]
        if cls.methods or cls.all_methods():
            method = self.pick(cls.all_methods())[0]
            arguments = {"link": self.expr("any", 1), "absorb": ", ".join(self.expr("any", 0) for _ in range(self.between(0, 3))),
                         "grow": self.pick(["", "3", "5"])}.get(method, "")
            table.append((4, lambda: "print(%s.%s(%s))" % (name, method, arguments) if method not in ("link",) else "%s.link(%s)" % (name, arguments)))
            table.append((0.8, lambda: "bound = %s.%s\nprint(bound.__self__ is %s, bound == %s.%s, %s.%s is %s.%s)\ndel bound" % (
                (name, method, name) + (name, method) * 3)))
        flags = cls.flags
        if "slots" not in flags and cls.builtin != "Exception":
            table += [(1.2, lambda: "print(sorted(vars(%s)))" % name), (0.8, lambda: "%s.__dict__[%r] = %s" % (name, self.pick(["added", "label", "k2"]), self.expr("int", 1))),
                      (1, lambda: "%s.%s = %s" % (name, self.pick(["dynamic", "late", "mark"]), self.expr("any", 1)))]
        if "iter" in flags:
            table.append((1.5, lambda: "print(list(%s))" % name))
            table.append((0.7, lambda: "head, *others = %s\nprint(head, others)" % name))
        if "call" in flags:
            table.append((1.5, lambda: "print(%s(%s))" % (name, self.small())))
        if "add" in flags:
            table.append((1.5, lambda: "print(%s + %s)" % (name, self.small())))
            if not self.is_outer(var):
                table.append((0.7, lambda: "%s += 1" % name))
        if "getitem" in flags:
            table.append((1.5, lambda: "print(len(%s), %s[0] if len(%s) else None, 2 in %s)" % ((name,) * 4) if self.risky else "print(len(%s))" % name))
            if "iter" not in flags and self.risky:
                table.append((1, lambda: "print(list(%s), sum(%s))" % (name, name)))
        if "make" in flags and self.loop < 20:
            table.append((1.5, lambda: "%s.other = %s.make(%s)" % (name, cls.name, self.small())))
            table.append((0.5, lambda: "print(%s.double(%s))" % (self.pick([name, cls.name]), self.small())))
        if "made" in flags:
            table.append((1, lambda: "print(%s.made, type(%s).made)" % (name, name)))
        if cls.properties:
            attribute, type_ = cls.properties[0]
            table.append((1.5, lambda: "%s.view = %s" % (name, self.expr(type_, 1))))
        if "hash" in flags:
            table.append((1, lambda: "print({%s: 1}, %s in {%s}, %s == %s)" % (name, name, name, name, self.name_or("obj", 0))))
        if cls.builtin in ("list",):
            table.append((2, lambda: self.pick(["%s.append(%s)", "%s.extend([%s])", "%s += [%s]" if not self.is_outer(var)
                          else "%s.append(%s)"]) % (name, self.expr("any", 1))))
        if cls.builtin == "dict":
            table.append((2, lambda: "%s[%s] = %s" % (name, self.key(), self.expr("any", 1))))
        if cls.builtin == "set":
            table.append((2, lambda: "%s.add(%s)" % (name, self.expr("int", 1))))
        if self.risky:
            table += [(1.5, lambda: "print(%s.%s)" % (name, self.pick(["nothing", "oter", "view", "tags", "virtual_y"]))),
                      (1, lambda: "del %s.%s" % (name, attribute)), (0.7, lambda: "%s.view = 1" % name),
                      (0.7, lambda: "print(%s < %s)" % (name, name)), (0.7, lambda: "%s()" % name if "call" not in flags else "%s(1, 2, 3)" % name),
                      (0.5, lambda: "%s(%s)" % (cls.name, self.pick(["", "1, 2, 3, 4, 5, 6, 7", "tag=1, bogus=2"]))),
                      (0.7, lambda: "hash(%s)\nprint('hashable')" % name), (0.5, lambda: "%s.blocked = 1" % name)]
        self.line(self.weighted(table)())

    # Calls.

    def call_statement(self):
        found = [f for f in self.functions if f.cost * self.loop < 200 and (self.risky or not f.raises)]
        if not found or self.loop > 60:
            return self.change()
        function = self.pick(found)
        if function.kind == "plain":
            value = self.call(function, 2)
            if self.chance(0.35):
                self.line(value)
            elif self.chance(0.5) and function.returns != "obj":
                var = self.declare(function.returns)
                self.line("%s = %s" % (var.name, value))
            else:
                self.line("print(%s)" % value)
        elif function.kind == "recursive":
            self.line("%s(%s(%s, %s))" % (self.pick(["print", "str"]), function.name, self.between(0, 6), self.expr("any", 0)))
        elif function.kind == "generator":
            self.use_generator(function)
        elif function.kind.startswith("factory"):
            var = self.declare("fn", function)
            self.line("%s = %s" % (var.name, self.call(function, 1)))
            for _ in range(self.between(1, 3)):
                self.use_closure(var)

    def use_closure(self, var=None):
        var = var or self.some("fn")
        if var is None or var.info is None:
            return
        name = var.name
        self.line(self.weighted([
            (4, lambda: "print(%s(%s))" % (name, self.pick(["", "2", "10"])) if self.risky or var.info.kind == "factory" else "print(%s.__name__)" % name),
            (1, lambda: "print([type(cell.cell_contents).__name__ for cell in %s.__closure__])" % name if self.risky else "print(len(%s.__closure__))" % name),
            (1, lambda: "print(sys.getrefcount(%s), sys.getrefcount(%s.__closure__))" % (name, name)),
            (1, lambda: "print(%s.__code__.co_freevars, %s.__defaults__)" % (name, name)),
            (0.7, lambda: "%s.reset()" % name if var.info.kind == "factory_reset" and self.risky else "%s.extra = %s" % (name, self.expr("any", 0))),
        ])())

    def use_generator(self, function):
        var = self.declare("it")
        self.line("%s = %s" % (var.name, self.call(function, 1)))
        for _ in range(self.between(1, 4)):
            self.line(self.weighted([
                (3, "print(next(%s, 'end'))" % var.name), (1, "print(list(%s))" % var.name),
                (1, "print(%s.gi_frame is None, %s.gi_running)" % (var.name, var.name)),
                (0.7, "%s.close()" % var.name), (0.8, "print(sys.getrefcount(%s))" % var.name),
                (0.7, "print(sum(%s))" % var.name), (0.4, "print(sys.getsizeof(%s))" % var.name),
                (1 if self.risky else 0, "print(%s.send(%s))" % (var.name, self.int_literal())),
                (1 if self.risky else 0, "print(next(%s))" % var.name),
                (1 if self.risky else 0, "%s.throw(%s)" % (var.name, self.pick(["ValueError('thrown')", "KeyError", "StopIteration(3)"]))),
            ]))
        if self.chance(0.5):
            self.line("del %s" % var.name)
            self.forget(var)

    # Control flow.

    def if_statement(self):
        with self.block("if %s:" % self.expr("bool", 2)):
            self.body(self.between(1, 3))
        if self.chance(0.3):
            with self.block("elif %s:" % self.expr("bool", 1)):
                self.body(1)
        if self.chance(0.4):
            with self.block("else:"):
                self.body(self.between(1, 2))

    def for_statement(self):
        if self.loop > 20:
            return self.change()
        most = self.between(2, 5)
        kind = self.between(0, 6)
        target = self.declare("int", name=self.fresh("i"))
        del self.scope.vars[target.name]
        header, first, type_, info = None, None, "int", None
        if kind <= 1:
            header = "for %s in range(%d):" % (target.name, most)
        elif kind == 2:
            header = "for %s in %s[:%d]:" % (target.name, self.expr("li", 1), most)
        elif kind == 3:
            source = self.pick(["si", "di", "ti", "fs"])
            header = "for at, %s in enumerate(%s):" % (target.name, self.expr(source, 1))
            first = "if at >= %d:\n    %s" % (most, "break")
        elif kind == 4:
            header, type_ = "for key, %s in list(%s.items())[:%d]:" % (target.name, self.expr("da", 1), most), "any"
        elif kind == 5:
            header, type_ = "for %s in %s[:%d]:" % (target.name, self.expr(self.pick(["la", "ta"]), 1), most), "any"
        else:
            header, type_ = "for %s in %s[:%d]:" % (target.name, self.expr("ls", 1), most), "str"
        with self.block(header, loop=most):
            var = self.declare(type_, info, name=target.name)
            var.pinned = True
            if first:
                self.line(first)
            self.body(self.between(1, 3))
            if self.chance(0.15):
                self.line("if %s:\n    %s" % (self.expr("bool", 1), self.pick(["break", "continue"])))
        if self.chance(0.12):
            with self.block("else:"):
                self.body(1)

    def while_statement(self):
        if self.loop > 10:
            return self.change()
        name = self.fresh("guard")
        self.line("%s = %d" % (name, self.between(1, 4)))
        with self.block("while %s > 0%s:" % (name, " and %s" % self.expr("bool", 1) if self.chance(0.3) else ""), loop=4):
            self.line("%s -= 1" % name)
            self.body(self.between(1, 2))

    def try_statement(self):
        with self.block("try:", risky=True):
            self.body(self.between(1, 3))
            if self.chance(0.35):
                self.raise_statement()
        caught = self.weighted([(4, "Exception"), (2, "(%s)" % ", ".join(self.random.sample(ERRORS, 3))), (2, self.pick(ERRORS)), (0.5, "BaseException")])
        name = self.fresh("e")
        after = None
        if caught != "Exception" or self.chance(0.9):
            after = self.handler(caught, name)
        else:
            with self.block("except Exception:"):
                self.line("print('failed', sys.exc_info()[0].__name__)")
                self.body(1)
        if caught not in ("Exception", "BaseException"):
            with self.block("except Exception as %s:" % name):
                self.line("print('other', type(%s).__name__, %s)" % (name, name))
        if self.chance(0.2):
            with self.block("else:"):
                self.body(1)
        if self.chance(0.2):
            with self.block("finally:"):
                self.body(1)
        if after is not None:
            self.line(after)

    def handler(self, caught, name):
        """Write an except clause; what to do with a kept exception after the whole statement."""
        keep = False
        with self.block("except %s as %s:" % (caught, name)):
            self.line(self.pick(["print(type({0}).__name__, {0})", "print(repr({0}))", "print(type({0}).__name__, {0}.args)",
                                 "print('caught', {0}, type({0}.__context__).__name__)"]).format(name))
            if self.chance(0.4):
                self.body(1)
            if self.chance(0.3):
                keep = True
                self.line("errors.append(%s)" % name)
            if self.chance(0.15):
                self.line("print(%s)" % self.pick(["sys.getrefcount({0})", "{0}.__traceback__.tb_lineno", "{0}.__traceback__.tb_next is None",
                                                   "{0}.__suppress_context__, {0}.__cause__ is None", "sorted({0}.__traceback__.tb_frame.f_code.co_varnames)",
                                                   "sys.exc_info()[1] is {0}"]).format(name))
            if self.chance(0.1):
                self.line("try:\n    raise RuntimeError('second') from %s\nexcept RuntimeError as again:\n    print(again.__cause__ is %s, again.__context__ is %s)\n    %s" % (
                    name, name, name, self.pick(["errors.append(again)", "again.__cause__ = None"])))
        if not keep or self.chance(0.5):
            return None
        return self.pick(["print(len(errors), len(gc.get_referrers(errors[-1])) if errors else 0)", "errors.clear()", "del errors[:1]",
                                 "if errors:\n    errors[-1].__traceback__ = None", "if errors:\n    print(sys.getrefcount(errors[-1]))",
                                 "if errors:\n    trace = errors[-1].__traceback__\n    while trace:\n        if trace.tb_frame.f_code.co_filename == __file__:\n            print(trace.tb_frame.f_code.co_name, trace.tb_lineno)\n        trace = trace.tb_next\n    del trace"])

    def raise_statement(self):
        self.line(self.weighted([
            (3, lambda: "raise %s(%s)" % (self.pick(ERRORS), self.pick(["", "'why'", self.expr("int", 0), self.expr("str", 1)]))),
            (1, lambda: "raise %s" % self.pick(ERRORS)),
            (1, lambda: "assert %s, %s" % (self.expr("bool", 1), self.expr("str", 0))),
            (1, lambda: "{}[%s]" % self.expr("str", 0)),
            (1, lambda: "undefined_name_%d" % self.between(1, 3)),
            (0.7, lambda: "raise ValueError('outer') from %s('inner')" % self.pick(ERRORS)),
            (0.5, lambda: "int('%s')" % self.pick(["x", "1.5", ""])),
        ])())

    def with_statement(self):
        managers = [c for c in self.classes if "with" in c.flags]
        if not managers:
            return self.change()
        cls = self.pick(managers)
        risky = self.risky or "swallows" in cls.flags
        name = self.fresh("manager")
        item = "%s as %s" % (self.construct(cls, 1), name)
        if self.chance(0.2):
            item += ", %s" % self.construct(self.pick(managers), 1)
        with self.block("with %s:" % item, risky=risky):
            self.declare("obj", cls, name=name).pinned = True
            self.body(self.between(1, 2))
            if risky and self.chance(0.3):
                self.raise_statement()

    def match_statement(self):
        with self.block("match %s:" % self.expr("any", 1)):
            self.line("case int(whole) if whole > 5:\n    print('big', whole)")
            self.line("case [head, *others]:\n    print('sequence', head, len(others))")
            self.line("case {'a': inner}:\n    print('has a', inner)")
            self.line("case str() | bytes():\n    print('text')")
            self.line("case None | False:\n    print('nothing')")
            self.line("case other:\n    print('other', type(other).__name__)")
