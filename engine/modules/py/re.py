"""Regular expressions: patterns are compiled here, and run by _regex."""
import enum
import _regex
from _native import native as _native
from functools import lru_cache

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer",
           "compile", "purge", "template", "escape", "error", "Pattern", "Match", "A", "I", "L",
           "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE",
           "UNICODE", "NOFLAG", "RegexFlag"]


class RegexFlag: # plain first: CPython makes the enumeration out of it
    pass


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


_A, _I, _L, _M, _S, _U, _X = 256, 2, 4, 8, 16, 32, 64
_LETTERS = dict(a=_A, i=_I, L=_L, m=_M, s=_S, u=_U, x=_X)


class error(Exception):
    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = f"{msg} at position {pos}"
            newline = "\n" if isinstance(pattern, str) else b"\n"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


# -- Reading patterns into trees: tuples that begin with a word ------------------------------------

_MANY = 2 ** 31 - 1
_SIMPLE = dict(a=7, b=8, f=12, n=10, r=13, t=9, v=11)
_CLASSES = dict(d=0, D=1, s=2, S=3, w=4, W=5)


class _Reader:
    def __init__(self, source, flags):
        self.source = source
        self.text = source if isinstance(source, str) else bytes(source).decode("latin-1")
        self.at, self.flags = 0, flags
        self.groups, self.names, self.open, self.widths = 0, {}, set(), {}
        self.later = []

    def fail(self, message, pos):
        return error(message, self.source, pos)

    def peek(self, n=1):
        return self.text[self.at:self.at + n]

    def take(self, text):
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def until(self, end, what):
        stop = self.text.find(end, self.at)
        if stop < 0:
            if self.at == len(self.text):
                raise self.fail("missing " + what, self.at)
            raise self.fail(f"missing {end}, unterminated name", self.at)
        name, self.at = self.text[self.at:stop], stop + 1
        if not name:
            raise self.fail("missing " + what, self.at - 1)
        return name

    def pattern(self):
        tree = self.choice(self.flags, True)
        if self.at < len(self.text):
            raise self.fail("unbalanced parenthesis", self.at)
        for group, place in self.later:
            if group > self.groups:
                raise self.fail(f"invalid group reference {group}", place)
        return tree

    def choice(self, flags, top=False):
        branches = [self.sequence(flags, top)]
        while self.take("|"):
            branches.append(self.sequence(self.flags if top else flags))
        return branches[0] if len(branches) == 1 else ("alt", branches)

    def skip_blank(self):
        while self.at < len(self.text):
            if self.text[self.at] in " \t\n\r\v\f":
                self.at += 1
            elif self.text[self.at] == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end + 1
            else:
                return

    def sequence(self, flags, top=False):
        items = []
        while True:
            if top:
                flags = self.flags
            if flags & _X:
                self.skip_blank()
            c = self.peek()
            if c in ("", "|", ")"):
                return items[0] if len(items) == 1 else ("seq", items)
            start = self.at
            if c in "*+?" or c == "{" and self.bounds(True):
                if not items or items[-1][0] == "at":
                    raise self.fail("nothing to repeat", start)
                if items[-1][0] == "rep":
                    raise self.fail("multiple repeat", start)
                items[-1] = self.repeated(items[-1])
                continue
            item = self.item(flags, top and not items and start == 0)
            if item is not None:
                items.append(item)

    def bounds(self, only_look=False):
        """(least, most) of '{2,3}' and the like; None for a brace that means itself."""
        end = self.text.find("}", self.at)
        inner = self.text[self.at + 1:end] if end > 0 else ""
        low, comma, high = inner.partition(",")
        if not inner or not (low + high).isdigit() and (low + high or not comma):
            return None
        if low and not (low.isascii() and low.isdigit()) or high and not high.isdigit():
            return None
        if only_look:
            return True
        start = self.at
        self.at = end + 1
        least = int(low) if low else 0
        most = (int(high) if high else _MANY) if comma else least
        if most < least:
            raise self.fail("min repeat greater than max repeat", start + 1)
        return least, most

    def repeated(self, item):
        c = self.peek()
        if c == "{":
            least, most = self.bounds()
        else:
            self.at += 1
            least, most = {"*": (0, _MANY), "+": (1, _MANY), "?": (0, 1)}[c]
        mode = 1 if self.take("?") else 2 if self.take("+") else 0
        return "rep", item, least, most, mode

    def item(self, flags, first):
        start, c = self.at, self.text[self.at]
        self.at += 1
        if c == ".":
            return ("all",) if flags & _S else ("any",)
        if c == "^":
            return "at", 2 if flags & _M else 0
        if c == "$":
            return "at", 3 if flags & _M else 4
        if c == "[":
            return self.bracket(flags, start)
        if c == "(":
            return self.group(flags, start, first)
        if c == "\\":
            return self.escape(flags, start)
        return "char", ord(c), flags

    def number(self, start, digits, base, prefix):
        text = self.peek(digits)
        n = 0
        while n < len(text) and text[n] in "0123456789abcdefABCDEF":
            n += 1
        self.at += n
        if n < digits:
            raise self.fail("incomplete escape " + self.text[start:self.at], start)
        value = int(text[:n], base)
        if value > 0x10ffff:
            raise self.fail("bad escape " + self.text[start:self.at], start)
        return value

    def escaped(self, start):
        """The code of an escape that means one character, alike in and out of brackets."""
        c = self.text[self.at - 1]
        if c == "x":
            return self.number(start, 2, 16, c)
        if c in "uU" and isinstance(self.source, str):
            return self.number(start, 4 if c == "u" else 8, 16, c)
        if c in _SIMPLE:
            return _SIMPLE[c]
        if c.isascii() and c.isalpha():
            raise self.fail("bad escape \\" + c, start)
        return ord(c)

    def escape(self, flags, start):
        c = self.peek()
        if not c:
            raise self.fail("bad escape (end of pattern)", start)
        self.at += 1
        ascii_bit = 8 if flags & _A else 0
        if c in _CLASSES:
            return "set", False, [(-1, _CLASSES[c])], flags
        if c in "AZbB":
            return "at", {"A": 0, "Z": 1, "b": 5 | ascii_bit, "B": 6 | ascii_bit}[c]
        if c == "0":
            digits = self.octal(2)
            return "char", int("0" + digits, 8), flags
        if c.isascii() and c.isdigit():
            more = self.peek()
            if more and more in "0123456789":
                third = self.peek(2)
                if c in "01234567" and len(third) == 2 and all(d in "01234567" for d in third):
                    self.at += 2
                    value = int(c + third, 8)
                    if value > 255:
                        raise self.fail(f"octal escape value \\{c}{third} outside of range "
                                        "0-0o377", start)
                    return "char", value, flags
                c += more
                self.at += 1
            return self.reference(int(c), flags, start + 1)
        return "char", self.escaped(start), flags

    def octal(self, most):
        digits = ""
        while len(digits) < most and self.peek() and self.peek() in "01234567":
            digits += self.peek()
            self.at += 1
        return digits

    def reference(self, group, flags, pos):
        if group > self.groups:
            raise self.fail(f"invalid group reference {group}", pos)
        if group in self.open:
            raise self.fail("cannot refer to an open group", pos - 1)
        return "ref", group, flags

    def bracket(self, flags, start):
        negate = self.take("^")
        items, first = [], self.at
        while True:
            c = self.peek()
            if not c:
                raise self.fail("unterminated character set", start)
            begin = self.at
            if c == "]" and begin > first:
                self.at += 1
                return "set", negate, items, flags
            low = self.member(start)
            if self.peek() == "-" and self.peek(2) not in ("-", "-]"):
                self.at += 1
                if not self.peek():
                    raise self.fail("unterminated character set", start)
                high = self.member(start)
                if low[0] < 0 or high[0] < 0 or high[0] < low[0]:
                    raise self.fail(f"bad character range {self.text[begin:self.at]}", begin)
                items.append((low[0], high[0]))
            elif self.peek(2) == "-":
                raise self.fail("unterminated character set", start)
            else:
                items.append(low)

    def member(self, start):
        begin, c = self.at, self.text[self.at]
        self.at += 1
        if c != "\\":
            return ord(c), ord(c)
        c = self.peek()
        if not c:
            raise self.fail("bad escape (end of pattern)", begin)
        self.at += 1
        if c in _CLASSES:
            return -1, _CLASSES[c]
        if c == "b":
            return 8, 8
        if c in "01234567":
            code = int(c + self.octal(2), 8)
            if code > 255:
                raise self.fail(f"octal escape value {self.text[begin:self.at]} outside of range "
                                "0-0o377", begin)
            return code, code
        if c in "89":
            raise self.fail("bad escape \\" + c, begin)
        code = self.escaped(begin)
        return code, code

    # -- parentheses --

    def group(self, flags, start, first):
        name, capture = None, True
        if self.take("?"):
            c = self.peek()
            if not c:
                raise self.fail("unexpected end of pattern", self.at)
            self.at += 1
            if c == "P":
                if self.take("="):
                    return self.named_reference(flags)
                if not self.take("<"):
                    if not self.peek():
                        raise self.fail("unexpected end of pattern", self.at)
                    raise self.fail("unknown extension ?P" + self.peek(), start + 1)
                name = self.name(">", "group name")
            elif c == ":":
                capture = False
            elif c == "#":
                end = self.text.find(")", self.at)
                if end < 0:
                    raise self.fail("missing ), unterminated comment", start)
                self.at = end + 1
                return None
            elif c in "=!":
                return self.look(0 if c == "=" else 1, flags, start)
            elif c == "<":
                mark = self.peek()
                if not mark:
                    raise self.fail("unexpected end of pattern", self.at)
                if mark not in "=!":
                    raise self.fail("unknown extension ?<" + mark, start + 1)
                self.at += 1
                return self.look(2 if mark == "=" else 3, flags, start)
            elif c == ">":
                return "atomic", self.closed(self.choice(flags), start)
            elif c == "(":
                return self.conditional(flags, start)
            elif c in _LETTERS or c == "-":
                flags = self.inline_flags(c, flags, start, first)
                if flags is None:
                    return None
                capture = False
            else:
                raise self.fail("unknown extension ?" + c, start + 1)
        if not capture:
            return "group", self.closed(self.choice(flags), start)
        self.groups += 1
        number = self.groups
        if name is not None:
            if name in self.names:
                raise self.fail(f"redefinition of group name {name!r} as group {number}; was group "
                                f"{self.names[name]}", self.at - len(name) - 1)
            self.names[name] = number
        self.open.add(number)
        tree = self.closed(self.choice(flags), start)
        self.open.discard(number)
        self.widths[number] = _width(tree, self.widths)
        return "save", number, tree

    def closed(self, tree, start):
        if not self.take(")"):
            raise self.fail("missing ), unterminated subpattern", start)
        return tree

    def name(self, end, what):
        name = self.until(end, what)
        if not name.isidentifier():
            raise self.fail(f"bad character in group name {name!r}", self.at - len(name) - 1)
        return name

    def named_reference(self, flags):
        name = self.name(")", "group name")
        if name not in self.names:
            raise self.fail(f"unknown group name {name!r}", self.at - len(name) - 1)
        if self.names[name] in self.open:
            raise self.fail("cannot refer to an open group", self.at - len(name) - 1)
        return "ref", self.names[name], flags

    def look(self, kind, flags, start):
        tree = self.closed(self.choice(flags), start)
        low, high = _width(tree, self.widths)
        if kind > 1 and low != high:
            raise error("look-behind requires fixed-width pattern")
        return "look", kind, low, tree

    def conditional(self, flags, start):
        place = self.at
        name = self.until(")", "group name")
        if name.isdigit():
            group = int(name)
            if not group:
                raise self.fail("bad group number", place)
            self.later.append((group, place))
        elif not name.isidentifier():
            raise self.fail(f"bad character in group name {name!r}", place)
        elif name in self.names:
            group = self.names[name]
        else:
            raise self.fail(f"unknown group name {name!r}", place)
        yes, no = self.sequence(flags), ("seq", [])
        if self.take("|"):
            no = self.sequence(flags)
            if self.peek() == "|":
                raise self.fail("conditional backref with more than two branches", self.at)
        self.closed(None, start)
        return "cond", group, yes, no

    def inline_flags(self, c, flags, start, first):
        """The flags inside '(?i:'; None after '(?i)', which changes those of the whole."""
        on, off = 0, None
        is_text = isinstance(self.source, str)
        while c not in ("", ")", ":", "-") or c == "-" and off is None:
            if c == "-":
                off = 0
            elif c not in _LETTERS:
                raise self.fail("unknown flag" if c.isalpha() else "missing -, : or )", self.at - 1)
            else:
                if is_text and c == "L":
                    raise self.fail("bad inline flags: cannot use 'L' flag with a str pattern",
                                    self.at)
                if not is_text and c == "u":
                    raise self.fail("bad inline flags: cannot use 'u' flag with a bytes pattern",
                                    self.at)
                if off is None:
                    on |= _LETTERS[c]
                else:
                    off |= _LETTERS[c]
            c = self.peek()
            self.at += 1
        if c == ")" and off is None:
            if not first:
                raise self.fail("global flags not at the start of the expression", start)
            self.flags |= on
            return None
        if c != ":":
            self.at -= 1
            raise self.fail("missing :" if off is not None else "missing -, : or )", self.at)
        if off == 0:
            raise self.fail("missing flag", self.at - 1)
        if on & (off or 0):
            raise self.fail("bad inline flags: flag turned on and off", self.at - 1)
        if on & (_A | _U):
            flags &= ~(_A | _U)
        return (flags | on) & ~(off or 0)


