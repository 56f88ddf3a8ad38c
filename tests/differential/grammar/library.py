"""Statements that use the standard modules a program is likely to import."""


class Library:
    """Mixed into the writer."""

    def library_statement(self):
        if self.loop > 20:
            return self.change()
        native = [(1, self.deques), (1, self.default_dicts), (0.8, self.ordered), (1, self.partials), (0.8, self.caches),
                  (1.2, self.iterators), (0.6, self.heaps), (0.6, self.getters)]
        # What these make of Python objects in passing is theirs: it is collected, not counted.
        python = [(0.8, self.named_tuples), (0.8, self.counters_of), (0.7, self.enums), (0.8, self.data_classes),
                  (0.6, self.string_io), (0.6, self.json_text), (0.7, self.random_numbers), (0.5, self.wrapped),
                  (0.5, self.at_exit), (0.5, self.chain_maps), (0.5, self.namespaces), (0.4, self.leaving),
                  (0.5, self.packed), (0.6, self.dates), (0.5, self.formatter), (0.4, self.bytes_io)]
        if self.in_function or self.chance(0.6):
            self.weighted(native)()
        else:
            self.line("gc.collect()")  # nor may what they make bring on a collection of the program's
            self.weighted(python)()
            self.line("gc.collect()")
        return None

    def import_once(self, modules):
        """Imported before the program begins, since an import leaves garbage of its own."""
        self.modules.update(modules.split(", "))

    def deques(self):
        self.import_once("collections")
        name = self.fresh("ring")
        self.line("%s = collections.deque(%s%s)" % (name, self.expr("li", 1), self.pick(["", ", maxlen=3", ", maxlen=%s" % self.small(1, 9)])))
        for _ in range(self.between(2, 4)):
            self.caught(self.pick(["{0}.append({1})", "{0}.appendleft({1})", "print({0}.pop())", "print({0}.popleft())", "{0}.rotate({2})", "{0}.extend([1, 2, {1}])", "{0}.extendleft('ab')", "print({0}, len({0}), {0}.maxlen)",
                                   "{0}[0] = {1}", "del {0}[0]", "{0}.remove({2})", "{0}.insert(1, {1})", "print({0}.count({2}), {0}.index({2}))", "{0}.append({0})", "for each in {0}:\n    {0}.append(each)", "print(list({0})[:3], sys.getrefcount({0}), {0}.copy() == {0})",
                                   "print(sys.getsizeof({0}), gc.is_tracked({0}), len(gc.get_referents({0})))"]).format(name, self.expr("any", 0), self.small(-2, 4)))
        self.line("del %s" % name)

    def default_dicts(self):
        self.import_once("collections")
        name = self.fresh("grouped")
        factory = self.pick(["list", "int", "set", "lambda: [0]", "None", "dict"])
        self.line("%s = collections.defaultdict(%s)" % (name, factory))
        use = {"list": "{0}[k % 3].append(k)", "int": "{0}[k % 3] += k", "set": "{0}[k % 3].add(k)", "lambda: [0]": "{0}[k % 3] += [k]", "None": "{0}[k % 3]", "dict": "{0}[k % 3][k] = k"}[factory]
        self.caught("for k in range(%d):\n    %s" % (self.between(2, 9), use.format(name)))
        self.line("print(%s)" % self.pick(["dict({0}), sys.getsizeof({0})", "{0}.get(99), 99 in {0}, len({0})", "sorted({0}.items(), key=str), {0}.default_factory is list", "{0}.copy() == {0}, type({0} | {{}}).__name__"]).format(name))
        self.line("del %s" % name)

    def ordered(self):
        self.import_once("collections")
        name = self.fresh("ordered")
        self.line("%s = collections.OrderedDict.fromkeys('%s', %s)" % (name, self.pick(["abc", "hello", "z"]), self.expr("int", 0)))
        for _ in range(self.between(1, 3)):
            self.caught(self.pick(["{0}.move_to_end('a'%s)" % self.pick(["", ", last=False"]), "print({0}.popitem(last=%s))" % self.pick(["True", "False"]), "{0}['new'] = {1}", "del {0}['l']", "print({0}, sys.getsizeof({0}))", "print(list(reversed({0})), {0} == dict({0}))",
                                   "for key in {0}:\n    del {0}[key]", "{0}.update(q=1)"]).format(name, self.expr("any", 0)))
        self.line("del %s" % name)

    def named_tuples(self):
        self.import_once("collections")
        name, one = self.fresh("Pair"), self.fresh("pair_of")
        self.line("%s = collections.namedtuple('%s', 'x y'%s)" % (name, name, self.pick(["", ", defaults=[5]"])))
        self.caught("%s = %s(%s)\nprint(%s, %s.x, %s._asdict(), %s._replace(x=0), sys.getsizeof(%s), hash(%s._fields) == hash(('x', 'y')))" % (
            one, name, self.pick(["1, 2", "x=3", "1", self.expr("li", 0) + ", 4"]), one, one, one, one, one, one))

    def counters_of(self):
        self.import_once("collections")
        name = self.fresh("tallied")
        self.line("%s = collections.Counter(%s)" % (name, self.pick(["'abracadabra'", self.expr("li", 1), "a=3, b=1"])))
        self.line("print(%s)" % self.pick(["{0}.most_common(2), sum({0}.values())", "sorted({0}.elements(), key=str)[:5]", "{0}['missing'], len({0})", "({0} + {0}).most_common(1), {0} - {0}", "+{0} == {0}, {0}.total()"]).format(name))

    def partials(self):
        self.import_once("functools")
        name = self.fresh("applied")
        self.line("%s = functools.partial(%s)" % (name, self.pick(["max, 5", "print, 'partial'", "pow, 2", "sorted, reverse=True", "lambda a, b=1: (a, b), b=7", "int, base=2"])))
        self.caught("print(%s(%s), sys.getrefcount(%s.func) > 1, %s.args, %s.keywords)" % (name, self.pick(["3", "'101'", "[3, 1, 2]", "4, 5", ""]), name, name, name))
        self.caught("print(functools.reduce(lambda a, b: %s, %s%s))" % (self.pick(["a + b", "a * b % 1000", "max(a, b)", "[a, b]"]), self.expr("li", 1), self.pick(["", ", 0"])))

    def caches(self):
        self.import_once("functools")
        name = self.fresh("cached")
        self.line("@functools.%s\ndef %s(n):\n    log.append(n)\n    return [n] if n < 2 else %s(n - 1) + [n]" % (self.pick(["lru_cache(maxsize=3)", "lru_cache", "cache", "lru_cache(maxsize=None)", "lru_cache(2, typed=True)"]), name, name))
        self.caught("print(%s(%s) is %s(%s), %s.cache_info())\n%s(%s)\nprint(%s.cache_info(), len(log))\n%s.cache_clear()\nprint(%s.cache_info())" % (
            name, self.small(), name, self.small(), name, name, self.small(), name, name, name))

    def iterators(self):
        self.import_once("itertools")
        source = self.expr("li", 1)
        text = self.pick(["list(itertools.chain({0}, 'ab'))", "list(itertools.islice(itertools.count(3, 2), 4))", "list(itertools.accumulate({0}))", "[list(g) for k, g in itertools.groupby({0}, lambda v: v % 2)]",
                          "list(itertools.combinations({0}[:4], 2))", "list(itertools.permutations({0}[:3]))[:4]", "list(itertools.product({0}[:2], 'xy'))", "list(itertools.zip_longest({0}, 'ab', fillvalue=0))", "list(itertools.starmap(pow, [(2, 3), (3, 2)]))",
                          "list(itertools.takewhile(lambda v: v < 9, {0})), list(itertools.dropwhile(lambda v: v < 9, {0}))", "[list(t) for t in itertools.tee({0}, 2)]", "list(itertools.pairwise({0}))", "list(itertools.compress({0}, [1, 0, 1]))",
                          "list(itertools.filterfalse(None, {0}))", "list(itertools.islice(itertools.cycle({0} or [1]), 5))", "list(itertools.repeat({0}, 2))", "list(itertools.chain.from_iterable([{0}, {0}]))[:5]", "list(zip(*[iter({0})] * 2))"]).format(self.paren(source))
        self.caught("print(%s)" % text)
        if self.chance(0.3):
            name = self.fresh("pending")
            self.line("%s = itertools.%s\nprint(shown(next(%s, None)), sys.getrefcount(%s), gc.is_tracked(%s))\ndel %s" % (
                name, self.pick(["count()", "cycle([1, [2]])", "chain([[1]], [2])", "islice([[3], 4], 1, None)", "repeat([1], 3)", "tee([1, 2])[1]", "groupby([1, 1, 2])", "combinations([[1], 2, 3], 2)"]), name, name, name, name))

    def heaps(self):
        self.import_once("heapq, bisect")
        name = self.fresh("heap")
        self.caught("{0} = {1}\nheapq.heapify({0})\nheapq.heappush({0}, {2})\nprint(heapq.heappop({0}), {0}[:3], heapq.nsmallest(2, {0}), bisect.bisect(sorted({0}), {2}), sys.getsizeof({0}))".format(
            name, self.pick([self.expr("li", 1), "[5, 3, 8, 1]", "[(2, 'b'), (1, 'a')]"]), self.small()))

    def enums(self):
        self.import_once("enum")
        name = self.fresh("Colour")
        self.line("class %s(enum.%s):\n    RED = 1\n    GREEN = 2\n    BLUE = 4" % (name, self.pick(["Enum", "IntEnum", "Flag", "IntFlag"])))
        self.caught("print(%s)" % self.pick(["{0}.RED, {0}(2), {0}['BLUE'].value, {0}.RED is {0}(1)", "[c.name for c in {0}], len({0})", "{0}(99)", "{0}.RED | {0}.BLUE", "repr({0}.GREEN), isinstance({0}.RED, int)", "{0}.RED == 1, {0}.RED < {0}.BLUE"]).format(name))

    def data_classes(self):
        self.import_once("dataclasses")
        name, one = self.fresh("Data"), self.fresh("datum")
        self.line("@dataclasses.dataclass%s\nclass %s:\n    x: int\n    y: list = dataclasses.field(default_factory=list)\n    z: str = 'z'" % (self.pick(["", "(frozen=True)", "(order=True)", "(eq=False)", "(slots=True)", "(kw_only=True)"]), name))
        self.caught("{1} = {0}({2})\nprint({1} if 'eq' else 0, {1} == {0}({2}), dataclasses.asdict({1}), [f.name for f in dataclasses.fields({1})], sys.getsizeof({1}))\n{1}.y.append({1}.x)\n{1}.x = 9\nprint(dataclasses.replace({1}, z='q'))".format(
            name, one, self.pick(["1", "x=2", "1, [3]", "x=1, z='w'", ""])))

    def string_io(self):
        self.import_once("io")
        name = self.fresh("out")
        self.caught("{0} = io.StringIO({1})\nprint('hello', 5, file={0})\n{0}.write({1})\nprint(repr({0}.getvalue()), {0}.tell())\n{0}.seek(0)\nprint([line for line in {0}], {0}.read())\n{0}.close()\nprint({0}.closed)\n{0}.write('x')".format(name, self.expr("str", 1)))

    def json_text(self):
        self.import_once("json")
        self.caught("text = json.dumps(%s%s)\nprint(text, json.loads(text))" % (self.pick(["[1, 'a', None, True, 2.5, {'k': [1]}]", self.expr("ds", 1), self.expr("li", 1), self.expr("ls", 1), "{1: (2, 3)}", "{1, 2}"]), self.pick(["", ", indent=1", ", sort_keys=True", ", separators=(',', ':')"])))

    def random_numbers(self):
        self.import_once("random")
        name = self.fresh("dice")
        self.line("%s = random.Random(%s)" % (name, self.small(0, 99)))
        self.caught("print(%s)" % self.pick(["{0}.randint(1, 6), {0}.random()", "{0}.choice([1, 2, 3]), {0}.sample(range(30), 4)", "{0}.shuffle(log) if False else {0}.uniform(1, 2)", "{0}.getrandbits(70), {0}.randrange(5, 50, 5)", "{0}.gauss(0, 1), {0}.choices('abc', k=4)"]).format(name))

    def getters(self):
        self.import_once("operator")
        self.caught("print(%s)" % self.pick(["sorted([(2, 'a'), (1, 'b')], key=operator.itemgetter(%s))" % self.small(0, 2), "operator.attrgetter('real', 'imag')(5)", "operator.methodcaller('upper')('abc')", "operator.add(2, 3), operator.contains([1], 1), operator.index(True)",
                        "list(map(operator.mul, [1, 2], [3, 4])), operator.itemgetter(0, -1)([7, 8, 9])", "operator.truth([]), operator.is_not(1, None), operator.concat('a', 'b')"]))

    def wrapped(self):
        self.import_once("functools")
        name, used = self.fresh("wrapping"), self.fresh("wrapped")
        self.line("def %s(function):\n    @functools.wraps(function)\n    def inner(*args, **kw):\n        log.append(len(args))\n        return function(*args, **kw)\n    return inner\n@%s\ndef %s(a, b=2):\n    '''Doc.'''\n    return a, b" % (name, name, used))
        self.caught("print(%s(%s), %s.__name__, %s.__doc__, %s.__wrapped__ is not %s, sys.getrefcount(%s.__wrapped__))" % (used, self.pick(["1", "1, b=3", "", "1, 2, 3"]), used, used, used, used, used))

    def at_exit(self):
        self.import_once("atexit")
        self.line("atexit.register(%s)" % self.pick(["print, 'at exit', len(log)", "lambda: print('exit', len(ghosts), gc.collect() > 0)", "log.clear", "noted, weakref.ref(noted)", "lambda: errors.clear()"]))

    def chain_maps(self):
        self.import_once("collections")
        self.caught("chained = collections.ChainMap(%s, {'zz': 1})\nchained['new'] = 5\nprint(sorted(chained), len(chained.maps), chained['zz'], chained.maps[0].get('new'))\ndel chained['%s']" % (self.expr("ds", 0), self.pick(["new", "zz"])))

    def namespaces(self):
        self.import_once("types")
        self.caught("space = types.SimpleNamespace(a=%s, b=[1])\nspace.c = space.b\nprint(space, sys.getrefcount(space.b), space == types.SimpleNamespace(a=1), sys.getsizeof(space))\ndel space.%s" % (self.expr("int", 0), self.pick(["a", "zz"])))

    def leaving(self):
        if not self.in_function and self.level == 0 and self.chance(0.3):
            self.line("if len(log) > %s:\n    %s" % (self.small(0, 9), self.pick(["sys.exit(%s)" % self.small(0, 5), "sys.exit('leaving')", "raise SystemExit", "sys.exit()", "raise SystemExit([1])", "raise KeyboardInterrupt"])))

    def packed(self):
        self.import_once("struct")
        form = self.pick(["<", ">", "=", "", "!"]) + "".join(self.pick("bBhHiIqQf?") for _ in range(self.between(1, 3)))
        for _ in range(self.between(1, 3)):
            self.caught(self.pick(["print(struct.pack('{0}', {1}).hex())", "print(struct.pack('{0}', {1}, {2}).hex())", "print(struct.unpack('{0}', bytes({3})))",
                                   "print(struct.calcsize('{0}'), struct.Struct('{0}').size, sys.getsizeof(struct.Struct('{0}')))",
                                   "room = bytearray(8)\nstruct.pack_into('{0}', room, {3}, {1})\nprint(room)", "print(list(struct.iter_unpack('{0}', bytes({3}))))"]).format(
                                       form, self.expr("int", 0), self.expr("any", 0), self.small(-2, 9)))

    def dates(self):
        self.import_once("datetime")
        day = "datetime.date(%s, %s, %s)" % (self.pick(["1", "1900", "1999", "2000", "2023", "2024", "9999"]), self.small(0, 13), self.small(0, 32))
        gap = "datetime.timedelta(%s)" % self.pick(["days=%s" % self.small(-800, 800), "hours=%s" % self.small(-50, 50), "0.5", "weeks=1, microseconds=%s" % self.small(-5, 5)])
        for _ in range(self.between(1, 3)):
            self.caught(self.pick(["print({0}, {0}.weekday(), {0}.isocalendar()[:2], {0}.toordinal())", "print({0} + {1}, {0} - {1})", "print({1}, repr({1}), {1}.total_seconds())",
                                   "print({0} - datetime.date(2000, 2, 29))", "print({0}.strftime('%a %d %b %j %U'), sys.getsizeof({0}))", "print({0} < {2})", "print({1} * {2})", "print({1} // {1}, abs({1}), -{1})",
                                   "print(datetime.date.fromordinal({0}.toordinal()) == {0}, {0}.replace(day=29))", "print(datetime.datetime({3}, 12, 31, 23, 59) + {1})"]).format(
                                       day, gap, self.expr("any", 0), self.small(1, 9999)))

    def formatter(self):
        self.import_once("string")
        text = "".join(self.pick(["{}", "{0}", "{1!r:>6}", "{a}", "{a[0]}", "{0.real:05}", "{{", "}}", "x", "{", "}", "{0[}", "{!z}", "{:{}}", "{a.b}"]) for _ in range(self.between(1, 3)))
        self.caught("print(string.Formatter().format(%r, %s, %s, a=%s))" % (text, self.expr("int", 0), self.expr("any", 0), self.expr("str", 0)))
        self.caught("print(list(string.Formatter().parse(%r)))" % text)

    def bytes_io(self):
        self.import_once("io")
        name = self.fresh("stream")
        self.line("%s = io.%s" % (name, self.pick(["BytesIO(b'ab\\ncd')", "StringIO('ab\\ncd', newline=%s)" % self.pick(["None", "''", "'\\r\\n'"]), "BytesIO()"])))
        for _ in range(self.between(2, 4)):
            self.caught(self.pick(["print({0}.read({1}))", "print({0}.readline())", "print({0}.seek({1}))", "print({0}.write({2}))", "print({0}.write(b'q\\r\\n'))", "print({0}.write('q\\n'))", "print({0}.getvalue(), {0}.tell())", "print({0}.truncate({1}))", "print({0}.readlines())",
                                   "print(sys.getsizeof({0}))", "{0}.close()", "print({0}.readinto(bytearray(2)))"]).format(name, self.small(-2, 5), self.expr("any", 0)))
        self.line("del %s" % name)
