"""Types for annotations: they check little, but print, compare and substitute as they should."""
import sys
import functools
import collections
import collections.abc
import contextlib
from abc import ABCMeta, abstractmethod
from types import (BuiltinFunctionType, FunctionType, GenericAlias, MethodDescriptorType,
                   MethodType, MethodWrapperType, ModuleType, UnionType, WrapperDescriptorType)

TYPE_CHECKING = False
Text = str
_union_of_types = type(int | str)


def _shown(t):
    """A type as part of another one's text."""
    if isinstance(t, GenericAlias):
        return repr(t)
    if isinstance(t, type):
        home = t.__module__
        return t.__qualname__ if home == "builtins" else f"{home}.{t.__qualname__}"
    if t is ...:
        return "..."
    if isinstance(t, FunctionType):
        return t.__name__
    if isinstance(t, (list, tuple)):
        return "[" + ", ".join(map(_shown, t)) + "]"
    return repr(t)


def _caller(depth=2):
    return sys._getframe(depth).f_globals.get("__name__", "__main__")


def _accepted(t, message, special=False):
    """The argument of a type as it is kept: None for its type, a string as forward reference."""
    if t is None:
        return type(None)
    if isinstance(t, str):
        return ForwardRef(t)
    if isinstance(t, _GenericAlias) and t.__origin__ in (ClassVar, Final) and not special:
        raise TypeError(f"{t} is not valid as type argument")
    if t in (Generic, Protocol) or t in (ClassVar, Final) and not special:
        raise TypeError(f"Plain {t} is not valid as type argument")
    if type(t) is tuple:
        raise TypeError(f"{message} Got {t!r:.100}.")
    return t


def _arguments(params):
    return tuple([_accepted(p, "Parameters to generic types must be types.") for p in
                  (params if isinstance(params, tuple) else (params,))])


def _variables(args):
    """The type variables in the arguments, each once."""
    found = []
    for arg in args:
        if isinstance(arg, type) and not isinstance(arg, GenericAlias):
            continue
        if isinstance(arg, (tuple, list)):
            inner = _variables(arg)
        elif hasattr(arg, "__typing_subst__"):
            inner = (arg,)
        else:
            inner = getattr(arg, "__parameters__", ())
        found += [v for v in inner if v not in found]
    return tuple(found)


def _flat(args, opened):
    """Arguments without repetition, those of inner unions (or literals) in their place."""
    found = []
    for arg in args:
        for one in opened(arg):
            if one not in found:
                found.append(one)
    return tuple(found)


def _cached(function):
    kept = functools.lru_cache(typed=True)(function)

    @functools.wraps(function)
    def inner(*args):
        try:
            return kept(*args)
        except TypeError:
            return function(*args)
    return inner


# -- What cannot be inherited from: Optional, ClassVar ... -----------------------------------------

class _SpecialForm:
    def __init__(self, name, doc, getitem=None):
        self._name, self.__doc__, self._getitem = name, doc, getitem

    def __getattr__(self, name):
        if name in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(name)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._getitem(self, parameters)


def _single(form, parameters):
    return _GenericAlias(form, (_accepted(parameters, f"{form} accepts only single type.",
                                          special=True),))


