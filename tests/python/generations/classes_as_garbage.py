# What is left of a class nobody uses: how many objects a collection finds.
import gc
class M(type):
    def __del__(cls): print("class dies", cls.__name__)
def make():
    class T(metaclass=M):
        def f(self): return T
    return T()
o = make(); del o; print("no collect yet"); print(gc.collect() > 5)
def plain():
    class X: pass
gc.collect(); plain(); print(gc.collect())
def fields():
    class X:
        a = 1
        def f(self): pass
        def g(self): pass
        @property
        def p(self): return 1
gc.collect(); fields(); print(gc.collect())
def slotted():
    class X: __slots__ = ("a", "b")
gc.collect(); slotted(); print(gc.collect())
def derived():
    class A: pass
    class B(A): pass
gc.collect(); derived(); print(gc.collect())
def exc():
    class E(Exception): pass
gc.collect(); exc(); print(gc.collect())
class Base: pass
class Sub1(Base): pass
print(Base.__subclasses__()); del Sub1; print(len(Base.__subclasses__())); gc.collect(); print(Base.__subclasses__())
def rec():
    def inner(n): return inner
gc.collect(); rec(); print(gc.collect())
def nt():
    from collections import namedtuple
    namedtuple("P", "x y")
nt(); gc.collect(); nt(); print(gc.collect())
