# What SyntaxError says about broken sources, and where: scopes.
cases = [
    'nonlocal x\n',
    'def f():\n    nonlocal x\n',
    'def f(x):\n    nonlocal x\n',
    'def f(x):\n    global x\n',
    'def f():\n    print(x)\n    global x\n',
    'def f():\n    x = 1\n    def g():\n        print(x)\n        nonlocal x\n',
    'def f():\n    x: int = 1\n    def g():\n        nonlocal x\n        x: int = 2\n',
    'def f():\n    global x\n    x: int = 1\n',
    'def f():\n    global x\n    nonlocal x\n',
    'x: int\nglobal x\n',
    'class A:\n    nonlocal x\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
