# Errors in trace functions end the tracing; exceptions are told in every frame they leave.
import sys
import traceback


def bad(frame, event, arg):
    if event == "line":
        raise RuntimeError("from the trace function")
    return bad


def f():
    x = 1
    return x


sys.settrace(bad)
try:
    f()
except RuntimeError as e:
    print(e, sys.gettrace())
    t = e.__traceback__
    while t:
        print(t.tb_frame.f_code.co_name, t.tb_lineno)
        t = t.tb_next


def worse(frame, event, arg):
    raise ValueError("at the call")


sys.settrace(worse)
try:
    f()
except ValueError as e:
    print(e, sys.gettrace())
    t = e.__traceback__
    while t:
        print(t.tb_frame.f_code.co_name, t.tb_lineno)
        t = t.tb_next


def at_return(frame, event, arg):
    if event == "return":
        raise IndexError("at the return")
    return at_return


sys.settrace(at_return)
try:
    print(f())
except IndexError as e:
    print(e, sys.gettrace())


def at_exception(frame, event, arg):
    if event == "exception":
        print(arg[0], arg[1], type(arg[2]).__name__)
        raise OSError("instead")
    return at_exception


def g():
    {}["missing"]


sys.settrace(at_exception)
try:
    g()
except OSError as e:
    print(repr(e), repr(e.__context__))
sys.settrace(None)
try:
    sys.settrace()
except TypeError as e:
    print(e)


def nested(frame, event, arg):
    f()  # not told
    if frame.f_code.co_name == "h":
        sys.call_tracing(f, ())
    print(event, frame.f_code.co_name)
    return nested


def h():
    return 1


sys.settrace(nested)
h()
sys.settrace(None)

