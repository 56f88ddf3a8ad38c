"""What registering the built-in numbers leaves in the weak sets of numbers' classes."""
import _weakref, sys
def w(t): return [(type(x).__name__, x.__callback__ is not None) for x in _weakref.getweakrefs(t)]
for t in (float, int, complex, bool, object, list, str): print(t.__name__, len(w(t)), w(t)[:6])
import numbers
for t in (float, int, complex, bool,object): print(t.__name__, len(w(t)), w(t)[:6])
from _abc import _get_dump
for k in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral):
    print(k.__name__, [sorted(str(y()) for y in x) if isinstance(x, set) else x for x in _get_dump(k)])
