"""A long run of everything that moves memory, for `travel_run thousand`."""
import gc


class Node:
    pass


def chain(n):
    head = None
    for i in range(n):
        node = Node()
        node.next = head
        node.value = i
        head = node
    return head


def cycle(i):
    a = Node()
    b = Node()
    a.other = b
    b.other = a
    a.load = [i] * (i % 40)
    return a


def words(i):
    text = "word" + str(i % 97)
    return {text: [i, text * 2], i: (text, i)}


kept = {}
total = 0
live = [chain(50) for _ in range(20)]
for i in range(16000):
    c = cycle(i)
    d = words(i)
    kept[i % 300] = d
    if i % 64 == 0:
        live[i // 64 % 20] = chain(i % 90)
    if i % 2500 == 0:
        total += gc.collect()
        big = [None] * (i * 3)
    total += len(d)
    del c
print(total >= 0, len(kept))
