# multiprocessing: Process, Pipe, shared memory as a flag; os.write
import os, sys, time
from multiprocessing import shared_memory, Process, Pipe, current_process, parent_process
def worker(name, n):
    s = shared_memory.SharedMemory(name)
    for i in range(n): s.buf[i] = i * 2
    s.close()
    print('worker', current_process().name, parent_process().name)
s = shared_memory.SharedMemory('pml_t2', create=True, size=16)
p = Process(target=worker, args=('pml_t2', 5))
print(p.exitcode, p.is_alive(), p.name)
p.start()
p.join()
print(p.exitcode, p.is_alive(), bytes(s.buf[:6]))
def bad(): raise ValueError('x')
q = Process(target=bad); 
def ex(): sys.exit(3)
q = Process(target=ex, name='Quitter'); q.start(); q.join(); print(q.exitcode, q.name)
a, b = Pipe()
def echo(c):
    while True:
        m = c.recv()
        if m is None: break
        c.send([m, len(m)])
    c.close()
e = Process(target=echo, args=(b,)); e.start()
for t in ['ab', [1, 2], {'k': 1.5}]:
    a.send(t); print(a.recv())
a.send(None); e.join(); print(e.exitcode)
# spin on shared memory
def flagger():
    t = shared_memory.SharedMemory('pml_t2')
    time.sleep(0.05)
    t.buf[15] = 99
    t.close()
f = Process(target=flagger); f.start()
while s.buf[15] != 99: time.sleep(0.01)
f.join(); print('flag', s.buf[15])
s.close(); s.unlink()
class W(Process):
    def __init__(self, k): super().__init__(); self.k = k
    def run(self): print('sub', self.k); sys.exit(self.k)
ws = [W(i) for i in range(3)]
for w in ws: w.start(); w.join()
print([w.exitcode for w in ws])
print(os.getpid() == current_process().pid)
r, w = os.pipe()
if os.fork() == 0:
    os.close(r)
    for i in range(5): os.write(w, b'%d;' % i)
    os._exit(0)
os.close(w)
out = b''
while True:
    part = os.read(r, 3)
    if not part: break
    out += part
os.wait(); print(out)
try: os.write(99, b'x')
except OSError as e: print(e)
os.write(1, b'direct\n')
print('end')
