"""Data printed so that it can be read."""
import sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


class _Key:
    """Orders what has no order of its own."""
    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return (str(type(self.obj)), id(self.obj)) < (str(type(other.obj)), id(other.obj))


def _pair_key(pair):
    return _Key(pair[0]), _Key(pair[1])


def _recursion(obj):
    return f"<Recursion on {type(obj).__name__} with id={id(obj)}>"


def _grouped(digits):
    return f"{digits:_}"


class PrettyPrinter:
    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 sort_dicts=True, underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._indent_per_level, self._width, self._depth = indent, width, depth
        self._stream = sys.stdout if stream is None else stream
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._write(object, out.append, 0, 0, {}, 0)
        return "".join(out)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        text, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        return self._flat(object, context, self._depth, level)

    def _sorted_items(self, d):
        return sorted(d.items(), key=_pair_key) if self._sort_dicts else d.items()

    def _flat(self, obj, context, depth, level):
        """(repr on one line, readable, recursive)"""
        kind = type(obj)
        show = kind.__repr__
        if kind is int and self._underscore_numbers:
            return _grouped(obj), True, False
        if isinstance(obj, dict) and show is dict.__repr__:
            ends, parts = "{}", None
        elif isinstance(obj, list) and show is list.__repr__:
            ends, parts = "[]", obj
        elif isinstance(obj, tuple) and show is tuple.__repr__:
            ends, parts = "()", obj
        else:
            text = repr(obj)
            return text, not text.startswith("<"), False
        if not obj:
            return ends, True, False
        if depth and level >= depth:
            return ends[0] + "..." + ends[1], False, False
        if id(obj) in context:
            return _recursion(obj), False, True
        context[id(obj)] = 1
        texts, readable, recursive = [], True, False
        for item in self._sorted_items(obj) if parts is None else parts:
            found = [self.format(x, context, depth, level + 1)
                     for x in (item if parts is None else (item,))]
            texts.append(": ".join([f[0] for f in found]))
            readable = readable and all(f[1] for f in found)
            recursive = recursive or any(f[2] for f in found)
        del context[id(obj)]
        alone = "," if ends == "()" and len(obj) == 1 else ""
        return ends[0] + ", ".join(texts) + alone + ends[1], readable, recursive

    def _write(self, obj, put, indent, allowance, context, level):
        if id(obj) in context:
            put(_recursion(obj))
            return
        text = self.format(obj, context.copy(), self._depth, level)[0]
        if len(text) <= self._width - indent - allowance:
            put(text)
            return
        method = self._method_of(obj)
        if method is None:
            put(text)
            return
        context[id(obj)] = 1
        method(obj, put, indent, allowance, context, level + 1)
        del context[id(obj)]

    def _method_of(self, obj):
        kind = type(obj)
        for base, name in ((dict, "_put_dict"), (list, "_put_list"), (tuple, "_put_tuple"),
                           (set, "_put_set"), (frozenset, "_put_set"), (str, "_put_str"),
                           (bytes, "_put_bytes")):
            if isinstance(obj, base) and kind.__repr__ is base.__repr__:
                return getattr(self, name)
        name = kind.__name__
        if name in ("OrderedDict", "defaultdict", "Counter", "deque", "SimpleNamespace",
                    "mappingproxy"):
            return getattr(self, "_put_" + name, None)
        if hasattr(kind, "__dataclass_fields__") and hasattr(kind.__repr__, "__wrapped__") and (
                "__create_fn__" in kind.__repr__.__wrapped__.__qualname__
                or kind.__repr__.__wrapped__.__code__.co_filename == "<string>"):
            return self._put_dataclass
        return None

    def _put_dict(self, obj, put, indent, allowance, context, level):
        put("{" + " " * (self._indent_per_level - 1))
        if obj:
            self._put_pairs(list(self._sorted_items(obj)), put, indent, allowance + 1, context,
                            level)
        put("}")

    def _put_OrderedDict(self, obj, put, indent, allowance, context, level):
        put(type(obj).__name__ + "(")
        self._write(list(obj.items()), put, indent + len(type(obj).__name__) + 1, allowance + 1,
                    context, level)
        put(")")

    def _put_defaultdict(self, obj, put, indent, allowance, context, level):
        front = f"{type(obj).__name__}({obj.default_factory!r},"
        put(front + "\n" + " " * (indent + len(type(obj).__name__) + 1))
        self._put_dict(obj, put, indent + len(type(obj).__name__) + 1, allowance + 1, context,
                       level)
        put(")")

    def _put_Counter(self, obj, put, indent, allowance, context, level):
        front = type(obj).__name__ + "({"
        put(front + " " * (self._indent_per_level - 1))
        self._put_pairs(obj.most_common(), put, indent + len(front) - 1, allowance + 2, context,
                        level)
        put("})")

    def _put_deque(self, obj, put, indent, allowance, context, level):
        front = type(obj).__name__ + "("
        put(front + "[")
        self._put_items(obj, put, indent + len(front), allowance + 2, context, level)
        put("]" if obj.maxlen is None else f"],\n{' ' * (indent + len(front))}maxlen={obj.maxlen}")
        put(")")

    def _put_SimpleNamespace(self, obj, put, indent, allowance, context, level):
        name = "namespace" if type(obj).__name__ == "SimpleNamespace" else type(obj).__name__
        self._put_named(name, list(obj.__dict__.items()), put, indent, allowance, context, level)

    def _put_dataclass(self, obj, put, indent, allowance, context, level):
        items = [(f.name, getattr(obj, f.name)) for f in obj.__dataclass_fields__.values()
                 if f.repr and f._field_type.name == "_FIELD"]
        self._put_named(type(obj).__name__, items, put, indent, allowance, context, level)

    def _put_named(self, name, items, put, indent, allowance, context, level):
        indent += len(name) + 1
        put(name + "(")
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            put(key + "=")
            if id(value) in context:
                put("...")
            else:
                self._write(value, put, indent + len(key) + 1, allowance if last else 1, context,
                            level)
            if not last:
                put(",\n" + " " * indent)
        put(")")

    def _put_list(self, obj, put, indent, allowance, context, level):
        put("[")
        self._put_items(obj, put, indent, allowance + 1, context, level)
        put("]")

    def _put_tuple(self, obj, put, indent, allowance, context, level):
        put("(")
        end = ",)" if len(obj) == 1 else ")"
        self._put_items(obj, put, indent, allowance + len(end), context, level)
        put(end)

    def _put_set(self, obj, put, indent, allowance, context, level):
        if type(obj) is set:
            front, end = "{", "}"
        else:
            front, end = type(obj).__name__ + "({", "})"
        put(front)
        self._put_items(sorted(obj, key=_Key), put, indent + len(front) - 1, allowance + len(end),
                        context, level)
        put(end)

    def _put_str(self, obj, put, indent, allowance, context, level):
        if not obj:
            put(repr(obj))
            return
        lines, room = [], self._width - indent
        if level == 1:
            indent += 1
            allowance += 1
            room -= 1
        source = obj.splitlines(True)
        for i, line in enumerate(source):
            text = repr(line)
            last = i == len(source) - 1
            if len(text) <= room - (allowance if last else 0):
                lines.append(text)
                continue
            lines += self._wrapped(line, room, allowance if last else 0)
        if len(lines) == 1:
            put(repr(obj))
            return
        put("(" if level == 1 else "")
        put(("\n" + " " * indent).join(lines))
        put(")" if level == 1 else "")

    def _wrapped(self, line, room, allowance):
        """Pieces of words with the blanks after them, as long as they fit."""
        pieces, at = [], 0
        while at < len(line):
            end = at
            while end < len(line) and not line[end].isspace():
                end += 1
            while end < len(line) and line[end].isspace():
                end += 1
            pieces.append(line[at:end])
            at = end
        lines, current = [], ""
        for i, piece in enumerate(pieces):
            limit = room - (allowance if i == len(pieces) - 1 else 0)
            if current and len(repr(current + piece)) > limit:
                lines.append(repr(current))
                current = piece
            else:
                current += piece
        if current:
            lines.append(repr(current))
        return lines

    def _put_bytes(self, obj, put, indent, allowance, context, level):
        if len(obj) <= 4:
            put(repr(obj))
            return
        if level == 1:
            indent += 1
            allowance += 1
            put("(")
        room, current, separator = self._width - indent, b"", ""
        last = len(obj) // 4 * 4
        for at in range(0, len(obj), 4):
            if at == last:
                room -= allowance
            part = obj[at:at + 4]
            if current and len(repr(current + part)) > room:
                put(separator + repr(current))
                separator = "\n" + " " * indent
                current = part
            else:
                current += part
        if current:
            put(separator + repr(current))
        if level == 1:
            put(")")

    def _put_pairs(self, items, put, indent, allowance, context, level):
        indent += self._indent_per_level
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            text = self.format(key, context, self._depth, level)[0]
            put(text + ": ")
            self._write(value, put, indent + len(text) + 2, allowance if last else 1, context,
                        level)
            if not last:
                put(",\n" + " " * indent)

    def _put_items(self, items, put, indent, allowance, context, level):
        items = list(items)
        indent += self._indent_per_level
        if self._indent_per_level > 1:
            put(" " * (self._indent_per_level - 1))
        line = ",\n" + " " * indent
        separator, room = "", self._width - indent + 1
        left = room
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                left -= allowance
                room -= allowance
            if self._compact:
                text = self.format(item, context, self._depth, level)[0]
                taken = len(text) + 2
                if left < taken:
                    left = room
                    separator = separator and line
                if left >= taken:
                    left -= taken
                    put(separator + text)
                    separator = ", "
                    continue
            put(separator)
            separator = line
            self._write(item, put, indent, allowance if last else 1, context, level)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter().format(object, {}, 0, 0)[0]


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)
