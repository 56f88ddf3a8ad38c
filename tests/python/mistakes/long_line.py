value = {'a': [1, 2, 3], 'b': {'c': (4, 5, 6)}}['b']['c'][10] + len('something long here') * 3 - sum([1, 2, 3])
