"""Escapes by name that are cut off: which bytes of the literal the error tells."""
for s in (r'"\N{a"', r'"\N{"', r'"\N{a b"', r'"\N"', r'"x\N{a"', r'f"\N{a"', r'f"\N{"', r'f"\N{a b c"', r'f"x\N{abc"', r'f"x\N{abc" "b"', r'"\N{DIGIT ONE"', r'"\N{}"', r'f"\N{}"', r'f"\N{"', r'f"\Nx"', r'"\Nx{}"', r'"\N{a}b"', r'f"\N{a}b"'):
    try: print(eval(s))
    except SyntaxError as e: print(s, e)