@_cached
def _union(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    args = [_accepted(p, "Union[arg, ...]: each arg must be a type.") for p in parameters]
    args = _flat(args, lambda t: t.__args__ if isinstance(t, (_UnionGenericAlias, _union_of_types))
                 else (t,))
    return args[0] if len(args) == 1 else _UnionGenericAlias(Union, args)


def _optional(form, parameter):
    return Union[_accepted(parameter, f"{form} requires a single type."), type(None)]


def _make_literal(form, parameters):
    args = parameters if isinstance(parameters, tuple) else (parameters,)
    seen, kept = set(), []
    for arg in args:
        for one in arg.__args__ if isinstance(arg, _LiteralGenericAlias) else (arg,):
            try:
                key = one, type(one)
                if key in seen:
                    continue
                seen.add(key)
            except TypeError:
                pass
            kept.append(one)
    return _LiteralGenericAlias(form, tuple(kept))


def _concatenate(form, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    args = parameters if isinstance(parameters, tuple) else (parameters,)
    return _GenericAlias(form, tuple(_accepted(p, "") for p in args))


def _annotated(form, params):
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an "
                        "annotation).")
    inner = _accepted(params[0], "Annotated[t, ...]: t must be a type.", special=True)
    return _AnnotatedAlias(inner, params[1:])


_Form = _SpecialForm
NoReturn = _Form("NoReturn", "The type of functions that never return.")
Never = _Form("Never", "The type without values.")
Self = _Form("Self", "The class the method is in.")
LiteralString = _Form("LiteralString", "Strings made of literals.")
TypeAlias = _Form("TypeAlias", "Marks an assignment as the definition of a type.")
ClassVar = _Form("ClassVar", "Marks variables of the class.", _single)
Final = _Form("Final", "Marks names that are not assigned again.", _single)
Union = _Form("Union", "One of several types.", _union)
Optional = _Form("Optional", "A type or None.", _optional)
Literal = _Form("Literal", "One of several values.", _make_literal)
Concatenate = _Form("Concatenate", "Parameters before those of a ParamSpec.", _concatenate)
TypeGuard = _Form("TypeGuard", "The return type of functions that check a type.", _single)
Required = _Form("Required", "A key that must be there.", _single)
NotRequired = _Form("NotRequired", "A key that may be missing.", _single)
Unpack = _Form("Unpack", "The types of a TypeVarTuple.", _single)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type at all."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls, *args, **kwargs)


class ForwardRef:
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            self.__forward_code__ = compile(arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__, self.__forward_module__ = arg, module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"


# -- Type variables --------------------------------------------------------------------------------

class _Variable:
    def __init__(self, name):
        self.__name__ = name
        home = _caller(3)
        if home != "typing":
            self.__module__ = home

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __reduce__(self):
        return self.__name__

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__


def _variance(self, covariant, contravariant):
    if covariant and contravariant:
        raise ValueError("Bivariant types are not supported.")
    self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)


class TypeVar(_Variable):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        super().__init__(name)
        _variance(self, covariant, contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        message = "TypeVar(name, constraint, ...): constraints must be types."
        self.__constraints__ = tuple([_accepted(t, message) for t in constraints])
        self.__bound__ = None if bound is None else _accepted(bound, "Bound must be a type.")

    def __typing_subst__(self, arg):
        return _accepted(arg, "Parameters to generic types must be types.")

    def __mro_entries__(self, bases):
        raise TypeError("TypeVar(name, constraint, ...): constraints must be types. "
                        f"Got {bases!r}.")


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._word}"

    _word = "args"


class ParamSpecKwargs(ParamSpecArgs):
    _word = "kwargs"


class ParamSpec(_Variable):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        super().__init__(name)
        _variance(self, covariant, contravariant)
        self.__bound__ = bound

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        return tuple(arg) if isinstance(arg, list) else arg


class TypeVarTuple(_Variable):
    def __init__(self, name):
        super().__init__(name)

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")


# -- Parameterized types ---------------------------------------------------------------------------

def _substituted(arg, values):
    if isinstance(arg, (list, tuple)):
        return type(arg)([_substituted(inner, values) for inner in arg])
    if isinstance(arg, type) and not isinstance(arg, GenericAlias):
        return arg
    if hasattr(arg, "__typing_subst__"):
        return arg.__typing_subst__(values[arg])
    inner = getattr(arg, "__parameters__", ())
    return arg[tuple([values[v] for v in inner])] if inner else arg


def _check_number(cls, given, wanted):
    if given != wanted:
        raise TypeError(f"Too {'many' if given > wanted else 'few'} arguments for {cls}; "
                        f"actual {given}, expected {wanted}")


class _Alias:
    """A class under typing's name, and what is common to it with and without arguments."""

    def __init__(self, origin, name=None):
        self.__origin__, self._name = origin, name

    def __getattr__(self, name):
        if name in ("__origin__", "__args__"):
            raise AttributeError(name)
        if name in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and not (name[:2] == name[-2:] == "__"):
            return getattr(self.__origin__, name)
        raise AttributeError(name)

    def __call__(self, *args, **kwargs):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot instantiate {self.__origin__!r}")
        if self._name:
            raise TypeError(f"Type {self._name} cannot be instantiated; use "
                            f"{self.__origin__.__name__}() instead")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        entries = [] if self.__origin__ in bases else [self.__origin__]
        later = bases[bases.index(self) + 1:]
        if self._name and self.__origin__ is not Generic and not any(
                isinstance(base, _Alias) or isinstance(base, type) and issubclass(base, Generic)
                for base in later):
            entries.append(Generic)
        if self.__origin__ is Generic:
            if Protocol in bases or any(isinstance(base, _Alias) and base is not self
                                        for base in later):
                return ()
        return tuple(entries)


class _GenericAlias(_Alias):
    def __init__(self, origin, args, name=None):
        super().__init__(origin, name)
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _variables(self.__args__)
        self.__module__ = "typing" if name else getattr(origin, "__module__", "typing")

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, params):
        if self.__origin__ in (Generic, Protocol):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        args = _arguments(params)
        _check_number(self, len(args), len(self.__parameters__))
        return self._with(_substituted(self.__args__, dict(zip(self.__parameters__, args))))

    def _with(self, args):
        return type(self)(self.__origin__, args, self._name)

    def __repr__(self):
        front = "typing." + self._name if self._name else _shown(self.__origin__)
        return f"{front}[{', '.join(map(_shown, self.__args__)) or '()'}]"

    def __reduce__(self):
        args = self.__args__
        import operator
        return operator.getitem, (globals().get(self._name) or self.__origin__,
                                  args[0] if len(args) == 1 else args)

    def __iter__(self):
        yield Unpack[self]


