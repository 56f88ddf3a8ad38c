"""Every way a class statement can fail, and what __build_class__ itself refuses."""
import builtins
import sys


def attempt(name, f):
    try:
        print(name, '->', f())
    except BaseException as e:
        print(name, '->', type(e).__name__ + ':', e)


class Entries:
    def __init__(self, result):
        self.result = result

    def __mro_entries__(self, bases):
        print('asked with', len(bases), 'bases')
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class A:
    pass


class B:
    pass


def define(*bases, **kw):
    class C(*bases, **kw):
        pass
    return [c.__name__ for c in C.__mro__], C.__dict__.get('__orig_bases__') is not None


attempt('no entries', lambda: define(Entries(())))
attempt('a list of entries', lambda: define(Entries([A])))
attempt('None for entries', lambda: define(Entries(None)))
attempt('entries that raise', lambda: define(Entries(KeyError('k'))))
attempt('entries after a base', lambda: define(A, Entries((B,))))
attempt('entries before a base', lambda: define(Entries((A,)), B))
attempt('two entries', lambda: define(Entries((A, B)), Entries(())))
attempt('the same twice', lambda: define(A, Entries((A,))))
attempt('a number', lambda: define(3))
attempt('a string', lambda: define('A'))
attempt('a module', lambda: define(sys))
attempt('None', lambda: define(None))
attempt('bool', lambda: define(bool))
attempt('a function type', lambda: define(type(lambda: 0)))
attempt('two layouts', lambda: define(int, str))
attempt('no order', lambda: define(object, A))
attempt('an unknown keyword', lambda: define(A, x=1))
attempt('a metaclass that is a number', lambda: define(metaclass=3))
attempt('a metaclass that is a function', lambda: (lambda: type(make_by_function()))())


def by_function(name, bases, ns, **kw):
    print('function called with', name, bases, sorted(k for k in ns if k[0] != '_'), kw)
    return 42


def make_by_function():
    class C(A, metaclass=by_function, extra=7):
        field = 1
    return C


attempt('the function, now there', make_by_function)


class M(type):
    pass


class N(type):
    pass


class OfM(metaclass=M):
    pass


class OfN(metaclass=N):
    pass


attempt('two metaclasses', lambda: define(OfM, OfN))
attempt('a metaclass beside a base of another', lambda: define(OfM, metaclass=N))
attempt('a metaclass below the asked', lambda: type(define(OfM, metaclass=type)))


class Preparing(type):
    answer = {}

    @classmethod
    def __prepare__(meta, name, bases, **kw):
        if isinstance(meta.answer, Exception):
            raise meta.answer
        return meta.answer


class Ordered(dict):
    def __setitem__(self, key, value):
        print('set', key)
        dict.__setitem__(self, key, value)


for answer in ({}, Ordered(), 5, None, [], ValueError('not prepared')):
    Preparing.answer = answer
    attempt('__prepare__ gives ' + type(answer).__name__, lambda: define(metaclass=Preparing)[0])


class Attribute:
    __prepare__ = 5

    def __call__(self, *args):
        return args


attempt('__prepare__ is a number', lambda: define(metaclass=Attribute()))


class NoPrepare:
    def __call__(self, name, bases, ns):
        return name, bases, type(ns)


class Holder:
    pass


def without_prepare():
    class C(metaclass=NoPrepare()):
        pass
    return C


attempt('no __prepare__ at all', without_prepare)


class Forgets(type):
    def __new__(meta, name, bases, ns):
        ns = {k: v for k, v in ns.items() if k != '__classcell__'}
        return type.__new__(meta, name, bases, ns)


def uses_class():
    class C(metaclass=Forgets):
        def f(self):
            return __class__
    return C


attempt('the cell is not handed on', uses_class)


class Wrong(type):
    def __new__(meta, name, bases, ns):
        cls = type.__new__(meta, name, bases, ns)
        ns.pop('__classcell__', None)
        return type.__new__(type, 'Other', (), {}) if not bases else cls


def uses_wrong():
    class C(metaclass=Wrong):
        def f(self):
            return __class__
    return C


attempt('another class than the cell has', lambda: uses_wrong().__name__)


class Twice(type):
    def __new__(meta, name, bases, ns):
        first = type.__new__(meta, name, bases, ns)
        second = type.__new__(meta, name, bases, dict(ns))
        return first


def uses_twice():
    class C(metaclass=Twice):
        def f(self):
            return __class__
    return C


try:
    uses_twice()
except TypeError as e:
    print(str(e).replace('0x', '')[:18], '... defining' in str(e), "'C' as" in str(e))

attempt('a cell that is none', lambda: type('X', (), {'__classcell__': 5}))

build = builtins.__build_class__
attempt('nothing', lambda: build())
attempt('one argument', lambda: build(lambda: None))
attempt('no function', lambda: build(3, 'C'))
attempt('no name', lambda: build(lambda: None, 3))
attempt('a plain function', lambda: build(lambda: None, 'C').__name__)
attempt('a function with a parameter', lambda: build(lambda x: None, 'C'))
attempt('a function that raises', lambda: build(lambda: 1 / 0, 'C'))
attempt('a keyword more', lambda: build(lambda: None, 'C', x=1))

saved = builtins.__build_class__
del builtins.__build_class__
try:
    class Lost:
        pass
except NameError as e:
    print(type(e).__name__, e)
builtins.__build_class__ = lambda f, name, *b, **k: (name, b, k)


class Told(1, 2, c=3):
    pass


print(Told)
builtins.__build_class__ = saved

space = {'__builtins__': {}}
attempt('no builtins', lambda: exec('class X: pass', space))
space = {'__builtins__': {'__build_class__': lambda f, n: n}, '__name__': 'm'}
exec('class X: pass', space)
print(space['X'])


class Init:
    def __init_subclass__(cls, /, need, **kw):
        super().__init_subclass__(**kw)
        cls.need = need


attempt('__init_subclass__ without its keyword', lambda: define(Init))
attempt('__init_subclass__ with it', lambda: define(Init, need=1)[0])
attempt('__init_subclass__ with one more', lambda: define(Init, need=1, more=2))


class SetName:
    def __set_name__(self, owner, name):
        raise LookupError(name)


def named():
    class C:
        field = SetName()


attempt('__set_name__ that raises', named)
try:
    named()
except RuntimeError as e:
    print('because of', repr(e.__cause__))
attempt('slots that collide', lambda: type('S', (), {'__slots__': ('a',), 'a': 1}))
attempt('slots that are no names', lambda: type('S', (), {'__slots__': ('1a',)}))
attempt('a slot that is no string', lambda: type('S', (), {'__slots__': (1,)}))
attempt('two dicts', lambda: type('S', (A,), {'__slots__': ('__dict__',)}))
attempt('two weakrefs', lambda: type('S', (A,), {'__slots__': ('__weakref__',)}))
attempt('slots in an int', lambda: type('S', (int,), {'__slots__': ('a',)}))
attempt('type() of two', lambda: type('S', ()))
attempt('type() with a list', lambda: type('S', [], {}))
attempt('type() with no dict', lambda: type('S', (), []))
attempt('type() with no name', lambda: type(1, (), {}))
attempt('a null in the name', lambda: type('a\0b', (), {}))
attempt('a qualname that is no string', lambda: type('S', (), {'__qualname__': 1}))
