"""C data types over the modelled memory: what a program needs to look at its own objects."""
import _ctypes as _memory
import struct as _struct
import weakref as _weakref

_roots = {}  # address of a buffer of ours -> weak reference to the data it belongs to


class _OwnMemory:
    """Bytes of ours, which can be written."""

    def __init__(self, size):
        self.bytes = bytearray(size)

    def read(self, at, n):
        return bytes(self.bytes[at:at + n])

    def write(self, at, data):
        self.bytes[at:at + len(data)] = data

    def address(self, at):
        start = _memory.buffer_address(self.bytes)
        if start not in _roots:
            _roots[start] = _weakref.ref(self, lambda _: _roots.pop(start, None))
        return start + at


class _ProcessMemory:
    """The process's memory from an address on, which can only be read."""

    def __init__(self, start):
        self.start = start

    def read(self, at, n):
        return _memory.read(self.start + at, n)

    def write(self, at, data):
        raise OSError("PyMemLab does not let a program write through an address of the heap")

    def address(self, at):
        return self.start + at


class _BorrowedMemory(_OwnMemory):
    """The bytes of a writable buffer, which stays exported."""

    def __init__(self, view):
        self.bytes = view

    def address(self, at):
        raise NotImplementedError("PyMemLab: the address of a borrowed buffer")


def _memory_at(address, n):
    """The memory that holds n bytes at address, and where in it."""
    for start, ref in _roots.items():
        own = ref()
        if own is not None and start <= address and address + n <= start + len(own.bytes):
            return own, address - start
    return _ProcessMemory(address), 0


class _DataType(type):
    def __mul__(cls, n):
        return _array_type(cls, n)

    __rmul__ = __mul__

    def from_address(cls, address):
        if not isinstance(address, int):
            raise TypeError("integer expected")
        return cls._over(*_memory_at(address, cls._size_))

    def from_buffer(cls, source, offset=0):
        view = memoryview(source)
        if view.readonly:
            raise TypeError("underlying buffer is not writable")
        cls._check_buffer(len(view.cast("B")), offset)
        return cls._over(_BorrowedMemory(view.cast("B")), offset)

    def from_buffer_copy(cls, source, offset=0):
        data = bytes(source)
        cls._check_buffer(len(data), offset)
        new = cls()
        new._mem.write(0, data[offset:offset + cls._size_])
        return new

    def _check_buffer(cls, n, offset):
        if offset < 0:
            raise ValueError("offset cannot be negative")
        if n < offset + cls._size_:
            raise ValueError(f"Buffer size too small ({n} instead of at least "
                             f"{offset + cls._size_} bytes)")

    def _over(cls, mem, at, keep=None):
        new = cls.__new__(cls)
        new._mem, new._at, new._keep = mem, at, {} if keep is None else keep
        return new


class _CData(metaclass=_DataType):
    __module__ = "_ctypes"
    _size_ = 0
    _align_ = 1

    def __bytes__(self):
        return self._mem.read(self._at, self._size_)


class PyCSimpleType(_DataType):
    __module__ = "_ctypes"


class _SimpleCData(_CData, metaclass=PyCSimpleType):
    __module__ = "_ctypes"

    def __init__(self, value=None):
        self._mem, self._at, self._keep = _OwnMemory(self._size_), 0, {}
        if value is not None:
            self.value = value

    @property
    def value(self):
        return self._decode(self._mem.read(self._at, self._size_), self)

    @value.setter
    def value(self, value):
        self._mem.write(self._at, self._encode(value, self))

    def __repr__(self):
        if type(self).__base__ is not _SimpleCData:
            return object.__repr__(self)
        return f"{type(self).__name__}({self._shown()!r})"

    def _shown(self):
        return self.value

    def __bool__(self):
        return any(bytes(self))


def _is_plain(kind):
    """Do fields, items and contents of this type show as Python values?"""
    return kind.__base__ is _SimpleCData


def _simple(name, size, encode, decode):
    return PyCSimpleType(name, (_SimpleCData,), {
        "__module__": "ctypes", "_size_": size, "_align_": size,
        "_encode": staticmethod(encode), "_decode": staticmethod(decode)})


