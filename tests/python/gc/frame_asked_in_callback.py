"""A frame's object is asked for by a collection's callback while it is being made for a traceback."""
import gc
import sys

frames = []


def look(phase, info):
    frames.append(sys._getframe(1))


def fail(depth):
    here = depth
    if depth:
        fail(depth - 1)
    raise KeyError(depth)


for threshold in (1, 2, 3, 5):
    frames.clear()
    gc.callbacks.append(look)
    gc.set_threshold(threshold)
    try:
        fail(4)
    except KeyError as e:
        gc.set_threshold(700)
        gc.callbacks.clear()
        tb = e.__traceback__
        while tb:
            same = [f is tb.tb_frame for f in frames if f.f_code is tb.tb_frame.f_code]
            print(tb.tb_frame.f_code.co_name, tb.tb_frame.f_locals.get("here"), any(same))
            tb = tb.tb_next
    print(len({id(f) for f in frames}))
