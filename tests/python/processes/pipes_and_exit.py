# Work shared out over pipes; finalizers and atexit in parent and child
import os, gc, sys
# map-reduce over pipes
def work(n): return sum(i * i for i in range(n))
results = []
jobs = [100, 2000, 30]
pipes = []
for j in jobs:
    r, w = os.pipe()
    if os.fork() == 0:
        os.close(r)
        with_value = str(work(j)).encode()
        os.write(w, with_value)
        os._exit(0)
    os.close(w); pipes.append(r)
for r in pipes:
    parts = b''
    while True:
        p = os.read(r, 4)
        if not p: break
        parts += p
    results.append(int(parts)); os.close(r)
while True:
    try: os.wait()
    except ChildProcessError: break
print(results)
class R:
    def __del__(self): print('del in', 'child' if os.getpid() != main else 'parent', flush=True)
main = os.getpid()
r = R()
pid = os.fork()
if pid == 0:
    sys.exit(0)
os.waitpid(pid, 0)
print('parent goes on', flush=True)
import atexit
atexit.register(lambda: print('atexit', os.getpid() == main, flush=True))
pid = os.fork()
if pid == 0: raise SystemExit(0)
os.waitpid(pid, 0)
