"""Dates and times."""
import time as _time
from _native import native as _native
from operator import index as _index

__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo", "MINYEAR", "MAXYEAR",
           "UTC")
MINYEAR, MAXYEAR = 1, 9999
_LARGEST = _time._days_before(10000)


def _ordinal(year, month, day):
    return _time._days_before(year) + sum(_time._lengths(year)[:month - 1]) + day


def _from_ordinal(n):
    if not 1 <= n <= _LARGEST:
        raise OverflowError("date value out of range")
    t = _time.gmtime((n - 719163) * 86400)
    return t[0], t[1], t[2]


def _check_date(year, month, day):
    year, month, day = _index(year), _index(month), _index(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _time._lengths(year)[month - 1]:
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    values = []
    for name, value, high in (("hour", hour, 23), ("minute", minute, 59), ("second", second, 59),
                              ("microsecond", microsecond, 999999)):
        value = _index(value)
        if not 0 <= value <= high:
            raise ValueError(f"{name} must be in 0..{high}")
        values.append(value)
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return values


def _rounded(numerator, denominator):
    """A quotient to the nearest whole number, halves to the even one."""
    whole, rest = divmod(numerator, denominator)
    rest *= 2
    over = rest > denominator if denominator > 0 else rest < denominator
    return whole + (over or rest == denominator and whole & 1)


def _field(get, text="readonly attribute"):
    """An attribute that can neither be set nor deleted."""
    def refuse(self, value=None):
        raise AttributeError(text)
    return property(get, refuse, refuse)


def _part(kind, name, get):
    return _field(get, f"attribute '{name}' of 'datetime.{kind}' objects is not writable")


class timedelta:
    """A length of time."""
    __slots__ = ("_us",)

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0,
                weeks=0):
        from fractions import Fraction
        total = 0
        for name, value, unit in (("days", days, 86400000000), ("seconds", seconds, 1000000),
                                  ("microseconds", microseconds, 1),
                                  ("milliseconds", milliseconds, 1000),
                                  ("minutes", minutes, 60000000), ("hours", hours, 3600000000),
                                  ("weeks", weeks, 604800000000)):
            if isinstance(value, float):
                value = Fraction(value)
            elif not isinstance(value, int):
                raise TypeError(f"unsupported type for timedelta {name} component: "
                                f"{type(value).__name__}")
            total += value * unit
        return cls._of(total if isinstance(total, int) else round(total))

    @classmethod
    def _of(cls, us):
        days = us // 86400000000
        if abs(days) > 999999999:
            raise OverflowError("Python int too large to convert to C int" if abs(days) >= 2 ** 31
                                else f"days={days}; must have magnitude <= 999999999")
        made = object.__new__(cls)
        made._us = us
        return made

    days = _field(lambda self: self._us // 86400000000)
    seconds = _field(lambda self: self._us // 1000000 % 86400)
    microseconds = _field(lambda self: self._us % 1000000)

    def total_seconds(self):
        return self._us / 1000000

    def __repr__(self):
        parts = [f"{name}={getattr(self, name)}" for name in ("days", "seconds", "microseconds")
                 if getattr(self, name)]
        return f"{_named(self)}({', '.join(parts) or '0'})"

    def __str__(self):
        minutes, seconds = divmod(self.seconds, 60)
        text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        if self.days:
            text = f"{self.days} day{'s' * (abs(self.days) != 1)}, {text}"
        return text + f".{self.microseconds:06}" * bool(self.microseconds)

    def __add__(self, other):
        return timedelta._of(self._us + other._us) if isinstance(other, timedelta) else (
            NotImplemented)

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta._of(self._us - other._us) if isinstance(other, timedelta) else (
            NotImplemented)

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._us * other)
        if isinstance(other, float):
            n, d = other.as_integer_ratio()
            return timedelta._of(_rounded(self._us * n, d))
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._us / other._us
        if isinstance(other, (int, float)):
            n, d = other.as_integer_ratio()
            return timedelta._of(_rounded(self._us * d, n))
        return NotImplemented

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._us // other._us
        return timedelta._of(self._us // other) if isinstance(other, int) else NotImplemented

    def __mod__(self, other):
        return timedelta._of(self._us % other._us) if isinstance(other, timedelta) else (
            NotImplemented)

    def __divmod__(self, other):
        return (self // other, self % other) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._us)

    def __pos__(self):
        return self

    def __abs__(self):
        return timedelta._of(abs(self._us))

    def __bool__(self):
        return bool(self._us)

    def __hash__(self):
        return hash((timedelta, self._us))

    def __reduce__(self):
        return self.__class__, (self.days, self.seconds, self.microseconds)


def _named(self):
    cls = self.__class__
    return f"{cls.__module__}.{cls.__qualname__}"


def _ordered(cls, key):
    """Comparison methods by key(self, other), which returns two values or NotImplemented."""
    def method(name):
        def compare(self, other):
            pair = key(self, other, name)
            return pair if pair is NotImplemented else getattr(pair[0], name)(pair[1])
        compare.__name__, compare.__qualname__ = name, f"{cls.__qualname__}.{name}"
        return compare
    for name in ("__eq__", "__lt__", "__le__", "__gt__", "__ge__"):
        setattr(cls, name, method(name))


_ordered(timedelta, lambda a, b, name: (a._us, b._us) if isinstance(b, timedelta) else
         NotImplemented)
timedelta.min, timedelta.max = timedelta(-999999999), timedelta._of(86400000000 * 10**9 - 1)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """What knows the offset from UTC."""
    __slots__ = ()

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        return dt + dt.utcoffset()

    def __reduce__(self):
        arguments = getattr(self, "__getinitargs__", tuple)
        return self.__class__, arguments(), self.__getstate__()


def _offset_text(offset, colon=":"):
    if offset is None:
        return ""
    sign = "-" if offset._us < 0 else "+"
    minutes, seconds = divmod(abs(offset).days * 86400 + abs(offset).seconds, 60)
    text = f"{sign}{minutes // 60:02}{colon}{minutes % 60:02}"
    if seconds or offset.microseconds:
        text += f"{colon}{seconds:02}"
    return text + f".{abs(offset).microseconds:06}" * bool(offset.microseconds)


class timezone(tzinfo):
    """A fixed offset from UTC."""
    __slots__ = ("_offset", "_name")

    def __new__(cls, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError("timezone() argument 1 must be datetime.timedelta, not "
                            + type(offset).__name__)
        if abs(offset) >= timedelta(1):
            raise ValueError("offset must be a timedelta strictly between -timedelta(hours=24) "
                             f"and timedelta(hours=24), not {offset!r}.")
        if name is None and not offset and "utc" in cls.__dict__:
            return cls.utc
        made = object.__new__(cls)
        made._offset, made._name = offset, name
        return made

    def __getinitargs__(self):
        return (self._offset,) if self._name is None else (self._offset, self._name)

    def __getstate__(self):
        return None

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + _offset_text(self._offset) if self._offset else "UTC"

    def fromutc(self, dt):
        return dt + self._offset

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __hash__(self):
        return hash(self._offset)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._name is None else f", {self._name!r}"
        return f"{_named(self)}({self._offset!r}{name})"

    def __str__(self):
        return self.tzname(None)


UTC = timezone.utc = timezone(timedelta(0))
timezone.min = timezone(-timedelta(hours=23, minutes=59))
timezone.max = timezone(timedelta(hours=23, minutes=59))


def _formatted(format, t, microsecond, offset, name):
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    out, at = [], 0
    while at < len(format):
        two = format[at:at + 2]
        if two == "%f":
            out.append(f"{microsecond:06}")
        elif two == "%z":
            out.append(_offset_text(offset, ""))
        elif two == "%Z":
            out.append((name or "").replace("%", "%%"))
        else:
            out.append(two if two[0] == "%" else two[0])
            at -= two[0] != "%"
        at += 2
    return _time.strftime("".join(out), t)


def _clock_text(hour, minute, second, us, timespec):
    kinds = {"hours": f"{hour:02}", "minutes": f"{hour:02}:{minute:02}",
             "seconds": f"{hour:02}:{minute:02}:{second:02}"}
    kinds["milliseconds"] = kinds["seconds"] + f".{us // 1000:03}"
    kinds["microseconds"] = kinds["seconds"] + f".{us:06}"
    if timespec == "auto":
        timespec = "microseconds" if us else "seconds"
    if timespec not in kinds:
        raise ValueError("Unknown timespec value")
    return kinds[timespec]


def _read_clock(text):
    """(hour, minute, second, microsecond, zone) of 'HH[:MM[:SS[.ffffff]]][+HH:MM]'"""
    zone, cut = None, max(text.find("+"), text.find("-"), text.find("Z"))
    if cut >= 0:
        tail, text = text[cut:], text[:cut]
        if tail == "Z":
            zone = UTC
        else:
            h, m, s, us, _ = _read_clock(tail[1:])
            gap = timedelta(hours=h, minutes=m, seconds=s, microseconds=us)
            zone = timezone(-gap if tail[0] == "-" else gap)
    clock, _, part = text.replace(",", ".").partition(".")
    pieces = clock.split(":") if ":" in clock else [clock[i:i + 2] for i in range(0, len(clock), 2)]
    if not 1 <= len(pieces) <= 3 or any(len(p) != 2 or not p.isdigit() for p in pieces):
        raise ValueError
    if part and not part.isdigit():
        raise ValueError
    hour, minute, second = [int(p) for p in pieces] + [0] * (3 - len(pieces))
    return hour, minute, second, int(part[:6].ljust(6, "0")), zone


def _read_date(text):
    if len(text) == 10 and text[4] == text[7] == "-":
        text = text.replace("-", "")
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text[:4]), int(text[4:6]), int(text[6:])


class date:
    """A day of the Gregorian calendar."""
    __slots__ = ("_y", "_m", "_d")

    def __new__(cls, year=None, month=None, day=None):
        for place, name, value in ((1, "year", year), (2, "month", month), (3, "day", day)):
            if value is None:
                raise TypeError(f"function missing required argument '{name}' (pos {place})")
            _index(value)
        made = object.__new__(cls)
        made._y, made._m, made._d = _check_date(year, month, day)
        return made

    year = _part("date", "year", lambda self: self._y)
    month = _part("date", "month", lambda self: self._m)
    day = _part("date", "day", lambda self: self._d)

    @classmethod
    def fromtimestamp(cls, t):
        return cls(*_time.localtime(t)[:3])

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromordinal(cls, n):
        if n < 1:
            raise ValueError("ordinal must be >= 1")
        return cls(*_from_ordinal(n))

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            parts = _read_date(date_string)
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*parts)

    @classmethod
    def fromisocalendar(cls, year, week, day):
        first = date(year, 1, 4)
        return cls.fromordinal(first.toordinal() - first.weekday() + (week - 1) * 7 + day - 1)

    def toordinal(self):
        return _ordinal(self._y, self._m, self._d)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        year, week = _time._iso(self.timetuple())
        return IsoCalendarDate((year, week, self.isoweekday()))

    def timetuple(self):
        return _time.struct_time((self._y, self._m, self._d, 0, 0, 0, self.weekday(),
                                  self._yearday(), -1))

    def _yearday(self):
        return self.toordinal() - _time._days_before(self._y)

    def replace(self, year=None, month=None, day=None):
        return type(self)(self._y if year is None else year, self._m if month is None else month,
                          self._d if day is None else day)

    def isoformat(self):
        return f"{self._y:04}-{self._m:02}-{self._d:02}"

    __str__ = isoformat

    def ctime(self):
        return _time.asctime(self.timetuple())

    def strftime(self, format):
        return _formatted(format, self.timetuple(), 0, None, None)

    def __format__(self, fmt):
        if not isinstance(fmt, str):
            raise TypeError(f"__format__() argument 1 must be str, not {type(fmt).__name__}")
        return self.strftime(fmt) if fmt else str(self)

    def __repr__(self):
        return f"{_named(self)}({self._y}, {self._m}, {self._d})"

    def __hash__(self):
        return hash((self._y, self._m, self._d))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)(*_from_ordinal(self.toordinal() + other.days))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented

    def __reduce__(self):
        return type(self), (self._y, self._m, self._d)


def _date_key(a, b, name):
    if isinstance(b, datetime):
        if name == "__eq__":
            return NotImplemented
        raise TypeError("can't compare datetime.datetime to datetime.date")
    return ((a._y, a._m, a._d), (b._y, b._m, b._d)) if isinstance(b, date) else NotImplemented


_ordered(date, _date_key)


class IsoCalendarDate(tuple):
    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


def _check_zone(zone):
    if zone is not None and not isinstance(zone, tzinfo):
        raise TypeError("tzinfo argument must be None or of a tzinfo subclass, not type "
                        f"'{type(zone).__name__}'")
    return zone


class time:
    """A time of the day."""
    __slots__ = ("_t", "_zone", "_fold", "__weakref__")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        made = object.__new__(cls)
        made._t = tuple(_check_time(hour, minute, second, microsecond, fold))
        made._zone, made._fold = _check_zone(tzinfo), fold
        return made

    hour = _part("time", "hour", lambda self: self._t[0])
    minute = _part("time", "minute", lambda self: self._t[1])
    second = _part("time", "second", lambda self: self._t[2])
    microsecond = _part("time", "microsecond", lambda self: self._t[3])
    tzinfo = _part("time", "tzinfo", lambda self: self._zone)
    fold = _part("time", "fold", lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, time_string):
        try:
            return cls(*_read_clock(time_string.removeprefix("T")))
        except ValueError as problem:
            if str(problem):
                raise
            raise ValueError(f"Invalid isoformat string: {time_string!r}") from None

    def utcoffset(self):
        return None if self._zone is None else self._zone.utcoffset(None)

    def tzname(self):
        return None if self._zone is None else self._zone.tzname(None)

    def dst(self):
        return None if self._zone is None else self._zone.dst(None)

    def isoformat(self, timespec="auto"):
        return _clock_text(*self._t, timespec) + _offset_text(self.utcoffset())

    def __str__(self):
        return self.isoformat()

    def strftime(self, format):
        return _formatted(format, (1900, 1, 1) + self._t[:3] + (0, 1, -1), self._t[3],
                          self.utcoffset(), self.tzname())

    __format__ = date.__format__

    def replace(self, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *,
                fold=None):
        given = [old if new is None else new for old, new in
                 zip(self._t, (hour, minute, second, microsecond))]
        return type(self)(*given, self._zone if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def __repr__(self):
        return f"{_named(self)}({_parts(self._t, 2)}{_extras(self)})"

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._t if offset is None else _since_midnight(self) - offset._us)

    def __reduce__(self):
        return type(self), self._t + (self._zone,)


def _parts(values, least):
    """The numbers a repr shows: without trailing zeroes, but `least` of them."""
    values = list(values)
    while len(values) > least and not values[-1]:
        values.pop()
    return ", ".join(map(str, values))


def _extras(self):
    text = f", fold={self._fold}" if self._fold else ""
    return text + (f", tzinfo={self._zone!r}" if self._zone is not None else "")


def _since_midnight(t):
    hour, minute, second, us = t._t
    return ((hour * 60 + minute) * 60 + second) * 1000000 + us


def _aware_pair(a, b, name, what, value):
    x, y = a.utcoffset(), b.utcoffset()
    if (x is None) != (y is None):
        if name == "__eq__":
            return 0, 1
        raise TypeError(f"can't compare offset-naive and offset-aware {what}s")
    return value(a) - (x._us if x is not None else 0), value(b) - (y._us if y is not None else 0)


_ordered(time, lambda a, b, name: _aware_pair(a, b, name, "time", _since_midnight)
         if isinstance(b, time) else NotImplemented)


_date, _time_of_day = date, time


class datetime(date):
    """A day and a time of it."""
    __slots__ = ("_t", "_zone", "_fold")

    def __new__(cls, year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0,
                tzinfo=None, *, fold=0):
        made = date.__new__(cls, year, month, day)
        made._t = tuple(_check_time(hour, minute, second, microsecond, fold))
        made._zone, made._fold = _check_zone(tzinfo), fold
        return made

    hour = _part("datetime", "hour", lambda self: self._t[0])
    minute = _part("datetime", "minute", lambda self: self._t[1])
    second = _part("datetime", "second", lambda self: self._t[2])
    microsecond = _part("datetime", "microsecond", lambda self: self._t[3])
    tzinfo = _part("datetime", "tzinfo", lambda self: self._zone)
    fold = _part("datetime", "fold", lambda self: self._fold)

    @classmethod
    def _of(cls, us, zone=None):
        days, us = divmod(us, 86400000000)
        seconds, us = divmod(us, 1000000)
        return cls(*_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60, us,
                   zone)

    def _us(self):
        return self.toordinal() * 86400000000 + _since_midnight(self)

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        _check_zone(tz)
        made = cls._of(719163 * 86400000000 + round(timestamp * 1000000))
        return made if tz is None else tz.fromutc(made.replace(tzinfo=tz))

    @classmethod
    def utcfromtimestamp(cls, t):
        return cls.fromtimestamp(t)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.now()

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        for place, value, kind in ((1, date, _date), (2, time, _time_of_day)):
            if not isinstance(value, kind):
                raise TypeError(f"combine() argument {place} must be datetime.{kind.__name__}, "
                                f"not {type(value).__name__}")
        return cls(date.year, date.month, date.day, *time._t,
                   time._zone if tzinfo is True else tzinfo, fold=time._fold)

    @classmethod
    def fromisoformat(cls, date_string):
        if not isinstance(date_string, str):
            raise TypeError("fromisoformat: argument must be str")
        cut = 10 if date_string[4:5] == "-" else 8
        try:
            parts = _read_date(date_string[:cut])
            rest = _read_clock(date_string[cut + 1:]) if len(date_string) > cut else ()
        except ValueError:
            raise ValueError(f"Invalid isoformat string: {date_string!r}") from None
        return cls(*parts, *rest)

    @classmethod
    def strptime(cls, date_string, format):
        us, zone = 0, None
        if "%f" in format or "%z" in format:
            return _parsed(cls, date_string, format)
        return cls(*_time.strptime(date_string, format)[:6], us, zone)

    def date(self):
        return date(self._y, self._m, self._d)

    def time(self):
        return time(*self._t, fold=self._fold)

    def timetz(self):
        return time(*self._t, self._zone, fold=self._fold)

    def utcoffset(self):
        return None if self._zone is None else self._zone.utcoffset(self)

    def tzname(self):
        return None if self._zone is None else self._zone.tzname(self)

    def dst(self):
        return None if self._zone is None else self._zone.dst(self)

    def timetuple(self):
        dst = self.dst()
        return _time.struct_time((self._y, self._m, self._d) + self._t[:3] + (
            self.weekday(), self._yearday(), -1 if dst is None else int(bool(dst))))

    def utctimetuple(self):
        offset = self.utcoffset()
        return (self if offset is None else self - offset).timetuple()

    def timestamp(self):
        offset = self.utcoffset()
        us = self._us() - 719163 * 86400000000
        return (us - (offset._us if offset is not None else 0)) / 1000000

    def astimezone(self, tz=None):
        tz = UTC if tz is None else _check_zone(tz)
        offset = self.utcoffset()
        if tz is self._zone:
            return self
        return tz.fromutc((self if offset is None else self - offset).replace(tzinfo=tz))

    def replace(self, year=None, month=None, day=None, hour=None, minute=None, second=None,
                microsecond=None, tzinfo=True, *, fold=None):
        given = [old if new is None else new for old, new in
                 zip((self._y, self._m, self._d) + self._t,
                     (year, month, day, hour, minute, second, microsecond))]
        return type(self)(*given, self._zone if tzinfo is True else tzinfo,
                          fold=self._fold if fold is None else fold)

    def isoformat(self, sep="T", timespec="auto"):
        return (date.isoformat(self) + sep + _clock_text(*self._t, timespec)
                + _offset_text(self.utcoffset()))

    def __str__(self):
        return self.isoformat(" ")

    def strftime(self, format):
        return _formatted(format, self.timetuple(), self._t[3], self.utcoffset(), self.tzname())

    def __repr__(self):
        return (f"{_named(self)}({_parts((self._y, self._m, self._d) + self._t, 5)}"
                f"{_extras(self)})")

    def __hash__(self):
        offset = self.utcoffset()
        return hash(self._us() - (offset._us if offset is not None else 0))

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        return type(self)._of(self._us() + other._us, self._zone)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        x, y = self.utcoffset(), other.utcoffset()
        if (x is None) != (y is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        gap = self._us() - other._us()
        return timedelta._of(gap if x is None else gap - x._us + y._us)

    def __reduce__(self):
        return type(self), (self._y, self._m, self._d) + self._t + (self._zone,)


def _parsed(cls, text, format):
    """strptime() with %f and %z, which come last."""
    us, zone = 0, None
    if format.endswith("%z"):
        cut = max(text.rfind("+"), text.rfind("-"), text.rfind("Z"))
        zone = _read_clock("00" + text[cut:])[4]
        text, format = text[:cut].rstrip(), format[:-2].rstrip()
    if format.endswith("%f"):
        end = len(text)
        while end and text[end - 1].isdigit():
            end -= 1
        us, text, format = int(text[end:].ljust(6, "0")), text[:end], format[:-2]
    return cls(*_time.strptime(text, format)[:6], us, zone)


def _datetime_key(a, b, name):
    if isinstance(b, datetime):
        return _aware_pair(a, b, name, "datetime", datetime._us)
    if isinstance(b, date) and name != "__eq__":
        raise TypeError("can't compare datetime.datetime to datetime.date")
    return NotImplemented


_ordered(datetime, _datetime_key)
date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
time.min, time.max = time(), time(23, 59, 59, 999999)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
time.resolution = datetime.resolution = timedelta.resolution
for _class in (date, datetime, time, timedelta, timezone, tzinfo):
    _native(_class, "datetime." + _class.__name__)
del _class
