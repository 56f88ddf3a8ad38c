try:
    raise ExceptionGroup('x', [ValueError(1), TypeError(2), ValueError(3)])
except* ValueError as e:
    print(e.exceptions)
