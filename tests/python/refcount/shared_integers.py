"""Counts of small integers that no text of the program names, as start-up leaves them."""
import sys
r = sys.getrefcount
def f(a, b):
    c = int('0')
    print(r(c), r(int('5')), r(int('256')), r(int('1')), r(int('2')))
f(r, r)
class A:
    def g(self): return [print(r(x), r(int('5')), r(int('256')), r(int('1')), r(int('2'))) for x in [int('0')]]
A().g()
try:
    print(r(int('0')), r(int('5')), r(int('256')), r(int('1')), r(int('2')))
except ValueError: pass
zero = int('200') - int('200')
one = int('201') - int('200')
v = zero - one
while v < int('258'):
    print(v, r(v), end=';')
    v += one
print()
print([(c, r(c)) for c in map(chr, range(int('32'), int('127'))) if c not in 'Agrv' and r(c) != r('Q')])
