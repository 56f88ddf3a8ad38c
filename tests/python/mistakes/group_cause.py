try:
    raise KeyError('first')
except KeyError as e:
    raise ExceptionGroup('g', [TypeError(1)]) from e
