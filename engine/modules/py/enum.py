"""Enumerations: classes whose attributes are a fixed set of named instances."""
import sys
from types import MappingProxyType
from builtins import property as _property

__all__ = ["EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum",
           "auto", "unique", "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT",
           "CONFORM", "EJECT", "KEEP", "global_flag_repr", "global_enum_repr", "global_str",
           "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE"]
Enum = Flag = ReprEnum = FlagBoundary = EJECT = KEEP = None
_unset = object()
_HOOKS = {"_generate_next_value_", "_missing_", "_order_", "_create_pseudo_member_", "_ignore_",
          "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_", "_numeric_repr_"}
_SHARED = ("__repr__", "__str__", "__format__", "__reduce_ex__")
_BITWISE = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__")


def _framed(name, mark):
    n = len(mark)
    return (len(name) > 2 * n and name[:n] == mark == name[-n:]
            and name[n] != "_" != name[-n - 1])


def _private(cls_name, name):
    front = f"_{cls_name}__"
    return (len(name) > len(front) and name.startswith(front) and name[len(front)] != "_"
            and not name.endswith("__"))


def _is_descriptor(obj):
    return any(hasattr(obj, name) for name in ("__get__", "__set__", "__delete__"))


class nonmember:
    """Wraps a value in an enumeration that is to stay an ordinary attribute."""

    def __init__(self, value):
        self.value = value


class member:
    """Wraps a value in an enumeration that is to become a member."""

    def __init__(self, value):
        self.value = value


class auto:
    """Stands for a value that the enumeration finds itself."""

    def __init__(self, value=_unset):
        self.value = value

    def __repr__(self):
        return f"auto({'_auto_null' if self.value is _unset else repr(self.value)})"


class property(_property):
    """A property of members, which leaves the name free for a member of the class."""

    def __get__(self, instance, owner=None):
        if instance is not None:
            if self.fget is None:
                raise AttributeError(f"{owner!r} member has no attribute {self.name!r}")
            return self.fget(instance)
        try:
            return owner._member_map_[self.name]
        except KeyError:
            raise AttributeError(f"{owner!r} has no attribute {self.name!r}") from None

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"{self.owner!r} cannot set attribute {self.name!r}")
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"{self.owner!r} cannot delete attribute {self.name!r}")
        return self.fdel(instance)

    def __set_name__(self, owner, name):
        self.name = name
        self.owner = owner


class _EnumDict(dict):
    """The names of an enumeration's body as they are given, members told from the rest."""

    def __init__(self):
        super().__init__()
        self._member_names, self._last_values, self._ignore = {}, [], []
        self._next_value, self._counted = None, False

    def __setitem__(self, name, value):
        if name in self._ignore:
            pass
        elif _private(getattr(self, "_cls_name", ""), name):
            pass
        elif _framed(name, "_"):
            if name not in _HOOKS:
                raise ValueError(f"_sunder_ names, such as {name!r}, are reserved for future "
                                 "Enum use")
            value = self._hook(name, value)
        elif _framed(name, "__"):
            name = "_order_" if name == "__order__" else name
        elif name in self._member_names:
            raise TypeError(f"{name!r} already defined as {self[name]!r}")
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            value = self._member(name, value.value if isinstance(value, member) else value)
        super().__setitem__(name, value)

    def _hook(self, name, value):
        if name == "_generate_next_value_":
            if self._counted:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._next_value = getattr(value, "__func__", value)
        elif name == "_ignore_":
            value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            self._ignore = value
            taken = set(value) & set(self._member_names)
            if taken:
                raise ValueError(f"_ignore_ cannot specify already set names: {taken!r}")
        return value

    def _member(self, name, value):
        if name in self:
            raise TypeError(f"{name!r} already defined as {self[name]!r}")
        if isinstance(value, auto):
            value = self._settle(name, value)
        elif isinstance(value, tuple) and any(isinstance(item, auto) for item in value):
            kind, items = type(value), [self._settle(name, item) if isinstance(item, auto)
                                        else item for item in value]
            value = tuple(items) if kind is tuple else kind(*items)
        self._member_names[name] = None
        self._last_values.append(value)
        return value

    def _settle(self, name, wanted):
        self._counted = True
        if wanted.value is _unset:
            wanted.value = self._next_value(name, 1, len(self._member_names),
                                            self._last_values[:])
        return wanted.value

    def update(self, members, **more):
        for name in members.keys() if hasattr(members, "keys") else ():
            self[name] = members[name]
        if not hasattr(members, "keys"):
            for name, value in members:
                self[name] = value
        for name, value in more.items():
            self[name] = value


