def a():
    def b():
        def c():
            raise KeyError('deep')
        c()
    b()
a()
