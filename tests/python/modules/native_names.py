"""How errors name the types that CPython has in C, and that nobody can change them."""
import datetime
import io
import re
import struct
import threading
import time

things = [re.compile('a'), re.match('a', 'a'), io.StringIO(), io.BytesIO(), datetime.date(2020, 1, 1),
          datetime.datetime(2020, 1, 1), datetime.time(1), datetime.timedelta(1), datetime.timezone.utc,
          struct.Struct('i'), threading.Lock(), threading.RLock()]
attempts = {
    'attribute': lambda o: o.nothing, '+': lambda o: o + 1j, '<': lambda o: o < 1j, 'str +': lambda o: 'a' + o,
    'len': lambda o: len(o), 'call': lambda o: o(1), 'subscript': lambda o: [1][o], 'float': float,
    'class attribute': lambda o: setattr(type(o), 'nothing', 1), 'class name': lambda o: setattr(type(o), '__name__', 'x'),
    'del': lambda o: delattr(type(o), '__doc__'), 'unpack': lambda o: [(a, b) for a, b in [o]],
    'in': lambda o: 5 in o if not isinstance(o, (io.StringIO, io.BytesIO)) else int(o), 'with': lambda o: int(o),
    'raise': lambda o: exec('raise o', {'o': o}), 'star': lambda o: print(*o) if not isinstance(o, io.IOBase) else 0,
}
for o in things:
    print(type(o), type(o).__name__, type(o).__qualname__, type(o).__module__)
    for name, attempt in attempts.items():
        try:
            print('  ', name, type(attempt(o)).__name__)
        except Exception as e:
            print('  ', name, type(e).__name__, e)


class Day(datetime.date):
    extra = 1


Day.more = 2
day = Day(2024, 5, 6)
day.note = 'own'
print(day, Day.more, day.note, Day.__module__, Day.__name__, type(day + datetime.timedelta(1)).__name__)
try:
    day + 'x'
except TypeError as e:
    print(e)
try:
    print('Date: ' + datetime.date(2020, 1, 1))
except TypeError as e:
    print(e)
try:
    print('%d' % datetime.timedelta(1))
except TypeError as e:
    print(e)
first, second = re.match('(a)(b)', 'ab').groups()
print(first, second, time.gmtime(0)[:3])
