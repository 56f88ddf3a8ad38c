"""JSON texts from objects, and objects from JSON texts."""
import sys
from types import ModuleType

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]


class JSONDecodeError(ValueError):
    __module__ = "json.decoder"

    def __init__(self, msg, doc, pos):
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno = doc.count("\n", 0, pos) + 1
        self.colno = pos - doc.rfind("\n", 0, pos)
        super().__init__(f"{msg}: line {self.lineno} column {self.colno} (char {pos})")

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


# -- Reading ---------------------------------------------------------------------------------------

_BLANK = " \t\n\r"
_ESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = {"n": ("null", None), "t": ("true", True), "f": ("false", False)}
_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class _NoValue(Exception):
    """Raised with the position where a value should have begun."""


def _blank_end(text, at):
    end = len(text)
    while at < end and text[at] in _BLANK:
        at += 1
    return at


def _hex4(text, at):
    digits = text[at + 1:at + 5]
    if len(digits) == 4 and digits.isalnum() and digits.isascii():
        try:
            return int(digits, 16)
        except ValueError:
            pass
    raise JSONDecodeError("Invalid \\uXXXX escape", text, at)


def _string_end(text, at, strict=True):
    """The string whose text starts at `at`, after its quote, and where it ends."""
    begin, parts = at - 1, []
    while True:
        quote = text.find('"', at)
        if quote < 0:
            quote = len(text)
        slash = text.find("\\", at, quote)
        stop = quote if slash < 0 else slash
        plain = text[at:stop]
        if strict and not plain.isprintable():
            for i, c in enumerate(plain):
                if c < " ":
                    raise JSONDecodeError("Invalid control character at", text, at + i)
        if stop == len(text):
            raise JSONDecodeError("Unterminated string starting at", text, begin)
        if slash < 0:
            if not parts:
                return plain, quote + 1
            parts.append(plain)
            return "".join(parts), quote + 1
        parts.append(plain)
        mark = text[slash + 1:slash + 2]
        if not mark:
            raise JSONDecodeError("Unterminated string starting at", text, begin)
        at = slash + 2
        if mark == "u":
            number = _hex4(text, slash + 1)
            at += 4
            if 0xd800 <= number <= 0xdbff and text[at:at + 2] == "\\u":
                low = _hex4(text, at + 1)
                if 0xdc00 <= low <= 0xdfff:
                    number = 0x10000 + ((number - 0xd800) << 10 | low - 0xdc00)
                    at += 6
            parts.append(chr(number))
        elif mark in _ESCAPED:
            parts.append(_ESCAPED[mark])
        else:
            raise JSONDecodeError("Invalid \\escape", text, slash)


def _digits_end(text, at):
    end = len(text)
    while at < end and "0" <= text[at] <= "9":
        at += 1
    return at


def _deepest(error, method, name):
    """A local of the last call of a method, if the error is that there are too many of these."""
    link, found = error.__traceback__, None
    while link is not None:
        frame = link.tb_frame
        if frame.f_code is method.__code__:
            found = frame.f_locals[name]
        elif frame.f_globals is not globals():
            found = None
        link = link.tb_next
    return found


