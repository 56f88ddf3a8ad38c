"""A part of psutil: the memory of this process, as the engine models it."""
import os
from collections import namedtuple
from _process import memory

__version__ = "5.9.0"
pmem = namedtuple("pmem", "rss vms shared text lib data dirty")
svmem = namedtuple("svmem", "total available percent used free")
_TOTAL = 8 << 30


class Error(Exception):
    pass


class NoSuchProcess(Error):
    def __init__(self, pid, name=None, msg=None):
        super().__init__(f"process PID not found (pid={pid})")
        self.pid = pid


class Process:
    def __init__(self, pid=None):
        self.pid = os.getpid() if pid is None else pid
        if self.pid != os.getpid():
            raise NoSuchProcess(pid)

    def memory_info(self):
        resident, peak, size = memory()
        return pmem(resident, size, 5 << 20, 3 << 20, 0, size - (8 << 20), 0)

    memory_full_info = memory_info_ex = memory_info

    def memory_percent(self, memtype="rss"):
        return getattr(self.memory_info(), memtype) / _TOTAL * 100

    def cpu_percent(self, interval=None):
        return 0.0

    def name(self):
        return "python3.11"

    def num_threads(self):
        return 1

    def __repr__(self):
        return f"psutil.Process(pid={self.pid}, name='python3.11', status='running')"


def virtual_memory():
    used = memory()[0]
    return svmem(_TOTAL, _TOTAL - used, round(used / _TOTAL * 100, 1), used, _TOTAL - used)


def cpu_count(logical=True):
    return 1


def cpu_percent(interval=None):
    return 0.0


def pids():
    return [os.getpid()]


def pid_exists(pid):
    return pid == os.getpid()
