# What SyntaxError says about broken sources, and where.
cases = [
    'x = (1; 2)\n',
    'f(1; 2)\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