def _data_type(name, bases):
    """The type that holds the members' values: of the bases' types the one that is no Enum."""
    found, candidates = [], []
    for chain in bases:
        candidate = None
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                if base._member_type_ is not object:
                    found.append(base._member_type_)
                    break
            elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                found.append(candidate or base)
                break
            else:
                candidate = candidate or base
    unique_types = set(found)
    if len(unique_types) > 1:
        raise TypeError(f"too many data types for {name!r}: {unique_types!r}")
    return found[0] if found else None


def _value_repr(bases):
    for chain in bases:
        for base in chain.__mro__:
            if base is object:
                continue
            if isinstance(base, EnumType):
                return base._value_repr_
            if "__repr__" in base.__dict__:
                return base.__dict__["__repr__"]
    return None


def _mixed(name, bases):
    """The data type and the first base that is an enumeration."""
    for base in bases:
        if isinstance(base, EnumType) and base._member_names_:
            raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
    if not bases:
        return object, Enum
    first = bases[-1]
    if not isinstance(first, EnumType):
        raise TypeError("new enumerations should be created as "
                        "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
    return _data_type(name, bases) or object, first


def _maker(space, data_type, first):
    """The __new__ that makes members, whether the class gave it, and whether it gets values."""
    own = space.get("__new__")
    saved = first is not None and own is not None
    if own is None:
        plain = {None, None.__new__, object.__new__, Enum.__new__ if Enum else None}
        for attribute in ("__new_member__", "__new__"):
            for owner in (data_type, first):
                target = getattr(owner, attribute, None)
                if target not in plain:
                    own = target
                    break
            if own is not None:
                break
        else:
            own = object.__new__
    return own, saved, not (first is None or own is object.__new__)


def _bits(value):
    """The single bits of a number, lowest first."""
    if value < 0:
        raise ValueError(f"{value!r} is not a positive integer")
    while value:
        low = value & -value
        yield low
        value ^= low


class EnumType(type):
    """The type of enumerations."""

    @classmethod
    def __prepare__(mcls, name, bases, **kwds):
        _mixed(name, bases)
        space = _EnumDict()
        space._cls_name = name
        if bases:
            first = _mixed(name, bases)[1]
            if first is not None:
                inherited = getattr(first, "_generate_next_value_", None)
                space["_generate_next_value_"] = inherited
                space._next_value = getattr(inherited, "__func__", inherited)
        return space

    def __new__(mcls, name, bases, space, *, boundary=None, _simple=False, **kwds):
        space._member_names
        names = list(space._member_names)
        if space._ignore:
            for ignored in space.pop("_ignore_"):
                space.pop(ignored, None)
        wrong = set(names) & {"mro", ""}
        if wrong:
            raise ValueError(f"invalid enum member name(s) {','.join(map(repr, wrong))}")
        values = {key: space[key] for key in names}
        body = {key: value for key, value in space.items() if key not in values}
        order = body.pop("_order_", None)
        data_type, first = _mixed(name, bases)
        make, saved, use_args = _maker(body, data_type, first)
        body.update(_new_member_=make, _use_args_=use_args, _member_names_=[], _member_map_={},
                    _value2member_map_={}, _unhashable_values_=[], _member_type_=data_type,
                    _value_repr_=_value_repr(bases))
        is_flag = Flag is not None and issubclass(first or object, Flag)
        if is_flag or name == "Flag" and first is Enum:
            body.update(_boundary_=boundary or getattr(first, "_boundary_", None),
                        _flag_mask_=0, _all_bits_=0, _inverted_=None)
        body.setdefault("__doc__", None)
        body["<members>"] = members = _Members(values)
        cls = super().__new__(mcls, name, bases, body, **kwds)
        if members.failure is not None:
            raise members.failure
        _finish_methods(cls, first, data_type, is_flag, body)
        if is_flag:
            numbers = [made._value_ for made in cls]
            if numbers != sorted(numbers):
                cls._iter_member_ = cls._iter_member_by_def_
        if first is not None:
            if saved:
                cls.__new_member__ = make
            cls.__new__ = Enum.__new__ if Enum is not None else cls.__new__
        if order is not None:
            _check_order(cls, order, is_flag)
        return cls

    def __init__(cls, *args, **kwds):
        pass

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type,
                            start=start, boundary=boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            import warnings
            warnings.warn("in 3.12 __contains__ will no longer raise TypeError, but will return "
                          "True or\nFalse depending on whether the value is a member or the value "
                          "of a member", DeprecationWarning, stacklevel=2)
            raise TypeError(f"unsupported operand type(s) for 'in': '{type(member).__qualname__}' "
                            f"and '{cls.__class__.__qualname__}'")
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

    def __dir__(cls):
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__",
                 "__members__", "__module__", "__name__", "__qualname__"} | {*cls._member_names_}
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        if cls._member_type_ is object:
            return sorted(names)
        return sorted({*dir(cls._member_type_)} | names | {"__init_subclass__"})

    def __getattr__(cls, name):
        if _framed(name, "__"):
            raise AttributeError(name)
        try:
            return cls._member_map_[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    @_property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if Flag is not None and issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", ()):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        meta = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        space = meta.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            found = []
            names = list(names)
            for index, name in enumerate(names):
                found.append(cls._generate_next_value_(name, start, index, found[:]))
            names = list(zip(names, found))
        for item in names:
            name, value = (item, names[item]) if isinstance(item, str) else item
            space[name] = value
        if module is None:
            module = sys._getframe(2).f_globals.get("__name__")
        if module is not None:
            space["__module__"] = module
        if qualname is not None:
            space["__qualname__"] = qualname
        return meta.__new__(meta, class_name, bases, space, boundary=boundary)

    def _convert_(cls, name, module, filter, source=None, *, boundary=None, as_global=False):
        space = (source or sys.modules[module]).__dict__
        members = [(key, space[key]) for key in space if filter(key)]
        members.sort(key=lambda pair: pair[0])
        made = cls(name, members, module=module, boundary=boundary or KEEP)
        (global_enum if as_global else sys.modules[module].__dict__.update)(
            made if as_global else made.__members__)
        return made


EnumMeta = EnumType


def _new_instance(cls, value):
    args = value if isinstance(value, tuple) else (value,)
    if cls._member_type_ is tuple:
        args = (args,)
    if not cls._use_args_:
        made = cls._new_member_(cls)
    else:
        made = cls._new_member_(cls, *args)
    if not hasattr(made, "_value_"):
        if cls._member_type_ is object:
            made._value_ = value
        elif not cls._use_args_ and cls._member_type_ is not object:
            made._value_ = cls._member_type_(*args)
        else:
            try:
                made._value_ = cls._member_type_(*args)
            except Exception as failure:
                trouble = TypeError("_value_ not set in __new__, unable to create it")
                trouble.__cause__ = failure
                raise trouble
    return made, args


class _Members:
    """Sits in the body while the class is made, and then puts the members in its own place."""

    def __init__(self, values):
        self.values, self.failure = values, None

    def __set_name__(self, cls, name):
        type.__delattr__(cls, name)
        try:
            for key, value in self.values.items():
                _add_member(cls, key, value)
        except BaseException as failure:
            self.failure = failure


def _is_flag(cls):
    return Flag is not None and issubclass(cls, Flag)


def _add_member(cls, name, value):
    made, args = _new_instance(cls, value)
    value = made._value_
    made._name_ = name
    made.__objclass__ = cls
    made.__init__(*args)
    made._sort_order_ = len(cls._member_names_)
    known = _same_value(cls, value)
    if known is not None:
        made = known
    elif not _is_flag(cls) or (value and value & value - 1 == 0):
        cls._member_names_.append(name)
        if _is_flag(cls):
            cls._flag_mask_ |= value
    if _is_flag(cls):
        cls._all_bits_ |= 2 ** value.bit_length() - 1
    _expose(cls, name, made)
    cls._member_map_[name] = made
    try:
        cls._value2member_map_.setdefault(value, made)
    except TypeError:
        cls._unhashable_values_.append(value)


def _same_value(cls, value):
    try:
        return cls._value2member_map_.get(value)
    except TypeError:
        for known in cls._member_map_.values():
            if known._value_ == value:
                return known
    return None


def _expose(cls, name, made):
    """The member as attribute of the class; through a property where that name has one."""
    inherited = None
    for base in cls.__mro__[1:]:
        if name in base.__dict__:
            inherited = base.__dict__[name]
            break
    if isinstance(inherited, property):
        redirect = property(inherited.fget, inherited.fset, inherited.fdel)
        redirect.__set_name__(cls, name)
        type.__setattr__(cls, name, redirect)
    elif inherited is not None and _is_descriptor(inherited):
        redirect = property(getattr(inherited, "fget", None), getattr(inherited, "fset", None))
        redirect.__set_name__(cls, name)
        type.__setattr__(cls, name, redirect)
    else:
        type.__setattr__(cls, name, made)


def _finish_methods(cls, first, data_type, is_flag, body):
    """An enumeration's own repr and str win over the data type's, ReprEnum's aside."""
    if ReprEnum is not None and ReprEnum in cls.__bases__:
        if "__format__" not in body:
            cls.__format__ = body["__format__"] = data_type.__format__
        if "__str__" not in body:
            method = data_type.__str__
            body["__str__"] = data_type.__repr__ if method is object.__str__ else method
            cls.__str__ = body["__str__"]
    for name in _SHARED:
        if name in body:
            continue
        if first is None or Enum is None:
            break
        mine, wanted = getattr(cls, name), getattr(first, name)
        if mine in (getattr(data_type, name, None), getattr(object, name)):
            type.__setattr__(cls, name, wanted)
    if is_flag:
        for name in _BITWISE:
            if name not in body:
                type.__setattr__(cls, name, getattr(first, name))


def _check_order(cls, order, is_flag):
    wanted = order.replace(",", " ").split() if isinstance(order, str) else order
    names = cls._member_names_
    if is_flag:
        wanted = [name for name in wanted if name in names]
    else:
        wanted = [name for name in wanted
                  if name in names or cls._member_map_.get(name, None) is None]
    if wanted != names:
        raise TypeError(f"member order does not match _order_:\n  {names!r}\n  {wanted!r}")


# -- The base classes ------------------------------------------------------------------------------

def _invalid(cls, value):
    return ValueError(f"{value!r} is not a valid {cls.__qualname__}")


class Enum(metaclass=EnumType):
    """A class with a fixed set of instances."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for known in cls._member_map_.values():
                if known._value_ == value:
                    return known
        failure = result = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            failure = error
        if isinstance(result, cls):
            return result
        if _is_flag(cls) and cls._boundary_ is EJECT and isinstance(result, int):
            return result
        try:
            unknown = _invalid(cls, value)
            if failure is None:
                if result is None:
                    raise unknown
                failure = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} "
                                    "instead of None or a valid member")
            if not isinstance(failure, ValueError):
                failure.__context__ = unknown
            raise failure
        finally:
            failure = unknown = None

    def __init__(self, *args, **kwds):
        pass

    def _generate_next_value_(name, start, count, last_values):
        for last in reversed(last_values):
            try:
                return last + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return f"<{self.__class__.__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __dir__(self):
        if self.__class__._member_type_ is object:
            names = {"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"}
        else:
            names = set(object.__dir__(self))
        for space in [getattr(self, "__dict__", {})] + [c.__dict__ for c in type(self).__mro__]:
            names |= {name for name in space if name[0] != "_"}
        return sorted(names)

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return getattr, (self.__class__, self._name_)

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_


class ReprEnum(Enum):
    """Only the repr is the enumeration's own; str and format are the data type's."""


class IntEnum(int, ReprEnum):
    """Members are also ints."""


class StrEnum(str, ReprEnum):
    """Members are also strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        for value, text in zip(values, ("{!r} is not a string", "encoding must be a string, not "
                                        "{!r}", "errors must be a string, not {!r}")):
            if not isinstance(value, str):
                raise TypeError(text.format(value))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class EnumCheck: # plain first: CPython makes the enumeration out of it
    pass


class EnumCheck(StrEnum):
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


class FlagBoundary(StrEnum):
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck
STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def bin(num, max_bits=None):
    """A number in binary: the sign's bit, then the others in at least fours or max_bits."""
    num = num.__index__()
    sign, digits = ("0b0", num) if num >= 0 else ("0b1", num + (1 << (~num).bit_length() + 1))
    if num >= 0:
        text = f"{num:b}"
    else:
        text = f"{digits:b}"[1:]
    fill = "0" if num >= 0 else "1"
    return f"{sign} {text.rjust(max_bits or 4, fill)}"


class Flag(Enum, boundary=CONFORM):
    """Members that can be combined."""

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    _numeric_repr_ = repr

    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return 1 if start is None else start
        highest = max(last_values)
        try:
            return 2 ** highest.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {highest!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise _invalid(cls, value)
        mask, bits, given = cls._flag_mask_, cls._all_bits_, value
        if not ~bits <= value <= bits or value & (bits ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {bin(value, width)}"
                                 f"\n  allowed {bin(mask, width)}")
            if cls._boundary_ is EJECT:
                return value
            if cls._boundary_ is CONFORM:
                value &= mask
            elif value < 0:
                value += max(bits + 1, 2 ** value.bit_length())
        if value < 0:
            value += bits + 1
        made = cls._value2member_map_.get(value)
        if made is None:
            made = cls._combine(value, value & ~mask)
            cls._value2member_map_[value] = made
        if given < 0:
            cls._value2member_map_[given] = made
        return made

    @classmethod
    def _combine(cls, value, rest):
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, "_value_"):
            made._value_ = value
        names = [m._name_ for m in cls._iter_member_(value)]
        if names and rest:
            names.append(cls._numeric_repr_(rest))
        made._name_ = "|".join(names) or None
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} "
                            f"and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        cls = self.__class__
        show = cls._value_repr_ or repr
        name = "" if self._name_ is None else "." + self._name_
        return f"<{cls.__name__}{name}: {show(self._value_)}>"

    def __str__(self):
        name = self.__class__.__name__
        return f"{name}({self._value_!r})" if self._name_ is None else f"{name}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _operand(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        number = self._operand(other)
        return NotImplemented if number is None else self.__class__(self._value_ | number)

    def __and__(self, other):
        number = self._operand(other)
        return NotImplemented if number is None else self.__class__(self._value_ & number)

    def __xor__(self, other):
        number = self._operand(other)
        return NotImplemented if number is None else self.__class__(self._value_ ^ number)

    def __invert__(self):
        if self._inverted_ is None:
            keep = self._boundary_ is KEEP
            self._inverted_ = self.__class__(~self._value_ if keep
                                             else self._flag_mask_ ^ self._value_)
            if isinstance(self._inverted_, self.__class__):
                self._inverted_._inverted_ = self
        return self._inverted_

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are also ints."""


# -- Decorators ------------------------------------------------------------------------------------

def _aliases(enumeration):
    return ", ".join([f"{name} -> {made.name}" for name, made in enumeration.__members__.items()
                      if name != made.name])


def unique(enumeration):
    found = _aliases(enumeration)
    if found:
        raise ValueError(f"duplicate values found in {enumeration!r}: {found}")
    return enumeration


def show_flag_values(value):
    return list(_bits(value))


class verify:
    """Checks an enumeration when it is made."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                found = _aliases(enumeration)
                if found:
                    raise ValueError(f"aliases found in {enumeration!r}: {found}")
            elif check is CONTINUOUS:
                self.continuous(enumeration)
            elif check is NAMED_FLAGS:
                self.named_flags(enumeration)
        return enumeration

    def continuous(self, enumeration):
        values = sorted({made.value for made in enumeration})
        if len(values) < 2:
            return
        if _is_flag(enumeration):
            kind, wanted = "flag", [1 << i for i in range(values[0].bit_length() - 1,
                                                          values[-1].bit_length())]
        elif issubclass(enumeration, IntEnum) or all(isinstance(v, int) for v in values):
            kind, wanted = "enum", range(values[0], values[-1])
        else:
            raise Exception("verify: unknown type %r" % enumeration)
        missing = [str(value) for value in wanted if value not in values]
        if missing:
            raise ValueError(f"invalid {kind} {enumeration.__name__!r}: missing values "
                             f"{', '.join(missing)}"[:256])

    def named_flags(self, enumeration):
        known = 0
        for made in enumeration:
            known |= made.value
        lacking, total = [], 0
        for name, made in enumeration._member_map_.items():
            rest = made.value & ~known
            if made.value > 0 and rest:
                lacking.append(name)
                total |= rest
        if not lacking:
            return
        who = (f"alias {lacking[0]} is missing" if len(lacking) == 1 else
               f"aliases {', '.join(lacking[:-1])} and {lacking[-1]} are missing")
        values = f"value 0x{total:x}" if total & total - 1 == 0 else f"combined values of 0x{total:x}"
        raise ValueError(f"invalid Flag {enumeration.__name__!r}: {who} {values} "
                         "[use enum.show_flag_values(value) for details]")


def _home(member):
    return member.__class__.__module__.split(".")[-1]


def global_enum_repr(self):
    return f"{_home(self)}.{self._name_}"


def global_flag_repr(self):
    home = _home(self)
    if self._name_ is None:
        return f"{home}.{self.__class__.__name__}({self._value_})"
    return "|".join([name if name[0].isdigit() else f"{home}.{name}"
                     for name in self._name_.split("|")])


def global_str(self):
    return f"{self.__class__.__name__}({self._value_!r})" if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
