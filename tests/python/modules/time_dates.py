"""time: dates from seconds and back, strftime, clocks."""
import time


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


for seconds in (0, 1, 86399, 86400, 951782400, 951868800, 1e9, 1.5e9, 1709164800, 4102444800, -1, -86400 * 365, 2**31, 0.75):
    t = time.gmtime(seconds)
    print(t, time.asctime(t), time.mktime(t), time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %p %y %I %U %W %w %u %V %G", t))
t = time.gmtime(1e9)
for text in ("t[0]", "t.tm_year", "t.tm_zone", "t.tm_gmtoff", "len(t)", "tuple(t)", "t[:3]", "t == time.gmtime(1e9)",
             "time.strftime('%% %c %x %X %D %F %T %R %e %C %n %t %h', t)", "time.strftime('plain', t)", "time.strftime('%z', t)",
             "time.struct_time((1, 2, 3, 4, 5, 6, 7, 8, 9))", "time.struct_time((1, 2))", "time.mktime((1, 2))",
             "time.strptime('2001-09-09 01:46:40', '%Y-%m-%d %H:%M:%S')", "time.strptime('9 Sep 01', '%d %b %y')",
             "time.strptime('03:04 PM', '%I:%M %p').tm_hour", "time.strptime('x', '%Y')", "time.strptime('2001x', '%Y')",
             "time.strptime('2001-02-30', '%Y-%m-%d')", "time.timezone", "time.daylight", "time.ctime(0)", "time.get_clock_info('monotonic')",
             "time.get_clock_info('x')", "time.strftime('%Y', (2000, 13, 1, 0, 0, 0, 0, 1, 0))", "time.strftime('%Y', 5)",
             "time.sleep(-1)", "time.sleep('x')", "isinstance(t, tuple)", "time.localtime(0).tm_hour", "type(time.time()), type(time.time_ns())"):
    show(text)
a, b = time.perf_counter(), time.perf_counter()
print(a <= b, time.monotonic() <= time.monotonic(), time.process_time() >= 0, time.thread_time_ns() >= 0)
before = time.monotonic()
time.sleep(0.05)
print(time.monotonic() - before >= 0.05)
