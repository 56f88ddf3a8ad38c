"""Errors that C code raises become objects where they are caught, when what they passed has died."""
import gc
import sys
gc.collect()
def left(make):
    keep = [None] * 6
    b0 = sys.getallocatedblocks()
    b1 = sys.getallocatedblocks()
    base = b1 - b0
    for k in range(6):
        keep[k] = make(k)
    return 6 - (sys.getallocatedblocks() - b1 - base)
def t1(k): return (k,)
def t2(k): return (k, k)
def t3(k): return (k, k, k)
def fl(k): return k / 3
def li(k): return []
def di(k): return {}
def probe(f, make):
    gc.collect()
    try:
        f()
    except Exception as e:
        r = left(make)
    else:
        r = left(make)
    return r
todo = []
for text in ["int('x')", "int('')", "{}['a']", "[].x", "[][1]", "1/0", "x9", "1 + 'a'", "len(5)", "iter(5)", "int([])", "[].remove(3)", "'a'.index('b')", "(1).foo", "int.foo", "print(bogus=1)", "(lambda: 0)(1)", "range(1,2,0)", "next(iter([]))", "float('x')", "chr(-1)", "[1].index(2)", "set().pop()", "{}.popitem()", "{[]: 1}", "a, b = 1, 2, 3", "a, b = 5", "raise ValueError('x')", "raise ValueError", "assert 0", "assert 0, 5", "[].pop()", "''.join([5])", "del x9", "min([])", "sum('a')", "isinstance(1, 5)", "bytes([300])", "'%d' % 'a'", "'%d %d' % 5", "'{}'.format()", "'{a}'.format()", "2 ** -1 / 0", "[].append()", "sorted([1,'a'])", "{}.pop('a')", "{1}.remove(7)", "int('9' * 5000)", "str(10 ** 5000)", "object() < 1", "object().x", "super()", "type('a', 5)", "gc.collect(7)", "sys.intern(5)", "gc.nope", "sys.getrefcount()", "weakref.ref(5)", "[1, 2][0:1:0]", "(1,2)[5]", "'abc'[7]", "b'abc'[7]", "range(3)[9]", "'a' < 1", "-'a'", "~1.5", "1 << -1", "1 @ 2", "hash([])", "abs('a')", "ord('ab')", "round('a')", "pow(2, -1, 4)", "divmod(1, 0)", "1 % 0", "1.0 / 0", "0.0 ** -1", "int('1', 99)", "complex('x')", "next(5)", "reversed(5)", "zip(5)", "map(5)", "map(5, [1]).__next__()", "all(5)", "dict([5])", "dict(5)", "dict([(1,2,3)])", "[].sort(1)", "f(*5)", "f(**5)", "f(**{1:2})", "f(x=1, **{'x':2})"]:
    src = 'import weakref\ndef f():\n    %s\n' % text
    env = {'gc': gc, 'sys': sys}
    exec(src, env)
    todo.append((text, env['f']))

for text, f in todo:
    results = [probe(f, make) for make in (t1, t2, t3, fl, li, di)]
    print(text, results)
