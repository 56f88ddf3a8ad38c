"""Sizes of objects whose types are C in CPython: matches, streams, dates, locks, structs."""
import sys,re,io,datetime as d,gc,struct,queue,threading,time
from sys import getsizeof as g
def s(n,o): print(n,g(o),o.__sizeof__())
s("m0",re.match("a","a"));s("m1",re.match("(a)","a"));s("m2",re.match("(a)(b)","ab"))
s("sio",io.StringIO());b=io.BytesIO();s("bio",b);b.write(b"abc");s("bio",b);b.write(b"a"*1000);s("bio",b)
s("bio",io.BytesIO(b"abc"*100))
s("date",d.date(1,1,1));s("dt",d.datetime(1,1,1));s("dtz",d.datetime(1,1,1,tzinfo=d.timezone.utc));s("t",d.time());s("ttz",d.time(tzinfo=d.timezone.utc));s("td",d.timedelta(1));s("tz",d.timezone.utc);s("tzi",d.tzinfo())
s("st",struct.Struct("i"));s("st2",struct.Struct("iih5s"));s("it",struct.iter_unpack("i",b""))
s("sq",queue.SimpleQueue());s("lock",threading.Lock());s("rl",threading.RLock());s("loc",threading.local())
s("ver", sys.version_info)
class M(d.date): pass
s("sub",M(1,1,1))


def grown(init, steps):
    """What a stream of bytes tells of its size at each step."""
    b = io.BytesIO(init)
    out = [g(b)]
    for step in steps:
        if isinstance(step, bytes):
            b.write(step)
        elif step is None:
            b.getvalue()
        else:
            b.seek(step)
        out.append(g(b))
    print(out)


grown(b"", [b"a"] * 30)
grown(b"abcde", [b"xyz", 5, b"q", None, b"q", b"qqqqqqqqq"])
grown(b"x" * 100, [100, b"a", b"b" * 5, b"c" * 10, None, b"d"])
