# sys.settrace: events of calls, lines, returns and exceptions, in order.
import sys


def tell(frame, event, arg):
    shown = arg if event == "return" else arg[0].__name__ if event == "exception" else arg
    log.append((event, frame.f_code.co_name, frame.f_lineno, shown))
    return tell


log = []


def loop(n):
    total = 0
    for i in range(n):
        if i % 2:
            continue
        total += i
    while total > 1:
        total -= 1
    return total


def fails(x):
    try:
        return 1 / x
    except ZeroDivisionError as e:
        return str(e)
    finally:
        x = 2


def raises():
    raise KeyError("k")


def gen(n):
    for i in range(n):
        got = yield i
    return "end"


def delegate():
    r = yield from gen(2)
    return r


class Manager:
    def __repr__(self):
        return "a manager"

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return True


def work():
    loop(3)
    fails(0)
    fails(2)
    try:
        raises()
    except KeyError:
        pass
    list(delegate())
    g = gen(3)
    next(g)
    g.close()
    with Manager() as m:
        raise ValueError
    squares = [x * x for x in (1, 2)]
    f = lambda a: a + 1
    f(1)

    class Local:
        y = f(2)

    x = (
        loop(1)
        + loop(2)
    )
    for v in iter_class():
        pass
    return squares


class iter_class:
    n = 0

    def __repr__(self):
        return "an iterator"

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


sys.settrace(tell)
work()
sys.settrace(None)
for entry in log:
    print(*entry)
print(len(log), sys.gettrace())
