"""What the clauses of a try with except* raise becomes a group, one exception alone as well."""
def run(f):
    try: f()
    except BaseException as e: print(f.__name__, repr(e), repr(e.__context__), repr(e.__cause__))
def a():
    try: raise ExceptionGroup('g', [ValueError(1)])
    except* ValueError as e: raise RuntimeError('new')
def b():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError as e: raise RuntimeError('new')
def c():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError as e: raise RuntimeError('new')
    except* TypeError as e: pass
def d():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError as e: pass
    except* TypeError as e: raise RuntimeError('two')
def e():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* ValueError as e: raise
    except* TypeError as e: raise RuntimeError('two')
def f():
    try: raise ExceptionGroup('g', [ValueError(1), TypeError(2)])
    except* Exception as e: raise RuntimeError('two') from e
def g():
    try: raise ValueError(1)
    except* ValueError as e: raise RuntimeError('naked')
def h():
    try: raise ValueError(1)
    except* ValueError as e: raise
def i():
    try: raise ValueError(1)
    except* TypeError as e: pass
def j():
    try: raise ExceptionGroup('g', [ValueError(1)])
    except* ValueError as e: raise ExceptionGroup('mine', [OSError(1)])
def k():
    try: raise ExceptionGroup('g', [ValueError(1)])
    except* ValueError as e: raise e
def l():
    try: raise ExceptionGroup('g', [ValueError(1), OSError(2)])
    except* ValueError as e: raise e.exceptions[0]
def m():
    try: raise BaseExceptionGroup('g', [ValueError(1), KeyboardInterrupt()])
    except* ValueError as e: raise SystemExit(3)
def n():
    try: raise BaseExceptionGroup('g', [ValueError(1)])
    except* ValueError as e: raise KeyboardInterrupt
def o():
    try: raise ValueError(1)
    except* ValueError as e: raise ExceptionGroup('mine', [OSError(1)])
def p():
    try: raise ValueError(1)
    except* ValueError as e: raise e
for fn in (a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p): run(fn)
import sys
import traceback
try:
    try:
        raise ExceptionGroup('outer', [ValueError(1), ExceptionGroup('inner', [KeyError('k')])])
    except* KeyError as part:
        print(repr(part), sys.getrefcount(part))
        raise LookupError('from clause') from part
except ExceptionGroup as left:
    print([repr(x) for x in left.exceptions], repr(left.exceptions[0].__cause__))
    print(traceback.format_exc().replace(__file__, 'raised_in_star.py'), end='')
try:
    try:
        raise ExceptionGroup('g', [ValueError(1)])
    except* ValueError:
        1 / 0
except* ZeroDivisionError as part:
    print(repr(part), repr(part.exceptions[0].__context__))
    print(traceback.format_exc().replace(__file__, 'raised_in_star.py'), end='')
