assert 1 == 2, {'why': [1, 2]}
