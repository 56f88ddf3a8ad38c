"""A class that makes something else of itself: as what is raised, and as its cause."""
class Slow(Exception):
    def __init__(self, *a):
        x = [1]
        x.append(2)
class Other(Exception):
    def __new__(cls, *a):
        y = [cls]
        return Slow(3)
class Picky(Exception):
    def __init__(self):
        z = 1
for what in (Slow, Other, Picky):
    for cause in (Slow, Other, Picky, None):
        try:
            raise what from cause
        except BaseException as e:
            print(type(e).__name__, repr(e.__cause__), e.__suppress_context__, e.args)
        try:
            raise what
        except BaseException as e:
            print(type(e).__name__, repr(e.__cause__), repr(e.__context__), e.args)
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise what from what()
    except BaseException as e:
        print(type(e).__name__, repr(e.__cause__), repr(e.__context__), e.args)
