"""What live objects are: kinds, members, signatures, frames."""
import sys
import types
from collections import namedtuple, OrderedDict
from enum import IntEnum
from types import GenericAlias, MappingProxyType

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS, CO_NESTED, CO_GENERATOR = 1, 2, 4, 8, 16, 32
CO_COROUTINE, CO_ASYNC_GENERATOR = 128, 512


# -- kinds -----------------------------------------------------------------------------------------

def _kind(cls):
    return lambda object: isinstance(object, cls)


for _name, _cls in dict(ismodule=types.ModuleType, isclass=type, ismethod=types.MethodType,
                        isfunction=types.FunctionType, isgenerator=types.GeneratorType,
                        istraceback=types.TracebackType, isframe=types.FrameType,
                        iscode=types.CodeType, isbuiltin=types.BuiltinFunctionType,
                        isgetsetdescriptor=types.GetSetDescriptorType,
                        ismemberdescriptor=types.MemberDescriptorType,
                        ismethodwrapper=types.MethodWrapperType).items():
    globals()[_name] = _kind(_cls)
    globals()[_name].__name__ = globals()[_name].__qualname__ = _name


def ismethoddescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__get__") and not hasattr(type(object), "__set__")


def isdatadescriptor(object):
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def isroutine(object):
    return (isbuiltin(object) or isfunction(object) or ismethod(object)
            or ismethoddescriptor(object))


def isabstract(object):
    return isinstance(object, type) and bool(object.__flags__ & 1 << 20)


def _has_flag(f, flag):
    while ismethod(f):
        f = f.__func__
    return isfunction(f) and bool(f.__code__.co_flags & flag)


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE)


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def iscoroutine(object):
    return False


isasyncgen = isawaitable = iscoroutine


# -- members ---------------------------------------------------------------------------------------

def getmembers(object, predicate=None):
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            for key, value in base.__dict__.items():
                if isinstance(value, types.DynamicClassAttribute):
                    names.append(key)
    found, seen = [], set()
    for name in names:
        if name in seen:
            continue
        seen.add(name)
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in getattr(object, "__mro__", ()):
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found.append((name, value))
    found.sort(key=lambda pair: pair[0])
    return found


def getmro(cls):
    return cls.__mro__


def getattr_static(obj, attr, default=types):
    spaces = [] if isinstance(obj, type) else [getattr(obj, "__dict__", {})]
    for space in spaces + [c.__dict__ for c in (obj if isinstance(obj, type) else
                                                type(obj)).__mro__]:
        if attr in space:
            return space[attr]
    if default is types:
        raise AttributeError(attr)
    return default


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margin = min([len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()],
                 default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    if doc is None and isfunction(getattr(object, "__func__", None)):
        for base in type(object.__self__).__mro__:
            doc = getattr(base.__dict__.get(object.__name__), "__doc__", None)
            if doc:
                break
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodule(object, _filename=None):
    return object if ismodule(object) else sys.modules.get(getattr(object, "__module__", None))


def getfile(object):
    if ismethod(object):
        object = object.__func__
    for name in ("__code__", "gi_code", "f_code"):
        object = getattr(object, name, object)
    if isframe(object) or istraceback(object):
        object = object.tb_frame.f_code
    if iscode(object):
        return object.co_filename
    if isclass(object):
        home = sys.modules.get(object.__module__)
        if getattr(home, "__file__", None):
            return home.__file__
        raise TypeError(f"{object!r} is a built-in class")
    raise TypeError("module, class, method, function, traceback, frame, or code object was "
                    f"expected, got {type(object).__name__}")


getsourcefile = getfile


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    found = obj.__dict__.get("__annotations__") if isinstance(obj, type) else (
        getattr(obj, "__annotations__", None))
    return dict(found or {})


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


# -- source ----------------------------------------------------------------------------------------

def getsourcelines(object):
    """The lines from the definition's first to the last one indented below it."""
    import linecache
    object = unwrap(object)
    if ismethod(object):
        object = object.__func__
    code = getattr(object, "__code__", object)
    if isclass(object):
        lines = linecache.getlines(getfile(object))
        starts = [i for i, line in enumerate(lines)
                  if line.split("(")[0].split(":")[0].split() == ["class", object.__name__]]
        if not starts:
            raise OSError("could not find class definition")
        first = starts[-1]
        while first and lines[first - 1].lstrip().startswith("@"):
            first -= 1
    elif iscode(code):
        lines = linecache.getlines(code.co_filename)
        first = code.co_firstlineno - 1
    else:
        getfile(object)
    if first >= len(lines):
        raise OSError("could not get source code")
    depth = len(lines[first]) - len(lines[first].lstrip())
    end, seen_body = first + 1, not lines[first].lstrip().startswith("@")
    while end < len(lines):
        line = lines[end]
        inner = len(line) - len(line.lstrip())
        if line.strip() and inner <= depth:
            if seen_body and line.strip()[0] not in ")]}":
                break
            seen_body = seen_body or line.lstrip().startswith(("def ", "class ", "async "))
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return lines[first:end], first + 1


def getsource(object):
    return "".join(getsourcelines(object)[0])


# -- frames ----------------------------------------------------------------------------------------

Traceback = namedtuple("Traceback", "filename lineno function code_context index")
FrameInfo = namedtuple("FrameInfo", "frame filename lineno function code_context index")
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
FullArgSpec = namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults "
                                        "annotations")


