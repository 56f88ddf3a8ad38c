# What the iterators of itertools give to copy and pickle, and which states they take back.
import itertools as I, operator, copy
def show(v):
    if isinstance(v, tuple): return '(' + ', '.join(map(show, v)) + ')'
    if isinstance(v, list): return '[' + ', '.join(map(show, v)) + ']'
    t=repr(v); return type(v).__name__ if ' at 0x' in t else t
def at(w,f,*a):
    try: print(' ',w,show(f(*a)))
    except Exception as e: print(' ',w,type(e).__name__,e)
mk={'cycle':lambda:I.cycle([1,2,3]),'chain':lambda:I.chain('ab','c'),'chain0':lambda:I.chain(),'islice':lambda:I.islice('abcdef',1,5,2),'islice2':lambda:I.islice('abc',1,None),
'starmap':lambda:I.starmap(pow,[(2,3),(3,2)]),'tw':lambda:I.takewhile(bool,[1,0,2]),'dw':lambda:I.dropwhile(bool,[1,0,2]),'ff':lambda:I.filterfalse(None,[1,0,2]),'comp':lambda:I.compress('abc',[1,0,1]),
'acc':lambda:I.accumulate([1,2,3]),'acc5':lambda:I.accumulate([1,2],initial=5),'accm':lambda:I.accumulate([None,3],lambda a,b:b),'accn':lambda:I.accumulate([1,2],None),
'prod':lambda:I.product('ab',[1,2]),'prod0':lambda:I.product(),'prode':lambda:I.product('',[1]),'perm':lambda:I.permutations('abc',2),'perm0':lambda:I.permutations('a',2),'comb':lambda:I.combinations('abc',2),'comb0':lambda:I.combinations('a',2),
'cwr':lambda:I.combinations_with_replacement('ab',2),'zl':lambda:I.zip_longest('ab',[1],fillvalue='-'),'zl0':lambda:I.zip_longest(),'gb':lambda:I.groupby('aab'),'pw':lambda:I.pairwise('abc'),'tee':lambda:I.tee('abc')[0]}
states=[0,1,True,5,-1,'x',None,(),(1,),(0,1),(1,1),([1],0),([1,2],1),((0,1),(2,3)),((1,0),(2,1)),(9,9),(-9,-9),(iter('q'),),(iter('q'),iter(['r'])),((1,2),),('x','y'),((0,1,2),(3,2)),((0,1,2),('a','b')),((0,'b',2),(1,1)),[0,1],(0,0,0),2**70,(2**70,1)]
for n,m in mk.items():
    print(n, sorted(x for x in dir(m()) if x in('__reduce__','__setstate__','__copy__','__length_hint__') and x in type(m()).__dict__))
    it=m(); at('r',it.__reduce__)
    for k in range(5):
        at('n',next,it,'END'); 
        try: r=it.__reduce__(); print('   ',show(r))
        except Exception as e: print(type(e),e)
    it=m(); next(it,0); at('cp',lambda:list(I.islice(copy.copy(it),6))); at('left',lambda:list(I.islice(it,6)))
    if hasattr(it,'__setstate__'):
        for s in states:
            it=m(); at('set %s'%show(s),it.__setstate__,s); at(' ',lambda:list(I.islice(it,4))); 
            n == 'gb' or at(' ',it.__reduce__)
            it=m(); next(it,0); at('set1',it.__setstate__,s); at(' ',lambda:list(I.islice(it,4)));
g=I.groupby('aab'); k,v=next(g); at('grouper',v.__reduce__); next(v); at('g',g.__reduce__);  at('grouper',v.__reduce__); next(g); at('old',v.__reduce__)
at('tee', lambda: I._tee('abc').__reduce__())
t=I._tee('abc'); next(t); r=t.__reduce__(); print(show(r)); d=r[2][0]; at('data', d.__reduce__)
at('data',I._tee_dataobject, [1],[1],None); 
at('data',lambda:I._tee_dataobject(iter([4,5]),[1,2],None).__reduce__())
at('data',lambda:I._tee_dataobject(iter([4,5]),[1,2]))
at('data',lambda:I._tee_dataobject(iter([4,5]),(1,2),None))
at('data',lambda:I._tee_dataobject(iter([4,5]),[0]*58,None))
at('data',lambda:I._tee_dataobject(iter([4,5]),[0]*57,3))
at('data',lambda:I._tee_dataobject(iter([4,5]),[0]*5,3))
at('data',lambda:I._tee_dataobject(iter([4,5]),[0]*57,I._tee_dataobject(iter([]),[],None)).__reduce__()[1][2])
at('data',lambda:I._tee_dataobject(iter([4,5]),[0]*5,I._tee_dataobject(iter([]),[],None)).__reduce__()[1][2])
t=I._tee('');d=I._tee_dataobject(iter([4,5]),[7,8],None)
for s in [(d,0),(d,1),(d,2),(d,57),(d,58),(d,-1),(1,2),5,(d,'x'),(d,),[d,0]]:
    t=I._tee(''); at('ts %s'%show(s),t.__setstate__,s); at('  ',lambda:list(t))
class Sub(I.chain): pass
at('sub',Sub('ab').__reduce__)
