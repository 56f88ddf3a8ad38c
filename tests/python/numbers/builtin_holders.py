# What built-in functions hold while they call back: counts seen by the special methods.
from sys import getrefcount as rc


class A:
    def __int__(s): print('int', rc(s)); return 1
    def __float__(s): print('float', rc(s)); return 1.0
    def __bool__(s): print('bool', rc(s)); return True
    def __complex__(s): print('complex', rc(s)); return 1j
    def __index__(s): print('index', rc(s)); return 1
    def __len__(s): print('len', rc(s)); return 1
    def __abs__(s): print('abs', rc(s)); return 1
    def __round__(s, *a): print('round', rc(s)); return 1
    def __hash__(s): print('hash', rc(s)); return 1
    def __lt__(s, o): print('lt', rc(s), rc(o)); return True
    def __gt__(s, o): print('gt', rc(s), rc(o)); return True
    def __add__(s, o): print('add', rc(s), rc(o)); return s
    def __radd__(s, o): print('radd', rc(s)); return s
    def __pow__(s, *o): print('pow', rc(s), len(o)); return s
    def __divmod__(s, o): print('divmod', rc(s), rc(o)); return s
    def __floor__(s): print('floor', rc(s)); return 1


def seen(x):
    print('key', rc(x))
    return 1


a = A()
b = A()
int(a), float(a), bool(a), complex(a), len(a), abs(a), round(a), round(a, 1), hash(a)
max(a, b), min(a, b), sum([a, b]), pow(a, b), divmod(a, b), bin(a), chr(a)
max([a, b], key=seen), min([b, a, b], key=seen)
all([a, b]), any([a, b])
sorted([a, b]), sorted([a, b], key=seen)
import math
math.floor(a), math.sqrt(a), math.gcd(a, b), math.fsum([a, b]), math.hypot(a, b), math.prod([2, 3], start=1.5)