def currentframe():
    return sys._getframe(1)


def getframeinfo(frame, context=1):
    import linecache
    lineno = frame.tb_lineno if istraceback(frame) else frame.f_lineno
    frame = frame.tb_frame if istraceback(frame) else frame
    line = linecache.getline(frame.f_code.co_filename, lineno) if context else ""
    return Traceback(frame.f_code.co_filename, lineno, frame.f_code.co_name,
                     [line] if line else None, 0 if line else None)


def getouterframes(frame, context=1):
    found = []
    while frame:
        found.append(FrameInfo(frame, *getframeinfo(frame, context)))
        frame = frame.f_back
    return found


def stack(context=1):
    return getouterframes(sys._getframe(1), context)


def getargvalues(frame):
    args, varargs, varkw = getargs(frame.f_code)
    return ArgInfo(args, varargs, varkw, frame.f_locals)


Arguments = namedtuple("Arguments", "args varargs varkw")


def getargs(co):
    names = list(co.co_varnames)
    count = co.co_argcount + co.co_kwonlyargcount
    rest = iter(names[count:])
    return Arguments(names[:count], next(rest) if co.co_flags & CO_VARARGS else None,
                     next(rest) if co.co_flags & CO_VARKEYWORDS else None)


GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = ("GEN_CREATED", "GEN_RUNNING",
                                                       "GEN_SUSPENDED", "GEN_CLOSED")


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    return GEN_CLOSED if generator.gi_frame is None else GEN_CREATED


def getgeneratorlocals(generator):
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    import builtins
    if ismethod(func):
        func = func.__func__
    code = func.__code__
    cells = dict(zip(code.co_freevars, func.__closure__ or ()))
    found = ClosureVars({name: cell.cell_contents for name, cell in cells.items()}, {}, {}, set())
    for name in code.co_names:
        if name in func.__globals__:
            found.globals[name] = func.__globals__[name]
        elif hasattr(builtins, name):
            found.builtins[name] = getattr(builtins, name)
        else:
            found.unbound.add(name)
    return found


# -- signatures ------------------------------------------------------------------------------------

class _empty:
    pass


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        made = int.__new__(cls, len(cls.__members__))
        made._value_ = int(made)
        made.description = description
        return made

    def __str__(self):
        return self.name


_ONLY, _EITHER, _STAR, _KEYWORD, _STARS = _ParameterKind


class Parameter:
    __slots__ = ("_name", "_kind", "_default", "_annotation")
    empty = _empty
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL = _ONLY, _EITHER, _STAR
    KEYWORD_ONLY, VAR_KEYWORD = _KEYWORD, _STARS

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (_STAR, _STARS):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name, self._default, self._annotation = name, default, annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, **changes):
        given = dict(name=self._name, kind=self._kind, default=self._default,
                     annotation=self._annotation) | changes
        return type(self)(given.pop("name"), given.pop("kind"), **given)

    def __str__(self):
        text = {_STAR: "*", _STARS: "**"}.get(self._kind, "") + self._name
        noted = self._annotation is not _empty
        if noted:
            text += ": " + formatannotation(self._annotation)
        if self._default is not _empty:
            text += (" = " if noted else "=") + repr(self._default)
        return text

    def __repr__(self):
        return f'<{self.__class__.__name__} "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return all(getattr(self, slot) == getattr(other, slot) for slot in self.__slots__)


