"""Exceptions and stacks as text."""
import sys
import linecache
import _traceback

__all__ = ["extract_stack", "extract_tb", "format_exception", "format_exception_only",
           "format_list", "format_stack", "format_tb", "print_exc", "format_exc",
           "print_exception", "print_last", "print_stack", "print_tb", "clear_frames",
           "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb"]


class _Missing:
    def __repr__(self):
        return "<implicit>"


_missing = _Missing()


def _value_of(exc, value, tb):
    if value is _missing and tb is _missing:
        if not isinstance(exc, BaseException) and exc is not None:
            raise TypeError(f"Exception expected for value, {type(exc).__name__} found")
        return exc
    if value is _missing or tb is _missing:
        raise ValueError("Both or neither of value and tb must be given")
    return value


def _put(text, file):
    print(text, end="", file=sys.stderr if file is None else file)


def _text(exc, chain, limit=None):
    if exc is None:
        return "NoneType: None\n"
    if limit is not None:
        return "".join(TracebackException.from_exception(exc, limit=limit).format(chain=chain))
    return _traceback.format_exception(exc, bool(chain))


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    exc = _value_of(exc, value, tb)
    if limit is not None:
        return list(TracebackException.from_exception(exc, limit=limit).format(chain=chain))
    return _grouped(_text(exc, chain))


def _grouped(text):
    """Lines, those of one frame together, as they are when each entry is made by itself."""
    found = []
    for line in text.splitlines(keepends=True):
        if line.startswith("    ") and found and found[-1].startswith('  File "'):
            found[-1] += line
        else:
            found.append(line)
    return found


def format_exception_only(exc, /, value=_missing):
    exc = exc if value is _missing else value
    if exc is None:
        return ["NoneType: None\n"]
    return _traceback.format_exception_only(exc).splitlines(keepends=True)


def format_exc(limit=None, chain=True):
    return _text(sys.exception(), chain, limit)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    _put(_text(_value_of(exc, value, tb), chain, limit), file)


def print_exc(limit=None, file=None, chain=True):
    _put(format_exc(limit, chain), file)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_type"):
        raise ValueError("no last exception")
    _put(_text(sys.last_value, chain, limit), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _put("".join(format_tb(tb, limit)), file)


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe().f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


class FrameSummary:
    """One entry of a stack."""
    __slots__ = ("filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_line",
                 "locals", "_whole")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None,
                 end_lineno=None, colno=None, end_colno=None, _whole=None):
        self.filename, self.lineno, self.name = filename, lineno, name
        self._line, self._whole = line, _whole
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None
        self.end_lineno, self.colno, self.end_colno = end_lineno, colno, end_colno

    @property
    def line(self):
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return (self.filename, self.lineno, self.name, self.locals) == (
                other.filename, other.lineno, other.name, other.locals)
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    def __getitem__(self, at):
        return (self.filename, self.lineno, self.name, self.line)[at]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """Entries, the innermost last."""

    @classmethod
    def extract(cls, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        return cls._made([(f, line, None) for f, line in frame_gen], limit, capture_locals)

    @classmethod
    def _made(cls, entries, limit, capture_locals=False):
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            limit = max(limit, 0) if limit is not None else None
        if limit is not None:
            entries = entries[:limit] if limit >= 0 else entries[limit:]
        made = cls()
        for f, line, whole in entries:
            made.append(FrameSummary(f.f_code.co_filename, line, f.f_code.co_name,
                                     locals=f.f_locals if capture_locals else None, _whole=whole))
        return made

    @classmethod
    def from_list(cls, a_list):
        made = cls()
        for entry in a_list:
            if not isinstance(entry, FrameSummary):
                filename, lineno, name, line = entry
                entry = FrameSummary(filename, lineno, name, line=line)
            made.append(entry)
        return made

    def format_frame_summary(self, frame):
        if frame._whole is not None and not frame.locals:
            return frame._whole
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        if frame._whole is not None:
            text = frame._whole
        elif frame.line:
            text += f"    {frame.line}\n"
        for name, value in sorted((frame.locals or {}).items()):
            text += f"    {name} = {value}\n"
        return text

    def format(self):
        found, last, count = [], None, 0
        for frame in self:
            place = frame.filename, frame.lineno, frame.name
            count = count + 1 if place == last else 1
            if place != last:
                self._repeated(found)
            last = place
            if count > 3:
                self._left_out = getattr(self, "_left_out", 0) + 1
                continue
            found.append(self.format_frame_summary(frame))
        self._repeated(found)
        return found

    def _repeated(self, found):
        count = getattr(self, "_left_out", 0)
        if count:
            found.append(f"  [Previous line repeated {count} more time{'s' * (count > 1)}]\n")
            self._left_out = 0


def extract_tb(tb, limit=None):
    texts, entries = _traceback.format_tb(tb), list(walk_tb(tb))
    return StackSummary._made([(f, line, text) for (f, line), text in zip(entries, texts)], limit)


def extract_stack(f=None, limit=None):
    if f is None:
        f = sys._getframe().f_back
    entries = list(walk_stack(f))
    if limit is not None:
        entries = entries[:limit] if limit >= 0 else entries[limit:]
    entries.reverse()
    return StackSummary._made([(f, line, None) for f, line in entries], None)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    _put("".join(format_list(extracted_list)), file)


def format_stack(f=None, limit=None):
    return extract_stack(sys._getframe().f_back if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    _put("".join(format_stack(sys._getframe().f_back if f is None else f, limit)), file)


_CAUSE = ("\nThe above exception was the direct cause of the following exception:\n\n")
_CONTEXT = ("\nDuring handling of the above exception, another exception occurred:\n\n")


class TracebackException:
    """An exception's text, taken while it lasts and without keeping it."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True,
                 capture_locals=False, compact=False, max_group_width=15, max_group_depth=10,
                 _seen=None):
        _seen = set() if _seen is None else _seen
        _seen.add(id(exc_value))
        texts = _traceback.format_tb(exc_traceback)
        self.stack = StackSummary._made(
            [(f, line, text) for (f, line), text in zip(walk_tb(exc_traceback), texts)], limit,
            capture_locals)
        self.exc_type = exc_type
        self._only = [] if exc_value is None else format_exception_only(exc_value)
        self._str = str(exc_value)
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.__cause__ = self.__context__ = None
        self.__suppress_context__ = getattr(exc_value, "__suppress_context__", False)
        for name in ("__cause__", "__context__"):
            other = getattr(exc_value, name, None)
            if other is not None and id(other) not in _seen:
                setattr(self, name, TracebackException(
                    type(other), other, other.__traceback__, limit=limit,
                    capture_locals=capture_locals, _seen=_seen))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __str__(self):
        return self._str

    def __eq__(self, other):
        if not isinstance(other, TracebackException):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def format_exception_only(self):
        yield from self._only

    def format(self, *, chain=True):
        if chain and self.__cause__ is not None:
            yield from self.__cause__.format(chain=chain)
            yield _CAUSE
        elif chain and self.__context__ is not None and not self.__suppress_context__:
            yield from self.__context__.format(chain=chain)
            yield _CONTEXT
        if self.stack:
            yield "Traceback (most recent call last):\n"
            yield from self.stack.format()
        yield from self._only

    def print(self, *, file=None, chain=True):
        _put("".join(self.format(chain=chain)), file)
