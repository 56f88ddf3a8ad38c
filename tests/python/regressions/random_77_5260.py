import gc
gc.collect()
for i2 in range(3):
    print(gc.collect())

    class Odd:

        def __hash__(self, *args):
            return self
    try:
        hash(Odd())
    except Exception as odd:
        pass
