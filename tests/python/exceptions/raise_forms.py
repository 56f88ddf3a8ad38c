"""raise with classes, instances, causes and things that are neither."""


def attempt(name, f):
    try:
        print(name, '->', f())
    except BaseException as e:
        print(name, '->', type(e).__name__ + ':', e, '| cause', repr(e.__cause__), '| context', repr(e.__context__),
              '| suppress', e.__suppress_context__)


def throw(*what):
    if not what:
        raise
    if len(what) == 1:
        raise what[0]
    raise what[0] from what[1]


class NotException:
    pass


class MakesOther(Exception):
    def __new__(cls, *args):
        return 5


class MakesAnother(Exception):
    def __new__(cls, *args):
        return KeyError('another')


class NeedsArgument(Exception):
    def __init__(self, x):
        self.x = x


class InitRaises(Exception):
    def __init__(self):
        raise ZeroDivisionError('init')


for what in ((), (3,), ('text',), (None,), (NotException,), (NotException(),), (ValueError,), (ValueError('v'),), (MakesOther,),
             (MakesAnother,), (NeedsArgument,), (InitRaises,), (int,), (ValueError, KeyError), (ValueError, KeyError('k')),
             (ValueError, None), (ValueError, 5), (ValueError, int), (ValueError, MakesOther), (ValueError, NeedsArgument),
             (ValueError, InitRaises), (ValueError, NotException()), (3, KeyError)):
    attempt(', '.join(getattr(w, '__name__', repr(w)) if not isinstance(w, NotException) else 'instance' for w in what), lambda: throw(*what))


def inside(*what):
    try:
        1 / 0
    except ZeroDivisionError:
        throw(*what)


for what in ((), (ValueError,), (ValueError, None), (ValueError, KeyError), (5,)):
    attempt('inside ' + str(len(what)), lambda: inside(*what))


def caught_by(exc, t):
    try:
        raise exc
    except t:
        return 'caught'


for t in (ValueError, (), (ValueError,), (KeyError, (ValueError,)), 5, 'x', int, (ValueError, 3), (3, ValueError), None, [ValueError], object):
    attempt('except ' + (getattr(t, '__name__', None) or repr(t)), lambda: caught_by(ValueError('v'), t))


def own_context():
    e = ValueError('self')
    try:
        raise e
    except ValueError:
        raise e


attempt('itself', own_context)


def circle():
    a, b = KeyError('a'), ValueError('b')
    try:
        try:
            raise a
        except KeyError:
            raise b
    except ValueError:
        raise a


try:
    circle()
except KeyError as e:
    print(repr(e), repr(e.__context__), repr(e.__context__.__context__))


def cause(e, c):
    e.__cause__ = c


def context(e, c):
    e.__context__ = c


def traceback(e, c):
    e.__traceback__ = c


for f in (cause, context, traceback):
    for c in (None, KeyError('k'), 5, KeyError):
        e = ValueError('v')
        attempt(f.__name__, lambda: f(e, c))
        print(e.__cause__ is c, e.__context__ is c, e.__suppress_context__)
    for name in ('__cause__', '__context__', '__traceback__', '__suppress_context__', 'args'):
        attempt('del ' + name, lambda: delattr(ValueError(), name))
attempt('with_traceback', lambda: ValueError().with_traceback(5))
attempt('args', lambda: setattr(ValueError(), 'args', 5))
e = ValueError()
e.args = iter('ab')
print(e.args, e)
attempt('setstate', lambda: ValueError().__setstate__(5))
e.__setstate__({'field': 1})
print(e.field, e.__dict__)
attempt('note', lambda: e.add_note(5))
e.add_note('n')
e.__notes__ = 3
attempt('note on a number', lambda: e.add_note('x'))


class Exit:
    def __init__(self, answer):
        self.answer = answer

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print('exit with', exc[0] and exc[0].__name__)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class NoTruth:
    def __bool__(self):
        raise MemoryError('truth')


def managed(answer, fail):
    with Exit(answer):
        if fail:
            raise KeyError('body')
    return 'after'


for answer in (None, True, 0, [1], NoTruth(), LookupError('exit')):
    for fail in (False, True):
        attempt(type(answer).__name__ + ' ' + str(fail), lambda: managed(answer, fail))


def with_(x):
    with x:
        pass


class OnlyEnter:
    def __enter__(self):
        return 1


class OnlyExit:
    def __exit__(self, *a):
        return 1


class EnterRaises(Exit):
    def __enter__(self):
        raise BufferError('enter')


class Property:
    @property
    def __enter__(self):
        raise OSError('property')

    __exit__ = None


for x in (1, None, OnlyEnter(), OnlyExit(), EnterRaises(0), Property()):
    attempt('with ' + type(x).__name__, lambda: with_(x))
assert_ = lambda c, *m: exec('assert c' + (', m[0]' if m else ''), {'c': c, 'm': m})
attempt('assert', lambda: assert_(1))
attempt('assert false', lambda: assert_(0))
attempt('assert words', lambda: assert_([], 'words'))
attempt('assert number', lambda: assert_('', 5))
attempt('assert truth', lambda: assert_(NoTruth(), 5))
