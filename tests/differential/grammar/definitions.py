"""Classes, functions, generators, closures, decorators, context managers of a program."""

from .scope import Scope

CLASS_NAMES = ["Node", "Owner", "Account", "Shape", "Leaf", "Branch", "Token", "Job", "Item", "Cell",
               "Point", "Event", "Handler", "Buffer", "Record"]
ATTRIBUTES = [("items", "la"), ("nums", "li"), ("label", "str"), ("total", "int"), ("table", "da"),
              ("marks", "si"), ("point", "ti"), ("other", "any"), ("left", "any"), ("right", "any"),
              ("ratio", "float"), ("words", "ls")]
FUNCTION_NAMES = ["compute", "build", "collect_all", "process", "update", "measure", "merge", "walk",
                  "fold", "scan", "step_once", "render", "lookup", "rotate", "check"]
DEFAULTS = {"int": "0", "str": "'none'", "li": "[]", "la": "[]", "da": "{}", "ds": "{}", "float": "1.5",
            "ti": "()", "any": "None", "si": "frozenset()", "ls": "[]", "di": "{}"}


class ClassInfo:
    """What the rest of the program may do with a class."""

    def __init__(self, name, base):
        self.name = name
        self.base = base
        self.builtin = None if base is None else base.builtin
        self.parameters = []
        self.attributes = []
        self.methods = []
        self.properties = []
        self.flags = set(base.flags) if base is not None else set()
        self.abstract = False

    def all_attributes(self):
        inherited = self.base.all_attributes() if self.base is not None else []
        return inherited + self.attributes

    def all_methods(self):
        return (self.base.all_methods() if self.base is not None else []) + self.methods


class FunctionInfo:
    """What a call of a function needs and gives."""

    def __init__(self, name, kind="plain"):
        self.name = name
        self.kind = kind
        self.parameters = []
        self.returns = "any"
        self.raises = False
        self.cost = 1


