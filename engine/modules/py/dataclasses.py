"""Classes whose methods follow from their annotated fields."""
import sys
import copy
import abc
from types import FunctionType, GenericAlias, MappingProxyType, new_class

__all__ = ["dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING",
           "fields", "asdict", "astuple", "make_dataclass", "replace", "is_dataclass"]
_FIELDS, _PARAMS, _POST = "__dataclass_fields__", "__dataclass_params__", "__post_init__"
_RULES = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return "<factory>"


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


class _Kind:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


MISSING, KW_ONLY, _FACTORY = _MISSING_TYPE(), _KW_ONLY_TYPE(), _HAS_DEFAULT_FACTORY_CLASS()
_PLAIN, _CLASS, _INIT = _Kind("_FIELD"), _Kind("_FIELD_CLASSVAR"), _Kind("_FIELD_INITVAR")


def _listing(owner, names):
    return ",".join(f"{name}={getattr(owner, name)!r}" for name in names)


class InitVar:
    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        inner = self.type
        plain = isinstance(inner, type) and not isinstance(inner, GenericAlias)
        return f"dataclasses.InitVar[{inner.__name__ if plain else repr(inner)}]"

    def __class_getitem__(cls, type):
        return cls(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare",
                 "metadata", "kw_only", "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = self.type = self._field_type = None
        self.default, self.default_factory = default, default_factory
        self.init, self.repr, self.hash, self.compare = init, repr, hash, compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only

    def __repr__(self):
        shown = ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare",
                 "metadata", "kw_only", "_field_type")
        return f"Field({_listing(self, shown)})"

    def __set_name__(self, owner, name):
        tell = getattr(type(self.default), "__set_name__", None)
        if tell:
            tell(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


class _DataclassParams:
    __slots__ = _RULES

    def __init__(self, *values):
        for name, value in zip(_RULES, values):
            setattr(self, name, value)

    def __repr__(self):
        return f"_DataclassParams({_listing(self, _RULES)})"


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


# -- Making methods: each is compiled on its own, inside a function that lends it what it needs ----

def _compiled(cls, name, params, body, lent, result=MISSING):
    if result is not MISSING:
        lent["_return_type"] = result
        arrow = "->_return_type"
    else:
        arrow = ""
    text = (f"def __create_fn__({','.join(lent)}):\n def {name}({','.join(params)}){arrow}:\n"
            + "\n".join("  " + line for line in body) + f"\n return {name}")
    home = sys.modules.get(cls.__module__)
    made = {}
    exec(text, home.__dict__ if home else {}, made)
    return made["__create_fn__"](**lent)


def _install(cls, name, function):
    """Give the class a method unless it has its own; says whether it had."""
    if name in cls.__dict__:
        return True
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    setattr(cls, name, function)
    return False


def _parameter(f, lent):
    lent[f"_type_{f.name}"] = f.type
    text = f"{f.name}:_type_{f.name}"
    if f.default is not MISSING:
        lent[f"_dflt_{f.name}"] = f.default
        return f"{text}=_dflt_{f.name}"
    if f.default_factory is not MISSING:
        return text + "=_HAS_DEFAULT_FACTORY"
    return text


def _init_line(f, frozen, me, slots, lent):
    """What __init__ does for one field, or None."""
    if f._field_type is _INIT:
        return None
    value = f.name
    if f.default_factory is not MISSING:
        value = f"_dflt_{f.name}"
        lent[value] = f.default_factory
        value += "()"
        if f.init:
            value += f" if {f.name} is _HAS_DEFAULT_FACTORY else {f.name}"
    elif not f.init:
        if not slots or f.default is MISSING:
            return None
        value = f"_dflt_{f.name}"
        lent[value] = f.default
    if frozen:
        return f"__dataclass_builtins_object__.__setattr__({me},{f.name!r},{value})"
    return f"{me}.{f.name}={value}"


def _make_init(cls, all_fields, frozen, slots):
    taken = [f for f in all_fields if f.init]
    positional = [f for f in taken if not f.kw_only]
    optional = False
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            optional = True
        elif optional:
            raise TypeError(f"non-default argument {f.name!r} follows default argument")
    me = "__dataclass_self__" if any(f.name == "self" for f in all_fields) else "self"
    lent = {}
    params = [me] + [_parameter(f, lent) for f in positional]
    if len(positional) < len(taken):
        params.append("*")
        params += [_parameter(f, lent) for f in taken if f.kw_only]
    lent["_HAS_DEFAULT_FACTORY"] = _FACTORY
    lent["__dataclass_builtins_object__"] = object
    lines = [_init_line(f, frozen, me, slots, lent) for f in all_fields]
    body = [line for line in lines if line]
    if hasattr(cls, _POST):
        given = ",".join(f.name for f in all_fields if f._field_type is _INIT)
        body.append(f"{me}.{_POST}({given})")
    return _compiled(cls, "__init__", params, body or ["pass"], lent, None)


def _recursion_safe(user_function):
    repr_running = set()

    def wrapper(self):
        key = id(self)
        if key in repr_running:
            return "..."
        repr_running.add(key)
        try:
            return user_function(self)
        finally:
            repr_running.discard(key)
    for name in ("__module__", "__name__", "__qualname__", "__doc__"):
        setattr(wrapper, name, getattr(user_function, name))
    wrapper.__wrapped__ = user_function
    return wrapper


def _tuple_text(owner, chosen):
    return "(" + "".join(f"{owner}.{f.name}," for f in chosen) + ")"


def _make_compare(cls, name, sign, chosen):
    sides = [_tuple_text(owner, chosen) for owner in ("self", "other")]
    return _compiled(cls, name, ("self", "other"),
                     ["if other.__class__ is self.__class__:", " return " + sign.join(sides),
                      "return NotImplemented"], {})


def _make_frozen(cls, chosen):
    names = "(" + "".join(f"{f.name!r}," for f in chosen) + ")"
    test = "type(self) is cls" + (f" or name in {names}" if chosen else "")
    for name, verb, params in (("__setattr__", "assign to", ("name", "value")),
                               ("__delattr__", "delete", ("name",))):
        function = _compiled(
            cls, name, ("self",) + params,
            [f"if {test}:",
             f' raise FrozenInstanceError(f"cannot {verb} field {{name!r}}")',
             f"super(cls, self).{name}({', '.join(params)})"],
            {"cls": cls, "FrozenInstanceError": FrozenInstanceError})
        if _install(cls, name, function):
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")


# -- Reading the class -----------------------------------------------------------------------------

def _named_by(text, cls, wanted):
    """Whether an annotation written as a string starts with a name of one of the wanted things."""
    head = text.strip().split("[")[0].strip()
    first, dot, last = head.partition(".")
    space = getattr(sys.modules.get(cls.__module__), "__dict__", {})
    if dot:
        space = getattr(space.get(first), "__dict__", {})
    found = space.get(last if dot else first)
    return any(found is w for w in wanted)


def _kind_of(annotation, cls):
    typing = sys.modules.get("typing")
    class_var = [typing.ClassVar] if typing else []
    if class_var and (annotation is class_var[0] or
                      getattr(annotation, "__origin__", None) is class_var[0]):
        return _CLASS
    if annotation is InitVar or type(annotation) is InitVar:
        return _INIT
    if isinstance(annotation, str):
        if _named_by(annotation, cls, class_var):
            return _CLASS
        if _named_by(annotation, cls, (InitVar,)):
            return _INIT
    return _PLAIN


def _read_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        f = field(default=MISSING if type(default).__name__ == "member_descriptor" else default)
    f.name, f.type = name, annotation
    f._field_type = kind = _kind_of(annotation, cls)
    if kind is not _PLAIN and f.default_factory is not MISSING:
        raise TypeError(f"field {name} cannot have a default factory")
    if kind is _CLASS:
        if f.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif f.kw_only is MISSING:
        f.kw_only = kw_only
    if kind is _PLAIN and f.default.__class__.__hash__ is None:
        raise ValueError(f"mutable default {type(f.default)} for field {name} is not allowed: "
                         "use default_factory")
    return f


def _is_marker(annotation, cls):
    return annotation is KW_ONLY or (isinstance(annotation, str)
                                     and _named_by(annotation, cls, (KW_ONLY,)))


def _own_fields(cls, kw_only):
    found, marked = [], False
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if not _is_marker(annotation, cls):
            found.append(_read_field(cls, name, annotation, kw_only))
        elif marked:
            raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
        else:
            marked = kw_only = True
    return found


def _check_bases(cls, frozen):
    kinds = [getattr(base, _PARAMS).frozen for base in cls.__mro__[-1:0:-1]
             if getattr(base, _FIELDS, None) is not None]
    if kinds:
        if any(kinds) and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any(kinds) and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")


def _collect(cls, kw_only, frozen):
    """Fields by name, those of the bases first."""
    found = {}
    for base in cls.__mro__[-1:0:-1]:
        found.update(getattr(base, _FIELDS, None) or {})
    for f in _own_fields(cls, kw_only):
        found[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    annotations = cls.__dict__.get("__annotations__", {})
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    _check_bases(cls, frozen)
    return found


def _type_text(t):
    """An annotation as a signature shows it."""
    if getattr(t, "__module__", None) == "typing":
        return repr(t).replace("typing.", "")
    if isinstance(t, GenericAlias):
        return str(t)
    if isinstance(t, type):
        home = t.__module__
        return t.__qualname__ if home == "builtins" else f"{home}.{t.__qualname__}"
    return repr(t)


def _signature_text(cls, all_fields):
    code = getattr(cls.__init__, "__code__", None)
    if code is None or code.co_filename != "<string>":
        import inspect
        return cls.__name__ + str(inspect.signature(cls)).replace(" -> None", "")
    parts, starred = [], False
    taken = [f for f in all_fields if f.init]
    for f in [f for f in taken if not f.kw_only] + [f for f in taken if f.kw_only]:
        if f.kw_only and not starred:
            starred = True
            parts.append("*")
        text = f"{f.name}: {_type_text(f.type)}"
        if f.default is not MISSING:
            text += f" = {f.default!r}"
        elif f.default_factory is not MISSING:
            text += " = <factory>"
        parts.append(text)
    return f"{cls.__name__}({', '.join(parts)})"


def _set_hash(cls, chosen, unsafe_hash, eq, frozen, own):
    if unsafe_hash:
        if own:
            raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    elif own or not eq:
        return
    if not unsafe_hash and not frozen:
        cls.__hash__ = None
        return
    hashed = [f for f in chosen if (f.compare if f.hash is None else f.hash)]
    function = _compiled(cls, "__hash__", ("self",),
                         [f"return hash({_tuple_text('self', hashed)})"], {})
    function.__qualname__ = f"{cls.__qualname__}.__hash__"
    cls.__hash__ = function


def _build(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
           weakref_slot):
    cls.__module__
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    found = _collect(cls, kw_only, frozen)
    setattr(cls, _FIELDS, found)
    has_hash = cls.__dict__.get("__hash__", MISSING)
    own_hash = not (has_hash is MISSING or (has_hash is None and "__eq__" in cls.__dict__))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    everything = [f for f in found.values() if f._field_type is not _CLASS]
    stored = [f for f in everything if f._field_type is _PLAIN]
    if init:
        _install(cls, "__init__", _make_init(cls, everything, frozen, slots))
    if repr:
        shown = ", ".join(f"{f.name}={{self.{f.name}!r}}" for f in stored if f.repr)
        text = _compiled(cls, "__repr__", ("self",),
                         [f'return self.__class__.__qualname__ + f"({shown})"'], {})
        text.__qualname__ = f"{cls.__qualname__}.__repr__"
        _install(cls, "__repr__", _recursion_safe(text))
    compared = [f for f in stored if f.compare]
    if eq:
        _install(cls, "__eq__", _make_compare(cls, "__eq__", "==", compared))
    if order:
        for name, sign in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _install(cls, name, _make_compare(cls, name, sign, compared)):
                raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}. "
                                "Consider using functools.total_ordering")
    if frozen:
        _make_frozen(cls, stored)
    _set_hash(cls, stored, unsafe_hash, eq, frozen, own_hash)
    if not cls.__doc__:
        cls.__doc__ = _signature_text(cls, everything)
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in everything if f.init and not f.kw_only])
    if slots:
        cls = _with_slots(cls, [f.name for f in stored], frozen, weakref_slot)
    elif weakref_slot:
        raise TypeError("weakref_slot is True but slots is False")
    return abc.update_abstractmethods(cls)


