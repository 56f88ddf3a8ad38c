# Comparisons, hashes and sort keys that call themselves through C.
class Eq:
    count = 0

    def __eq__(self, other):
        Eq.count += 1
        return other == self


class Lt:
    count = 0

    def __lt__(self, other):
        Lt.count += 1
        return self < other


class InList:
    count = 0

    def __eq__(self, other):
        InList.count += 1
        return [self] == [other]


class InTuple:
    count = 0

    def __lt__(self, other):
        InTuple.count += 1
        return (1, self) < (1, other)

    __eq__ = None


class InDict:
    count = 0

    def __eq__(self, other):
        InDict.count += 1
        return {1: self} == {1: other}


class Hash:
    count = 0

    def __hash__(self):
        Hash.count += 1
        return hash((1, self))


class Contains:
    count = 0

    def __contains__(self, x):
        Contains.count += 1
        return x in self


class Len:
    count = 0

    def __len__(self):
        Len.count += 1
        return len(self)


class Bool:
    count = 0

    def __bool__(self):
        Bool.count += 1
        return not self


class Sorted:
    count = 0

    def __lt__(self, other):
        Sorted.count += 1
        return sorted([self, other])[0] is self


def attempt(name, f, cls):
    try:
        f()
        print(name, 'no error')
    except RecursionError as e:
        print(name, type(e).__name__, e, cls.count)
    except TypeError as e:
        print(name, type(e).__name__, e)


attempt('eq', lambda: Eq() == Eq(), Eq)
attempt('lt', lambda: Lt() < Lt(), Lt)
attempt('list', lambda: InList() == InList(), InList)
attempt('tuple', lambda: InTuple() < InTuple(), InTuple)
attempt('dict', lambda: InDict() == InDict(), InDict)
attempt('hash', lambda: hash(Hash()), Hash)
attempt('set', lambda: {Hash()}, Hash)
attempt('contains', lambda: 1 in Contains(), Contains)
attempt('len', lambda: len(Len()), Len)
attempt('bool', lambda: bool(Bool()), Bool)
attempt('sorted', lambda: sorted([Sorted(), Sorted()]), Sorted)
attempt('max', lambda: max(Sorted(), Sorted()), Sorted)


def by_key(n):
    return sorted([n, n], key=lambda k: by_key(k + 1))


try:
    by_key(0)
except RecursionError as e:
    print('key', e)


def nest(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


for n in (100, 900, 1100, 5000):
    try:
        print(n, nest(n) == nest(n))
    except RecursionError as e:
        print(n, type(e).__name__, e)


def nest_tuple(n):
    x = ()
    for _ in range(n):
        x = (x,)
    return x


for n in (100, 900, 1100, 5000):
    try:
        print(n, nest_tuple(n) == nest_tuple(n), hash(nest_tuple(n)) == hash(nest_tuple(n)))
    except RecursionError as e:
        print(n, type(e).__name__, e)