def _integer(name, size, signed):
    mask = (1 << size * 8) - 1

    def encode(value, _):
        if not hasattr(type(value), "__index__"):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        return (value.__index__() & mask).to_bytes(size, "little")

    def decode(data, _):
        return int.from_bytes(data, "little", signed=signed)

    return _simple(name, size, encode, decode)


c_byte, c_ubyte = _integer("c_byte", 1, True), _integer("c_ubyte", 1, False)
c_short, c_ushort = _integer("c_short", 2, True), _integer("c_ushort", 2, False)
c_int, c_uint = _integer("c_int", 4, True), _integer("c_uint", 4, False)
c_long, c_ulong = _integer("c_long", 8, True), _integer("c_ulong", 8, False)
c_longlong, c_ulonglong = c_long, c_ulong
c_size_t, c_ssize_t = c_ulong, c_long
c_int8, c_int16, c_int32, c_int64 = c_byte, c_short, c_int, c_long
c_uint8, c_uint16, c_uint32, c_uint64 = c_ubyte, c_ushort, c_uint, c_ulong


def _real(name, size, code):
    def encode(value, _):
        if not isinstance(value, (int, float)) and not hasattr(type(value), "__float__"):
            raise TypeError(f"must be real number, not {type(value).__name__}")
        return _struct.pack(code, value).ljust(size, b"\0")

    return _simple(name, size, encode, lambda data, _: _struct.unpack_from(code, data)[0])


c_float, c_double = _real("c_float", 4, "<f"), _real("c_double", 8, "<d")
c_longdouble = _real("c_longdouble", 16, "<d")
c_bool = _simple("c_bool", 1, lambda value, _: bytes([bool(value)]), lambda data, _: data != b"\0")


def _encode_char(value, _):
    if isinstance(value, (bytes, bytearray)) and len(value) == 1:
        return bytes(value)
    if isinstance(value, int) and 0 <= value < 256:
        return bytes([value])
    raise TypeError("one character bytes, bytearray or integer expected")


def _encode_wchar(value, _):
    if not isinstance(value, str):
        raise TypeError(f"unicode string expected instead of {type(value).__name__} instance")
    if len(value) != 1:
        raise TypeError("one character unicode string expected")
    return ord(value).to_bytes(4, "little")


c_char = _simple("c_char", 1, _encode_char, lambda data, _: data)
c_wchar = _simple("c_wchar", 4, _encode_wchar, lambda data, _: chr(int.from_bytes(data, "little")))


def _word(value):
    return (value & 0xffffffffffffffff).to_bytes(8, "little")


def _encode_void(value, _):
    if value is not None and not isinstance(value, int):
        raise TypeError("cannot be converted to pointer")
    return _word(value or 0)


c_void_p = _simple("c_void_p", 8, _encode_void,
                   lambda data, _: int.from_bytes(data, "little") or None)


def _encode_chars(value, cell):
    if value is None or isinstance(value, int):
        return _word(value or 0)
    if not isinstance(value, bytes):
        raise TypeError(f"bytes or integer address expected instead of "
                        f"{type(value).__name__} instance")
    cell._keep["value"] = value
    return _word(id(value) + 32)


def _decode_chars(data, _):
    address = int.from_bytes(data, "little")
    return string_at(address) if address else None


c_char_p = _simple("c_char_p", 8, _encode_chars, _decode_chars)
c_char_p._shown = lambda self: int.from_bytes(bytes(self), "little") or None


def _encode_object(value, cell):
    cell._keep["value"] = value
    return _word(id(value))


def _decode_object(data, _):
    address = int.from_bytes(data, "little")
    if not address:
        raise ValueError("PyObject is NULL")
    return _memory.object_at(address)


class py_object(_SimpleCData):
    __module__ = "ctypes"
    _size_ = _align_ = 8
    _encode, _decode = staticmethod(_encode_object), staticmethod(_decode_object)

    def __init__(self, *value):
        super().__init__()
        if value:
            self.value = value[0]

    def __repr__(self):
        try:
            return f"py_object({self.value!r})"
        except ValueError:
            return "py_object(<NULL>)"


