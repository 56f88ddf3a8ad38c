# Exception groups: making, splitting by type, tuple and function, derive, notes, except* with all its outcomes.
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: return type(e).__name__ + ': ' + str(e)
    return r
E1, E2, E3 = ValueError(1), TypeError(2), KeyError(3)
for args in ((), ('m',), (1, [E1]), ('m', 5), ('m', []), ('m', [1]), ('m', [E1, int]), ('m', {E1: 1}), ('m', (E1,)), ('m', [E1], 3), ('m', 'ab'), ('m', range(2))):
    print(t(BaseExceptionGroup, *args), t(ExceptionGroup, *args))
print(t(lambda: ExceptionGroup(message='m', exceptions=[E1])), t(lambda: BaseExceptionGroup('m', [E1], x=1)))
print(type(BaseExceptionGroup('m', [E1])).__name__, type(BaseExceptionGroup('m', [KeyboardInterrupt()])).__name__, t(ExceptionGroup, 'm', [KeyboardInterrupt()]))
class G(ExceptionGroup): pass
class BG(BaseExceptionGroup): pass
class MG(BaseExceptionGroup, ValueError): pass
print(t(G, 'm', [SystemExit()]), t(MG, 'm', [SystemExit()]), t(BG, 'm', [SystemExit()]), t(MG, 'm', [E1]), repr(G('m', [E1, E2])))
g = ExceptionGroup('outer', [E1, ExceptionGroup('inner', [E2, E3, ValueError(4)]), OSError(5, 'x')])
print(g.message, g.exceptions, g.args, str(g), repr(g), len(g.exceptions))
for name in ('message', 'exceptions'):
    print(t(setattr, g, name, 1), t(delattr, g, name))
class Empty:
    def __bool__(self): return False
class Odd:
    def __bool__(self): raise RuntimeError('no truth')
def raising(e): raise LookupError('in the predicate')
for cond in (ValueError, TypeError, (ValueError, KeyError), Exception, ExceptionGroup, G, lambda e: isinstance(e, OSError), lambda e: False, lambda e: True, lambda e: Odd(), lambda e: Empty(), raising,
             lambda e: e.args == (4,), 5, int, (int,), (ValueError, int), (), [ValueError], len, None, 'x'):
    r = t(g.split, cond)
    print(r, '|', t(g.subgroup, cond))
print(t(g.split), t(g.subgroup), t(g.split, 1, 2), t(g.subgroup, 1, 2), t(g.derive), t(g.derive, [E1]), t(g.derive, 5), t(g.derive, []), t(g.derive, [KeyboardInterrupt()]))
# derive
class D(ExceptionGroup):
    def derive(self, excs): return D(self.message + '!', excs)
class Bad(ExceptionGroup):
    def derive(self, excs): return 5
class Raises(ExceptionGroup):
    def derive(self, excs): raise RuntimeError('derive')
class None_(ExceptionGroup):
    derive = None
class Second(ExceptionGroup):
    n = 0
    def derive(self, excs):
        Second.n += 1
        if Second.n == 2: raise RuntimeError('second derive')
        return Second('s', excs)
for cls in (D, Bad, Raises, None_, Second):
    x = cls('d', [E1, E2, cls('in', [ValueError(7), OSError(8)])])
    print(cls.__name__, t(x.split, ValueError), t(x.subgroup, ValueError), t(x.split, lambda e: False), t(x.split, cls))
# notes, cause, context and traceback go with the parts
def make():
    try:
        try: raise KeyError('context')
        except KeyError as c:
            raise ExceptionGroup('noted', [E1, E2]) from c
    except ExceptionGroup as e:
        e.add_note('n1')
        return e
n = make()
m, r = n.split(ValueError)
print(m.__notes__, r.__notes__, m.__notes__ is n.__notes__, repr(m.__cause__), repr(r.__context__), m.__traceback__ is n.__traceback__, m.__suppress_context__)
n.__notes__ = ('a', 'b'); print(n.subgroup(TypeError).__notes__)
n.__notes__ = 5; print(t(n.split, ValueError)[0].__dict__)
n.__notes__ = 'text'; print(n.subgroup(TypeError).__notes__)
print(t(n.add_note), t(n.add_note, 5), t(n.add_note, 'x'))
# except*
class H:
    def __init__(self, action): self.action = action
    def __call__(self, e):
        if self.action == 'raise': raise RuntimeError('new')
        if self.action == 'cause': raise RuntimeError('caused') from e
        if self.action == 'same': raise e
        if self.action == 'bare': raise
        if self.action == 'other': raise KeyError('other')
def run(exc, first, second, types=(ValueError, TypeError)):
    a, b = H(first), H(second)
    log = []
    try:
        try:
            raise exc
        except* types[0] as e:
            log.append(('1', repr(e))); a(e)
            if first == 'bare': raise
        except* types[1] as e:
            log.append(('2', repr(e)))
            if second == 'bare': raise
            b(e)
        else: log.append('else')
        finally: log.append('finally')
    except BaseException as e:
        def shape(x): return (type(x).__name__, x.args[0] if x.args else None, [shape(y) for y in x.exceptions] if isinstance(x, BaseExceptionGroup) else None)
        log.append(shape(e)); log.append((repr(e.__cause__), repr(e.__context__)))
    return log
actions = ('pass', 'raise', 'cause', 'same', 'bare', 'other')
def fresh(): return ExceptionGroup('o', [ValueError(1), ExceptionGroup('i', [TypeError(2), ValueError(3), OSError(4)]), OSError(6)])
for a in actions:
    for b in actions:
        print(a, b, run(fresh(), a, b), run(ExceptionGroup('only', [ValueError(1), TypeError(2)]), a, b))
for mk in (lambda: ValueError('naked'), lambda: TypeError('n'), lambda: OSError('n'), lambda: D('d', [ValueError(1), TypeError(2), E3]), lambda: BaseExceptionGroup('b', [KeyboardInterrupt(), ValueError(9)]), lambda: MG('mg', [ValueError(1)]), lambda: KeyboardInterrupt('k')):
    for a in ('pass', 'raise', 'same', 'bare'):
        print(a, run(mk(), a, 'pass'))
for types in ((ExceptionGroup, TypeError), (5, TypeError), (ValueError, (KeyError, BaseExceptionGroup)), ((ValueError, TypeError), OSError), (ValueError, int), (D, TypeError), (Exception, TypeError), (BaseException, TypeError)):
    print(run(fresh(), 'pass', 'pass', types))
class S(ExceptionGroup):
    def split(self, t): return self.result
for res in ((None, ValueError(3)), (ExceptionGroup('half', [E1]), None)):
    s = S('s', [OSError(1)]); S.result = res
    print(t(run, s, 'pass', 'pass'))
for cls in (Bad, Raises, None_):
    print(run(cls('bad', [ValueError(1), OSError(2)]), 'pass', 'pass'), run(cls('bad', [OSError(1), KeyError(2)]), 'pass', 'same'))
print(BaseExceptionGroup.__class_getitem__(int), ExceptionGroup[ValueError])