# -- Slots: a second class with the same contents --------------------------------------------------

def _dataclass_getstate(self):
    return [getattr(self, f.name) for f in fields(self)]


def _dataclass_setstate(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _slots_of(cls):
    named = cls.__dict__.get("__slots__", ())
    if isinstance(named, str):
        return (named,)
    if named is not None and hasattr(named, "__next__"):
        raise TypeError(f"Slots of '{cls.__name__}' cannot be determined")
    return named or ()


def _with_slots(cls, names, frozen, weakref_slot):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    space = dict(cls.__dict__)
    inherited = {slot for base in cls.__mro__[1:-1] for slot in _slots_of(base)}
    wanted = names + ["__weakref__"] if weakref_slot else names
    space["__slots__"] = tuple([name for name in wanted if name not in inherited])
    for name in names:
        space.pop(name, None)
    space.pop("__dict__", None)
    qualified = getattr(cls, "__qualname__", None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    if qualified is not None:
        made.__qualname__ = qualified
    if frozen:
        if "__getstate__" not in space:
            made.__getstate__ = _dataclass_getstate
        if "__setstate__" not in space:
            made.__setstate__ = _dataclass_setstate
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls):
        return _build(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
                      weakref_slot)
    return wrap if cls is None else wrap(cls)


# -- Using dataclasses -----------------------------------------------------------------------------

def fields(class_or_instance):
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _PLAIN])


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def _converted(obj, whole):
    """A deep copy in which whole(pairs of name and value) stands for each dataclass instance."""
    if _is_instance(obj):
        return whole([(f.name, _converted(getattr(obj, f.name), whole)) for f in fields(obj)])
    kind = type(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return kind(*[_converted(item, whole) for item in obj])
    if isinstance(obj, (list, tuple)):
        return kind(_converted(item, whole) for item in obj)
    if isinstance(obj, dict):
        return kind((_converted(k, whole), _converted(v, whole)) for k, v in obj.items())
    return copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _converted(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, /, **changes):
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _CLASS:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f"field {f.name} is declared with init=False, it cannot be "
                                 "specified with replace()")
        elif f.name not in changes:
            if f._field_type is _INIT and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False):
    import keyword
    space = {} if namespace is None else namespace
    annotations, defaults = {}, {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, "typing.Any"
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, defaults[name] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if keyword.iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = kind

    def fill(ns):
        ns.update(space)
        ns.update(defaults)
        ns["__annotations__"] = annotations
    return dataclass(new_class(cls_name, bases, {}, fill), init=init, repr=repr, eq=eq,
                     order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
                     kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)
