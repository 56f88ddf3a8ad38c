"""SyntaxWarnings: shown on standard error, or as the warnings module decides."""
import sys
x = 5
def f():
    if x is 5: pass
    if x is not 'a': pass
    if () is x: pass
    return x == 5
assert (x, 1)
assert (f(), 'no')
try:
    print('a' (1))
except TypeError as e: print(e)
try:
    [1, 2] (3)
except TypeError as e: print(e)
try:
    [1][1, 2]
except TypeError as e: print(e)
try:
    5[1]
except TypeError as e: print(e)
try:
    'abc'['x']
except TypeError as e: print(e)
try:
    {1: 2}(5)
except TypeError as e: print(e)
exec('x is 5')
eval('x is 5')
exec('x is 7\n\ny = 3 is x')
compile('x is 5', 'myfile', 'exec')
compile('x is 5', __file__, 'exec')
for i in range(2):
    exec('x is 9')
def g():
        return x is ...
print('\d', b'\q')
if x is None or x is True: pass
lambda: 5 is x
sys.stderr = None
exec('x is 5')
sys.stderr = sys.__stderr__
import warnings
exec('x is 5')
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try:
        exec('z = x is 5')
    except SyntaxError as e:
        print(repr(e), e.lineno, e.offset, e.text)
    warnings.simplefilter('ignore')
    exec('x is 5')
with warnings.catch_warnings(record=True) as got:
    warnings.simplefilter('always')
    exec('x is 5')
    print(len(got), got[0].message, got[0].filename, got[0].lineno)
