import warnings, sys
def t(src, action):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter(action)
        try:
            compile(src, 'f', 'exec')
        except SyntaxError as e:
            print('SyntaxError', e.args)
        for w in log: print(w.category.__name__, w.message, w.filename, w.lineno)
for action in ('always', 'error', 'ignore', 'default'):
    for src in (r"x = '\d\e'", r"x = b'\d\e'", "x = 1if 2else 3", "x = 0x1for x in y", r"x = '\d' 'e' '\q'", "y = 1\nx = '''\n\n\\d'''\n", r"f'\d{x}\q'", r"f'{x:\d}'", "x is 5", "assert (1, 'x')", "1()", "[1]['a']", "(1, 2)['a']", r"x = r'\d'", r"'\8'", r"'\400'", "'x'is y", "5 is not x", "'a' is 'b' is c", "x is ()", "x = 1_000or 2", "0xfor x", "1.5else", "1jif 2", "1e5or x", "0b1and 2", "0o7and 3", "0if 1else 2"):
        print(action, repr(src)); t(src, action)
warnings.warn('plain'); warnings.warn('plain')
for i in range(3): warnings.warn('loop')
def f(): warnings.warn('level', RuntimeWarning, stacklevel=2)
f()
warnings.warn(DeprecationWarning('dep'))
try: warnings.warn('x', int)
except TypeError as e: print(e)
warnings.filterwarnings('error', category=UserWarning)
try: warnings.warn('now error')
except UserWarning as e: print('caught', e)
warnings.resetwarnings()
warnings.warn('after reset', ResourceWarning)
warnings.simplefilter('once')
for i in range(3): warnings.warn('once only')
warnings.warn('once only')
print(sorted(k for k in globals() if k.startswith('__w')))
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    warnings.warn('silent')
print(warnings.formatwarning('m', UserWarning, 'f.py', 3, 'line text'))
warnings.showwarning('shown', UserWarning, 'f.py', 3)
print(repr(warnings.catch_warnings(record=True)))
w = warnings.WarningMessage('m', UserWarning, 'f', 3); print(w)
if not NotImplemented: pass
