def f():
    try:
        1 / 0
    finally:
        {}['gone']
f()
