"""Heaps in lists."""
__all__ = ["heappush", "heappop", "heapify", "heapreplace", "heappushpop", "merge", "nlargest",
           "nsmallest"]


def _check(name, heap):
    if not isinstance(heap, list):
        raise TypeError(f"{name} must be list, not "
                        f"{heap if heap is None else type(heap).__name__}")


def _down(heap, start, pos):
    item = heap[pos]
    while pos > start:
        parent = (pos - 1) >> 1
        if not item < heap[parent]:
            break
        heap[pos] = heap[parent]
        pos = parent
    heap[pos] = item


def _up(heap, pos):
    end, start, item = len(heap), pos, heap[pos]
    child = 2 * pos + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[pos] = heap[child]
        pos = child
        child = 2 * pos + 1
    heap[pos] = item
    _down(heap, start, pos)


def heappush(heap, item, /):
    _check("heappush() argument 1", heap)
    heap.append(item)
    _down(heap, 0, len(heap) - 1)


def heappop(heap, /):
    _check("heappop() argument", heap)
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    item, heap[0] = heap[0], last
    _up(heap, 0)
    return item


def heapreplace(heap, item, /):
    _check("heapreplace() argument 1", heap)
    if not heap:
        raise IndexError("index out of range")
    least, heap[0] = heap[0], item
    _up(heap, 0)
    return least


def heappushpop(heap, item, /):
    _check("heappushpop() argument 1", heap)
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _up(heap, 0)
    return item


def heapify(heap, /):
    _check("heapify() argument", heap)
    for i in reversed(range(len(heap) // 2)):
        _up(heap, i)


def merge(*iterables, key=None, reverse=False):
    heads = []
    for it in map(iter, iterables):
        for value in it:
            heads.append([value if key is None else key(value), value, it])
            break
    while heads:
        best = heads[0]
        for head in heads[1:]:
            if best[0] < head[0] if reverse else head[0] < best[0]:
                best = head
        yield best[1]
        for value in best[2]:
            best[0], best[1] = value if key is None else key(value), value
            break
        else:
            heads = [h for h in heads if h is not best]


def _chosen(n, iterable, key, reverse):
    if n == 1:
        pick, nothing = (max if reverse else min), object()
        best = pick(iterable, default=nothing, key=key)
        return [] if best is nothing else [best]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        size = None
    if size is None or not n >= size:
        n = len(range(n))
    return sorted(iterable, key=key, reverse=reverse)[:n]


def nsmallest(n, iterable, key=None):
    return _chosen(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    return _chosen(n, iterable, key, True)
