# Callbacks of collections that are asked for and of those that come by themselves.
import gc
log = []
def cb(phase, info): log.append((phase, info["generation"], info["collected"], info["uncollectable"]))
gc.callbacks.append(cb)
class N: pass
for i in range(5):
    a = N(); b = N(); a.b = b; b.a = a
del a, b
gc.collect(0); gc.collect(1); gc.collect()
for e in log: print(e)
gc.callbacks.remove(cb)
log.clear()
gc.callbacks.append(cb)
keep = [[] for _ in range(3000)]
print(len(log), log[:4], gc.get_count())
gc.callbacks.clear()
print([s["collections"] for s in gc.get_stats()], gc.get_threshold())