class _UnionGenericAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _union_of_types)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def _with(self, args):
        return Union[args]

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and type(None) in args:
            return f"typing.Optional[{_shown(args[0] if args[1] is type(None) else args[1])}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


class _LiteralGenericAlias(_GenericAlias):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        mine, theirs = [{(a, type(a)) for a in alias.__args__} for alias in (self, other)]
        return mine == theirs

    def __hash__(self):
        return hash(frozenset((a, type(a)) for a in self.__args__))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            origin, metadata = origin.__origin__, origin.__metadata__ + metadata
        super().__init__(origin, origin)
        self.__metadata__ = metadata

    def _with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __repr__(self):
        return (f"typing.Annotated[{_shown(self.__origin__)}, "
                f"{', '.join(map(repr, self.__metadata__))}]")

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))


class Annotated:
    """A type with things said about it."""

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        return _annotated(cls, params)


class _CallableGenericAlias(_GenericAlias):
    def __init__(self, origin, args, name="Callable"):
        super().__init__(origin, args, name)

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec)):
            return super().__repr__()
        return f"typing.Callable[[{', '.join(map(_shown, args[:-1]))}], {_shown(args[-1])}]"


class _SpecialGenericAlias(_Alias):
    def __init__(self, origin, number, name=None):
        name = name or origin.__name__
        super().__init__(origin, name)
        self._nparams = number
        self.__doc__ = f"Another name of {origin.__module__}.{origin.__qualname__}."

    @_cached
    def __getitem__(self, params):
        args = _arguments(params)
        _check_number(self, len(args), self._nparams)
        return _GenericAlias(self.__origin__, args, self._name)

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        return issubclass(cls, self.__origin__)


class _TupleType(_SpecialGenericAlias):
    @_cached
    def __getitem__(self, params):
        params = params if isinstance(params, tuple) else (params,)
        if len(params) == 2 and params[1] is ...:
            return _GenericAlias(tuple, _arguments(params[0]) + (...,), "Tuple")
        return _GenericAlias(tuple, _arguments(params), "Tuple")


class _CallableType(_SpecialGenericAlias):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _accepted(result, "Callable[args, result]: result must be a type.")
        if args is ...:
            return _CallableGenericAlias(self.__origin__, (..., result))
        args = _arguments(tuple(args) if isinstance(args, list) else args)
        return _CallableGenericAlias(self.__origin__, args + (result,))


# -- Classes to inherit from -----------------------------------------------------------------------

