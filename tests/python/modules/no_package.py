"""Imports from modules that are no packages; causes and contexts that tracebacks show."""
import traceback, sys
def show():
    sys.stdout.write(traceback.format_exc().replace(__file__, 'FILE'))
try:
    raise ValueError('a') from KeyError
except ValueError as e:
    show()
e = ValueError(1)
try:
    e.__cause__ = 5
except TypeError as x:
    print(x)
try:
    raise ValueError from 5
except TypeError as x:
    show()
try:
    raise ValueError('b') from None
except ValueError as x:
    show()
try:
    import sys.foo
except ImportError as x:
    show()
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__, x.msg)
try:
    import sys.foo.bar
except ImportError as x:
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__)
try:
    import collections.nothing
except ImportError as x:
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__)
try:
    from math import nothing
except ImportError as x:
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__)
try:
    from . import x
except ImportError as x:
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__)
try:
    import math.sin
except ImportError as x:
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__)
try:
    import os.path.join
except ImportError as x:
    print(type(x), x, x.name, x.path, repr(x.__context__), repr(x.__cause__), x.__suppress_context__)
try:
    __import__('')
except ValueError as x:
    print(x)
try:
    __import__('x', level=-1)
except ValueError as x:
    print(x)
try:
    __import__(5)
except TypeError as x:
    print(x)
