# What is left over of the arguments of "%": a mapping, or what can be subscripted, need not be used.
import array, types, collections
class G:
    def __getitem__(self, k): return 5
class L(list): pass
class T(tuple): pass
class S(str): pass
class B(bytes): pass
for left in ("''", "'%%'", "'a'", "'%s'", "'%s %s'", "'%(a)s'", "b''", "b'%%'", "b'%a'", "b'%a %a'", "bytearray(b'x')", "b'%(a)a'"):
    for right in ("b'x'", "[1]", "(1,)", "()", "{}", "{'a': 1}", "'x'", "bytearray(b'q')", "memoryview(b'q')", "range(3)", "array.array('i', [1])", "5", "None", "G()", "L()", "T()", "S('x')", "B(b'x')", "{1}", "frozenset()", "types.MappingProxyType({})", "collections.deque()", "collections.OrderedDict()", "collections.UserDict()" if hasattr(collections, 'UserDict') else "5", "int", "list[int]", "slice(1)", "iter([])", "1.5", "object()"):
        try:
            v = eval(left + ' % ' + right)
            print(left, right, v if ' at 0x' not in str(v) else 'object')
        except Exception as e:
            print(left, right, type(e).__name__, e)
