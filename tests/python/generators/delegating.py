# Generators that delegate: send, throw and close through yield from, names, states
import gc, sys
gc.disable()
def t(f, *a):
    try: print(repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e, repr(e.__cause__ or e.__context__))
class It:
    def __init__(s, *v): s.v = list(v)
    def __iter__(s): return s
    def __next__(s):
        if not s.v: raise StopIteration('end')
        return s.v.pop(0)
class Full(It):
    def send(s, v): print('send', v); return s.v.pop(0) if s.v else next(s)
    def throw(s, *a):
        print('throw', len(a), a[0])
        if len(s.v) > 1: return s.v.pop(0)
        if s.v: raise StopIteration('thrown')
        raise KeyError('out')
    def close(s): print('closed'); 
class BadClose(It):
    def close(s): raise OSError('close')
class NoAttr(It):
    @property
    def close(s): raise ZeroDivisionError('prop')
    def __repr__(s): return 'NoAttr'
    @property
    def throw(s): raise ZeroDivisionError('throw prop')
def g(x):
    try: r = yield from x; print('result', r); yield 'after'
    except Exception as e: print('caught', type(e).__name__, e); yield 'handled'
    finally: print('finally')
for kind in It, Full, BadClose, NoAttr:
    print('--', kind.__name__)
    for act in 'send throw throw3 close exit two'.split():
        x = g(kind(1, 2, 3)); next(x); print(act)
        if act == 'send': t(x.send, None); t(x.send, 5)
        elif act == 'throw': t(x.throw, ValueError('v')); t(x.throw, ValueError); t(x.throw, ValueError); t(x.throw, ValueError)
        elif act == 'throw3': t(x.throw, ValueError, 'arg', None); t(x.throw, ValueError, ValueError('own')); t(x.throw, ValueError('v'), 'sep'); t(x.throw, 5); t(x.throw, ValueError, None, 3); t(x.throw); t(x.throw, int)
        elif act == 'exit': t(x.throw, GeneratorExit); t(x.throw, GeneratorExit('again'))
        elif act == 'two': t(x.throw, StopIteration('s')); t(next, x)
        t(x.close)
print('-- generators in generators')
def inner():
    try: got = yield 1; print('got', got); yield 2; return 'ret'
    except ValueError as e: print('inner', e); yield 'i'; return 'r2'
def outer(): r = yield from inner(); print('r', r); return (yield r)
x = outer(); t(next, x); t(x.send, 'a'); t(next, x); t(x.send, 'end'); t(next, x)
x = outer(); t(next, x); t(x.throw, ValueError('deep')); t(next, x); t(x.close)
x = outer(); t(next, x); t(x.throw, KeyError('k')); t(next, x); t(x.throw, KeyError, 'dead')
x = outer(); t(x.throw, KeyError, 'before start'); t(x.send, None)
x = outer(); t(x.send, 5); t(x.close); t(next, x)
def stubborn():
    while True:
        try: yield 1
        except GeneratorExit: print('no')
x = stubborn(); next(x); t(x.close); x = None
def raising():
    try: yield 1
    except GeneratorExit: raise OSError('in close')
x = raising(); next(x); t(x.close); t(x.close)
def self_running():
    try: next(me)
    except ValueError as e: print(e)
    try: me.throw(KeyError)
    except ValueError as e: print(e)
    try: me.close()
    except ValueError as e: print(e)
    yield me.gi_running
me = self_running(); t(next, me); print(me.gi_running, me.gi_suspended, me.gi_frame is not None, me.gi_yieldfrom)
def stops(): raise StopIteration('inside'); yield
t(next, stops())
def returns_exc(): return StopIteration(1); yield
t(next, returns_exc())
def returns_tuple(): return (1, 2); yield
t(next, returns_tuple())
me.__name__ = 'other'; me.__qualname__ = 'q.other'; print(me.__name__, me.__qualname__, repr(me)[:25])
t(setattr, me, '__name__', 1); t(setattr, me, '__qualname__', None); t(delattr, me, '__name__'); t(setattr, me, 'gi_frame', 1)
x = outer(); next(x); print(x.gi_yieldfrom.__name__, x.gi_frame.f_lineno, x.gi_code.co_name); f = x.gi_frame; t(f.clear); t(next, x)
x = g(It(1)); f = x.gi_frame; print(f.f_lasti, f.f_lineno, list(f.f_locals)); t(f.clear); t(next, x); print(x.gi_frame)
def clears():
    f = sys._getframe(); t(f.clear); yield f
x = clears(); f = next(x); del x; t(f.clear); print(f.f_back, f.f_locals)
for e in (x for x in It(1, 2)): print(e)
t(lambda: [*g(Full(1, 2))]); t(sum, (i for i in It(1, 2, 3))); t(lambda: (lambda: (yield))().send(None))
class W:
    def __iter__(s): return 5
t(next, g(W())); t(next, g(5)); t(next, g(None))
