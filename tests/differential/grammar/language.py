"""Statements on the corners of the language: class machinery, generators, control flow, exceptions."""


class Language:
    """Mixed into the writer."""

    def language_statement(self):
        if self.loop > 20:
            return self.change()
        self.weighted([
            (1, self.descriptors), (1, self.metaclass), (1, self.multiple_inheritance), (1, self.class_change),
            (1.2, self.finally_flow), (1, self.delegation), (1, self.late_binding), (1, self.executed), (1, self.walrus),
            (1, self.chained_errors), (0.8, self.error_group), (1, self.unpacked), (1, self.matched_class),
            (1, self.shared_cells), (1, self.namespace), (1, self.operators), (1, self.sorted_objects),
            (1, self.custom_copy), (1, self.type_call), (0.8, self.comparisons), (1, self.number_work), (1.2, self.text_work),
            (0.8, self.bytes_work), (0.8, self.attributes_gone), (0.7, self.sizes_of_code), (1, self.context_generator),
            (0.8, self.iterator_class), (0.8, self.annotations), (0.6, self.custom_error), (0.8, self.slices),
        ])()
        return None

    def tagged(self, depth=0):
        """A new object of the program, or a list."""
        return self.construct(self.pick(self.usable_classes()), depth) if self.classes else "[%s]" % self.small()

    def caught(self, text, names="Exception"):
        """Statements whose error is shown."""
        name = self.fresh("trouble")
        self.line("try:")
        with self.indented():
            self.line(text)
        self.line("except %s as %s:\n    print(type(%s).__name__, %s)" % (names, name, name, name))

    # Classes.

    def descriptors(self):
        name, user = self.fresh("Descriptor"), self.fresh("Managed")
        self.line("class %s:" % name)
        with self.indented():
            if self.chance(0.6):
                self.line("def __set_name__(self, owner, name):\n    self.name = name\n    log.append(name)")
            else:
                self.line("name = 'fixed'")
            self.line("def __get__(self, instance, owner=None):\n    if instance is None:\n        return self\n    return %s" % self.pick([
                "instance.__dict__.get(self.name, 'unset')", "(self.name, type(instance).__name__)", "sys.getrefcount(instance)"]))
            data = self.chance(0.6)
            if data:
                self.line("def __set__(self, instance, value):\n    print('set', self.name)\n    instance.__dict__[self.name] = value")
                if self.chance(0.5):
                    self.line("def __delete__(self, instance):\n    del instance.__dict__[self.name]")
        self.line("class %s:\n    first = %s()\n    second = %s()" % (user, name, name))
        obj = self.fresh("managed")
        self.line("%s = %s()" % (obj, user))
        self.line("print(%s.first, %s.second, type(%s.first).__name__)" % (obj, obj, user))
        self.line("%s.first = %s" % (obj, self.expr("any", 1)))
        self.line("print(%s.first, sorted(vars(%s)), sys.getsizeof(vars(%s)))" % (obj, obj, obj))
        self.caught("del %s.%s\nprint(%s.first)" % (obj, self.pick(["first", "second"]), obj))
        self.line("print(sys.getrefcount(%s), sys.getrefcount(%s.__dict__['first']))\ndel %s" % (obj, user, obj))

    def metaclass(self):
        meta, made = self.fresh("Meta"), self.fresh("Made")
        self.line("class %s(type):" % meta)
        with self.indented():
            which = self.between(0, 4)
            if which == 0:
                self.line("def __new__(mcls, name, bases, body, **options):\n    body['added'] = len(body)\n    log.append(name)\n    return super().__new__(mcls, name, bases, body)")
                self.line("def __init__(cls, name, bases, body, **options):\n    super().__init__(name, bases, body)\n    cls.options = sorted(options)")
            elif which == 1:
                self.line("def __call__(cls, *args, **kw):\n    instance = super().__call__(*args, **kw)\n    log.append(type(instance).__name__)\n    return instance")
            elif which == 2:
                self.line("@classmethod\ndef __prepare__(mcls, name, bases, **options):\n    return {'prepared': name}")
                self.line("def __new__(mcls, name, bases, body, **options):\n    return super().__new__(mcls, name, bases, dict(body))")
                self.line("def __init__(cls, *args, **options):\n    super().__init__(*args)")
            elif which == 3:
                self.line("def __len__(cls):\n    return 7\ndef __getitem__(cls, key):\n    return (cls.__name__, key)\ndef __contains__(cls, item):\n    return item == 3")
                self.line("def __repr__(cls):\n    return '<meta ' + cls.__name__ + '>'")
            else:
                self.line("def __instancecheck__(cls, instance):\n    return hasattr(instance, 'tag')\ndef __getattr__(cls, name):\n    return name * 2")
        options = ", flavour=%s" % self.small() if which in (0, 2) else ""
        self.line("class %s(metaclass=%s%s):\n    def __init__(self, n=0):\n        self.n = n" % (made, meta, options))
        thing = self.fresh("made_thing")
        self.line("%s = %s(%s)" % (thing, made, self.small()))
        self.line(["print({0}.added, {0}.options, type({0}).__name__)", "print({1}.n, log[-1:])", "print({0}.prepared, sorted(k for k in vars({0}) if k[0] != '_'))",
                   "print(len({0}), {0}[5], 3 in {0}, {0})", "print(isinstance(5, {0}), isinstance({1}, {0}), {0}.zz)"][which].format(made, thing))
        self.line("print(sys.getsizeof(%s), sys.getrefcount(%s), gc.is_tracked(%s))" % (made, thing, made))
        self.line("del %s, %s\nprint(gc.collect())" % (made, thing))

    def multiple_inheritance(self):
        a, b, c, d = (self.fresh(n) for n in ("Top", "Left", "Right", "Bottom"))
        self.line("class %s:\n    def who(self):\n        return ['%s']\n    def __del__(self):\n        print('gone', type(self).__name__)" % (a, a))
        self.line("class %s(%s):\n    def who(self):\n        return ['%s'] + super().who()" % (b, a, b))
        self.line("class %s(%s):\n    %s" % (c, a, self.pick([
            "def who(self):\n        return ['%s'] + super().who()" % c, "__slots__ = ('extra',)", "who = None"])))
        self.line("class %s(%s):\n    def who(self):\n        return ['bottom', *super().who()]" % (d, ", ".join(self.random.sample([b, c], 2))))
        bottom = self.fresh("bottom")
        self.line("%s = %s()\nprint([k.__name__ for k in %s.__mro__])" % (bottom, d, d))
        self.caught("print(%s.who())" % bottom)
        self.line("print(isinstance(%s, %s), issubclass(%s, %s), [k.__name__ for k in %s.__subclasses__()])" % (bottom, a, b, c, a))
        if self.chance(0.5):
            self.caught("class Wrong(%s, %s): pass\nprint(Wrong.__mro__[1].__name__)" % (a, b))
        self.line("print(sys.getsizeof(%s))\n%s.x = 1\ndel %s" % (bottom, bottom, bottom))

    def class_change(self):
        cls = self.pick(self.usable_classes()) if self.classes else None
        if cls is None or cls.builtin:
            return self.change()
        var = self.fresh("patched")
        self.line("%s = %s" % (var, self.construct(cls, 0)))
        self.line(self.pick([
            "{0}.added = lambda self: self.tag + 1\nprint({1}.added())\ndel {0}.added",
            "{0}.level = 1\nprint({1}.level, 'level' in {0}.__dict__)\n{0}.level = 2\nprint({1}.level)",
            "class Other{1}({0}):\n    pass\n{1}.__class__ = Other{1}\nprint(type({1}).__name__, isinstance({1}, {0}))",
            "setattr({0}, 'shown', property(lambda self: [self.tag]))\nprint({1}.shown)",
            "print(len({0}.__dict__) > 3, type({0}.__dict__).__name__, {0}.__name__, {0}.__qualname__, {0}.__module__)",
            "{0}.__call__ = lambda self, *a: a\nprint({1}(1, 2))\ndel {0}.__call__\nprint(callable({1}))",
            "old_name = {0}.__name__\n{0}.__name__ = 'Renamed'\nprint({0}.__name__, type({1}).__name__)\n{0}.__name__ = old_name",
            "print({1}.__class__ is {0}, {0}.__base__.__name__, {0}.__doc__)",
        ]).format(cls.name, var) if "slots" not in cls.flags else "print(%s.__slots__ is not None)" % cls.name)
        self.line("del %s" % var)
        return None

    def type_call(self):
        name = self.fresh("Typed")
        base = self.pick(["", "list", "dict", "Exception"] + [c.name for c in self.classes if not c.builtin and not c.parameters])
        self.line("%s = type('%s', (%s), {'value': %s, 'get': lambda self: self.value, %s})" % (
            name, name, base + "," if base else "", self.expr("any", 1), self.pick(["'__slots__': ()", "'extra': []", "'__doc__': 'made'"])))
        obj = self.fresh("typed")
        self.line("%s = %s(%s)" % (obj, name, "7" if base in [c.name for c in self.classes] else ""))
        self.line("print(%s.get(), %s.__name__, sys.getsizeof(%s), sys.getsizeof(%s), sys.getrefcount(%s))" % (obj, name, name, obj, obj))
        self.line("del %s, %s\nprint(gc.collect())" % (obj, name))

    def custom_copy(self):
        name, obj = self.fresh("Copied"), self.fresh("original")
        body = self.pick([
            "def __copy__(self):\n    log.append('copy')\n    return %s(self.n + 1)" % name,
            "def __deepcopy__(self, memo):\n    new = %s(copy.deepcopy(self.n, memo))\n    return new" % name,
            "def __getstate__(self):\n    return {'n': self.n, 'extra': 1}", "def __setstate__(self, state):\n    self.n = sorted(state)",
            "def __reduce__(self):\n    return (%s, (self.n,))" % name, "__slots__ = ('n', 'm')", "pass"])
        self.line("class %s:\n    def __init__(self, n):\n        self.n = n" % name)
        with self.indented():
            self.line(body)
        self.line("%s = %s(%s)" % (obj, name, self.pick(["[1, [2]]", self.expr("li", 1), "5", "{'a': [1]}"])))
        twin = self.fresh("twin")
        self.line("for copier in (copy.copy, copy.deepcopy):\n    %s = copier(%s)\n    print(type(%s).__name__, %s.n, %s.n is %s.n, sys.getrefcount(%s.n) > 1)" % (
            twin, obj, twin, twin, twin, obj, twin))
        self.line("del %s, %s" % (obj, twin))

    def attributes_gone(self):
        name, obj = self.fresh("Wide"), self.fresh("wide")
        count = self.pick([3, 5, 29, 30, 31, 35])
        self.line("class %s:\n    pass\n%s = [%s() for k in range(%d)]" % (name, obj, name, self.between(1, 4)))
        self.line("for each in %s:\n    for k in range(%d):\n        setattr(each, 'a%%d' %% k, k)" % (obj, count))
        self.line(self.pick([
            "print([sys.getsizeof(each.__dict__) for each in {0}])", "del {0}[0].a1\nprint(sys.getsizeof({0}[0].__dict__), list(vars({0}[0]))[:3])",
            "{0}[0].__dict__ = {{'a0': 9}}\nprint({0}[0].a0, hasattr({0}[0], 'a1'))", "{0}[-1].late = 1\nprint(sys.getsizeof(vars({0}[-1])))",
            "{0}[0].__dict__[5] = 1\nprint(sys.getsizeof({0}[0].__dict__))", "{0}[0].__dict__.clear()\nprint(sys.getsizeof({0}[0].__dict__), hasattr({0}[0], 'a0'))",
            "print(sys.getsizeof({0}[0]), len(gc.get_referents({0}[0])))\nvars({0}[0])\nprint(len(gc.get_referents({0}[0])))",
            "keep = vars({0}[0])\nprint(sys.getrefcount(keep))\ndel {0}[0]\nprint(len(keep), sys.getsizeof(keep))\ndel keep",
        ]).format(obj))
        self.line("del %s, each" % obj)

    def iterator_class(self):
        name = self.fresh("Countdown")
        self.line("class %s:\n    def __init__(self, n):\n        self.n = n\n    def __iter__(self):\n        return self\n    def __next__(self):\n        if self.n <= 0:\n            raise StopIteration%s\n        self.n -= 1\n        return self.n" % (
            name, self.pick(["", "(5)"])))
        if self.chance(0.4):
            self.line("    def __length_hint__(self):\n        return %s" % self.pick(["self.n", "100", "NotImplemented"]))
        self.line("print(%s)" % self.pick(["list({0}(5)), sys.getsizeof(list({0}(5)))", "sum({0}(9)), max({0}(3))", "dict(zip({0}(3), {0}(4)))",
                  "[*{0}(2), *{0}(3)]", "sorted({0}(4)), tuple({0}(2))", "sys.getsizeof([*{0}(11)]), sys.getsizeof(set({0}(9)))",
                  "next({0}(0), 'none'), list(map(None.__class__.__eq__, {0}(0), {0}(0)))", "''.join(map(str, {0}(6)))", "5 in {0}(9), 7 in {0}(3)"]).format(name))

    def annotations(self):
        name = self.fresh("annotated")
        self.line("def %s(a: int, b: 'str' = %s, *, c: %s = None) -> list:\n    local: int = a\n    return [local, b, c]" % (name, self.expr("str", 0), self.pick(["list[int]", "int | None", "'later'"])))
        self.line("print(%s(1), sorted(%s.__annotations__), %s.__kwdefaults__)" % (name, name, name))
        self.line(self.pick(["print(sys.getrefcount({0}.__annotations__), gc.is_tracked({0}.__annotations__))", "print({0}.__annotations__)",
                             "{0}.__defaults__ = (9,)\nprint({0}(1))", "{0}.__annotations__['a'] = 5\nprint({0}.__annotations__['a'])",
                             "print({0}.__name__, {0}.__qualname__, {0}.__module__, {0}.__doc__)", "print(list[int], dict[str, list[int]], (int | str), list[int].__origin__)",
                             "print({0}.__code__.co_argcount, {0}.__code__.co_kwonlyargcount, {0}.__code__.co_varnames, {0}.__code__.co_nlocals)"]).format(name))

    # Control flow and errors.

    def finally_flow(self):
        name = self.fresh("flow")
        self.line("def %s(n):" % name)
        with self.indented():
            self.line(self.pick([
                "for k in range(5):\n    try:\n        if k == n:\n            return ('returned', k)\n        if k == n + 1:\n            continue\n    finally:\n        log.append(k)\n        if k == 3:\n            break\nelse:\n    return 'else'\nreturn 'end'",
                "try:\n    try:\n        return 10 // n\n    except ZeroDivisionError:\n        return 'zero'\n    finally:\n        log.append('inner')\nfinally:\n    log.append('outer')\n    if n == 2:\n        return 'replaced'",
                "try:\n    raise ValueError(n)\nexcept ValueError as err:\n    kept = err\n    try:\n        {}[n]\n    except KeyError as second:\n        return (second.__context__ is kept, second.args)\nfinally:\n    n = None",
                "while True:\n    try:\n        n -= 1\n        if n < 0:\n            raise IndexError(n)\n        continue\n    except IndexError:\n        break\n    finally:\n        log.append(n)\nreturn n",
                "held = %s\ntry:\n    return held\nfinally:\n    held = None\n    log.append(n)" % self.tagged(),
                "try:\n    for k in (1, 2, 0):\n        yield n // k\nexcept ZeroDivisionError as err:\n    yield type(err).__name__\nelse:\n    yield 'fine'\nfinally:\n    log.append('closed')",
                "with_result = []\nfor k in range(n):\n    try:\n        with_result.append(1 // (k - 1))\n    except ZeroDivisionError:\n        with_result.append(None)\n    else:\n        with_result.append('ok')\nreturn with_result",
            ]))
        self.caught("for k in range(4):\n    result = %s(k)\n    print(list(result) if hasattr(result, 'gi_frame') else result)\ndel result" % name)

    def chained_errors(self):
        name = self.fresh("chain")
        self.line("def %s(n):" % name)
        with self.indented():
            self.line(self.pick([
                "try:\n    return 1 // n\nexcept ZeroDivisionError as err:\n    raise ValueError('bad %d' % n) from err",
                "try:\n    return {}[n]\nexcept KeyError:\n    raise RuntimeError('lost')",
                "try:\n    return int('x' * (n + 1))\nexcept ValueError:\n    return [].pop()",
                "try:\n    return None.thing\nexcept AttributeError as err:\n    err.add_note('note %d' % n)\n    raise",
                "error = TypeError(n)\nerror.__cause__ = KeyError('cause')\nraise error",
                "try:\n    %s(n - 1) if n else [][n]\nfinally:\n    log.append(n)" % name,
                "try:\n    %s(n - 1) if n > 0 else {}[n]\nexcept LookupError as err:\n    raise LookupError(n) from (err if n %% 2 else None)" % name,
            ]))
        show = self.pick([
            "link = err\nwhile link is not None:\n    print(type(link).__name__, link, link.__suppress_context__)\n    link = link.__cause__ or link.__context__\ndel link",
            "trace = err.__traceback__\nlines = []\nwhile trace:\n    lines.append(trace.tb_lineno - trace.tb_frame.f_code.co_firstlineno)\n    trace = trace.tb_next\nprint(lines)\ndel trace",
            "print(getattr(err, '__notes__', None), err.__context__ is None, sys.getrefcount(err))",
            
            "errors.append(err)\nprint(len(errors))",
            "try:\n    raise err\nexcept Exception as again:\n    print(again is err, again.__context__ is None, again.__traceback__.tb_next is None)",
        ])
        self.line("for k in %s:\n    try:\n        print(%s(k))\n    except Exception as err:" % (self.pick(["(0, 1)", "range(3)", "(2,)"]), name))
        self.level += 2
        self.line(show)
        self.level -= 2
        if self.chance(0.3):
            self.line("print(gc.collect())")

    def error_group(self):
        made = ", ".join(self.pick(["ValueError(%s)", "KeyError(%s)", "TypeError('t%s')", "OSError(%s)"]) % self.small() for _ in range(self.between(1, 3)))
        name = self.fresh("group_error")
        self.line("try:\n    raise %s('several', [%s])" % (self.pick(["ExceptionGroup", "BaseExceptionGroup"]), made))
        kind = self.pick(["ValueError", "(KeyError, TypeError)", "Exception"])
        self.line("except* %s as %s:\n    print(type(%s).__name__, [type(e).__name__ for e in %s.exceptions], %s.message)" % ((kind,) + (name,) * 4))
        rest = {"ValueError": "Exception", "(KeyError, TypeError)": "Exception"}.get(kind)
        if rest:
            self.line("except* %s as %s:\n    print('rest', %s.exceptions, %s)" % (rest, name, name, name))

    def custom_error(self):
        name = self.fresh("Custom") + "Error"
        self.line("class %s(%s):" % (name, self.pick(["Exception", "ValueError", "KeyError", "OSError", "LookupError"])))
        with self.indented():
            self.line(self.pick(["pass", "def __init__(self, code, *rest):\n    super().__init__(code, *rest)\n    self.code = code", "def __str__(self):\n    return 'custom:' + repr(self.args)",
                                 "code = 5\ndef __del__(self):\n    print('error gone')"]))
        self.line("try:\n    raise %s(%s)\nexcept %s as err:\n    print(repr(err), str(err), err.args, sys.getsizeof(err), getattr(err, 'code', None))" % (
            name, self.expr("any", 1), name))
        if self.chance(0.4):
            self.line("    errors.append(err)")

    def delegation(self):
        inner, outer = self.fresh("inner_gen"), self.fresh("outer_gen")
        self.line("def %s(n):\n    try:\n        got = yield n\n        while got is not None:\n            got = yield got * 2\n        return 'result'\n    %s" % (inner, self.pick([
            "except ValueError as err:\n        yield ('caught', err.args)\n        return 'after'", "finally:\n        log.append('inner closed')",
            "except GeneratorExit:\n        log.append('exit')\n        raise"])))
        self.line("def %s(n):\n    held = %s\n    result = yield from %s(n)\n    yield result\n    return [result]" % (outer, self.tagged(), inner))
        gen = self.fresh("delegating")
        self.line("%s = %s(%s)\nprint(next(%s))" % (gen, outer, self.small(), gen))
        for _ in range(self.between(1, 3)):
            self.caught("print(%s)" % self.pick(["next({0})", "{0}.send(5)", "{0}.send('x')", "{0}.throw(ValueError('thrown'))", "{0}.throw(KeyError)", "list({0})",
                        "{0}.close()", "{0}.gi_yieldfrom is None", "sys.getrefcount({0})", "{0}.gi_running, {0}.gi_frame is None", "sys.getsizeof({0})",
                        "len(gc.get_referents({0}))"]).format(gen), "(StopIteration, ValueError, KeyError, TypeError, RuntimeError)")
        self.line("del %s" % gen)

    def context_generator(self):
        name = self.fresh("managed_by")
        self.import_once("contextlib")
        self.line("@contextlib.contextmanager\ndef %s(n):\n    print('open', n)\n    try:\n        yield [n]\n    %s" % (name, self.pick([
            "finally:\n        print('close', n)", "except ValueError as err:\n        print('swallowed', err)", "except KeyError:\n        raise RuntimeError('translated')"])))
        inside = self.pick(["print(sys.getrefcount(given))", "raise ValueError('inside')", "raise KeyError('k')", "given.append(given)", "print(given)"])
        self.caught("with %s(%s) as given:\n    %s\nprint('after', type(given).__name__)" % (name, self.small(), inside))
        if self.chance(0.4):
            self.line("with contextlib.suppress(ZeroDivisionError, KeyError):\n    %s" % self.pick(["print(1 // 0)", "{}['x']", "print('nothing')"]))
        if self.chance(0.4):
            self.caught("with contextlib.ExitStack() as stack:\n    stack.enter_context(%s(1))\n    stack.callback(print, 'callback')\n    %s" % (
                name, self.pick(["print('in stack')", "raise ValueError('in stack')", "stack.pop_all().close()"])))

    # Names and values.

    def late_binding(self):
        name = self.fresh("bound_late")
        self.line("%s = [%s for k in range(3)]" % (name, self.pick(["lambda: k", "lambda k=k: k", "lambda v: v + k", "(lambda k: lambda: k)(k)"])))
        self.caught("print([each(%s) for each in %s], sys.getrefcount(%s[0]))" % (self.pick(["", "", "5"]), name, name))
        self.line("print([each.__closure__ is None for each in %s], [each.__defaults__ for each in %s])\ndel %s" % (name, name, name))

    def shared_cells(self):
        name = self.fresh("cells")
        self.line("def %s():\n    n = %s\n    data = %s\n    def get():\n        return n, data\n    def put(value):\n        nonlocal n\n        n, old = value, n\n        return old\n    def drop():\n        nonlocal data\n        del data\n    return get, put, drop" % (
            name, self.expr("int", 0), self.tagged()))
        get, put, drop = self.fresh("get"), self.fresh("put"), self.fresh("drop")
        self.line("%s, %s, %s = %s()" % (get, put, drop, name))
        for _ in range(self.between(2, 4)):
            self.caught(self.pick(["print(shown({0}()))", "print(shown({1}({0})))", "{1}([1, 2])", "{2}()", "print(sys.getrefcount({0}), [type(c).__name__ for c in {0}.__closure__])",
                                   "print([sys.getrefcount(c) for c in {0}.__closure__])", "print({0}.__code__.co_freevars, {1}.__code__.co_freevars)",
                                   "{0}.__closure__[0].cell_contents = 'changed'", "print(len(gc.get_referrers({0}.__closure__[0])))"]).format(get, put, drop))
        self.line("del %s, %s, %s\nprint(gc.collect())" % (get, put, drop))

    def executed(self):
        space = self.fresh("space")
        text = self.pick(["x = 1\ny = [x] * 3", "def f(a):\n    return a, x\nx = 5\nresult = f(2)", "import sys\nr = sys.getrefcount(10**9)", "class K:\n    v = [1]\nk = K()",
                          "raise ValueError('inside exec')", "1 +", "x = undefined_here", "print('in exec', __name__ if '__name__' in globals() else None)", "for i in range(3): pass"])
        self.line("%s = {}" % space)
        self.caught("exec(%r, %s)\nprint(sorted(k for k in %s if k != '__builtins__'), len(%s))" % (text, space, space, space))
        self.caught("print(eval(%r, %s))" % (self.pick(["x", "len('abc')", "[k for k in range(3)]", "(lambda q: q * 2)(4)", "x + y", "1 if 2 else 3"]), space))
        if self.chance(0.4):
            self.line("code = compile(%r, '<made>', %r)\nprint(code.co_names, code.co_consts, sys.getsizeof(code), sys.getrefcount(code))\ndel code" % (
                self.pick(["a + 1", "f(1, 'two words')", "[1, 2, 3]"]), self.pick(["eval", "exec"])))
        self.line("del %s\ngc.collect()" % space)  # the free lists that compiling fills are not compared

    def walrus(self):
        name = self.fresh("found")
        self.line(self.pick(["if ({0} := len({1})) > 2:\n    print('long', {0})\nelse:\n    print('short', {0})", "print([{0} := v for v in {1}], {0} if {1} else None)",
                             "while ({0} := len({1}) - 100) > 0:\n    pass\nprint({0})", "print(any(({0} := v) == 5 for v in [1, 5, 9]), {0})",
                             "print(({0} := {1}) is {1}, sys.getrefcount({0}) - sys.getrefcount({1}))",
                             "if ({0} := len({1}) if {1} else 'none'):\n    print({0})", "print([{0} := v if v else 'zero' for v in {1} if ({0} := 1 if v else 2)], ({0} := (3) if {1} else (4)), {0})"]).format(name, self.name_or("li", 0)) if not self.in_function
                  else "print((%s := %s))" % (name, self.expr("int", 1)))

    def unpacked(self):
        source = self.expr(self.pick(["li", "ti", "ls", "la"]), 1)
        a, b, c = self.fresh("one"), self.fresh("two"), self.fresh("three")
        self.caught(self.pick(["{0}, {1} = {3}\nprint({0}, {1})", "{0}, *{1} = {3}\nprint({0}, {1}, sys.getsizeof({1}))", "*{0}, {1} = {3}\nprint({0}, {1})", "{0}, *{1}, {2} = {3}\nprint({0}, {1}, {2})",
                               "({0}, {1}), {2} = ({3}, 5)\nprint({0}, {1}, {2})", "[{0}, {1}] = sorted(set(str({3})))[:2]\nprint({0}, {1})", "{0} = {1} = {2} = {3}\nprint({0} is {2}, {0} == () or sys.getrefcount({0}))",
                               "{0}, {1} = {1}, {0} = 1, 2\nprint({0}, {1})", "print(*{3}, sep='/')", "print([*{3}, *'ab'], {{*[1, 2], 3}}, (*{3},))", "print(max(*{3}, 5, key=str))",
                               "for {0}, {1} in [({3}, 1), (2, 3)]:\n    print({1})"]).format(a, b, c, self.paren(source)))

    def matched_class(self):
        name = self.fresh("Matched")
        self.line("class %s:\n    __match_args__ = ('x', 'y')\n    def __init__(self, x, y=None):\n        self.x = x\n        self.y = y" % name)
        self.line("for subject in [%s(1, 2), %s([1, 2, 3]), %s(%s(4)), {'k': [1, {'z': 2}]}, (1, 'a', None), 'text', 5.0, %s]:\n    match subject:" % (name, name, name, name, self.expr("any", 1)))
        self.level += 2
        for case in self.random.sample(["case {0}(1, y=second):\n    print('one', second)", "case {0}([first, *tail]):\n    print('list', first, tail)", "case {0}({0}(x=deep)):\n    print('deep', deep)",
                                        "case {{'k': [1, {{'z': z, **rest}}]}}:\n    print('map', z, rest)", "case (1, str() as text, None) | [str() as text, _, _]:\n    print('or', text)",
                                        "case int() | float() as number if number > 3:\n    print('number', number)", "case 'text' | b'bytes':\n    print('literal')", "case [_, _]:\n    print('pair')"], self.between(3, 6)):
            self.line(case.format(name))
        self.line("case _:\n    print('no match', type(subject).__name__)")
        self.level -= 2
        self.line("del subject")

    def namespace(self):
        self.line(self.pick([
            "print(sorted(k for k in globals() if k in ('log', 'ghosts', 'errors', 'sys')))", "print('log' in dir(), len(log) == len(globals()['log']))",
            "globals()['injected'] = %s\nprint(injected)\ndel injected" % self.expr("any", 1), "print(__name__, sys.modules['__main__'].log is log)",
            "sys.modules['builtins'].spare = [1]\nprint(spare, sys.getrefcount(spare))\ndel sys.modules['builtins'].spare", "print((lambda: sorted(locals()))(), [sorted(locals()) for here in (1,)])",
            "def scoped():\n    global made_global\n    made_global = [5]\n    return locals()\nprint(scoped(), made_global)\ndel made_global",
            "class Scope:\n    items = [1, 2]\n    doubled = [i * 2 for i in items]\n    names = sorted(k for k in locals() if k[0] != '_')\nprint(Scope.doubled, Scope.names)",
        ]))

    def operators(self):
        name = self.fresh("Op")
        ops = self.random.sample(["add", "sub", "mul", "floordiv", "mod", "and", "lshift", "matmul", "pow"], 3)
        self.line("class %s:\n    def __init__(self, n):\n        self.n = n\n    def __repr__(self):\n        return 'Op(%%r)' %% self.n" % name)
        for op in ops:
            prefix = self.pick(["__", "__r", "__i", "__"])
            self.line("    def %s%s__(self, other%s):\n        %s" % (prefix, op, "", self.pick([
                "return %s((self.n, '%s', getattr(other, 'n', other)))" % (name, op), "return NotImplemented", "log.append('%s')\n        return self" % op])))
        symbol = {"add": "+", "sub": "-", "mul": "*", "floordiv": "//", "mod": "%", "and": "&", "lshift": "<<", "matmul": "@", "pow": "**"}
        a = self.fresh("operand")
        self.line("%s = %s(1)" % (a, name))
        for op in ops:
            self.caught(self.pick(["print({0} {1} 2)", "print(2 {1} {0})", "print({0} {1} {0})", "{0} {1}= 3\nprint({0})"]).format(a, symbol[op]))
        self.line("del %s" % a)

    def sorted_objects(self):
        name = self.fresh("Ranked")
        self.line("class %s:\n    def __init__(self, n):\n        self.n = n\n    def __lt__(self, other):\n        %s\n    def __repr__(self):\n        return 'R%%d' %% self.n" % (
            name, self.pick(["return self.n < other.n", "log.append(self.n)\n        return self.n > other.n", "if self.n == 3:\n            raise ValueError('three')\n        return self.n < other.n"])))
        many = self.fresh("ranked")
        self.line("%s = [%s(n) for n in (%s)]" % (many, name, ", ".join(self.small(0, 9) for _ in range(self.between(2, 7)))))
        self.caught(self.pick(["print(sorted({0}))", "{0}.sort()\nprint({0})", "print(max({0}), min({0}))", "{0}.sort(key=lambda r: -r.n, reverse=True)\nprint({0})", "print(sorted({0}, reverse=True)[:2])",
                               "print({0}[0] < {0}[1], {0}[0] > {0}[1], {0}[0] == {0}[0])", "print({0}[0] <= {0}[1])", "print(sorted([(r.n % 2, r.n) for r in {0}]))"]).format(many))
        self.line("print(len(%s), sys.getrefcount(%s[0]), log[-4:])\ndel %s" % (many, many, many))

    def comparisons(self):
        for _ in range(self.between(1, 3)):
            a, b = self.expr("any", 1), self.expr("any", 1)
            self.caught("print(%s)" % self.pick(["({0}) == ({1}), ({0}) != ({1})", "({0}) < ({1})", "1 < 2 < 3 == 3.0, [1, 2] < [1, 3], (1,) < (1, 0), 'a' < 'b' <= 'b'", "[{0}] == [{0}], [{0}].index({0})",
                        "{{1, 2}} <= {{1, 2, 3}}, {{1}} == frozenset([1]), {{1: 2}} == {{1.0: 2}}", "({0}) in [{1}, {0}]", "hash(1) == hash(1.0) == hash(True), {{1: 'a', True: 'b'}}", "not ({0}), bool({1})"]).format(a, b))

    def number_work(self):
        self.import_once("math")
        a, b = self.paren(self.expr("int", 1)), self.paren(self.expr("int", 1))
        big = self.pick(["3 ** 200", "2 ** 521 - 1", "10 ** 60 + 7", "-7 ** 77", "(1 << 300) - 1", "12345678901234567890 * 98765432109876543210"])
        self.caught("print(%s)" % self.pick([
            "{2} // {3}, {2} % {3}, divmod(-({2}), {3})", "({2}) >> {3}, ({2}) & 0xffff, (({2}) | 1) ^ {0}", "sys.getsizeof({2}), ({2}).bit_length(), ({2}).bit_count()", "float({2}), int(float({2}))",
            "hex({0}), oct({0}), bin({1} % 999)", "int(str({2})) == {2}, len(str({2}))", "pow({2}, 3, 1000007), pow(3, -1, 7)", "({0}).to_bytes(20, 'little', signed=True)[:9]",
            "round({0}, -2), round(12345.678, {3} - 1), round(2.5), round(-3.5)", "{0} / {3}, {2} / {2}", "1e16 + {3}, 0.1 + 0.2, 1 / {3}, 5e-324, 1.7976931348623157e308 * 10", "float('nan') == float('nan'), float('-inf'), -0.0, 1e22, 1e-5, 123456789.125",
            "(1.5).as_integer_ratio(), (0.1).hex(), float.fromhex('0x1.8p3')", "complex({3}, 2) * 1j, abs(3 + 4j), (1 + 2j).conjugate()", "7 // -2, -7 % 3, 7.5 // 2, -7.5 % 2, divmod(7, -2)",
            "int('{3}z', 36), int('0b101', 0), int('  42 '), int('1_000')", "{0} ** 2 % 97, (-2) ** {3}, 2 ** -{3}, 0 ** 0", "f'{{{0}:,}} {{{3} / 7:.3e}} {{{3}:08.3f}} {{{0}:>+12}}'", "{0} is {0}, id({0}) == id({1}), sys.getsizeof({0} * {1})",
            "math.gcd({0}, {1}), math.isqrt(abs({2})), math.factorial({3})", "math.floor(-2.5), math.ceil(2.1), math.sqrt({3}), math.log2(8), math.pi", "True + True, True is (1 == 1), isinstance(True, int), ~True"]).format(a, b, big, self.small(2, 9))
            )

    def text_work(self):
        a, b = self.paren(self.expr("str", 1)), self.str_literal()
        self.caught("print(%s)" % self.pick([
            "{0}.partition({1}), {0}.rpartition({1})", "{0}.split({1}), {0}.rsplit(None, 1), {0}.splitlines()", "{0}.translate({{97: 'A', 98: None}})", "{0}.expandtabs(4), {0}.removeprefix('a'), {0}.removesuffix('a')",
            "sys.getsizeof({0}), sys.getsizeof({0} + '\\xe9'), sys.getsizeof({0} + '\\u20ac'), sys.getsizeof({0} * 3)", "{0}.encode('utf-8'), {0}.encode('ascii', 'replace'), {0}.encode('latin-1', 'backslashreplace')",
            "{0}.encode('ascii')", "{0}.isalnum(), {0}.istitle(), {0}.isprintable(), {0}.isnumeric()", "[c for c in {0}][:4], {0}[::-1], {0}[-2:], {0}[10:]", "repr({0}), ascii({0}), '%r|%a' % ({0}, {0})",
            "{0} in {1}, {1} in {0}, {0} < {1}, {0}.find({1}), {0}.rfind('a'), {0}.count('')", "{0} * 0 is '', {0}[:0] is '', {0}[:] is {0}, ''.join([{0}]) is {0}", "'{{:>{{w}}}}|{{:^9}}|{{:*<7.2}}'.format({0}, {0}, {0}, w=8)",
            "'%-8s|%8.3s|%c' % ({0}, {0}, 65)", "{0}.index({1})", "','.join([{0}, {1}]), '-'.join({0})", "{0}.casefold() == {0}.lower(), {0}.title(), {0}.swapcase()", "{0}.maketrans('ab', 'cd', 'e')",
            "f'{{{0}!r:>12}} {{len({0})=}} {{{0}:.3}}'", "{0}.zfill(6), {0}.center(9, '*'), {0}.ljust(4) + '|'", "hash({0}) == hash({0}), {0} == str({0}), id({0}[0:1]) == id({0}[0:1])", "'\\u0130'.lower(), '\\xdf'.upper(), '\\ufb01'.title(), 'x\\u0301'",
            "str(b'a\\xff', 'latin-1'), str(b'abc', 'ascii'), str([{0}])", "{0}.format(1, 2, a=3)", "{0} % (1, 2)", "'{{0[1]}} {{1.real}} {{2!s}}'.format([1, 2], 5, {0})"]).format(a, b))

    def bytes_work(self):
        a = self.paren(self.expr("bytes", 1))
        name = self.fresh("buffer")
        self.caught(self.pick([
            "{1} = bytearray({0})\n{1}.extend(b'xyz')\n{1}[1:2] = b'--'\ndel {1}[:1]\nprint({1}, len({1}), sys.getsizeof({1}))", "{1} = memoryview(bytearray({0} + b'12345678'))\nprint({1}[2], bytes({1}[1:4]), {1}.nbytes, {1}[::-1].tolist()[:3])\n{1}.release()",
            "{1} = bytearray({0} + b'ab')\nview = memoryview({1})\nview[0] = 90\nprint({1})\n{1}.append(5)", "print({0}.hex(), {0}.find(b'a'), {0}.split(b','), {0}.upper(), {0}.replace(b'a', b'__'))", "print({0}[0], {0}[-1:], list({0})[:3])",
            "print(bytes.fromhex('00ff10'), b'%d %s' % (5, b'x'), {0} + bytearray(b'q'), type({0} + bytearray()).__name__)", "print({0}.decode(), {0}.decode('ascii', 'ignore'))", "print(sys.getsizeof({0}), sys.getsizeof(bytearray({0})), {0} * 0 is b'')",
            "{1} = bytearray()\nfor k in range(40):\n    {1}.append(k)\nprint(sys.getsizeof({1}), {1}.pop(), {1}[::9])", "print({0} < b'm', {0} == bytearray({0}), {0}.startswith((b'a', b'0')), {0}.count(0))"]).format(a, name))

    def slices(self):
        name = self.fresh("sliced")
        self.line("%s = %s" % (name, self.pick(["list(range(12))", "bytearray(range(12))", "[[k] for k in range(6)]"])))
        for _ in range(self.between(1, 3)):
            self.caught(self.pick(["{0}[2:5] = []", "{0}[::2] = {0}[1::2]", "del {0}[::3]", "{0}[1:1] = {0}[-2:]", "{0}[-3:] = {0}[:3]", "{0}[5:2] = {0}[:1]", "{0}[slice(0, 2)] = {0}[slice(None, None, -1)][:2]",
                                   "del {0}[-20:2]", "{0}[::-1] = {0}[:]", "{0} *= 2", "{0}[::2] = {0}[:1]", "print({0}[1:9:3], {0}[::-2], {0}[100:], slice(1, None, 2).indices(5))"]).format(name))
            self.line("print(len(%s), sys.getsizeof(%s), %s[:4])" % (name, name, name))
        self.line("del %s" % name)

    def sizes_of_code(self):
        self.line("print(%s)" % self.pick([
            "sys.getsizeof(lambda: 0), sys.getsizeof((lambda a, *b, c=1: a).__code__)", "sys.getsizeof(sys._getframe()) > 0, sys.getsizeof((k for k in ())), sys.getsizeof(iter([])), sys.getsizeof(iter({}.items()))",
            "sys.getsizeof(type), sys.getsizeof(int), sys.getsizeof(object()), sys.getsizeof(None), sys.getsizeof(NotImplemented)", "sys.getsizeof(range(5)), sys.getsizeof(slice(1)), sys.getsizeof(enumerate([])), sys.getsizeof(zip()), sys.getsizeof(map(abs, []))",
            "sys.getsizeof(property()), sys.getsizeof(staticmethod(len)), sys.getsizeof(len), sys.getsizeof([].append), sys.getsizeof(str.join)", "sys.getsizeof({}.keys()), sys.getsizeof(memoryview(b'')), sys.getsizeof(ValueError()), sys.getsizeof(OSError(1, 'x'))",
            "sys.getsizeof(log.__iter__()), sys.getsizeof(reversed([])), sys.getsizeof(super), sys.getsizeof(weakref.ref(noted)), sys.getsizeof(1j), sys.getsizeof(...)"]))