class Definitions:
    """Mixed into the writer."""

    # Classes.

    def define_class(self):
        base = None
        if self.classes and self.chance(0.35):
            base = self.pick([c for c in self.classes if c.builtin not in ("int", "tuple")] or [None])
        cls = ClassInfo(self.fresh(self.pick(CLASS_NAMES)), base)
        if base is None and self.chance(0.15):
            cls.builtin = self.pick(["list", "dict", "set", "Exception", "int", "tuple"])
        parent = base.name if base is not None else cls.builtin
        taken = {n for n, _ in cls.all_attributes()}
        own = [a for a in self.random.sample(ATTRIBUTES, self.between(1, 4)) if a[0] not in taken]
        if "other" not in taken and ("other", "any") not in own:
            own.append(("other", "any"))
        cls.attributes = own + ([("tag", "int")] if base is None else [])
        slots = self.chance(0.2) and cls.builtin not in ("int", "tuple", "Exception")
        inherited = list(base.parameters) if base is not None else []
        cls.parameters = inherited + [
            (n, t, DEFAULTS[t] if self.chance(0.5) or any(p[2] for p in inherited) else None, "plain")
            for n, t in own if self.chance(0.4)]
        cls.parameters.sort(key=lambda p: p[2] is not None)
        self.line("class %s%s:" % (cls.name, "(%s)" % parent if parent else ""))
        with self.indented():
            self.class_body(cls, own, slots)
        self.line("")
        self.classes.append(cls)
        return cls

    def class_body(self, cls, own, slots):
        if self.chance(0.15):
            self.line('"""A %s of the program."""' % cls.name.lower())
        if slots:
            names = [n for n, _ in own] + (["tag"] if cls.base is None else [])
            if cls.base is None and cls.builtin not in ("int", "tuple"):
                names += ["__weakref__"] if cls.builtin is None or cls.builtin == "list" else []
                if cls.builtin in ("dict", "list", "set"):
                    names = [n for n in names if n != "__weakref__"]
                    if cls.builtin != "set":
                        names.append("__weakref__")
            self.line("__slots__ = %r" % (tuple(self.random.sample(names, len(names))),))
            cls.flags.add("slots")
        if self.chance(0.3):
            self.line("made = 0")
            cls.flags.add("made")
        if self.chance(0.15):
            self.line("shared = []")
            cls.flags.add("shared")
        self.constructor(cls, own)
        self.line("")
        self.line("def __repr__(self):")
        with self.indented():
            self.line("return %s" % self.pick([
                "f'%s({self.tag})'" % cls.name, "'%s<%%s>' %% self.tag" % cls.name,
                "'{}:{}'.format(type(self).__name__, self.tag)"]))
        for weight, write in [(0.55, self.method_del), (0.2, self.method_eq), (0.15, self.method_iter),
                              (0.15, self.method_context), (0.2, self.method_property),
                              (0.1, self.method_call), (0.1, self.method_getattr),
                              (0.1, self.method_class), (0.08, self.method_setattr),
                              (0.12, self.method_items), (0.06, self.method_subclass_hook),
                              (0.12, self.method_add), (0.08, self.method_bool)]:
            if self.chance(weight):
                write(cls)
        for _ in range(self.between(0, 2)):
            self.method(cls)

    def parameter_text(self, parameters):
        parts = []
        for name, _, default, kind in parameters:
            if kind == "keyword" and "*" not in parts and not any(p.startswith("*") for p in parts):
                parts.append("*")
            prefix = {"args": "*", "kwargs": "**"}.get(kind, "")
            parts.append(prefix + name + ("=%s" % default if default is not None else ""))
        return ", ".join(parts)

    def constructor(self, cls, own):
        text = self.parameter_text(cls.parameters)
        head = "self, tag" + (", " + text if text else "")
        if cls.builtin in ("int", "tuple") and cls.base is None:
            self.line("def __new__(cls, tag%s):" % (", " + text if text else ""))
            with self.indented():
                self.line("return super().__new__(cls, %s)" % ("tag" if cls.builtin == "int" else "(tag, [tag])"))
            self.line("")
        self.line("def __init__(%s):" % head)
        with self.indented():
            if cls.base is not None:
                passed = ["tag"] + [n if self.chance(0.5) and p == "plain" and d is None else "%s=%s" % (n, n)
                                    for n, _, d, p in cls.base.parameters]
                plain = [p for p in passed if "=" not in p]
                self.line("super().__init__(%s)" % ", ".join(plain[:1] + ["%s=%s" % (n, n) for n in
                          [p.split("=")[0] for p in passed[1:]]]))
            else:
                if cls.builtin in ("list", "set") and self.chance(0.7):
                    self.line("super().__init__(%s)" % self.pick(["range(tag % 7)", "[tag, 1, 2]", "()"]))
                elif cls.builtin == "dict":
                    self.line("super().__init__(%s)" % self.pick(["tag=tag", "", "{1: tag}"]))
                elif cls.builtin == "Exception":
                    self.line("super().__init__(%s)" % self.pick(["tag", "'number %d' % tag", ""]))
                self.line("self.tag = tag")
            given = [p[0] for p in cls.parameters]
            for name, type_ in own:
                if name in given:
                    self.line("self.%s = %s" % (name, name))
                elif type_ == "any":
                    self.line("self.%s = None" % name)
                else:
                    self.line("self.%s = %s" % (name, self.fresh_constant(type_)))
            if "made" in cls.flags and self.chance(0.8):
                self.line("%s.made += 1" % cls.name)
            if "shared" in cls.flags and cls.base is None and self.chance(0.3):
                self.line("self.shared.append(%s)" % self.pick(["tag", "repr(self)", "str(tag)"]))
            if self.chance(0.08) and "del" not in cls.flags:
                self.line("self.other = self")

    def fresh_constant(self, type_):
        return {"li": self.pick(["[]", "[tag]", "[tag, tag + 1]", "[0] * 3"]), "la": self.pick(["[]", "[None]", "[tag, 'x']"]),
                "str": self.pick(["'label'", "'no %d' % tag", "str(tag)"]), "int": self.pick(["0", "tag", "tag * 1000"]),
                "da": self.pick(["{}", "{'tag': tag}", "dict(a=tag)"]), "si": self.pick(["set()", "{tag}", "{tag, tag + 8}"]),
                "ti": self.pick(["()", "(tag,)", "(tag, 1)"]), "float": self.pick(["0.0", "tag / 4"]),
                "ls": self.pick(["[]", "['a', 'b']", "'x y z'.split()"])}[type_]

    def method_del(self, cls):
        self.line("")
        self.line("def __del__(self):")
        with self.indented():
            bodies = [
                (4, ["print('del', self.tag)"]),
                (2, ["log.append(self.tag)"]),
                (2, ["print('del', repr(self), len(log))", "log.append('gone %d' % self.tag)"]),
                (1, ["print('del', self.tag, sys.getrefcount(self))"]),
                (0.8, ["if self.tag % 2:", "    ghosts.append(self)", "print('del', self.tag, len(ghosts))"]),
                (0.7, ["print('del', self.tag)", "raise ValueError('in del %d' % self.tag)"]),
                (0.6, ["print('del', self.tag, self.other)", "self.other = None"]),
                (0.4, ["if self.tag % 3 == 0:", "    1 // (self.tag %% %d)" % self.between(1, 4), "log.append(self.tag)"]),
                (0.4, ["if self.tag < 200:", "    print('again', %s.__name__)" % cls.name, "    log.append(self.tag + 200)"]),
                (0.5, ["print('del', self.tag, gc.is_finalized(self), gc.is_tracked(self))"]),
                (0.4, ["print('del', self.tag, weakref.getweakrefcount(self))"]
                 if cls.builtin not in ("int", "tuple") else ["print('del int', self.tag)"]),
            ]
            body = self.weighted(bodies)
            for text in body:
                self.line(text)
            if any("raise" in text or "//" in text for text in body):
                self.features.add("del raises")
            if cls.base is not None and "del" in cls.base.flags and self.chance(0.5):
                self.line("super().__del__()")
        cls.flags.add("del")

    def method_eq(self, cls):
        if cls.builtin in ("int", "tuple"):
            return
        self.line("")
        self.line("def __eq__(self, other):")
        with self.indented():
            self.line(self.pick([
                "return isinstance(other, %s) and self.tag == other.tag" % cls.name,
                "if not isinstance(other, %s):\n    return NotImplemented\nreturn self.tag == other.tag" % cls.name]))
        if self.chance(0.7):
            self.line("")
            self.line("def __hash__(self):")
            with self.indented():
                self.line("return %s" % self.pick(["self.tag", "self.tag % 4", "hash(self.tag)", "self.tag * 8"]))
            cls.flags.add("hash")
        else:
            cls.flags.discard("hash")
            cls.flags.add("unhashable")

    def method_iter(self, cls):
        if cls.builtin is not None:
            return
        self.line("")
        self.line("def __iter__(self):")
        with self.indented():
            self.line(self.pick(["yield self.tag\nyield from range(self.tag % 4)", "return iter([self.tag, 1, 2])",
                                 "for n in range(self.tag % 5):\n    yield n * n",
                                 "try:\n    yield self.tag\n    yield 2\nfinally:\n    log.append('closed %d' % self.tag)"]))
        cls.flags.add("iter")

    def method_context(self, cls):
        self.line("")
        self.line("def __enter__(self):")
        with self.indented():
            self.line("print('enter', self.tag)\nreturn self")
        self.line("")
        self.line("def __exit__(self, kind, value, trace):")
        with self.indented():
            self.line("print('exit', self.tag, kind and kind.__name__)")
            if self.chance(0.4):
                self.line("self.other = value")
            how = self.pick(["return kind is %s" % self.pick(["ValueError", "KeyError", "ZeroDivisionError"]), "return False", "return True", None])
            if how:
                self.line(how)
            if how == "return True":
                cls.flags.add("swallows")
        cls.flags.add("with")

    def method_property(self, cls):
        if cls.builtin == "Exception" or any(n == "view" for n, _ in cls.all_attributes()):
            return
        name, type_ = self.pick([a for a in cls.all_attributes() if a[0] != "other"] or [("tag", "int")])
        self.line("")
        self.line("@property\ndef view(self):")
        with self.indented():
            self.line("return self.%s" % name)
        if self.chance(0.4) and name != "tag":
            self.line("")
            self.line("@view.setter\ndef view(self, value):")
            with self.indented():
                self.line("print('set view', self.tag)\nself.%s = value" % name)
            cls.properties.append((name, type_))
        cls.attributes.append(("view", type_))
        cls.flags.add("property")

    def method_call(self, cls):
        self.line("")
        self.line("def __call__(self, n=%s):" % self.small())
        with self.indented():
            self.line("self.tag += 1\nreturn n + self.tag" if cls.builtin is None else "return n * 2")
        cls.flags.add("call")

    def method_getattr(self, cls):
        self.line("")
        self.line("def __getattr__(self, name):")
        with self.indented():
            self.line("if name.startswith('virtual'):\n    return len(name)\nraise AttributeError(name)")
        cls.flags.add("getattr")

    def method_setattr(self, cls):
        if "slots" in cls.flags or cls.builtin == "Exception":
            return
        self.line("")
        self.line("def __setattr__(self, name, value):")
        with self.indented():
            self.line("if name == 'blocked':\n    raise AttributeError('no ' + name)\nsuper().__setattr__(name, value)")
        cls.flags.add("setattr")

    def method_class(self, cls):
        if cls.parameters and any(p[2] is None for p in cls.parameters):
            return
        self.line("")
        self.line("@classmethod\ndef make(cls, n=%s):" % self.small())
        with self.indented():
            self.line("return cls(n)")
        self.line("")
        self.line("@staticmethod\ndef double(n):")
        with self.indented():
            self.line("return n * 2")
        cls.flags.add("make")

    def method_items(self, cls):
        if cls.builtin is not None:
            return
        self.line("")
        self.line("def __getitem__(self, index):")
        with self.indented():
            self.line("if index >= %s:\n    raise IndexError('past %%d' %% self.tag)\nreturn index * self.tag" % self.small(1, 5))
        self.line("")
        self.line("def __len__(self):")
        with self.indented():
            self.line("return %s" % self.pick(["3", "self.tag % 5", "len(log)"]))
        self.line("")
        self.line("def __contains__(self, item):")
        with self.indented():
            self.line("return item == self.tag")
        cls.flags.add("getitem")

    def method_add(self, cls):
        if cls.builtin in ("int", "tuple", "list") or any(p[2] is None for p in cls.parameters):
            return
        self.line("")
        self.line("def __add__(self, other):")
        with self.indented():
            self.line("if isinstance(other, int):\n    return type(self)(self.tag + other)\nreturn NotImplemented")
        if self.chance(0.5):
            self.line("")
            self.line("def __iadd__(self, other):")
            with self.indented():
                self.line("self.tag += 1\nreturn self")
        cls.flags.add("add")

    def method_bool(self, cls):
        if "getitem" in cls.flags:
            return
        self.line("")
        self.line("def __bool__(self):")
        with self.indented():
            self.line("return self.tag % 2 == 0")

    def method_subclass_hook(self, cls):
        self.line("")
        self.line("def __init_subclass__(cls, **options):")
        with self.indented():
            self.line("super().__init_subclass__(**options)\nlog.append(cls.__name__)")

    def method(self, cls):
        name = self.pick(["grow", "describe", "reset", "link", "peek", "absorb"])
        if any(m[0] == name for m in cls.all_methods()) and self.chance(0.5):
            return
        self.line("")
        kind = {"grow": ("self, n=%s" % self.small(), "int"), "describe": ("self", "str"), "reset": ("self", "any"),
                "link": ("self, other", "any"), "peek": ("self", "any"), "absorb": ("self, *items", "int")}[name]
        self.line("def %s(%s):" % (name, kind[0]))
        lists = [n for n, t in cls.all_attributes() if t in ("la", "li") and n != "view"]
        with self.indented():
            if name == "grow":
                self.line("for k in range(n):\n    %s" % ("self.%s.append(%s)" % (self.pick(lists), self.pick(["k", "k * 1000", "n"]))
                          if lists else "log.append(k)"))
                self.line("return n + 1")
            elif name == "describe":
                self.line("return '%s' + %s" % (self.pick(["<", "it is ", ""]), self.pick(
                    ["repr(self)", "str(self.tag)", "type(self).__name__", "'/'.join(sorted(n for n in dir(self) if n[0] != '_'))"])))
            elif name == "reset":
                self.line(self.pick(["old = self.other\nself.other = None\nreturn old",
                                     "self.tag, old = 0, self.tag\nreturn old",
                                     "%sreturn None" % ("self.%s = []\n" % lists[0] if lists else "")]))
            elif name == "link":
                self.line(self.pick(["self.other = other\nreturn self", "self.other, old = other, self.other\nreturn old",
                                     "self.other = (other, self.other)\nreturn len(self.other)"]))
            elif name == "peek":
                self.line("return %s" % self.pick(["self.other", "[self.tag, self.other]", "(self, self.tag)",
                                                   "{'self': self}", "sys.getrefcount(self)"]))
            else:
                self.line("for item in items:\n    %s\nreturn len(items)" % (
                    "self.%s.append(item)" % lists[0] if lists else "self.other = item"))
            if cls.base is not None and any(m[0] == name for m in cls.base.all_methods()) and self.chance(0.5):
                self.lines[-1:-1] = ["    " * self.level + "super().%s(%s)" % (name, {"link": "other", "absorb": "*items", "grow": "n"}.get(name, ""))]
        if not any(m[0] == name for m in cls.all_methods()):
            cls.methods.append((name, kind[1]))

    # Functions.

    def parameters_for(self, function, star=True):
        defaulted = False
        types = ["int", "int", "str", "li", "la", "da", "any", "ti", "ds"]
        if self.classes:
            types += ["obj"]
        for _ in range(self.between(0, 3)):
            type_ = self.pick(types)
            name = self.fresh(self.pick(["a", "b", "first", "extra_arg", "base", "given"]))
            if type_ == "obj" and defaulted:
                continue
            defaulted = type_ != "obj" and (defaulted or self.chance(0.35))
            default = None
            if defaulted:
                default = DEFAULTS[type_] if self.chance(0.6) else self.constant_default(type_)
            function.parameters.append((name, type_, default, "plain"))
        if star and self.chance(0.12):
            function.parameters.append(("rest", "ti", None, "args"))
        if star and self.chance(0.1):
            function.parameters.append((self.fresh("key_only"), "int", self.int_literal(), "keyword"))
        if star and self.chance(0.1):
            function.parameters.append(("options", "ds", None, "kwargs"))

    def constant_default(self, type_):
        return {"int": self.int_literal, "str": self.str_literal}.get(type_, lambda: DEFAULTS[type_])()

    def function_scope(self, function):
        saved = (self.scope, self.loop, self.risky, self.in_function, self.cost_here)
        self.scope = Scope(self.scope, function.name)
        self.loop, self.risky, self.in_function, self.cost_here = 1, False, True, 1
        for name, type_, _, _ in function.parameters:
            self.declare(type_, name=name)
        return saved

    def leave_scope(self, function, saved):
        function.cost = max(1, self.cost_here)
        self.scope, self.loop, self.risky, self.in_function, self.cost_here = saved

    def define_function(self):
        function = FunctionInfo(self.fresh(self.pick(FUNCTION_NAMES)))
        function.returns = self.pick(["int", "int", "str", "li", "any", "obj", "la"]) if self.classes else self.pick(["int", "str", "li", "any"])
        self.parameters_for(function)
        if self.decorators and self.chance(0.3):
            self.line("@" + self.pick(self.decorators))
        self.line("def %s(%s):" % (function.name, self.parameter_text(function.parameters)))
        saved = self.function_scope(function)
        with self.indented():
            if self.chance(0.1):
                self.line('"""What %s is for."""' % function.name)
            self.body(self.between(1, 4))
            if self.chance(0.25):
                function.raises = True
                error = self.pick(["ValueError('bad')", "KeyError('missing')", "RuntimeError(%s)" % self.expr("any", 0), "IndexError"])
                self.line("if %s:\n    raise %s%s" % (self.expr("bool", 1), error, self.pick(["", "", " from None"])))
            if self.chance(0.15):
                function.raises, self.risky = True, True
            self.line("return %s" % self.expr(function.returns, 2))
        self.leave_scope(function, saved)
        self.line("")
        self.functions.append(function)

    def define_recursive(self):
        function = FunctionInfo(self.fresh(self.pick(["descend", "countdown", "nest"])))
        function.parameters = [("depth", "int", None, "plain"), ("carry", "any", "None", "plain")]
        function.returns, function.kind = "any", "recursive"
        self.line("def %s(depth, carry=None):" % function.name)
        step = self.pick(["[carry]", "(carry, depth)", "{'d': carry}", "carry", "[depth, carry]"])
        with self.indented():
            end = self.pick(["return carry", "return sys.getrefcount(carry) if isinstance(carry, (list, dict, set)) else depth", "raise ValueError(depth)", "return [carry]",
                             "return len(gc.get_referrers(carry)) if isinstance(carry, list) else carry"])
            function.raises = end.startswith("raise")
            self.line("if depth <= 0:\n    %s" % end)
            self.line(self.pick(["return %s(depth - 1, %s)", "result = %s(depth - 1, %s)\nreturn result",
                                 "try:\n    return %s(depth - 1, %s)\nfinally:\n    log.append(depth)"]) % (function.name, step))
        self.line("")
        self.functions.append(function)

    def define_generator(self):
        function = FunctionInfo(self.fresh(self.pick(["numbers", "produce", "stream_of", "ticks"])), "generator")
        function.returns = "it"
        self.parameters_for(function, star=False)
        self.line("def %s(%s):" % (function.name, self.parameter_text(function.parameters)))
        saved = self.function_scope(function)
        with self.indented():
            guarded = self.chance(0.35)
            if guarded:
                self.line("try:")
                self.level += 1
            for _ in range(self.between(1, 3)):
                choice = self.between(0, 4)
                if choice == 0:
                    self.line("yield %s" % self.expr("int", 1))
                elif choice == 1:
                    self.line("for each in %s:\n    yield each" % self.source_of_ints())
                elif choice == 2:
                    self.line("yield from %s" % self.expr("li", 1))
                elif choice == 3:
                    got = self.declare("any", name=self.fresh("got"))
                    self.line("%s = yield %s" % (got.name, self.expr("int", 1)))
                    self.line("if %s is not None:\n    print('got', %s)" % (got.name, got.name))
                else:
                    self.body(1)
                    self.line("yield len(log)")
            if guarded:
                self.level -= 1
                self.line("finally:\n    %s" % self.pick(["log.append('finally')", "print('generator done')"]))
            if self.chance(0.2):
                self.line("return %s" % self.expr("int", 0))
        self.leave_scope(function, saved)
        self.line("")
        self.functions.append(function)

    def define_closure(self):
        """A factory: the functions it gives share a cell."""
        function = FunctionInfo(self.fresh(self.pick(["make_counter", "make_adder", "make_box"])), "factory")
        function.parameters = [("start", "int", "0" if self.chance(0.5) else None, "plain")]
        function.returns = "fn"
        self.line("def %s(%s):" % (function.name, self.parameter_text(function.parameters)))
        with self.indented():
            cell = self.pick(["start", "held"])
            if cell == "held":
                self.line("held = %s" % self.pick(["[start]", "{'n': start}", "start", "(start, [])"]))
            use = self.pick(["int", "list", "read"])
            if cell == "start" and use == "int":
                self.line("def inner(n=1):\n    nonlocal start\n    start += n\n    return start")
            elif use == "list":
                self.line("seen = []\ndef inner(n=1):\n    seen.append(n)\n    return len(seen) + (start or 0)")
            else:
                self.line("def inner(n=1):\n    return (%s, n)" % cell)
            if self.chance(0.3):
                self.line("inner.me = inner")
            if self.chance(0.3):
                self.line("def reset():\n    nonlocal start\n    start = None\ninner.reset = reset")
                function.kind = "factory_reset"
            self.line("return inner")
        self.line("")
        self.functions.append(function)

    def define_decorator(self):
        name = self.fresh(self.pick(["counted", "traced", "memo", "guarded"]))
        self.line("def %s(function):" % name)
        with self.indented():
            self.line(self.pick([
                "def wrapper(*args, **kw):\n    wrapper.calls += 1\n    return function(*args, **kw)\nwrapper.calls = 0\nreturn wrapper",
                "def wrapper(*args, **kw):\n    log.append(function.__name__)\n    return function(*args, **kw)\nwrapper.__name__ = function.__name__\nreturn wrapper",
                "results = []\ndef wrapper(*args, **kw):\n    result = function(*args, **kw)\n    results.append(result)\n    if len(results) > 3:\n        results.clear()\n    return result\nreturn wrapper",
                "def wrapper(*args, **kw):\n    try:\n        return function(*args, **kw)\n    finally:\n        log.append(len(args))\nreturn wrapper",
                "function.marked = True\nreturn function",
            ]))
        self.line("")
        self.decorators.append(name)


