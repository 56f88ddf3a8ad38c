import os, ctypes
x = [1, 2, 3]; y = x
a = id(x)
n = lambda: ctypes.c_long.from_address(a).value
print(n(), flush=True)
p = os.fork()
if p == 0:
    z = x
    print('child', n(), ctypes.cast(a, ctypes.py_object).value, flush=True)
    os._exit(0)
os.waitpid(p, 0)
print('parent', n(), ctypes.c_void_p.from_address(a + 8).value == id(list))
