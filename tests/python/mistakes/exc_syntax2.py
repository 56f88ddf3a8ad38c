raise SyntaxError('made up', ('f.py', 3, 5, 'x = = 1', 3, 6))
