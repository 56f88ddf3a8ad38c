raise KeyError('text with \'quotes\'')
