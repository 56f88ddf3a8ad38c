import sys
rc = sys.getrefcount
print('globals', rc(globals()))        # __main__ module + frame function globals + frame locals + arg
def f(): return rc(globals())
print(rc(globals()), f())
def g():
    v = object()
    r = [rc(v)]
    L = locals(); r.append(rc(v)); r.append(rc(L))
    L2 = locals(); r += [rc(v), L is L2, rc(L)]
    return r
print('locals', g())
def h():
    v = object()
    locals()                           # result dropped, but the frame's snapshot dict keeps v
    a = rc(v)
    v = None
    return a, type(locals()['v']).__name__
print(h())
class K:
    o = object(); n = rc(o); loc = rc(locals())
print('class body', K.n, K.loc)
