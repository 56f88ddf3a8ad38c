"""Exceptions as text."""
import sys
import _traceback


def _value_of(exc, value):
    if value is _missing:
        return exc
    return value


class _Missing:
    pass


_missing = _Missing()


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    return _traceback.format_exception(_value_of(exc, value), chain).splitlines(keepends=True)


def format_exception_only(exc, /, value=_missing):
    return _traceback.format_exception_only(_value_of(exc, value)).splitlines(keepends=True)


def format_exc(limit=None, chain=True):
    exc = sys.exception()
    if exc is None:
        return "NoneType: None\n"
    return _traceback.format_exception(exc, chain)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    print(_traceback.format_exception(_value_of(exc, value), chain), end="",
          file=sys.stderr if file is None else file)


def print_exc(limit=None, file=None, chain=True):
    print(format_exc(limit, chain), end="", file=sys.stderr if file is None else file)


def format_tb(tb, limit=None):
    return _traceback.format_tb(tb)


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb)), end="", file=sys.stderr if file is None else file)



def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next
