try:
    try:
        1 / 0
    except Exception as e:
        raise ValueError('two') from e
finally:
    raise RuntimeError('three')
