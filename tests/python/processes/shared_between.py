# Shared memory and connections between processes
from multiprocessing import Process, shared_memory, Pipe, active_children
import os, sys
def fill(name, lo, hi):
    s = shared_memory.SharedMemory(name=name)
    for i in range(lo, hi): s.buf[i] = i % 256
    s.close()
s = shared_memory.SharedMemory('pml_g_d', create=True, size=1000)
ps = [Process(target=fill, args=('pml_g_d', k * 250, k * 250 + 250)) for k in range(4)]
for p in ps: p.start()
for p in ps: p.join()
print(sum(s.buf), all(s.buf[i] == i % 256 for i in range(1000)), [p.exitcode for p in ps], active_children())
s.close(); s.unlink()
l = shared_memory.ShareableList([0, 'name', 2.5], name='pml_g_l')
def change(n):
    m = shared_memory.ShareableList(name=n)
    m[0] = 42; m[1] = 'other'
    m.shm.close()
p = Process(target=change, args=(l.shm.name,)); p.start(); p.join()
print(l[0], l[1], l[2])
l.shm.close(); l.shm.unlink()
def child(conn):
    conn.send({'pid': os.getpid() != os.getppid(), 'v': [1, (2, 3), {4}, b'x', None, 1.5]})
    try: conn.recv()
    except EOFError: print('eof', flush=True)
    conn.close()
a, b = Pipe()
p = Process(target=child, args=(b,)); p.start(); b.close()
print(a.recv()['v']); 
print(p.is_alive(), p.name)
r, w = Pipe(False)
p2 = Process(target=lambda: w.send([1, 2])); p2.start(); p2.join(); print(r.recv())
try: r.send(1)
except OSError as e: print(e)
try: w.recv()
except OSError as e: print(e)
a.send(0); p.join(); print(p.exitcode)
try: p.start()
except AssertionError as e: print(e)
try: Process().join()
except AssertionError as e: print(e)
print(repr(Process(name='n')).startswith("<Process name='n' parent="), Process(target=print, daemon=True).daemon)
