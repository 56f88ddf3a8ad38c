"""What programs ask of an operating system, as far as there is one: processes and pipes, no files."""
import abc
import _machine
import sys
import posixpath as path
from posixpath import (altsep, curdir, defpath, devnull, extsep, fspath, pardir, pathsep, sep)

sys.modules["os.path"] = path
name, linesep, error = "posix", "\n", OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR = 0, 1, 2
O_CREAT, O_EXCL = 64, 128
WNOHANG, WUNTRACED = 1, 2
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


def _checked(result):
    if isinstance(result, int) and result < 0:
        raise OSError(-result, strerror(-result))
    return result


getpid, getppid = _machine.getpid, _machine.getppid
_at_fork = [], [], []


def register_at_fork(*, before=None, after_in_parent=None, after_in_child=None):
    if before is after_in_parent is after_in_child is None:
        raise TypeError("At least one argument is required.")
    for list_, function in zip(_at_fork, (before, after_in_parent, after_in_child)):
        if function is not None:
            list_.append(function)


def fork():
    for function in reversed(_at_fork[0]):
        function()
    _machine.fork()
    pid = _machine.forked()
    for function in _at_fork[1 if pid else 2]:
        function()
    return _checked(pid)


def waitpid(pid, options, /):
    while True:
        ended = _machine.wait(pid)
        if ended is not None:
            return _checked(ended)
        if options & WNOHANG:
            return 0, 0
        _machine.pause()


def wait():
    return waitpid(-1, 0)


def WIFEXITED(status):
    return status & 127 == 0


def WEXITSTATUS(status):
    return status >> 8 & 255


def WIFSIGNALED(status):
    return status & 127 not in (0, 127)


def WTERMSIG(status):
    return status & 127


def waitstatus_to_exitcode(status):
    return WEXITSTATUS(status) if WIFEXITED(status) else -WTERMSIG(status)


def pipe():
    return _checked(_machine.pipe())


def read(fd, length, /):
    while True:
        data = _machine.read(fd, length)
        if data is not None:
            return _checked(data)
        _machine.pause()


def write(fd, data, /):
    while True:
        written = _machine.write(fd, data)
        if written is not None:
            return _checked(written)
        _machine.pause()


def close(fd):
    _checked(_machine.close(fd))


def dup(fd, /):
    return _checked(_machine.dup(fd))


def dup2(fd, fd2, inheritable=True):
    return _checked(_machine.dup(fd, fd2))


_exit = _machine.exit


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
             9: "Bad file descriptor", 10: "No child processes",
             11: "Resource temporarily unavailable", 12: "Cannot allocate memory",
             23: "Too many open files in system", 24: "Too many open files", 32: "Broken pipe",
             36: "File name too long", 13: "Permission denied", 17: "File exists", 20: "Not a directory",
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
