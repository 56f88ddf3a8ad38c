# sys.stdout and sys.stderr as objects
import sys, weakref
def t(f, *a, **k):
    try: print(ascii(f(*a, **k)), flush=True)
    except Exception as e: print(type(e).__name__, e)
o = sys.stdout
t(o.writelines, ['a\n', 'b\n']); t(o.writelines, []); t(o.writelines, 5); t(o.writelines, [1]); t(o.write, 1); t(o.write, 'é\n'); t(o.write, '')
t(o.fileno); t(sys.stderr.fileno); t(sys.stdin.fileno); t(o.isatty); t(o.readable); t(o.writable); t(sys.stdin.readable); 0
print(o.name, o.mode, o.encoding, sys.stderr.errors, o.closed, o.line_buffering, sys.stdin.name, sys.stdin.mode)
t(o.reconfigure, line_buffering=True); print(o.line_buffering); t(o.reconfigure, line_buffering=False); print(o.line_buffering)
print(repr(o)); print(repr(sys.stderr)); print(repr(sys.stdin))
o.extra = 5; print(o.extra, 'extra' in vars(o) if hasattr(o, '__dict__') else ''); del o.extra
r = weakref.ref(o); print(r() is o)
t(getattr, o, 'nothing')
def gen():
    yield 'x\n'
    raise ValueError('in lines')
t(o.writelines, gen())
class Own:
    def __init__(self): self.got = []
    def write(self, s): self.got.append(s)
    def flush(self): self.got.append('FLUSH')
own = Own(); sys.stdout = own; print('a', 1, flush=True); sys.stdout = o; print(own.got)
class Bad:
    def write(self, s): raise OSError('bad write')
t(print, 'x', file=Bad()); t(print, file=Bad())
sys.stdout = None; print('nowhere'); sys.stdout = o
del sys.stdout
try: print('gone')
except RuntimeError as e: sys.stdout = o; print(e)
print('x' * 9000 == 'y', len('é' * 5000))
print('é' * 5000)
sys.stdout.flush()
import warnings
warnings.simplefilter('always')