class JSONDecoder:
    __module__ = "json.decoder"

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
                 strict=True, object_pairs_hook=None):
        self.object_hook, self.object_pairs_hook = object_hook, object_pairs_hook
        self.parse_float, self.parse_int = parse_float or float, parse_int or int
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.strict = strict

    def decode(self, s):
        value, end = self.raw_decode(s, _blank_end(s, 0))
        end = _blank_end(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return value

    def raw_decode(self, s, idx=0):
        if idx < 0:
            raise ValueError("idx cannot be negative")
        try:
            return self._value(s, idx, {})
        except _NoValue as stop:
            at = stop.args[0]
        except RecursionError as error:
            c = _deepest(error, self._value, "c")
            if c is None:
                raise
            what = "array" if c == "[" else "object"
            raise RecursionError("maximum recursion depth exceeded while decoding a JSON "
                                 f"{what} from a unicode string") from None
        raise JSONDecodeError("Expecting value", s, at) from None

    def _value(self, text, at, keys):
        """A value and where it ends. One call a level, so that values nest as deeply as calls."""
        c = text[at:at + 1]
        if c == "[":
            values = []
            at = _blank_end(text, at + 1)
            if text[at:at + 1] == "]":
                return values, at + 1
            while True:
                value, at = self._value(text, at, keys)
                values.append(value)
                at = _blank_end(text, at)
                after = text[at:at + 1]
                if after == "]":
                    return values, at + 1
                if after != ",":
                    raise JSONDecodeError("Expecting ',' delimiter", text, at)
                at = _blank_end(text, at + 1)
        if c != "{":
            return self._scalar(text, at)
        pairs = []
        at = _blank_end(text, at + 1)
        more = text[at:at + 1] != "}"
        if not more:
            at += 1
        while more:
            key, at = self._key(text, at, keys)
            value, at = self._value(text, at, keys)
            pairs.append((key, value))
            at = _blank_end(text, at)
            after = text[at:at + 1]
            more = after == ","
            if not more and after != "}":
                raise JSONDecodeError("Expecting ',' delimiter", text, at)
            at = _blank_end(text, at + 1) if more else at + 1
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs), at
        made = {}
        for key, value in pairs:
            made[key] = value
        return (made if self.object_hook is None else self.object_hook(made)), at

    def _key(self, text, at, keys):
        """A key of an object and where its value begins."""
        if text[at:at + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, at = _string_end(text, at + 1, self.strict)
        key = keys.setdefault(key, key)
        at = _blank_end(text, at)
        if text[at:at + 1] != ":":
            raise JSONDecodeError("Expecting ':' delimiter", text, at)
        return key, _blank_end(text, at + 1)

    def _scalar(self, text, at):
        c = text[at:at + 1]
        if c == '"':
            return _string_end(text, at + 1, self.strict)
        if c in _WORDS:
            word, value = _WORDS[c]
            if text.startswith(word, at):
                return value, at + len(word)
        elif c == "-" or "0" <= c <= "9":
            found = self._number(text, at)
            if found:
                return found
        for name in _CONSTANTS:
            if text.startswith(name, at):
                return self.parse_constant(name), at + len(name)
        raise _NoValue(at)

    def _number(self, text, at):
        first = at + (text[at] == "-")
        end = _digits_end(text, first)
        if end == first:
            return None
        if text[first] == "0":
            end = first + 1
        whole = True
        if text[end:end + 1] == ".":
            stop = _digits_end(text, end + 1)
            if stop > end + 1:
                end, whole = stop, False
        if text[end:end + 1] in ("e", "E"):
            start = end + 1 + (text[end + 1:end + 2] in ("+", "-"))
            stop = _digits_end(text, start)
            if stop > start:
                end, whole = stop, False
        return (self.parse_int if whole else self.parse_float)(text[at:end]), end


# -- Writing ---------------------------------------------------------------------------------------

_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r",
          "\t": "\\t"}


def _quoted(s, only_ascii):
    if (s.isprintable() and '"' not in s and "\\" not in s and (s.isascii() or not only_ascii)):
        return f'"{s}"'
    parts = []
    for c in s:
        if c in _SHORT:
            parts.append(_SHORT[c])
        elif " " <= c <= "~" or (c > "~" and not only_ascii):
            parts.append(c)
        elif c <= "\uffff":
            parts.append(f"\\u{ord(c):04x}")
        else:
            n = ord(c) - 0x10000
            parts.append(f"\\u{0xd800 | n >> 10:04x}\\u{0xdc00 | n & 0x3ff:04x}")
    return f'"{"".join(parts)}"'