class BoundArguments:
    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self._signature, self.arguments = signature, arguments

    signature = property(lambda self: self._signature)

    def _placed(self):
        """(positional, keyword) values as a call takes them"""
        args, kwargs, named = [], {}, False
        for name, p in self._signature.parameters.items():
            if name not in self.arguments:
                named = named or p.kind is not _STAR
                continue
            value = self.arguments[name]
            if p.kind is _STARS:
                kwargs.update(value)
            elif p.kind is _STAR:
                args.extend(value)
            elif p.kind is _KEYWORD or (named and p.kind is _EITHER):
                kwargs[name] = value
            else:
                args.append(value)
        return tuple(args), kwargs

    args = property(lambda self: self._placed()[0])
    kwargs = property(lambda self: self._placed()[1])

    def apply_defaults(self):
        full = {}
        for name, p in self._signature.parameters.items():
            if name in self.arguments:
                full[name] = self.arguments[name]
            elif p.default is not _empty:
                full[name] = p.default
            elif p.kind in (_STAR, _STARS):
                full[name] = () if p.kind is _STAR else {}
        self.arguments = full

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self._signature == other._signature and self.arguments == other.arguments

    def __repr__(self):
        shown = ", ".join([f"{name}={value!r}" for name, value in self.arguments.items()])
        return f"<{self.__class__.__name__} ({shown})>"


class Signature:
    __slots__ = ("_return_annotation", "_parameters")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found, top, defaulted = OrderedDict(), _ONLY, False
        for p in parameters or ():
            if p.kind < top:
                raise ValueError(f"wrong parameter order: {top.description} parameter before "
                                 f"{p.kind.description} parameter")
            if p.kind > top:
                top = p.kind
            if p.kind in (_ONLY, _EITHER):
                if p.default is not _empty:
                    defaulted = True
                elif defaulted:
                    raise ValueError("non-default argument follows default argument")
            if p.name in found:
                raise ValueError(f"duplicate parameter name: {p.name!r}")
            found[p.name] = p
        self._parameters = MappingProxyType(found)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None,
                      eval_str=False):
        return signature(obj, follow_wrapped=follow_wrapped)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return type(self)(self._parameters.values() if parameters is _empty else parameters,
                          return_annotation=self._return_annotation
                          if return_annotation is _empty else return_annotation)

    def _bind(self, args, kwargs, partial):
        found, left = {}, list(args)
        kwargs = dict(kwargs)
        for name, p in self._parameters.items():
            if p.kind is _STAR:
                if left:
                    found[name], left = tuple(left), []
            elif p.kind is _STARS:
                if kwargs:
                    found[name], kwargs = kwargs, {}
            elif left and p.kind is not _KEYWORD:
                if name in kwargs and p.kind is _EITHER:
                    raise TypeError(f"multiple values for argument {name!r}")
                found[name] = left.pop(0)
            elif name in kwargs and p.kind is not _ONLY:
                if left:
                    raise TypeError("too many positional arguments")
                found[name] = kwargs.pop(name)
            elif p.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if left:
            raise TypeError("too many positional arguments")
        if kwargs:
            raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, found)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (dict(self._parameters) == dict(other._parameters)
                and self._return_annotation == other._return_annotation)

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))

    def __repr__(self):
        return f"<{self.__class__.__name__} {self}>"

    def __str__(self):
        parts, slash, star = [], False, True
        for p in self._parameters.values():
            if p.kind is _ONLY:
                slash = True
            elif slash:
                parts.append("/")
                slash = False
            if p.kind is _STAR:
                star = False
            elif p.kind is _KEYWORD and star:
                parts.append("*")
                star = False
            parts.append(str(p))
        if slash:
            parts.append("/")
        text = f"({', '.join(parts)})"
        if self._return_annotation is not _empty:
            text += " -> " + formatannotation(self._return_annotation)
        return text


