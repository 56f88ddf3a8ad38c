"""What modules say of themselves and of names they lack."""
import random, math, os, collections, json, time, sys, re, itertools, enum, dataclasses, functools, datetime, string, copy, gc, weakref, io, abc, types, collections.abc, operator, heapq, bisect, struct, array, threading, queue, typing, inspect, traceback, statistics, fractions, multiprocessing, ctypes, textwrap, contextlib
for m in (random, math, os, collections, json, time, sys, re, itertools, enum, dataclasses, functools, datetime, string, copy, gc, weakref, io, abc, types, collections.abc, operator, heapq, bisect, struct, array, threading, queue, typing, inspect, traceback, statistics, fractions, multiprocessing, ctypes, textwrap, contextlib, os.path):
    print(m, getattr(m, '__file__', None), m.__name__)
    try: exec(f'from {m.__name__} import zz')
    except ImportError as e: print(e, e.path)
for m in (random, os, collections, json, re, enum, collections.abc, multiprocessing):
    print(m.__package__, type(m.__file__).__name__)
try:
    from random import randit
except ImportError as e:
    print(e.name, e.path, e.msg)
