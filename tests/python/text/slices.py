# slices, digits of other scripts, and the size a string has after its widest character has gone.
import sys
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e:
        x = type(e).__name__ + ': ' + ascii(str(e))
        if isinstance(e, UnicodeError): x += repr((e.encoding, ascii(e.object), e.start, e.end, e.reason))
        return x
    return ascii(r) + ' ' + type(r).__name__
print([int(c) for c in '٣७३０𝟗'], t(int, '³'), t(float, '１.５'))
for s in ['abcdefg', 'aébécé', 'a€b€', 'x\U0001f600y\U0001f600']:
    for st in (None, 0, 1, -1, 5, -9, 99):
        for en in (None, 0, 2, -1, 99):
            for step in (None, 1, 2, -1, -2, 3):
                r = s[st:en:step]; print(ascii(r), sys.getsizeof(r), r is s)
    print(t(s.__getitem__, slice(0, 1, 0)), t(s.__getitem__, 'a'), t(s.__getitem__, 1.0), t(s.__getitem__, 99), t(s.__getitem__, -99), t(s.__getitem__, None), t(s.__getitem__, 10**30))
print([sys.getsizeof(x) for x in ('', 'a', 'ab', 'é', 'aé', '€', 'a€', '\U0001f600')], sys.getsizeof('é' * 100 + '€'))
print(sys.getsizeof('aé€'.replace('€', '')), sys.getsizeof('aé€'.replace('€', 'b')), sys.getsizeof('aé€'[:2]), sys.getsizeof('aé€'.rstrip('€')), sys.getsizeof('é'.upper()), sys.getsizeof('ÿ'.upper()), sys.getsizeof('aé€'.translate({0x20ac: None})))
