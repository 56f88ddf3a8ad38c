"""Patterns over many texts; itertools' combinations: arguments, states, what is refused."""
import itertools
import re


def show(text, **names):
    try:
        value = eval(text, globals(), names)
        print(text, "->", repr(value))
    except BaseException as e:
        print(text, "->", type(e).__name__, e)


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        if self.n is None:
            raise RuntimeError("no index")
        return self.n

    def __repr__(self):
        return "Index(%s)" % self.n


class Bad:
    """Every special method raises."""
    def raises(self, *args):
        raise RuntimeError("bad")
    __eq__ = __lt__ = __bool__ = __len__ = __iter__ = __getitem__ = __add__ = __radd__ = raises
    __setitem__ = __contains__ = __mul__ = __float__ = __int__ = __call__ = raises

    def __hash__(self):
        return 1


class BadIter:
    def __iter__(self):
        return self

    def __next__(self):
        raise RuntimeError("bad next")


def bad(*args):
    raise RuntimeError("bad call")


def run(texts):
    for text in texts.strip().split("\n"):
        show(text)


def found(pattern, text, flags=0):
    m = re.search(pattern, text, flags)
    return m and (m.span(), m.groups())


TEXTS = ["", "a", "aaa", "ab\n", "aB_9 \t", "x\u00e9\u0130\u017f", "\U0001F600\u0660\u2003z", "foo.bar\nbaz\n", "\x1c\x85 "]
PATTERNS = [r"\w+", r"\W", r"\d", r"\D+", r"\s", r"\S+", r"^", r"$", r"\A", r"\Z", r"\b", r"\B", r".", r"a$", r"^b",
            r"(a)|(b)", r"(?:ab)*", r"a*?b", r"a{2}", r"a{2,}", r"a{,2}?", r"(a+)+$", r"(?i)AB", r"(?i)[A-Z]+",
            r"[^\w\s]", r"[a-c\d]", r"(.)\1", r"(?i)(a)\1", r"(?=a)", r"(?!a).", r"(?<=a)b", r"(?<!a).",
            r"(?P<n>a)(?P=n)", r"(a)?(?(1)a|b)", r"(?:a|ab)(?:c|bcd)?", r"\u00e9", r"\u0130", r"\u017f", r"[\u0660-\u0669]",
            r"x*", r"(x)*?y?", r"(?:(a)|b)*", r"(?s).+", r"(?m)^.+$", r"(a*)*", r"(a*?)*?$", r"(?:a?){3}", r"\.", r"a++a", r"(?>a*)a",
            r"(?:ab){2,3}?", r"((a)|(b))*?\n"]
for p in PATTERNS:
    row = []
    for flags in (0, re.I, re.A, re.M | re.S, re.I | re.A):
        for t in TEXTS:
            try:
                row.append(found(p, t, flags))
            except re.error as e:
                row.append(str(e))
                break
    print(p, row)
for p in (rb"\w+", rb"(?i)[a-z]+", rb"\d|\s", rb"(.)\1", rb"[^a]", rb"\xe9"):
    print(p, [found(p, t, f) for t in (b"", b"aaA\xe9\xff9 ") for f in (0, re.I, re.A)])
run("""
re.match('a', 5)
re.match(b'a', 'a')
re.match('a', b'a')
re.compile('a').match('ba', 1), re.compile('a').match('ba', 5), re.compile('a').search('ba', -5, 1)
re.compile('^a').search('ba', 1), re.compile('a$').search('ab', 0, 1), re.compile('a').fullmatch('aa', 1)
re.sub('a*', '-', 'baac'), re.sub('(a)(b)?', r'[\\\\1\\\\2]', 'abxa'), re.sub('x*', '-', 'abc', count=2)
re.split('(,)', 'a,b,c', maxsplit=1), re.split('x*', 'axbc'), re.findall('(a)(b)?', 'abaa')
[m.span() for m in re.finditer('a*', 'baac')]
re.compile('(')
re.compile('a**')
re.compile('[b-a]')
re.compile('(?P<1>a)')
re.compile('(?P=x)')
re.compile('(?<=a*)b')
re.compile('\\\\\\\\')
re.compile('x{5,2}')
re.match('(a)(b)?', 'a').groups('z'), re.match('(?P<x>a)', 'a').groupdict(), re.match('a', 'a').regs
re.match('(a)', 'a').group(2)
re.match('(a)', 'a').group('q')
re.match('(a)', 'a').group(0, 1), re.match('(a)', 'a')[1], re.match('(a)', 'a').start(1), re.match('(a)', 'a').lastindex
""")


# -- combinations of items: arguments and states
def state(it, n, *states):
    for i in range(n):
        next(it, None)
    r = it.__reduce__()
    for s in states:
        it.__setstate__(s)
    return r[1:], list(it)


