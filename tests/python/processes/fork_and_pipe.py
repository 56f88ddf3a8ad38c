# os.fork: two processes, text not yet written is in both, statuses, a pipe
import os, sys
r, w = os.pipe()
print('before', flush=True)
data = [1, 2, 3]
pid = os.fork()
if pid == 0:
    os.close(r)
    data.append('child')
    print('child', data, os.getppid() != os.getpid(), flush=True)
    os.write(w, b'hello from child')
    os._exit(7)
os.close(w)
print('read', os.read(r, 100))
p, st = os.waitpid(pid, 0)
print(p == pid, os.WIFEXITED(st), os.WEXITSTATUS(st), data)
for i in range(3):
    if os.fork() == 0:
        print('worker', i)
        sys.exit(i)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
try: os.wait()
except ChildProcessError as e: print(e)
