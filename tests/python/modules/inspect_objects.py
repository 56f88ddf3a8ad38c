"""inspect: kinds, signatures, members, frames."""
import functools
import inspect
from inspect import signature


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)



def f(a, b: int = 2, /, c="x", *args: str, d, e=None, **kw) -> bool:
    """First line.

        Indented.
    Last.
    """


def g(x, *, y):
    pass


def gen():
    yield 1


class C:
    attribute = 3

    def __init__(self, p, q=1):
        self.p = p

    def method(self, z):
        """Doc."""

    @classmethod
    def made(cls, w):
        pass

    @staticmethod
    def static(v):
        pass

    @property
    def prop(self):
        return 1


class D(C):
    def __call__(self, one, two=2):
        pass


def deco(func):
    @functools.wraps(func)
    def wrapper(*args, **kwargs):
        return func(*args, **kwargs)
    return wrapper


@deco
def wrapped(m, n):
    pass


for text in ("signature(f)", "str(signature(f))", "signature(g)", "signature(lambda: 1)",
             "signature(C)", "signature(C.method)", "signature(C(1).method)", "signature(C.made)",
             "signature(C.static)", "signature(D)", "signature(D(1))", "signature(wrapped)",
             "signature(wrapped, follow_wrapped=False)", "signature(functools.partial(f, 1))",
             "signature(functools.partial(g, y=3))", "signature(3)", "signature(object)",
             "list(signature(f).parameters)", "signature(f).parameters['b']",
             "signature(f).parameters['b'].kind", "signature(f).parameters['b'].default",
             "signature(f).parameters['a'].default is inspect.Parameter.empty",
             "signature(f).return_annotation", "[str(p.kind) for p in signature(f).parameters.values()]",
             "signature(f).bind(1, d=2)", "signature(f).bind(1, 2, 3, 4, 5, d=6, z=7).arguments",
             "signature(f).bind()", "signature(f).bind(1)", "signature(g).bind(1, 2, y=3)",
             "signature(g).bind(1, y=2, z=3)", "signature(g).bind(1, x=2, y=3)",
             "signature(g) == signature(g)", "inspect.getfullargspec(f)[:6]", "inspect.getdoc(f)",
             "inspect.getdoc(C.method)", "inspect.cleandoc('  a\\n    b\\n   c')",
             "inspect.isfunction(f)", "inspect.isfunction(len)", "inspect.isbuiltin(len)",
             "inspect.ismethod(C(1).method)", "inspect.ismethod(C.method)", "inspect.isclass(C)",
             "inspect.ismodule(inspect)", "inspect.isgenerator(gen())", "inspect.isroutine(len)",
             "inspect.isgeneratorfunction(gen)", "inspect.iscode(f.__code__)",
             "inspect.isdatadescriptor(C.prop)", "inspect.ismethoddescriptor(str.join)",
             "inspect.getmro(D)", "[n for n, v in inspect.getmembers(C, inspect.isfunction)]",
             "[n for n, v in inspect.getmembers(C(1)) if n[0] != '_']", "inspect.isabstract(C)",
             "inspect.getgeneratorstate(gen())", "inspect.Parameter('x', 1)",
             "inspect.Parameter('x y', 1)", "inspect.Parameter('x', 2, default=1)",
             "inspect.Signature([inspect.Parameter('k', 3), inspect.Parameter('a', 1)])",
             "inspect.getcallargs(g, 1, y=2)", "inspect.getclosurevars(g)", "inspect.unwrap(wrapped).__name__",
             "inspect.formatannotation(list[int])",
             "signature(g).replace(parameters=[])", "inspect.getargs(f.__code__)"):
    show(text)


def here():
    frame = inspect.currentframe()
    return frame.f_code.co_name, frame.f_lineno, inspect.getargvalues(frame).args


print(here())
info = inspect.stack()[0]
print(info.function, info.lineno, info.code_context, type(info).__name__)
bound = signature(f).bind(1, d=2)
bound.apply_defaults()
print(bound.args, bound.kwargs, bound.arguments)
print(inspect.getsource(here))
print(inspect.getsourcelines(wrapped))
print(inspect.getsource(C.prop.fget))
