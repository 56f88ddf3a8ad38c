import gc
gc.collect()
try:
    raise ArithmeticError
except Exception as e:

    def signature3(a, b, c, d=1, *, e):
        pass
    try:
        signature3(a=1, **{'a': 2})
    except Exception as odd:
        print(repr(odd))
