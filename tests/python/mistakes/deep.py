import functools
def logged(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)
    return wrapper
class Shop:
    def __init__(self, items):
        self.items = [self.check(i) for i in items]
    @logged
    def check(self, item):
        return {k: v.strip() for k, v in item.items()}
Shop([{'name': 'tea '}, {'name': None}])
