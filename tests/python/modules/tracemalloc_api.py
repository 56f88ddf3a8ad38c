"""tracemalloc: figures before and after, snapshots filtered to this file, tracebacks, errors."""
import tracemalloc


def make(n):
    return [bytes(100) for _ in range(n)]


def outer(n):
    return make(n)


def show(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


def name(path):
    return path.rpartition("/")[2]


show("tracemalloc.is_tracing(), tracemalloc.get_traced_memory()")
show("tracemalloc.take_snapshot()")
show("tracemalloc.start(0)")
show("tracemalloc.start('x')")
show("tracemalloc.get_object_traceback(make)")
keep = [None] * 20
tracemalloc.start()
before = tracemalloc.get_traced_memory()[0]
keep[0] = [None] * 1000
after = tracemalloc.get_traced_memory()[0]
print(after - before)
before = tracemalloc.get_traced_memory()[0]
keep[1] = bytearray(10000)
after = tracemalloc.get_traced_memory()[0]
print(after - before)
before = tracemalloc.get_traced_memory()[0]
keep[2] = make(100)
after = tracemalloc.get_traced_memory()[0]
print(after - before)
keep[0] = None
print(tracemalloc.get_traced_memory()[0] - after)
keep[3] = bytes(100000)
keep[3] = None
size, peak = tracemalloc.get_traced_memory()
print(peak - size)
tracemalloc.reset_peak()
size, peak = tracemalloc.get_traced_memory()
print(peak - size)
first = tracemalloc.take_snapshot()
keep[4] = outer(50)
second = tracemalloc.take_snapshot()
mine = tracemalloc.Filter(True, "*tracemalloc_api.py")
first, second = first.filter_traces([mine]), second.filter_traces((mine,))
for stat in second.statistics("lineno")[:2]:
    print(stat.size > 500, stat.traceback[0].lineno, type(stat).__name__)
for stat in second.compare_to(first, "lineno")[:1]:
    print(stat.size_diff // 1000, stat.count_diff // 10)
print(all(trace.domain == 0 for trace in second.traces), len(second.traces) > 150)
none = second.filter_traces([tracemalloc.Filter(False, "*tracemalloc_api*")])
print(len(none.traces), none.statistics("filename"), none.traceback_limit)
line = second.filter_traces([tracemalloc.Filter(True, "*", lineno=6)])
print([(s.count // 10, s.size // 1000) for s in line.statistics("lineno")])
print(len(line.filter_traces([tracemalloc.DomainFilter(False, 0)]).traces))
show("second.statistics('x')")
show("second.statistics('traceback', cumulative=True)")
show("second.filter_traces(3)")
tracemalloc.clear_traces()
tracemalloc.stop()
show("tracemalloc.get_traced_memory(), tracemalloc.is_tracing()")
tracemalloc.start(10)
show("tracemalloc.get_traceback_limit()")
thing = outer(3)[0]
found = tracemalloc.get_object_traceback(thing)
print(len(found), [(name(f.filename), f.lineno) for f in found], name(str(found)))
for text in found.format():
    print(name(text))
for text in found.format(2, most_recent_first=True):
    print(name(text))
print(len(found.format(-1)), found[0] < found[1], found == found, found[0] in found)
big = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, "*api.py", 6)])
print([(s.count, len(s.traceback)) for s in big.statistics("traceback")])
print([(s.traceback[0].lineno, s.count) for s in big.statistics("lineno", cumulative=True)])
print(tracemalloc.get_tracemalloc_memory() > 0)
tracemalloc.stop()
print(tracemalloc.get_object_traceback(thing))
stat = tracemalloc.Statistic(found, 123456, 7)
print(name(str(stat)), name(str(tracemalloc.StatisticDiff(found, 10, -200000, 0, -3))))
