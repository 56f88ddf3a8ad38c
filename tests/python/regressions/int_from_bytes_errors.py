def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for v in (b"q", bytearray(b"q"), b"", bytearray(), b"1\0", bytearray(b"\xff"), "q\0"):
    t(lambda: int(v)); t(lambda: int(v, 5)); t(lambda: float(v)); t(lambda: complex(v)); t(lambda: int(v, 1))
t(lambda: int(bytearray(b' 12_3 '))); t(lambda: int(memoryview(b'12'))); t(lambda: float(memoryview(b'1.5'))); t(lambda: int(b'x'*300))
