def f():
    for i in range(3):
        try:
            1 / 0
        finally:
            if i == 2:
                raise IndexError(i)
            continue
f()
