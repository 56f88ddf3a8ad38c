try:
    raise ValueError(1)
except ValueError as a:
    try:
        raise KeyError(2)
    except KeyError as b:
        a.__context__ = b
        b.__context__ = a
        raise a
