"""re: errors, objects, flags, functions, templates."""
import re
def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)
for t in ["re.compile('a(b)?', re.I)","re.match('a','abc')","re.search('b','abc')","re.compile('(')","re.compile('[')","re.compile('*a')","re.compile('a**')","re.compile('(?P<x')","re.compile('(?P<1>a)')","re.compile('(?P<a>x)(?P<a>y)')","re.compile('\\\\')","re.compile('a{2,1}')","re.compile('(?z)')","re.compile('[b-a]')","re.compile(')')","re.compile('\\\\1')","re.compile('(?<=a+)b')","re.compile('\\\\q')","re.compile('(?P=x)')","re.compile('(?P>x)')","re.I","re.I|re.M","re.compile('a').flags","re.error.__mro__","re.compile(3)","re.match('a',b'a')","re.match(b'a','a')","re.match('a',3)","re.sub('(a)','\\\\2','a')","re.sub('a','\\\\g<x>','a')","re.sub('a','\\\\q','a')","re.compile('a')","type(re.compile('a'))","type(re.match('a','a'))","re.match('(a)(b)?','a').groups()","re.match('(?P<x>a)(b)?','a').groupdict()","re.match('a','a').group(1)","re.match('a','a').group('x')","re.purge()","re.escape('a.b*c é_-')","re.compile('x'*300)","re.match('(?i:A)b','ab')","re.compile('(?i)a').flags","re.compile('a(?i)b')","re.compile('a',re.L)","re.compile(b'a',re.U)","re.compile('a', re.X|re.S|re.A)","re.fullmatch('a|ab','ab')", "re.RegexFlag(0)","re.compile('(?s-i:a)')","re.NOFLAG", "re.compile('(?:a|b)++')","re.compile('(?>a)')"]:
    show(t)
