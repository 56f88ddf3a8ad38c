class Manager:
    def __enter__(self):
        return self
    def __exit__(self):
        pass
with Manager() as m:
    pass
