class E(Exception):
    def __str__(self):
        raise ValueError('x')
raise E