def _width(tree, groups):
    kind = tree[0]
    if kind in ("char", "any", "all", "set"):
        return 1, 1
    if kind == "seq":
        widths = [_width(t, groups) for t in tree[1]]
        return sum(w[0] for w in widths), min(sum(w[1] for w in widths), _MANY)
    if kind == "alt":
        widths = [_width(t, groups) for t in tree[1]]
        return min(w[0] for w in widths), max(w[1] for w in widths)
    if kind in ("group", "atomic", "save"):
        return _width(tree[-1], groups)
    if kind == "rep":
        low, high = _width(tree[1], groups)
        return low * tree[2], min(high * tree[3], _MANY)
    if kind == "ref":
        return groups.get(tree[1], (0, _MANY))
    if kind == "cond":
        a, b = _width(tree[2], groups), _width(tree[3], groups)
        return min(a[0], b[0]), max(a[1], b[1])
    return 0, 0


# -- Trees into programs ---------------------------------------------------------------------------

(_ACCEPT, _CHAR, _CHARI, _ANY, _ALL, _SET, _AT, _SAVE, _SPLIT, _JMP, _BACKREF, _LOOK, _INIT, _LOOP,
 _ONE, _COND) = range(16)


class _Writer:
    def __init__(self):
        self.words, self.loops = [], 0

    def put(self, *words):
        self.words += words

    def hole(self, *words):
        """Puts words that end in a place not yet known; returns where to put it."""
        self.words += words
        self.words.append(0)
        return len(self.words) - 1

    def here(self, *holes):
        for hole in holes:
            self.words[hole] = len(self.words)

    def tree(self, tree):
        getattr(self, tree[0])(*tree[1:])

    def char(self, code, flags):
        if flags & _I:
            self.put(_CHARI, _regex.lower(code), 4 if flags & _A else 0)
        else:
            self.put(_CHAR, code)

    def any(self):
        self.put(_ANY)

    def all(self):
        self.put(_ALL)

    def set(self, negate, items, flags):
        self.put(_SET, negate | (2 if flags & _I else 0) | (4 if flags & _A else 0), len(items))
        for low, high in items:
            self.put(low, high)

    def at(self, which):
        self.put(_AT, which)

    def seq(self, items):
        for item in items:
            self.tree(item)

    def alt(self, branches):
        ends = []
        for branch in branches[:-1]:
            other = self.hole(_SPLIT)
            self.tree(branch)
            ends.append(self.hole(_JMP))
            self.here(other)
        self.tree(branches[-1])
        self.here(*ends)

    def group(self, tree):
        self.tree(tree)

    def save(self, number, tree):
        self.put(_SAVE, 2 * number)
        self.tree(tree)
        self.put(_SAVE, 2 * number + 1)

    def ref(self, number, flags):
        self.put(_BACKREF, number, (2 if flags & _I else 0) | (4 if flags & _A else 0))

    def look(self, kind, width, tree):
        end = self.hole(_LOOK, kind, width)
        self.tree(tree)
        self.put(_ACCEPT)
        self.here(end)

    def atomic(self, tree):
        self.look(4, 0, tree)

    def cond(self, number, yes, no):
        other = self.hole(_COND, number)
        self.tree(yes)
        end = self.hole(_JMP)
        self.here(other)
        self.tree(no)
        self.here(end)

    def rep(self, tree, least, most, mode):
        if tree[0] in ("char", "any", "all", "set"):
            self.put(_ONE, least, most, mode)
            self.tree(tree)
        elif mode == 2:
            self.atomic(("rep", tree, least, most, 0))
        elif (least, most) == (0, 1):
            if mode:
                enter = self.hole(_SPLIT)
                skip = self.hole(_JMP)
                self.here(enter)
                self.tree(tree)
                self.here(skip)
            else:
                skip = self.hole(_SPLIT)
                self.tree(tree)
                self.here(skip)
        else:
            number = self.loops
            self.loops += 1
            self.put(_INIT, number)
            start = len(self.words)
            end = self.hole(_LOOP, number, least, most, mode)
            self.tree(tree)
            self.put(_JMP, start)
            self.here(end)