# -- what is made of other types ------------------------------------------------------------

def _get(kind, mem, at, keep):
    """The value of the type at a place: a Python value, or data over the same memory."""
    data = kind._over(mem, at, keep)
    return data.value if _is_plain(kind) else data


def _set(kind, mem, at, value, keep):
    if isinstance(value, kind):
        mem.write(at, bytes(value))
        keep[at] = value
    elif _is_plain(kind):
        kind._over(mem, at, keep).value = value
    elif isinstance(value, tuple):
        mem.write(at, bytes(kind(*value)))
    else:
        raise TypeError(f"expected {kind.__name__} instance, got {type(value).__name__}")


class PyCArrayType(_DataType):
    __module__ = "_ctypes"

    def __init__(cls, name, bases, space):
        super().__init__(name, bases, space)
        if hasattr(cls, "_type_") and hasattr(cls, "_length_"):
            cls._size_ = cls._type_._size_ * cls._length_
            cls._align_ = cls._type_._align_


class Array(_CData, metaclass=PyCArrayType):
    __module__ = "_ctypes"

    def __init__(self, *values):
        if not hasattr(self, "_length_"):
            raise TypeError("abstract class")
        self._mem, self._at, self._keep = _OwnMemory(self._size_), 0, {}
        for i, value in enumerate(values):
            self[i] = value

    def __len__(self):
        return self._length_

    def _place(self, i):
        if i < 0:
            i += self._length_
        if not 0 <= i < self._length_:
            raise IndexError("invalid index")
        return self._at + i * self._type_._size_

    def __getitem__(self, i):
        if isinstance(i, slice):
            items = [self[k] for k in range(*i.indices(self._length_))]
            return b"".join(items) if self._type_ is c_char else \
                "".join(items) if self._type_ is c_wchar else items
        return _get(self._type_, self._mem, self._place(i), self._keep)

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            places = range(*i.indices(self._length_))
            if len(places) != len(value):
                raise ValueError("Can only assign sequence of same size")
            for k, item in zip(places, value):
                self[k] = item
            return
        _set(self._type_, self._mem, self._place(i), value, self._keep)


class _CharArray(Array):
    @property
    def raw(self):
        return bytes(self)

    @raw.setter
    def raw(self, data):
        if len(data) > self._size_:
            raise ValueError("byte string too long")
        self._mem.write(self._at, bytes(data))

    @property
    def value(self):
        return bytes(self).partition(b"\0")[0]

    @value.setter
    def value(self, data):
        if not isinstance(data, bytes):
            raise TypeError(f"bytes expected instead of {type(data).__name__} instance")
        if len(data) > self._size_:
            raise ValueError("byte string too long")
        self._mem.write(self._at, data + b"\0" * (len(data) < self._size_))


_arrays = {}


def _array_type(kind, n):
    if n < 0:
        raise ValueError(f"Array length must be >= 0, not {n}")
    if (kind, n) not in _arrays:
        base = _CharArray if kind is c_char else Array
        _arrays[kind, n] = PyCArrayType(f"{kind.__name__}_Array_{n}", (base,),
                                        {"_type_": kind, "_length_": n, "__module__": "__main__"})
    return _arrays[kind, n]


class Field:
    __module__ = "_ctypes"

    def __init__(self, name, kind, offset, bits=None):
        self.name, self.kind, self.offset, self.bits = name, kind, offset, bits
        self.size = kind._size_ if bits is None else bits[1] << 16 | bits[0]

    def __repr__(self):
        if self.bits is None:
            extent = f"ofs={self.offset}, size={self.size}"
        else:
            extent = f"ofs={self.offset}:{self.bits[0]}, bits={self.bits[1]}"
        return f"<Field type={self.kind.__name__}, {extent}>"

    def __get__(self, data, owner=None):
        if data is None:
            return self
        if self.bits is None:
            return _get(self.kind, data._mem, data._at + self.offset, data._keep)
        low, n = self.bits
        value = self._word(data) >> low & (1 << n) - 1
        signed = self.kind._decode(b"\xff" * self.kind._size_, None) < 0
        return value - (1 << n) if signed and value >> n - 1 else value

    def _word(self, data):
        return int.from_bytes(data._mem.read(data._at + self.offset, self.kind._size_), "little")

    def __set__(self, data, value):
        if self.bits is None:
            _set(self.kind, data._mem, data._at + self.offset, value, data._keep)
            return
        low, n = self.bits
        mask = (1 << n) - 1 << low
        word = self._word(data) & ~mask | value << low & mask
        data._mem.write(data._at + self.offset, word.to_bytes(self.kind._size_, "little"))


