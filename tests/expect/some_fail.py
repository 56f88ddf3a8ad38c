import gc
class N: pass
a = [1, 2, 3, 4, 5, 6, 7, 8]
b = a            #expect count(a) == 2
x = [0] * 8      #expect size(x) == 120, generation(x) == 0
x = None         #expect freed_bytes == 120 and dies(x)
def f(p):
    q = [p]      #expect count(p) == 4
    return q     #expect alive(q) and not dies(p)
f(a)
del b
#expect count(a) == 1
m = N(); m.me = m
n = N(); n.me = n
del m
del n
gc.collect()     #expect collected == 2, collections == 1
d = {'k': [a]}   #expect length(d) == 1, count(d['k']) == 1
for i in range(3):
    a.append(
        i)       #expect length(a) >= 9
del a            #expect dies(a)
s = "#expect count(zz) == 1"
z = 5            #expect count(zz) == 1
y = [1]          #expect count(y) == 2
w = y            #expect nonsense(
if False:
    w = 1        #expect count(w) == 1
