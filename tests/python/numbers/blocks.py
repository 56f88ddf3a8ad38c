# Blocks taken by results of int and float arithmetic; the float free list in getallocatedblocks.
import gc
import sys
blocks = sys.getallocatedblocks


def grown(f, *args):
    f(*args)
    before = blocks()
    r = f(*args)
    n = blocks() - before
    return n, sys.getsizeof(r)


big = 10 ** 30 + len('')
print(grown(lambda a: a + 1, big), grown(lambda a: a * a, big), grown(lambda a: a - a, big))
print(grown(lambda a: -a, big), grown(lambda a: a % 7, big), grown(lambda a: a >> 60, big))
print(grown(lambda a: a ** 20, big), grown(lambda a: str(a), big), grown(lambda a: float(a), big))
print(grown(lambda a: [a + i for i in range(300)], big))
gc.collect()
before = blocks()
floats = [i + 0.5 for i in range(1000)]
made = blocks() - before
floats.clear()
print(made, blocks() - before)
gc.collect()
print(blocks() - before)