class JSONEncoder:
    __module__ = "json.encoder"
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True,
                 sort_keys=False, indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        if isinstance(o, str):
            return _quoted(o, self.ensure_ascii)
        return "".join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        indent, above = self.indent, {} if self.check_circular else None
        if indent is not None and not isinstance(indent, str):
            indent = " " * indent
        if not _one_shot or indent is not None:
            return self._chunks(o, above, indent, "\n")
        parts = []
        try:
            self._put(o, parts.append, above)
        except RecursionError as error:
            if _deepest(error, self._put, "o") is None:
                raise
            raise RecursionError("maximum recursion depth exceeded while encoding a JSON "
                                 "object") from None
        return iter(parts)

    def _float(self, o):
        if o != o:
            text = "NaN"
        elif o in (_CONSTANTS["Infinity"], _CONSTANTS["-Infinity"]):
            text = "Infinity" if o > 0 else "-Infinity"
        else:
            return float.__repr__(o)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def _plain(self, o):
        """The text of a value without parts; None for others."""
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._float(o)
        return None

    def _scalar(self, o):
        return _quoted(o, self.ensure_ascii) if isinstance(o, str) else self._plain(o)

    def _name(self, key):
        """The text of a key; None where it is to be skipped."""
        name = key if isinstance(key, str) else self._plain(key)
        if name is None and not self.skipkeys:
            raise TypeError("keys must be str, int, float, bool or None, not "
                            + key.__class__.__name__)
        return name

    def _items(self, o):
        """The pairs of a dict: how the key is written, the value."""
        for key, value in sorted(o.items()) if self.sort_keys else o.items():
            name = self._name(key)
            if name is not None:
                yield _quoted(name, self.ensure_ascii), value

    def _put(self, o, put, above):
        """All on one line, for encode(): one call a level."""
        text = self._scalar(o)
        if text is not None:
            put(text)
            return
        if above is not None:
            if id(o) in above:
                raise ValueError("Circular reference detected")
            above[id(o)] = o
        if isinstance(o, (list, tuple)):
            lead = "["
            for item in o:
                put(lead)
                self._put(item, put, above)
                lead = self.item_separator
            put("]" if lead != "[" else "[]")
        elif isinstance(o, dict):
            lead = "{"
            for name, value in self._items(o):
                put(lead)
                put(name)
                put(self.key_separator)
                self._put(value, put, above)
                lead = self.item_separator
            put("}" if lead != "{" else "{}")
        else:
            self._put(self.default(o), put, above)
        if above is not None:
            del above[id(o)]

    def _chunks(self, o, above, indent, line):
        """The pieces that a stream is given."""
        text = self._scalar(o)
        if text is not None:
            yield text
            return
        if above is not None:
            if id(o) in above:
                raise ValueError("Circular reference detected")
            above[id(o)] = o
        inner = line if indent is None else line + indent
        between = self.item_separator if indent is None else self.item_separator + inner
        if isinstance(o, (list, tuple)):
            yield from self._array_chunks(o, above, indent, line, inner, between)
        elif isinstance(o, dict):
            yield from self._object_chunks(o, above, indent, line, inner, between)
        else:
            yield from self._chunks(self.default(o), above, indent, line)
        if above is not None:
            del above[id(o)]

    def _array_chunks(self, o, above, indent, line, inner, between):
        if not o:
            yield "[]"
            return
        lead = "[" if indent is None else "[" + inner
        for item in o:
            text = self._scalar(item)
            if text is not None:
                yield lead + text
            else:
                yield lead
                yield from self._chunks(item, above, indent, inner)
            lead = between
        if indent is not None:
            yield line
        yield "]"

    def _object_chunks(self, o, above, indent, line, inner, between):
        if not o:
            yield "{}"
            return
        yield "{"
        if indent is not None:
            yield inner
        first = True
        for name, value in self._items(o):
            if not first:
                yield between
            first = False
            yield name
            yield self.key_separator
            yield from self._chunks(value, above, indent, inner)
        if indent is not None:
            yield line
        yield "}"


# -- Functions -------------------------------------------------------------------------------------

def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None,
          indent=None, separators=None, default=None, sort_keys=False, **kw):
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular,
        allow_nan=allow_nan, indent=indent, separators=separators, default=default,
        sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    for part in (kw.pop("cls", None) or JSONEncoder)(**kw).iterencode(obj):
        fp.write(part)


def detect_encoding(b):
    if b.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if b.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    zeros = [byte == 0 for byte in b[:4]]
    if zeros[:2] == [True, True]:
        return "utf-32-be"
    if zeros[:1] == [True]:
        return "utf-16-be"
    if zeros[1:2] == [True]:
        return "utf-16-le" if len(b) < 4 or not (zeros[2] and zeros[3]) else "utf-32-le"
    return "utf-8"


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(detect_encoding(s), "surrogatepass")
    else:
        raise TypeError("the JSON object must be str, bytes or bytearray, not "
                        + s.__class__.__name__)
    for name, value in (("object_hook", object_hook), ("object_pairs_hook", object_pairs_hook),
                        ("parse_float", parse_float), ("parse_int", parse_int),
                        ("parse_constant", parse_constant)):
        if value is not None:
            kw[name] = value
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)


def _part(name, *contents):
    module = ModuleType("json." + name)
    module.__dict__.update({thing.__name__: thing for thing in contents})
    sys.modules["json." + name] = module
    return module


decoder = _part("decoder", JSONDecodeError, JSONDecoder)
encoder = _part("encoder", JSONEncoder)
