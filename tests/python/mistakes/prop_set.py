class A:
    @property
    def x(self): return 1
    @x.setter
    def x(self, v):
        if v < 0: raise ValueError('negative')
A().x = -1
