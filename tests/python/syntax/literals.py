# What SyntaxError says about broken sources, and where: literals.
cases = [
    "print('abc)\n",
    'print("abc)\nx = 1\n',
    'x = """abc\ndef\n',
    'def 1f(): pass\n',
    '1a\n',
    '1_\n',
    '1__0\n',
    '0777\n',
    '00012\n',
    '0b12\n',
    '0b\n',
    '0o8\n',
    '0x\n',
    '0xg\n',
    '1e\n',
    '1e+\n',
    '1.5e\n',
    '1_000_\n',
    '1.e_5\n',
    '0_7\n',
    '5abc\n',
    '1jx\n',
    'x = “hello”\n',
    'x = ‘a’\n',
    'x = 5 × 3\n',
    'x = 5 − 3\n',
    'print(“hi”)\n',
    'match x:\n    case 1 + 2:\n        pass\n',
    'match x:\n    case a():\n        pass\n    case f"x":\n        pass\n',
    "x = 'it's'\n",
    "x = 'a\\\n",
    'b"é"\n',
    'b"a" "b"\n',
    '"a" b"b"\n',
    'rb"é"\n',
    'f"a" b"b"\n',
    'x = 10l\n',
    'x = 0b101x\n',
    'x = 1.0f\n',
    'f"{1x}"\n',
    'f"{x\n',
    "f'''{x\n",
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
