import weakref
class A: pass
a = A()
def cb(r):
    return 1 / 0
r = weakref.ref(a, cb)
del a
print('on')
