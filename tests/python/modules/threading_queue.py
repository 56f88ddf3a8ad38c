"""threading and queue with one thread; timeit."""
import queue
import threading
import timeit


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)



lock = threading.Lock()
print(repr(lock).split(" at ")[0], lock.acquire(), lock.locked(), lock.acquire(False))
lock.release()
with lock:
    print(repr(lock).split(" at ")[0])
show("lock.release()")
both = threading.RLock()
with both, both:
    print(both.acquire(), repr(both).split(" owner")[0])
    both.release()
show("both.release()")
print(threading.current_thread().name, threading.current_thread() is threading.main_thread(),
      threading.active_count(), threading.main_thread().is_alive())
event = threading.Event()
print(event.is_set(), event.set(), event.is_set(), event.wait(), event.clear(), event.wait(0))
mine = threading.local()
mine.x = 5
print(mine.x)
done = []
thread = threading.Thread(target=done.append, args=(1,), name="worker")
print(thread.name, thread.is_alive(), thread.daemon)
show("thread.join()")
thread.start()
thread.join()
print(done, thread.is_alive())
show("thread.start()")
several = [threading.Thread(target=lambda i=i: done.append(i)) for i in range(3)]
for one in several:
    one.start()
for one in several:
    one.join()
print(sorted(done), several[0].name)
pool = threading.Semaphore(1)
print(pool.acquire(), pool.acquire(blocking=False), pool.release())
show("threading.BoundedSemaphore(1).release()")
with threading.Condition() as condition:
    print("condition")
q = queue.Queue(2)
q.put(1)
q.put_nowait(2)
print(q.full(), q.qsize(), q.get(), q.get_nowait(), q.empty())
for text in ("q.get_nowait()", "q.get(timeout=0)", "queue.Queue(1).put(1)",
             "queue.Empty.__module__", "q.task_done()", "q.task_done()", "q.task_done()"):
    show(text)
for cls in (queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue):
    one = cls()
    for item in (2, 3, 1):
        one.put(item)
    print([one.get() for _ in range(3)])
print(type(timeit.timeit("x = 1", number=10)), timeit.timeit(lambda: 1, number=3) >= 0)
print(len(timeit.repeat("pass", "y = 2", number=1, repeat=2)), timeit.Timer("a", "a = 1").timeit(2) >= 0)
