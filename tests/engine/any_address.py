# Whatever lies at an address: an object, or a clear error; never a crash.
import ctypes
import _ctypes

keep = [[i, str(i), {i: i}, (i, i, i), bytearray(i), object] for i in range(50)]
pool = id(keep[40]) & ~0x3fff
found = set()
errors = 0
for address in range(pool, pool + 0x4000, 8):
    try:
        found.add(type(_ctypes.object_at(address)).__name__)
    except OSError:
        errors += 1
print({"bytearray", "list", "str", "dict", "tuple"} & found == {"bytearray", "list", "str", "dict",
                                                             "tuple"}, errors > 100)
for address in (0, 1, -1, 8, 2**40, 2**63 - 1, -2**63, pool - 2**30, 0x7f3a00000000 - 8):
    for read in (_ctypes.object_at, lambda a: _ctypes.read(a, 8)):
        try:
            read(address)
            print("read", hex(address))
        except OSError as e:
            print(type(e).__name__, str(e)[:26])
for wrong in ((), (1,), (1, 2, 3), ("a", 1), (1, "a"), (2**70, 1)):
    try:
        print(_ctypes.read(*wrong))
    except Exception as e:
        print(type(e).__name__, e)
for function in (_ctypes.object_at, _ctypes.buffer_address):
    for wrong in ("a", None, 2**80, b"", 1.5):
        try:
            print(function(wrong))
        except Exception as e:
            print(type(e).__name__)
gone = [1, 2, 3]
address = id(gone)
del gone
try:
    ctypes.cast(address, ctypes.py_object).value
except OSError as e:
    print(str(e)[:38])
try:
    ctypes.c_long.from_address(id(keep)).value = 5
except OSError as e:
    print(e)
