# The limit itself: setrecursionlimit up and down, errors in handlers, headroom.
import sys

print(sys.getrecursionlimit())


def depth(n=1):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def through_c(n=1):
    try:
        return max([n + 1], key=lambda k: -through_c(k)) and n
    except RecursionError:
        return n


print(depth(), depth() == depth())
for limit in (50, 200, 1000):
    sys.setrecursionlimit(limit)
    print(limit, depth())
for bad in (0, -1, 10 ** 20, 'x', 1.5):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)


def low():
    sys.setrecursionlimit(1)


def go(n):
    if n:
        return go(n - 1)
    low()


try:
    go(30)
except RecursionError as e:
    print(e)


def cleanup(n, done):
    try:
        cleanup(n + 1, done)
    finally:
        done.append(n)


done = []
try:
    cleanup(0, done)
except RecursionError as e:
    print('cleanup', e, len(done), done[0], done[-1])


def grow():
    return grow() + 1


try:
    grow()
except RecursionError as e:
    tb = e.__traceback__
    lines = set()
    n = 0
    while tb:
        lines.add(tb.tb_lineno)
        tb = tb.tb_next
        n += 1
    print(n, sorted(lines))
sys.setrecursionlimit(3000)
print(depth())
print('end')
