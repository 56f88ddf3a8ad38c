# What SyntaxError says about broken sources, and where: arguments.
cases = [
    'f(**k, *a)\n',
    'f(a=1, b)\n',
    'f(**k, b)\n',
    'f(a=1, a=2)\n',
    'def f(a, a): pass\n',
    'def f(a=1, b): pass\n',
    'def f(*): pass\n',
    'def f(*, **k): pass\n',
    'def f(**k, a): pass\n',
    'def f(*a, *b): pass\n',
    'def f(/, a): pass\n',
    'def f(*a=1): pass\n',
    'def f(**k=1): pass\n',
    'lambda a=1, b: 1\n',
    'lambda a, a: 1\n',
    'lambda *: 1\n',
    'class A(b=1, c): pass\n',
    'match x:\n    case A(a=1, 2):\n        pass\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
