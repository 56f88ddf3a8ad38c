# Every method of a value of every built-in type, called with arguments of all kinds: what it returns or says.
import sys
class K:
    pass
def show(r):
    try: s = repr(r)
    except Exception as e: s = 'repr! ' + repr(e)
    import builtins
    out = []
    i = 0
    j = s.find(' at 0x')
    while j >= 0:
        out.append(s[i:j] + ' at X')
        k = j + 6
        while k < len(s) and s[k] in '0123456789abcdef': k += 1
        i = k
        j = s.find(' at 0x', i)
    out.append(s[i:])
    return ''.join(out)[:150]
makers = {
 'int': lambda: 5, 'bool': lambda: True, 'float': lambda: 1.5, 'complex': lambda: 1+2j, 'str': lambda: 'abc', 'bytes': lambda: b'abc', 'bytearray': lambda: bytearray(b'abc'),
 'list': lambda: [1, 2, 3], 'tuple': lambda: (1, 2, 3), 'dict': lambda: {'a': 1}, 'set': lambda: {1}, 'frozenset': lambda: frozenset([1]), 'range': lambda: range(3), 'slice': lambda: slice(1, 2), 'memoryview': lambda: memoryview(b'abc'),
 'None': lambda: None, 'NotImplemented': lambda: NotImplemented, 'Ellipsis': lambda: ..., 'type': lambda: int, 'klass': lambda: K, 'inst': lambda: K(), 'function': lambda: show, 'generator': lambda: (i for i in (1, 2)), 'builtin': lambda: len, 'property': lambda: property(), 'exc': lambda: ValueError('x'), 'keys': lambda: {'a': 1}.keys(), 'items': lambda: {'a': 1}.items(), 'values': lambda: {'a': 1}.values(), 'iter': lambda: iter([1, 2]), 'enumerate': lambda: enumerate('ab'), 'zip': lambda: zip('ab', 'cd'), 'map': lambda: map(str, [1]), 'filter': lambda: filter(None, [1]), 'reversed': lambda: reversed([1]), 'object': lambda: object(), 'alias': lambda: list[int], 'union': lambda: int | str, 'classmethod': lambda: classmethod(len), 'staticmethod': lambda: staticmethod(len), 'code': lambda: show.__code__, 'mappingproxy': lambda: K.__dict__, 'tupleiter': lambda: iter((1,)), 'striter': lambda: iter('ab'), 'setiter': lambda: iter({1}), 'dictiter': lambda: iter({1: 2}), 'rangeiter': lambda: iter(range(2)), 'calliter': lambda: iter(int, 1), 'bytesiter': lambda: iter(b'a'), 'method': lambda: K.mro if 0 else [].append, 'module': lambda: sys,
 'oserror': lambda: OSError(2, 'x', 'f'), 'keyerror': lambda: KeyError('a'), 'stopiter': lambda: StopIteration(3), 'unierr': lambda: UnicodeDecodeError('utf-8', b'ab', 0, 1, 'r'), 'group': lambda: ExceptionGroup('g', [ValueError(1)]), 'syntaxerr': lambda: SyntaxError('m', ('f', 1, 2, 't')), 'importerr': lambda: ImportError('m', name='n'), 'sysexit': lambda: SystemExit(2),
}
skip = {'__class__', '__subclasshook__', '__init_subclass__', '__dir__', '__sizeof__', '__subclasses__', '__getstate__', '__doc__', '__dict__', '__annotations__', '__builtins__', '__globals__', '__reduce_ex__', '__reduce__'}
skipm = {('code', '_varname_from_oparg')}
argsets = [(), (None,), (object,), (1,), ('x',), (1, 2), ('a', 'b'), (None, None, None), ([],), (1.5,), (b'x',), ((1, 2),), (-1,), (1, 2, 3, 4), ('a', 1, 2), ({},), (10**30,)]
def run(label, f, a, kw={}):
    try:
        r = f(*a, **kw)
        print(label, a if len(a) < 4 else len(a), kw or '', '->', show(r))
    except BaseException as e:
        print(label, a if len(a) < 4 else len(a), kw or '', '!!', type(e).__name__, show(str(e)))
only = sys.argv[1:] or list(makers)
for n in only:
    make = makers[n]
    for attr in sorted(dir(type(make()))) :
        if attr in skip or n == 'module' or (n, attr) in skipm: continue
        if n in ('type', 'klass') and attr in ('__subclasses__', 'mro', '__call__', '__new__', '__prepare__', '__instancecheck__', '__hash__','__bases__','__setattr__','__delattr__', '__init__'): continue
        if n in ('generator',) and attr in ('gi_frame', 'gi_code'): continue
        if attr in ('__hash__',) and n in ('inst', 'object', 'function', 'klass', 'type', 'None', 'str', 'bytes','builtin', 'exc','NotImplemented','Ellipsis', 'method'): continue
        if n in ('code',) and attr.startswith(('co_', '_co', 'replace', '__hash__','__eq__','__ne__')): continue
        if attr == '__hash__' and n not in ('int','float','tuple','bool','list','dict','set','slice'): continue
        try: m = getattr(make(), attr)
        except Exception as e:
            print(n, attr, 'GET', type(e).__name__, show(str(e))); continue
        if not callable(m) or isinstance(m, type):
            print(n, attr, '=', show(m) if not isinstance(m, dict) else 'dict'); continue
        for a in argsets:
            if 0: continue
            if a and a[0] == 10**30 and attr in ('__mul__', '__rmul__', '__pow__', '__lshift__', '__rlshift__', '__rpow__', '__imul__', 'zfill','ljust','rjust','center', 'expandtabs'): continue
            run(n + '.' + attr, getattr(make(), attr), a)
        run(n + '.' + attr, getattr(make(), attr), (), {'zz': 1})
        run(n + '.' + attr, getattr(make(), attr), (1,), {'key': 1})
