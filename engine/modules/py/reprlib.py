"""Short and safe reprs."""
__all__ = ["Repr", "repr", "recursive_repr"]
import builtins
from itertools import islice


def recursive_repr(fillvalue="..."):
    def decorate(user_function):
        running = set()

        def wrapper(self):
            if id(self) in running:
                return fillvalue
            running.add(id(self))
            try:
                return user_function(self)
            finally:
                running.discard(id(self))
        for name in ("__module__", "__doc__", "__name__", "__qualname__"):
            setattr(wrapper, name, getattr(user_function, name))
        return wrapper
    return decorate


class Repr:
    def __init__(self):
        self.maxlevel, self.maxtuple, self.maxlist, self.maxarray = 6, 6, 6, 5
        self.maxdict, self.maxset, self.maxfrozenset, self.maxdeque = 4, 6, 6, 6
        self.maxstring, self.maxlong, self.maxother = 30, 40, 30

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        name = type(x).__name__.replace(" ", "_")
        return getattr(self, "repr_" + name, self.repr_instance)(x, level)

    def _items(self, x, level, left, right, limit, alone=""):
        if level <= 0 and x:
            return f"{left}...{right}"
        parts = [self.repr1(item, level - 1) for item in islice(x, limit)]
        if len(x) > limit:
            parts.append("...")
        return left + ", ".join(parts) + (alone if len(x) == 1 else "") + right

    def repr_tuple(self, x, level):
        return self._items(x, level, "(", ")", self.maxtuple, ",")

    def repr_list(self, x, level):
        return self._items(x, level, "[", "]", self.maxlist)

    def _ordered(self, x):
        try:
            return sorted(x)
        except Exception:
            return list(x)

    def repr_set(self, x, level):
        if not x:
            return "set()"
        return self._items(self._ordered(x), level, "{", "}", self.maxset)

    def repr_frozenset(self, x, level):
        if not x:
            return "frozenset()"
        return self._items(self._ordered(x), level, "frozenset({", "})", self.maxfrozenset)

    def repr_deque(self, x, level):
        return self._items(x, level, "deque([", "])", self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return "{}"
        if level <= 0:
            return "{...}"
        parts = [f"{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}"
                 for key in islice(self._ordered(x), self.maxdict)]
        if len(x) > self.maxdict:
            parts.append("...")
        return "{" + ", ".join(parts) + "}"

    def _cut(self, text, limit):
        if len(text) <= limit:
            return text
        left = max(0, (limit - 3) // 2)
        right = max(0, limit - 3 - left)
        return text[:left] + "..." + text[len(text) - right:]

    def repr_str(self, x, level):
        text = builtins.repr(x[:self.maxstring])
        if len(text) > self.maxstring:
            left = max(0, (self.maxstring - 3) // 2)
            right = max(0, self.maxstring - 3 - left)
            text = builtins.repr(x[:left] + x[len(x) - right:])
            text = text[:left] + "..." + text[len(text) - right:]
        return text

    def repr_int(self, x, level):
        return self._cut(builtins.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            return self._cut(builtins.repr(x), self.maxother)
        except Exception:
            return f"<{x.__class__.__name__} instance at {id(x):#x}>"


aRepr = Repr()
repr = aRepr.repr
