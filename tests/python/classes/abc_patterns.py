"""Classes registered with an abstract one answer to its patterns, and so do those below them."""
import collections.abc as c, abc
T=c.Mapping
print(T.__flags__>>5&3, c.Sequence.__flags__>>5&3, c.MutableSequence.__flags__>>5&3, '__abc_tpflags__' in c.Mapping.__dict__, '__abc_tpflags__' in c.Sequence.__dict__)
class X: pass
c.Mapping.register(X); print(X.__flags__>>5&3)
class Y(X): pass
print(Y.__flags__>>5&3)
class Z(abc.ABC):
    __abc_tpflags__=1<<6
print(Z.__flags__>>5&3, '__abc_tpflags__' in Z.__dict__)
class Y(X): pass
c.Sequence.register(X); print(X.__flags__>>5&3)
try:
    class W(abc.ABC):
        __abc_tpflags__=3<<5
except TypeError as e: print(e)
class W(abc.ABC):
    __abc_tpflags__='x'
print('__abc_tpflags__' in W.__dict__)
class W(abc.ABC):
    __abc_tpflags__=1<<9|1<<5
print(W.__flags__>>5&3,W.__flags__>>9&1,'__abc_tpflags__' in W.__dict__)
class B(c.Sequence, c.Mapping):
    pass
print(B.__flags__>>5&3)
class P: pass
class Q(P): pass
c.Mapping.register(P); print(Q.__flags__>>5&3)
class I(int): pass
c.Mapping.register(I); print(I.__flags__>>5&3)
c.Sequence.register(I); print(I.__flags__>>5&3)
print(str.__flags__>>5&3, c.ByteString.__flags__>>5&3,bytes.__flags__>>5&3)
class D(dict):pass
c.Sequence.register(D); print(D.__flags__>>5&3)
class M(c.Mapping):pass
class S(M): 
    __abc_tpflags__=1<<5
print(S.__flags__>>5&3,'__abc_tpflags__' in S.__dict__)
