ExceptionGroup('x', [5])