I = itertools
run("""
I.product([1, 2], repeat=-1)
I.product([1, 2], repeat='a')
I.product([1, 2], repeat=1 << 40)
I.product([1, 2], repeat=1 << 61)
I.product([1, 2], [3], repeat=(1 << 63) - 1)
I.product([1, 2], foo=1)
I.product([1, 2], repeat=Index(None))
I.product([1], 5)
I.product([1], BadIter())
list(I.product()), list(I.product([], [1])), list(I.product('ab', repeat=2)), list(I.product([1], repeat=0))
I.combinations([1, 2], -1)
I.combinations([1, 2], 'a')
I.combinations(5, 1)
I.combinations([1])
list(I.combinations([1, 2], 5)), list(I.combinations([1, 2], 0)), list(I.combinations([], 0))
I.combinations_with_replacement([1], -1)
list(I.combinations_with_replacement([], 2)), list(I.combinations_with_replacement([], 0))
list(I.combinations_with_replacement('ab', 2))
I.permutations([1], -1)
I.permutations([1], 'a')
I.permutations([1], 2.5)
list(I.permutations([1, 2], 5)), list(I.permutations([1, 2], 0)), list(I.permutations([], 0)), list(I.permutations([1, 2], None))
state(I.product('ab', [1, 2]), 0), state(I.product('ab', [1, 2]), 2), state(I.product('ab', [1, 2]), 9)
state(I.product('ab', [1, 2]), 1, (1, 0)), state(I.product('ab', [1, 2]), 1, (9, -5))
state(I.product('ab', [1, 2]), 1, (1,))
state(I.product('ab', [1, 2]), 1, 5)
state(I.product('ab', [1, 2]), 1, ('a', 'b'))
state(I.product('ab', []), 0), state(I.product('ab', []), 1)
state(I.combinations('abc', 2), 0), state(I.combinations('abc', 2), 1), state(I.combinations('abc', 2), 9)
state(I.combinations('abc', 2), 1, (1, 2)), state(I.combinations('abc', 2), 1, (99, -9))
state(I.combinations('abc', 2), 1, (1,))
state(I.combinations('abc', 2), 1, ('a', 1))
state(I.combinations_with_replacement('ab', 2), 0), state(I.combinations_with_replacement('ab', 2), 1, (1, 1))
state(I.combinations_with_replacement('ab', 2), 9), state(I.combinations_with_replacement('', 2), 0)
state(I.combinations_with_replacement('ab', 2), 1, (1,))
state(I.permutations('abc', 2), 0), state(I.permutations('abc', 2), 1), state(I.permutations('abc', 2), 99)
state(I.permutations('abc', 2), 1, ((1, 0, 2), (2, 1))), state(I.permutations('abc', 5), 0)
state(I.permutations('abc', 2), 1, ((1, 0), (2, 1)))
state(I.permutations('abc', 2), 1, ((1, 0, 2), (2,)))
state(I.permutations('abc', 2), 1, 5)
state(I.permutations('abc', 2), 1, (('a', 0, 2), (2, 1)))
[[(k, list(g)) for k, g in I.groupby([1, 1, 2, 1], key)] for key in (None, lambda x: x > 1)]
I.groupby(5)
list(I.groupby([1], bad))
list(I.groupby([Bad(), Bad()]))
I.groupby()
list(I.zip_longest('ab', [1], fillvalue=0)), list(I.zip_longest()), list(I.zip_longest('a', [], [1, 2]))
I.zip_longest('a', foo=1)
list(I.zip_longest('a', BadIter()))
list(I.pairwise([1, 2, 3])), list(I.pairwise([1])), list(I.pairwise([]))
list(I.pairwise(BadIter()))
list(I.islice('abcdef', 1, 5, 2)), list(I.islice('abc', None)), list(I.islice('abc', 1, None, None))
I.islice('abc', -1)
I.islice('abc', 1, 'a')
I.islice('abc', 1, 2, 0)
I.islice('abc', 1, 2, 1 << 70)
list(I.islice('abc', 5, 2))
list(I.islice(BadIter(), 2))
list(I.starmap(pow, [(2, 3), [3, 2]])), list(I.starmap(pow, [BadIter()]))
list(I.starmap(pow, [5]))
list(I.accumulate([1, 2, 3], initial=5)), list(I.accumulate([])), list(I.accumulate('abc', lambda a, b: b + a))
list(I.accumulate([1, 'a']))
list(I.accumulate([1, 2], bad))
list(I.chain('ab', 5))
list(I.chain.from_iterable([1]))
list(I.compress('abc', [1, 0, 1])), list(I.compress('abc', [])), list(I.filterfalse(None, [0, 1, 2]))
list(I.compress('abc', [Bad()]))
list(I.dropwhile(lambda x: x < 2, [1, 2, 1])), list(I.takewhile(lambda x: x < 2, [1, 2, 1]))
list(I.dropwhile(bad, [1]))
list(I.takewhile(lambda x: Bad(), [1]))
next(I.count()), next(I.count(2.5)), next(I.count(1 << 70)), repr(I.count(1, 2)), repr(I.count(2.5)), repr(I.count(5))
I.count('a')
I.count(1, 'a')
list(I.islice(I.count((1 << 63) - 2), 4)), list(I.islice(I.count(5, -2), 3)), list(I.islice(I.count(1, 0.5), 3))
list(I.repeat(5, 3)), list(I.repeat(5, -1)), repr(I.repeat(5, 2)), repr(I.repeat(5)), I.repeat(5, 3).__length_hint__()
I.repeat(5, 'a')
I.repeat(5).__length_hint__()
list(I.islice(I.cycle('ab'), 5)), list(I.cycle([]))
list(I.cycle(BadIter()))
[list(t) for t in I.tee('ab', 3)], I.tee('ab', 0)
I.tee('ab', -1)
I.tee(5)
list(I.tee(BadIter())[0])
""")
