"""Statements that look at memory: counts, sizes, identities, collections, weak references."""

from .scope import CONTAINERS

COUNTED = ("li", "ls", "la", "lo", "di", "ds", "da", "si", "obj", "fn", "it", "lf")

class Memory:
    """Mixed into the writer."""

    def memory_statement(self):
        if self.loop > 40:
            return
        heavy = self.loop <= 4
        self.weighted([
            (5, self.count), (4, self.size), (2, self.same), (2, self.cycle), (2.5 if heavy else 0, self.collect),
            (2, self.weak), (1.5, self.weak_use), (1, self.tracked), (1, self.referents), (1, self.referrers),
            (1, self.reuse), (1.2, self.copied), (0.8 if heavy else 0, self.population), (0.8, self.counters),
            (1 if heavy else 0, self.generations), (0.5 if heavy else 0, self.hooks), (0.4 if heavy else 0, self.freezing),
            (0.5 if heavy else 0, self.save_all), (0.7, self.nested), (0.8, self.growth), (0.5 if heavy else 0, self.automatic),
            (0.7, self.weak_containers), (0.7, self.class_in_function), (0.5, self.frames), (0.8, self.interned),
            (1 if heavy else 0, self.blocks), (1, self.kept_exception), (0.8, self.suspended), (0.6, self.finalizer_object),
        ])()

    def count(self):
        var = self.some(*COUNTED)
        if var is None:
            return self.size()
        name = var.name
        self.line(self.weighted([
            (5, "print(sys.getrefcount(%s))" % name),
            (1, "print(sys.getrefcount(%s) - len(gc.get_referrers(%s)))" % (name, name)),
            (1, "more = [%s] * %s\nprint(sys.getrefcount(%s))\ndel more" % (name, self.small(), name)),
            (1, "pair_of = (%s, %s)\nprint(sys.getrefcount(%s), sys.getrefcount(pair_of))\ndel pair_of" % (name, name, name)),
            (1, "hold = lambda: %s\nprint(sys.getrefcount(%s))\ndel hold" % (name, name)),
            (0.7, "print((lambda given: sys.getrefcount(given))(%s))" % name),
            (0.7, "print([sys.getrefcount(each) for each in [%s]])" % name),
            (0.7, "print(max([sys.getrefcount(%s), 0]), [*map(sys.getrefcount, [%s])])" % (name, name)),
            (0.6, "print(sys.getrefcount(type(%s)) - sys.getrefcount(type(%s)))" % (name, name)),
        ]))

    def size(self):
        var = self.some("int", "float", "str", "bytes", *CONTAINERS, "obj", "any")
        name = var.name if var is not None else self.expr("li", 2)
        self.line(self.weighted([
            (4, lambda: "print(sys.getsizeof(%s))" % name),
            (1, lambda: "print(sys.getsizeof(%s), sys.getsizeof(%s))" % (name, self.expr(self.pick(["int", "str", "li", "di", "si", "ti", "ds"]), 2))),
            (1, lambda: "print(%s.__sizeof__())" % self.paren(name) if var is not None else "print(sys.getsizeof([]))"),
            (0.7, lambda: "print(sys.getsizeof(getattr(%s, '__dict__', 5)))" % name),
            (0.5, lambda: "print([sys.getsizeof(each) for each in %s[:4]])" % self.expr("la", 1)),
        ])())

    def same(self):
        self.line("print(%s)" % ", ".join(self.identity(2) for _ in range(self.between(1, 3))))

    def interned(self):
        name = self.fresh("built")
        literal = self.pick(["alpha", "two words", "key_1", "x", "ab"])
        self.line("%s = ''.join(%r)" % (name, list(literal)))
        self.line(self.pick([
            "print(%s is %r[:], sys.intern(%s) is %r[:])", "print(id(%s) == id(%r), id(sys.intern(%s)) == id(%r))",
        ]) % (name, literal, name, literal))
        self.line(self.pick(["print({%s: 1}[%r], getattr(log, %s, None))" % (name, literal, name),
                             "print(%s[0] is %s[:1], %s[1:] is %s)" % (name, name, name, name),
                             "print(int('%s') is int('%s'), str(5) is str(5))" % ((self.pick(["256", "257", "-5", "-6"]),) * 2)]))
        self.line("del %s" % name)

    # Garbage.

    def cycle(self):
        classes = [c for c in self.usable_classes() if c.builtin not in ("int", "tuple")] if self.classes else []
        name = self.fresh("knot")
        choice = self.between(0, 7) if classes else self.between(0, 2)
        if choice == 0:
            text = "%s = [%s]\n%s.append(%s)" % (name, self.expr("any", 1), name, name)
        elif choice == 1:
            text = "%s = {'me': None, 'x': %s}\n%s['me'] = %s" % (name, self.expr("any", 1), name, name)
        elif choice == 2:
            text = "%s = []\n%s.append((%s, %s))" % (name, name, self.expr("any", 1), name)
        elif choice in (3, 4):
            cls = self.pick(classes)
            text = "%s = %s\n%s.other = %s" % (name, self.construct(cls, 1), name, self.pick([name, "[%s]" % name, "(%s, 1)" % name, "{'k': %s}" % name]))
        else:
            first, second = self.pick(classes), self.pick(classes)
            text = "%s = [%s, %s]\n%s[0].other = %s[1]\n%s[1].other = %s[%d]" % (
                name, self.construct(first, 1), self.construct(second, 1), name, name, name, name, self.between(0, 1))
            if choice == 7:
                text += "\n%s.append(%s)" % (name, self.pick([name, name + "[0]", name + "[1].other"]))
        self.line(text)
        if self.chance(0.2):
            var = self.declare("any", name=name)
            var.alias = True
        else:
            self.line("del %s" % name)
        if self.chance(0.4) and self.loop <= 6:
            self.collect()

    def collect(self):
        generation = self.pick(["", "", "0", "1", "2"])
        self.line(self.weighted([
            (4, "print('collected', gc.collect(%s))" % generation),
            (1, "gc.collect(%s)" % generation),
            (1, "print(gc.collect(0), gc.collect(1), gc.collect(2))"),
            (0.7, "print(gc.collect(), gc.get_count())"),
            (0.6, "before = gc.get_stats()[2]\ngc.collect()\nafter = gc.get_stats()[2]\nprint({k: after[k] - before[k] for k in after})\ndel before, after"),
        ]))

    def counters(self):
        self.line(self.pick([
            "print(gc.isenabled(), gc.get_threshold(), len(gc.garbage))",
            "gc.disable()\nprint(gc.isenabled())", "gc.enable()", "gc.set_threshold(%d)" % self.pick([500, 700, 0, 1000]),
            "gc.set_threshold(700, 10, 10)",
        ]))

    def generations(self):
        if "del raises" in self.features:
            return self.collect()
        made = self.pick(["[]", "[[], []]", "{'a': []}", "(1, [])", "(1, 2)", "set()", "lambda: 0", "{}", "{1: 2}", "[{}]"])
        name = self.fresh("young")
        self.line(self.pick([
            "gc.collect()\nstart = len(gc.get_objects(0))\n{0} = {1}\nprint(len(gc.get_objects(0)) - start)",
            "gc.collect()\n{0} = [{1} for _ in range(5)]\nprint(gc.get_count())",
            "gc.collect()\nfirst_count = gc.get_count()[0]\n{0} = {1}\nprint(gc.get_count()[0] - first_count)",
            "{0} = {1}\nprint([any(o is {0} for o in gc.get_objects(g)) for g in range(3)])\ngc.collect(%d)\nprint([any(o is {0} for o in gc.get_objects(g)) for g in range(3)])" % self.between(0, 2),
            "{0} = {1}\nprint(gc.is_tracked({0}))\ngc.collect()\nprint(gc.is_tracked({0}))",
        ]).format(name, made))
        if self.chance(0.7):
            self.line("del %s" % name)

    def population(self):
        cls = self.pick(self.classes) if self.classes else None
        type_name = cls.name if cls is not None and self.chance(0.7) else self.pick(["list", "dict", "set"])
        if type_name in ("list", "dict", "set"):
            name = self.fresh("before")
            self.line("%s = sum(type(o) is %s for o in gc.get_objects())" % (name, type_name))
            start = len(self.lines)
            self.body(1)
            made = "\n".join(self.lines[start:])
            if "import" in made or "freeze" in made:
                return  # a module's own objects, or the interpreter's that were set aside
            self.line("print(sum(type(o) is %s for o in gc.get_objects()) - %s)" % (type_name, name))
        else:
            self.line("print(sum(isinstance(o, %s) for o in gc.get_objects()))" % type_name)

    def blocks(self):
        if "del raises" in self.features:
            return self.size()
        name = self.fresh("blocks")
        self.line("%s = sys.getallocatedblocks()" % name)
        hold = self.fresh("held")
        self.line("%s = %s" % (hold, self.expr(self.pick(["li", "di", "ds", "si", "la", "ti", "obj", "str", "int"]), 1)))
        self.line("print(sys.getallocatedblocks() - %s)" % name)
        self.line("del %s" % hold)
        if self.chance(0.5):
            self.line("print(sys.getallocatedblocks() - %s)" % name)

    def tracked(self):
        var = self.some(*CONTAINERS, "obj", "any")
        if var is None:
            return self.size()
        self.line(self.pick(["print(gc.is_tracked({0}))", "print(gc.is_finalized({0}))",
                             "print(gc.is_tracked({0}), gc.is_tracked(({0}, 1)), gc.is_tracked({{'k': {0}}}))"]).format(var.name))

    def referents(self):
        var = self.some("li", "la", "lo", "di", "da", "ta", "obj", "si")
        if var is None:
            return self.size()
        self.line(self.pick(["print([type(o).__name__ for o in gc.get_referents({0})])", "print(len(gc.get_referents({0})))",
                             "print(len(gc.get_referents({0}, {0})))"]).format(var.name))

    def referrers(self):
        var = self.some("la", "lo", "da", "obj", "li")
        if var is None:
            return self.size()
        self.line(self.pick(["print(len(gc.get_referrers({0})))", "print(sorted(type(o).__name__ for o in gc.get_referrers({0})))",
                             "print(any(o is globals() for o in gc.get_referrers({0})))"]).format(var.name))

    def reuse(self):
        kind = self.pick(["[]", "[1, 2]", "{}", "{'a': 1}", "{1, 2}", "(lambda: 0)", "object()", "float('1.5')", "'ab' * 7", "[None] * 9", "bytearray(5)", "int('1234567')"])
        other = self.pick([kind, kind, "[]", "{}", "object()", "[0] * 3", "float('2.5')"])
        simple = [c for c in self.classes if "del" not in c.flags and not c.parameters and c.builtin is None]
        if simple and self.chance(0.3):
            kind = other = self.construct(self.pick(simple), 0)
        self.line("before = %s" % kind)
        self.line("where = id(before)")
        self.line("del before" if self.chance(0.7) else "before = None")
        self.line("after = %s" % other)
        self.line("print(id(after) == where)")
        self.line("del after, where")

    def copied(self):
        var = self.some("li", "la", "lo", "di", "da", "si", "ta", "obj", "ti")
        if var is None:
            return self.bind()
        if var.type == "obj" and var.info is not None and (var.info.builtin is not None or "getattr" in var.info.flags):
            return self.size()
        name = self.fresh("twin")
        deep = self.pick(["copy.copy", "copy.deepcopy"])
        if self.in_function or self.loop > 4:
            deep = "copy.copy"
        wrapped = not self.risky and var.type in ("la", "da", "lo", "ta", "obj")
        if wrapped:
            self.line("try:")
            self.level += 1
        self.line("%s = %s(%s)" % (name, deep, var.name))
        self.line("print(%s is %s, %s, sys.getsizeof(%s))" % (name, var.name, name if var.type in ("li", "di", "si", "ti") else "type(%s).__name__" % name, name))
        if var.type in ("la", "lo"):
            self.line("print([a is b for a, b in zip(%s, %s)], sys.getrefcount(%s))" % (name, var.name, name))
        if var.type == "obj":
            self.line("print(%s.other is %s.other, %s.other is %s)" % (name, var.name, name, name))
        self.line("del %s" % name)
        if wrapped:
            self.level -= 1
            self.line("except Exception as problem_of_copy:\n    print(type(problem_of_copy).__name__, problem_of_copy)")

    # Weak references.

    def weak_object(self):
        found = [v for v in self.visible("obj") if v.info is not None and v.info.builtin not in ("int", "tuple")]
        if not found:
            return None
        var = self.pick(found)
        if self.in_function:
            var.pinned = True
        return var

    def weak(self):
        var = self.weak_object()
        if var is None:
            return self.cycle()
        ref = self.declare("ref")
        name = var.name
        callback = self.pick(["", "", ", lambda r: print('callback', r() is None)", ", lambda r: log.append('dead')", ", noted"])
        self.line("%s = weakref.ref(%s%s)" % (ref.name, name, callback))
        self.line(self.pick(["print(%s() is %s, sys.getrefcount(%s))" % (ref.name, name, name), "print(weakref.getweakrefcount(%s))" % name,
                             "print(%s is weakref.ref(%s), len(weakref.getweakrefs(%s)))" % (ref.name, name, name), "print(%s())" % ref.name,
                             "print(%s == weakref.ref(%s))" % (ref.name, name)]))
        if self.chance(0.4):
            owner = [v for v in self.visible("obj", own=True) if v is var]
            if owner and not var.pinned and not var.locked:
                self.line("del %s" % name)
                self.forget(var)
                self.line("print(%s() is None)" % ref.name)

    def weak_use(self):
        var = self.some("ref")
        if var is None:
            return self.weak()
        name = var.name
        self.line(self.pick(["print({0}() is None)", "target = {0}()\nprint(target, sys.getrefcount(target) if target is not None else 0)\ndel target",
                             "print({0}.__callback__ is None)", "print(repr({0}).startswith('<weakref'))", "print('dead' in repr({0}))",
                             "print(sys.getsizeof({0}), sys.getrefcount({0}))"]).format(name))

    def weak_containers(self):
        var = self.weak_object()
        if var is None:
            return self.weak()
        hashable = var.info is not None and "unhashable" not in var.info.flags and var.info.builtin not in ("list", "dict", "set")
        table = self.fresh("weak_table")
        kind = self.pick(["value", "key", "set", "proxy", "finalize", "method"])
        if kind == "value" or not hashable and kind in ("key", "set"):
            self.line("%s = weakref.WeakValueDictionary()\n%s['a'] = %s\n%s['b'] = %s" % (table, table, var.name, table, var.name))
            self.line("print(len(%s), sorted(%s), %s.get('a') is %s)" % (table, table, table, var.name))
        elif kind == "key":
            self.line("%s = weakref.WeakKeyDictionary()\n%s[%s] = %s\nprint(len(%s), list(%s.values()))" % (table, table, var.name, self.expr("int", 0), table, table))
        elif kind == "set":
            self.line("%s = weakref.WeakSet([%s])\nprint(len(%s), %s in %s)" % (table, var.name, table, var.name, table))
        elif kind == "proxy":
            self.line("%s = weakref.proxy(%s%s)\nprint(%s.tag, type(%s).__name__)" % (table, var.name, self.pick(["", ", noted"]), table, table))
        elif kind == "finalize":
            self.line("%s = weakref.finalize(%s, %s)\nprint(%s.alive)" % (table, var.name, self.pick(["print, 'finalized'", "log.append, 'final'"]), table))
            if self.chance(0.3):
                self.line("print(%s())" % table)
        else:
            methods = [m for m in var.info.all_methods()]
            if not methods:
                return None
            self.line("%s = weakref.WeakMethod(%s.%s)\nprint(%s() is None, %s() == %s.%s)" % (table, var.name, methods[0][0], table, table, var.name, methods[0][0]))
        if var in self.visible("obj", own=True) and not var.pinned and not var.locked and self.chance(0.6):
            self.line("del %s" % var.name)
            self.forget(var)
            self.line({"value": "print(len(%s), list(%s))", "key": "print(len(%s), list(%s))", "set": "print(len(%s), %s == set())",
                       "proxy": "try:\n    print(%s.tag)\nexcept ReferenceError as gone:\n    print(gone, type(%s).__name__)",
                       "finalize": "print(%s.alive, type(%s).__name__)",
                       "method": "print(%s() is None, type(%s).__name__)"}[kind if hashable or kind not in ("key", "set") else "value"] % (table, table))
        return None

    def finalizer_object(self):
        """Objects that die one by one, in an order one can see."""
        name = self.fresh("group")
        shape = self.pick(["[{0}]", "({0})", "{{{1}}}", "dict(enumerate([{0}]))", "[[{0}], {2}]"])
        classes = [c for c in self.usable_classes() if "del" in c.flags] if self.classes else []
        if not classes:
            return self.cycle()
        several = [self.construct(self.pick(classes), 0, tag=str(50 + n)) for n in range(self.between(2, 4))]
        pairs = ", ".join("%d: %s" % (n, s) for n, s in enumerate(several))
        self.line("%s = %s" % (name, shape.format(", ".join(several), pairs, several[0])))
        self.line(self.pick(["del %s", "%s = None", "print(len(%s))"]) % name)
        if self.chance(0.3):
            self.line("print(log[-4:], len(ghosts))")
        if self.chance(0.25):
            self.line("ghosts.clear()")

    # Longer experiments.

    def hooks(self):
        self.line("gc.callbacks.append(noted_gc)")
        self.cycle()
        self.line("gc.collect(%s)" % self.pick(["", "0", "1"]))
        self.line("gc.callbacks.remove(noted_gc)")

    def freezing(self):
        self.line("frozen_before = gc.get_freeze_count()")
        self.line("gc.freeze()")
        self.cycle()
        self.line("print(gc.collect(), gc.get_freeze_count() > frozen_before)")
        self.line("gc.unfreeze()")
        self.line("print(gc.get_freeze_count() == 0)")

    def save_all(self):
        self.line("gc.collect()")
        self.line("gc.set_debug(gc.DEBUG_SAVEALL)")
        self.cycle()
        self.line("print(gc.collect(), [type(o).__name__ for o in gc.garbage])")
        self.line("gc.set_debug(0)")
        self.line("gc.garbage.clear()")

    def automatic(self):
        if self.in_function or "del raises" in self.features:
            return self.collect()  # showing a traceback makes CPython read the file: objects
        cls = self.pick(self.usable_classes()) if self.classes else None
        self.line("gc.collect()")
        self.line("gc.enable()")
        self.line("gc.set_threshold(%d, %d, %d)" % (self.between(3, 40), self.between(1, 5), self.between(1, 5)))
        with self.block("for k in range(%d):" % self.between(5, 40), loop=20):
            made = self.construct(cls, 0, tag="k") if cls is not None else "[k]"
            self.line("knot = [%s]\nknot.append(knot)" % made)
            if self.chance(0.4):
                self.line("log.append(k)")
        self.line("gc.set_threshold(700, 10, 10)")
        self.line("print(gc.get_count()[1:], len(log), len(ghosts))")
        self.line("del knot")

    def nested(self):
        depth = self.pick([3, 10, 60, 130, 200])
        name = self.fresh("deep")
        self.line("%s = %s" % (name, self.pick(["None", "[]", "()"])))
        made = self.pick(["[{0}]", "({0}, k)", "{'d': {0}}", "[{0}, k]", "[k, {0}]"])
        if self.classes and self.chance(0.3):
            classes = [c for c in self.usable_classes() if c.builtin not in ("int", "tuple")]
            if classes:
                made = "[{0}, %s]" % self.construct(self.pick(classes), 0, tag="k")
                depth = self.pick([3, 10, 60])
        self.line("for k in range(%d):\n    %s = %s" % (depth, name, made.replace("{0}", name)))
        self.line(self.pick(["print(sys.getrefcount(%s))", "print(sys.getsizeof(%s))"]) % name)
        self.line("del %s" % name)

    def growth(self):
        kind = self.pick(["list", "set", "dict", "str", "bytearray", "sdict"])
        name = self.fresh("grown")
        sizes = self.fresh("sizes")
        self.line("%s = %s" % (sizes, "[]"))
        make, add, take = {
            "list": ("[]", ".append(k)", ".pop()"), "set": ("set()", ".add(k * %s)" % self.small(), ".pop()"),
            "dict": ("{}", "[k] = k", ".popitem()"), "str": ("''", " += 'x'", " = {0}[:-1]"),
            "bytearray": ("bytearray()", ".append(k % 256)", ".pop()"), "sdict": ("{}", "[str(k)] = k", ".popitem()")}[kind]
        self.line("%s = %s" % (name, make))
        count = self.between(5, 90)
        self.line("for k in range(%d):\n    %s%s\n    if not %s or %s[-1] != sys.getsizeof(%s):\n        %s.append(sys.getsizeof(%s))" % (
            count, name, add, sizes, sizes, name, sizes, name))
        if self.chance(0.6):
            self.line("for k in range(%d):\n    %s%s\n    if %s[-1] != sys.getsizeof(%s):\n        %s.append(sys.getsizeof(%s))" % (
                self.between(1, count), name, take.format(name), sizes, name, sizes, name))
        self.line("print(%s)" % sizes)
        self.line("del %s, %s" % (name, sizes))

    def class_in_function(self):
        name = self.fresh("make_class")
        self.line("def %s(n):" % name)
        with self.indented():
            base = self.pick(["", "(list)", "(Exception)"] + ["(%s)" % c.name for c in self.classes if not c.builtin][:1])
            self.line("class Local%s:" % base)
            with self.indented():
                self.line(self.pick(["value = n", "def get(self):\n    return n", "@property\ndef p(self):\n    return Local",
                                     "__slots__ = ('one', 'two')" if not base else "value = [n]"]))
            self.line("return %s" % self.pick(["Local", "Local.__name__", "None", "Local.__bases__", "[Local]"]))
        keep = self.fresh("made_class")
        self.line("%s = %s(%s)" % (keep, name, self.small()))
        self.line("gc.collect()")
        self.line("del %s" % keep)
        self.line("print(gc.collect())")

    def frames(self):
        name = self.fresh("inspect_me")
        self.line("def %s(value):" % name)
        with self.indented():
            self.line(self.pick([
                "frame = sys._getframe()\nprint(sorted(frame.f_locals), frame.f_code.co_name)\nreturn sys.getrefcount(value)",
                "here = locals()\nprint(sorted(here), here['value'] is value)\nreturn sys.getrefcount(value)",
                "def inner():\n    return value\nprint(sys.getrefcount(value), len(inner.__closure__))\nreturn inner",
                "frame = sys._getframe(1)\nreturn frame.f_code.co_name, frame.f_back is None",
                "value = [value]\nreturn sys.getrefcount(value), sys.getsizeof(sys._getframe())",
                "try:\n    return sys.getrefcount(value)\nfinally:\n    value = None",
                "here = sys._getframe().f_locals\nvalue = 5\nreturn here['value'] == 5, sys._getframe().f_locals is here",
            ]))
        self.line("print(type(%s(%s)).__name__)" % (name, self.expr(self.pick(["la", "da", "lo"]), 1)))
        if self.chance(0.6):
            self.line("print(%s([]) is None, gc.collect())" % name)

    def kept_exception(self):
        name = self.fresh("fail")
        cls = self.pick(self.usable_classes()) if self.classes else None
        made = self.construct(cls, 0) if cls is not None else "[1]"
        error = self.pick(["ValueError(local)" if cls is None else "ValueError(local.tag)", "KeyError('k')", "RuntimeError()"])
        self.line("def %s(depth):" % name)
        with self.indented():
            self.line("local = %s" % made)
            self.line("if depth:\n    return %s(depth - 1)" % name)
            self.line("raise %s" % error if self.chance(0.7) else "return local.nothing + depth // 0")
        kept = self.fresh("kept")
        self.line("try:\n    %s(%d)\nexcept Exception as problem_here:\n    %s = problem_here" % (name, self.between(0, 3), kept))
        self.line("print(type(%s).__name__, sys.getrefcount(%s), sys.getrefcount(%s.__traceback__))" % (kept, kept, kept))
        self.line(self.pick([
            "del %s", "%s.__traceback__ = None\ndel %s", "print(sys.getrefcount(%s.__traceback__.tb_next.tb_frame.f_locals['local']))\ndel %s",
            "%s.__traceback__.tb_next.tb_frame.clear()\ndel %s", "%s = %s.with_traceback(None)\ndel %s", "%s.me = %s\ndel %s\nprint(gc.collect())",
            "errors.append(%s)", "print(len(gc.get_referents(%s)), gc.get_referents(%s)[0])\ndel %s",
        ]).replace("%s", kept))

    def suspended(self):
        name = self.fresh("paused")
        cls = self.pick(self.usable_classes()) if self.classes else None
        made = self.construct(cls, 0) if cls is not None else "[1]"
        self.line("def %s_maker():" % name)
        with self.indented():
            self.line(self.pick([
                "local = %s\nyield 1\nyield local", "local = %s\ntry:\n    yield 1\nfinally:\n    print('closing', local)",
                "with_local = [%s]\nme = yield\nwith_local.append(me)\nyield len(with_local)",
                "try:\n    yield %s\nexcept GeneratorExit:\n    print('exit')\n    raise",
                "for local in [%s]:\n    try:\n        yield 1\n    except ValueError as wrong:\n        print('inside', wrong)\n        yield 2",
                "local = %s\nyield 1\nraise ValueError(7)",
            ]) % made)
        self.line("%s = %s_maker()\nprint(type(next(%s)).__name__)" % (name, name, name))
        self.line(self.pick(["{0}.close()", "del {0}", "print(sys.getrefcount({0}), sys.getsizeof({0}))",
                             "try:\n    print(type({0}.send({0})).__name__)\nexcept (StopIteration, ValueError) as stop:\n    print(repr(stop))",
                             "try:\n    print({0}.throw(ValueError('in')) is None)\nexcept Exception as stop:\n    print(repr(stop))",
                             "print({0}.gi_frame.f_lineno > 0, sorted({0}.gi_frame.f_locals))",
                             "knot = [{0}]\nknot.append(knot)\ndel knot, {0}\nprint(gc.collect())"]).format(name))