class Generic:
    """Base of classes with type variables."""
    __slots__ = ()
    _is_protocol = False

    @_cached
    def __class_getitem__(cls, params):
        args = _arguments(params)
        if cls in (Generic, Protocol):
            if not all(isinstance(arg, _Variable) for arg in args):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be type variables or "
                                "parameter specification variables.")
            if len(set(args)) < len(args):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _GenericAlias(cls, args, cls.__name__)
        if not cls.__parameters__:
            raise TypeError(f"{cls} is not a generic class")
        if not any(isinstance(v, TypeVarTuple) for v in cls.__parameters__):
            if len(cls.__parameters__) == 1 and isinstance(cls.__parameters__[0], ParamSpec):
                args = (args,)
            _check_number(cls, len(args), len(cls.__parameters__))
        return _GenericAlias(cls, args)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if Generic in (bases or cls.__bases__) and cls.__name__ != "Protocol":
            raise TypeError("Cannot inherit from plain Generic")
        found, listed = _variables(bases or ()), False
        for base in bases or ():
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                if listed:
                    raise TypeError("Cannot inherit from Generic[...] multiple types.")
                listed = True
        for base in bases or ():
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                lacking = [str(v) for v in found if v not in base.__parameters__]
                if lacking:
                    raise TypeError(f"Some type variables ({', '.join(lacking)}) are not listed in"
                                    f" Generic[{', '.join(map(str, base.__parameters__))}]")
                found = base.__parameters__
        cls.__parameters__ = tuple(found)


_UNASKED = {"__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__",
            "__module__", "__new__", "__slots__", "__subclasshook__", "__weakref__",
            "__class_getitem__", "__orig_bases__", "__parameters__", "_is_protocol",
            "_is_runtime_protocol", "_abc_impl", "_abc_registry", "__match_args__", "__hash__",
            "__init_subclass__", "__orig_class__", "__static_attributes__"}


def _protocol_names(cls):
    names = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ not in ("Protocol", "Generic"):
            names |= {*base.__dict__} | {*base.__dict__.get("__annotations__", ())}
    return names - _UNASKED


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if not cls.__dict__.get("_is_protocol"):
            return super().__instancecheck__(instance)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable "
                            "protocols")
        if cls in type(instance).__mro__:
            return True
        missing = object()
        return all(getattr(instance, name, missing) is not missing for name in
                   _protocol_names(cls))

    def __subclasscheck__(cls, other):
        if not cls.__dict__.get("_is_protocol"):
            return super().__subclasscheck__(other)
        if not getattr(cls, "_is_runtime_protocol", False):
            raise TypeError("Instance and class checks can only be used with @runtime_checkable "
                            "protocols")
        names = _protocol_names(cls)
        if not all(callable(getattr(cls, name, None)) for name in names):
            raise TypeError("Protocols with non-method members don't support issubclass()")
        if not isinstance(other, type):
            raise TypeError("issubclass() arg 1 must be a class")
        return cls in other.__mro__ or all(
            any(base.__dict__.get(name) is not None for base in other.__mro__) for name in names)


def _no_instances(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


class Protocol(Generic, metaclass=_ProtocolMeta):
    """Base of classes that say what methods others should have."""
    __slots__ = ()
    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = Protocol in cls.__bases__
        if cls._is_protocol:
            for base in cls.__bases__:
                if not (base in (object, Generic) or getattr(base, "_is_protocol", False)
                        or base.__module__ in ("collections.abc", "contextlib")):
                    raise TypeError("Protocols can only inherit from other protocols, "
                                    f"got {base!r}")
            if cls.__init__ is Protocol.__init__:
                cls.__init__ = _no_instances


def runtime_checkable(cls):
    if not (isinstance(cls, type) and issubclass(cls, Generic)) or not cls._is_protocol:
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


class NewType:
    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = _caller()

    def __call__(self, x):
        return x

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of NewType. Perhaps you were looking for: "
                        f"`Sub = NewType('Sub', {self.__name__})`")

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def _checked(annotations, message):
    return {name: _accepted(t, message) for name, t in annotations.items()}


