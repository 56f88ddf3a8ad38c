# A traceback taken away: the exceptions of a group are shown without one.
e = ValueError("x"); e.__traceback__ = None
try:
    1/0
except ZeroDivisionError as z:
    z.__traceback__ = None
    g = ExceptionGroup("g", [e, z])
raise g
