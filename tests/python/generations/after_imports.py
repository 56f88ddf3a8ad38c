# What imports add to the counter, and what a collection finds after them: classes written in Python
# that those written in C have replaced.
import gc
print(gc.get_count())
import time, sys, abc, io, math
print(gc.get_count())
gc.collect()
gc.disable()
for name in ("operator", "collections", "functools", "enum", "re", "weakref", "random"):
    before = gc.get_count()[0]
    __import__(name)
    print(name, gc.collect())
print("reprlib" in sys.modules, "keyword" in sys.modules, "types" in sys.modules)
