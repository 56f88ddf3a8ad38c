"""tracemalloc: how many bytes, in how many blocks, each of many expressions asks for."""
import tracemalloc
a=5000; b=70000; f=2.5; s='abc'; big=10**20; L=list(range(1000)); by=b'x'*300
class C: pass
class D:
    __slots__=('x',)
c=C()
def fn(): pass
def gen(): yield 1
keep=[None]*200
n=0
tracemalloc.start()
keep[0]=a+1
keep[1]=a-b
keep[2]=a*b
keep[3]=a*a
keep[4]=big+1
keep[5]=-a
keep[6]=~a
keep[7]=b//3
keep[8]=b%7001
keep[9]=b<<1
keep[10]=b>>1
keep[11]=b|1
keep[12]=b&69999
keep[13]=b^1
keep[14]=a**2
keep[15]=int('5001')
keep[16]=int(5001.5)
keep[17]=len(L)
keep[18]=L.index(999)
keep[19]=id(a)
keep[20]=hash('abc')
keep[21]=sum(L)
keep[22]=abs(-a)
keep[23]=int(big)
keep[24]=big*big
keep[25]=big-1
keep[26]=big//7
keep[27]=big>>3
keep[28]=round(5000.4)
keep[29]=divmod(b,300)
keep[30]=f+1
keep[31]=float('2.75')
keep[32]=complex(1,2)
keep[33]=s+'d'
keep[34]=s*100
keep[35]=s.upper()
keep[36]=str(a)
keep[37]=repr(f)
keep[38]=f'{a}x'
keep[39]='%d' % a
keep[40]=s.encode()
keep[41]=by+b'y'
keep[42]=bytearray(10)
keep[43]=(a,b,s)
keep[44]=[a,b]
keep[45]={a:b}
keep[46]={a,b}
keep[47]=frozenset((a,b))
keep[48]=C()
keep[49]=D()
keep[50]=object()
keep[51]=lambda: 1
keep[52]=gen()
keep[54]=iter(L)
keep[55]=range(5000)
keep[56]=slice(1,2)
keep[58]=list(L)
keep[59]=tuple(L)
keep[60]=dict(x=1,y=2)
keep[64]=s.split('b')
keep[65]=','.join(['a','b'])
keep[66]=zip(L,L)
keep[67]=map(str,L)
keep[68]=enumerate(L)
keep[70]=Exception('x')
keep[71]={}
keep[72]=[]
keep[73]=set()
keep[74]='é'+s
keep[75]='漢'+s
keep[76]=memoryview(by)
keep[77]=property(fn)
keep[79]=super(C,c)
keep[80]=reversed(L)
keep[83]=bytes(5)
keep[84]=chr(1000)
keep[85]=s.replace('a','zz')
keep[86]=big.to_bytes(20,'big')
keep[87]=int.from_bytes(b'abcdefgh','big')
keep[88]=a/7
keep[90]=str(big)
keep[92]={x:x for x in range(6)}
keep[93]={x for x in range(6)}
keep[96]=(1,)*50
keep[98]=True+a
keep[99]=int.__add__(a,1)
snap=tracemalloc.take_snapshot()
tracemalloc.stop()
found={}
for st in snap.statistics('lineno'):
    fr=st.traceback[0]
    if fr.filename.endswith('tracemalloc_sizes.py'): found[fr.lineno]=(st.size,st.count)
for i in range(13, 120):
    if i in found:
        print(i, found[i])