# -- Patterns and matches --------------------------------------------------------------------------

_SHOWN = ((1, "TEMPLATE"), (2, "IGNORECASE"), (4, "LOCALE"), (8, "MULTILINE"), (16, "DOTALL"),
          (32, "UNICODE"), (64, "VERBOSE"), (128, "DEBUG"), (256, "ASCII"))


class Pattern:
    __slots__ = ("pattern", "flags", "groups", "groupindex", "_program", "_loops", "__weakref__")
    __module__ = "re"

    def __init__(self, pattern, flags, reader, writer):
        from types import MappingProxyType
        self.pattern, self.flags, self.groups = pattern, flags, reader.groups
        self.groupindex = MappingProxyType(reader.names)
        self._program = b"".join([word.to_bytes(4, "little", signed=True)
                                  for word in writer.words])
        self._loops = writer.loops

    def __repr__(self):
        flags = self.flags
        if isinstance(self.pattern, str) and flags & 0x124 == 32:
            flags &= ~32
        names = []
        for bit, name in _SHOWN:
            if flags & bit:
                names.append("re." + name)
                flags &= ~bit
        if flags:
            names.append(hex(flags))
        text = repr(self.pattern)[:200]
        return f"re.compile({text}{', ' * bool(names)}{'|'.join(names)})"

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.pattern, self.flags) == (other.pattern, other.flags) and (
            type(self.pattern) is type(other.pattern))

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return compile, (self.pattern, self.flags)

    def _check(self, string):
        if isinstance(string, str):
            if not isinstance(self.pattern, str):
                raise TypeError("cannot use a bytes pattern on a string-like object")
        else:
            try:
                memoryview(string)
            except TypeError:
                raise TypeError("expected string or bytes-like object, got "
                                f"{type(string).__name__!r}") from None
            if isinstance(self.pattern, str):
                raise TypeError("cannot use a string pattern on a bytes-like object")
        return len(string)

    def _run(self, string, pos, endpos, mode, not_empty=0):
        found = _regex.match(self._program, self.groups, self._loops, string, pos, endpos, mode,
                             not_empty)
        return found and Match(self, string, pos, endpos, found)

    def _clamped(self, string, pos, endpos):
        size = self._check(string)
        return min(max(pos, 0), size), min(max(endpos, 0), size)

    def match(self, string, pos=0, endpos=2 ** 63 - 1):
        pos, endpos = self._clamped(string, pos, endpos)
        return self._run(string, pos, endpos, 0)

    def fullmatch(self, string, pos=0, endpos=2 ** 63 - 1):
        pos, endpos = self._clamped(string, pos, endpos)
        return self._run(string, pos, endpos, 2)

    def search(self, string, pos=0, endpos=2 ** 63 - 1):
        pos, endpos = self._clamped(string, pos, endpos)
        return self._run(string, pos, endpos, 1)

    def _each(self, string, start, endpos):
        pos, not_empty = start, 0
        while pos <= endpos:
            m = self._run(string, pos, endpos, 1, not_empty)
            if m is None:
                return
            m.pos = start
            yield m
            first, pos = m._places[:2]
            not_empty = first == pos

    def finditer(self, string, pos=0, endpos=2 ** 63 - 1):
        pos, endpos = self._clamped(string, pos, endpos)
        return self._each(string, pos, endpos)

    def findall(self, string, pos=0, endpos=2 ** 63 - 1):
        pos, endpos = self._clamped(string, pos, endpos)
        empty = string[:0]
        if self.groups == 0:
            return [m.group() for m in self._each(string, pos, endpos)]
        if self.groups == 1:
            return [m.groups(empty)[0] for m in self._each(string, pos, endpos)]
        return [m.groups(empty) for m in self._each(string, pos, endpos)]

    def split(self, string, maxsplit=0):
        size = self._check(string)
        parts, at = [], 0
        if maxsplit >= 0:
            for m in self._each(string, 0, size):
                first, last = m._places[:2]
                parts.append(string[at:first])
                parts += m.groups()
                at = last
                if maxsplit and len(parts) >= maxsplit * (1 + self.groups):
                    break
        parts.append(string[at:])
        return parts

    def subn(self, repl, string, count=0):
        size = self._check(string)
        if not callable(repl):
            pieces = _template(self, repl)
            if len(pieces) < 2 and not any(isinstance(p, int) for p in pieces):
                literal = pieces[0] if pieces else string[:0]

                def repl(m):
                    return literal
            else:
                def repl(m):
                    return _filled(m, pieces)
        parts, at, made = [], 0, 0
        for m in self._each(string, 0, size):
            first, last = m._places[:2]
            parts.append(string[at:first])
            text = repl(m)
            if text is not None:
                parts.append(text)
            at, made = last, made + 1
            if made == count:
                break
        if not made:
            return string, 0
        parts.append(string[at:])
        return string[:0].join(parts), made

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]


