class A:
    __slots__ = ('x',)
    x = 5
