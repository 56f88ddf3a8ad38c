# What SyntaxError says about broken sources, and where: fstrings.
cases = [
    'x = f"{a"\n',
    'x = f"{"\n',
    'x = f"{}"\n',
    'x = f"{a b}"\n',
    'x = f"{a!x}"\n',
    'x = f"}"\n',
    'x = f"{a:{b:{c}}}"\n',
    'x = f"{a\\n}"\n',
    'x = f"{#}"\n',
    'x = f"{a!}"\n',
    'x = f"{a=!}"\n',
    'x = f"{lambda x: 1}"\n',
    'x = f"{1 +}"\n',
    'x = f"{*}"\n',
    'x = f"{a[}"\n',
    'x = f"{(}"\n',
    "x = f'{a['b']}'\n",
    'x = f"""{\na b\n}"""\n',
    'f"x" = 1\n',
    'print(f"{x:{y}")\n',
    'print(f"{x}}")\n',
    'print(f"{{x}")\n',
    'print(f\'{x["a"]}\' f\'{y[\'b\']}\')\n',
    'f"{a!r b}"\n',
    'f"{a:{}}"\n',
    'f"{ }"\n',
    'f"{!r}"\n',
    'f"{:x}"\n',
    'f"{=}"\n',
    'f"{a $ b}"\n',
    'f"{\'\\\'\'}"\n',
    'f"{a; b}"\n',
    'f"{a = }" f"{a == }"\n',
    'f"{\'a\'"\n',
    'f"{a)}"\n',
    'f"{a]}"\n',
    'f"{(a]}"\n',
    'f"{del x}"\n',
    'f"{x = 5}"\n',
    'f"{f\'{f"{x}"}\'}"\n',
    'f"{f\'{1 2}\'}"\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
