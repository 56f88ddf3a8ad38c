"""Clocks (of the host, or virtual) and dates, in UTC."""
from _time import *
from _native import native as _native
from sys import implementation as _implementation

altzone = timezone = daylight = 0
tzname = ("UTC", "UTC")
CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID = range(4)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = ("January February March April May June July August September October November "
           "December").split()
_NAMES = "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst".split()


class struct_time(tuple):
    """A date and time in parts."""
    n_fields, n_sequence_fields, n_unnamed_fields = 11, 9, 0
    __match_args__ = tuple(_NAMES)

    def __new__(cls, sequence, dict={}):
        given = tuple(sequence)
        if not 9 <= len(given) <= 11:
            limit = "an at least 9" if len(given) < 9 else "an at most 11"
            raise TypeError(f"time.struct_time() takes {limit}-sequence ({len(given)}-sequence "
                            "given)")
        made = super().__new__(cls, given[:9])
        made._more = (given + (None, None))[9:11]
        return made

    tm_zone = property(lambda self: self._more[0])
    tm_gmtoff = property(lambda self: self._more[1])

    def __repr__(self):
        shown = ", ".join([f"{name}={value!r}" for name, value in zip(_NAMES, self)])
        return f"time.struct_time({shown})"

    def __reduce__(self):
        return struct_time, (tuple(self),)


for _index, _name in enumerate(_NAMES):
    setattr(struct_time, _name, property(lambda self, i=_index: self[i]))


