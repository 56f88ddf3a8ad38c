"""traceback: functions on exceptions and stacks."""
import io
import sys
import traceback


def name(text):
    head, *rest = text.split("File \"")
    return head + "".join(["File \"" + part.partition("\"")[0].rpartition("/")[2] + "\""
                           + part.partition("\"")[2] for part in rest])


def deep(n):
    if n:
        return deep(n - 1)
    return 1 / 0


def recorded(n):
    try:
        deep(n)
    except ZeroDivisionError as error:
        return error


e = recorded(2)
print(name(traceback.format_exc()))
try:
    deep(1)
except ZeroDivisionError:
    print(name(traceback.format_exc()))
    out = io.StringIO()
    traceback.print_exc(file=out)
    print(name(out.getvalue()))
    out = io.StringIO()
    traceback.print_exc(limit=1, file=out)
    print(name(out.getvalue()))
for line in traceback.format_exception(e):
    print(repr(name(line)))
for line in traceback.format_exception(type(e), e, e.__traceback__):
    print(repr(name(line)))
print(traceback.format_exception_only(e), traceback.format_exception_only(type(e), e))
for entry in traceback.extract_tb(e.__traceback__):
    shown = repr(entry).replace(entry.filename, "script.py")
    print(entry.name, entry.lineno, entry.line, shown, len(entry))
for line in traceback.format_tb(e.__traceback__):
    print(repr(name(line)))
for line in traceback.format_list([("x.py", 3, "f", "a = 1"), ("y.py", 4, "g", None)]):
    print(repr(line))


def stack():
    return traceback.extract_stack(), traceback.format_stack()


frames, texts = stack()
print([(f.name, f.lineno, f.line) for f in frames])
for text in texts:
    print(repr(name(text)))
made = traceback.TracebackException.from_exception(e)
print(str(made), made.exc_type, len(made.stack), list(made.format_exception_only()))
print(name("".join(made.format())))
try:
    try:
        {}["k"]
    except KeyError as inner:
        raise ValueError("outer") from inner
except ValueError as error:
    print(name("".join(traceback.TracebackException.from_exception(error).format())))
    print(name("".join(traceback.format_exception(error, chain=False))))
print(name("".join(traceback.format_tb(recorded(20).__traceback__))))
print([(f.f_code.co_name, line) for f, line in traceback.walk_tb(e.__traceback__)])
try:
    traceback.format_exception(3)
except Exception as error:
    print(type(error).__name__, error)
out = io.StringIO()
traceback.print_stack(file=out)
print(name(out.getvalue()))
traceback.clear_frames(e.__traceback__)
print(traceback.format_exception(None))