def _named_tuple(name, annotations, defaults, module):
    types = _checked(annotations, f"field {name} annotation must be a type")
    made = collections.namedtuple(name, annotations, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


class NamedTupleMeta(type):
    def __new__(mcls, name, bases, space):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        annotations, optional = space.get("__annotations__", {}), []
        for field in annotations:
            if field in space:
                optional.append(field)
            elif optional:
                raise TypeError(f"Non-default namedtuple field {field} cannot follow default field"
                                f"{'s' * (len(optional) > 1)} {', '.join(optional)}")
        made = _named_tuple(name, annotations, [space[f] for f in optional], space["__module__"])
        made.__bases__ = (tuple,) + tuple([b for b in bases if b is Generic])
        for key, value in space.items():
            if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields",
                       "_field_defaults", "_field_types", "_make", "_replace", "_asdict",
                       "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + key)
            if key not in ("__module__", "__name__", "__qualname__", "__annotations__") and (
                    key not in made._fields):
                setattr(made, key, value)
        made.__qualname__ = space["__qualname__"]
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _named_tuple(typename, dict(fields), (), _caller())


_NamedTuple = type.__new__(NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, space, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict "
                                "base class")
        own = _checked(space.pop("__annotations__", {}),
                       "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type")
        made = type.__new__(_TypedDictMeta, name,
                            (dict,) + ((Generic,) if any(issubclass(b, Generic) for b in bases)
                                       else ()), space)
        annotations, required, optional = {}, set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", set())
            optional |= base.__dict__.get("__optional_keys__", set())
        annotations.update(own)
        for key, t in own.items():
            origin = get_origin(t)
            if origin is Annotated:
                origin = get_origin(t.__origin__)
            must = origin is Required or (total and origin is not NotRequired)
            (required if must else optional).add(key)
        made.__annotations__ = annotations
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        if not hasattr(made, "__total__"):
            made.__total__ = total
        return made

    __call__ = dict

    def __instancecheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __subclasscheck__ = __instancecheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    space = {"__annotations__": dict(kwargs if fields is None else fields),
             "__module__": _caller()}
    return _TypedDictMeta(typename, (), space, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


# -- Other names of classes ------------------------------------------------------------------------

def _name_all():
    abc = collections.abc
    for text in ("Hashable/0 Awaitable/1 Coroutine/3 AsyncIterable/1 AsyncIterator/1 Iterable/1 "
                 "Iterator/1 Reversible/1 Sized/0 Container/1 Collection/1 MutableSet/1 Mapping/2 "
                 "MutableMapping/2 Sequence/1 MutableSequence/1 ByteString/0 MappingView/1 "
                 "KeysView/1 ItemsView/2 ValuesView/1 Generator/3 AsyncGenerator/2").split():
        name, number = text.split("/")
        globals()[name] = _SpecialGenericAlias(getattr(abc, name), int(number))
    for name, origin, number in (
            ("AbstractSet", abc.Set, 1), ("List", list, 1), ("Deque", collections.deque, 1),
            ("Set", set, 1), ("FrozenSet", frozenset, 1), ("Dict", dict, 2), ("Type", type, 1),
            ("DefaultDict", collections.defaultdict, 2),
            ("OrderedDict", collections.OrderedDict, 2), ("Counter", collections.Counter, 1),
            ("ChainMap", collections.ChainMap, 2),
            ("ContextManager", contextlib.AbstractContextManager, 1)):
        globals()[name] = _SpecialGenericAlias(origin, number, name)


_name_all()
Tuple = _TupleType(tuple, -1, "Tuple")
Callable = _CallableType(collections.abc.Callable, 2)
T, KT, VT = TypeVar("T"), TypeVar("KT"), TypeVar("VT")
T_co = TypeVar("T_co", covariant=True)
AnyStr = TypeVar("AnyStr", bytes, str)


def __getattr__(name):
    if name in ("Pattern", "Match"):
        import re
        alias = _SpecialGenericAlias(getattr(re, name), 1, name)
    elif name == "AsyncContextManager":
        alias = _SpecialGenericAlias(contextlib.AbstractAsyncContextManager, 1, name)
    else:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    globals()[name] = alias
    return alias


def _supports(name, method, result):
    def ask(self):
        pass
    ask.__name__, ask.__qualname__ = method, f"{name}.{method}"
    ask.__annotations__ = {"return": result}
    cls = _ProtocolMeta(name, (Protocol,), {"__slots__": (), "__module__": "typing",
                                            method: abstractmethod(ask)})
    globals()[name] = runtime_checkable(cls)


for _pair in (("SupportsInt", "__int__", int), ("SupportsFloat", "__float__", float),
              ("SupportsComplex", "__complex__", complex), ("SupportsBytes", "__bytes__", bytes),
              ("SupportsIndex", "__index__", int), ("SupportsAbs", "__abs__", T_co),
              ("SupportsRound", "__round__", T_co)):
    _supports(*_pair)


class IO(Generic[AnyStr]):
    __slots__ = ()


class BinaryIO(IO[bytes]):
    __slots__ = ()


class TextIO(IO[str]):
    __slots__ = ()


# -- Functions -------------------------------------------------------------------------------------

def cast(typ, val):
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    text = repr(arg)
    raise AssertionError("Expected code to be unreachable, but got: "
                         + (text if len(text) <= 100 else text[:100] + "..."))


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    @functools.wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))
    return wrapped


