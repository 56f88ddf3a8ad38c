try:
    raise ExceptionGroup('x', [ValueError(1), TypeError(2)])
except* ValueError as e:
    raise KeyError('new')
except* TypeError:
    raise
