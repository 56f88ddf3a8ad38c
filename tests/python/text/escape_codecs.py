"""The codecs unicode_escape and raw_unicode_escape, and what is wrong in bytes that they are given."""


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


attempt('ue', lambda: 'aé\n\t\'"\\\x01ሴ\U0001F600'.encode('unicode_escape'))
attempt('ue', lambda: 'aé\n\t\'"\\\x01ሴ\U0001F600'.encode('raw_unicode_escape'))
attempt('ue', lambda: b'a\\n\\x41\\u1234\\U0001F600\\N{BULLET}\\101\xe9'.decode('unicode_escape'))
attempt('ue', lambda: b'a\\n\\x41\\u1234\\U0001F600\\\\u0041 \xe9'.decode('raw_unicode_escape'))
for bad in (b'\\x4', b'\\u12', b'\\U00110000', b'\\U0011', b'\\N{NOPE NAME}', b'\\N', b'abc\\', b'\\N{', b'\\xzz'):
    for c in 'unicode_escape', 'raw_unicode_escape':
        attempt(c + repr(bad), lambda: bad.decode(c))
        for e in 'ignore', 'replace', 'backslashreplace':
            attempt(c + repr(bad) + e, lambda: ascii(bad.decode(c, e)))
attempt('surr', lambda: '\ud800'.encode('unicode_escape'))
attempt('surr', lambda: '\ud800'.encode('raw_unicode_escape'))
attempt('names', lambda: 'a'.encode('Unicode-Escape'))
attempt('names', lambda: 'a'.encode('unicodeescape'))
attempt('names', lambda: 'aé'.encode('unicode escape'))
attempt('str', lambda: str(b'\\u00e9', 'unicode-escape'))
