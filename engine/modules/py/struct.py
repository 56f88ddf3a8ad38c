"""Values packed into bytes as C lays them out."""
from operator import index as _index
from _native import native as _native

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct",
           "error"]


class error(Exception):
    __module__ = "struct"


_STANDARD = dict(x=1, c=1, b=1, B=1, h=2, H=2, i=4, I=4, l=4, L=4, q=8, Q=8, e=2, f=4, d=8, s=1,
                 p=1)
_STANDARD["?"] = 1
_NATIVE = _STANDARD | dict(l=8, L=8, n=8, N=8, P=8)
_INTEGERS = "bBhHiIlLqQnNP"
_NAMES = dict(b="byte", B="ubyte", h="short", H="ushort")


def _half(value):
    """A float as the 16 bits of a half."""
    sign = 0x8000 if str(value).startswith("-") else 0
    if value != value:
        return 0x7e00 | sign
    value = abs(value)
    if value == float("inf"):
        return 0x7c00 | sign
    bits = int.from_bytes(_float_bytes(value, "d", "big"), "big")
    power = (bits >> 52) - 1023
    if power < -25 or not bits:
        return sign
    digits = bits & (1 << 52) - 1 | 1 << 52
    drop = 42 if power >= -14 else 42 - 14 - power
    kept, rest = digits >> drop, digits & (1 << drop) - 1
    half = 1 << drop - 1
    if rest > half or rest == half and kept & 1:
        kept += 1
    number = kept + (power + 14 << 10) if power >= -14 else kept
    if number >= 0x7c00:
        raise OverflowError("float too large to pack with e format")
    return sign | number


def _from_half(n):
    sign = -1.0 if n & 0x8000 else 1.0
    power, digits = n >> 10 & 31, n & 0x3ff
    if power == 31:
        return sign * float("inf") if not digits else float("nan")
    if not power:
        return sign * digits * 2.0 ** -24
    return sign * (digits | 0x400) * 2.0 ** (power - 25)


def _float_bytes(value, code, order):
    raw = bytearray(8 if code == "d" else 4)
    memoryview(raw).cast(code)[0] = value
    return bytes(raw if order == "little" else raw[::-1])


def _parsed(fmt):
    """(order, [(code, count, pad before, size)], total size)"""
    if isinstance(fmt, (bytes, bytearray)):
        fmt = bytes(fmt).decode("latin-1")
    elif isinstance(fmt, str):
        fmt.encode("ascii")
    else:
        raise TypeError(f"Struct() argument 1 must be a str or bytes object, not "
                        f"{type(fmt).__name__}")
    mark = fmt[:1] if fmt[:1] in ("@", "=", "<", ">", "!") else ""
    native = mark in ("", "@")
    sizes = _NATIVE if native else _STANDARD
    order = "big" if mark in (">", "!") else "little"
    items, total, at = [], 0, len(mark)
    while at < len(fmt):
        start = at
        while at < len(fmt) and fmt[at].isdigit():
            at += 1
        if at == start and fmt[at].isspace():
            at += 1
            continue
        count = int(fmt[start:at]) if at > start else 1
        if at == len(fmt):
            raise error("repeat count given without format specifier")
        code = fmt[at]
        at += 1
        if code not in sizes:
            raise error("bad char in struct format")
        size = sizes[code]
        pad = -total % size if native and code not in "spxc?bB" else 0
        items.append((code, count, pad, size))
        total += pad + size * count
    return order, items, total


def _by_machine(code, order, native):
    """Whether the machine's own type is written, not byte after byte: then its name is told."""
    return native or order == "little" and code not in "lL"


def _out_of_range(code, value, size, machine):
    signed = code in "bhilqn"
    if code == "P" or size == 8 and not machine:
        return error("int too large to convert")
    low = -(1 << size * 8 - 1) if signed else 0
    high = (1 << size * 8 - signed) - 1
    name = _NAMES.get(code) if machine or size == 1 else None
    wide = -2 ** 63 <= value < 2 ** 63 if signed or name else 0 <= value < 2 ** 64
    if not wide or size == 8:
        return error("argument out of range")
    return error(f"{name or repr(code)} format requires {low} <= number <= {high}")


