# Recursion through built-ins that call back: map, filter, functools, sorted, max, type calls.
import functools
import itertools
import operator


def through_map(n):
    return list(map(through_map, [n + 1]))


def through_filter(n):
    return list(filter(through_filter, [n + 1]))


def through_sorted(n):
    return sorted([n + 1], key=through_sorted)


def through_max(n):
    return max([n + 1], key=through_max)


def through_min(n):
    return min(n, n + 1, key=through_min)


def through_reduce(n):
    return functools.reduce(lambda a, b: through_reduce(a + 1), [n, n])


def through_partial(n):
    return functools.partial(through_partial, n + 1)()


def through_sum(n):
    return sum(through_sum(i) for i in [n + 1])


def through_any(n):
    return any(through_any(i) for i in [n + 1])


def through_star(n):
    return through_star(*[n + 1])


def through_kw(**kw):
    return through_kw(**{'n': kw['n'] + 1})


def through_starmap(n):
    return list(itertools.starmap(through_starmap, [(n + 1,)]))


def through_zip(n):
    return [x for x in zip(map(through_zip, [n + 1]))]


def through_dict(n):
    return dict(map(through_dict, [n + 1]))


def through_join(n):
    return ''.join(map(through_join, [n + 1]))


def through_eval(n):
    return eval('through_eval(n + 1)', {'through_eval': through_eval, 'n': n})


def through_exec(n):
    exec('through_exec(n + 1)', {'through_exec': through_exec, 'n': n})


def through_generator(n):
    yield from through_generator(n + 1)


def through_next(n):
    yield next(through_next(n + 1))


def through_comprehension(n):
    return [through_comprehension(n + 1) for _ in (1,)]


def through_set(n):
    return {through_set(n + 1) for _ in (1,)}


def through_sort(n):
    [n, n].sort(key=through_sort)


def through_methodcaller(n):
    class A:
        def go(self, k):
            return through_methodcaller(k)
    return operator.methodcaller('go', n + 1)(A())


@functools.lru_cache(maxsize=None)
def through_cache(n):
    return through_cache(n + 1)


@functools.wraps(through_map)
def through_iter(n):
    return list(iter(lambda: through_iter(n + 1), 0))


def consume(f):
    def run(n):
        for _ in f(n):
            pass
    run.__name__ = f.__name__
    return run


def outcome(f, *args, **kw):
    try:
        f(*args, **kw)
        print(f.__name__, 'no error')
    except RecursionError as e:
        depth = 0
        tb = e.__traceback__
        while tb:
            depth += 1
            tb = tb.tb_next
        print(f.__name__, e, depth)


for f in (through_map, through_filter, through_sorted, through_max, through_min, through_reduce, through_partial, through_sum,
          through_any, through_star, through_starmap, through_zip, through_dict, through_join, through_eval, through_exec,
          consume(through_generator), consume(through_next), through_comprehension, through_set, through_sort,
          through_methodcaller, through_cache, through_iter):
    outcome(f, 0)
outcome(through_kw, n=0)


class Made:
    count = 0

    def __init__(self):
        Made.count += 1
        Made()


class New:
    count = 0

    def __new__(cls):
        New.count += 1
        return cls()


class Meta(type):
    count = 0

    def __call__(cls):
        Meta.count += 1
        return cls()


class OfMeta(metaclass=Meta):
    pass


class Sub(Made):
    def __init__(self):
        super().__init__()
        Sub()


class Check(type):
    count = 0

    def __instancecheck__(cls, x):
        Check.count += 1
        return isinstance(x, cls)

    def __subclasscheck__(cls, x):
        Check.count += 1
        return issubclass(x, cls)


class OfCheck(metaclass=Check):
    pass


class InitSub:
    count = 0

    def __init_subclass__(cls):
        InitSub.count += 1
        type('More', (cls,), {})


for f, cls in ((Made, Made), (New, New), (OfMeta, Meta), (Sub, Made), (lambda: isinstance(1, OfCheck), Check),
               (lambda: issubclass(int, OfCheck), Check), (lambda: type('First', (InitSub,), {}), InitSub)):
    cls.count = 0
    try:
        f()
    except RecursionError as e:
        print(cls.__name__, e, cls.count)
