"""A class named as the cause that makes something else than an exception of itself."""
class M(Exception):
    def __new__(cls): return 5
try:
    raise ValueError from M
except ValueError as e:
    print(e.__cause__, e.__context__)
raise ValueError('x') from M