class _FieldsType(_DataType):
    _overlaid = False

    def __init__(cls, name, bases, space):
        super().__init__(name, bases, space)
        if "_fields_" in space:
            cls._lay_out(space["_fields_"])

    def __setattr__(cls, name, value):
        super().__setattr__(name, value)
        if name == "_fields_":
            cls._lay_out(value)

    def _lay_out(cls, fields):
        at, align = cls.__base__._size_, max(cls.__base__._align_, 1)
        names = list(getattr(cls.__base__, "_names_", ()))
        pack, open_bits = getattr(cls, "_pack_", 0), None
        for name, kind, *width in fields:
            place = min(kind._align_, pack) if pack else kind._align_
            align = max(align, place)
            start = 0 if cls._overlaid else -(-at // place) * place
            bits = None
            if width:
                if open_bits and open_bits[0] is kind and open_bits[2] + width[0] <= kind._size_ * 8:
                    start, bits = open_bits[1], (open_bits[2], width[0])
                else:
                    bits = (0, width[0])
                open_bits = (kind, start, bits[0] + width[0])
            else:
                open_bits = None
            type.__setattr__(cls, name, Field(name, kind, start, bits))
            names.append(name)
            at = max(at, start + kind._size_)
        cls._names_, cls._align_, cls._size_ = names, align, -(-at // align) * align


class PyCStructType(_FieldsType):
    __module__ = "_ctypes"


class UnionType(_FieldsType):
    __module__ = "_ctypes"
    _overlaid = True


class _Fields(_CData, metaclass=_FieldsType):
    def __init__(self, *values, **named):
        if not hasattr(self, "_names_"):
            raise TypeError("abstract class")
        self._mem, self._at, self._keep = _OwnMemory(self._size_), 0, {}
        if len(values) > len(self._names_):
            raise TypeError("too many initializers")
        for name, value in zip(self._names_, values):
            if name in named:
                raise TypeError(f"duplicate values for field {name!r}")
            setattr(self, name, value)
        for name, value in named.items():
            setattr(self, name, value)


class Structure(_Fields, metaclass=PyCStructType):
    __module__ = "_ctypes"


class Union(_Fields, metaclass=UnionType):
    __module__ = "_ctypes"


# -- pointers -------------------------------------------------------------------------------

class PyCPointerType(_DataType):
    __module__ = "_ctypes"


class _Pointer(_CData, metaclass=PyCPointerType):
    __module__ = "_ctypes"
    _size_ = _align_ = 8
    _type_ = None

    def __init__(self, target=None):
        if self._type_ is None:
            raise TypeError("Cannot create instance: has no _type_")
        self._mem, self._at, self._keep = _OwnMemory(8), 0, {}
        if target is not None:
            self.contents = target

    def _address(self):
        return int.from_bytes(bytes(self), "little")

    def _over_item(self, i):
        address = self._address()
        if not address:
            raise ValueError("NULL pointer access")
        size = self._type_._size_
        return self._type_._over(*_memory_at(address + i * size, size))

    @property
    def contents(self):
        return self._over_item(0)

    @contents.setter
    def contents(self, target):
        if not isinstance(target, self._type_):
            raise TypeError(f"expected {self._type_.__name__} instead of {type(target).__name__}")
        self._keep["contents"] = target
        self._mem.write(self._at, _word(addressof(target)))

    def __getitem__(self, i):
        if isinstance(i, slice):
            items = [self[k] for k in range(i.start or 0, i.stop, i.step or 1)]
            return b"".join(items) if self._type_ is c_char else items
        item = self._over_item(i)
        return item.value if _is_plain(self._type_) else item

    def __setitem__(self, i, value):
        item = self._over_item(i)
        _set(self._type_, item._mem, item._at, value, self._keep)

    def __bool__(self):
        return self._address() != 0


_pointers = {}


def POINTER(kind):
    if kind is None:
        return c_void_p
    if kind not in _pointers:
        _pointers[kind] = PyCPointerType(f"LP_{kind.__name__}", (_Pointer,),
                                         {"_type_": kind, "__module__": "__main__"})
    return _pointers[kind]


def pointer(data):
    return POINTER(type(data))(data)


class _Reference:
    def __init__(self, data, offset):
        self._obj, self._offset = data, offset

    def __repr__(self):
        return f"<cparam 'P' ({addressof(self._obj) + self._offset:#x})>"


def byref(data, offset=0):
    if not isinstance(data, _CData):
        raise TypeError(f"byref() argument must be a ctypes instance, not '{type(data).__name__}'")
    return _Reference(data, offset)


# -- functions ------------------------------------------------------------------------------

def sizeof(kind):
    if not isinstance(kind, (_DataType, _CData)):
        raise TypeError("this type has no size")
    return kind._size_


def alignment(kind):
    if not isinstance(kind, (_DataType, _CData)):
        raise TypeError("no alignment info")
    return kind._align_


def addressof(data):
    if not isinstance(data, _CData):
        raise TypeError("invalid type")
    return data._mem.address(data._at)


def _address_of(place):
    if place is None:
        return 0
    if isinstance(place, int):
        return place
    if isinstance(place, bytes):
        return id(place) + 32
    if isinstance(place, _Reference):
        return addressof(place._obj) + place._offset
    if isinstance(place, _Pointer) or type(place) in (c_void_p, c_char_p):
        return int.from_bytes(bytes(place), "little")
    if isinstance(place, py_object):
        return id(place.value)
    if isinstance(place, _CData):
        return addressof(place)
    raise TypeError("wrong type")


def cast(place, kind):
    if not (issubclass(kind, _Pointer) or kind in (c_void_p, c_char_p, py_object)):
        raise TypeError(f"cast() argument 2 must be a pointer, not {kind.__name__}")
    result = kind()
    result._mem.write(0, _word(_address_of(place)))
    result._keep["cast"] = place
    return result


def string_at(place, size=-1):
    address = _address_of(place)
    if size >= 0:
        mem, at = _memory_at(address, size)
        return mem.read(at, size)
    data = bytearray()
    while True:
        mem, at = _memory_at(address + len(data), 1)
        byte = mem.read(at, 1)
        if byte == b"\0":
            return bytes(data)
        data += byte


def create_string_buffer(init, size=None):
    if isinstance(init, int):
        return (c_char * init)()
    if not isinstance(init, bytes):
        raise TypeError(init)
    buffer = (c_char * (len(init) + 1 if size is None else size))()
    buffer.value = init
    return buffer


def _write_at(place, data):
    address = _address_of(place)
    mem, at = _memory_at(address, len(data))
    mem.write(at, data)
    return address


def memmove(to, source, count):
    return _write_at(to, string_at(source, count))


def memset(to, byte, count):
    return _write_at(to, bytes([byte & 255]) * count)


class _PythonAPI:
    """References taken and given back by hand, as C code would."""

    def __init__(self):
        self._taken = []

    def Py_IncRef(self, cell):
        self._taken.append(cell.value)

    def Py_DecRef(self, cell):
        for i, o in enumerate(self._taken):
            if o is cell.value:
                del self._taken[i]
                return
        raise OSError("PyMemLab: no reference taken with Py_IncRef is left to give back")

    def __getattr__(self, name):
        raise AttributeError(f"PyMemLab: pythonapi has Py_IncRef and Py_DecRef, not {name}")


pythonapi = _PythonAPI()


def CDLL(name, *rest, **named):
    raise OSError(f"{name}: cannot open shared object file: PyMemLab runs no foreign code")


PyDLL = CDLL
