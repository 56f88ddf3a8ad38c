# Adding what is no sequence to an instance of a subclass of list, tuple, str, bytes, bytearray, on either side.
class L(list): pass
class T(tuple): pass
class S(str): pass
class B(bytes): pass
class A(bytearray): pass
for X in (L, T, S, B, A):
    for x in (1, None, [1], 'a', b'a', (1,)):
        for f in (lambda: x + X(), lambda: X() + x):
            try: print(repr(f()))
            except TypeError as e: print(X.__name__, e)
