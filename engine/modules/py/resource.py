"""What the modelled process takes: ru_maxrss from the heap's mappings, times from the clock."""
import time
from _process import memory

error = OSError
RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD = 0, -1, 1
RLIM_INFINITY = -1
(RLIMIT_CPU, RLIMIT_FSIZE, RLIMIT_DATA, RLIMIT_STACK, RLIMIT_CORE, RLIMIT_RSS, RLIMIT_NPROC,
 RLIMIT_NOFILE, RLIMIT_MEMLOCK, RLIMIT_AS) = range(10)
_NAMES = ("ru_utime ru_stime ru_maxrss ru_ixrss ru_idrss ru_isrss ru_minflt ru_majflt ru_nswap "
          "ru_inblock ru_oublock ru_msgsnd ru_msgrcv ru_nsignals ru_nvcsw ru_nivcsw").split()


class struct_rusage(tuple):
    """The fields of getrusage()."""
    __slots__ = ()

    def __repr__(self):
        shown = ", ".join([f"{n}={v!r}" for n, v in zip(_NAMES, self)])
        return f"resource.struct_rusage({shown})"


for _index, _name in enumerate(_NAMES):
    setattr(struct_rusage, _name, property(lambda self, i=_index: self[i]))


def getrusage(who):
    if who not in (RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD):
        raise ValueError("invalid who parameter")
    if who == RUSAGE_CHILDREN:
        return struct_rusage([0.0, 0.0] + [0] * 14)
    resident, peak, size = memory()
    return struct_rusage([time.process_time(), 0.0, peak // 1024, 0, 0, 0, peak // 4096]
                         + [0] * 9)


def getpagesize():
    return 4096


def getrlimit(resource):
    return RLIM_INFINITY, RLIM_INFINITY


def setrlimit(resource, limits):
    raise ValueError("not allowed to raise maximum limit")
