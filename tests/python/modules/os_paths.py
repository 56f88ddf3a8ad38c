"""os.path and os: names and pure functions."""
import os
import os.path
from os.path import join


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)



print(os.name, os.sep, repr(os.linesep), os.curdir, os.pardir, os.extsep, os.altsep, os.pathsep)
print(os.path.__name__, join is os.path.join, type(os.getpid()), os.environ.get("NO_SUCH"))
for path in ("", "/", "//", "///a", "a", "a/", "/a/b.c", "a/b/.c", "a.b/c", "a..b", ".x.y", "...",
             "a/../b", "../../a", "/../a", "./a//b/./c/..", "a/b/../../..", "x.tar.gz"):
    print(repr(path), os.path.split(path), os.path.splitext(path), os.path.basename(path),
          os.path.dirname(path), os.path.normpath(path), os.path.isabs(path))
for text in ("join('a', 'b')", "join('a', '/b', 'c')", "join('a/', '', 'b')", "join('')",
             "join('a', '')", "join('a', b'b')", "join(3)", "os.path.commonprefix(['abc', 'abd'])",
             "os.path.commonprefix([])", "os.path.commonpath(['/a/b', '/a/c'])",
             "os.path.commonpath(['a/b', 'a/b/c'])", "os.path.commonpath(['/a', 'b'])",
             "os.path.commonpath([])", "os.path.relpath('/a/b/c', '/a/d')",
             "os.path.relpath('/a', '/a')", "os.path.relpath('')", "os.path.split(b'/a/b')",
             "os.path.splitext(b'x.py')", "os.path.normpath(b'a/../b')", "os.path.splitdrive('/a')",
             "os.fspath('x')", "os.fspath(3)", "os.path.abspath('/a/../b')", "os.path.exists('/')",
             "os.path.isfile('/no/such')", "os.path.exists('/no/such')", "os.path.isdir('/')",
             "os.listdir('/no/such')", "os.path.getsize('/no/such')", "os.stat('/no/such')",
             "os.getenv('NO_SUCH', 5)", "os.fsencode('é')", "os.fsdecode(b'x')",
             "os.strerror(2)", "os.strerror(13)", "os.error", "isinstance('x', os.PathLike)",
             "os.environ['NO_SUCH']", "os.path.normcase('A')", "len(os.urandom(5))"):
    show(text)


class Where:
    def __fspath__(self):
        return "/where/x.txt"


print(os.path.basename(Where()), isinstance(Where(), os.PathLike), os.fspath(Where()))
os.environ["NEW_NAME"] = "v"
print(os.environ["NEW_NAME"], os.getenv("NEW_NAME"), "NEW_NAME" in os.environ)
try:
    os.environ["NEW_NAME"] = 3
except TypeError as error:
    print(error)
