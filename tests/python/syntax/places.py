# What SyntaxError says about broken sources, and where: places.
cases = [
    'x = f"{yield}"\n',
    'return 1\n',
    'yield 1\n',
    'break\n',
    'def f():\n    break\n',
    'class A:\n    return 1\n',
    'class A:\n    yield 1\n',
    'if 1:\n    break\n',
    'return *a\n',
    'x = yield\n',
    'class A: x = yield\n',
    'def f(x=(yield)): pass\n',
    'def f(x: (yield)): pass\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
