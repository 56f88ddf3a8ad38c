# fork: each process has its own objects; counts, cycles and finalizers do not cross
import gc, os, sys, weakref
class Node:
    def __init__(self, name): self.name = name
    def __del__(self): print('del', self.name, flush=True)
a = Node('a')
b = a
r = weakref.ref(a)
print(sys.getrefcount(a), flush=True)
pid = os.fork()
if pid == 0:
    del b
    print('child', sys.getrefcount(a), r() is a, flush=True)
    del a
    print('child', r(), flush=True)
    n = Node('cycle'); n.me = n; del n
    print('child collects', gc.collect() > 0, flush=True)
    sys.exit(5)
_, status = os.waitpid(pid, 0)
print('parent', os.WEXITSTATUS(status), sys.getrefcount(a), r() is a, flush=True)
gc.freeze()
for k in range(3):
    pid = os.fork()
    if pid == 0:
        for i in range(1000 * k): gc.collect(0) if i % 400 == 0 else [i]
        print('worker', k, gc.get_freeze_count() > 100, flush=True)
        os._exit(k)
    print(os.WEXITSTATUS(os.waitpid(pid, 0)[1]), flush=True)
def nested():
    pid = os.fork()
    if pid == 0:
        print('grandchild of', os.getppid() == me, flush=True)
        os._exit(1)
    return os.waitpid(pid, 0)[1] >> 8
me = os.getpid()
pid = os.fork()
if pid == 0:
    me = os.getpid()
    code = nested() + 1
    print('child', code, flush=True)
    os._exit(code)
print('parent', os.waitpid(pid, 0)[1] >> 8)
del a, b
