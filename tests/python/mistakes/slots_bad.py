class A:
    __slots__ = ('1x',)
