# Children that sleep are reaped in the order in which they end
import os, time, sys
kids = {}
for name, pause in (('slow', 0.3), ('quick', 0.1), ('mid', 0.2)):
    pid = os.fork()
    if pid == 0:
        time.sleep(pause)
        print(name, 'ends', flush=True)
        os._exit(0)
    kids[pid] = name
for _ in kids:
    print('reaped', kids[os.wait()[0]], flush=True)
