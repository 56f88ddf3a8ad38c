"""The platform that is modelled: CPython 3.11 on 64-bit Linux."""
import sys
from collections import namedtuple

uname_result = namedtuple("uname_result", "system node release version machine")


def uname():
    return uname_result("Linux", "pymemlab", "6.1.0", "#1 SMP", "x86_64")


def system():
    return "Linux"


def node():
    return "pymemlab"


def release():
    return "6.1.0"


def version():
    return "#1 SMP"


def machine():
    return "x86_64"


def processor():
    return ""


def architecture(executable="", bits="", linkage=""):
    return "64bit", "ELF"


def platform(aliased=False, terse=False):
    return "Linux-6.1.0-x86_64" if terse else "Linux-6.1.0-x86_64-with-glibc2.36"


def python_version():
    return sys.version.split()[0]


def python_version_tuple():
    return tuple(python_version().split("."))


def python_implementation():
    return "CPython"


def python_compiler():
    return "GCC 12.2.0"


def python_build():
    return "main", "Nov 28 2024 15:03:39"


def python_branch():
    return ""


def libc_ver(*args):
    return "glibc", "2.36"
