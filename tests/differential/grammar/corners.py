"""Statements where two mechanisms meet: subclasses as foreign operands, exceptions thrown into generators
that handle others, copies of iterators, format specifications, dispatch, redirected output."""

SUBCLASSES = [("tuple", "(1, 2)"), ("list", "[1, 2]"), ("str", "'ab'"), ("bytes", "b'ab'"), ("int", "5"), ("float", "1.5"),
              ("set", "{1}"), ("dict", "{1: 2}"), ("bytearray", "b'q'"), ("frozenset", "[3]"), ("complex", "2j")]
OPERATORS = ["+", "-", "*", "|", "&", "^", "%", "//", "/", "<", "<=", "==", "@", "<<", "in"]
PLAIN = ["1", "'a'", "[1]", "(1,)", "b'x'", "{1}", "{1: 1}", "None", "1.5", "2j", "range(2)", "frozenset([1])", "True", "iter([])", "object"]


class Corners:
    """Mixed into the writer."""

    def corners_statement(self):
        if self.loop > 20:
            return self.change()
        self.weighted([(1.5, self.foreign_operand), (1.5, self.thrown_into), (1, self.iterator_copied), (1.5, self.formatted),
                       (0.8, self.dispatched), (0.6, self.redirected), (1, self.attribute_hooks), (1, self.frame_facts),
                       (0.8, self.nested_group), (0.8, self.view_of_bytes), (1, self.set_algebra), (0.8, self.sorted_by),
                       (0.8, self.async_words), (0.7, self.slots_and_weak)])()
        return None

    def foreign_operand(self):
        name = self.fresh("Sub")
        base, value = self.pick(SUBCLASSES)
        self.line("class %s(%s):" % (name, base))
        with self.indented():
            self.line(self.pick(["pass", "pass", "def __add__(self, other):\n    return ('add', other)", "def __radd__(self, other):\n    return ('radd', other)",
                                 "def __rmul__(self, other):\n    return NotImplemented", "def __ror__(self, other):\n    return 'ror'", "__hash__ = None",
                                 "def __lt__(self, other):\n    return 'lt'", "def __contains__(self, item):\n    return item == 3"]))
        sub = "%s(%s)" % (name, value)
        for _ in range(self.between(2, 5)):
            other = self.pick(PLAIN + [sub])
            left, right = (sub, other) if self.chance(0.5) else (other, sub)
            if left == "iter([])" and right == "iter([])":
                continue
            self.caught("print(shown((%s) %s (%s)))" % (left, self.pick(OPERATORS), right))
            if self.chance(0.2):
                self.line("%s.%s = %s" % (name, self.pick(["extra", "__doc__", "__len__"]), "lambda self: 1"))

    def thrown_into(self):
        name, gen = self.fresh("handling"), self.fresh("handler_gen")
        self.line("def %s():\n    try:\n        raise KeyError('inner')\n    except KeyError as inner:" % name)
        self.level += 2
        self.line(self.pick([
            "try:\n    yield 1\nexcept ValueError as err:\n    print('got', err, repr(err.__context__), err.__context__ is inner)\n    yield 2",
            "yield 1", "try:\n    yield 1\nfinally:\n    log.append('handled')", "yield from [1, 2]",
            "try:\n    yield 1\nexcept ValueError:\n    raise RuntimeError('again')"]))
        self.level -= 2
        self.line("    yield 3")
        self.line("%s = %s()\nprint(next(%s))" % (gen, name, gen))
        thrown = self.pick(["ValueError('thrown')", "ValueError", "KeyError(1)", "ValueError, 'text'", "GeneratorExit", "errors[-1] if errors else OSError(3)"])
        text = "try:\n    print(%s.throw(%s))\nexcept BaseException as err:\n    print(repr(err), repr(err.__context__), repr(err.__cause__))" % (gen, thrown)
        if self.chance(0.4):
            self.line("try:\n    raise IndexError('outside')\nexcept IndexError:")
            with self.indented():
                self.line(text)
        else:
            self.line(text)
        self.line(self.pick(["print(next(%s, 'end'))", "%s.close()", "print(sys.getrefcount(%s))", "print(%s.gi_frame is None)"]) % gen)
        self.line("del %s\nprint(gc.collect())" % gen)

    def iterator_copied(self):
        self.import_once("itertools")
        name, twin = self.fresh("walking"), self.fresh("walking_twin")
        self.line("%s = %s" % (name, self.pick([
            "iter([1, [2], 3])", "iter((1, 2, 3))", "iter('abc')", "iter(range(5))", "reversed([1, 2, 3])", "enumerate(['a', 'b'])", "zip([1, 2], 'ab')",
            "map(str, [1, 2, 3])", "itertools.count(2, 3)", "itertools.islice([1, 2, 3, 4], 1, None)", "itertools.chain([1], [2, 3])", "itertools.cycle([1, 2])",
            "itertools.accumulate([1, 2, 3])", "itertools.combinations('abc', 2)", "itertools.product('ab', [1, 2])", "itertools.permutations([1, 2, 3], 2)",
            "itertools.repeat('r', 3)", "itertools.starmap(pow, [(2, 3), (3, 2)])", "itertools.takewhile(bool, [1, 2, 0])", "itertools.zip_longest('ab', 'c')",
            "itertools.pairwise([1, 2, 3])", "itertools.tee([1, 2, 3])[0]", "itertools.compress('abc', [1, 0, 1])", "itertools.groupby([1, 1, 2])"])))
        self.line("print(shown(next(%s)))" % name)
        self.caught("%s = copy.copy(%s)\nprint(shown(next(%s)), shown(next(%s)), sys.getrefcount(%s))\nprint(type(%s.__reduce__()).__name__)" % (twin, name, twin, name, name, name))
        self.caught("print(%s.__length_hint__())" % name)
        self.line("del %s\ngc.collect()" % name)

    def formatted(self):
        for _ in range(self.between(2, 5)):
            value = self.pick(["5", "-7", "0", "10 ** 20", "255", "True", "3.14159", "-0.5", "1e300", "0.0", "float('inf')", "1234567.891", "'text'", "'h\\xe9'", "''", "1 + 2j", "b'x'", "None", "[1]"])
            spec = (self.pick(["", "", "<", ">", "^", "=", "*<", "0>", "_^"]) + self.pick(["", "", "+", "-", " "]) + self.pick(["", "", "", "#", "z"]) + self.pick(["", "", "0"]) +
                    self.pick(["", "", "5", "12", "20"]) + self.pick(["", "", "", ",", "_"]) + self.pick(["", "", ".0", ".2", ".5", ".10"]) + self.pick(["", "", "d", "f", "e", "g", "x", "b", "o", "s", "c", "%", "n", "r", "G", "X", "E"]))
            self.caught("print(repr(format(%s, %r)))" % (value, spec))
            if self.chance(0.4):
                percent = "%" + self.pick(["", "-", "+", "0", " ", "#"]) + self.pick(["", "4", "9"]) + self.pick(["", ".1", ".3", ".6"]) + self.pick("dsrxofegciaXEG%u")
                self.caught("print(repr(%r %% %s))" % (percent, self.pick([value, "(%s,)" % value])))

    def dispatched(self):
        if self.loop > 1 or self.in_function or self.level:
            return self.formatted()  # what the modules made dies with it, and is not the same
        self.import_once("functools")
        self.line("gc.collect()")
        name, made = self.fresh("dispatching"), self.fresh("Ordered")
        if self.chance(0.5):
            self.line("@functools.singledispatch\ndef %s(value):\n    return 'other'\n@%s.register\ndef _(value: int):\n    return 'int'\n@%s.register(list)\ndef _(value):\n    return [%s(v) for v in value]" % ((name,) * 4))
            self.caught("print(%s(%s), %s(%s), len(%s.registry))" % (name, self.expr("any", 1), name, self.pick(["True", "[1, 'a', [2]]", "None", "{}"]), name))
        else:
            self.line("@functools.total_ordering\nclass %s:\n    def __init__(self, n):\n        self.n = n\n    def __eq__(self, other):\n        return self.n == other.n\n    def __lt__(self, other):\n        return self.n < other.n\n    @functools.cached_property\n    def slow(self):\n        log.append('slow')\n        return [self.n]" % made)
            self.caught("one = %s(%s)\nprint(one <= %s(2), one > %s(1), one >= one, one.slow is one.slow, sorted(vars(one)), log[-2:])\ndel one" % (made, self.small(), made, made))
        self.line("gc.collect()")
        return None

    def redirected(self):
        self.import_once("contextlib, io")
        self.line("gc.collect()")
        name = self.fresh("captured")
        self.line("%s = io.StringIO()" % name)
        self.caught("with contextlib.redirect_stdout(%s):\n    print('inside', len(log))\n    %s" % (name, self.pick(["print(1, 2, sep='-', end='')", "raise ValueError('out')", "print(%s.tell())" % name])))
        self.line("print(repr(%s.getvalue()))\ngc.collect()" % name)

    def attribute_hooks(self):
        name, obj = self.fresh("Hooked"), self.fresh("hooked")
        self.line("class %s:\n    kind = 'class'\n    def __init__(self):\n        self.plain = 1" % name)
        with self.indented():
            self.line(self.pick([
                "def __getattribute__(self, name):\n    log.append(name)\n    return super().__getattribute__(name)", "def __getattr__(self, name):\n    return (name, len(name))",
                "def __delattr__(self, name):\n    print('del', name)\n    super().__delattr__(name)", "def __dir__(self):\n    return ['z', 'a']",
                "def __setattr__(self, name, value):\n    self.__dict__[name] = [value]", "def __class_getitem__(cls, item):\n    return (cls.__name__, item)",
                "def __init_subclass__(cls, **options):\n    log.append((cls.__name__, sorted(options)))"]))
        self.line("%s = %s()" % (obj, name))
        for _ in range(self.between(2, 4)):
            self.caught(self.pick(["print({0}.plain)", "print({0}.missing)", "{0}.other = 2\nprint({0}.other)", "del {0}.plain", "print(dir({0})[:2])", "print({1}[int])", "print(hasattr({0}, 'nothing'), getattr({0}, 'zz', 'default'))",
                                   "print(vars({0}))", "class Sub{1}({1}, extra=1): pass\nprint(Sub{1}.kind)", "print({0}.kind, {0}.__class__ is {1})", "{0}.kind = 3\nprint({1}.kind, {0}.kind)", "object.__setattr__({0}, 'raw', 5)\nprint({0}.raw)"]).format(obj, name))
        self.line("print(log[-3:])\ndel %s" % obj)

    def frame_facts(self):
        name = self.fresh("framed")
        self.line("def %s(given, *rest, key=None):\n    frame = sys._getframe()\n    print(frame.f_lasti, frame.f_lineno - frame.f_code.co_firstlineno, sorted(frame.f_locals), frame.f_code.co_flags, frame.f_trace_lines)\n    %s" % (name, self.pick([
            "return frame.f_back.f_code.co_name", "given = frame\n    del frame\n    return given.f_locals['given'] is given", "return [f.f_lasti for f in (frame, frame.f_back)][0]",
            "return frame.f_code.co_consts, frame.f_code.co_names", "return list(frame.f_code.co_lines())[:3]", "yield frame.f_lasti\n    yield frame.f_lasti"])))
        self.caught("made = %s(%s)\nprint(list(made) if hasattr(made, 'gi_frame') else made)\ndel made" % (name, self.pick(["1", "[2], 3", "1, key=2", "()"])))
        self.line("print(gc.collect())")

    def nested_group(self):
        name = self.fresh("grouped_error")
        self.line("def %s():\n    raise ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [TypeError('t'), KeyError('k')]), OSError(5)])" % name)
        caught = self.random.sample(["ValueError", "TypeError", "(KeyError, OSError)", "ArithmeticError", "Exception"], self.between(1, 3))
        self.line("try:\n    try:\n        %s()" % name)
        for kind in caught:
            self.line("    except* %s as part:\n        print('part', part.message, part.exceptions)%s" % (kind, self.pick(["", "", "\n        raise RuntimeError('from part')", "\n        raise"])))
        self.line("except BaseException as left:\n    print(repr(left))\n    %s" % self.pick([
            "print(left.subgroup(OSError) if isinstance(left, BaseExceptionGroup) else left.args)", "print(left.split(ValueError) if isinstance(left, BaseExceptionGroup) else 0)",
            "print(repr(left.__context__), repr(left.__cause__))", "errors.append(left)"]))

    def view_of_bytes(self):
        name, view = self.fresh("store"), self.fresh("seen_as")
        self.line("%s = bytearray(range(%d))\n%s = memoryview(%s)" % (name, self.pick([8, 12, 16]), view, name))
        for _ in range(self.between(2, 5)):
            self.caught(self.pick(["print({1}[2:5].tolist(), {1}.nbytes, {1}.shape)", "{1}[1:3] = b'zz'\nprint({0}[:4])", "{0}.append(1)", "print({1}.cast('H').tolist(), {1}.cast('I').itemsize)", "part = {1}[::2]\nprint(part.contiguous, bytes(part))\ndel part",
                                   "print({1} == {0}, {1}[0] == {0}[0], hash(memoryview(bytes({0}))) == hash(bytes({0})))", "{1}[0] = 300", "print({1}.readonly, {1}.format, {1}.obj is {0}, sys.getrefcount({0}))", "{1}[3] = 'a'", "print({1}.hex('-', 2), {1}.toreadonly().readonly)",
                                   "del {0}[0]", "print(5 in {1}, list(reversed({1}))[:2])", "{1}.cast('q')[0] = -1\nprint({0})"]).format(name, view))
        self.line("%s.release()\n%s.append(7)\nprint(len(%s), sys.getsizeof(%s))" % (view, name, name, name))
        self.caught("print(%s[0])" % view)

    def set_algebra(self):
        a, b = self.fresh("first_set"), self.fresh("second_set")
        self.line("%s = set(%s)\n%s = frozenset(%s)" % (a, self.source_of_ints(), b, self.source_of_ints()))
        for _ in range(self.between(2, 4)):
            self.caught(self.pick(["print(sorted({0} ^ {1}), type({0} | {1}).__name__, type({1} | {0}).__name__)", "print({0} <= {1}, {0}.issuperset({1}), {0}.isdisjoint({1}))", "{0} -= {1}\nprint(len({0}), sys.getsizeof({0}))", "print({0} == {1}, hash({1}) == hash(frozenset(sorted({1}))))",
                                   "{0}.update({1}, [1, 2], range(3))\nprint(len({0}))", "{0}.intersection_update({1})\nprint(sorted({0}))", "print(sorted({0}.union({1}, 'a'), key=str)[:3])", "print({0} | [1])", "{0} |= {0}\nprint(len({0}))", "print({{{1}: 1}}[frozenset({1})])", "print(max({0}, default=None), sum({0}), {0} and 1)"]).format(a, b))
        self.line("del %s" % a)

    def sorted_by(self):
        name = self.fresh("ranking")
        self.line("%s = [('b', 2), ('a', %s), ('c', 1), ('a', 1), ('B', 3)]" % (name, self.small()))
        self.caught(self.pick(["print(sorted({0}, key=lambda p: (-p[1], p[0].lower())))", "{0}.sort(key=lambda p: p[1], reverse=True)\nprint({0})", "print(max({0}, key=lambda p: p[1]), min({0})[0])", "print(sorted({0}, key=lambda p: {0}))", "print(sorted({0}, key=lambda p: p[2]))",
                               "{0}.sort(key=lambda p: {0}.clear() or p)", "print(sorted({0}, key=lambda p: log.append(p) or 0)[0], len(log))", "print([k for k, _ in sorted({0}, key=lambda p: str(p), reverse=True)])", "print(sorted(map(list, {0}))[:2], sorted({0}, key=None)[-1])"]).format(name))
        self.line("print(len(%s))\ndel log[20:]" % name)

    def async_words(self):
        """The protocols that `await` uses, without it: plain classes and attributes."""
        self.import_once("types")
        self.caught(self.pick(["print(hasattr((k for k in ()), '__await__'), hasattr(iter([]), 'send'))", "print(types.GeneratorType is type((k for k in ())), types.FunctionType is type(noted))",
                               "print(types.new_class('Made', (), {}).__name__)", "print(types.resolve_bases((int, list[int])))", "print(types.DynamicClassAttribute(len).fget is len)"]))
        self.line("gc.collect()")

    def slots_and_weak(self):
        name, obj = self.fresh("Slotted"), self.fresh("slotted")
        slots = self.pick(["('a', 'b')", "('a', '__weakref__')", "('a', '__dict__')", "{'a': 'doc of a'}", "'a'", "()"])
        self.line("class %s:\n    __slots__ = %s\n%s = %s()" % (name, slots, obj, name))
        for _ in range(self.between(2, 5)):
            self.caught(self.pick(["{0}.a = [1]\nprint({0}.a)", "print({0}.a)", "del {0}.a", "{0}.z = 1\nprint(vars({0}))", "print(weakref.ref({0})() is {0})", "print(sys.getsizeof({0}), {1}.__slots__)", "print(gc.is_tracked({0}), len(gc.get_referents({0})))", "print(type({1}.a).__name__, {1}.a.__doc__)",
                                   "print(copy.copy({0}).a)", "class Sub{1}({1}):\n    __slots__ = ('a', 'c')\nprint(sys.getsizeof(Sub{1}()))", "class Plain{1}({1}):\n    pass\nprint(sys.getsizeof(Plain{1}()), vars(Plain{1}()))", "{0}.__class__ = object"]).format(obj, name))
        self.line("del %s" % obj)
