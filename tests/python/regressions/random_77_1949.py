import gc
import sys
gc.collect()
one = two = three = ()
print(sys.getrefcount(one))
