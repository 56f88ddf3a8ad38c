import gc
gc.collect(); gc.disable()
log = []
def cb(phase, info): log.append((phase, dict(info)))
gc.callbacks.append(cb)
l = []; l.append(l); del l
s0 = gc.get_stats()
gc.collect(); gc.collect(0); gc.collect(1)
gc.callbacks.remove(cb)
s1 = gc.get_stats()
for x in log: print(x)
print([{k: b[k] - a[k] for k in a} for a, b in zip(s0, s1)])
def bad(phase, info): raise RuntimeError('in cb ' + phase)
gc.callbacks.append(bad)
import sys, re
class W:
    def __init__(self): self.b = []
    def write(self, s): self.b.append(s)
    def flush(self): pass
sys.stderr, save = W(), sys.stderr
gc.collect(); t = ''.join(sys.stderr.b); sys.stderr = save
gc.callbacks.clear()
print(re.sub('0x[0-9a-f]+', '0xADDR', t.replace(__file__, '511_gc_callbacks_stats.py')), end='')
def nested(phase, info): log.append(gc.collect())
del log[:]
gc.callbacks.append(nested); gc.collect(); gc.callbacks.clear(); print(log)
