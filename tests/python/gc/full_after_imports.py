# The 25 % rule: when a full collection may come depends on how many objects the last one left, and
# the modules a program imports leave theirs.
import collections
import contextlib
import copy
import functools
import gc
import operator
import weakref


def steps_to_a_full_collection():
    keep = []
    before = gc.get_stats()[2]["collections"]
    while gc.get_stats()[2]["collections"] == before:
        keep.append([len(keep)])
    return len(keep)


gc.collect()
gc.collect()
gc.set_threshold(3, 1, 1)
print("with modules", steps_to_a_full_collection())
gc.freeze()
gc.collect()
print("all of it frozen", steps_to_a_full_collection() < 30)
gc.unfreeze()
gc.collect()
print("thawed", steps_to_a_full_collection())
del collections, contextlib, copy, functools, operator, weakref
import enum
import typing
gc.collect()
gc.collect()
print("with more modules", steps_to_a_full_collection())
