import builtins


def clean(text):
    head, *rest = text.split(" at 0x")
    return head + "".join([" at 0x" + part.lstrip("0123456789abcdef") for part in rest])


def print(*args, **kwds):
    builtins.print(*[clean(str(arg)) for arg in args], **kwds)


from enum import *
import enum
def t(s):
    print('----',s)
    try: exec(s,globals())
    except BaseException as e: print(type(e).__name__, e, e.__cause__, e.__context__)
for s in [
    'print(repr(auto()), auto(3), member(3).__dict__)',
    'class F(Flag):\n B=2\n A=1\nprint(list(F),F(3),F.__dict__["_iter_member_"])',
    'class F(Flag):\n A=1\n C=6\nprint(list(F),F(6),F._all_bits_,F._flag_mask_,F(7),F.__members__)\nprint(~F.A)\nprint(F(2))',
    'class F(Flag,boundary=STRICT):\n A=1\n C=6\nF(9)',
    'class F(Flag):\n A=1\n B=2\nprint(F(-1),F(5))',
    'class F(Flag):\n N=0\n A=1\nprint(F(0),list(F),F.__members__,F(0).name)',
    'class F(IntFlag):\n N=0\n A=1\n B=4\nprint(F(0),list(F),F(7),repr(F(7)),F(7).name,F(8).name,repr(F(8)),F.A|2, F.A in F(7), 3&F.A, repr(F.A^3), list(F(7)), len(F(7)),repr(-F.A),repr(~F(8)),repr(F(-1)),repr(F(-8)))',
    'class F(Flag):\n A=1\n B=4\nprint((F.A|F.B)._name_,(F.A|F.B).__dict__,F._value2member_map_,F._member_map_)',
    'class F(Flag):\n A=1\n def __or__(s,o): return 5\nprint(F.A|F.A)',
    'class E(Enum):\n name="x"\n value=3\nprint(list(E),E.name,E.name.value,E.name.name)',
    'class E(Enum):\n a=1\n b=2\n @property\n def c(self): return 5\nprint(E.a.b,E.a.c)\nprint(E.c)',
    'class E(Enum):\n a=1\n def m(self): pass\n @classmethod\n def k(cls): return cls\n @staticmethod\n def s(): return 9\nprint(E.a.k(),E.s(),E.m,E.a.m)',
    'class E(Enum):\n a=1\n def __str__(self): return "me"\nprint(E.a,repr(E.a),f"{E.a}")',
    'class E(Enum):\n a=1\n def __repr__(self): return "me"\nprint(E.a,repr(E.a),f"{E.a}")',
    'class E(Enum):\n def __new__(cls,v,w):\n  o=object.__new__(cls); o._value_=v; o.w=w\n  return o\n a=1,2\nprint(E.a,E.a.__dict__,E(1),E.__dict__)',
    'class E(bytes,Enum):\n a=1\n def __new__(cls,v):\n  o=bytes.__new__(cls,[v]); o._value_=v;return o\nprint(repr(E.a),E.a==b"\\1")',
    'class E(tuple,Enum):\n a=1,2\nprint(repr(E.a),E.a.value,E((1,2)))',
    'class E(StrEnum):\n A=auto()\n B="x"\nprint(E.A,repr(E.A),E.A=="a",E.B.upper(),E("x"),str(E.B),f"{E.B:>3}",E.B+"q",E.A.__dict__)',
    'class E(StrEnum):\n A="a",3\n',
    'class E(StrEnum):\n A="a","b","c","d"\n',
    'class E(Enum):\n a=auto()\n b=auto()\n c=7\n d=auto()\nprint([x.value for x in E])',
    'class E(Enum):\n def _generate_next_value_(n,s,c,l): return (n,s,c,l)\n a=auto()\n b=auto()\nprint(list(E))',
    'class E(Enum):\n a=1\nclass E2(E):\n def q(s): pass',
    'class E(Enum):\n a=1\n b=a\nprint(E.b,E["b"])',
    'class E(IntEnum):\n a=1\n b=2\nprint(E.a<E.b,sorted([E.b,E.a]),E.a==1,max(E),E.a+E.b,[10,20,30][E.a],hash(E.a)==hash(1),int(E.a),E.b*2,{1:2}[E.a],isinstance(E.a,E), "%d %s %r"%(E.a,E.a,E.a))',
    '@global_enum\nclass Z(Enum):\n aa=1\nprint(aa,repr(aa))',
    'print(repr(STRICT),EnumCheck.UNIQUE,list(FlagBoundary),list(EnumCheck),FlagBoundary("keep"), type(STRICT).__mro__)',
    'from enum import show_flag_values\nprint(show_flag_values(13))\nprint(enum.bin(10),enum.bin(-10),enum.bin(3,4))',
    'class E(Enum):\n a=1\nprint(Enum.__doc__ and 1,E.__doc__,E.a.__doc__,E.__name__,E.__qualname__,E.__module__)',
    'class E(Enum):\n "doc"\n a=1\nprint(E.__doc__,E.a.__doc__)',
    'class E(Enum):\n a=1\n _b_=2',
    'E=Enum("E","a b",start=5)\nprint(list(E),E.__module__,E.__qualname__)',
    'E=IntFlag("E",["a","b"])\nprint(list(E))',
    'E=Enum("E",{"a":3,"b":3})\nprint(list(E),E.__members__)',
    'E=Enum("E",[("a",auto()),("b",auto())])\nprint(list(E))',
    'class E(Enum):\n a=1\nfor x in E:print(x)\nprint(E.a is E(1),E["a"] is E.a, E.a!=E.a,E.a in {E.a},isinstance(E.a,E),type(E.a), E(E.a))',
    'class E(Enum):\n a=1\n @classmethod\n def _missing_(cls,v):\n  raise KeyError(v)\nE(3)',
    'class E(Enum):\n a=1\n @classmethod\n def _missing_(cls,v):\n  return None\nE(3)',
    'class E(Flag):\n a=1\nE("x")',
    'class E(IntFlag):\n a=1\nE("x")',
    'class E(Flag,boundary=STRICT):\n a=1\n b=4\n c=8\nE(0b11)',
    'class E(Flag,boundary=STRICT):\n a=1\n b=4\n c=8\nE(0b11001)',
    'class E(Flag,boundary=STRICT):\n a=1\n b=4\n c=8\nE(-1)\nE(-16)',
    'class E(Enum):\n a=1\n b=2\n def __lt__(s,o): return s.value<o.value\nprint(sorted([E.b,E.a]),min(E))',
    'class E(Enum):\n a=1.5\n b=None\n c=True\n d="x",\nprint(list(E),E(None),E(1.5))',
    'class E(Enum):\n a=1\n c=True\nprint(list(E),E.c)',
    'class E(Enum):\n a={}\n b={}\n c=[]\nprint(list(E),E.b,E([]))',
    'from dataclasses import dataclass\n@dataclass\nclass P:\n x:int\n y:int\nclass E(P,Enum):\n a=1,2\nprint(E.a,E.a.x,E.a.value,repr(E.a))',
    'class E(Enum):\n a=1\n def __eq__(s,o): return True\n def __hash__(s): return 3\nprint(E.a==4,hash(E.a))',
    'class M(EnumType): \n def __getitem__(c,k): return 5\nclass E(Enum,metaclass=M):\n a=1\nprint(E[0])',
    'class E(Enum):\n a=1\n b=2\nmatch E.b:\n case E.a: print("a")\n case E.b: print("b")',
    'class E(Enum):\n def __init_subclass__(cls,**k): print("sub",cls,k)\nclass E2(E): a=1',
    'class E(Enum):\n a=1\n def __init__(self,v): self.w=v*2; print("init",self.__dict__)\nprint(E.a.w)',
    'class E(Enum):\n pass\nprint(list(E),len(E),E.__members__,bool(E))\nE(1)',
    'class A:\n def hello(self): return "hi"+self.name\nclass E(A,Enum):\n a=1\nprint(E.a.hello(),E.__dict__)',
    'class E(float,Enum):\n a=1.5\nprint(E.a,repr(E.a),E.a+1,E.a==1.5)',
    'class E(Enum): x=1; y=2\nprint(E.x.__reduce_ex__(4), E.__reduce__ if 0 else "", E.x.__class__.__mro__)',
    'class E(int,Flag):\n a=1\nprint(E.a,repr(E.a))',
    'class E(int,ReprEnum):\n a=1\nprint(E.a,repr(E.a))',
    'class E(Enum,int):\n a=1'
]:
    t(s)
