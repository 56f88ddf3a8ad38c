class Manager:
    def __enter__(self):
        return self
    def __exit__(self, *args):
        raise RuntimeError('in exit')
with Manager() as m:
    raise ValueError('in body')
