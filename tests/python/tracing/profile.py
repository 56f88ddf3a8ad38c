# sys.setprofile: calls and returns, also of what is written in C.
import sys

log = []


def tell(frame, event, arg):
    name = getattr(arg, "__qualname__", arg) if event.startswith("c_") else arg
    log.append((event, frame.f_code.co_name, name))


def f(x):
    return len([x]) + abs(-1)


def g():
    yield 1
    yield 2


class C:
    def __init__(self):
        self.items = []
        self.items.append(3)
        list.append(self.items, 4)

    def method(self):
        return str(self.items), "a,b".split(","), sorted([2, 1], key=f)


def bad():
    try:
        int("x")
        len(5)
    except (ValueError, TypeError):
        pass
    try:
        [].pop()
    except IndexError:
        pass


sys.setprofile(tell)
f(1)
list(g())
c = C()
c.method()
bad()
print("x", end="")
max(map(f, [1, 2]))
sys.setprofile(None)
print()
for e in log:
    print(*e)
print(sys.getprofile())


def count(frame, event, arg):
    counts[event] = counts.get(event, 0) + 1


counts = {}
sys.setprofile(count)
for i in range(3):
    f(i)
sys.setprofile(None)
print(counts)


def wrong(frame, event, arg):
    if event == "c_call":
        raise ValueError("no")


sys.setprofile(wrong)
try:
    f(1)
except ValueError as e:
    print(e, sys.getprofile())
