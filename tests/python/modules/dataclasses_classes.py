import builtins


def clean(text):
    head, *rest = text.split(" at 0x")
    return head + "".join([" at 0x" + part.lstrip("0123456789abcdef") for part in rest])


def print(*args, **kwds):
    builtins.print(*[clean(str(arg)) for arg in args], **kwds)


import sys, gc, dataclasses
from dataclasses import *
@dataclass
class P:
    x:int
    y:list=field(default_factory=list)
    z:str='a'
print(P.__dict__)
print(P.__doc__, P.__init__.__annotations__, P.__init__.__defaults__, P.__init__.__qualname__, P.__init__.__closure__, P.__init__.__code__.co_freevars,P.__init__.__code__.co_varnames,P.__init__.__code__.co_names)
print(P.__repr__.__closure__,P.__repr__.__code__.co_freevars, P.__repr__.__wrapped__.__code__.co_names,P.__repr__.__wrapped__.__code__.co_filename)
print(P.__eq__.__code__.co_names,P.__eq__.__code__.co_firstlineno, P.__init__.__code__.co_consts)
print(fields(P)[0], P.__dataclass_params__)
print([k for k in Field.__dict__],Field.__slots__)
p=P(1); print(sys.getsizeof(p), sys.getsizeof(p.__dict__), p.__dict__)
@dataclass(frozen=True,order=True)
class Q:
    a:int
    b:int=field(compare=False,default=3)
    _:KW_ONLY
    c:int=4
    d:InitVar[int]=5
    def __post_init__(self,d): pass
print(Q.__dict__); print(Q.__doc__,Q.__init__.__kwdefaults__)
print(Q.__init__.__code__.co_names,Q.__init__.__code__.co_freevars,Q.__setattr__.__code__.co_names,Q.__setattr__.__code__.co_freevars,Q.__setattr__.__code__.co_consts)
@dataclass(slots=True)
class S:
    a:int
    b:int=2
print(S.__dict__, sys.getsizeof(S(1)))
@dataclass(slots=True,frozen=True,weakref_slot=True)
class S2(S.__base__):
    a:int
    b:int=2
print(S2.__dict__, sys.getsizeof(S2(1)))
o=object()
print(sys.getrefcount(o))
@dataclass
class R:
    a:object=o
print(sys.getrefcount(o))
r=R(); print(sys.getrefcount(o))
@dataclass(slots=True)
class R2:
    a:object=o
