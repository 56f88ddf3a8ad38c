def make():
    excs = []
    for f in (lambda: 1 / 0, lambda: {}['x'], lambda: int('q')):
        try:
            f()
        except Exception as e:
            excs.append(e)
    return excs
raise ExceptionGroup('outer', [ExceptionGroup('inner', make()), OSError(2, 'gone')])
