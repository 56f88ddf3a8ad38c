ExceptionGroup('x', [KeyboardInterrupt()])
