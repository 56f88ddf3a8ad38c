"""Statements on who lives how long: objects that tell of their end, put wherever objects can be put, and
counts of references taken at every place where Python calls the program back.

`Mark` is a class of every program: its __del__ prints. Marks are never hashed into sets of several, since
the order of those is that of addresses."""

HOLDERS = {
    "list": ("[{0}]", [
        "{c}[1:3] = [{m}]", "del {c}[::2]", "{c}.sort(key=lambda m: -m.n)", "{c}[:] = {c}[::-1]", "{c} *= 0", "print({c}.pop(0))", "{c}.clear()",
        "{c}[0] = None", "{c}.remove({c}[1])", "{c} += [{m}]", "{c} = {c} + {c}", "{c} = [m for m in {c} if m.n % 2]", "{c}.extend({c})",
        "{c} = [*map(lambda m: m, {c})][1:]", "{c}.insert(1, {c}.pop())", "{c}[0], {c}[1] = {c}[1], {c}[0]", "{c}[-1:] = (m for m in [{m}, {m}])", "{c} = sorted({c}, key=lambda m: m.n)[:2]",
        "for m in {c}:\n    {c}.remove(m)\nelse:\n    m = None", "{c}[len({c}):] = {c}[:1]", "print(max({c}, key=lambda m: m.n), len({c}))", "{c} = list(filter(lambda m: m.n % 2, {c}))",
        "{c}.append({c})", "while {c}:\n    {c}.pop(len({c}) // 2)"]),
    "tuple": ("({0},)", [
        "{c} = {c}[1:]", "{c} = {c} + ({m},)", "{c}, *rest = {c}\nprint(rest)\ndel rest", "{c} = (*{c}, {m})[2:]", "{c} = tuple(reversed({c}))", "{c} = {c} * 2", "{c} = ({c}, {m})", "print({c}.index({c}[-1]), {c}.count({c}[0]))",
        "{c} = tuple(m for m in {c})", "{c} += ()", "print(*{c}[:1])"]),
    "dict": ("dict(enumerate([{0}]))", [
        "{c}[1] = {m}", "print({c}.pop(1))", "print({c}.popitem())", "{c}.update({{0: {m}, 7: {m}}})", "{c}.clear()", "{c} |= {{5: {m}}}", "{c} = {{k: v for k, v in {c}.items() if k}}", "{c}.setdefault(1, {m})",
        "{c}.setdefault(9, {m})", "del {c}[0]", "{c} = dict({c})", "{c} = {{**{c}, 1: {m}}}", "for k in list({c}):\n    del {c}[k]", "{c}[{m}] = {m}", "{c} = {{v: k for k, v in {c}.items()}}", "print(list({c}.values())[-1:])",
        "{c}['self'] = {c}", "{c} = dict.fromkeys([1, 2], {m})", "for k in range(9):\n    {c}[k] = {m}", "{c} = {c} | {{0: {m}}}", "{c}.get(99, {m})", "{c} = dict(zip({c}, [{m}]))"]),
    "deque": ("collections.deque([{0}], maxlen=4)", [
        "{c}.append({m})", "{c}.appendleft({m})", "{c}.rotate(1)", "{c}.insert(1, {m})", "{c}.extend([{m}, {m}])", "{c}.extendleft([{m}])", "del {c}[1]", "{c}.remove({c}[0])", "{c}.clear()", "{c} *= 2", "{c} = collections.deque({c}, 2)",
        "print({c}.popleft())", "{c}[0] = {m}", "{c}.reverse()", "{c} = {c} + {c}", "{c}.append({c})", "{c} = {c}.copy()", "for m in {c}:\n    {c}.append({m})"]),
    "ordered": ("collections.OrderedDict(enumerate([{0}]))", [
        "{c}.move_to_end(0)", "print({c}.popitem(last=False))", "{c}[1] = {m}", "del {c}[0]", "{c}.clear()", "{c} |= {{8: {m}}}", "{c} = {c}.copy()", "{c}.update({{1: {m}}})", "print({c}.pop(9, None))", "{c}['self'] = {c}", "{c}.setdefault(6, {m})",
        "print(list(reversed({c}.values())))", "{c} = collections.OrderedDict({c})", "for k in {c}:\n    {c}.pop(k)"]),
    "default": ("collections.defaultdict(lambda: {1}, enumerate([{0}]))", [
        "{c}[5].other = {c}[0]", "{c}[6]", "{c}.pop(5, None)", "del {c}[0]", "{c}.default_factory = None", "{c} = {c}.copy()", "{c}.clear()", "{c}[7].other = {c}", "print(len({c}))"]),
    "object": ("types.SimpleNamespace(a={1}, b={1}, c={1})", [
        "{c}.a = {m}", "del {c}.b", "{c}.__dict__.clear()", "{c}.d = {c}", "vars({c})['c'] = None", "{c}.__dict__.update(e={m}, a={m})", "print({c}.c)", "{c}.a, {c}.b = {c}.b, {c}.a", "setattr({c}, 'f', {m})"]),
    "mark": ("{1}", [
        "{c}.other = {m}", "{c}.other = {c}", "del {c}.other", "{c}.extra = [{c}]", "{c}.__dict__ = {{'n': 77}}", "{c}.__dict__.pop('other', None)", "{c}.method = {c}.__repr__", "{c}.other = lambda held={c}: held", "{c}.other = iter([{c}])",
        "{c} = copy.copy({c})", "{c} = copy.deepcopy({c})", "{c}.__class__ = Quiet", "{c}.other = (k for k in [{c}])", "{c}.other = weakref.ref({c}, noted)", "{c}.other = sys._getframe()"]),
    "iterator": ("iter([{0}])", [
        "print(next({c}, None))", "print(*{c})", "{c} = enumerate({c})", "{c} = zip({c}, [{m}])", "{c} = map(lambda m: m, {c})", "{c} = itertools.chain({c}, [{m}])", "{c} = itertools.cycle({c})", "{c} = itertools.tee({c})[1]", "{c} = itertools.islice({c}, 1, None)",
        "{c} = filter(None, {c})", "{c} = itertools.pairwise({c})", "{c} = (m for m in {c})", "{c} = itertools.groupby({c}, lambda m: 0)", "{c} = itertools.accumulate({c}, lambda a, b: b)", "{c} = itertools.zip_longest({c}, [1, 2, 3, 4])", "{c} = reversed([*itertools.islice({c}, 3)])",
        "{c} = iter(list(itertools.islice({c}, 4)))", "{c} = itertools.repeat(next({c}, None), 2)", "{c} = copy.copy({c})", "{c} = itertools.combinations(itertools.islice({c}, 3), 2)", "{c} = itertools.product([*itertools.islice({c}, 2)], repeat=2)",
        "{c} = itertools.permutations([*itertools.islice({c}, 2)])", "{c} = itertools.starmap(lambda *m: m, [[m] for m in itertools.islice({c}, 3)])", "{c} = itertools.dropwhile(lambda m: False, {c})", "{c} = itertools.compress({c}, [0, 1, 1])"]),
    "function": ("(lambda a={1}, *, k={1}: (a, k))", [
        "{c}.__defaults__ = ({m},)", "{c}.__kwdefaults__ = None", "{c}.__kwdefaults__['k'] = {m}", "{c}.attribute = {m}", "{c}.attribute = {c}", "del {c}.__defaults__", "print({c}())", "{c} = functools.partial({c}, {m})", "{c}.__dict__ = {{}}", "{c} = functools.lru_cache({c})", "{c} = {c}.__get__({m})",
        "{c}.__annotations__ = {{'a': {m}}}", "{c} = (lambda inner: lambda: inner)({c})", "print(len(gc.get_referents({c})))", "{c} = staticmethod({c})", "{c} = property({c}, {c})", "{c} = functools.wraps({c})(lambda: None)"]),
    "error": ("ValueError({0})", [
        "{c}.args = ({m},)", "{c}.__context__ = KeyError({m})", "{c}.__cause__ = OSError({m})", "{c}.extra = {m}", "{c}.extra = {c}", "{c}.__init__({m})", "{c} = ExceptionGroup('g', [{c}])", "{c} = {c}.with_traceback(None)", "{c}.add_note('n')", "{c}.__dict__.clear()",
        "try:\n    raise {c}\nexcept Exception as caught:\n    {c} = caught", "try:\n    raise RuntimeError({m}) from {c}\nexcept RuntimeError as caught:\n    {c} = caught", "del {c}.args", "{c}.args = {c}.args[1:]", "{c} = StopIteration({m}, {c})"]),
}
WAYS_OUT = ["del {c}", "del {c}", "{c} = None", "{c} = [{c}]\n{c}.append({c})\ndel {c}\nprint(gc.collect())", "{c} = ({c}, {c})\ndel {c}", "print(len(gc.get_referrers({c})))\ndel {c}", "{c} = [[[{c}]]]\ndel {c}", "{c} = (lambda: {c})\ndel {c}\nprint(gc.collect())"]

