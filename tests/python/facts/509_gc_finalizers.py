import gc, sys
gc.collect(); gc.disable()
log = []
class D:
    def __init__(self, n): self.n = n
    def __del__(self): log.append(self.n)
a = D('a'); b = D('b'); c = D('c')
a.o = b; b.o = c; c.o = a
del a, b, c
print(gc.collect(), log)              # __del__ order = order in the GC list (creation order here)
del log[:]
class R:
    def __del__(self): log.append('del'); keep.append(self)
keep = []
r = R(); r.me = r; del r
print(gc.collect(), log, len(keep), gc.is_finalized(keep[0]))   # resurrected: nothing counted
keep[0].me = keep[0]; keep.clear()
print(gc.collect(), log)              # second time: __del__ not called again, now collected
del log[:]
class B:                              # __del__ breaks the cycle itself: dies by refcount, not counted
    def __del__(self): log.append('b'); self.me = None
b = B(); b.me = b; del b
print(gc.collect(), log)
del log[:]
class P: pass
p = P(); d = D('d'); p.d = d; d.p = p; extra = P(); extra.p = p; p.extra = extra; del p, d, extra
print(gc.collect(), log)              # whole cycle counted
del log[:]
class R2:                             # resurrecting one member resurrects everything reachable from it
    def __del__(self): keep.append(self)
x = R2(); y = P(); z = D('z'); x.y = y; y.x = x; x.z = z; z.x = x; del x, y, z
print(gc.collect(), log, len(keep)); del log[:]
keep.clear(); print(gc.collect(), log)
class E:
    def __del__(self): raise ValueError('boom')
e = E(); e.me = e; del e
class W:
    def __init__(self): self.b = []
    def write(self, s): self.b.append(s)
    def flush(self): pass
sys.stderr, save = W(), sys.stderr
n = gc.collect(); t = ''.join(sys.stderr.b); sys.stderr = save
import re
print(n); print(re.sub('0x[0-9a-f]+', '0xADDR', t.replace(__file__, '509_gc_finalizers.py')), end='')
