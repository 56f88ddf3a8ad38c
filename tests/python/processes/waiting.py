# Full pipes, ping-pong, closed streams, generators and recursion across a fork
import os, sys
# big writes block until the other reads
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(w)
    n = 0
    while True:
        d = os.read(r, 10000)
        if not d: break
        n += len(d)
    print('child read', n, flush=True)
    os._exit(0)
os.close(r)
data = b'x' * 300000
sent = 0
while sent < len(data): sent += os.write(w, data[sent:])
os.close(w)
print('sent', sent) if os.waitpid(pid, 0) else 0
sys.stdout.flush()
# ping pong
a, b = os.pipe(); c, d = os.pipe()
pid = os.fork()
if pid == 0:
    for i in range(5):
        m = os.read(a, 10); print('child got', m, flush=True); os.write(d, b'pong%d' % i)
    os._exit(0)
for i in range(5):
    os.write(b, b'ping%d' % i); print('parent got', os.read(c, 10), flush=True)
os.wait()
# exception in child with traceback
pid = os.fork()
if pid == 0:
    os.close(2)
    raise ValueError('child')
print(os.waitpid(pid, 0)[1] >> 8)
# nested lists, recursion and generators alive over a fork
def gen():
    for i in range(5): yield i
g = gen(); next(g); next(g)
pid = os.fork()
if pid == 0:
    print('child gen', next(g), flush=True); os._exit(0)
os.waitpid(pid, 0)
print('parent gen', next(g))
def deep(n):
    if n == 0:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0: return 'child'
        os.waitpid(pid, 0)
        return 'parent'
    return deep(n - 1)
print(deep(50), flush=True)
