# Functions of built-in modules, called with arguments of all kinds: what they return or say.
import builtins, sys, gc, weakref, functools, itertools, operator, math, collections, copy, contextlib
def show(r):
    try: s = repr(r)
    except Exception as e: s = 'repr! ' + repr(e)
    out = []; i = 0; j = s.find('0x')
    while j >= 0:
        out.append(s[i:j] + 'X'); k = j + 2
        while k < len(s) and s[k] in '0123456789abcdef': k += 1
        i = k; j = s.find('0x', i)
    out.append(s[i:])
    return ''.join(out)[:150]
class K: pass
class It:
    def __iter__(self): return 5
args = [(), (None,), (K(),), (1,), ('x',), ([],), (b'x',), (1.5,), (int,), (len,), (1, 2), ('a', 'b'), (None, None), ([1], 'x'), (int, 'x'), (len, [1]), (len, ['a']), ('a', int), (1, 2, 3), (None, None, None), ('a', 'b', 'c'), (K(), 'x', 1), (1, 2, 3, 4), (-1,), (10**30,), ({},), ((),), ({}, []), (It(),), ([3, 'a'],), ([1, 2, 3, 4],), ('12',), (True,), (2, 5, 0), ([], None), (range(3),), (0, 0), (-5, 2), (2.5, 2)]
kws = [{'key': 1}, {'x': 1}, {'default': 3}, {'reverse': True}, {'start': 1}, {'sep': 5}, {'maxlen': 2}, {'r': 1}, {'strict': 1}]
def names(mod, skip):
    for n in sorted(dir(mod)):
        if n.startswith('_') or n in skip: continue
        f = getattr(mod, n)
        if callable(f): yield n, f
def run(label, f, a, kw={}):
    try:
        r = f(*a, **kw)
        t = type(r).__name__
        s = show(r) if not isinstance(r, (type(iter([])), type(sys), type(K.__dict__))) else t
        if 'object at' in s: s = t
        print(label, show(a), kw or '', '->', s)
    except BaseException as e:
        print(label, show(a), kw or '', '!!', type(e).__name__, show(str(e)))
which = sys.argv[1:]
mods = {
 'builtins': (builtins, {'help', 'exit', 'quit', 'copyright', 'credits', 'license', 'input', 'breakpoint', 'aiter', 'anext', 'globals', 'locals', 'vars', 'dir', 'id', 'hash', 'open', 'print', 'exec', 'eval', 'compile', '__import__', '__build_class__', '__loader__', '__spec__', 'frozenset', 'set', 'memoryview'}),
 'math': (math, set()), 'operator': (operator, {'length_hint'}), 'itertools': (itertools, set()), 'functools': (functools, {'RLock', 'GenericAlias', 'namedtuple', 'recursive_repr', 'get_cache_token', 'update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'total_ordering','singledispatch','singledispatchmethod','cached_property','partialmethod'}),
 'collections': (collections, {'namedtuple', 'UserDict', 'UserList', 'UserString', 'ChainMap', '_chain', '_recursive_repr','_repeat','_starmap','_iskeyword','_itemgetter','_eq','_proxy','_sys', '_Link', '_tuplegetter', '_count_elements'}),
 'gc': (gc, {'get_objects', 'get_stats', 'get_referrers', 'freeze', 'unfreeze', 'get_count', 'collect', 'callbacks', 'set_threshold', 'disable','enable','set_debug','get_referents'}), 'weakref': (weakref, {'getweakrefcount','WeakSet','WeakMethod','finalize','_IterationGuard','_remove_dead_weakref','KeyedRef', 'WeakKeyDictionary', 'WeakValueDictionary', '_weakref', 'WeakSet'}),
}
for m in mods:
    if which and m not in which: continue
    mod, skip = mods[m]
    for n, f in names(mod, skip):
        if n in ('count', 'cycle', 'repeat') and 0: continue
        for a in args:
            if n in ('range', 'bytes', 'bytearray', 'pow', 'factorial', 'perm', 'comb', 'lshift', 'mul', 'imul','ilshift','ipow','ldexp','isqrt', 'exp', 'repeat', 'permutations','combinations','product') and a == (10**30,): continue
            run(m + '.' + n, f, a)
        for kw in kws:
            run(m + '.' + n, f, (), kw)
            run(m + '.' + n, f, ([1, 2],), kw)