try: re.compile('a\n(b')
except re.error as e: print(e.msg,e.pos,e.lineno,e.colno,e.pattern)
for t in [r"re.findall(r'\w+', 'Hello, wörld_1 x')", r"re.findall(r'\w+', 'wörld', re.A)", r"re.findall(rb'\w+', b'ab \xe9')",
          r"re.split(r'[,;]\s*', 'a, b;c,d')", r"re.split(r'(,)', 'a,b,c', maxsplit=1)", r"re.split('x*', 'axbc')",
          r"re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world')", r"re.sub('a', lambda m: m.group().upper() * 2, 'banana')",
          r"re.sub('(?P<n>a)', r'<\g<n>\g<1>\g<0>>', 'ba')", r"re.sub('x', r'\n\t\\', 'axb')", r"re.subn('a', 'b', 'aaa', 2)",
          r"re.sub('', '-', 'abc')", r"re.sub('x*', '-', 'abxd')", r"re.sub('a', None and 'x' or r'\1', 'a')", r"re.sub('(', 'a', 'b')",
          r"re.sub(b'a', b'b', b'aa')", r"re.sub('a', r'\g<', 'a')", r"re.sub('a', r'\g<>', 'a')", r"re.sub('a', r'\g<1', 'a')",
          r"re.sub('a', r'\101\0', 'a')", r"re.match(r'(?P<y>\d{4})-(?P<m>\d\d)', '2026-11-21').groupdict()",
          r"re.match(r'(?P<y>\d{4})-(?P<m>\d\d)', '2026-11-21').expand(r'\g<m>/\1')", r"re.match('(a)(b)?', 'ac').groups('-')",
          r"re.match('(a)(b)?', 'ac').regs", r"re.match('(a)(b)?', 'ac').span(2)", r"re.match('(a)(b)', 'ab').group(1, 2, 0)",
          r"re.match('(a)(b)', 'ab')[2]", r"re.match('((a)b)', 'ab').lastindex", r"re.match('(?P<q>a)', 'ab').lastgroup",
          r"re.match('a', 'ab').string", r"re.match('a', 'ab').re", r"re.compile('b').match('ab', 1).pos", r"re.compile('b').search('abab', 2)",
          r"re.compile('^b').match('ab', 1)", r"re.compile('b$').search('abc', 0, 2)", r"re.compile('(?P<a>x)(?P<b>y)').groupindex",
          r"re.compile('(a)(b)').groups", r"re.compile('a') == re.compile('a')", r"re.compile('a') is re.compile('a')", r"hash(re.compile('a')) == hash(re.compile('a'))",
          r"re.search('(?m)^b$', 'a\nb\nc')", r"re.search('(?s)a.b', 'a\nb')", r"re.search('a.b', 'a\nb')", r"re.search(r'(?x) a  b # comment', 'ab')",
          r"re.compile('''\n a # one\n [ #]\\  b''', re.X).search('a  b')", r"re.search('(?i)ÄB', 'äb')", r"re.search(r'(?<=-)\w+', 'spam-egg')", r"re.search(r'(?<!x)y', 'xyy').span()",
          r"re.search(r'(a)?b(?(1)c|d)', 'abc')", r"re.search(r'(a)?b(?(1)c|d)', 'bd')", r"re.search(r'(?P<q>[\'\"]).*?(?P=q)', 'x \"y\" z')",
          r"re.findall('<.*?>', '<a><b>')", r"re.findall('<.*>', '<a><b>')", r"re.findall('(a)(b)', 'abab')", r"re.findall('(a)b', 'abab')", r"[m.start() for m in re.finditer('a', 'banana')]",
          r"re.match('a{2,3}?', 'aaaa')", r"re.match('a{,2}', 'aaaa')", r"re.match('a{2}', 'aaaa')", r"re.match('a{x}', 'a{x}')", r"re.match('(?:a|b)*c', 'ababc')", r"re.match('(a|b)*', 'abab').group(1)",
          r"re.match(r'\bfoo\b', 'foo bar')", r"re.search(r'\d+(?=%)', '50 60%')", r"re.search(r'\x41\u0042\103', 'ABC')", r"re.search('[]a]', ']')", r"re.search('[^]a]', ']b')", r"re.search('[a\\-z]', '-')", r"re.search(r'[\w-]+', 'a-b c')",
          r"re.search('[a-]', '-')", r"re.compile('[a')", r"re.compile('[z-a]')", r"re.compile(r'[\w-z]')", r"re.compile('a{1}{2}')", r"re.compile('+')", r"re.compile('^*')", r"re.compile('x(?P<n')", r"re.compile('(?P<n n>x)')", r"re.compile('(?')", r"re.compile('(?<x)')",
          r"re.compile('(?#abc')", r"re.compile('(?i-i:a)')", r"re.compile('(?-:a)')", r"re.compile('(?ix')", r"re.compile('(?(2)a)')", r"re.compile('(?(x)a)')", r"re.compile('(?(1)a|b|c)')", r"re.compile('((a)|b')", r"re.compile('a)b')", r"re.compile(r'\x1')", r"re.compile(r'\u12')",
          r"re.compile('(a\\1)')", r"re.compile(re.compile('a'), re.I)", r"re.escape('a+b')", r"re.escape(b'a.b')", r"re.fullmatch('a+', 'aaa')", r"re.fullmatch('a+', 'aab')", r"re.match('(?:(a)|b)*', 'ab').groups()", r"re.match('', 'a')", r"bool(re.match('', ''))",
          r"re.match(r'(\w+)@(\w+)\.com', 'joe@site.com').groups()", r"re.compile('[é-ü]+').findall('aéêüz')", r"re.search('[A-Z]+', 'abCDe', re.I)", r"re.search('[^a]', 'Aa', re.I)", r"re.findall(r'\s', 'a b\tc\u2003d')", r"re.findall(r'\d', '1٣')", r"re.match('a' * 50 + 'b?', 'a' * 50).end()",
          r"re.RegexFlag.I", r"re.RegexFlag(10)", r"int(re.I | re.X)", r"re.ASCII", r"re.compile('a', re.I).flags", r"isinstance(re.I, int)", r"re.Pattern, re.Match", r"isinstance(re.compile('a'), re.Pattern)"]:
    show(t)
import copy, sys
p = re.compile("(x)(?P<name>y)?")
text = "".join(["xy", "xx"])
m = p.search(text)
print(copy.copy(p) is p, copy.deepcopy(m) is m, sys.getrefcount(text))
del m
print(sys.getrefcount(text), p.sub(r"[\g<name>]", text), p.scanner if 0 else "")
match re.match("(a)(b)", "ab"):
    case re.Match() as found:
        print(found.groups())
