def handler():
    raise
try:
    1 / 0
except ZeroDivisionError:
    handler()
