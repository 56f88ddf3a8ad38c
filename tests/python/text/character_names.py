# Characters by their names: \N{...} in literals, errors="namereplace".
def t(s):
    try: print(ascii(eval(s)))
    except SyntaxError as e: print(e.args[0], e.args[1][1:])
for s in (r"'\N{LATIN SMALL LETTER E WITH ACUTE}'", r"'\N{greek small letter alpha}x\N{EURO SIGN}'", r"'\N{foo}'", r"'abc\N{}'", r"'\N'", r"'\N{'", r"'\NX'", r"b'\N{x}'", r"r'\N{x}'", r"f'\N{BULLET}{1}\N{EM DASH}'", r"'\N{CJK UNIFIED IDEOGRAPH-4E2D}'", r"'\N{CJK UNIFIED IDEOGRAPH-41}'", r"'\N{HANGUL SYLLABLE HAN}'", r"'\N{LF}\N{NULL}\N{TAB}\N{nbsp}'", r"'\N{SNAKE}\N{GRINNING FACE}\N{THUMBS UP SIGN}'", r"'\N{LATIN SMALL LETTER  A}'", r"'\N{ LATIN SMALL LETTER A}'", r"'\N{LATIN SMALL LETTER A }'", r"'é\N{foo}'", r"'\N{BOX DRAWINGS LIGHT HORIZONTAL}'", r"'\N{RIGHTWARDS ARROW}\N{INFINITY}\N{SUPERSCRIPT TWO}\N{BLACK HEART SUIT}\N{CHECK MARK}\N{HIRAGANA LETTER A}'"):
    print(s, end=' '); t(s)
for s in ('é€😀中한\x80α→', 'abc\ufffd', '\u200b\u3042'):
    print(s.encode('ascii', 'namereplace'), s.encode('latin-1', 'namereplace'))
try: b'\xff'.decode('ascii', 'namereplace')
except TypeError as e: print(e)
