import sys
sys.setrecursionlimit(60)
f = lambda n: f(n - 1) + 1
f(100)
