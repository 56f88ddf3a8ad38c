# What SyntaxError says about broken sources, and where: patterns.
cases = [
    'match x:\n    case a:\n        pass\n    case b:\n        pass\n',
    'match x:\n    case _:\n        pass\n    case b:\n        pass\n',
    'match x:\n    case a | b:\n        pass\n',
    'match x:\n    case A(a=1, a=2):\n        pass\n',
    'match x:\n    case [*a, *b]:\n        pass\n',
    'match x:\n    case {1: a, 1: b}:\n        pass\n',
    'match x:\n    case 1 as 2:\n        pass\n',
    'match x:\n    case 1 | a | 2:\n        pass\n',
    'match x:\n    case (1 | a):\n        pass\n',
]
for number, source in enumerate(cases):
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        print(number, type(e).__name__, e.args)
    else:
        print(number, "compiles")
