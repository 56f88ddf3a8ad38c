"""Paths as POSIX writes them; nothing here looks at a file system."""
__all__ = ["normcase", "isabs", "join", "splitdrive", "split", "splitext", "basename", "dirname",
           "commonprefix", "normpath", "abspath", "realpath", "relpath", "commonpath",
           "expanduser", "expandvars", "exists", "lexists", "isfile", "isdir", "islink", "ismount",
           "getsize", "samefile", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep",
           "extsep", "devnull"]
curdir, pardir, sep, pathsep, extsep, altsep = ".", "..", "/", ":", ".", None
defpath, devnull = "/bin:/usr/bin", "/dev/null"


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    convert = getattr(type(path), "__fspath__", None)
    if convert is None:
        raise TypeError("expected str, bytes or os.PathLike object, not " + type(path).__name__)
    return convert(path)


def _marks(path):
    return (b"/", b".", b"..", b"") if isinstance(path, bytes) else ("/", ".", "..", "")


def normcase(s):
    return fspath(s)


def isabs(s):
    s = fspath(s)
    return s.startswith(_marks(s)[0])


def join(a, *p):
    path = fspath(a)
    slash = _marks(path)[0]
    for part in map(fspath, p):
        if type(part) is not type(path) and isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash):
            path = part
        elif not path or path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    p = fspath(p)
    slash = _marks(p)[0]
    cut = p.rfind(slash) + 1
    head, tail = p[:cut], p[cut:]
    return (head.rstrip(slash) or head), tail


def splitdrive(p):
    p = fspath(p)
    return p[:0], p


def splitext(p):
    p = fspath(p)
    slash, dot = _marks(p)[:2]
    start = p.rfind(slash) + 1
    cut = p.rfind(dot)
    if cut > start and p[start:cut].strip(dot):
        return p[:cut], p[cut:]
    return p, p[:0]


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(fspath, m))
    low, high = min(m), max(m)
    for i, c in enumerate(low):
        if c != high[i]:
            return low[:i]
    return low


def normpath(path):
    path = fspath(path)
    slash, dot, up, empty = _marks(path)
    lead = 0
    if path.startswith(slash):
        lead = 2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else 1
    parts = []
    for part in path.split(slash):
        if part in (empty, dot):
            continue
        if part == up and parts and parts[-1] != up:
            parts.pop()
        elif part != up or not lead:
            parts.append(part)
    return slash * lead + slash.join(parts) or dot


def abspath(path):
    path = fspath(path)
    return normpath(path if isabs(path) else join("/" if isinstance(path, str) else b"/", path))


def realpath(filename, *, strict=False):
    return abspath(filename)


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    slash, dot, up, empty = _marks(fspath(path))
    here = [p for p in abspath(dot if start is None else start).split(slash) if p]
    there = [p for p in abspath(path).split(slash) if p]
    same = len(commonprefix([here, there]))
    return slash.join([up] * (len(here) - same) + there[same:]) or dot


def commonpath(paths):
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(fspath, paths))
    slash, dot = _marks(paths[0])[:2]
    absolute = {p.startswith(slash) for p in paths}
    if len(absolute) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    lists = [[c for c in p.split(slash) if c and c != dot] for p in paths]
    return (slash if absolute.pop() else slash[:0]) + slash.join(commonprefix(lists))


def expanduser(path):
    path = fspath(path)
    return "/root" + path[1:] if path == "~" or path.startswith("~/") else path


def expandvars(path):
    return fspath(path)


def exists(path):
    path = fspath(path)
    return path in ("/", ".", "..")


lexists = isdir = exists


def isfile(path):
    fspath(path)
    return False


islink = isfile


def ismount(path):
    return fspath(path) == "/"


def getsize(filename):
    raise FileNotFoundError(2, "No such file or directory", fspath(filename))


def samefile(f1, f2):
    return abspath(f1) == abspath(f2)
