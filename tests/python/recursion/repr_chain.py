# repr, str and format that call themselves through C.
class R:
    count = 0

    def __repr__(self):
        R.count += 1
        return 'R(' + repr(self) + ')'


class S:
    count = 0

    def __str__(self):
        S.count += 1
        return f'<{self}>'


class F:
    count = 0

    def __format__(self, spec):
        F.count += 1
        return format(self, spec)


class P:
    count = 0

    def __repr__(self):
        P.count += 1
        return '%r' % (self,)


class M:
    count = 0

    def __str__(self):
        M.count += 1
        return '{}'.format(self)


class L:
    count = 0

    def __repr__(self):
        L.count += 1
        return repr([self])


class D:
    count = 0

    def __repr__(self):
        D.count += 1
        return repr({'k': self})


class T:
    count = 0

    def __repr__(self):
        T.count += 1
        return str((self, 1))


for f, cls in ((repr, R), (str, S), (format, F), (repr, P), (str, M), (repr, L), (repr, D), (repr, T)):
    try:
        f(cls())
    except RecursionError as e:
        print(cls.__name__, type(e).__name__, e, cls.count)


def nest(n, make, x):
    for _ in range(n):
        x = make(x)
    return x


makers = [('list', lambda x: [x]), ('tuple', lambda x: (x,)), ('dict', lambda x: {1: x}), ('set', lambda x: frozenset([x])),
          ('slice', lambda x: slice(x))]
for name, make in makers:
    for n in (50, 400, 2000):
        try:
            print(name, n, len(repr(nest(n, make, 0))))
        except RecursionError as e:
            print(name, n, type(e).__name__, e)


class Node:
    def __init__(self, child):
        self.child = child

    def __repr__(self):
        return f'Node({self.child!r})'


for n in (10, 200, 480, 520, 2000):
    try:
        print('Node', n, len(repr(nest(n, Node, None))))
    except RecursionError as e:
        print('Node', n, type(e).__name__, e)
