"""Streams in memory."""
from _native import native as _native

__all__ = ["StringIO", "BytesIO", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END"]
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed = False

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def close(self):
        self.closed = True
        self._data = None

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *exc):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def flush(self):
        self._check()

    def readable(self):
        self._check()
        return True

    seekable = writable = readable

    def isatty(self):
        self._check()
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
        end = len(data) if size is None or size < 0 else min(len(data), start + size)
        self._pos = max(start, end)
        return data[start:end]

    def readline(self, size=-1, /):
        self._check()
        data = self._whole()
        start = self._pos
        end = data.find(self._newline, start) + 1 or len(data)
        if size is not None and size >= 0:
            end = min(end, start + size)
        self._pos = max(start, end)
        return data[start:end]

    def readlines(self, hint=-1, /):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        self._check()
        for line in lines:
            self.write(line)


class TextIOBase(IOBase):
    encoding = errors = newlines = None
    line_buffering = False


class StringIO(TextIOBase):
    _newline = "\n"

    def __init__(self, initial_value="", newline="\n"):
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not "
                            f"{type(initial_value).__name__}")
        self._data = [initial_value or ""]
        self._size = len(self._data[0])
        self._pos = 0

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
        return len(s)

    def seek(self, pos, whence=0, /):
        self._check()
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
        self._data = bytearray(initial_bytes or b"")
        self._pos = 0

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")

    def _whole(self):
        return bytes(self._data)

    def getvalue(self):
        self._check()
        return bytes(self._data)

    def write(self, b, /):
        self._check()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        b = bytes(memoryview(b))
        if b:
            if self._pos > len(self._data):
                self._data.extend(bytes(self._pos - len(self._data)))
            self._data[self._pos:self._pos + len(b)] = b
            self._pos += len(b)
        return len(b)

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
