import atexit
@atexit.register
def bye():
    print('bye')
    raise ValueError('at exit')
print('end')
