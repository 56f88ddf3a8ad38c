# heapq: the exact order inside the heap after each operation.
from heapq import heapify, heappush, heappop, heapreplace, heappushpop, merge, nlargest, nsmallest
h = [5, 3, 8, 1, 9, 2, 7]
heapify(h)
print(h)
heappush(h, 0)
print(h, heappop(h), h)
print(heapreplace(h, 4), h, heappushpop(h, 6), h)
print([heappop(h) for _ in range(len(h))])
print(list(merge([1, 4, 7], [2, 4], [0])), list(merge([7, 1], [5], reverse=True)))
print(nlargest(2, [3, 1, 2]), nsmallest(2, "hello", key=ord))
for f in (lambda: heappop([]), lambda: heappush((), 1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
