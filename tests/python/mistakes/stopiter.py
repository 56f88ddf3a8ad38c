def first(it):
    yield next(it)
print(list(first(iter([]))))