CALLED_BACK = [
    ("__add__", "self, other", ["{0} + {1}", "sum([{1}], {0})"]), ("__radd__", "self, other", ["5 + {0}", "sum([{0}])"]), ("__iadd__", "self, other", ["functools.reduce(operator.iadd, [{0}, 1])"]),
    ("__eq__", "self, other", ["{0} == 5", "[{0}].count(7)", "7 in [{0}]", "[1, 2].index({0})", "{0} != {1}", "({0},) == (1,)", "{{'k': {0}}} == {{'k': 1}}"]), ("__lt__", "self, other", ["sorted([{0}, {1}])", "max({0}, {1})", "min([{0}, {1}])", "{1} > {0}", "[{0}, {1}].sort()"]),
    ("__getitem__", "self, key", ["{0}['k']", "{0}[1:2]", "operator.itemgetter(3)({0})", "[k for k, _ in zip({0}, [])]", "'%(a)s' % {0}", "'{{0[x]}}'.format({0})"]), ("__setitem__", "self, key, other", ["operator_set({0}, 'k', {1})"]), ("__delitem__", "self, key", ["operator_del({0}, {1})"]),
    ("__contains__", "self, item", ["5 in {0}", "{1} not in {0}", "operator.contains({0}, 1)"]), ("__call__", "self, *args, **kw", ["{0}()", "{0}(1, 2)", "{0}(*[{1}], k=3)", "{0}(**{{'a': 1}})", "list(map({0}, [1, 2]))", "sorted([3, 1], key={0}) and 0", "functools.partial({0}, {1})(5)"]),
    ("__len__", "self", ["len({0})", "bool({0})", "list(reversed({0}))"]), ("__bool__", "self", ["not {0}", "1 if {0} else 2", "{0} and 3", "any([{0}])", "list(filter(None, [{0}]))"]), ("__iter__", "self", ["list({0})", "[*{0}]", "dict({0})", "tuple({0})", "5 in {0}", "zip({0})", "set({0})", "''.join({0})"]),
    ("__hash__", "self", ["{{{0}: 1}}", "hash({0})", "{{}}.get({0})", "{{1}} & {{{0}}}"]), ("__repr__", "self", ["repr({0})", "[{0}]", "f'{{{0}!r}}'", "'%r' % {0}", "str({0})", "print({0})"]), ("__str__", "self", ["str({0})", "'%s' % {0}", "print({0})", "f'{{{0}}}'"]), ("__format__", "self, spec", ["f'{{{0}:>5}}'", "format({0})", "'{{:x}}'.format({0})"]),
    ("__getattr__", "self, name", ["{0}.nothing", "getattr({0}, 'zz')", "hasattr({0}, 'q')", "operator.attrgetter('a.b')({0})", "copy.copy({0})"]), ("__setattr__", "self, name, other", ["setattr({0}, 'a', {1})"]), ("__delattr__", "self, name", ["delattr({0}, 'a')"]), ("__getattribute__", "self, name", ["{0}.thing", "{0}.n"]),
    ("__enter__", "self", ["enter_with({0})"]), ("__index__", "self", ["[1, 2][{0}]", "range({0})", "hex({0})", "'a' * {0}"]), ("__int__", "self", ["int({0})"]), ("__float__", "self", ["float({0})"]), ("__missing__", "self, key", ["{0}[5]"]),
    ("__get__", "self, instance, owner", ["type('Owner', (), {{'d': {0}}})().d", "type('Owner', (), {{'d': {0}}}).d"]), ("__set_name__", "self, owner, name", ["type('Owner', (), {{'d': {0}}}).__name__"]), ("__instancecheck__", "self, other", ["isinstance(5, {0})"]), ("__reduce_ex__", "self, version", ["copy.copy({0})"]),
    ("__copy__", "self", ["copy.copy({0})"]), ("__deepcopy__", "self, memo", ["copy.deepcopy([{0}])"]), ("__sizeof__", "self", ["sys.getsizeof({0})"]), ("__dir__", "self", ["dir({0})"]), ("__length_hint__", "self", ["list({0})", "operator.length_hint({0})"]), ("__next__", "self", ["next({0})", "next({0}, 5)"]), ("__matmul__", "self, other", ["{0} @ {1}"]),
    ("__pow__", "self, other, mod=None", ["{0} ** 2", "pow({0}, 2, 3)"]), ("__rsub__", "self, other", ["1 - {0}"]), ("__or__", "self, other", ["{0} | 1"]), ("__neg__", "self", ["-{0}"]), ("__divmod__", "self, other", ["divmod({0}, 2)"]), ("__round__", "self, *n", ["round({0})", "round({0}, 2)"]),
]
UNCOUNTED = ("key", "name", "spec", "n", "mod", "version")  # constants, or strings that others know too
GIVEN_BACK = ["5", "self", "NotImplemented", "None", "[self]", "'text'", "iter([self])", "True", "(self, self)"]


