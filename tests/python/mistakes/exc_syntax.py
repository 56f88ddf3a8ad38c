raise SyntaxError('made up')
