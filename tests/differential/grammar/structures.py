"""Small programs of the kind one writes to learn: linked lists, trees, caches, observers, schedulers, graphs,
registries. What they hold are Marks, which tell of their end. Written with --focus structures only, so that
the programs of a seed without a focus stay what they are."""

ENDINGS = ["del {0}", "del {0}\nprint(gc.collect())", "{0} = None", "print(min(sys.getrefcount({0}), 99))\ndel {0}"]
WEAKLY = "weak_end = weakref.ref({0})\ndel {0}\nprint(weak_end() is None, gc.collect(), weak_end() is None)\ndel weak_end"


class Structures:
    """Mixed into the writer."""

    def structures_statement(self):
        if self.loop > 3 or self.level > 3:
            return self.change()
        self.weighted([(1.5, self.linked_list), (1.5, self.search_tree), (1, self.evicting_cache), (1.2, self.observers), (1, self.resources), (1.2, self.scheduler), (1.2, self.graph), (1, self.registry), (1, self.memo), (1, self.matrix),
                       (1, self.words_counted), (0.8, self.machine), (1, self.calculator), (1.2, self.iterating), (1.2, self.failures), (0.8, self.late_closures), (1, self.mixins), (1, self.growing), (0.6, self.text_tools)])()
        return None

    def used(self, name, moves, low=2, high=5):
        for _ in range(self.between(low, high)):
            move = self.pick(moves)
            while "{m}" in move:
                move = move.replace("{m}", self.mark(), 1)
            self.caught(move.replace("{k}", str(self.between(0, 4))).replace("{0}", name))

    def ended(self, name, weak=False):
        self.line(self.pick(ENDINGS + [WEAKLY] if weak else ENDINGS).format(name))

    def linked_list(self):
        node, chain = self.fresh("Link"), self.fresh("chain")
        back = self.pick(["none", "strong", "weak"])
        self.line("class %s:" % node)
        with self.indented():
            if self.chance(0.4):
                self.line("__slots__ = ('value', 'next', 'before', '__weakref__')")
            self.line("def __init__(self, value, next=None):\n    self.value = value\n    self.next = next\n    self.before = None")
            if back != "none":
                self.line("    if next is not None:\n        next.before = %s" % ("self" if back == "strong" else "weakref.ref(self)"))
            if self.chance(0.6):
                self.line("def __iter__(self):\n    at, left = self, 30\n    while at is not None and left:\n        yield at.value\n        at, left = at.next, left - 1")
            else:
                self.line("def __iter__(self):\n    yield self.value\n    if self.next:\n        yield from self.next")
            if self.chance(0.4):
                self.line("def __len__(self):\n    return sum(1 for _ in self)")
            if self.chance(0.3):
                self.line("def __del__(self):\n    log.append(('unlinked', getattr(self.value, 'n', self.value)))")
        self.line(self.pick(["{0} = None\nfor n in range({2}):\n    {0} = {1}(Mark(n), {0})", "{0} = {1}({3}, {1}({4}, {1}({5})))", "def build(n):\n    return {1}(Mark(n), build(n - 1)) if n else None\n{0} = build({2})", "import functools\n{0} = functools.reduce(lambda rest, n: {1}(Mark(n), rest), range({2}), None)"
                             ] if not self.in_function else ["{0} = None\nfor n in range({2}):\n    {0} = {1}(Mark(n), {0})", "{0} = {1}({3}, {1}({4}, {1}({5})))"]).format(chain, node, self.between(2, 8), self.mark(), self.mark(), self.mark()))
        self.used(chain, ["print(*{0})", "print([getattr(v, 'n', v) for v in {0}])", "{0} = {0}.next", "{0}.next = {0}.next.next", "{0}.next.next.value = {m}", "walk = iter({0})\nprint(next(walk))\ndel walk",
                          "before, at = None, {0}\nwhile at and log.append('step') is None and len(log) < 60:\n    before, at.next, at = at, before, at.next\n{0} = before\ndel before, at\nprint(*{0})", "{0} = %s({m}, {0})" % node, "print(len({0}))", "print({0}.next.before)" if back == "none" else "print(type({0}.next.before).__name__)",
                          "last = {0}\nfor _ in range(9):\n    last = last.next or last\nlast.next = {0}\ndel last", "print(min(sys.getrefcount({0}), 99), min(sys.getrefcount({0}.next), 99), sys.getsizeof({0}))", "{0}, rest = {0}.next, {0}\nprint(rest.value)\ndel rest", "for value in {0}:\n    if value.n % 2:\n        break\nprint(value)\ndel value",
                          "print(gc.collect(), log[-2:])", "{0} = copy.copy({0})", "slow = fast = {0}\nwhile fast and fast.next:\n    slow, fast = slow.next, fast.next.next\n    if slow is fast:\n        break\nprint(slow and slow.value)\ndel slow, fast"])
        self.ended(chain, weak=True)

    def search_tree(self):
        tree, root = self.fresh("Tree"), self.fresh("root")
        up = self.pick(["", "", "\n    for child in (left, right):\n        if child:\n            child.up = self", "\n    for child in (left, right):\n        if child:\n            child.up = weakref.ref(self)"])
        self.line("class %s:" % tree)
        with self.indented():
            self.line("up = None\ndef __init__(self, key, left=None, right=None):\n    self.key, self.left, self.right = key, left, right\n    self.load = Mark(key)%s" % up)
            if self.chance(0.5):
                self.line("def insert(self, key):\n    side = 'left' if key < self.key else 'right'\n    child = getattr(self, side)\n    if child is None:\n        setattr(self, side, type(self)(key))\n    else:\n        child.insert(key)")
            else:
                self.line("def insert(self, key):\n    if key < self.key:\n        self.left = self.left.insert(key) if self.left else type(self)(key)\n    else:\n        self.right = self.right.insert(key) if self.right else type(self)(key)\n    return self")
            self.line(self.pick(["def __iter__(self):\n    if self.left:\n        yield from self.left\n    yield self\n    if self.right:\n        yield from self.right", "def __iter__(self):\n    for child in (self.left, self.right):\n        if child:\n            for each in child:\n                yield each\n    yield self",
                                 "def __iter__(self):\n    waiting = [self]\n    while waiting:\n        at = waiting.pop()\n        if at:\n            yield at\n            waiting += [at.right, at.left]"]))
            self.line("def height(self):\n    return 1 + max([c.height() for c in (self.left, self.right) if c], default=0)")
            if self.chance(0.4):
                self.line("def __repr__(self):\n    return f'({self.left or \"\"}{self.key}{self.right or \"\"})'")
        keys = self.random.sample(range(1, 60), self.between(3, 8))
        self.line("%s = %s(%d)\nfor key in %s:\n    %s.insert(key)" % (root, tree, keys[0], keys[1:], root))
        self.used(root, ["print([t.key for t in {0}])", "print({0}.height(), sum(1 for _ in {0}))", "{0}.left = None", "{0} = {0}.right or {0}", "{0}.insert(17)", "walk = iter({0})\nprint(next(walk).key)\nprint(min(sys.getrefcount({0}), 99))\ndel walk", "print(max({0}, key=lambda t: t.key).key)", "{0}.left, {0}.right = {0}.right, {0}.left\nprint([t.key for t in {0}])",
                         "pivot = {0}.left\n{0}.left, pivot.right = pivot.right, {0}\n{0} = pivot\ndel pivot\nprint({0}.height())", "print({t.key: t.height() for t in {0}})", "twin = copy.deepcopy({0})\nprint(twin.height())\ndel twin", "kept = [t.load for t in {0} if t.key % 2]\nprint(len(kept))\ndel kept",
                         "for t in list({0}):\n    t.left = None\ndel t", "print(gc.collect())", "print(min(sys.getrefcount({0}), 99), min(len(gc.get_referrers({0}.load)), 99))", "first, *others = {0}\nprint(first.key, len(others))\ndel first, others", "print(any(t.up for t in {0}), {0}.up)"])
        self.line(self.pick(["key = t = None", "key = None"]))
        self.ended(root, weak=True)

    def evicting_cache(self):
        cache, store = self.fresh("Recent"), self.fresh("recent")
        kind = self.between(0, 2)
        self.line("class %s%s:" % (cache, ["", "(dict)", "(collections.OrderedDict)"][kind]))
        if kind == 2:
            self.import_once("collections")
        with self.indented():
            if kind == 0:
                self.line("def __init__(self, size):\n    self.size, self.items = size, {}\ndef __getitem__(self, key):\n    value = self.items.pop(key)\n    self.items[key] = value\n    return value\ndef __setitem__(self, key, value):\n    self.items.pop(key, None)\n    self.items[key] = value\n    if len(self.items) > self.size:\n        del self.items[next(iter(self.items))]\ndef __len__(self):\n    return len(self.items)")
            else:
                self.line("def __init__(self, size):\n    super().__init__()\n    self.size = size\ndef __setitem__(self, key, value):\n    super().__setitem__(key, value)\n    %s\n    while len(self) > self.size:\n        %s" % (
                    ("self.move_to_end(key)", "print('out', self.popitem(last=False)[0])") if kind == 2 else ("log.append(key)", "del self[next(iter(self))]")))
                self.line("def __missing__(self, key):\n    %s" % self.pick(["raise KeyError(('missing', key))", "self[key] = made = Mark(key)\n    return made", "return None"]))
        self.line("%s = %s(%d)" % (store, cache, self.between(1, 3)))
        self.used(store, ["{0}[{k}] = {m}", "{0}[{k}] = {m}", "{0}[{k}] = {m}", "print({0}[{k}])", "for n in range({k}):\n    {0}[n] = Mark(n)", "print(len({0}))", "{0}[{k}] = {0}[{k}]", "{0}['self'] = {0}", "print(sys.getsizeof(vars({0})))", "{0}.size = 0\n{0}[9] = {m}", "print({k} in {0})" if kind else "print({k} in {0}.items)"], 3, 7)
        self.ended(store)

    def observers(self):
        subject, one, listener = self.fresh("Subject"), self.fresh("subject"), self.fresh("Listener")
        weak = self.chance(0.4)
        self.line("class %s:\n    def __init__(self):\n        self.listeners = []\n    def attach(self, callback):\n        self.listeners.append(%s)\n    def tell(self, *what):\n        for callback in %s:" % (
            subject, "weakref.WeakMethod(callback, lambda ref: log.append('gone'))" if weak else "callback", self.pick(["self.listeners", "list(self.listeners)", "reversed(self.listeners)", "self.listeners[:]"])))
        self.line("            %s" % ("method = callback()\n            if method:\n                method(*what)" if weak else "callback(*what)"))
        self.line("class %s(Mark):\n    def hear(self, *what):\n        print(self, what)\n        %s" % (listener, self.pick(["return self", "if 'stop' in what:\n            raise StopIteration(self)", "log.append(min(sys.getrefcount(self), 99))", "self.other = what"])))
        self.line("%s = %s()\nlisteners = [%s(n) for n in range(%d)]\nfor each in listeners:\n    %s.attach(each.hear)\ndel each" % (one, subject, listener, self.between(1, 3), one))
        self.used(one, ["{0}.tell('news')", "{0}.tell('stop', {m})", "del listeners[0]\nprint(len({0}.listeners))", "listeners[-1].other = {0}", "{0}.attach(listeners[0].hear)", "print(min(sys.getrefcount(listeners[0]), 99), log[-2:])", "{0}.attach(%s(7).hear)" % listener, "{0}.listeners.pop(0)", "{0}.attach(print)", "{0}.attach(lambda *what, held=listeners: print(len(held)))",
                        "{0}.listeners.remove(listeners[0].hear)", "{0}.tell(*listeners)", "{0}.listeners.clear()", "print(listeners[0].hear == listeners[0].hear, listeners[0].hear is listeners[0].hear)"])
        self.line(self.pick(["listeners.clear()", "listeners = None", "del listeners"]))
        self.ended(one, weak=True)

    def resources(self):
        self.import_once("contextlib")
        name = self.fresh("Resource")
        self.line("class %s(Mark):\n    def __enter__(self):\n        print('open', self.n)\n        return %s\n    def __exit__(self, kind, error, trace):\n        print('close', self.n, kind and kind.__name__, %s)\n        return %s" % (
            name, self.pick(["self", "self.n", "[self]"]), self.pick(["min(sys.getrefcount(error), 99)", "trace is None", "error"]), self.pick(["None", "False", "self.n % 2 == 0", "kind is KeyError"])))
        inner = self.pick(["print(a)", "raise KeyError(a)", "raise ValueError from KeyError(a)", "print(min(sys.getrefcount(a), 99))", "del a", "log.append(a)", "[].pop()", "raise OSError(2, a)"])
        self.caught(self.pick(["with {0}({1}) as a:\n    {3}", "with {0}({1}) as a, {0}({2}) as b:\n    {3}", "with {0}({1}):\n    with {0}({2}) as a:\n        {3}", "for n in range(3):\n    with {0}(n) as a:\n        if n == 1:\n            break\nelse:\n    print('all')",
                               "with contextlib.ExitStack() as stack:\n    held = [stack.enter_context({0}(n)) for n in range(3)]\n    stack.callback(print, 'called')\n    a = held.pop()\n    {3}", "for n in range(3):\n    try:\n        with {0}(n) as a:\n            continue\n    finally:\n        print('finally', n)"]).format(name, self.between(1, 30), self.between(1, 30), inner))
        self.line("a = b = n = stack = held = None\nlog.clear()\ngc.collect()")

    def scheduler(self):
        self.import_once("collections")
        task, ready = self.fresh("task"), self.fresh("ready")
        self.line("def %s(name, count):\n    load = Mark(count)\n    %s" % (task, self.pick([
            "for step in range(count):\n        got = yield name, step\n        if got:\n            print(name, 'got', got)", "try:\n        while count:\n            yield name, count\n            count -= 1\n    finally:\n        print(name, 'ends')", "try:\n        yield from enumerate([load] * count)\n    except GeneratorExit:\n        print('closed', name)\n        raise",
            "yield name, load\n    if count > 1:\n        yield from %s(name * 2, count - 1)\n    return load" % task, "with contextlib.suppress(KeyError):\n        for step in range(count):\n            yield step, load\n    yield 'after', name"])))
        self.import_once("contextlib")
        self.line("%s = collections.deque(%s(n, k) for n, k in [('a', %d), ('b', %d), ('c', %d)])" % (ready, task, self.between(1, 3), self.between(1, 3), self.between(0, 2)))
        self.used(ready, ["while {0}:\n    now = {0}.popleft()\n    try:\n        print(*next(now))\n        {0}.append(now)\n    except StopIteration as stop:\n        print('done', stop.value)", "now = {0}.popleft()\nprint(next(now, 'over'))\n{0}.append(now)\ndel now", "print({0}[0].send(None))", "{0}[0].throw(KeyError('k'))", "{0}[-1].close()", "print({0}[0].gi_frame and sorted({0}[0].gi_frame.f_locals))",
                          "{0}.rotate(1)\nprint(next({0}[0]))", "print(*(next(t, None) for t in {0}))", "print({0}[0].send('hello'))", "print(min(sys.getrefcount({0}[0]), 99), {0}[0].gi_suspended)", "{0}.append(%s('d', 1))\n{0}.popleft()" % task, "loop = {0}.pop()\nprint(next(loop))\n{0}.append((loop, {0}))\ndel loop", "print(list({0}.pop()))"])
        self.line("now = stop = None")
        self.ended(ready)

    def graph(self):
        self.import_once("collections")
        vertex, graph = self.fresh("Vertex"), self.fresh("network")
        self.line("class %s(Mark):\n    def __init__(self, n):\n        super().__init__(n)\n        self.near = %s\n    def join(self, *others):\n        for other in others:\n            %s\n        return self" % (vertex, *self.pick([
            ("[]", "self.near.append(other)\n            other.near.append(self)"), ("[]", "self.near.append(other)"), ("{}", "self.near[other.n] = other"), ("[]", "self.near.append(weakref.ref(other))"), ("weakref.WeakValueDictionary()", "self.near[other.n] = other\n            other.other = self")])))
        size = self.between(3, 6)
        self.line("%s = {n: %s(n) for n in range(%d)}" % (graph, vertex, size))
        for _ in range(self.between(2, 6)):
            self.line("%s[%d].join(%s)" % (graph, self.between(0, size - 1), ", ".join("%s[%d]" % (graph, self.between(0, size - 1)) for _ in range(self.between(1, 2)))))
        self.used(graph, ["print({n: len(v.near) for n, v in {0}.items()})", "del {0}[{k}]", "print({0}.pop({k}, None))", "seen, waiting = set(), collections.deque([0])\nwhile waiting:\n    n = waiting.popleft()\n    if n in seen or n not in {0}:\n        continue\n    seen.add(n)\n    waiting.extend(getattr(v, 'n', -1) for v in {0}[n].near if not isinstance(v, int))\nprint(sorted(seen))",
                          "def visit(v, seen):\n    if id(v) in seen:\n        return 0\n    seen.add(id(v))\n    return 1 + sum(visit(w, seen) for w in v.near if isinstance(w, Mark))\nprint(visit({0}[0], set()))", "{0}[0].near.clear()", "print(gc.collect(), len({0}))", "{0}[{k}] = None", "print(min(sys.getrefcount({0}[0]), 99), min(len(gc.get_referrers({0}[1])), 99))", "for v in {0}.values():\n    v.near = None\nelse:\n    v = None", "gc.collect(0)\nprint(gc.get_count()[1] < 9, gc.collect(1))",
                          "twins = copy.deepcopy({0})\nprint(len(twins))\ndel twins\nprint(gc.collect())", "print([v.n for v in sorted({0}.values(), key=lambda v: (-len(v.near), v.n))])", "w = weakref.ref({0}.pop(0))\nprint(w() is None)\ngc.collect()\nprint(w() is None)\ndel w"])
        self.line("v = seen = waiting = None")
        self.ended(graph)

    def registry(self):
        base, name = self.fresh("Plugin"), self.fresh("registered")
        self.line(self.pick(["class {0}:\n    known = {{}}\n    def __init_subclass__(cls, /, key=None, **more):\n        super().__init_subclass__(**more)\n        {0}.known[key or cls.__name__] = cls", "class Meta{0}(type):\n    known = {{}}\n    def __new__(meta, name, bases, body, **more):\n        cls = super().__new__(meta, name, bases, body)\n        meta.known[name] = cls\n        return cls\n    def __init__(cls, name, bases, body, **more):\n        super().__init__(name, bases, body)\n    def __call__(cls, *args):\n        print('making', cls.__name__, len(args))\n        return super().__call__(*args)\nclass {0}(metaclass=Meta{0}):\n    pass",
                             "class {0}:\n    known = weakref.WeakValueDictionary()\n    def __init_subclass__(cls, **more):\n        {0}.known[cls.__name__] = cls"]).format(base))
        for k in range(self.between(1, 3)):
            self.line("class %s%d(%s%s):\n    load = %s\n    def __init__(self, *args):\n        self.args = args\n    def run(self):\n        return %s" % (name.title(), k, base, self.pick(["", "", ", key='k%d'" % k]), self.mark(), self.pick(["self.args", "type(self).load", "__class__.load.n", "super().__repr__()[:3]"])))
        first = name.title() + "0"
        self.used(first, ["print(sorted(%s.known))" % base, "print(%s.known['{0}'](1, {m}).run())" % base, "print({0}({m}).run())", "print([c.__name__ for c in %s.__subclasses__()])" % base, "type('Made', ({0},), {'load': {m}})", "{0}.load = {m}", "del {0}.load", "%s.known.clear()\nprint(gc.collect())" % base, "print({0}.mro()[1].__name__, {0}.__dict__.keys() >= {'run'})",
                          "class Deeper({0}):\n    pass\nprint(Deeper(2).run())\ndel Deeper\nprint(gc.collect(), len({0}.__subclasses__()))", "held = {0}(5)\nheld.own = held\ndel held", "print(min(sys.getrefcount({0}), 99), sys.getsizeof({0}))", "{0}.run = lambda self: {m}\nprint({0}().run())", "print(isinstance({0}(), %s), {0}.__base__ is %s)" % (base, base)])
        self.line("del %s\nprint(gc.collect())" % first)

    def memo(self):
        name, work = self.fresh("remember"), self.fresh("work")
        self.line(self.pick(["def {0}(function):\n    known = {{}}\n    def inner(*args):\n        if args not in known:\n            known[args] = function(*args)\n        return known[args]\n    inner.known = known\n    return inner", "class {0}:\n    def __init__(self, function):\n        self.function, self.known = function, {{}}\n    def __call__(self, *args):\n        try:\n            return self.known[args]\n        except KeyError:\n            return self.known.setdefault(args, self.function(*args))",
                             "def {0}(function, known={{}}):\n    def inner(*args, **options):\n        key = (*args, *sorted(options.items()))\n        return known[key] if key in known else known.setdefault(key, function(*args, **options))\n    inner.known = known\n    return inner"]).format(name))
        self.line("@%s\ndef %s(n):\n    %s" % (name, work, self.pick(["return n if n < 2 else %s(n - 1) + %s(n - 2)" % (work, work), "print('works', n)\n    return Mark(n)", "return [n, Mark(n)]", "def again():\n        return n, again\n    return again"])))
        self.used(work, ["print(shown({0}({k})))", "print({0}({k}) is {0}({k}))", "print(len({0}.known), sys.getsizeof({0}.known))", "{0}.known.clear()", "print(shown({0}(12)))", "{0}([])", "{0}()", "print(min(sys.getrefcount({0}), 99))", "print(sorted({0}.known)[:3])", "kept = {0}({k})\n{0}.known.clear()\nprint(shown(kept), min(sys.getrefcount(kept), 99) < 9)\ndel kept", "print(len({0}.__closure__), {0}.__closure__[0].cell_contents is {0}.known)", "{0}.known[()] = {0}"])
        self.ended(work)

    def matrix(self):
        name = self.fresh("grid")
        rows, columns = self.between(1, 4), self.between(1, 4)
        self.line("%s = %s" % (name, self.pick(["[[0] * {1}] * {0}", "[[0] * {1} for _ in range({0})]", "[[r * c for c in range({1})] for r in range({0})]", "list(map(list, zip(*[range({1})] * {0})))", "[[Mark(r) for c in range(2)] for r in range({0})]", "[bytearray({1}) for _ in range({0})]"]).format(rows, columns)))
        self.used(name, ["{0}[0][0] = 7\nprint({0})", "print(list(zip(*{0})))", "{0} = [list(row) for row in zip(*{0})]", "print(sys.getsizeof({0}), sys.getsizeof({0}[0]), min(sys.getrefcount({0}[0]), 99))", "{0}.append({0}[0])\nprint({0}[0] is {0}[-1])", "twin = copy.deepcopy({0})\nprint(twin == {0}, twin[0] is twin[-1])\ndel twin", "twin = copy.copy({0})\ntwin[0].append(1)\nprint({0}[0])\ndel twin", "print(sum(map(sum, {0})))", "for row in {0}:\n    row.reverse()\nprint({0})\ndel row",
                         "{0}[:] = {0}[::-1]", "print([v for row in {0} for v in row][:6])", "{0} += [[{m}]]", "del {0}[0][-1]\nprint(len({0}))", "{0}[0] = {0}\nprint({0})", "print(max(max(row) for row in {0}))", "print({0} == [row[:] for row in {0}], [*{0}[0]] is {0}[0])", "{0}.sort(key=len)", "print(*({0}[n][n] for n in range(min(len({0}), len({0}[0])))))"])
        self.ended(name)

    def words_counted(self):
        name, text = self.fresh("counts_of"), self.pick(["'the cat and the hat and a bat'", "'a-b_c a.b c! a'", "'\\u00e9t\\u00e9 na\\xefve \\u4e2d\\u6587 ab'", "'one two  three\\tone\\n'", "''", "'Mississippi'"])
        self.line("%s = {}\nfor word in %s%s:\n    %s" % (name, text, self.pick([".split()", ".split(' ')", "", ".lower().replace('-', ' ').split()", ".partition(' ')"]), self.pick(["{0}[word] = {0}.get(word, 0) + 1", "{0}.setdefault(word, []).append(len({0}))", "try:\n        {0}[word] += 1\n    except KeyError:\n        {0}[word] = 1", "{0}[word.strip('!.')] = Mark(len(word))"]).format(name)))
        self.used(name, ["print(sorted({0}.items(), key=str)[:4])", "for key, value in sorted({0}.items(), key=str):\n    print(f'{key:<6}|{value!s:>4}|{len(key):03d}')", "print(', '.join({0}), sys.getsizeof({0}))", "{0} = {v if isinstance(v, int) else 0: k for k, v in {0}.items()}\nprint(sorted({0}))", "print(max({0}, key=len, default='none'))", "print({k: v for k, v in {0}.items() if len(k) > 2})", "print('|'.join(f'{k!r:^9}' for k in {0}))", "del {0}[word]", "print(word.title(), word[::-1], word.center(9, '*'), word.isalpha())",
                         "longer = ''\nfor k in {0}:\n    longer += k\nprint(sys.getsizeof(longer), longer[:5])\ndel longer, k", "print([w.capitalize() for w in {0}], word in {0})", "print(''.join(sorted(word)), word.encode(), word.find('t'))", "{0}.update(zip('ab', [{m}, {m}]))", "print(list(map(ord, word))[:3], word.translate({97: 'A', 98: None}))"])
        self.ended(name)

    def machine(self):
        name, one = self.fresh("Machine"), self.fresh("machine")
        self.line("class %s:\n    def __init__(self):\n        self.state, self.load = self.idle, %s\n    def idle(self, event):\n        return self.busy if event == 'go' else %s\n    def busy(self, event):\n        self.load = Mark(len(event))\n        return {'stop': self.idle, 'fail': self.failed}.get(event, self.busy)\n    def failed(self, event):\n        raise RuntimeError(event)\n    def feed(self, *events):\n        for event in events:\n            self.state = self.state(event)\n        return self.state.__name__" % (name, self.mark(), self.pick(["self.idle", "None", "self.state"])))
        self.line("%s = %s()" % (one, name))
        self.used(one, ["print({0}.feed('go'))", "print({0}.feed('go', 'on', 'stop'))", "print({0}.feed('go', 'fail', 'x'))", "print(min(sys.getrefcount({0}), 99))", "{0}.state = {0}.idle", "print(gc.is_tracked({0}.state), {0}.state.__self__ is {0})", "{0}.idle = lambda event: print('own', event)\nprint({0}.feed('go'))", "del {0}.state", "print({0}.state == {0}.idle, {0}.state is {0}.idle)", "vars({0}).clear()", "print(sys.getsizeof({0}.state), len(gc.get_referents({0}.state)))"])
        self.ended(one, weak=True)

    def calculator(self):
        name, stack = self.fresh("evaluate"), self.fresh("stacked")
        self.import_once("operator")
        self.line("def %s(text, %s=None):\n    %s = [] if %s is None else %s\n    for token in text.split():\n        if token in '+-*/%%':\n            right, left = %s.pop(), %s.pop()\n            %s.append({'+': operator.add, '-': operator.sub, '*': operator.mul, '/': operator.%s, '%%': lambda a, b: a %% b}[token](left, right))\n        else:\n            %s.append(%s)\n    return %s" % (
            (name,) + (stack,) * 7 + (self.pick(["truediv", "floordiv"]), stack, self.pick(["int(token)", "float(token)", "complex(token)", "int(token, 0)", "int(token) << 40"]), self.pick([stack, stack + ".pop()", "tuple(%s)" % stack]))))
        for _ in range(self.between(2, 4)):
            tokens = [str(self.between(0, 99)) for _ in range(2)]
            for _ in range(self.between(1, 4)):
                tokens.append(self.pick(["+", "-", "*", "/", "%", str(self.between(0, 9)), "0x1f", "x"]))
            self.caught("print(%s(%r%s))" % (name, " ".join(tokens), self.pick(["", "", ", [1, 2]", ", (1,)"])))

    def iterating(self):
        name, one = self.fresh("Countdown"), self.fresh("counting")
        self.import_once("itertools")
        self.line("class %s(Mark):\n    def __iter__(self):\n        return %s\n    def __next__(self):\n        if self.n <= 0:\n            raise StopIteration%s\n        self.n -= 1\n        return %s" % (name, self.pick(["self", "type(self)(self.n)", "iter([Mark(1), Mark(2)])", "(Mark(k) for k in range(self.n))"]), self.pick(["", "(self)"]), self.pick(["self.n", "Mark(self.n)", "self"])))
        self.line("%s = %s(%d)" % (one, name, self.between(1, 5)))
        self.used(one, ["print(next({0}))", "print(next({0}, 'over'))", "print(list({0}))", "a, *b = {0}\nprint(a, b)\ndel a, b", "for each in {0}:\n    print(each)\n    break\nelse:\n    print('none')\neach = None", "print(sum(1 for _ in {0}))", "print(*zip({0}, 'ab'))", "left, right = itertools.tee({0})\nprint(next(left, 0), next(right, 0))\ndel left, right", "print(list(itertools.islice({0}, 2)))", "pairs = itertools.zip_longest({0}, [1])\nprint(next(pairs, None))\ndel pairs", "print(max({0}, key=str, default='none'))",
                        "chained = itertools.chain({0}, {0})\nprint(next(chained, None), min(sys.getrefcount({0}), 99))\ndel chained", "print({0} in [{0}], 3 in {0})", "print(dict(enumerate({0})))", "print(list(map(lambda a, b: b, {0}, {0})))", "grouped = itertools.groupby({0}, type)\nprint(next(grouped, 'nothing')[0])\ndel grouped", "{0}.n = 3", "print([*{0}, *{0}])", "print(min(sys.getrefcount({0}), 99))"])
        self.ended(one)

    def failures(self):
        name, run = self.fresh("Failure"), self.fresh("attempt")
        self.line("class %s(%s):\n    def __init__(self, n):\n        super().__init__(n)\n        self.load = Mark(n)" % (name, self.pick(["Exception", "ValueError", "LookupError", "KeyError", "OSError", "StopIteration"])))
        if self.chance(0.3):
            self.line("    def __str__(self):\n        return 'failure %s' % self.load")
        self.line("def %s(depth, inner=None):\n    local = Mark(depth)\n    if depth:\n        %s\n    raise %s(depth)%s" % (run, self.pick([
            "return {0}(depth - 1)", "try:\n            {0}(depth - 1)\n        except {1} as e:\n            raise {1}(depth) from e", "try:\n            {0}(depth - 1)\n        finally:\n            print('leaving', depth)", "try:\n            {0}(depth - 1)\n        except {1}:\n            raise", "try:\n            {0}(depth - 1)\n        except {1} as e:\n            e.add_note('at %d' % depth)\n            raise e",
            "try:\n            {0}(depth - 1)\n        except {1}:\n            raise RuntimeError('again') from None", "with contextlib.closing({0}.__get__(depth)):\n            {0}(0)"]).format(run, name), name, self.pick(["", " from inner", " from KeyError(local)"])))
        self.import_once("contextlib")
        kept = self.fresh("kept_error")
        self.line("%s = None\ntry:\n    %s(%d)\nexcept Exception as e:\n    %s = e" % (kept, run, self.between(0, 3), kept))
        self.used(kept, ["print(repr({0}), {0}.args)", "tb, count = {0}.__traceback__, 0\nwhile tb:\n    count, tb = count + 1, tb.tb_next\nprint(count)", "print(type({0}.__context__).__name__, type({0}.__cause__).__name__, {0}.__suppress_context__)", "{0}.__traceback__ = None", "print(min(sys.getrefcount({0}), 99), min(sys.getrefcount({0}.load), 99))", "{0}.__traceback__.tb_next.tb_frame.clear()", "try:\n    raise {0}\nexcept Exception as again:\n    print(again is {0})", "{0}.__context__ = {0}.__cause__ = None", "print(getattr({0}, '__notes__', None))", "{0} = {0}.__cause__ or {0}",
                         "print({0}.__traceback__.tb_frame.f_code.co_name, {0}.__traceback__.tb_lineno > 0)", "print(str({0}))", "{0}.me = {0}", "{0} = {0}.with_traceback(None)", "try:\n    %s(0, {0})\nexcept Exception as e:\n    print(e.__cause__ is {0})" % run, "print(sorted({0}.__traceback__.tb_next.tb_frame.f_locals))"])
        self.line("tb = None")
        self.ended(kept)

    def late_closures(self):
        name = self.fresh("actions")
        self.line("def make_%s():\n    made = []\n    for n in range(%d):\n        load = Mark(n)\n        made.append(%s)\n    return made\n%s = make_%s()" % (name, self.between(1, 4), self.pick(["lambda: (n, load)", "lambda n=n: n", "lambda load=load: load", "lambda: made", "lambda x: [load for _ in range(x)]", "(lambda load: lambda: load)(load)", "print if n % 2 else lambda *a: (a, load)"]), name, name))
        self.used(name, ["print([shown(f()) for f in {0}])", "print(len({0}[0].__closure__ or ()), {0}[0].__defaults__)", "del {0}[0]", "print(shown({0}[-1]()))", "print(shown({0}[0](2)))", "print(min(sys.getrefcount({0}[0]), 99), min(sys.getrefcount({0}[0].__closure__[0]), 99))", "{0}[0].__closure__[0].cell_contents = {m}", "{0}.clear()", "print({0}[0].__code__ is {0}[-1].__code__, {0}[0].__code__.co_freevars)", "{0} = [f.__get__({m}) for f in {0}]\nprint(shown({0}[0]()))", "{0}[0].load = {m}", "print(gc.collect())"])
        self.ended(name)

    def mixins(self):
        a, b, c, d = (self.fresh(w) for w in ("Base", "Loud", "Kept", "Whole"))
        self.line("class %s:\n    def __init__(self, **rest):\n        self.rest = rest\n    def say(self):\n        return ['base']" % a)
        for name, word in ((b, "loud"), (c, "kept")):
            self.line("class %s(%s):%s\n    def __init__(self, %s=None, **rest):\n        super().__init__(**rest)\n        self.%s = %s\n    def say(self):\n        return %s" % (name, a, self.pick(["", "\n    __slots__ = ()"]), word, word, word, self.pick(["['%s'] + super().say()", "[*super().say(), '%s']", "super(%s, self).say() + ['%%s']" % name, "['%s']"]) % word))
        self.line("class %s(%s):\n    def __del__(self):\n        print('end', *self.say())" % (d, self.pick(["%s, %s" % (b, c), "%s, %s" % (c, b), "%s, %s, %s" % (b, c, a)])))
        one = self.fresh("whole")
        self.line("%s = %s(loud=%s, kept=%s%s)" % (one, d, self.mark(), self.mark(), self.pick(["", ", other=1"])))
        self.used(one, ["print({0}.say())", "print([k.__name__ for k in type({0}).__mro__])", "print(sorted(vars({0})), sys.getsizeof({0}), sys.getsizeof(vars({0})))", "%s.say = lambda self: ['changed'] + %s.say(self)\nprint({0}.say())" % (b, a), "{0}.__class__ = %s\nprint({0}.say())" % c, "{0}.loud = {m}", "del {0}.kept", "print(super(%s, {0}).say())" % d, "print(super(%s, {0}).say.__func__ is %s.say)" % (c, a), "twin = copy.copy({0})\nprint(twin.say())\ndel twin", "%s.__bases__ = (%s,)" % (d, c), "{0}.own = {0}", "print({0}.rest, isinstance({0}, %s), issubclass(%s, %s))" % (c, d, b), "print(min(sys.getrefcount(%s), 99), len(%s.__subclasses__()))" % (d, a)])
        self.ended(one, weak=True)

    def growing(self):
        name = self.fresh("growing")
        make, step = self.pick([("[]", "{0}.append(n)"), ("[]", "{0} += [n]"), ("[]", "{0}.insert(0, n)"), ("{}", "{0}[n] = n"), ("{}", "{0}[str(n)] = n"), ("set()", "{0}.add(n * 7)"), ("''", "{0} += 'ab'"), ("b''", "{0} += b'a'"), ("bytearray()", "{0}.append(n)"), ("()", "{0} += (n,)"), ("1", "{0} *= 1000003"), ("dict.fromkeys(range(5))", "{0}.pop(n, 0)"), ("list(range(30))", "{0}.pop()"), ("set(range(40))", "{0}.discard(n)"), ("types.SimpleNamespace()", "setattr({0}, 'a%d' % n, n)"), ("''", "{0} = chr(n + 120) + {0}")])
        if make.startswith("types"):
            self.import_once("types")
        self.line("%s, sizes = %s, []\nfor n in range(%d):\n    %s\n    size = sys.getsizeof(%s)\n    if size not in sizes:\n        sizes.append(size)\nprint(sizes)" % (name, make, self.pick([5, 12, 40, 130]), step.format(name), name))
        self.used(name, ["print(sys.getsizeof(copy.copy({0})), type({0}).__name__)", "{0} = type({0})({0})\nprint(sys.getsizeof({0}))", "print(sys.getsizeof({0} * 2))", "{0}.clear()\nprint(sys.getsizeof({0}))", "print(sys.getsizeof({0}[:3]))", "{0} = {0}.copy()\nprint(sys.getsizeof({0}))", "del {0}[2:]\nprint(sys.getsizeof({0}))", "print(sys.getsizeof([*{0}]), sys.getsizeof((*{0},)))", "print(sys.getsizeof({0} + {0}))", "print(gc.is_tracked({0}), min(sys.getrefcount({0}), 99))", "{0} |= {0}\nprint(sys.getsizeof({0}))", "print(sys.getsizeof(sorted({0})), len(list({0})))", "print(sys.getsizeof(list({0})), sys.getsizeof(set({0})), sys.getsizeof(dict.fromkeys({0})))", "print(sys.getsizeof(str({0})))"], 1, 3)
        self.line("del sizes, size")
        self.ended(name)

    def text_tools(self):
        if self.in_function or self.level or self.loop > 1:
            return self.words_counted()
        self.import_once("re, textwrap, statistics, string, bisect")
        self.line("gc.collect()")
        self.caught(self.pick(["print(re.findall(r'[a-c]+|\\d', 'abc1x2cab'))", "print(re.sub(r'(\\w)(\\d)', r'\\2\\1', 'a1b2 c3'))", "found = re.search(r'(?P<key>\\w+)=(?P<value>\\d+)?', 'x = 1, key=42')\nprint(found.groupdict(), found.span('key'), found[0])\ndel found", "print(re.split(r'[,;]\\s*', 'a, b;c'), re.match('b', 'abc'))", "print([m.start() for m in re.finditer('an', 'banana')])", "print(re.sub('[aeiou]', lambda m: m[0].upper(), 'education'))", "re.compile('(')", "print(textwrap.fill('the quick brown fox jumps over', 12))", "print(repr(textwrap.dedent('  a\\n    b\\n')), textwrap.shorten('hello wide world', 11))",
                               "print(statistics.mean([1, 2, 4]), statistics.median([3, 1, 2]), statistics.pstdev([1, 1]))", "statistics.mean([])", "print(string.Template('$a and ${b}').substitute(a=1, b=[2]), string.ascii_lowercase[:3])", "row = [1, 3, 5]\nbisect.insort(row, 4)\nprint(row, bisect.bisect_left(row, 3))\ndel row", "print(string.capwords('one two'), string.digits)", "print(re.fullmatch(r'\\w+@\\w+', 'me@home') is not None)"]))
        self.line("gc.collect()")
        return None
