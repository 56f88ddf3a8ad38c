# A writer and a copier of nested data that recurse through map, join, comprehensions and copy.
import copy


def dumps(x):
    if isinstance(x, list):
        return '[' + ', '.join(map(dumps, x)) + ']'
    if isinstance(x, dict):
        return '{' + ', '.join(f'{k}: {dumps(v)}' for k, v in x.items()) + '}'
    return repr(x)


def nest(n):
    x = 0
    for i in range(n):
        x = [x] if i % 2 else {'k': x}
    return x


for n in (5, 100, 280, 600, 2000):
    data = nest(n)
    try:
        print(n, len(dumps(data)))
    except RecursionError as e:
        print(n, 'dumps', e)
    try:
        twin = copy.deepcopy(data)
        print(n, twin is not data)
    except RecursionError as e:
        print(n, 'deepcopy', e)


class Visitor:
    def visit(self, x):
        return getattr(self, 'visit_' + type(x).__name__)(x)

    def visit_list(self, x):
        return sum(map(self.visit, x)) + 1

    def visit_dict(self, x):
        return max(self.visit(v) for v in x.values()) + 1

    def visit_int(self, x):
        return 0


for n in (5, 100, 250, 600, 2000):
    try:
        print(n, Visitor().visit(nest(n)))
    except RecursionError as e:
        print(n, 'visit', e)
