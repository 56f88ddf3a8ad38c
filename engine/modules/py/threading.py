"""Threads as far as one thread has them: locks, local data; Thread.start() runs at once."""
import sys
from _native import native as _native

__all__ = ["get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread",
           "TIMEOUT_MAX", "Event", "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread",
           "Timer", "Barrier", "BrokenBarrierError", "ThreadError", "local"]
TIMEOUT_MAX = 9223372036.0
ThreadError = RuntimeError
_FOREVER = "this would wait for ever: there is only one thread"


class lock:
    __module__ = "_thread"
    __slots__ = ("_held", "__weakref__")

    def __init__(self):
        self._held = False

    def acquire(self, blocking=True, timeout=-1):
        if self._held:
            if blocking and timeout < 0:
                raise RuntimeError(_FOREVER)
            return False
        self._held = True
        return True

    def release(self):
        if not self._held:
            raise RuntimeError("release unlocked lock")
        self._held = False

    def locked(self):
        return self._held

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc):
        self.release()

    def __repr__(self):
        state = "locked" if self._held else "unlocked"
        return f"<{state} _thread.lock object at {id(self):#x}>"


def Lock():
    return lock()


class RLock:
    __module__ = "_thread"
    __slots__ = ("_count", "__weakref__")

    def __init__(self):
        self._count = 0

    def acquire(self, blocking=True, timeout=-1):
        self._count += 1
        return True

    def release(self):
        if not self._count:
            raise RuntimeError("cannot release un-acquired lock")
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *exc):
        self.release()

    def __repr__(self):
        state, owner = ("locked", get_ident()) if self._count else ("unlocked", 0)
        return (f"<{state} _thread.RLock object owner={owner} count={self._count} at "
                f"{id(self):#x}>")


class Condition:
    def __init__(self, lock=None):
        self._lock = RLock() if lock is None else lock
        self.acquire, self.release = self._lock.acquire, self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *exc):
        return self._lock.__exit__(*exc)

    def wait(self, timeout=None):
        if timeout is None:
            raise RuntimeError(_FOREVER)
        return False

    def wait_for(self, predicate, timeout=None):
        return predicate() or self.wait(timeout)

    def notify(self, n=1):
        pass

    def notify_all(self):
        pass


class Event:
    def __init__(self):
        self._flag = False

    def is_set(self):
        return self._flag

    def set(self):
        self._flag = True

    def clear(self):
        self._flag = False

    def wait(self, timeout=None):
        if not self._flag and timeout is None:
            raise RuntimeError(_FOREVER)
        return self._flag


class Semaphore:
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._value = self._initial_value = value

    def acquire(self, blocking=True, timeout=None):
        if not self._value:
            if blocking and timeout is None:
                raise RuntimeError(_FOREVER)
            return False
        self._value -= 1
        return True

    def release(self, n=1):
        self._value += n

    __enter__ = acquire

    def __exit__(self, *exc):
        self.release()


class BoundedSemaphore(Semaphore):
    def release(self, n=1):
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        super().release(n)


class BrokenBarrierError(RuntimeError):
    pass


class Barrier:
    def __init__(self, parties, action=None, timeout=None):
        self._parties, self._action, self._broken = parties, action, False

    parties = property(lambda self: self._parties)
    broken = property(lambda self: self._broken)
    n_waiting = 0

    def wait(self, timeout=None):
        if self._broken or self._parties > 1:
            if not self._broken and timeout is None:
                raise RuntimeError(_FOREVER)
            self._broken = True
            raise BrokenBarrierError
        if self._action:
            self._action()
        return 0

    def reset(self):
        self._broken = False

    def abort(self):
        self._broken = True


class local:
    """Data of the thread; there is one."""


_counter = 0
_running = []


class Thread:
    """start() runs the target to its end, as if no other thread had ever been let in."""
    _started = _finished = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        global _counter
        self._target, self._args, self._kwargs = target, args, kwargs or {}
        if name is None:
            _counter += 1
            name = f"Thread-{_counter}"
            if target is not None:
                name += f" ({getattr(target, '__name__', repr(target))})"
        self.name, self.daemon, self.ident = str(name), bool(daemon), None

    def run(self):
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs

    def start(self):
        if self._started:
            raise RuntimeError("threads can only be started once")
        self._started, self.ident = True, id(self)
        _running.append(self)
        try:
            self.run()
        except SystemExit:
            pass
        except BaseException:
            excepthook(self)
        finally:
            _running.pop()
            self._finished = True

    def join(self, timeout=None):
        if not self._started:
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")

    def is_alive(self):
        return self._started and not self._finished

    def __repr__(self):
        state = "initial" if not self._started else "stopped" if self._finished else "started"
        if self.daemon:
            state += " daemon"
        if self.ident is not None:
            state += f" {self.ident}"
        return f"<{type(self).__name__}({self.name}, {state})>"


def excepthook(thread):
    import traceback
    print(f"Exception in thread {thread.name}:", file=sys.stderr)
    traceback.print_exc()


class _MainThread(Thread):
    def __init__(self):
        super().__init__(name="MainThread")
        self._started, self.ident = True, get_ident()


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__(target=function, args=args or (), kwargs=kwargs)
        self.interval = interval

    def cancel(self):
        self._target = None


def get_ident():
    return 139674067428032


get_native_id = get_ident


def main_thread():
    return _main


def current_thread():
    return _running[-1] if _running else _main


def enumerate():
    return [_main] + _running


def active_count():
    return 1 + len(_running)


_main = _MainThread()
_native(lock, "_thread.lock")
_native(RLock, "_thread.RLock")
_native(local, "_thread._local")
