def leaf(n): return ValueError(n)
g = ExceptionGroup('a', [leaf(1), ExceptionGroup('b', [leaf(2), ExceptionGroup('c', [leaf(3)])])])
raise g
