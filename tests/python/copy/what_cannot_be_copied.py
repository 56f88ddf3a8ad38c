"""What copy refuses, and in which words: locks, generators, frames, what a class says of itself."""
import copy
import datetime
import io
import queue
import re
import struct
import sys
import threading


def attempt(label, f, *args):
    try:
        print(f'{label:22} {type(f(*args)).__name__}')
    except Exception as e:
        print(f'{label:22} {type(e).__name__}: {e}')


class Account:
    def __init__(self):
        self.lock = threading.Lock()
        self.balance = 10


class Own(threading.local):
    pass


class Simple(queue.SimpleQueue):
    pass


class Zone(datetime.tzinfo):
    pass


class Text(io.StringIO):
    pass


class Refusing:
    def __reduce_ex__(self, protocol):
        raise TypeError('no copies, please')


class Wrong:
    def __reduce_ex__(self, protocol):
        return 3


class ArgumentsWrong:
    def __getnewargs__(self):
        return 3


class PairWrong:
    def __getnewargs_ex__(self):
        return ((),)


def generate():
    yield 1


things = {
    'account': Account(), 'lock': threading.Lock(), 'rlock': threading.RLock(),
    'local': threading.local(), 'own local': Own(), 'simple queue': queue.SimpleQueue(),
    'own queue': Simple(), 'struct': struct.Struct('i'),
    'unpacking': struct.iter_unpack('b', b'ab'), 'match': re.match('a', 'a'),
    'pattern': re.compile('a'), 'zone': Zone(), 'utc': datetime.timezone.utc,
    'offset': datetime.timezone(datetime.timedelta(hours=2), 'here'), 'text': Text('a'),
    'generator': generate(), 'frame': sys._getframe(), 'module': sys,
    'memoryview': memoryview(b'a'), 'keys': {}.keys(), 'refusing': Refusing(),
    'wrong': Wrong(), 'arguments': ArgumentsWrong(), 'pair': PairWrong(),
}
for name, thing in things.items():
    attempt('copy ' + name, copy.copy, thing)
    attempt('deepcopy ' + name, copy.deepcopy, thing)
    attempt('deepcopy in a list', copy.deepcopy, [thing])
print(things['lock'].__getstate__(), things['match'].__getstate__())