_overloads = {}


def _overload_key(func):
    func = getattr(func, "__func__", func)
    return getattr(func, "__module__", None), getattr(func, "__qualname__", None)


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions "
        "outside a stub module should always be followed by an implementation that is not "
        "@overload-ed.")


def overload(func):
    code = getattr(getattr(func, "__func__", func), "__code__", None)
    if code is not None:
        _overloads.setdefault(_overload_key(func), {})[code.co_firstlineno] = func
    return _overload_dummy


def get_overloads(func):
    return list(_overloads.get(_overload_key(func), {}).values())


def clear_overloads():
    _overloads.clear()


def dataclass_transform(**options):
    def mark(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = options
        return cls_or_fn
    return mark


def get_origin(tp):
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, GenericAlias, ParamSpecArgs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    return UnionType if isinstance(tp, _union_of_types) else None


def get_args(tp):
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, (_GenericAlias, GenericAlias, _union_of_types)):
        args = tp.__args__
        if getattr(tp, "__origin__", None) is collections.abc.Callable and args[0] is not ... and (
                not isinstance(args[0], ParamSpec)):
            args = (list(args[:-1]), args[-1])
        return args
    return ()


def _evaluated(t, space, local, extras):
    if isinstance(t, str):
        t = ForwardRef(t)
    if isinstance(t, ForwardRef):
        t = eval(t.__forward_code__, space, local)
        t = _evaluated(type(None) if t is None else t, space, local, extras)
    elif isinstance(t, _AnnotatedAlias) and not extras:
        t = _evaluated(t.__origin__, space, local, extras)
    elif isinstance(t, _GenericAlias) and not isinstance(t, (_LiteralGenericAlias,
                                                             _AnnotatedAlias)):
        args = tuple([_evaluated(arg, space, local, extras) for arg in t.__args__])
        if not extras and t.__origin__ in (Required, NotRequired):
            return args[0]
        if args != t.__args__:
            t = t._with(args)
    return t


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    if getattr(obj, "__no_type_check__", None):
        return hints
    if isinstance(obj, type):
        owners = [(c, vars(sys.modules.get(c.__module__, sys))) for c in obj.__mro__[::-1]]
    elif isinstance(obj, ModuleType):
        owners = [(obj, vars(obj))]
    else:
        inner = obj
        while hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        if getattr(obj, "__annotations__", None) is None:
            if isinstance(obj, (FunctionType, BuiltinFunctionType, MethodType,
                                WrapperDescriptorType, MethodWrapperType, MethodDescriptorType)):
                return hints
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        owners = [(obj, getattr(inner, "__globals__", {}))]
    for owner, space in owners:
        found = owner.__dict__.get("__annotations__", {}) if isinstance(owner, type) else (
            owner.__annotations__)
        for name, t in found.items():
            hints[name] = _evaluated(type(None) if t is None else t,
                                     space if globalns is None else globalns,
                                     dict(vars(owner)) if localns is None and
                                     isinstance(owner, type) else localns, include_extras)
    return hints


__all__ = """Annotated Any Callable ClassVar Concatenate Final ForwardRef Generic Literal Optional
ParamSpec Protocol Tuple Type TypeVar TypeVarTuple Union AbstractSet ByteString Container
ContextManager Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping
MutableSequence MutableSet Sequence Sized ValuesView Awaitable AsyncIterator AsyncIterable Coroutine
Collection AsyncGenerator Reversible SupportsAbs SupportsBytes SupportsComplex
SupportsFloat SupportsIndex SupportsInt SupportsRound ChainMap Counter Deque Dict DefaultDict List
OrderedDict Set FrozenSet NamedTuple TypedDict Generator BinaryIO IO TextIO AnyStr
assert_type assert_never cast clear_overloads dataclass_transform final get_args get_origin
get_overloads get_type_hints is_typeddict LiteralString Never NewType no_type_check
no_type_check_decorator NoReturn NotRequired overload ParamSpecArgs ParamSpecKwargs Required
reveal_type runtime_checkable Self Text TYPE_CHECKING TypeAlias TypeGuard Unpack""".split()
