# Which function hears of a frame: what the global one returned, f_trace, None; counts and variables.
import gc
import sys


def only_calls(frame, event, arg):
    print("global", event, frame.f_code.co_name, frame.f_trace)


def f(a):
    b = a + 1
    return b


sys.settrace(only_calls)
f(1)
sys.settrace(None)


def local(frame, event, arg):
    print("local", event, frame.f_lineno, sorted(frame.f_locals.items()))
    if event == "line" and frame.f_lineno == first + 2:
        return other
    return local


def other(frame, event, arg):
    print("other", event, frame.f_lineno)


first = f.__code__.co_firstlineno - 1


def start(frame, event, arg):
    return local


sys.settrace(start)
print(f(5))
print(sys.gettrace() is start, sys.getrefcount(start))
sys.settrace(None)
print(sys.getrefcount(start))


def quiet(frame, event, arg):
    frame.f_trace_lines = False
    print("quiet", event, frame.f_lineno)
    return quiet


def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True
    if event == "opcode":
        count.append(frame.f_lasti)
    return opcodes


sys.settrace(quiet)
f(2)
count = []
sys.settrace(opcodes)
f(2)
sys.settrace(None)
print(len(count))


def change(frame, event, arg):
    if event == "line" and "b" in frame.f_locals:
        frame.f_locals["b"] = 100
    return change


sys.settrace(change)
r = f(1)
sys.settrace(None)
print(r)


def watch(frame, event, arg):
    print(event, frame.f_lineno - start_line)
    return watch


start_line = sys._getframe().f_lineno
sys._getframe().f_trace = watch
sys.settrace(watch)
x = 1
for i in range(2):
    x += i
y = f(x)
x = y
sys.settrace(None)
sys._getframe().f_trace = None


class Holder:
    def __call__(self, frame, event, arg):
        return None

    def __del__(self):
        print("holder dies")


sys.settrace(Holder())
f(1)
print("replacing")
sys.settrace(None)
print("done")
