import gc
class N: pass
a = [1, 2, 3, 4, 5, 6, 7, 8]
b = a            #expect count(a) == 2
x = [0] * 8      #expect size(x) == 120, generation(x) == 0
c = {'k': a, 2: [b]}   #expect count(a) == 4 and size(c) == 352
t = (a, b, c)    #expect count(c) == 2, count(a) == 6
gc.collect()     #expect collections == 1, collected == 0
gc.collect()     #expect generation(x) == 2 and generation(t) == 2
x = None         #expect freed_bytes == 120 and dies(x)
def f(p):
    q = [p]      #expect count(q) == 1
    return q     #expect alive(q) and not dies(p)
f(a)             #expect freed_objects == 1
del t            #expect count(a) == 4
n = N(); n.me = n
del n            #expect not dies(n), freed_bytes == 0
gc.collect()     #expect collected == 1 and objects(N) == 0
n = N()
n.load = [a]     #expect count(a) == 5, length(n.load) == 1, same(a, b), count(n.load) == 1
for i in range(3):
    a.append(
        i)       #expect length(a) >= 9
d = 5.5          #expect not tracked(d), bound(d) and size(d) == 24
del d
#expect not bound(d)
