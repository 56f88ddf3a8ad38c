"""compile(): optimize, file names of every kind, what is refused; exec of bytes that are no UTF-8."""
def t(*a, **k):
    try:
        r = compile(*a, **k)
        print(r.co_filename, [c if not hasattr(c, 'co_name') else c.co_name for c in r.co_consts], r.co_flags, r.co_names, len(r.co_code))
        return r
    except BaseException as e:
        print(type(e).__name__, e)
src = '''
"module doc"
def f(x):
    "doc"
    assert x, "msg"
    if __debug__:
        return 1
    return 2
class C:
    "cdoc"
    def m(self): "md"
async_ = 1
'''
for o in (-1, 0, 1, 2):
    r = t(src, 'x', 'exec', optimize=o)
    ns = {}
    exec(r, ns)
    print(ns.get('__doc__'), ns['f'].__doc__, ns['C'].__doc__, ns['C'].m.__doc__)
    try:
        print(ns['f'](0))
    except AssertionError as e:
        print('AE', e)
t(src, 'x', 'exec', optimize=3)
t(src, 'x', 'exec', optimize=-2)
t('1', 'x', 'exec', optimize='a')
t('1', b'bytes', 'eval')
t('1', 'nul\0x', 'eval')
t('1', b'nul\0x', 'eval')
t('1', 5, 'eval')
t('1', None, 'eval')
class P:
    def __fspath__(self): return 'pathlike'
t('1', P(), 'eval')
t('1', 'x', 'eval', 0, [])
t('1', 'x', 'eval', 0, [1])
t('1', 'x', 'eval', 0, 'a')
t('1', 'x', 'eval', 0, None)
t('1', 'x', 'eval', 99999999)
t('1', 'x', 'eval', 'a')
t('1', 'x', 'bogus')
t('1', 'x', 5)
t('1\0', 'x', 'eval')
t(b'1', 'x', 'eval')
t(bytearray(b'1'), 'x', 'eval')
t(memoryview(b'1'), 'x', 'eval')
t(5, 'x', 'eval')
t('x = 1', 'x', 'single')
t('x', 'x', 'single')
for s in (b'\xff\n', '\ud800', b'# coding: nope\n1', b'a\n\n\xff\n'):
    try:
        print(exec(s))
    except BaseException as e:
        print(type(e).__name__, e, getattr(e,'args',0))
for s in ('1+', '(', '1 2', 'x = 1', ''):
    try:
        print(eval(s))
    except BaseException as e:
        print(type(e).__name__, e, getattr(e,'args',0))
print(eval(compile('__debug__','x','eval', optimize=1)), eval(compile('__debug__','x','eval')))
try:
    compile('1', 'x')
except TypeError as e: print(e)
