import gc
class N: pass
class S: __slots__ = ('v', '_w2')
a = [1, 2, [3], -4]   #expect count(a) == 1 + 0, count(a[2]) == 1, count(a[-2]) == 3 - 2
d = {'k': a, "q": [5], 7: [6], -8: [7]}  #expect length(d['k']) == 4, length(d["q"]) == 1, length(d[7]) == 1
#expect length(d[-8]) == 1, (count(a)) == 2, -count(a) == -2, 2 * count(a) == 4, count(a) * 2 - 1 == 3
#expect count(a) != 3, count(a) < 3, count(a) <= 2, count(a) > 1, count(a) >= 2, 1 < count(a), not count(a) == 5
#expect size(a) == 88 and size(a) == (8 + 3) * 8 and size(a) > 0
s = S(); s.v = a; s._w2 = d   #expect count(a) == 3, same(s.v, a), length(s._w2['k']) == 4, not same(s, a)
n = N(); n.left = [s]; n.é = [1]   #expect length(n.left[0].v) == 4, length(n.left) == 1, length(n.é) == 1
t = ((1, [2]), [3])           #expect length(t[0][1]) == 1, generation(t) == 0, tracked(t)
é = [5]                       #expect length(é) == 1
#expect live_bytes > 0, blocks > 1000, arenas >= 1, objects(N) == 1, objects(list) > 4, bytes(S) == 48
#expect objects(Nothing) == 0, bytes(Nothing) == 0, True, not False, True == 1
def f(p, q=None):
    def g():
        return p, r     #expect count(p) >= 1, count(r) == 2
    r = [p]             #expect count(r) == 1
    g()                 #expect alive(r), not dies(r)
    del r               #expect dies(r), freed_objects == 1
    q = p               #expect same(p, q), bound(q)
    q = 0
f([9])
class C:
    inside = [1]        #expect count(inside) == 1, length(inside) == 1
    inside = 0          #expect dies(inside), freed_bytes >= 64
C.own = [2]             #expect length(C.own) == 1, count(C.own) == 1
gc.freeze()             #expect generation(a) == 3
gc.unfreeze()           #expect generation(a) == 2
x = 5.5                 #expect generation(x) == -1, not tracked(x)
y = [[i] for i in range(9)]
y = None                #expect freed_objects >= 10, freed_bytes > 0
