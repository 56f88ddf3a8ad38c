"""What programs ask of an operating system, as far as there is one: no files, one process."""
import abc
import sys
import posixpath as path
from posixpath import (altsep, curdir, defpath, devnull, extsep, fspath, pardir, pathsep, sep)

sys.modules["os.path"] = path
name, linesep, error = "posix", "\n", OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0


class _Environ(dict):
    def __repr__(self):
        return f"environ({dict.__repr__(self)})"

    def __setitem__(self, key, value):
        for thing in (key, value):
            if not isinstance(thing, str):
                raise TypeError(f"str expected, not {type(thing).__name__}")
        super().__setitem__(key, value)

    def copy(self):
        return dict(self)


environ = _Environ(HOME="/root", LANG="C.UTF-8", PATH="/usr/local/bin:/usr/bin:/bin", PWD="/",
                   USER="root")


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(name, value):
    environ[name] = value


def unsetenv(name):
    environ.pop(name, None)


def getpid():
    return 4242


def getppid():
    return 1


def getuid():
    return 0


geteuid = getgid = getegid = getuid


def getlogin():
    return "root"


def cpu_count():
    return 1


def getcwd():
    return "/"


def getcwdb():
    return b"/"


def urandom(size):
    import random
    return random.randbytes(size)


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode() if isinstance(filename, bytes) else filename


class uname_result(tuple):
    _names = "sysname", "nodename", "release", "version", "machine"

    def __getattr__(self, name):
        if name in self._names:
            return self[self._names.index(name)]
        raise AttributeError(f"'posix.uname_result' object has no attribute {name!r}")

    def __repr__(self):
        shown = ", ".join([f"{n}={v!r}" for n, v in zip(self._names, self)])
        return f"posix.uname_result({shown})"


def uname():
    return uname_result(("Linux", "pymemlab", "6.1.0", "#1 SMP", "x86_64"))


def strerror(code):
    texts = {1: "Operation not permitted", 2: "No such file or directory",
             13: "Permission denied", 17: "File exists", 20: "Not a directory",
             21: "Is a directory", 22: "Invalid argument"}
    return texts.get(code, f"Unknown error {code}")


def _no_file(path, *args, **kwds):
    raise FileNotFoundError(2, "No such file or directory", path)


stat = lstat = open = remove = unlink = rmdir = chdir = readlink = chmod = _no_file


def listdir(path="."):
    if fspath(path) in (".", "/"):
        return []
    _no_file(path)


def _refused(path, *args, **kwds):
    raise PermissionError(13, "Permission denied", path)


mkdir = makedirs = rename = replace = symlink = link = _refused


def access(path, mode):
    return False


def walk(top, topdown=True, onerror=None, followlinks=False):
    if fspath(top) in (".", "/"):
        yield top, [], []


def get_terminal_size(fd=1):
    return terminal_size((80, 24))


class terminal_size(tuple):
    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def _exit(status):
    raise SystemExit(status)


def getloadavg():
    return 0.0, 0.0, 0.0


class PathLike(abc.ABC):
    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return any("__fspath__" in base.__dict__ for base in subclass.__mro__) or NotImplemented
        return NotImplemented
