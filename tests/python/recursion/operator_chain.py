# Operators that call themselves through C: slots, reflected and in-place ones, subscripts, calls.
names = ['add', 'sub', 'mul', 'matmul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift', 'rshift', 'and', 'or', 'xor']
signs = ['+', '-', '*', '@', '/', '//', '%', '**', '<<', '>>', '&', '|', '^']
for name, sign in zip(names, signs):
    space = {}
    exec(f'''
class Op:
    count = 0
    def __{name}__(self, other):
        Op.count += 1
        return self {sign} other
class Reflected:
    count = 0
    def __r{name}__(self, other):
        Reflected.count += 1
        return other {sign} self
class InPlace:
    count = 0
    def __i{name}__(self, other):
        InPlace.count += 1
        self {sign}= other
        return self
def op():
    Op() {sign} 1
def reflected():
    None {sign} Reflected()
def inplace():
    x = InPlace()
    x {sign}= 1
''', space)
    for f, cls in (('op', 'Op'), ('reflected', 'Reflected'), ('inplace', 'InPlace')):
        try:
            space[f]()
        except RecursionError as e:
            print(name, f, e, space[cls].count)


class Unary:
    count = 0

    def __neg__(self):
        Unary.count += 1
        return -self

    def __invert__(self):
        Unary.count += 1
        return ~self

    def __pos__(self):
        Unary.count += 1
        return +self

    def __abs__(self):
        Unary.count += 1
        return abs(self)

    def __int__(self):
        Unary.count += 1
        return int(self)

    def __float__(self):
        Unary.count += 1
        return float(self)

    def __index__(self):
        Unary.count += 1
        return [1, 2][self]

    def __getitem__(self, i):
        Unary.count += 1
        return self[i]

    def __setitem__(self, i, v):
        Unary.count += 1
        self[i] = v

    def __delitem__(self, i):
        Unary.count += 1
        del self[i]

    def __call__(self, *args):
        Unary.count += 1
        return self(*args)

    def __iter__(self):
        Unary.count += 1
        return iter(self)

    def __next__(self):
        Unary.count += 1
        return next(self)

    def __reversed__(self):
        Unary.count += 1
        return reversed(self)

    def __round__(self):
        Unary.count += 1
        return round(self)

    def __divmod__(self, other):
        Unary.count += 1
        return divmod(self, other)

    def __enter__(self):
        Unary.count += 1
        with self:
            pass

    def __exit__(self, *args):
        pass


def set_item(u):
    u[1] = 2


def del_item(u):
    del u[1]


def enter(u):
    with u:
        pass


for f in (lambda u: -u, lambda u: ~u, lambda u: +u, abs, int, float, lambda u: [1, 2][u], lambda u: u[1], set_item, del_item,
          lambda u: u(), lambda u: u(1, 2), lambda u: iter(u), lambda u: next(u), lambda u: reversed(u), lambda u: round(u),
          lambda u: divmod(u, 1), enter, lambda u: list(u)):
    Unary.count = 0
    try:
        f(Unary())
        print('no error')
    except RecursionError as e:
        print(e, Unary.count)