print(gc.collect())
def attempt(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for t in [
    'P()',
    'P(1,2,3,4)',
    'P(q=1)',
    'P(1)==P(1)',
    'P(1)<P(2)',
    'Q(1)<Q(2)',
    'Q(1)<3',
    'hash(P(1))',
    'hash(Q(1))==hash((1,4))',
    'Q(1).__setattr__("a",2)',
    'Q(1).__setattr__("zz",2)',
    'Q(1).__delattr__("a")',
    'replace(Q(1),a=3)',
    'replace(Q(1),d=3,a=3)',
    'replace(P(1),x=2)',
    'replace(P(1),w=2)',
    'replace(3,w=2)',
    'asdict(P(1))',
    'astuple(P(1))',
    'asdict(3)',
    'astuple(P)',
    'fields(3)',
    'is_dataclass(P)',
    'is_dataclass(p)',
    'S(1).__getstate__()',
    'S2(1).__getstate__()',
    'make_dataclass("M",["a",("b",int),("c",int,5)])(1,2)',
    'make_dataclass("M",["a b"])',
    'make_dataclass("M",["a","a"])',
    'make_dataclass("M",["if"])',
    'make_dataclass("M",[3])',
    'make_dataclass("M",[("a",)])',
    'InitVar[int]',
    'InitVar',
    'InitVar[list[int]]',
    'MISSING',
    'KW_ONLY',
    'field()',
    'field(default=1,default_factory=list)',
    'field(1)',
    'dataclass(3)',
    'S2(1).q',
    'S2(1).__setattr__("q",1)',
    'S2(1).__setattr__("a",1)',
    'FrozenInstanceError.__mro__'
]:
    print(t, end=' -> '); attempt(lambda: eval(t))
for s in [
    '@dataclass\nclass A:\n x:int=1\n y:int',
    '@dataclass\nclass A:\n x:list=[]',
    '@dataclass\nclass A:\n x:dict={}',
    '@dataclass\nclass A:\n x=field()',
    '@dataclass(order=True,eq=False)\nclass A:\n x:int',
    '@dataclass\nclass A(Q):\n x:int=1',
    '@dataclass(frozen=True)\nclass A(P):\n x:int=1',
    '@dataclass(order=True)\nclass A:\n x:int=1\n def __lt__(s,o):pass',
    '@dataclass(frozen=True)\nclass A:\n x:int=1\n def __setattr__(s,o):pass',
    '@dataclass(unsafe_hash=True)\nclass A:\n x:int=1\n def __hash__(s):pass',
    '@data@dataclass(slots=True)\nclass A:\n __slots__=()\n x:int=1',
    '@dataclass(weakref_slot=True)\nclass A:\n x:int=1',
    '@dataclass\nclass A:\n a:KW_ONLY\n b:KW_ONLY',
    'import typing\n@dataclass\nclass A:\n x:typing.ClassVar[int]=field(default_factory=list)',
    'import typing\n@dataclass\nclass A:\n x:typing.ClassVar[int]=field(kw_only=True)',
    'import typing\n@dataclass\nclass A:\n x:typing.ClassVar[int]=3\n y:"typing.ClassVar[int]"=4\n z:"ClassVar"=3\n w:"InitVar[int]"=5\nprint(fields(A),A.__init__.__annotations__)',
    '@dataclass\nclass A:\n x:"int"\n y:list[int]=None\nprint(A.__doc__)',
    '@dataclass\nclass A:\n "doc"\n x:int\nprint(A.__doc__)',
    '@dataclass\nclass A:\n self:int\n x:int\nprint(A(1,2))',
    '@dataclass\nclass A:\n x:object=None\na=A();a.x=a\nprint(a)',
    '@dataclass(kw_only=True)\nclass A:\n x:int\nA(1)',
    '@dataclass\nclass A:\n x:int=field(init=False)\nprint(A())',
    '@dataclass\nclass A:\n x:int=field(init=False,default=3)\n y:int=field(default_factory=list,init=False)\na=A();print(a,a.__dict__)',
    '@dataclass\nclass A:\n x:int=field(repr=False,default=3,hash=False)\nprint(A())',
    '@dataclass(eq=False)\nclass A:\n x:int=0\nprint(A()==A(),hash(A())!=3)',
    '@dataclass\nclass A:\n x:int=0\n@dataclass\nclass B(A):\n y:int=2\n x:int=5\nprint(B(),B.__match_args__)\nmatch B():\n case B(1): print(1)\n case B(5,2): print(2)',
    '@data@dataclass(slots=True)\nclass A:\n x:int=0\n@data@dataclass(slots=True)\nclass B(A):\n y:int=2\nprint(B(),B.__slots__,B.__dict__)',
    '@dataclass\nclass A:\n x:int\n l:list\n d:dict\n@dataclass\nclass B:\n a:A\nb=B(A(1,[A(2,[],{})],{1:A(3,(),{})}));print(b);print(asdict(b));print(astuple(b));print(asdict(b,dict_factory=list))',
    'from collections import namedtuple\nN=namedtuple("N","a b")\n@dataclass\nclass A:\n x:object\nprint(asdict(A(N(1,2))), astuple(A({1:N(A(1),2)})))',
    'print(make_dataclass("M",[("a",int,field(default=3))],bases=(P,),namespace={"f":lambda s:1},frozen=False)(1),make_dataclass("M",["a"]).__module__, make_dataclass("M",["a"]).__annotations__)',
    '@dataclass(init=False)\nclass A:\n x:int\n def __init__(s): s.x=1\nprint(A())',
    '@dataclass\nclass A:\n x:int\n def __eq__(s,o): return True\n def __repr__(s): return "me"\nprint(A(1),A(1)==3,A.__hash__)',
    '@dataclass\nclass A:\n x:int=1\n y:int=field()',
    '@dataclass\nclass A:\n x:int=1\n def x(self):pass\nprint(A())',
    '@dataclass\nclass A:\n __x:int=1\nprint(A(), A.__init__.__code__.co_varnames)'
]:
    print('----',s)
    try: exec(s)
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',''))
