# Blocks that one object of each kind takes, the first and the second time.
import sys
b = sys.getallocatedblocks
def delta(f):
    x = b(); keep = f(); y = b(); return y - x
for name, f in (("int", lambda: 10**9), ("list", lambda: [1]), ("dict", lambda: {"a": 1}), ("set", lambda: {1}), ("tuple", lambda: (b, 1, 2)), ("obj", lambda: object()), ("str", lambda: "a" * 30), ("func", lambda: (lambda: 0)), ("gen", lambda: (i for i in ())), ("float", lambda: 1.0 + b.__hash__()), ("bytes", lambda: bytes(100)), ("100 lists", lambda: [[] for _ in range(100)]), ("100 ints", lambda: list(range(1000, 1100))), ("class", lambda: type("T", (), {})), ("big", lambda: bytearray(10000)), ("exc", lambda: ValueError("x"))):
    print(name, delta(f), delta(f))
