try:
    raise ValueError('single')
except* ValueError as e:
    print(repr(e))
    raise
