# except*: what matches, what is left, what is raised in handlers
def t(exc, *types, act=None):
    try:
        try: raise exc
        except* types as g:
            print('got', type(g).__name__, repr(g.exceptions))
            if act == 'raise': raise KeyError('new')
            if act == 'same': raise
            if act == 'named': raise g
        else: print('else')
        finally: print('finally')
    except BaseException as e: print('out', type(e).__name__, e, getattr(e, 'exceptions', ''), repr(e.__context__)[:60], repr(e.__cause__))
EG, BG = ExceptionGroup, BaseExceptionGroup
t(ValueError('single'), ValueError); t(ValueError('single'), KeyError); t(EG('g', [ValueError(1), KeyError(2)]), ValueError); t(EG('g', [ValueError(1), EG('h', [KeyError(2), ValueError(3)])]), KeyError, OSError); t(BG('b', [KeyboardInterrupt(), ValueError(1)]), ValueError)
for act in 'raise', 'same', 'named': t(EG('g', [ValueError(1), KeyError(2)]), ValueError, act=act); t(ValueError('naked'), ValueError, act=act); t(EG('g', [ValueError(1)]), ValueError, act=act)
t(ValueError(1), EG); t(ValueError(1), ValueError, EG); t(ValueError(1), int); t(ValueError(1), 5); t(EG('x', [OSError()]), BG)
try:
    try: raise EG('m', [ValueError(1), KeyError(2), OSError(3), TypeError(4)])
    except* ValueError: raise RuntimeError('from v')
    except* (KeyError, OSError) as e: print(e.exceptions)
    except* TypeError: raise
except EG as e: print(e, e.exceptions)
try:
    try: pass
    except* ValueError: print('never')
    else: print('else'); raise LookupError('else')
except LookupError as e: print(e)
def loop():
    for i in range(2):
        try: raise EG('l', [ValueError(i)])
        except* ValueError as e: print(i, e.exceptions)
    return 'done'
print(loop())
class Odd(EG):
    def derive(self, x): return Odd('derived', x)
    def split(self, c): return self.r
for r in (None, None), (EG('a', [ValueError()]), None):
    o = Odd('odd', [ValueError(1)]); o.r = r
    try:
        try: raise o
        except* ValueError as e: print('m', e)
    except BaseException as e: print(type(e).__name__, e)
try:
    try: raise EG('o', [ValueError(1), EG('p', [TypeError(2)])])
    except* ValueError as e:
        try: raise EG('in', [KeyError('k')])
        except* KeyError as f: print(f.exceptions, e.exceptions)
except EG as e: print(repr(e))
def raises(*a):
    try: exec(a[0], {'x': None, 'E': KeyError, **(a[1] if len(a) > 1 else {})})
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__), e.__suppress_context__)
raises('raise'); raises('raise 5'); raises('raise int'); raises('raise E from 5'); raises('raise E from None'); raises('raise E from E'); raises('raise E from int'); raises('raise E("a") from ValueError("b")')
class Bad(Exception):
    def __new__(c, *a): return 5
raises('raise B', {'B': Bad}); raises('raise E from B', {'B': Bad})
class BadInit(Exception):
    def __init__(s): raise OSError('init')
raises('raise B', {'B': BadInit}); raises('raise E from B', {'B': BadInit})
for h in '5', 'int', '(E, 5)', '(E, (E, int))', 'E()', '[E]':
    raises('try: raise E\nexcept %s: print("caught")' % h)
raises('assert x'); raises('assert x, "m"'); raises('assert x, (1, 2)')
class CM:
    def __enter__(s): return s
    def __exit__(s, *a): print('exit', a[0] and a[0].__name__); return s.r
for r in True, False, None, 0, [], [1]:
    c = CM(); c.r = r
    try:
        with c: raise KeyError('w')
        print('swallowed')
    except KeyError as e: print('through', e)
class BadBool:
    def __bool__(s): raise OSError('bool')
c.r = BadBool()
try:
    with c: raise KeyError('w')
except OSError as e: print(e, repr(e.__context__))
class NoExit:
    def __enter__(s): pass
class NoEnter:
    def __exit__(s, *a): pass
class EnterRaises:
    def __enter__(s): raise OSError('enter')
    def __exit__(s, *a): print('not called')
class Prop:
    @property
    def __enter__(s): raise OSError('prop')
for k in NoExit, NoEnter, EnterRaises, int, Prop: raises('with k(): pass', {'k': k})
