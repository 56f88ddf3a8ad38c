# A module that is loaded anew takes the place of the old one in the 25 % rule.
import gc
import sys


def steps_to_a_full_collection():
    keep = []
    before = gc.get_stats()[2]["collections"]
    while gc.get_stats()[2]["collections"] == before:
        keep.append([len(keep)])
    return len(keep)


gc.collect()
gc.set_threshold(3, 1, 1)
import numbers
gc.collect()
print("with numbers", steps_to_a_full_collection())
del sys.modules["numbers"], numbers
import numbers
gc.collect()
gc.collect()
print("loaded anew", steps_to_a_full_collection())
