try:
    int('x')
except ValueError as e:
    e.add_note('while reading line 3')
    e.add_note('two\nlines')
    raise
