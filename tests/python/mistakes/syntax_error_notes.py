# Notes of a SyntaxError that says where it is: the interpreter's own printing leaves them out,
# the module traceback and an exception without a place show them.
import traceback


def noted(e):
    e.add_note("a note")
    return e


def placed(kind=SyntaxError):
    return noted(kind("no", ("f", 1, 2, "text", 1, 3)))


print("".join(traceback.format_exception(ExceptionGroup("of one", [placed()]))))
print("".join(traceback.format_exception(placed())))
print("".join(traceback.format_exception_only(placed(IndentationError))))
try:
    raise noted(SyntaxError("no place"))
except SyntaxError:
    try:
        raise placed()
    except SyntaxError:
        raise ExceptionGroup("g", [placed(), placed(TabError), noted(SyntaxError("x")), noted(ValueError("v"))])
