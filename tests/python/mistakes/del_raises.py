class Res:
    def __del__(self):
        raise ValueError('in del')
r = Res()
del r
print('after')
