"""Processes by fork: Process, Pipe, and the shared memory in multiprocessing.shared_memory."""
import os
import sys
import _shared_memory as shared_memory

sys.modules["multiprocessing.shared_memory"] = shared_memory
__all__ = ["Process", "Pipe", "active_children", "cpu_count", "current_process",
           "get_start_method", "parent_process", "set_start_method", "shared_memory"]
_children, _numbers = set(), iter(range(1, 10 ** 9))


class ProcessError(Exception):
    pass


def cpu_count():
    return os.cpu_count()


def get_start_method(allow_none=False):
    return "fork"


def set_start_method(method, force=False):
    if method != "fork":
        raise ValueError(f"cannot find context for {method!r}")


def get_context(method=None):
    set_start_method(method or "fork")
    return sys.modules[__name__]


class Process:
    _pid = _status = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, "group argument must be None for now"
        self._number = (*_current._number, next(_numbers))
        self._target, self._args, self._kwargs = target, tuple(args), dict(kwargs)
        self._name = name or f"{type(self).__name__}-{':'.join(map(str, self._number))}"
        self._parent_pid = os.getpid()
        self._daemon = bool(daemon)

    def run(self):
        # Each number of arguments by itself: a plain call stays between two instructions, where
        # another process can take over; one with * goes through C.
        target, args = self._target, self._args
        if not target:
            return
        if self._kwargs or len(args) > 4:
            target(*args, **self._kwargs)
        elif not args:
            target()
        elif len(args) == 1:
            target(args[0])
        elif len(args) == 2:
            target(args[0], args[1])
        elif len(args) == 3:
            target(args[0], args[1], args[2])
        else:
            target(args[0], args[1], args[2], args[3])

    def start(self):
        assert self._pid is None, "cannot start a process twice"
        assert self._parent_pid == os.getpid(), \
            "can only start a process object created by current process"
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            self._pid = pid
            _children.add(self)
            return
        global _current, _parent, _numbers
        _parent, _current, _numbers = _current, self, iter(range(1, 10 ** 9))
        _children.clear()
        self._pid = os.getpid()
        code = 1
        try:
            self.run()
            code = 0
        except SystemExit as error:
            code = error.code
            if code is None:
                code = 0
            elif not isinstance(code, int):
                sys.stderr.write(str(code) + "\n")
                code = 1
        except BaseException:
            import traceback
            sys.stderr.write(f"Process {self._name}:\n")
            traceback.print_exc()
        _join_all()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    def _ended(self, options):
        if self._status is None and self._pid is not None:
            pid, status = os.waitpid(self._pid, options)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
                _children.discard(self)
        return self._status

    def join(self, timeout=None):
        assert self._parent_pid == os.getpid(), "can only join a child process"
        assert self._pid is not None, "can only join a started process"
        self._ended(0)

    def is_alive(self):
        if self is _current:
            return True
        assert self._parent_pid == os.getpid(), "can only test a child process"
        return self._pid is not None and self._ended(os.WNOHANG) is None

    def close(self):
        if self.is_alive():
            raise ValueError("Cannot close a process while it is still running. "
                             "You should first call join() or terminate().")

    @property
    def exitcode(self):
        return None if self is _current else self._ended(os.WNOHANG)

    @property
    def pid(self):
        return os.getpid() if self is _current else self._pid

    ident = pid

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), "name must be a string"
        self._name = name

    @property
    def daemon(self):
        return self._daemon

    @daemon.setter
    def daemon(self, daemon):
        assert self._pid is None, "process has already started"
        self._daemon = daemon

    def __repr__(self):
        if self is _current:
            status = "started"
        elif self._pid is None:
            status = "initial"
        else:
            code = self._ended(os.WNOHANG)
            status = "started" if code is None else "stopped"
        parts = [type(self).__name__, f"name={self._name!r}"]
        if self._pid is not None:
            parts.append(f"pid={self._pid}")
        parts += [f"parent={self._parent_pid}", status]
        if self._status is not None:
            parts.append(f"exitcode={self._status}")
        if self._daemon:
            parts.append("daemon")
        return f"<{' '.join(parts)}>"


class _MainProcess(Process):
    def __init__(self):
        self._number, self._name, self._parent_pid = (), "MainProcess", None
        self._pid, self._daemon = os.getpid(), False


_current, _parent = _MainProcess(), None


def current_process():
    return _current


def parent_process():
    return _parent


def active_children():
    return [child for child in list(_children) if child.is_alive()]


def _join_all():
    for child in list(_children):
        child.join()


class _Connection:
    """An end of a pipe. Objects go as texts that JSON can say, or as what pickle would take:
    None, numbers, texts, bytes and containers of them."""

    def __init__(self, reader, writer):
        self._reader, self._writer = reader, writer

    def _open(self, end, other):
        if self.closed:
            raise OSError("handle is closed")
        if end is None:
            raise OSError(f"connection is {other}-only")
        return end

    def send_bytes(self, data):
        self._open(self._writer, "read")
        message = len(data).to_bytes(4, "big") + bytes(data)
        while message:
            message = message[os.write(self._writer, message):]

    def _exactly(self, size):
        parts = b""
        while len(parts) < size:
            part = os.read(self._reader, size - len(parts))
            if not part:
                raise EOFError
            parts += part
        return parts

    def recv_bytes(self):
        self._open(self._reader, "write")
        return self._exactly(int.from_bytes(self._exactly(4), "big"))

    def send(self, value):
        self._open(self._writer, "read")
        _plain(value)
        self.send_bytes(repr(value).encode("utf8", "surrogatepass"))

    def recv(self):
        return eval(self.recv_bytes().decode("utf8", "surrogatepass"), {"inf": float("inf"),
                                                                        "nan": float("nan")})

    def fileno(self):
        return self._reader if self._reader is not None else self._writer

    @property
    def closed(self):
        return self._reader is None and self._writer is None

    def close(self):
        for fd in {self._reader, self._writer} - {None}:
            os.close(fd)
        self._reader = self._writer = None

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.close()


def _plain(value):
    if type(value) in (list, tuple, set, frozenset):
        for item in value:
            _plain(item)
    elif type(value) is dict:
        _plain(list(value.items()))
    elif value is not None and type(value) not in (int, float, complex, bool, str, bytes):
        raise TypeError(f"sending a {type(value).__name__!r} object is not modelled")


def Pipe(duplex=True):
    r1, w1 = os.pipe()
    if not duplex:
        return _Connection(r1, None), _Connection(None, w1)
    r2, w2 = os.pipe()
    return _Connection(r1, w2), _Connection(r2, w1)
