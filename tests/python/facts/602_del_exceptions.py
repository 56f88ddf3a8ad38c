# stderr format for errors that cannot propagate (addresses masked)
import sys, re, weakref
class W:
    def write(self, s): out.append(s)
    def flush(self): pass
out = []
sys.stderr, save = W(), sys.stderr
class E:
    def __del__(self):
        raise ValueError('boom')
E()
class F:
    def __del__(self): self.nope
f = F()
del f
class G:
    __del__ = 5
G()
class H:
    def __del__(self, extra): pass
H()
class B:
    def __del__(self):
        raise BaseException
B()
def g():
    try:
        yield
    finally:
        raise KeyError('in gen')
i = g(); next(i); del i
def g2():
    while True:
        try: yield
        except GeneratorExit: pass
i = g2(); next(i)
del i
class C: pass
c = C(); w = weakref.ref(c, lambda r: 1 / 0)
del c
class M:
    def __del__(self):
        try: raise KeyError(1)
        except KeyError: raise ValueError(2)
M()
sys.stderr = save
print(re.sub('0x[0-9a-f]+', '0xADDR', ''.join(out).replace(__file__, '602_del_exceptions.py')), end='')
