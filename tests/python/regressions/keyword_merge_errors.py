def f(**k): return k
def g(a=1,**k): return a,k
class M:
    def __init__(s,*k): s.k=k
    def keys(s): return s.k
    def __getitem__(s,n): raise KeyError(n)
def t(fn):
    try: print(fn())
    except Exception as e: print(type(e).__name__, e)
t(lambda: f(**{'a':1}, **M('a')))
t(lambda: f(**{'a':1}, **M('b')))
t(lambda: f(a=1, **M('a')))
t(lambda: f(**M('a')))
t(lambda: f(a=1, **{'a':2}))
t(lambda: f(**{'a':1}, **{'a':2}))
t(lambda: f(**{1:1}))
t(lambda: f(**5))
t(lambda: f(x=1,**5))
t(lambda: f(**{'a':1}, **{1:2}))
t(lambda: f(x=1,**{1:2}))
class N:
    def keys(s): raise KeyError('kk')
    def __getitem__(s,n): return 1
t(lambda: f(x=1,**N()))
t(lambda: f(**N()))
class O:
    def keys(s): return ['x','x']
    def __getitem__(s,n): return 1
t(lambda: f(**O()))
t(lambda: f(y=1,**O()))
t(lambda: f(x=1,**O()))
class P:
    def keys(s): return ['x']
    def __getitem__(s,n): raise KeyError
t(lambda: f(x=1,**P()))
class Q:
    def keys(s): return ['x']
    def __getitem__(s,n): raise KeyError('x','y')
t(lambda: f(x=1,**Q()))
t(lambda: f(y=1,**Q()))
class R:
    def keys(s): return ['x']
    def __getitem__(s,n): raise KeyError(5)
t(lambda: f(y=1,**R()))
class S:
    def keys(s): return ['x']
    def __getitem__(s,n): raise AttributeError('zz')
t(lambda: f(y=1,**S()))
t(lambda: f(**S()))
class T:
    def keys(s): return ['x']
    def __getitem__(s,n): return {}['deep']
t(lambda: f(y=1,**T()))
try: 1/0
except ZeroDivisionError:
    t(lambda: f(a=1, **{'a':2}))
    t(lambda: f(a=1, **{1:2}))
    t(lambda: f(a=1, **T()))
    t(lambda: f(a=1, **3))
