# What SyntaxError says about broken sources, and where: brackets.
cases = [
    'x = (1, 2\ny = 3\n',
    'x = [1, 2\n',
    'x = {1: 2\nprint(x)\n',
    'f(a for a in b, c)\n',
    'f(a, b for b in c)\n',
    'print "hello"\n',
    'print x\n',
    'exec "x = 1"\n',
    'print 1, 2\n',
    'print\nx\nprint x, y\n',
    'from a import (b, c\n',
    'def f((a, b)): pass\n',
    'lambda (a): 1\n',
    'try:\n    pass\nexcept ValueError, TypeError:\n    pass\n',
    'try:\n    pass\nexcept ValueError, e:\n    pass\n',
    ')\n',
    'x = (1, 2]\n',
    'x = (1,\n  2]\n',
    'x = 1)\n',
    'x = [1, (2, 3]\n',
    'x = }\n',
    'f(1, 2))\n',
    'a[\n',
    'a[1\n',
    "print('a'\nprint('b')\n",
    'x = (1 +\ny = 2\n',
    'def f():\n    x = (1\n    return x\n',
    'f(x for x in L, 1)\n',
    'while (x\n    pass\n',
    'def f(x:\n    pass\n',
    'print(x\nif y:\n    pass\n',
    'x = [1, 2, 3\nfor i in x:\n    print(i)\n',
    'while True:\n    x = input(\n    y = 2\n',
    '[x, y for x in z]\n',
    "print(i for i in x, sep='')\n",
    'dict(a=1, b for b in c)\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
