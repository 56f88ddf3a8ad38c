# What the first statements of a program take: dead objects of the start and of the compiler wait
# in free lists and cost nothing.
import sys
blocks = sys.getallocatedblocks
a = b = c = d = e = f = g = h = i = j = 0
a = blocks()
x = [1, 2]
b = blocks()
y = {}
c = blocks()
z = (x, y)
d = blocks()
w = {"k": 1}
e = blocks()
v = [[], [], [], [], [], []]
f = blocks()
u = ({}, {}, {}, {}, {})
g = blocks()
t = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
h = blocks()
s = {1: 2}
i = blocks()
r = (x, y, z, w)
j = blocks()
print(b - a, c - b, d - c, e - d, f - e, g - f, h - g, i - h, j - i)
