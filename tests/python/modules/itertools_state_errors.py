# States of itertools that are refused, and what a finished iterator gives and takes.
import itertools as I
def s(v):
    if isinstance(v,(tuple,list)): return '('+','.join(map(s,v))+')'
    t=repr(v); return type(v).__name__ if ' at 0x' in t else t
r=I.accumulate([1,2],initial=5).__reduce__(); c=r[1][0]; print(s(c.__reduce__())); x=c.__reduce__()[2][0]; print(s(x.__reduce__()))
a=I.accumulate([None,3],lambda a,b:b); next(a); r=a.__reduce__(); q=r[1][0]; print(s(q.__reduce__())); print(s(q.__reduce__()[1][0].__reduce__()))
for st in [([1],'x'),([1],2**40),([1],2**70),([1],1.5),([1],True)]:
    try: print(I.cycle('a').__setstate__(st))
    except Exception as e: print(type(e),e)
for st in [1.5,'1',type('X',(),{'__index__':lambda s:2})()]:
    try: print(I.islice('abc',2).__setstate__(st))
    except Exception as e: print(type(e),e)
for f in [lambda:I._tee_dataobject(1,2,3,4), lambda:I._tee_dataobject(x=1), lambda:I._tee_dataobject(), lambda:I._tee_dataobject(1,(),None),lambda:I._tee('a').__setstate__((I._tee_dataobject(1,[],None),2**40)),lambda:I._tee('a').__setstate__((I._tee_dataobject(1,[],None),'k'))]:
    try: print(f())
    except Exception as e: print(type(e),e)
p=I.product('a'); list(p); 
try: p.__setstate__((0,)); print(list(p))
except Exception as e: print(e)
p=I.permutations('ab',1); list(p); p.__setstate__(((0,1),(2,))); print(list(p), p.__reduce__())
p=I.cycle([]); list(p); print(s(p.__reduce__())); p.__setstate__(([],1)); print(list(p))
c=I.combinations('ab',1); list(c); c.__setstate__((0,));print(list(c),s(c.__reduce__()))
