"""Streams in memory."""
from _native import native as _native

__all__ = ["StringIO", "BytesIO", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END"]
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


def _count(size):
    """The size given to a read: None and negative ones mean all."""
    if size is None:
        return -1
    if not isinstance(size, int):
        if not hasattr(type(size), "__index__"):
            raise TypeError(f"argument should be integer or None, not '{type(size).__name__}'")
        size = size.__index__()
    return size


def _bytes(b):
    try:
        return bytes(memoryview(b))
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(b).__name__}'") from None


class IOBase:
    closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def _check_open(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def close(self):
        self.closed = True
        self._data = None

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *exc):
        self.close()

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def flush(self):
        self._check_open()

    def readable(self):
        self._check()
        return True

    seekable = writable = readable

    def isatty(self):
        self._check_open()
        return False

    def fileno(self):
        raise UnsupportedOperation("fileno")

    def tell(self):
        self._check()
        return self._pos

    def read(self, size=-1, /):
        self._check()
        data = self._whole()
        start = self._pos
        size = _count(size)
        end = len(data) if size < 0 else min(len(data), start + size)
        self._pos = max(start, end)
        return data[start:end]

    def readline(self, size=-1, /):
        self._check()
        data = self._whole()
        start = self._pos
        end = self._line_end(data, start)
        size = _count(size)
        if size >= 0:
            end = min(end, start + size)
        self._pos = max(start, end)
        return data[start:end]

    def _line_end(self, data, start):
        return data.find(self._newline, start) + 1 or len(data)

    def readlines(self, hint=-1, /):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        self._check_open()
        for line in lines:
            self.write(line)


class TextIOBase(IOBase):
    encoding = errors = newlines = None
    line_buffering = False

    def detach(self):
        raise UnsupportedOperation("detach")


class StringIO(TextIOBase):
    """Text in memory. newline: None reads every kind of line end as \\n and '' keeps them, both
    ending lines at each kind; another text ends lines, and is written for \\n."""

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not "
                            f"{type(initial_value).__name__}")
        self._mode = newline
        self._newline = newline or "\n"
        self._data, self._size, self._pos = [""], 0, 0
        if newline is None:
            self._seen = set()
        if initial_value:
            self.write(initial_value)
            self._pos = 0

    @property
    def newlines(self):
        self._check()
        if self._mode is not None:
            return None
        seen = tuple([end for end in ("\r", "\n", "\r\n") if end in self._seen])
        return seen[0] if len(seen) == 1 else seen or None

    def _translated(self, s):
        """What the text given to write() becomes."""
        if self._mode is None:
            rest = s.replace("\r\n", "")
            self._seen |= {end for end, text in (("\r\n", s), ("\n", rest), ("\r", rest))
                           if end in text}
            return s.replace("\r\n", "\n").replace("\r", "\n")
        return s.replace("\n", self._mode) if self._mode in ("\r", "\r\n") else s

    def _line_end(self, data, start):
        if self._mode != "":
            end = data.find(self._newline, start)
            return end + len(self._newline) if end >= 0 else len(data)
        ends = [end for end in (data.find("\n", start), data.find("\r", start)) if end >= 0]
        if not ends:
            return len(data)
        end = min(ends)
        return end + (2 if data[end:end + 2] == "\r\n" else 1)

    def _whole(self):
        if len(self._data) > 1:
            self._data = ["".join(self._data)]
        return self._data[0]

    def getvalue(self):
        self._check()
        return self._whole()

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        self._check()
        if not s:
            return 0
        given = len(s)
        s = self._translated(s)
        if self._pos == self._size:
            self._data.append(s)
            self._pos = self._size = self._size + len(s)
        else:
            data = self._whole()
            pad = "\0" * (self._pos - self._size)
            end = self._pos + len(s)
            self._data = [data[:self._pos] + pad + s + data[end:]]
            self._size = len(self._data[0])
            self._pos = end
        return given

    def seek(self, pos, whence=0, /):
        self._check()
        pos = pos.__index__()
        if whence not in (0, 1, 2):
            raise ValueError(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"Negative seek position {pos}")
        if whence and pos:
            raise OSError("Can't do nonzero cur-relative seeks")
        self._pos = (pos, self._pos, self._size)[whence]
        return self._pos

    def truncate(self, pos=None, /):
        self._check()
        pos = self._pos if pos is None else pos
        if pos < 0:
            raise ValueError(f"Negative size value {pos}")
        self._data = [self._whole()[:pos]]
        self._size = len(self._data[0])
        return pos


class BytesIO(IOBase):
    _newline = b"\n"

    def __init__(self, initial_bytes=b""):
        self._data = bytearray(_bytes(initial_bytes) if initial_bytes is not None else b"")
        self._pos = 0
        # The buffer that CPython would have: its size, and whether it is the bytes that were given.
        self._room, self._shared = len(self._data), True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def __sizeof__(self):
        return object.__sizeof__(self) + (0 if self._shared else self._room + 33)

    def _whole(self):
        return bytes(self._data)

    def getvalue(self):
        self._check()
        if self._room != len(self._data):
            self._room, self._shared = len(self._data), False
        return bytes(self._data)

    def getbuffer(self):
        self._check()
        return memoryview(self._data)

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        self._check()
        try:
            view = memoryview(buffer).cast("B")
            if view.readonly:
                raise TypeError
        except TypeError:
            raise TypeError("readinto() argument must be read-write bytes-like object, not "
                            + type(buffer).__name__) from None
        data = self.read(len(view))
        view[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def detach(self):
        raise UnsupportedOperation("detach")

    def write(self, b, /):
        self._check()
        b = _bytes(b)
        if b:
            end = self._pos + len(b)
            if self._pos > len(self._data):
                self._data.extend(bytes(self._pos - len(self._data)))
            self._data[self._pos:end] = b
            self._make_room(max(end, len(self._data)))
            self._pos = end
        return len(b)

    def _make_room(self, size):
        room = self._room
        if size > room + (room >> 3):
            self._room = size + 1
        elif size > room:
            self._room = size + (size >> 3) + (3 if size < 9 else 6)
        self._shared = False

    def seek(self, pos, whence=0, /):
        self._check()
        if whence not in (0, 1, 2):
            raise ValueError(f"invalid whence ({whence}, should be 0, 1 or 2)")
        if whence == 0 and pos < 0:
            raise ValueError(f"negative seek value {pos}")
        self._pos = max(0, (0, self._pos, len(self._data))[whence] + pos)
        return self._pos

    def truncate(self, size=None, /):
        self._check()
        size = self._pos if size is None else size
        if size < 0:
            raise ValueError(f"negative size value {size}")
        del self._data[size:]
        return size


_native(StringIO, "_io.StringIO")
_native(BytesIO, "_io.BytesIO")
