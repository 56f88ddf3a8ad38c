# What SyntaxError says about broken sources, and where: commas.
cases = [
    'x = [1 2]\n',
    'x = (1 2)\n',
    'x = {1 2}\n',
    'x = {1: 2 3: 4}\n',
    'from a import b,\n',
    'foo(a b)\n',
    'foo(a, b c)\n',
    'f(*a b)\n',
    '(a b)\n',
    'x = [\n    1,\n    2\n    3,\n]\n',
    "x = {\n    'a': 1\n    'b': 2\n}\n",
    'foo(a,\n    b\n    c)\n',
    'print(a, b c=1)\n',
    'f(a.b c)\n',
    'x = (lambda x: x y)\n',
    "x = {'a' 1}\n",
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
