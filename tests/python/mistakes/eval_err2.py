eval('a b')
