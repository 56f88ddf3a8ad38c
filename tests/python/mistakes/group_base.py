raise BaseExceptionGroup('b', [KeyboardInterrupt(), ValueError()])
