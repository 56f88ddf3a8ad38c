# What fork, wait and pipes refuse; children that end in an exception
import os, sys
def tell(f, *a):
    try: print('ok', f(*a), flush=True)
    except OSError as e: print(type(e).__name__, e, flush=True)
tell(os.wait)
tell(os.waitpid, -1, 0)
tell(os.close, 77)
tell(os.read, 77, 1)
tell(os.write, 77, b'')
r, w = os.pipe()
os.close(r)
os.close(w)
tell(os.read, r, 1)
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(r)
    os.write(w, b'12')
    os.close(w)
    sys.stderr = sys.stdout
    sys.stdout.flush()
    raise SystemExit('said at the end')
os.close(w)
print(os.waitpid(pid, 0)[1], os.read(r, 10), os.read(r, 10), flush=True)
pid = os.fork()
if pid == 0:
    os.dup2(1, 2)
    try: 1 / 0
    finally:
        print('finally', flush=True)
        os._exit(9)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
print(os.waitpid(os.fork() or os._exit(4), 0)[1] >> 8, flush=True)
x, y = os.pipe()
if os.fork() == 0:
    print('flag not there', os.waitpid(os.fork() or os._exit(0), os.WNOHANG)[1] in (0,), flush=True)
    os.wait() if False else None
    os._exit(0)
os.wait()
d = os.dup(1)
os.write(d, b'through a copy\n')
os.close(d)
tell(os.waitpid, 999999, 0)
