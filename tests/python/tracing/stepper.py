# Programs that teachers write with sys.settrace: a stepper, line coverage, who keeps frames alive.
import sys, gc, weakref
# a tiny bdb-like stepper, coverage tool, and call tree
class Stepper:
    def __init__(self): self.lines = {}
    def dispatch(self, frame, event, arg):
        if frame.f_code.co_filename != __file__: return None
        return getattr(self, "on_" + event)(frame, arg)
    def on_call(self, frame, arg):
        print("->", frame.f_code.co_name, sorted(k for k in frame.f_locals if k != 'self'))
        return self.dispatch
    def on_line(self, frame, arg):
        self.lines.setdefault(frame.f_code.co_name, []).append(frame.f_lineno)
        return self.dispatch
    def on_return(self, frame, arg):
        print("<-", frame.f_code.co_name, arg)
        return self.dispatch
    def on_exception(self, frame, arg):
        print("!!", frame.f_code.co_name, arg[0].__name__, arg[1])
        return self.dispatch
    def run(self, f, *a):
        sys.settrace(self.dispatch)
        try: return f(*a)
        finally: sys.settrace(None)
def fact(n):
    if n <= 1: return 1
    return n * fact(n - 1)
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
def use():
    g = fib()
    return [next(g) for _ in range(4)]
def boom(x):
    try:
        return [1][x]
    except IndexError as e:
        raise ValueError("bad") from e
def clos():
    k = 0
    def inc():
        nonlocal k
        k += 1
        return k
    inc(); inc()
    return k
def matcher(x):
    match x:
        case [a, *_]:
            r = a
        case {"k": v}:
            r = v
        case _:
            r = None
    return r
def withs():
    import contextlib
    class M:
        def __enter__(self): return 1
        def __exit__(self, *a): return None
    with M() as a, M() as b:
        c = a + b
    return c
def loopy():
    t = 0
    for i in range(3):
        for j in range(2):
            if j: break
            t += 1
        else:
            t += 10
    i = 0
    while True:
        i += 1
        if i > 2: break
    try:
        t += 1
    finally:
        t += 2
    x = 1 if t else 2; y = (t and
         x or
         3)
    assert t, "x"
    del x
    return (t,
            y)
s = Stepper()
for f, a in ((fact, (3,)), (use, ()), (clos, ()), (matcher, ([1, 2],)), (matcher, ({"k": 2},)), (matcher, (3,)), (loopy, ())):
    print(s.run(f, *a))
try: s.run(boom, 5)
except ValueError as e: print(repr(e), repr(e.__cause__))
for k, v in s.lines.items(): print(k, v)
class Obj: pass
def leak():
    o = Obj()
    r = weakref.ref(o)
    return r
frames = []
def keep(frame, event, arg):
    frames.append(frame)
    return keep
sys.settrace(keep)
r = leak()
sys.settrace(None)
print(r() is None, len(frames), sys.getrefcount(frames[0]))
del frames[:]
gc.collect()
print(r() is None)
def counts(frame, event, arg):
    if event == "return": print(sys.getrefcount(arg), sys.getrefcount(frame))
    return counts
sys.settrace(counts)
leak2 = (lambda: [1, 2])()
sys.settrace(None)
class D:
    def __del__(self): print("del")
def d():
    x = D()
    x = 1
    return x
def show(frame, event, arg):
    print(event, frame.f_lineno); return show
sys.settrace(show); d(); sys.settrace(None)
def outer():
    yield from inner()
def inner():
    try:
        yield 1
        yield 2
    finally:
        print("closing")
def drive():
    o = outer()
    next(o)
    try: o.throw(KeyError("t"))
    except KeyError: pass
    o = outer(); next(o); del o
sys.settrace(show); drive(); sys.settrace(None)
def prof(frame, event, arg):
    print(event, frame.f_code.co_name, getattr(arg, '__name__', arg))
sys.setprofile(prof); sorted([3, 1]); d(); [].append(1); sys.setprofile(None)
def atexit_trace(frame, event, arg):
    print("exit", event, frame.f_code.co_name); return atexit_trace
class E:
    def __del__(self): x = 1
e = E()
sys.settrace(atexit_trace)
