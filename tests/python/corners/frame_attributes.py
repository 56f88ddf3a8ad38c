"""Attributes of frames: which there are, which can be set, what they say of running code."""
import sys
def t(f, *a):
    try:
        print(f(*a))
    except BaseException as e:
        print(type(e).__name__, e)
f = sys._getframe()
for n in ('f_lasti','f_builtins','f_trace','f_trace_lines','f_trace_opcodes','f_lineno','f_back','f_code'):
    t(lambda: type(getattr(f, n)).__name__)
print(f.f_lasti >= 0, f.f_builtins is __builtins__.__dict__, f.f_trace, f.f_trace_lines, f.f_trace_opcodes)
print(f.f_lasti)
x = [sys._getframe().f_lasti, sys._getframe().f_lasti]
print(x)
def g():
    a = 1
    return sys._getframe()
h = g()
print(h.f_lasti, h.f_lineno, h.f_code.co_name, h.f_trace)
f.f_trace_lines = False
f.f_trace_opcodes = True
print(f.f_trace_lines, f.f_trace_opcodes)
def setl(v): f.f_trace_lines = v
t(setl, 5)
def seto(v): f.f_trace_opcodes = v
t(seto, 5)
def sett(v): f.f_trace = v
t(sett, print)
print(f.f_trace)
def delt(): del f.f_trace
t(delt); print(f.f_trace)
def dl(): del f.f_lasti
t(dl)
def dl(): f.f_lasti = 3
t(dl)
def dl(): f.f_builtins = 3
t(dl)
def dl(): f.f_lineno = 3
t(dl)
def dl(): del f.f_lineno
t(dl)
def dl(): del f.f_trace_lines
t(dl)
print(sorted(n for n in dir(f) if n[:2]=='f_' or n=='clear'))
def gen():
    yield sys._getframe()
    yield 2
q = gen(); fr = next(q)
print(fr.f_lasti, fr.f_back, fr.f_lineno)
next(q)
print(fr.f_lasti, fr.f_lineno)
list(q); print(fr.f_lasti, fr.f_lineno)
u = gen(); print(u.gi_frame.f_lasti, u.gi_frame.f_lineno)
f = sys._getframe()
for n in ('f_lineno',):
    for v in (3, 'a', None):
        try:
            setattr(f, n, v)
        except Exception as e: print(type(e).__name__, e)
    try: delattr(f, n)
    except Exception as e: print(type(e).__name__, e)
def g():
    yield 1
x = g()
try: x.gi_frame.f_lineno = 5
except Exception as e: print(type(e).__name__, e)
next(x)
try: x.gi_frame.f_lineno = 5
except Exception as e: print(type(e).__name__, e)
fr = x.gi_frame
list(x)
try: fr.f_lineno = 5
except Exception as e: print(type(e).__name__, e)
for n in ('f_trace','f_trace_lines','f_trace_opcodes','f_locals','f_globals','f_code','f_back','f_builtins','f_lasti', 'f_lineno'):
    for act in ('set','del'):
        try:
            if act == 'set': setattr(f, n, True)
            else: delattr(f, n)
            print(n, act, 'ok')
        except Exception as e: print(n, act, type(e).__name__, e)
print(type(type(f).f_trace_lines), type(type(f).f_trace_opcodes), type(type(f).f_trace), type(type(f).f_lasti), type(type(f).f_code))