def _packed(code, value, size, order, native):
    if code == "c":
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return bytes(value)
    if code == "?":
        return b"\1" if value else b"\0"
    if code in "fd" or code == "e":
        if not isinstance(value, (int, float)) and not hasattr(type(value), "__float__"):
            raise error("required argument is not a float")
        try:
            value = float(value)
        except OverflowError:
            raise error("required argument is not a float") from None
        if code == "e":
            return _half(value).to_bytes(2, order)
        if code == "f" and not native and abs(value) < float("inf") and abs(value) >= 2.0 ** 128 - 2.0 ** 103:
            raise OverflowError("float too large to pack with f format")
        return _float_bytes(value, code, order)
    if not isinstance(value, int):
        if not hasattr(type(value), "__index__"):
            raise error("required argument is not an integer")
        value = value.__index__()
    if code == "P" and -2 ** 63 <= value < 0:
        value += 2 ** 64
    try:
        return value.to_bytes(size, order, signed=code in "bhilqn")
    except OverflowError:
        raise _out_of_range(code, value, size, _by_machine(code, order, native)) from None


def _unpacked(code, raw, order):
    if code == "c":
        return raw
    if code == "?":
        return raw != b"\0"
    if code == "e":
        return _from_half(int.from_bytes(raw, order))
    if code in "fd":
        return memoryview(raw if order == "little" else raw[::-1]).cast(code)[0]
    return int.from_bytes(raw, order, signed=code in "bhilqn")


def _offset(offset, size, length, verb, many):
    """An offset into a buffer, counted from its start; an error if the values do not fit there."""
    offset = _index(offset)
    if offset < 0:
        if offset + size > 0:
            raise error(f"{many} {size} bytes at offset {offset}")
        if offset + length < 0:
            raise error(f"offset {offset} out of range for {length}-byte buffer")
        offset += length
    if length - offset < size:
        what = "packing" if verb == "pack_into" else "unpacking"
        raise error(f"{verb} requires a buffer of at least {size + offset} bytes for {what} {size} "
                    f"bytes at offset {offset} (actual buffer size is {length})")
    return offset


def _raw(buffer):
    try:
        return bytes(memoryview(buffer))
    except TypeError:
        raise TypeError("a bytes-like object is required, not "
                        f"'{type(buffer).__name__}'") from None


class unpack_iterator:
    """What iter_unpack() gives."""

    def __init__(self, struct, raw):
        self._struct, self._raw, self._at = struct, raw, 0

    def __iter__(self):
        return self

    def __next__(self):
        at, size = self._at, self._struct.size
        if at >= len(self._raw):
            raise StopIteration
        self._at = at + size
        return self._struct._read(self._raw[at:at + size])

    def __length_hint__(self):
        return (len(self._raw) - self._at) // self._struct.size


_native(unpack_iterator, "_struct.unpack_iterator")


