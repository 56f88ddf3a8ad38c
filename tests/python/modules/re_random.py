"""re: random patterns on a few texts."""
import re
seed = 777
def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return (seed >> 8) % n
def pick(*x): return x[rnd(len(x))]
def atom(d):
    k = rnd(16)
    if k < 5: return pick('a','b','c')
    if k == 5: return '.'
    if k == 6: return pick('[ab]','[^a]','[a-b]','\\w','\\d','\\s','[\\d_b]')
    if k == 7: return pick('^','$','\\b','\\B','\\A','\\Z')
    if d <= 0: return pick('a','b')
    if k in (8,9): return '(' + alt(d-1) + ')'
    if k == 10: return '(?:' + alt(d-1) + ')'
    if k == 11: return pick('(?=','(?!') + alt(d-1) + ')'
    if k == 12: return pick('(?<=','(?<!') + pick('a','b','ab','[ab]') + ')'
    if k == 13: return '(?>' + alt(d-1) + ')'
    if k == 14: return pick('\\1','\\2')
    return '(?i:' + alt(d-1) + ')'
def rep(d):
    a = atom(d)
    if rnd(3) == 0: a += pick('*','{,2}','{2,}')
    return a
def seq(d): return ''.join(rep(d) for _ in range(rnd(4)))
def alt(d):
    s = seq(d)
    while rnd(4) == 0: s += '|' + seq(d)
    return s
texts = ['', 'a', 'ab', 'abcab', 'aabbcc', 'ba ab\nab', 'A_1b2 ABab', 'cbabcabab']
for i in range(120):
    p = alt(3)
    try:
        c = re.compile(p, pick(0, 0, re.I, re.M, re.S))
    except (re.error, RecursionError) as e:
        print(i, repr(p), 'E', e)
        continue
    for t in texts:
        m = c.search(t)
        print(i, repr(p), repr(t), m and (m.regs, m.lastindex), c.findall(t), c.sub('<\\g<0>>', t), c.split(t), bool(c.fullmatch(t)), bool(c.match(t, 1)))
