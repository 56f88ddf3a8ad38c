import builtins


def clean(text):
    head, *rest = text.split(" at 0x")
    return head + "".join([" at 0x" + part.lstrip("0123456789abcdef") for part in rest])


def print(*args, **kwds):
    builtins.print(*[clean(str(arg)) for arg in args], **kwds)


import sys, gc, enum, dataclasses
from enum import *
class C(Enum):
    RED=1
    GREEN=2
    CRIMSON=1
print(C.RED.__dict__, [k for k in C.__dict__])
print(C.__dict__)
print(type(C.__dict__['RED']), vars(C.__dict__['RED']))
print(sys.getrefcount(C.RED), sys.getrefcount(C.CRIMSON), sys.getrefcount(C.GREEN), sys.getsizeof(C.RED), sys.getsizeof(C.RED.__dict__), sys.getsizeof(C))
class F(Flag):
    A=auto(); B=auto(); AB=3
print(F.A.__dict__, (F.A|F.B).__dict__, F.__dict__)
class I(IntEnum):
    X=1
print(I.X.__dict__, sys.getsizeof(I.X), I.__dict__)
print([ (k) for k in dir(C)], dir(C.RED))
print(enum.__all__)
print(dataclasses.__all__)
def attempt(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for t in [
    'C(3)',
    'C["X"]',
    'C.NO',
    'C.RED.foo',
    'C.RED < C.GREEN',
    'C.RED+1',
    'setattr(C,"RED",3)',
    'delattr(C,"RED")',
    'C.RED.__setattr__("value",3)',
    'C("RED")',
    '1 in C',
    'C.RED in C',
    'len(C)',
    'list(C)',
    'F(7)',
    'F(8)',
    'F["A"]',
    '~F.A',
    'F.A|F.B',
    'F.A&F.B',
    'F(0)',
    'F.A^F.A',
    'bool(F(0))',
    'list(F)',
    'list(F.AB)',
    'len(F.AB)',
    'F.A in F.AB',
    'I.X+1',
    'str(I.X)',
    'format(I.X)',
    'format(C.RED)',
    'f"{I.X:5}"',
    'C.__members__',
    'C.RED.name',
    'C.RED.value',
    'hash(C.RED)==hash("RED")',
    'C.RED.RED',
    'type("D",(C,),{})',
    'Enum("A","x y z")',
    'list(Enum("A","x y z"))',
    'Enum("A",{"x":1})',
    'Enum("A",[("x",1)],module="m",qualname="q.A",start=5)',
    'reversed(C)',
    'list(reversed(C))',
    'F.A|1',
    'F.A<F.B',
    'C.RED==1',
    'I.X==1',
    '1 in F',
    'C.__call__(1)',
    'C()',
    'F.A|"x"',
    'bool(C)',
    'repr(C)',
    'str(C)',
    'iter(C)',
    'del_(C)',
    'I(1)',
    'I("1")',
    'I.X.real',
    'isinstance(I.X,int)',
    'C.mro()',
    'C.RED.__class__',
    'C._member_map_',
    'C._value2member_map_',
    'C._member_names_',
    'C._member_type_',
    'I._member_type_',
    'F._flag_mask_',
    'F._boundary_',
    'F._singles_mask_',
    'F._all_bits_',
    'C.RED.__reduce_ex__(2)',
    'C.RED.__hash__()==hash("RED")',
    'StrEnum("S","aB c").aB.value',
    'C.RED.__init__(3)'
]:
    print(t, end=' -> '); attempt(lambda: eval(t))
for s in [
    'class X(C): pass',
    'class X(Enum):\n a=1\n a=2',
    'class X(Enum):\n a=1\n def a(self):pass',
    'class X(Enum):\n mro=1',
    'class X(Enum):\n _x_=1',
    'class X(Enum):\n __x=1\nprint(list(X), X.__dict__)',
    '@unique\nclass X(Enum):\n a=1\n b=1\n c=1',
    'class X(IntEnum):\n a="q"',
    'class X(StrEnum):\n a=1',
    'class X(Flag):\n a="1"',
    'class X(Enum):\n a=auto()\n b="x"\n c=auto()\nprint(list(X))',
    'class X(Enum):\n a=5\n b=auto()\nprint(list(X))',
    'class X(Flag):\n a=5\n b=auto()\nprint(list(X), X.a)',
    'class X(Flag):\n a=-1\n b=auto()\nprint(list(X), X.a)',
    'class X(IntFlag):\n a=1\n b=2\nprint(X(9),repr(X(9)),~X.a,repr(~X.a),X.a|8,repr(X.a|8), repr(X(-1)),X.a+1)',
    'class X(Enum):\n a=1\n def _generate_next_value_(n,s,c,l): return n',
    'class X(Enum):\n _ignore_=["q"]\n q=3\n a=1\nprint(list(X))',
    'class X(Enum):\n _order_="b a"\n a=1\n b=2',
    'class X(Enum):\n a=(1,2)\n def __init__(self,p,q): self.p=p\nprint(X.a.p,X.a)',
    'class X(Enum):\n a=1\n @property\n def v(self): return self.value*2\nprint(X.a.v)',
    'class X(Enum):\n a=1\n @classmethod\n def _missing_(cls,v): return cls.a\nprint(X(9))',
    'class X(Enum):\n a=1\n @classmethod\n def _missing_(cls,v): return 3\nprint(X(9))',
    'class X(str,Enum):\n a="q"\nprint(X.a,repr(X.a),str(X.a),format(X.a),f"{X.a}")',
    'class X(int,Enum):\n a=1\nprint(X.a,repr(X.a),str(X.a),format(X.a),f"{X.a}")',
    'class X(Flag,boundary=CONFORM):\n a=1\nprint(X(9))',
    'class X(Flag,boundary=EJECT):\n a=1\nprint(X(9))',
    'class X(Flag,boundary=KEEP):\n a=1\nprint(X(9),repr(X(9)))',
    'class X(Flag):\n a=1\n b=2\n c=4\nprint(X(7),repr(X(7)),X.a|X.c,repr(X.a|X.c),repr(X(0)),str(X(0)),repr(~X.a),repr(X(-2)))',
    '@verify(CONTINUOUS)\nclass X(Enum):\n a=1\n b=3',
    '@verify(NAMED_FLAGS)\nclass X(Flag):\n a=1\n b=6',
    '@verify(UNIQUE)\nclass X(Flag):\n a=1\n b=1',
    'class X(Enum):\n a=nonmember(3)\n @member\n def f(self): pass\n b=member(4)\nprint(X.a,list(X))',
    'class X(Enum):\n class Y: pass\nprint(list(X))',
    'class X(Enum):\n a=lambda x:x\n b=1\nprint(list(X))',
    'class X(Enum):\n x:int\n a=1\nprint(list(X))',
    'class X(Enum):\n a=[1]\n b=[1]\nprint(list(X),X([1]))',
    'class B(Enum):\n def hi(self): return self.name\nclass X(B):\n a=1\nprint(X.a.hi())',
    'class M(Enum):\n pass\nM()',
    'M=Enum("M","a b",type=int)\nprint(list(M),repr(M.a))',
    'class X(Enum):\n a=1\nX.a.value=2',
    'class X(Enum):\n a=1\nX.a.z=2\nprint(X.a.__dict__)',
    'class X(Enum):\n a=1\n b=2\nprint({X.a:1})\nimport copy,gc\nprint(copy.copy(X.a) is X.a,copy.deepcopy(X.a) is X.a)'
]:
    print('----',s)
    try: exec(s)
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',''))
