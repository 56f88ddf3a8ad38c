def f():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('inner')
try:
    f()
except ValueError as e:
    raise ExceptionGroup('outer', [e, OSError(5)])
