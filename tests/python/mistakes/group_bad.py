ExceptionGroup('x', [])
