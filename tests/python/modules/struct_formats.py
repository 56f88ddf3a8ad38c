"""struct: formats, sizes, packing, errors."""
import struct


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)



for f in ("", "x", "c", "b", "B", "?", "h", "i", "l", "q", "n", "P", "f", "d", "e", "5s", "5p", "3i",
          "bi", "bq", "<bq", ">bq", "=bl", "!h2i", "cxh", "10x", "i 2b", "hhl", "bhi0q", "0i"):
    show(f"struct.calcsize({f!r})")
for text in ("pack('i', 1)", "pack('>i', -2)", "pack('<h', 300)", "pack('bBhHiIlLqQ', *range(10))",
             "pack('?', 3)", "pack('c', b'x')", "pack('5s', b'abc')", "pack('2s', b'abc')",
             "pack('5p', b'abc')", "pack('f', 1.5)", "pack('>d', 3.25)", "pack('<e', 1.5)",
             "pack('<e', 65504)", "pack('<e', 1e-7)", "pack('<e', float('inf'))", "pack('<3h', 1, 2, 3)",
             "pack('d', 3)", "pack('bi', 1, 2)", "pack('>bi', 1, 2)", "pack('b', 128)",
             "pack('B', -1)", "pack('h', 40000)", "pack('H', 70000)", "pack('i', 2**31)",
             "pack('<I', -1)", "pack('q', 2**63)", "pack('i', 'x')", "pack('i', 1.5)",
             "pack('f', 'x')", "pack('s', 'x')", "pack('c', b'xy')", "pack('i')", "pack('i', 1, 2)",
             "pack('z', 1)", "pack('3', 1)", "unpack('i', b'abc')", "unpack('<i', b'\\1\\0\\0\\0')",
             "unpack('>hb', b'\\1\\0\\xff')", "unpack('<d', pack('<d', 0.1))", "unpack('3s', b'abc')",
             "unpack('?', b'\\2')", "unpack('<e', b'\\0<')", "unpack('<e', b'\\1\\0')",
             "unpack('4p', b'\\2abc')", "unpack_from('<h', b'abcdef', 2)",
             "unpack_from('<h', b'abc', 2)", "unpack_from('<h', b'abcd', -2)",
             "list(iter_unpack('<h', b'abcdef'))", "list(iter_unpack('<h', b'abc'))",
             "Struct('>hh').size", "Struct('>hh').format", "Struct(3)",
             "Struct('>hh').pack(1, 2)", "Struct('>hh').unpack(b'abcd')", "error.__mro__",
             "pack('<q', -5)", "pack('>Q', 2**64 - 1)", "pack('f', 1e40)", "pack('<l', 5)"):
    show("struct." + text.replace("pack('<d', 0", "struct.pack('<d', 0"))
buffer = bytearray(8)
struct.pack_into("<hh", buffer, 2, 1, -1)
print(buffer)
show("struct.pack_into('<q', buffer, 4, 1)")