def _days_before(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


def _lengths(year):
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


_EPOCH = _days_before(1970)


def _broken_down(seconds, zone):
    import math
    if seconds is None:
        seconds = time()
    days, rest = divmod(math.floor(seconds), 86400)
    year = 1970 + (days // 366 if days >= 0 else days // 365)
    while _days_before(year + 1) - _EPOCH <= days:
        year += 1
    day = days - (_days_before(year) - _EPOCH)
    month, left = 0, day
    for length in _lengths(year):
        if left < length:
            break
        left -= length
        month += 1
    return struct_time((year, month + 1, left + 1, rest // 3600, rest // 60 % 60, rest % 60,
                        (days + 3) % 7, day + 1, 0, zone, 0))


def gmtime(seconds=None):
    return _broken_down(seconds, "GMT")


def localtime(seconds=None):
    return _broken_down(seconds, "UTC")


def mktime(t):
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(t) != 9:
        raise TypeError("mktime(): illegal time tuple argument")
    year, month, day, hour, minute, second = t[:6]
    year, month = year + (month - 1) // 12, (month - 1) % 12
    days = _days_before(year) - _EPOCH + sum(_lengths(year)[:month]) + day - 1
    return float(days * 86400 + hour * 3600 + minute * 60 + second)


def asctime(t=None):
    t = localtime() if t is None else t
    return (f"{_DAYS[t[6]][:3]} {_MONTHS[t[1] - 1][:3]} {t[2]:2} {t[3]:02}:{t[4]:02}:{t[5]:02} "
            f"{t[0]}")


def ctime(seconds=None):
    return asctime(localtime(seconds))


def _iso(t):
    """ISO year and week."""
    week = (t[7] - 1 - t[6] + 10) // 7
    if week < 1:
        last = t[0] - 1
        days = sum(_lengths(last))
        return last, (days + t[7] - 1 - t[6] + 10) // 7
    if week == 53 and t[1] == 12 and t[2] - t[6] > 28:
        return t[0] + 1, 1
    return t[0], week


def _directive(c, t):
    year, month, day, hour, minute, second, weekday, yearday = t[:8]
    short = f"{month:02}/{day:02}/{year % 100:02}"
    clock = f"{hour:02}:{minute:02}:{second:02}"
    simple = {
        "Y": str(year), "m": f"{month:02}", "d": f"{day:02}", "H": f"{hour:02}",
        "M": f"{minute:02}", "S": f"{second:02}", "y": f"{year % 100:02}", "j": f"{yearday:03}",
        "a": _DAYS[weekday][:3], "A": _DAYS[weekday], "b": _MONTHS[month - 1][:3],
        "B": _MONTHS[month - 1], "h": _MONTHS[month - 1][:3], "I": f"{(hour + 11) % 12 + 1:02}",
        "p": "AM" if hour < 12 else "PM", "P": "am" if hour < 12 else "pm", "e": f"{day:2}",
        "D": short, "x": short, "T": clock, "X": clock, "F": f"{year}-{month:02}-{day:02}",
        "R": clock[:5], "w": str((weekday + 1) % 7), "u": str(weekday + 1), "n": "\n", "t": "\t",
        "U": f"{(yearday + 6 - (weekday + 1) % 7) // 7:02}",
        "W": f"{(yearday + 6 - weekday) // 7:02}", "C": f"{year // 100:02}", "%": "%",
        "z": "+0000", "Z": getattr(t, "tm_zone", None) or "UTC", "k": f"{hour:2}",
        "l": f"{(hour + 11) % 12 + 1:2}", "r": f"{(hour + 11) % 12 + 1:02}{clock[2:]} "
        + ("AM" if hour < 12 else "PM"), "c": asctime(t)}
    if c in simple:
        return simple[c]
    if c == "s":
        return str(int(mktime(t[:9])))
    if c in "GgV" and c:
        iso_year, week = _iso(t)
        return {"G": str(iso_year), "g": f"{iso_year % 100:02}", "V": f"{week:02}"}[c]
    return "%" + c


def strftime(format, t=None):
    t = localtime() if t is None else t
    if not isinstance(t, tuple):
        raise TypeError("Tuple or struct_time argument required")
    for value, low, high, text in ((t[1], 0, 12, "month out of range"),
                                   (t[2], 0, 31, "day of month out of range"),
                                   (t[3], 0, 23, "hour out of range"),
                                   (t[4], 0, 59, "minute out of range"),
                                   (t[5], 0, 61, "seconds out of range")):
        if not low <= value <= high:
            raise ValueError(text)
    out, at = [], 0
    while at < len(format):
        if format[at] == "%" and at + 1 < len(format):
            out.append(_directive(format[at + 1], t))
            at += 2
        else:
            out.append(format[at])
            at += 1
    return "".join(out)


def strptime(data_string, format="%a %b %d %H:%M:%S %Y"):
    found = dict(Y=1900, m=1, d=1, H=0, M=0, S=0)
    at, fat = 0, 0
    problem = ValueError(f"time data {data_string!r} does not match format {format!r}")
    expanded = format.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d").replace(
        "%D", "%m/%d/%y").replace("%R", "%H:%M")
    half = None
    while fat < len(expanded):
        c = expanded[fat]
        fat += 1
        if c.isspace():
            while at < len(data_string) and data_string[at].isspace():
                at += 1
            continue
        if c != "%":
            if data_string[at:at + 1] != c:
                raise problem
            at += 1
            continue
        c = expanded[fat]
        fat += 1
        if c in "aAbBh":
            names = _DAYS if c in "aA" else _MONTHS
            for i, name in enumerate(names):
                name = name if c in "AB" else name[:3]
                if data_string[at:at + len(name)].lower() == name.lower():
                    at += len(name)
                    if c in "bBh":
                        found["m"] = i + 1
                    break
            else:
                raise problem
        elif c == "p":
            half = data_string[at:at + 2].upper()
            if half not in ("AM", "PM"):
                raise problem
            at += 2
        elif c in "YmdHMSyIj":
            end = at
            while end < len(data_string) and end - at < {"Y": 4, "j": 3}.get(c, 2) and (
                    data_string[end].isdigit()):
                end += 1
            if end == at:
                raise problem
            value, at = int(data_string[at:end]), end
            if c == "y":
                c, value = "Y", value + (2000 if value < 69 else 1900)
            found["H" if c == "I" else c] = value
        elif c == "%":
            at += 1
        else:
            raise ValueError(f"{c!r} is a bad directive in format {format!r}")
    if at < len(data_string):
        raise ValueError(f"unconverted data remains: {data_string[at:]}")
    if half:
        found["H"] = found["H"] % 12 + (12 if half == "PM" else 0)
    whole = _broken_down(mktime((found["Y"], found["m"], found["d"], found["H"], found["M"],
                                 found["S"], 0, 0, 0)), None)
    if found["d"] != whole[2]:
        raise ValueError("day is out of range for month")
    return struct_time(whole[:8] + (-1, None, None))


def get_clock_info(name):
    kinds = {"time": (False, True, "clock_gettime(CLOCK_REALTIME)"),
             "monotonic": (True, False, "clock_gettime(CLOCK_MONOTONIC)"),
             "perf_counter": (True, False, "clock_gettime(CLOCK_MONOTONIC)"),
             "process_time": (True, False, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)"),
             "thread_time": (True, False, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)")}
    if name not in kinds:
        raise ValueError("unknown clock")
    monotonic, adjustable, implementation = kinds[name]
    return type(_implementation)(implementation=implementation, monotonic=monotonic,
                           adjustable=adjustable, resolution=1e-09)


def clock_gettime(clk_id):
    return (time, monotonic, process_time, thread_time)[clk_id]()


def clock_gettime_ns(clk_id):
    return (time_ns, monotonic_ns, process_time_ns, thread_time_ns)[clk_id]()


def tzset():
    pass
_native(struct_time, "time.struct_time")
