"""datetime: dates, times, differences, zones."""
import copy
from datetime import *


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


d, dt = date(2024, 2, 29), datetime(2020, 1, 2, 3, 4, 5, 678900)
two = timezone(timedelta(hours=2))
for text in ("d", "str(d)", "d.isoformat()", "d.weekday(), d.isoweekday(), d.isocalendar()", "d.toordinal()",
             "date.fromordinal(738945)", "d.timetuple()", "d.replace(day=1)", "d.replace(year=2023)", "d + timedelta(days=366)",
             "d - timedelta(1)", "d - date(2023, 1, 1)", "d < date(2025, 1, 1)", "d == date(2024, 2, 29)", "d == 3", "d < dt",
             "d == dt", "hash(d) == hash(date(2024, 2, 29))", "d.strftime('%d/%m/%Y %A')", "f'{d:%b %Y}'", "format(d)", "d.ctime()", "date(2020, 13, 1)",
             "date(2020, 2, 30)", "date(0, 1, 1)", "date('x')", "date(2020, 1, 'x')", "date.fromisoformat('2020-03-04')", "date.fromisoformat('20200304')",
             "date.fromisoformat('x')", "date.fromisoformat(3)", "date.fromisocalendar(2020, 53, 5)", "date.min, date.max, date.resolution", "date.max + timedelta(1)",
             "date.fromtimestamp(0)", "date(2021, 1, 3).isocalendar()[:2]", "date(2020, 12, 31).isocalendar().week", "copy.copy(d) == d", "copy.deepcopy(dt) == dt",
             "dt", "str(dt)", "dt.isoformat()", "dt.isoformat(' ', 'minutes')", "dt.isoformat(timespec='milliseconds')", "dt.isoformat(timespec='x')", "dt.date()", "dt.time()",
             "dt.timetuple()", "dt.timestamp()", "datetime.fromtimestamp(1e9)", "datetime.fromtimestamp(1e9, timezone.utc)", "datetime.fromtimestamp(1e9, two)", "dt + timedelta(hours=30)",
             "dt - datetime(2019, 1, 1)", "dt - timedelta(microseconds=1)", "dt.replace(hour=0, microsecond=0)", "datetime(2020, 1, 1)", "datetime(2020, 1, 1, 1, 1, 1)", "datetime(2020, 1, 1, 25)",
             "datetime(2020, 1, 1, 0, 60)", "datetime(2020, 1, 1, tzinfo=3)", "datetime(2020, 1, 1, tzinfo=two)", "datetime(2020, 1, 1, tzinfo=two).isoformat()", "datetime(2020, 1, 1, tzinfo=two).astimezone(timezone.utc)",
             "datetime(2020, 1, 1, tzinfo=two) == datetime(2019, 12, 31, 22, tzinfo=timezone.utc)", "datetime(2020, 1, 1) < datetime(2020, 1, 1, tzinfo=two)", "datetime(2020, 1, 1) - datetime(2020, 1, 1, tzinfo=two)",
             "datetime(2020, 1, 1, tzinfo=two).tzname()", "datetime(2020, 1, 1, tzinfo=two).utcoffset()", "datetime(2020, 1, 1, tzinfo=two).timestamp()", "dt.strftime('%Y-%m-%dT%H:%M:%S.%f%z|%Z|%p')",
             "datetime(2020, 1, 1, tzinfo=two).strftime('%z %Z')", "datetime.strptime('2020-05-06 07:08:09', '%Y-%m-%d %H:%M:%S')", "datetime.strptime('2020-05-06 07:08:09.25', '%Y-%m-%d %H:%M:%S.%f')",
             "datetime.strptime('06 May 2020 +0200', '%d %B %Y %z')", "datetime.strptime('x', '%Y')", "datetime.fromisoformat('2020-01-01T01:02:03.5+02:00')", "datetime.fromisoformat('2020-01-01')", "datetime.fromisoformat('20200101T0102')",
             "datetime.fromisoformat('2020-01-01 25:00')", "datetime.fromisoformat('x')", "datetime.combine(d, time(1, 2))", "datetime.min, datetime.max", "datetime.max + timedelta(1)", "isinstance(dt, date)",
             "time(1, 2)", "time(1, 2, 3, 4)", "str(time(1, 2, 3, 4))", "time(25)", "time(1, 2) < time(1, 3)", "time(1, 2, tzinfo=two)", "time(1, 2).isoformat('seconds')", "time.fromisoformat('04:05:06.789')", "time.fromisoformat('x')", "time(1, 2).replace(minute=5)",
             "time.min, time.max", "time(13).strftime('%I %p')", "bool(time(0))", "timedelta()", "timedelta(1, 2, 3)", "timedelta(days=-1, hours=3)", "str(timedelta(days=-1, hours=3))", "str(timedelta(2, 3661, 5))", "timedelta(weeks=1, days=2.5).total_seconds()",
             "timedelta(0.1)", "timedelta(milliseconds=1.5)", "timedelta(1) / timedelta(0, 3600)", "timedelta(1) * 1.5", "2 * timedelta(1)", "timedelta(1) // 7", "timedelta(1) / 7", "timedelta(7) // timedelta(2)", "timedelta(7) % timedelta(2)", "divmod(timedelta(7), timedelta(2))",
             "-timedelta(1, 5)", "abs(timedelta(-1))", "timedelta(1) == timedelta(hours=24)", "timedelta(1) > timedelta(hours=23)", "bool(timedelta())", "timedelta('x')", "timedelta(10**10)", "timedelta.max, timedelta.min", "sum([timedelta(1)] * 3, timedelta())",
             "timedelta(1) / 0", "hash(timedelta(1)) == hash(timedelta(hours=24))", "timezone.utc", "timezone(timedelta(0))", "timezone(timedelta(hours=-5, minutes=-30))", "str(timezone(timedelta(hours=-5, minutes=-30)))", "timezone(timedelta(hours=1), 'X')", "timezone(timedelta(hours=25))", "timezone(3)",
             "timezone.utc.tzname(None)", "two == timezone(timedelta(hours=2))", "UTC is timezone.utc", "datetime.now(timezone.utc).tzinfo", "type(datetime.now() - datetime.now())", "tzinfo().utcoffset(None)", "sorted([date(2021, 1, 1), date(2020, 1, 1)])"):
    show(text)
