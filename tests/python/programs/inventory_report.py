import sys, textwrap, threading, string, collections, itertools, functools, operator
# inventory report from stdin-like text, parsing csv by hand
CSV = '''sku,name,qty,price
A1,"Widget, small",10,2.50
B2,Gadget,,19.99
C3,"Say ""hi""",3,x
D4,Gizmo,7,0.75
'''
def parse(text):
    row, cell, quoted, out = [], [], False, []
    it = iter(text)
    for ch in it:
        if quoted:
            if ch == '"':
                nxt = next(it, '')
                if nxt == '"': cell.append('"')
                else:
                    quoted = False
                    if nxt == ',': row.append(''.join(cell)); cell = []
                    elif nxt == '\n': row.append(''.join(cell)); out.append(row); row, cell = [], []
            else: cell.append(ch)
        elif ch == '"': quoted = True
        elif ch == ',': row.append(''.join(cell)); cell = []
        elif ch == '\n': row.append(''.join(cell)); out.append(row); row, cell = [], []
        else: cell.append(ch)
    return out
rows = parse(CSV)
head, *body = rows
print(head, len(body), body[2])
total = 0
for n, (sku, name, qty, price) in enumerate(body, start=2):
    try:
        value = int(qty or 0) * float(price)
    except ValueError as e:
        print(f'line {n}: {e}'); continue
    total += value
    print(f'{sku:<4}{name:<15}{qty or "-":>5}{float(price):>10.2f}{value:>12,.2f}')
print(f'{"total":<24}{total:>22,.2f}')
w = textwrap.TextWrapper(width=20, initial_indent='* ', subsequent_indent='  ')
print(w.fill('alpha beta gamma delta epsilon zeta eta theta'))
print(textwrap.dedent('''
    a
      b
    c'''), textwrap.indent('x\ny', '> '), textwrap.shorten('hello big wide world', 12), sep='|')
t = threading.Timer(0.0, lambda: print('timer')); t.start(); t.join()
b = threading.Barrier(1); print(b.wait(), b.parties)
e = threading.Event(); e.set(); print(e.is_set(), e.wait(0.1))
s = threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(blocking=False))
class F(string.Formatter):
    def get_value(self, key, args, kw): return kw.get(key, f'<{key}>') if isinstance(key, str) else args[key]
print(F().format('{0} {name} {missing}', 'zero', name='n'))
print(string.Formatter().vformat('{a[0]} {b.real}', (), {'a': [1], 'b': 2}))
print(list(string.Formatter().parse('x{a!r:>5}y')))
text = 'the rain in spain stays mainly in the plain'
freq = collections.Counter(text.split())
width = max(map(len, freq))
for word, n in freq.most_common(3): print(f'{word:>{width}} {"#" * n} {n / freq.total():.1%}')
print(''.join(sorted(set(text) - {' '})), text.title(), text.translate(str.maketrans('aeiou', '43106', 'y')))
caesar = lambda s, k: ''.join(chr((ord(c) - 97 + k) % 26 + 97) if c.isalpha() else c for c in s)
print(caesar(text, 3), caesar(caesar(text, 3), -3) == text)
print(*(f'{n:3d}' + ('\n' if n % 7 == 0 else '') for n in range(1, 15)))
rle = [(k, len(list(g))) for k, g in itertools.groupby('aaabccdddd')]
print(rle, ''.join(k * n for k, n in rle))
print(functools.reduce(lambda a, b: {**a, b: a.get(b, 0) + 1}, 'hello', {}))
pal = lambda s: (t := [c.lower() for c in s if c.isalnum()]) == t[::-1]
print(pal('A man, a plan, a canal: Panama'), pal('no'))
roman = lambda n: ''.join(s * (n // v) + (n := n % v, '')[1] for v, s in ((10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')))
print([roman(i) for i in range(1, 15)])
sys.stdout.buffer.write(b'raw bytes\n') if hasattr(sys.stdout, 'nope') else None
print(bin(10), oct(8), hex(255), int('ff', 16), f'{10:08b}', 0b1010 ^ 0b0110, ~5, 7 & 3, 1 << 10, divmod(-7, 3), round(2.675, 2), 0.1 + 0.2, 1e16, 1/3)
