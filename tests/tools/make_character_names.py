#!/usr/bin/env python3.11
"""Writes engine/object/character_names.inc from the running CPython 3.11.

    python3.11 tests/tools/make_character_names.py engine/object

The names that \\N{...} and errors='namereplace' know: the scripts and symbols below, not all of
Unicode, whose names would take 340 KB. Words are numbered by frequency. The table holds, in the
order of the code points: distance to the previous one (7 bits a byte, high bit: more follows),
number of words, the words (below 192 one byte, else 192 + high byte, low byte).
"""
import collections
import sys
import unicodedata

assert sys.version_info[:2] == (3, 11), 'the names must be those of 3.11'

RANGES = [
    (0x20, 0x24f), (0x2b0, 0x3ff), (0x400, 0x45f), (0x490, 0x4ff), (0x5d0, 0x5ea), (0x1e00, 0x1eff),
    (0x2000, 0x27ff), (0x2900, 0x2bff), (0x3000, 0x30ff), (0xfb00, 0xfb06), (0xfe00, 0xfe0f), (0xfeff, 0xfeff),
    (0xfff9, 0xfffd), (0x1f300, 0x1f64f), (0x1f680, 0x1f6ff), (0x1f7e0, 0x1f7eb),
    (0x1f900, 0x1f9ff), (0x1fa70, 0x1faff),
]
ALIASES = """NULL,START OF HEADING,START OF TEXT,END OF TEXT,END OF TRANSMISSION,ENQUIRY,ACKNOWLEDGE,
ALERT,BACKSPACE,CHARACTER TABULATION,HORIZONTAL TABULATION,LINE FEED,NEW LINE,END OF LINE,
LINE TABULATION,VERTICAL TABULATION,FORM FEED,CARRIAGE RETURN,SHIFT OUT,SHIFT IN,
DATA LINK ESCAPE,CANCEL,END OF MEDIUM,SUBSTITUTE,ESCAPE,DELETE,NEXT LINE,NUL,SOH,STX,ETX,EOT,ENQ,
ACK,BEL,BS,TAB,HT,LF,NL,EOL,VT,FF,CR,SO,SI,DLE,CAN,EOM,SUB,ESC,DEL,NEL,SP,NBSP,SHY,ZWSP,ZWNJ,ZWJ,
LRM,RLM,BOM,BYTE ORDER MARK,ZWNBSP,WJ,CGJ"""


def c_bytes(data):
    """String literals of printable characters and octal escapes, 96 columns at most."""
    line = ''
    for byte in data:
        c = chr(byte)
        piece = c if 32 <= byte < 127 and c not in '"\\?' else '\\%03o' % byte
        if len(line) + len(piece) > 90:
            yield '    "%s"' % line
            line = ''
        line += piece
    yield '    "%s"' % line


def main(folder):
    names = {c: unicodedata.name(chr(c), None) for a, b in RANGES for c in range(a, b + 1)}
    names = {c: n for c, n in names.items() if n}
    count = collections.Counter(w for n in names.values() for w in n.split(' '))
    words = sorted(count, key=lambda w: (-count[w], w))
    number = {w: i for i, w in enumerate(words)}
    table, last = bytearray(), 0
    for c, name in sorted(names.items()):
        delta, last = c - last, c
        while delta >= 128:
            table.append(delta & 127 | 128)
            delta >>= 7
        table.append(delta)
        parts = name.split(' ')
        table.append(len(parts))
        for part in parts:
            n = number[part]
            if n >= 192:
                table.append(192 + (n - 192 >> 8))
                n = n - 192 & 255
            table.append(n)
    aliases = [a.strip() for a in ALIASES.replace('\n', '').split(',')]
    with open(folder + '/character_names.inc', 'w') as out:
        out.write('/* Made by tests/tools/make_character_names.py: do not edit. */\n')
        out.write('PML_SELDOM static const char name_words[] =\n')
        out.write('\n'.join(c_bytes(b' '.join(w.encode() for w in words))))
        out.write(';\nPML_SELDOM static const unsigned char name_table[] =\n')
        out.write('\n'.join(c_bytes(bytes(table))))
        out.write(';\nstatic const struct {\n    const char *name;\n    uint32_t c;\n} name_aliases[] = {\n')
        for alias in aliases:
            out.write('    {"%s", 0x%x},\n' % (alias, ord(unicodedata.lookup(alias))))
        out.write('};\n')
    print(len(names), 'names', len(words), 'words', len(table), 'bytes')


if __name__ == '__main__':
    main(sys.argv[1])
