# gc.get_count() after allocations of every kind: what free lists give does not count.
import gc, sys
print(gc.get_count())
def alloc(n): return [[i] for i in range(n)]
x = alloc(10); print(gc.get_count())
y = [{} for i in range(10)]; print(gc.get_count())
z = [(i, [i]) for i in range(10)]; print(gc.get_count())
s = [set() for i in range(10)]; print(gc.get_count())
class A: pass
o = [A() for i in range(10)]; print(gc.get_count())
for k in o: k.v = 1
print(gc.get_count())
del x, y, z, s, o, k; print(gc.get_count())
f = [lambda: 0 for i in range(10)]; print(gc.get_count())
g = [(j for j in ()) for i in range(10)]; print(gc.get_count())
big = alloc(1000); print(gc.get_count()); del big; print(gc.get_count())
gc.collect(); print(gc.get_count())
w = [[] for i in range(100)]; print(gc.get_count()); del w; print(gc.get_count()); w = [[] for i in range(100)]; print(gc.get_count())
