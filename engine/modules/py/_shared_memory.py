"""multiprocessing.shared_memory: named blocks of memory that several processes have."""
import _machine
import os
import struct
from functools import partial
import types

__name__ = "multiprocessing.shared_memory"
__all__ = ["SharedMemory", "ShareableList"]
_O_CREX = os.O_CREAT | os.O_EXCL


def _failed(code, name=None):
    raise OSError(-code, os.strerror(-code), name)


def _checked(result, name=None):
    if result < 0:
        _failed(result, name)
    return result


class SharedMemory:
    _name = None
    _fd = -1
    _mmap = None
    _buf = None
    _flags = os.O_RDWR
    _mode = 0o600
    _prepend_leading_slash = True

    def __init__(self, name=None, create=False, size=0):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create:
            self._flags = _O_CREX | os.O_RDWR
            if size == 0:
                raise ValueError("'size' must be a positive number different from zero")
        if name is None and not self._flags & os.O_EXCL:
            raise ValueError("'name' can only be None if create=True")
        if name is None:
            while self._fd < 0:
                name = f"/psm_{_machine.seed():08x}"
                self._fd = _machine.segment_open(name, True)
                if self._fd < 0 and self._fd != -17:
                    _failed(self._fd, name)
            self._name = name
        else:
            self._name = name = "/" + name
            self._fd = _checked(_machine.segment_open(name, create), name)
        try:
            if create and size:
                _checked(_machine.segment_resize(self._fd, size))
            self._size = _machine.segment_size(self._fd)
            self._mmap = _machine.segment_map(self._fd)
        except (OSError, ValueError):
            self.unlink()
            raise
        _machine.segment_track(name, True)
        self._buf = memoryview(self._mmap)

    def __del__(self):
        try:
            self.close()
        except OSError:
            pass

    def __reduce__(self):
        return self.__class__, (self.name, False, self.size)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.name!r}, size={self.size})"

    @property
    def buf(self):
        return self._buf

    @property
    def name(self):
        return self._name[1:] if self._name.startswith("/") else self._name

    @property
    def size(self):
        return self._size

    def close(self):
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        if self._mmap is not None:
            self._mmap.close()
            self._mmap = None
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def unlink(self):
        if self._name:
            _checked(_machine.segment_unlink(self._name), self._name)
            _machine.segment_track(self._name, False)


