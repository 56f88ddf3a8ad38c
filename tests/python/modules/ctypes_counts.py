import ctypes, sys, gc
def ref_count(address): return ctypes.c_long.from_address(address).value
a=[1,2,3]; addr=id(a); print(ref_count(addr)); b=a; print(ref_count(addr)); del b; print(ref_count(addr)); del a; print(ref_count(addr))
class A:
    def __init__(self): self.b=B(self)
class B:
    def __init__(self,a): self.a=a
def object_by_id(oid):
    for o in gc.get_objects():
        if id(o)==oid: return 'exists'
    return 'not found'
gc.disable(); x=A(); ida, idb = id(x), id(x.b); print(ref_count(ida), ref_count(idb), object_by_id(ida)); x=None
print(ref_count(ida), ref_count(idb), object_by_id(ida)); gc.collect(); print(object_by_id(ida), object_by_id(idb), ref_count(ida), ref_count(idb)>1000)
s='hello'*100; i=id(s); print(ref_count(i)); del s; print(ref_count(i) in (0,1) or ref_count(i)>1000)
