try:
    raise ExceptionGroup('eg', [ValueError(1), KeyError('k'), OSError('z')])
except* ValueError as e:
    print(repr(e.exceptions))
except* KeyError:
    1 / 0
