"""Warnings."""
import sys
from _traceback import source_line as _source_line

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings",
           "simplefilter", "resetwarnings", "catch_warnings"]
_ACTIONS = ("error", "ignore", "always", "default", "module", "once")
filters = [("default", None, DeprecationWarning, "__main__", 0),
           ("ignore", None, DeprecationWarning, None, 0),
           ("ignore", None, PendingDeprecationWarning, None, 0),
           ("ignore", None, ImportWarning, None, 0),
           ("ignore", None, ResourceWarning, None, 0)]
defaultaction = _defaultaction = "default"
onceregistry = _onceregistry = {}
_version = 0


def _filters_mutated():
    # Registries filled under other filters count no more.
    global _version
    _version += 1


class WarningMessage:
    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file", "line", "source")

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : "
                f"{self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        line = _source_line(filename, lineno)
    line = line.strip() if line else ""
    return f"{text}  {line}\n" if line else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        file = sys.stderr
    if file is not None:
        try:
            file.write(formatwarning(message, category, filename, lineno, line))
        except OSError:
            pass


_original_showwarning = showwarning


def _show(message, category, filename, lineno, source):
    if _log is not None and showwarning is _original_showwarning:
        _log.append(WarningMessage(message, category, filename, lineno, source=source))
    else:
        showwarning(message, category, filename, lineno)


_log = None


def _insert(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    _filters_mutated()


def _pattern(text, flags):
    if not text:
        return None
    import re
    return re.compile(text, flags and re.IGNORECASE)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(module, str), "module must be a string"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _insert((action, _pattern(message, True), category, _pattern(module, False), lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    assert action in _ACTIONS, f"invalid action: {action!r}"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _insert((action, None, category, None, lineno), append)


def resetwarnings():
    filters[:] = []
    _filters_mutated()


def _matches(pattern, text):
    if pattern is None:
        return True
    return pattern == text if isinstance(pattern, str) else pattern.match(text)


def _action(text, category, module, lineno):
    for action, message, wanted, place, line in filters:
        if (_matches(message, text) and issubclass(category, wanted) and _matches(place, module)
                and line in (0, lineno)):
            return action
    return defaultaction


def _already_warned(registry, key, note):
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    elif registry.get(key):
        return True
    if note:
        registry[key] = True
    return False


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if module is None:
        module = filename or "<unknown>"
        if module.endswith(".py"):
            module = module[:-3]
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text, message = message, category(message)
    key = (text, category, lineno)
    if registry is not None and _already_warned(registry, key, False):
        return
    action = _action(text, category, module, lineno)
    if action == "error":
        raise message
    if action == "ignore":
        return
    seen = False
    if action != "always":
        if registry is not None:
            registry[key] = True
        if action == "once":
            once = onceregistry if registry is None else registry
            seen = _already_warned(once, (text, category), True)
        elif action == "module" and registry is not None:
            seen = _already_warned(registry, (text, category, 0), True)
        elif action not in _ACTIONS:
            raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {filters!r}")
    if not seen:
        _show(message, category, filename, lineno, source)


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    try:
        frame = sys._getframe(max(stacklevel, 1))
        filename, line, names = frame.f_code.co_filename, frame.f_lineno, frame.f_globals
    except ValueError:
        filename, line, names = "sys", 1, sys.__dict__
    registry = names.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, line, names.get("__name__", "<string>"), registry,
                  None, source)


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=" + repr(self._module))
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._saved = module.filters, module.showwarning, module._log
        module.filters = module.filters[:]
        module._filters_mutated()
        log = None
        if self._record:
            log = module._log = []
            module.showwarning = module._original_showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters, module.showwarning, module._log = self._saved
        module._filters_mutated()
