import ctypes, sys
from ctypes import *
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
x=[1,2]; a=id(x)
t(lambda: c_long.from_address(a)); t(lambda: c_long.from_address(a).value); t(lambda: c_int(5)); t(lambda: c_int(2**32+3)); t(lambda: c_ubyte(-1)); t(lambda: c_int('a')); t(lambda: c_int(1.5)); t(lambda: c_double(3)); t(lambda: c_char(b'a')); t(lambda: c_char('a')); t(lambda: c_bool(5)); t(lambda: c_void_p(0)); t(lambda: c_void_p(5)); t(lambda: c_void_p().value); t(lambda: c_char_p(b'hey').value); t(lambda: py_object(x)); t(lambda: py_object(x).value is x)
t(lambda: sizeof(c_int)); t(lambda: sizeof(c_long)); t(lambda: [sizeof(v) for v in (c_bool,c_char,c_byte,c_short,c_int,c_long,c_longlong,c_float,c_double,c_void_p,py_object,c_wchar,c_longdouble,c_char_p)])
t(lambda: (c_int*3)); t(lambda: (c_int*3)(1,2)[:]); t(lambda: (c_int*3)(1,2,3,4)); t(lambda: len((c_int*3)())); t(lambda: list((c_int*3)(7)))
class P(Structure):
    _fields_=[('ob_refcnt',c_ssize_t),('ob_type',c_void_p)]
t(lambda: P.from_address(a).ob_refcnt); t(lambda: P.from_address(a).ob_type==id(list)); t(lambda: P.ob_type); t(lambda: sizeof(P)); t(lambda: P(1,2).ob_refcnt); t(lambda: P(1).ob_type)
class L(Structure):
    _fields_=[('o',P),('size',c_ssize_t),('items',POINTER(py_object)),('alloc',c_ssize_t)]
l=L.from_address(a); t(lambda:(l.o.ob_refcnt,l.size,l.items[0],l.items[1],l.alloc))
t(lambda: cast(a, py_object).value is x); t(lambda: cast(a, POINTER(c_ssize_t))[2]); t(lambda: cast(a, POINTER(c_ssize_t)).contents)
class S(Structure): _fields_=[('a',c_char),('b',c_int),('c',c_short)]
t(lambda:(sizeof(S),S.b.offset,S.c.offset,S.b.size, alignment(S)))
class U(Union): _fields_=[('i',c_uint32),('f',c_float)]
u=U(); u.f=1.0; t(lambda: hex(u.i))
class B(Structure): _fields_=[('lo',c_uint8,4),('hi',c_uint8,4)]
b=B(1,2); t(lambda:(b.lo,b.hi,bytes(b)))
t(lambda: string_at(id(b'xyz')+32,3)); s=create_string_buffer(b'hi',5); t(lambda:(s.raw,s.value,sizeof(s),len(s))); s.value=b'abc'; t(lambda:s.raw); t(lambda:s[0])
i=c_int(4); p=pointer(i); p.contents.value=9; t(lambda: i.value); p[0]=11; t(lambda:i.value); t(lambda: addressof(i)>0); t(lambda: c_int.from_address(addressof(i)).value)
c_int.from_address(addressof(i)).value=77; t(lambda: i.value)
t(lambda: bytes(c_int(1))); t(lambda: c_int.from_buffer_copy(b'\1\0\0\0')); ba=bytearray(4); q=c_int.from_buffer(ba); q.value=3; t(lambda: ba)
t(lambda: c_int is c_int32); t(lambda: c_long is c_int64); t(lambda: c_size_t is c_ulong); t(lambda: c_longlong); t(lambda: c_int.__name__+c_ssize_t.__name__)
y=object(); n=sys.getrefcount(y); pythonapi.Py_IncRef(py_object(y)); t(lambda: sys.getrefcount(y)-n); pythonapi.Py_DecRef(py_object(y)); t(lambda: sys.getrefcount(y)-n)
t(lambda: c_int(3)==c_int(3)); t(lambda: c_int(3).value==3); t(lambda: c_int.__mro__); t(lambda: S); t(lambda: type(c_int)); t(lambda: type(S)); t(lambda: POINTER(c_int)); t(lambda: bool(c_int(0))); t(lambda: c_float(0.1).value); t(lambda: c_long.from_address('a')); t(lambda: S(1,2,3,4)); t(lambda: S(b'a').zz); t(lambda: l.foo); t(lambda: Structure()); 
t(lambda: memset(s,0,5) == addressof(s))
t(lambda: s.raw); t(lambda: memmove(s,b'qq',2) and s.raw)