class Lifetimes:
    """Mixed into the writer."""

    def lifetimes_statement(self):
        if self.loop > 6:
            return self.change()
        self.weighted([(4, self.held), (2.5, self.counted_at), (1.5, self.weak_iteration), (1, self.finalized), (1.2, self.called_at_death), (1, self.raised_from_the_dead), (1, self.stacked_managers),
                       (1.2, self.pipeline), (1, self.thrown_far), (0.8, self.marks_collected), (0.8, self.marks_copied), (0.8, self.matched_marks), (1, self.locals_end), (0.7, self.nested_cells), (0.8, self.slotted_family)])()
        return None

    def mark(self):
        return "Mark(%d)" % self.between(1, 60)

    def marks(self, low=2, high=5):
        return ", ".join(self.mark() for _ in range(self.between(low, high)))

    def held(self):
        """A container of marks, changed step by step: the order in which they end."""
        kind = self.pick(sorted(HOLDERS))
        make, changes = HOLDERS[kind]
        self.import_once({"deque": "collections", "ordered": "collections", "default": "collections", "object": "types", "iterator": "itertools", "function": "functools"}.get(kind, "itertools"))
        name = self.fresh("held_" + kind)
        self.line("%s = %s" % (name, make.replace("{0}", self.marks(3, 5)).replace("{1}", self.mark())))
        for _ in range(self.between(1, 4)):
            change = self.pick(changes)
            while "{m}" in change:
                change = change.replace("{m}", self.mark(), 1)
            self.caught(change.format(c=name))
            if self.chance(0.3):
                self.line("print('now', min(sys.getrefcount(%s), 99), sys.getsizeof(%s), gc.is_tracked(%s))" % (name, name, name))
        self.line(self.pick(WAYS_OUT).format(c=name))

    def counted_at(self):
        """Counts seen from inside the methods that Python calls by itself."""
        for module in ("functools", "operator"):
            self.import_once(module)
        method, parameters, uses = self.pick(CALLED_BACK)
        name, thing = self.fresh("Counted"), self.fresh("counted")
        words = [w.split("=")[0].lstrip("*") for w in parameters.split(", ")]
        base = "dict" if method == "__missing__" else self.pick(["", "", "", "list", "Mark"])
        self.line("class %s%s:\n    def %s(%s):\n        print('%s', %s)" % (name, "(%s)" % base if base else "", method, parameters, method.strip("_"), ", ".join("min(sys.getrefcount(%s), 99)" % w for w in words if w not in UNCOUNTED)))
        if method == "__getattribute__":
            self.line("        return object.__getattribute__(self, name)" if self.chance(0.5) else "        return 1")
        else:
            self.line("        return %s" % self.pick(GIVEN_BACK))
        if method == "__enter__":
            self.line("    def __exit__(self, *error):\n        print('left', sys.getrefcount(self), sys.getrefcount(error))")
        made = "%s(%s)" % (name, "3" if base == "Mark" else "")
        self.line("%s = %s" % (thing, made))
        for _ in range(self.between(1, 3)):
            first = self.pick([thing, thing, made])
            self.caught("print(type(%s).__name__)" % self.pick(uses).format(first, self.pick([thing, made])))
        self.line("print(sys.getrefcount(%s), sys.getrefcount(%s))\ndel %s" % (name, thing, thing))

    def weak_iteration(self):
        table, keep = self.fresh("weak_table"), self.fresh("kept_alive")
        self.line("%s = [%s]" % (keep, ", ".join("Mark(%d)" % n for n in self.random.sample(range(60), 4))))
        kind = self.between(0, 2)
        if kind == 0:
            self.line("%s = weakref.WeakValueDictionary(enumerate(%s))" % (table, keep))
            moves = ["for k in {0}:\n    print(k, len({0}))\n    {1}.pop()", "for k, v in {0}.items():\n    {1}.clear()\n    print(k, v)\nelse:\n    v = None", "print({0}.pop(0, 'none'), len({0}))", "{0}[9] = {1}[0]", "print([r() is None for r in {0}.valuerefs()])", "print({0}.setdefault(1, {1}[-1]))", "{0}[5] = Mark(5)",
                     "print(sorted({0}), len(list({0}.itervaluerefs())))", "{0} |= {{7: {1}[0]}}", "print({0}.popitem()[0])", "twin = {0}.copy()\n{1}.pop()\nprint(len(twin), len({0}))\ndel twin", "walk = None\nwalk = iter({0}.values())\nprint(next(walk))\n{1}.clear()\nprint(len({0}))\ndel walk\nprint(len({0}))"]
        elif kind == 1:
            self.line("%s = weakref.WeakKeyDictionary((m, m.n) for m in %s)" % (table, keep))
            moves = ["for m in {0}:\n    print(m, len({0}))\n    {1}.pop()\nelse:\n    m = None", "print({0}.pop({1}[0], 'none'), len({0}))", "{0}[{1}[0]] = {1}[0]", "print([r() is None for r in {0}.keyrefs()])", "{0}[Mark(5)] = 1", "print({0}.get({1}[-1]), {1}[0] in {0}, 5 in {0})", "print(list({0}.values()))",
                     "{0}[{1}[0]] = [{0}]\nprint(sys.getrefcount({0}), sys.getrefcount({1}[0]))\n{0}[{1}[0]] = 1", "del {0}[{1}[0]]", "walk = iter({0}.items())\nprint(next(walk))\n{1}.clear()\nprint(len({0}))\ndel walk\nprint(len({0}))", "print(list({0}.items())[-1:])"]
        else:
            self.line("%s = weakref.WeakSet(%s[:1])" % (table, keep))
            moves = ["for m in {0}:\n    {1}.pop(0)\n    print(m, len({0}))\nelse:\n    m = None", "{0}.add(Mark(5))", "{0}.discard({1}[0])", "print(len({0} | {0}), {0} == weakref.WeakSet({1}[:1]))", "{0}.clear()", "print(len({0}), {1}[0] in {0}, 5 in {0})", "print({0}.pop())", "{0}.add(5)", "{0}.remove({1}[-1])", "print(len({0} - {0}), {0} <= {0}, {0}.isdisjoint([]))"]
        for _ in range(self.between(1, 4)):
            self.line("try:")
            with self.indented():
                self.line(self.pick(moves).format(table, keep))
            self.line("except Exception as strange:\n    print(type(strange).__name__)")
        self.line("del %s\nprint(len(%s))" % (keep, table))
        if self.chance(0.6):
            self.line("del %s\ngc.collect()" % table)

    def finalized(self):
        name, fin = self.fresh("watched"), self.fresh("finalizer")
        self.line("%s = %s" % (name, self.mark()))
        self.line("%s = weakref.finalize(%s, %s)" % (fin, name, self.pick(["print, 'fin', 1", "log.append, %s" % self.mark(), "lambda *a, **k: print('called', a, k), 1, key=2", "lambda: 1 // 0", "print, %s" % self.mark(), "gc.collect", "lambda: print(len(log))"])))
        for _ in range(self.between(1, 3)):
            self.caught(self.pick(["print({1}.alive, {1}.atexit)", "{1}.atexit = False", "print({1}())", "print({1}.detach() is None)", "print({1}.peek()[2:])", "second = weakref.finalize({0}, print, 'second')\ndel second", "print(min(sys.getrefcount({0}), 99), weakref.getweakrefcount({0}))", "{0}.other = {0}", "del {0}", "{0} = None\nprint({1}.alive)"]).format(name, fin))
        self.line("%s = None\ngc.collect()\nprint(%s.alive)" % (name, fin))
        if self.chance(0.3):
            self.line("outlives = weakref.finalize(noted, print, 'at the end', %d)" % self.between(1, 9))

    def called_at_death(self):
        name, refs = self.fresh("mourned"), self.fresh("mourners")
        self.line("%s = %s" % (name, self.mark()))
        back = lambda: self.pick(["lambda r: print('a', r() is None)", "lambda r: log.append(type(r).__name__)", "lambda r: print('len', len(%s))" % refs, "lambda r: %s.clear()" % refs, "lambda r: 1 // 0", "noted", "print_none", "lambda r, held=%s: print(held)" % self.mark()]).replace("print_none", "lambda r: None")
        self.line("%s = []" % refs)
        for _ in range(self.between(2, 4)):
            self.line("%s.append(weakref.%s(%s, %s))" % (refs, self.pick(["ref", "ref", "proxy"]), name, back()))
        self.caught(self.pick(["del {1}[0]", "{1}.reverse()", "{0}.other = {1}", "{0}.other = {0}", "print(weakref.getweakrefcount({0}), len(weakref.getweakrefs({0})))", "{1}.append({0})", "print([r is weakref.ref({0}) for r in {1}])", "{1}.append({1})"]).format(name, refs))
        self.line(self.pick(["del {0}", "{0} = None", "{0} = [{0}]\n{0}.append({0})\ndel {0}\nprint(gc.collect())", "del {1}, {0}\n{1} = []", "{1} = [{1}, {0}]\n{1}.append({1})\ndel {1}, {0}\nprint(gc.collect())\n{1} = []"]).format(name, refs))
        self.line("print(len(%s))\n%s.clear()\nprint(gc.collect())" % (refs, refs))

    def raised_from_the_dead(self):
        cls, name = self.fresh("Lazarus"), self.fresh("risen")
        self.line("class %s(Mark):\n    def __del__(self):\n        print('rises', self.n, sys.getrefcount(self))\n        %s" % (cls, self.pick(["ghosts.append(self)", "ghosts.append(self.other)", "ghosts.append(self.__dict__)", "ghosts[:0] = [self]\n        self.n += 1", "self.other = self", "super().__del__()\n        ghosts.append([self])", "self.seen = weakref.ref(self)", "self.__class__ = Mark", "del self.other", "ghosts.append(lambda: self)"])))
        self.line("%s = %s(%d)" % (name, cls, self.between(1, 9)))
        self.line(self.pick(["", "%s.other = %s" % (name, name), "%s.other = %s" % (name, self.mark()), "%s.other = [%s, %s]" % (name, name, self.mark()), "%s.other = %s(4)\n%s.other.other = %s" % (name, cls, name, name), "watch_it = weakref.ref(%s, noted)" % name]))
        self.line("del %s\nprint('collected', gc.collect(), len(ghosts))" % name)
        if self.chance(0.6):
            self.line("ghosts.clear()\ndel log[:]\nprint(gc.collect())")

    def stacked_managers(self):
        self.import_once("contextlib")
        self.line("gc.collect()")
        name = self.fresh("stack_of")
        self.line("@contextlib.contextmanager\ndef managing(n, wrong=None):\n    local = Mark(n)\n    try:\n        yield local\n    %s\n    finally:\n        print('leaving', n)" % self.pick(["except ValueError:\n        print('swallowed')", "except KeyError as error:\n        raise RuntimeError(n) from error", "except ZeroDivisionError:\n        raise", "except IndexError:\n        return"]))
        self.caught("with contextlib.ExitStack() as %s:" % name)
        self.lines[-3:] = self.lines[-3:]  # the body follows
        at = len(self.lines) - 2
        body = self.random.sample(["first = {0}.enter_context(managing(1))", "{0}.callback(print, 'called', {1})", "{0}.push(lambda *error: print(error[0], sys.getrefcount(error)))", "{0}.enter_context(contextlib.suppress(KeyError))", "{0}.enter_context(contextlib.closing(io_like()))".replace("io_like()", "(k for k in [1])"),
                                   "{0}.enter_context(managing(2))", "other = {0}.pop_all()\n{2}other.close()", "{0}.enter_context(contextlib.nullcontext({1}))", "print(len({0}._exit_callbacks))"], self.between(2, 5))
        body.append(self.pick(["raise ValueError(3)", "{{}}[5]", "1 // 0", "pass", "[][1]", "raise KeyError({1})"]))
        indent = "    " * self.level + "        "
        self.lines[at:at] = [indent + line.format(name, self.mark(), indent) for line in body]
        self.line("%s = first = other = None\ngc.collect()" % name)

    def pipeline(self):
        a, b, run = self.fresh("stage"), self.fresh("stage"), self.fresh("running")
        self.line("def %s(n):\n    for k in range(n):\n        local = Mark(k)\n        %s" % (a, self.pick(["yield local", "yield [local]", "got = yield local\n        if got:\n            print('got', got)", "try:\n            yield local\n        finally:\n            print('finally', k)", "try:\n            yield local\n        except ValueError as error:\n            yield error"])))
        self.line("    return %s" % self.mark())
        self.line("def %s(source):\n    %s" % (b, self.pick(["result = yield from source\n    print('result', result)", "for item in source:\n        yield (item, item)", "yield from (item for item in source)", "with_last = None\n    for with_last in source:\n        yield with_last\n    return with_last",
                                                          "try:\n        yield from source\n    except RuntimeError as error:\n        yield error\n    finally:\n        print('over')", "yield next(source)\n    yield from [*source]"])))
        self.line("%s = %s(%s(%d))" % (run, b, a, self.between(1, 4)))
        for _ in range(self.between(2, 5)):
            self.caught(self.pick(["print(next({0}))", "print(next({0}, 'end'))", "{0}.close()", "print({0}.send({1}))", "print({0}.throw(ValueError({1})))", "print({0}.throw(RuntimeError))", "held = next({0})\nprint(held, sys.getrefcount(held))\ndel held", "print({0}.gi_frame is None, {0}.gi_yieldfrom is None, {0}.gi_suspended)", "print(sys.getrefcount({0}), len(gc.get_referents({0})))",
                                   "print([*{0}])", "for item in {0}:\n    break\nelse:\n    item = None", "{0}.gi_frame.f_locals.clear()", "print(type({0}.gi_frame.f_back).__name__)"]).format(run, self.mark()), "BaseException")
        self.line(self.pick(["del {0}", "{0} = [{0}]\n{0}.append({0})\ndel {0}\nprint(gc.collect())", "{0}.close()\ndel {0}", "print(*{0})"]).format(run))
        self.line("item = None")

    def thrown_far(self):
        name, kept = self.fresh("deep_fail"), self.fresh("carried")
        self.line("def %s(n):\n    local = Mark(n)\n    try:\n        return %s(n - 1) if n else %s\n    %s" % (name, name, self.pick(["1 // n", "local.nothing", "{}[local]", "int('x')", "[][0]", "(1).x"]), self.pick(["finally:\n        print('unwound', n)", "except TypeError:\n        pass", "except ZeroDivisionError as error:\n        raise ValueError(local) from error", "except Exception as error:\n        error.seen = local\n        raise", "except LookupError:\n        raise KeyError(n)", "finally:\n        local = None"])))
        self.line("try:\n    %s(%d)\nexcept Exception as error:\n    %s = error\n    print(type(error).__name__, sys.getrefcount(error))\nelse:\n    %s = None" % (name, self.between(0, 3), kept, kept))
        for _ in range(self.between(1, 3)):
            self.caught(self.pick(["{0}.__traceback__ = None", "print([t.tb_lineno > 0 for t in iter_trace({0})])".replace("iter_trace({0})", "[{0}.__traceback__, {0}.__traceback__.tb_next]"), "{0}.__traceback__.tb_next.tb_frame.clear()", "print(sorted({0}.__traceback__.tb_next.tb_frame.f_locals))", "{0}.__context__ = {0}.__cause__ = None", "{0}.me = {0}", "print(len(gc.get_referrers({0})))",
                                   "{0}.__traceback__.tb_next = None", "raise {0}", "{0} = type({0})(*{0}.args)", "print(sys.getrefcount({0}.__traceback__), sys.getrefcount({0}.__traceback__.tb_frame) > 0)", "raise {0} from {0}"]).format(kept))
        self.line(self.pick(["del %s", "%s = None", "errors.append(%s)\nerrors.clear()\ndel %s"]).replace("%s", kept))
        self.line("print(gc.collect())")

    def marks_collected(self):
        count, name = self.between(2, 5), self.fresh("family")
        self.line("%s = [Mark(k) for k in range(%d)]" % (name, count))
        for _ in range(self.between(2, 6)):
            a, b = self.between(0, count - 1), self.between(0, count - 1)
            self.line(self.pick(["{0}[{1}].other = {0}[{2}]", "{0}[{1}].other = [{0}[{2}]]", "{0}[{1}].more = {0}[{2}].__dict__", "{0}[{1}].back = ({0}[{2}], {0})", "{0}[{1}].call = {0}[{2}].__repr__", "{0}[{1}].table = {{{0}[{2}]: {0}[{2}]}}", "{0}[{1}].gen = (k for k in [{0}[{2}]])", "{0}[{1}].ref = weakref.ref({0}[{2}], noted)"]).format(name, a, b))
        if self.chance(0.4):
            self.line("gc.collect(%d)" % self.between(0, 1))
        self.line(self.pick(["kept_one = {0}[{1}]\ndel {0}\nprint(gc.collect())\ndel kept_one\nprint(gc.collect())", "del {0}\nprint(gc.collect(0), gc.collect(1), gc.collect(2))", "print(len(gc.get_referrers({0}[{1}])), len(gc.get_referents({0}[{1}])))\ndel {0}\nprint(gc.collect())", "del {0}[{1}]\nprint(gc.collect())\n{0}.clear()\nprint(gc.collect())",
                             "gc.set_debug(gc.DEBUG_SAVEALL)\ndel {0}\nprint(gc.collect(), [type(o).__name__ for o in gc.garbage])\ngc.set_debug(0)\ngc.garbage.clear()\nprint(gc.collect())"]).format(name, self.between(0, count - 1)))

    def marks_copied(self):
        name, twin = self.fresh("source_of"), self.fresh("copied_marks")
        self.line("%s = %s" % (name, self.pick(["[Mark(1), [Mark(2)]]", "{'a': Mark(1), 'b': (Mark(2), [3])}", "Mark(3)", "(Mark(4), [5])", "[Mark(6)] * 2", "(1, (2, 'a'))"])))
        if self.chance(0.3) and "[" in self.lines[-1] and "= [" in self.lines[-1]:
            self.line("%s.append(%s)" % (name, name))
        self.caught("%s = copy.%s(%s)\nprint(type(%s).__name__, %s is %s, sys.getrefcount(%s), sys.getsizeof(%s))" % (twin, self.pick(["copy", "deepcopy", "deepcopy"]), name, twin, twin, name, twin, twin))
        self.line("del %s\nprint('first gone')\n%s = None\nprint(gc.collect())" % (name, twin))

    def matched_marks(self):
        self.line("for subject in [%s, [%s], {'k': %s}, (%s, 5), None, Quiet(3)]:\n    match subject:" % tuple(self.mark() for _ in range(4)))
        self.level += 2
        for case in self.random.sample(["case Mark(n=n) if n > 30:\n    print('big', n)", "case Mark(n=int() as n, other=None) as whole:\n    print('mark', n, sys.getrefcount(whole))", "case [Mark() as inner]:\n    print('one', inner, sys.getrefcount(inner))", "case {'k': value, **rest}:\n    print('map', value, rest, sys.getrefcount(value))",
                                        "case (Mark(), int() as five) | [five, *_]:\n    print('pair', five)", "case Quiet() | None:\n    print('quiet')", "case [*many] if len(many) > 1:\n    print('many', sys.getrefcount(many))", "case object(n=3):\n    print('three')"], self.between(3, 6)):
            self.line(case)
        self.line("case _:\n    print('else', type(subject).__name__, min(sys.getrefcount(subject), 99))")
        self.level -= 2
        self.line("del subject\nn = whole = inner = value = rest = five = many = None")

    def locals_end(self):
        """The order in which a function's locals, arguments and temporaries end."""
        name = self.fresh("ending_locals")
        self.line("def %s(a, *args, k=None, **kw):\n    b = %s\n    %s\n    %s" % (name, self.mark(), self.pick([
            "a = b", "del b\n    c = [a]", "c = lambda: (a, b)", "c = [Mark(i) for i in range(2)]", "for c in [%s, %s]:\n        pass" % (self.mark(), self.mark()), "b, c = %s, b" % self.mark(), "try:\n        c = %s\n        raise ValueError(c)\n    except ValueError as error:\n        pass" % self.mark(),
            "import sys as c", "with_c = {**kw}\n    kw.clear()", "class c:\n        held = %s" % self.mark(), "c = locals()", "global left_here\n    left_here = a", "c = a, *args", "print(%s.n + %s.n)" % (self.mark(), self.mark())]),
            self.pick(["return a", "return None", "return sys.getrefcount(a), len(args)", "raise KeyError(a)", "yield a\n    yield b", "return lambda: b", "print('last')", "return %s" % self.mark(), "return [m for m in (a, b)]"])))
        self.caught("made = %s(%s)\nprint(type(made).__name__)" % (name, self.pick([self.mark(), "%s, %s" % (self.mark(), self.mark()), "*[%s]" % self.marks(1, 3), "%s, k=%s" % (self.mark(), self.mark()), "%s, **{'z': %s}" % (self.mark(), self.mark()), "a=%s" % self.mark(), ""])))
        if self.chance(0.4):
            self.caught("print([type(v).__name__ for v in made])")
        self.line("made = left_here = None\nprint(gc.collect())")

    def nested_cells(self):
        name, parts = self.fresh("outermost"), self.fresh("parts")
        self.line("def %s(start):\n    kept = %s\n    def middle():\n        nonlocal start\n        own = start\n        start = %s\n        def inner(again=False):\n            nonlocal own\n            if again:\n                own = %s\n            return own, kept\n        return inner\n    def swap(value):\n        nonlocal kept\n        kept, value = value, kept\n        return value\n    return middle, swap" % (
            name, self.mark(), self.mark(), self.pick(["None", self.mark(), "kept", "inner"])))
        self.line("%s = [*%s(%s)]" % (parts, name, self.mark()))
        for _ in range(self.between(2, 5)):
            self.caught(self.pick(["{0}.append({0}[0]())", "print(shown({0}[-1]()))", "print(shown({0}[-1](True)))", "print(shown({0}[1]({1})))", "{0}[1]({0})", "del {0}[0]", "print([sys.getrefcount(c) for c in {0}[0].__closure__])", "print([type(c.cell_contents).__name__ for c in {0}[-1].__closure__])", "{0}[0].__closure__[0].cell_contents = {1}", "del {0}[1].__closure__[0].cell_contents",
                                   "print({0}[0].__code__.co_cellvars, {0}[0].__code__.co_freevars)"]).format(parts, self.mark()))
        self.line("del %s\nprint(gc.collect())" % parts)

    def slotted_family(self):
        base, sub, name = self.fresh("Slots"), self.fresh("SubSlots"), self.fresh("slotted_one")
        self.line("class %s:\n    __slots__ = %s\n    def __del__(self):\n        print('slots end', %s)" % (base, self.pick(["('a', 'b')", "('b', 'a', '__weakref__')", "('a', '__dict__')", "['a']"]), self.pick(["hasattr(self, 'a')", "sys.getrefcount(self)", "'x'"])))
        self.caught("class %s(%s):\n    %s" % (sub, base, self.pick(["pass", "__slots__ = ('c',)", "__slots__ = ('a', 'c')", "__slots__ = ('__weakref__',)", "c = 5", "__slots__ = ()"])))
        self.caught("%s = %s()\n%s.a = %s\nprint(sys.getsizeof(%s), gc.is_tracked(%s), %s.__basicsize__)" % (name, self.pick([base, sub]), name, self.mark(), name, name, sub))
        for _ in range(self.between(1, 4)):
            self.caught(self.pick(["{0}.c = {1}", "{0}.a = {0}", "del {0}.a", "{0}.b = [{0}]", "{0}.zz = {1}", "print(weakref.ref({0})() is {0})", "twin = copy.copy({0})\nprint(twin.a is {0}.a)\ndel twin", "{0}.__class__ = {2}", "print(len(gc.get_referents({0})))", "{2}.b.__set__({0}, {1})", "print(shown({2}.a.__get__({0})))", "{0}.__init__()", "print(sorted(vars({0})))"]).format(name, self.mark(), self.pick([base, sub])))
        self.line("%s = None\nprint(gc.collect())" % name)
