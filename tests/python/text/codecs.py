# encode and decode: codecs, error handlers, the fields of the errors. One checksum for each codec.
import sys
seen = {}
def note(key, *parts):
    line = ' '.join(map(str, parts)).encode('utf8', 'surrogatepass')
    seen[key] = (seen.get(key, 0) * 1000003 + int.from_bytes(line, 'big')) % (2 ** 61 - 1)
def t(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e:
        x = type(e).__name__ + ': ' + ascii(str(e))
        if isinstance(e, UnicodeError): x += repr((e.encoding, ascii(e.object), e.start, e.end, e.reason))
        return x
    return ascii(r) + ' ' + type(r).__name__
encs = ['utf-8', 'UTF8', 'utf_8_sig', 'ascii', 'latin-1', 'ISO-8859-1', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be', 'nope', 'U8', 'us-ascii', 'L1', 'Latin 1']
errs = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass', 'xmlcharrefreplace', 'foo']
strs = ['', 'a', 'abc', 'é', 'éa€', '\u20ac\U0001f600x', '\ud800', 'a\udc80b\udcffé', '\ud800\udc00z', '\udcfe€\udc41', 'x'*600 + 'é', '\uffff\ufeffa']
bs = [b'', b'a', b'abc', b'\xff', b'\xc3\xa9', b'\xc3', b'\xe2\x82\xac', b'\xe2\x82', b'\xe2\x28\xa1', b'\xf0\x9f\x98\x80', b'\xf0\x9f\x98', b'\xf0\x28\x8c\xbc', b'\xf4\x90\x80\x80', b'\xed\xa0\x80', b'\xc0\x80', b'\xe0\x80\x80', b'a\x80b\xffc', b'\x00\xd8', b'\x00\xd8\x00\xdc', b'\x00\xd8a\x00', b'\x00\xdc', b'\xff\xfea\x00', b'\xfe\xff\x00a', b'a\x00b', b'\xff\xfe\x00\x00a\x00\x00\x00', b'\x00\x00\x11\x00', b'\x00\xd8\x00\x00', b'\x00\x00\x00', b'\xef\xbb\xbfhi', b'\xf8\x88', b'\xe2\x82\xac\x80', b'\xf1\x80\x80\xc3\xa9']
for s in strs:
    for en in encs:
        for er in errs: note('encode ' + en, er, t(s.encode, en, er))
for b in bs:
    for en in encs:
        for er in errs: note('decode ' + en, b, er, t(b.decode, en, er), t(str, b, en, er), t(bytearray(b).decode, en, er))
    note('repr', t(str, memoryview(b), 'utf8'), t(b.decode), t(repr, b), t(str, b), t(bytearray.__repr__, bytearray(b)))
for key in seen:
    print(key, seen[key])
