import gc
class C: pass
c = C(); c.x = [1]; c.y = 'str'
N = lambda l: [type(o).__name__ for o in l]
print('inline inst', N(gc.get_referents(c)), gc.get_referents(c)[-1] is C)
c.__dict__; print('with dict', N(gc.get_referents(c)))
l = [c, 1, 'a', None]; print('list', N(gc.get_referents(l)))
print('tuple', N(gc.get_referents((c, 1))), 'set', N(gc.get_referents({1})), 'int', gc.get_referents(5), 'two', N(gc.get_referents([1], ['a'])))
print('str-key dict', N(gc.get_referents({'k': c, 'j': 1})), 'general dict', N(gc.get_referents({1: c, 'j': 2.5})))
def f(a, b=l, *, k=c) -> int:
    'doc'
    return a
print('func', N(gc.get_referents(f)))
def o():
    z = []
    return lambda: z
print('closure', N(gc.get_referents(o())), 'cell', N(gc.get_referents(o().__closure__[0])))
print('class', N(gc.get_referents(C)))
print('bound', N(gc.get_referents(c.__init__)), N(gc.get_referents([].append)))
class S: __slots__ = ('a', 'b')
s = S(); s.a = 1; print('slots', N(gc.get_referents(s)))
def g(x): yield x
gg = g(l); print('gen created', N(gc.get_referents(gg))); next(gg); print('suspended', N(gc.get_referents(gg))); list(gg); print('done', N(gc.get_referents(gg)))
e = ValueError(l); print('exc', N(gc.get_referents(e)))
try: raise e
except ValueError: pass
print('raised', N(gc.get_referents(e)), 'tb', N(gc.get_referents(e.__traceback__)))
it = iter(l); print('iter', N(gc.get_referents(it)), 'module', N(gc.get_referents(gc)), 'slice', N(gc.get_referents(slice(l, 1))))
import weakref
w = weakref.ref(c, print); print('weakref', N(gc.get_referents(w)))
gc.collect()
tgt = [1, 2]; a = [tgt]; b = {'k': tgt}; d = (tgt,); k = C(); k.t = tgt
def hold(q): return [type(x).__name__ for x in gc.get_referrers(q)]
r = gc.get_referrers(tgt)
print('referrers', N(r), r[-1] is globals() or [x is globals() for x in r])
print('in function', hold(tgt))
u = object(); h = [u, u]; print(len(gc.get_referrers(u)), N(gc.get_referrers(h)))