def _of_function(func):
    code = func.__code__
    names = code.co_varnames
    positional = code.co_argcount
    defaults = func.__defaults__ or ()
    notes, kwdefaults = func.__annotations__, func.__kwdefaults__ or {}
    made = []

    def add(name, kind, default=_empty):
        made.append(Parameter(name if name.isidentifier() else "implicit" + name[1:], kind,
                              default=default, annotation=notes.get(name, _empty)))
    first = positional - len(defaults)
    for i, name in enumerate(names[:positional]):
        add(name, _ONLY if i < code.co_posonlyargcount else _EITHER,
            defaults[i - first] if i >= first else _empty)
    at = positional + code.co_kwonlyargcount
    if code.co_flags & CO_VARARGS:
        add(names[at], _STAR)
        at += 1
    for name in names[positional:positional + code.co_kwonlyargcount]:
        add(name, _KEYWORD, kwdefaults.get(name, _empty))
    if code.co_flags & CO_VARKEYWORDS:
        add(names[at], _STARS)
    return Signature(made, return_annotation=notes.get("return", _empty))


def _without_first(sig):
    found = list(sig.parameters.values())
    if not found:
        raise ValueError("invalid method signature")
    if found[0].kind is not _STAR:
        found = found[1:]
    return sig.replace(parameters=found)


def _of_partial(obj):
    sig = signature(obj.func)
    bound = sig.bind_partial(*obj.args, **obj.keywords).arguments
    made, named = [], False
    for name, p in sig.parameters.items():
        if name in bound and name not in obj.keywords and p.kind in (_ONLY, _EITHER):
            continue
        if name in obj.keywords:
            p = p.replace(kind=_KEYWORD, default=obj.keywords[name])
            named = True
        elif named and p.kind is _EITHER:
            p = p.replace(kind=_KEYWORD)
        if named and p.kind is _STAR:
            continue
        made.append(p)
    return sig.replace(parameters=made)


def _of_class(obj):
    call = type(obj).__dict__.get("__call__") if type(obj) is not type else None
    if isfunction(call):
        return _without_first(_of_function(call))
    for name in ("__new__", "__init__"):
        for base in obj.__mro__[:-1]:
            method = base.__dict__.get(name)
            method = getattr(method, "__func__", method)
            if method is None:
                continue
            if callable(method) and not isfunction(method) and not hasattr(method, "__code__"):
                break
            return _without_first(signature(method))
    if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
        return Signature()
    raise ValueError(f"no signature found for builtin type {obj!r}")


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__"))
        if ismethod(obj):
            return signature(obj)
    given = getattr(obj, "__signature__", None)
    if isinstance(given, Signature):
        return given
    if isfunction(obj):
        return _of_function(obj)
    if type(obj).__name__ == "partial" and hasattr(obj, "keywords"):
        return _of_partial(obj)
    if isinstance(obj, type):
        return _of_class(obj)
    if isbuiltin(obj) or ismethoddescriptor(obj) or ismethodwrapper(obj):
        text = getattr(obj, "__text_signature__", None)
        if not text:
            raise ValueError(f"no signature found for builtin {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_of_function(call))
    raise ValueError(f"callable {obj!r} is not supported by signature")


def getfullargspec(func):
    sig = signature(func, follow_wrapped=False)
    inner = func.__func__ if ismethod(func) else func
    args, varargs, varkw, keyword = [], None, None, []
    for p in (signature(inner) if ismethod(func) else sig).parameters.values():
        if p.kind in (_ONLY, _EITHER):
            args.append(p.name)
        elif p.kind is _STAR:
            varargs = p.name
        elif p.kind is _KEYWORD:
            keyword.append(p.name)
        else:
            varkw = p.name
    return FullArgSpec(args, varargs, varkw, getattr(inner, "__defaults__", None), keyword,
                       getattr(inner, "__kwdefaults__", None),
                       dict(getattr(inner, "__annotations__", {})))


def getcallargs(func, /, *positional, **named):
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    found = dict(bound.arguments)
    return {next(iter(signature(func.__func__).parameters)): func.__self__} | found \
        if ismethod(func) else found
