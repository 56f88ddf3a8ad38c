# what str says of each Unicode character, as one checksum for 4096 of them.
import sys
seen = {}
def note(key, *parts):
    line = ' '.join(map(str, parts)).encode('utf8', 'surrogatepass')
    seen[key] = (seen.get(key, 0) * 1000003 + int.from_bytes(line, 'big')) % (2 ** 61 - 1)
flags = 'isalpha isdecimal isdigit isnumeric isspace isupper islower istitle isprintable isidentifier isalnum'.split()
for cp in list(range(0x18000)) + list(range(0x1b000, 0x20000)) + list(range(0x2fa00, 0x31400)) + list(range(0xe0000, 0xe0200)):
    c = chr(cp)
    note(hex(cp >> 12), [getattr(c, f)() for f in flags], ('a' + c).isidentifier(), len(('a' + c + 'b').splitlines()),
         len(('a' + c + 'b').split()), ascii((c.upper(), c.lower(), c.title(), c.casefold(), c.swapcase(), c.capitalize())),
         ascii(('A' + c + '\u03a3').lower()), ascii(('1' + c + '\u03a3').lower()), ascii(repr(c)), sys.getsizeof(c))
for key in seen:
    print(key, seen[key])
