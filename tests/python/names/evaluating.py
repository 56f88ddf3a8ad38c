# eval, exec, compile, locals, vars and dir with every kind of argument
def t(f, *a, **k):
    try: r = f(*a, **k); print(r if not callable(r) and not hasattr(r, 'co_code') else type(r).__name__)
    except Exception as e: print(type(e).__name__, e)
t(eval, '  \t1 + 1'); t(eval, b' 2'); t(eval, bytearray(b'3')); t(eval, memoryview(b'4 ')); t(eval, 5); t(eval); t(eval, '1', 2); t(eval, '1', {}, 2)
t(eval, 'x', {'x': 1}); t(eval, 'x', {'x': 1}, {'x': 2}); t(eval, 'x', None, {'x': 3}); t(eval, 'y', {}, {}); t(eval, 'x =', {}); t(eval, '', {}); t(eval, '1', {}, {}, {})
class M:
    def __getitem__(s, k): return k * 2 if k != 'z' else {}[k]
    def __setitem__(s, k, v): print('set', k, v)
    def __delitem__(s, k): print('del', k); raise KeyError(k)
t(eval, 'ab', {}, M()); t(eval, 'z', {'z': 9}, M()); t(eval, 'z', {}, M()); t(exec, 'a = 1\nprint(b)\ndel a', {}, M()); t(exec, 'class C: q: int', {}, {}); t(exec, 'x: int = 3', {}, M())
t(exec, 'x', 3); t(exec, 'x', {}, 3); t(exec, 3); t(exec, '1', {}, closure=()); t(exec, 'del nothere', {}); t(exec, 'global g\ng = 5\nprint(g)\ndel g\ndel g', {}, {}); t(exec, 'nonlocal x')
def outer():
    a = 1; b = 2
    def inner(): return a + b
    return inner
code = outer().__code__
cells = outer().__closure__
t(exec, code); t(eval, code); t(exec, code, {}, closure=cells); t(exec, code, {}, closure=cells[:1]); t(exec, code, {}, closure=list(cells)); t(exec, code, {}, closure=(1, 2)); t(exec, compile('1', 'f', 'exec'), {}, closure=())
t(compile, '1', 'f', 'exec'); t(compile, '1', 'f', 'eval'); t(compile, '1', 'f', 'single'); t(compile, '1', 'f', 'other'); t(compile, '1', 'f', 3); t(compile, '1', 3, 'exec'); t(compile, 1, 'f', 'exec'); t(compile, '1', b'f', 'exec')
t(compile, '1', 'f', 'exec', 1 << 30); t(compile, '1', 'f', 'exec', 0, False, 3); t(compile, '1', 'f', 'exec', optimize=-2); t(compile, '1', 'f', 'exec', dont_inherit=1, optimize=2); t(compile, '1'); t(compile, '1', 'f', 'exec', 'x'); t(compile, '1\n2', 'f', 'single'); t(compile, 'if 1: pass', 'f', 'single'); t(compile, 'x\x00', 'f', 'exec')
exec(compile('1 + 1; "a"; None\n', 'f', 'single')); exec(compile('for i in 1, 2: i\n', 'f', 'single')); exec(compile('x = 5; x', 'f', 'single'))
import sys, builtins
hook = sys.displayhook
sys.displayhook = lambda v: print('shown', v)
exec(compile('7\n', 'f', 'single'))
del sys.displayhook
t(exec, compile('8\n', 'f', 'single'))
sys.displayhook = hook
def local():
    x = 1; y = [2]
    def inner(): return x
    print(sorted(locals()), dir(), vars() is locals(), vars()['y'])
    class K:
        z = x
        print(sorted(locals()), dir()[-1], x)
        x = 2
        print(x)
    return K
local()
t(vars, 1); t(dir, 1, 2); t(vars, 1, 2); t(globals, 1); t(locals, 1)
print([n for n in dir() if n in ('M', 'code', 't')], 'M' in vars(), globals() is vars(), eval('globals() is locals()'))
def names():
    try: return unbound
    finally:
        try: print(unbound_local); unbound_local = 1
        except UnboundLocalError as e: print(e)
t(names)
def free():
    def f(): return v
    try: f()
    except NameError as e: print(e)
    v = 1; del v
    try: del v
    except NameError as e: print(e)
    class C:
        try: print(v)
        except NameError as e: print(e)
free()
t(input, 'a', 'b'); t(print, sep=1); t(print, end=2); t(print, 1, 2, sep='', end='!\n', flush=True); t(print, 1, sep=None, end=None, file=None); t(print, 1, file=3); t(print, 1, x=1)
for bad in ('rw', 'z', 'rr', 'bt', '', 'r+b+', 'wa', 'é', 'U'):
    t(open, 'x', bad)
t(open, 'x', 3); t(open, 'x', 'rb', encoding='u8'); t(open, 1.5); t(open)
t(__build_class__); t(__build_class__, 1, 'x'); t(__build_class__, outer); t(__build_class__, outer, 1); t(__import__, 1); t(__import__, ''); t(__import__, 'sys', level=-1)
