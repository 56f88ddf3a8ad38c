# dup2: what a child prints goes into a pipe
import os, sys
r, w = os.pipe()
pid = os.fork()
if pid == 0:
    os.dup2(w, 1); os.close(r); os.close(w)
    print('into the pipe'); print('second')
    sys.exit(0)
os.close(w)
os.waitpid(pid, 0)
print('captured', os.read(r, 100))
