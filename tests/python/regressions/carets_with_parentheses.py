"""Where a traceback's carets go when parentheses, spaces or more lines surround an operator."""
import sys


def cases():
    yield lambda: (280) + str(1)
    yield lambda: ((1)) // (1 - 1)
    yield lambda: 7 // (0)
    yield lambda: (7)//0
    yield lambda: None+(lambda: 1)
    yield lambda: ({}) ['a']
    yield lambda: [1, 2] [ 5 ]
    yield lambda: ('\xe9'  )[ 7 ]
    yield lambda: (1 .real)%(0)
    yield lambda: [1][
        9 ]


class Shown:
    def __init__(self, function):
        self.function = function

    def __del__(self):
        self.function()


for case in cases():
    Shown(case)
case = Shown = None
try:
    pass
finally:
    sys.stderr.flush()