class Struct:
    __slots__ = ("_order", "_items", "_size", "_native", "_format", "_wanted", "__weakref__")

    def __init__(self, format):
        self._order, self._items, self._size = _parsed(format)
        self._native = not str(format)[:1] in list("=<>!")
        self._format = format if isinstance(format, str) else bytes(format).decode()
        self._wanted = sum(1 if code in "sp" else count for code, count, pad, size in self._items
                           if code != "x")

    def _fixed(name):
        def refuse(self, value=None):
            raise AttributeError(f"attribute '{name}' of '_struct.Struct' objects is not writable")
        return property(lambda self: getattr(self, "_" + name), refuse, refuse)

    size, format = _fixed("size"), _fixed("format")
    del _fixed

    def __sizeof__(self):
        kinds = [code for code, count, pad, size in self._items if code != "x"]
        return object.__sizeof__(self) + 32 * (1 + len(kinds))

    def pack(self, *values):
        return self._pack(values, "pack")

    def _pack(self, values, name):
        if len(values) != self._wanted:
            raise error(f"{name} expected {self._wanted} items for packing (got {len(values)})")
        out, given = bytearray(), iter(values)
        for code, count, pad, size in self._items:
            out += bytes(pad)
            if code == "x":
                out += bytes(count)
            elif code in "sp":
                text = next(given)
                if not isinstance(text, (bytes, bytearray)):
                    raise error(f"argument for '{code}' must be a bytes object")
                if code == "p":
                    text = text[:max(count - 1, 0)]
                    text = bytes([min(len(text), 255)]) + text if count else b""
                out += text[:count].ljust(count, b"\0")
            else:
                for _ in range(count):
                    out += _packed(code, next(given), size, self._order, self._native)
        return bytes(out)

    def pack_into(self, *args):
        if len(args) < 2:
            raise error(f"pack_into expected {'offset' if args else 'buffer'} argument")
        buffer, offset, *values = args
        if len(values) != self._wanted:
            self._pack(values, "pack_into")
        try:
            view = memoryview(buffer).cast("B")
            if view.readonly:
                raise TypeError
        except TypeError:
            raise TypeError("argument must be read-write bytes-like object, not "
                            f"{type(buffer).__name__}") from None
        offset = _offset(offset, self._size, len(view), "pack_into", "no space to pack")
        view[offset:offset + self._size] = self._pack(values, "pack_into")

    def _read(self, raw):
        at, found = 0, []
        for code, count, pad, size in self._items:
            at += pad
            if code in "sp":
                text = raw[at:at + count]
                found.append(text if code == "s" else text[1:1 + text[0]] if text else b"")
            elif code != "x":
                for i in range(count):
                    found.append(_unpacked(code, raw[at + i * size:at + (i + 1) * size],
                                           self._order))
            at += size * count
        return tuple(found)

    def unpack(self, buffer, /):
        raw = _raw(buffer)
        if len(raw) != self._size:
            raise error(f"unpack requires a buffer of {self._size} bytes")
        return self._read(raw)

    def unpack_from(self, buffer, offset=0):
        raw = _raw(buffer)
        offset = _offset(offset, self._size, len(raw), "unpack_from", "not enough data to unpack")
        return self._read(raw[offset:offset + self._size])

    def iter_unpack(self, buffer, /):
        raw = _raw(buffer)
        if not self._size:
            raise error("cannot iteratively unpack with a struct of length 0")
        if len(raw) % self._size:
            raise error("iterative unpacking requires a buffer of a multiple of "
                        f"{self._size} bytes")
        return unpack_iterator(self, raw)


_native(Struct, "_struct.Struct")
_kept = {}


def _struct(fmt):
    if fmt not in _kept:
        if len(_kept) > 99:
            _kept.clear()
        _kept[fmt] = Struct(fmt)
    return _kept[fmt]


def _clearcache():
    _kept.clear()


def _first(args):
    if not args:
        raise TypeError("missing format argument")
    return _struct(args[0])


def calcsize(*args):
    if len(args) != 1:
        raise TypeError(f"_struct.calcsize() takes exactly one argument ({len(args)} given)")
    return _struct(args[0]).size


def pack(*args):
    return _first(args)._pack(args[1:], "pack")


def pack_into(*args):
    _first(args).pack_into(*args[1:])


def unpack(*args):
    if len(args) != 2:
        raise TypeError(f"unpack expected 2 arguments, got {len(args)}")
    return _struct(args[0]).unpack(args[1])


def unpack_from(format, /, buffer, offset=0):
    return _struct(format).unpack_from(buffer, offset)


def iter_unpack(*args):
    if len(args) != 2:
        raise TypeError(f"iter_unpack expected 2 arguments, got {len(args)}")
    return _struct(args[0]).iter_unpack(args[1])