class Match:
    __slots__ = ("re", "string", "pos", "endpos", "_places")
    __module__ = "re"

    def __init__(self, re, string, pos, endpos, places):
        self.re, self.string, self.pos, self.endpos, self._places = re, string, pos, endpos, places

    def __sizeof__(self):
        return object.__sizeof__(self) + 16 * (1 + self.re.groups)

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r:.50}>"

    def _index(self, group):
        if isinstance(group, int) or hasattr(type(group), "__index__"):
            group = group.__index__()
            if 0 <= group <= self.re.groups:
                return group
        else:
            try:
                return self.re.groupindex[group]
            except (KeyError, TypeError):
                pass
        raise IndexError("no such group")

    def _text(self, index, default=None):
        first, last = self._places[2 * index:2 * index + 2]
        return default if last < 0 else self.string[first:last]

    def group(self, *groups):
        if len(groups) <= 1:
            return self._text(self._index(groups[0]) if groups else 0)
        return tuple([self._text(self._index(group)) for group in groups])

    def __getitem__(self, group):
        return self._text(self._index(group))

    def groups(self, default=None):
        return tuple([self._text(i, default) for i in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._text(i, default) for name, i in self.re.groupindex.items()}

    def span(self, group=0):
        i = self._index(group)
        first, last = self._places[2 * i:2 * i + 2]
        return (first, last) if last >= 0 else (-1, -1)

    def start(self, group=0):
        return self.span(group)[0]

    def end(self, group=0):
        return self.span(group)[1]

    @property
    def regs(self):
        return tuple([self.span(i) for i in range(self.re.groups + 1)])

    @property
    def lastindex(self):
        last = self._places[-1]
        return last if last > 0 else None

    @property
    def lastgroup(self):
        for name, i in self.re.groupindex.items():
            if i == self.lastindex:
                return name
        return None

    def expand(self, template):
        return _filled(self, _template(self.re, template))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def _filled(m, pieces):
    empty = m.string[:0]
    return empty.join([m._text(p, empty) if isinstance(p, int) else p for p in pieces])


@lru_cache(128)
def _template(pattern, source):
    """A replacement's literal texts and group numbers."""
    is_text = isinstance(source, str)
    text = source if is_text else bytes(source).decode("latin-1")
    pieces, literal, at = [], "", 0

    def add(group, pos):
        nonlocal literal
        if group > pattern.groups:
            raise error(f"invalid group reference {group}", source, pos)
        if literal:
            pieces.append(literal if is_text else literal.encode("latin-1"))
        literal = ""
        pieces.append(group)
    while at < len(text):
        c = text[at]
        start, at = at, at + 1
        if c != "\\":
            literal += c
            continue
        c = text[at:at + 1]
        at += 1
        if not c:
            raise error("bad escape (end of pattern)", source, start)
        if c == "g":
            if text[at:at + 1] != "<":
                raise error("missing <", source, at)
            end = text.find(">", at)
            name = text[at + 1:end] if end >= 0 else text[at + 1:]
            if end < 0 and name:
                raise error("missing >, unterminated name", source, at + 1)
            if not name:
                raise error("missing group name", source, at + 1)
            if name.isidentifier():
                if name not in pattern.groupindex:
                    raise IndexError(f"unknown group name {name!r}")
                add(pattern.groupindex[name], at + 1)
            elif name.isascii() and name.isdigit():
                add(int(name), at + 1)
            else:
                raise error(f"bad character in group name {name!r}", source, at + 1)
            at = end + 1
        elif c == "0":
            digits = 0
            while digits < 2 and text[at:at + 1] and text[at] in "01234567":
                at, digits = at + 1, digits + 1
            literal += chr(int(text[start + 1:at], 8) & 255)
        elif c.isascii() and c.isdigit():
            more = text[at:at + 2]
            if more[:1].isascii() and more[:1].isdigit():
                at += 1
                if (c in "01234567" and len(more) == 2 and more[0] in "01234567"
                        and more[1] in "01234567"):
                    at += 1
                    value = int(c + more, 8)
                    if value > 255:
                        raise error(f"octal escape value \\{c + more} outside of range 0-0o377",
                                    source, start)
                    literal += chr(value)
                    continue
                c += more[0]
            add(int(c), start + 1)
        elif c in _SIMPLE:
            literal += chr(_SIMPLE[c])
        elif c.isascii() and c.isalpha():
            raise error("bad escape \\" + c, source, start)
        else:
            literal += c if c == "\\" else "\\" + c
    if literal:
        pieces.append(literal if is_text else literal.encode("latin-1"))
    return pieces


# -- Functions -------------------------------------------------------------------------------------

_kept = {}


def compile(pattern, flags=0):
    number = int(flags)
    key = type(pattern), pattern, number
    try:
        return _kept[key]
    except (KeyError, TypeError):
        pass
    if isinstance(pattern, Pattern):
        if number:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes, bytearray)):
        raise TypeError("first argument must be string or compiled pattern")
    reader = _Reader(pattern, number)
    tree = reader.pattern()
    if reader.flags & _X and not number & _X:
        reader = _Reader(pattern, reader.flags)
        tree = reader.pattern()
    found = reader.flags
    if isinstance(pattern, str):
        if found & _L:
            raise ValueError("cannot use LOCALE flag with a str pattern")
        if found & _A and found & _U:
            raise ValueError("ASCII and UNICODE flags are incompatible")
        if not found & _A:
            found |= _U
    elif found & _U:
        raise ValueError("cannot use UNICODE flag with a bytes pattern")
    elif found & _L and found & _A:
        raise ValueError("ASCII and LOCALE flags are incompatible")
    if found != number and (isinstance(pattern, bytes) or found & ~_U != number):
        reader = _Reader(pattern, found)
        tree = reader.pattern()
    if not isinstance(pattern, str):
        reader = _Reader(pattern, found | _A)
        tree = reader.pattern()
    writer = _Writer()
    writer.tree(tree)
    writer.put(_ACCEPT)
    made = Pattern(pattern, found, reader, writer)
    if len(_kept) >= 512:
        del _kept[next(iter(_kept))]
    _kept[key] = made
    return made


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def template(pattern, flags=0):
    return compile(pattern, flags)


def purge():
    _kept.clear()
    _template.cache_clear()


_SPECIAL = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return bytes(pattern).decode("latin-1").translate(_SPECIAL).encode("latin-1")
_native(Pattern, "re.Pattern")
_native(Match, "re.Match")
