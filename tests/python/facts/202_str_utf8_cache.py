# the cached UTF-8 form of a non-ASCII str adds len(utf8)+1 once it has been created
import sys
s = '\xe9\xe9\xe9\xe9'
a = sys.getsizeof(s)
t = s.encode()               # str.encode('utf-8') does not fill the cache
b = sys.getsizeof(s)
class X: pass
try: getattr(X, s)           # attribute errors format the name ... no cache either
except AttributeError: pass
c = sys.getsizeof(s)
try: open(s)                 # fs encoding goes through bytes
except OSError: pass
d = sys.getsizeof(s)
int('1')
try: int(s)
except ValueError: pass
e = sys.getsizeof(s)
exec('x = 1', {}); compile(s + '=1', 'f', 'exec')
f = sys.getsizeof(s)
hash(s)
h = sys.getsizeof(s)         # the hash is stored in a fixed field: no change
print(a, b, c, d, e, f, h)
u = '\xe9=1'
g0 = sys.getsizeof(u); compile(u, 'f', 'exec'); g1 = sys.getsizeof(u)
print(g0, g1)                # compile()/exec of a str asks for its UTF-8 form: +len+1
