# The method cache owns the names that were looked up, and None where there is none yet. Which
# entry a name takes depends on its address, so only sums are printed.
import sys


class A:
    pass


def drop(names):
    before = sys.getrefcount(None)
    for name in names:
        getattr(x, name, 1)
    return before - sys.getrefcount(None)


x = A()
print(sys.getrefcount(None) > 3000)
print(30 < drop("foo%d" % i for i in range(50)) <= 50, "names take the place of None")
print(drop("f" * (101 + i) for i in range(50)), "names over 100 characters are not cached")
print(20 < drop("g" * (100 - i) for i in range(50)) <= 50)
k = "".join(["q", "k"] * 3)
print(sys.getrefcount(k))
getattr(x, k, 1)
print(sys.getrefcount(k))
A.z = 1
print(sys.getrefcount(k), "an invalid entry keeps its name")
before = sys.getrefcount(None)
sys._clear_type_cache()
print(sys.getrefcount(k), sys.getrefcount(None) - before > 60)