class ShareableList:
    """As many values as at the start, each in its place: what a number needs, or the bytes of a
    text rounded up to eights. In front: how many, where each begins; behind: how each is packed,
    and what turns it back."""
    _types_mapping = {int: "q", float: "d", bool: "xxxxxxx?", str: "%ds", bytes: "%ds",
                      None.__class__: "xxxxxx?x"}
    _alignment = 8
    _back_transforms_mapping = {0: lambda value: value,
                                1: lambda value: value.rstrip(b"\x00").decode("utf8"),
                                2: lambda value: value.rstrip(b"\x00"),
                                3: lambda value: None}

    @staticmethod
    def _extract_recreation_code(value):
        if isinstance(value, str):
            return 1
        if isinstance(value, bytes):
            return 2
        return 3 if value is None else 0

    def __init__(self, sequence=None, *, name=None):
        if name is None or sequence is not None:
            sequence = sequence or ()
            formats = [self._format_of(item) for item in sequence]
            self._list_len = len(formats)
            offset, offsets = 0, [0]
            for packing in formats:
                offset += self._alignment if packing[-1] != "s" else int(packing[:-1])
                offsets.append(offset)
            self._allocated_offsets = offsets
            codes = [self._extract_recreation_code(item) for item in sequence]
            size = struct.calcsize("q" + self._format_size_metainfo + "".join(formats) +
                                   self._format_packing_metainfo +
                                   self._format_back_transform_codes)
            self.shm = SharedMemory(name, create=True, size=size)
            place = self.shm.buf
            struct.pack_into("q" + self._format_size_metainfo, place, 0, self._list_len, *offsets)
            struct.pack_into("".join(formats), place, self._offset_data_start,
                             *[item.encode("utf8") if isinstance(item, str) else item
                               for item in sequence])
            struct.pack_into(self._format_packing_metainfo, place, self._offset_packing_formats,
                             *[packing.encode("utf8") for packing in formats])
            struct.pack_into(self._format_back_transform_codes, place,
                             self._offset_back_transform_codes, *codes)
        else:
            self.shm = SharedMemory(name)
            self._list_len = len(self)
            self._allocated_offsets = list(struct.unpack_from(
                self._format_size_metainfo, self.shm.buf, 8))

    def _format_of(self, item):
        packing = self._types_mapping[type(item)]
        if isinstance(item, (str, bytes)):
            return packing % (self._alignment * (len(item) // self._alignment + 1))
        return packing

    def _get_packing_format(self, position):
        position = position if position >= 0 else position + self._list_len
        if position >= self._list_len or self._list_len < 0:
            raise IndexError("Requested position out of range.")
        packed = struct.unpack_from("8s", self.shm.buf, self._offset_packing_formats + position * 8)
        return packed[0].rstrip(b"\x00").decode("utf8")

    def _get_back_transform(self, position):
        if position >= self._list_len or self._list_len < 0:
            raise IndexError("Requested position out of range.")
        code = struct.unpack_from("b", self.shm.buf, self._offset_back_transform_codes + position)
        return self._back_transforms_mapping[code[0]]

    def _set_packing_format_and_transform(self, position, packing, value):
        if position >= self._list_len or self._list_len < 0:
            raise IndexError("Requested position out of range.")
        struct.pack_into("8s", self.shm.buf, self._offset_packing_formats + position * 8,
                         packing.encode("utf8"))
        struct.pack_into("b", self.shm.buf, self._offset_back_transform_codes + position,
                         self._extract_recreation_code(value))

    def __getitem__(self, position):
        position = position if position >= 0 else position + self._list_len
        try:
            offset = self._offset_data_start + self._allocated_offsets[position]
            (value,) = struct.unpack_from(self._get_packing_format(position), self.shm.buf, offset)
        except IndexError:
            raise IndexError("index out of range")
        return self._get_back_transform(position)(value)

    def __setitem__(self, position, value):
        position = position if position >= 0 else position + self._list_len
        try:
            item = self._allocated_offsets[position]
            offset = self._offset_data_start + item
            packing = self._get_packing_format(position)
        except IndexError:
            raise IndexError("assignment index out of range")
        if not isinstance(value, (str, bytes)):
            packing, packed = self._types_mapping[type(value)], value
        else:
            room = self._allocated_offsets[position + 1] - item
            packed = value.encode("utf8") if isinstance(value, str) else value
            if len(packed) > room:
                raise ValueError("bytes/str item exceeds available storage")
            if packing[-1] != "s":
                packing = self._types_mapping[str] % (room,)
        self._set_packing_format_and_transform(position, packing, value)
        struct.pack_into(packing, self.shm.buf, offset, packed)

    def __reduce__(self):
        return partial(self.__class__, name=self.shm.name), ()

    def __len__(self):
        return struct.unpack_from("q", self.shm.buf, 0)[0]

    def __repr__(self):
        return f"{self.__class__.__name__}({list(self)}, name={self.shm.name!r})"

    @property
    def format(self):
        return "".join([self._get_packing_format(i) for i in range(self._list_len)])

    @property
    def _format_size_metainfo(self):
        return "q" * (self._list_len + 1)

    @property
    def _format_packing_metainfo(self):
        return "8s" * self._list_len

    @property
    def _format_back_transform_codes(self):
        return "b" * self._list_len

    @property
    def _offset_data_start(self):
        return (self._list_len + 2) * 8

    @property
    def _offset_packing_formats(self):
        return self._offset_data_start + self._allocated_offsets[-1]

    @property
    def _offset_back_transform_codes(self):
        return self._offset_packing_formats + self._list_len * 8

    def count(self, value):
        return sum(value == entry for entry in self)

    def index(self, value):
        for position, entry in enumerate(self):
            if value == entry:
                return position
        raise ValueError(f"{value!r} not in this container")

    __class_getitem__ = classmethod(types.GenericAlias)
