# The first subclass of a class adds its dict of subclasses; some classes have subclasses of the
# interpreter's own, or of an imported module, already.
import functools
import gc


def dicts():
    return sum(type(o) is dict for o in gc.get_objects())


def added(base):
    gc.collect()
    before = dicts()

    class First(base):
        pass

    first = dicts() - before

    class Second(base):
        pass

    return first, dicts() - before - first


for base in (list, dict, tuple, int, str, float, set, frozenset, bytearray, type, property,
             classmethod, staticmethod, Exception, ValueError, KeyError, SystemError, KeyboardInterrupt,
             StopIteration, object):
    print(base.__name__, *added(base))
print([c.__qualname__ for c in list.__subclasses__()])
key = list.__subclasses__()[0]((1, 2))
print(key, hash(key) == hash((1, 2)), key.hashvalue == hash((1, 2)), key.__slots__)
print([hasattr(key, "__dict__"), type(key).__module__])


class Late(SystemError):
    pass


gc.collect()
print(Late in SystemError.__subclasses__())
del Late
gc.collect()
print(len([c for c in SystemError.__subclasses__() if c.__name__ == "Late"]))
