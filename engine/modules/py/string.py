"""String constants."""
import _string

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Template:
    """Text with $names in it."""
    delimiter, idpattern, braceidpattern, flags = "$", "(?a:[_a-z][_a-z0-9]*)", None, 2

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """(literal, name or None, the text that stood for it, its place)"""
        text, mark, at = self.template, self.delimiter, 0
        while True:
            found = text.find(mark, at)
            if found < 0:
                yield text[at:], None, "", -1
                return
            literal, after = text[at:found], found + len(mark)
            if text.startswith(mark, after):
                yield literal + mark, None, "", -1
                at = after + len(mark)
                continue
            braced = text.startswith("{", after)
            start = end = after + braced
            while end < len(text) and text[end].isascii() and (
                    text[end].isalnum() or text[end] == "_") and (
                        end > start or not text[end].isdigit()):
                end += 1
            good = end > start and (not braced or text.startswith("}", end))
            at = end + braced if good else after
            yield literal, text[start:end] if good else "", text[found:at], found

    def _filled(self, given, kws, strict):
        if kws:
            import collections
            given = collections.ChainMap(kws, given)
        out = []
        for literal, name, source, place in self._pieces():
            out.append(literal)
            if name:
                if strict or name in given:
                    out.append(str(given[name]))
                else:
                    out.append(source)
            elif name == "":
                if strict:
                    before = self.template[:place].splitlines(keepends=True)
                    line = len(before) or 1
                    column = place - len("".join(before[:-1])) + 1 if before else 1
                    raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")
                out.append(source)
        return "".join(out)

    def substitute(self, mapping={}, /, **kws):
        return self._filled(mapping, kws, True)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._filled(mapping, kws, False)

    def is_valid(self):
        return all(name != "" for _, name, _, _ in self._pieces())

    def get_identifiers(self):
        found = []
        for _, name, _, _ in self._pieces():
            if name and name not in found:
                found.append(name)
        return found


class Formatter:
    """str.format() in parts that can be replaced."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, text, args, kwargs, used, depth, auto=0):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        out = []
        for literal, name, spec, conversion in self.parse(text):
            out.append(literal)
            if name is None:
                continue
            if name == "" or name[0] in ".[":
                if auto is False:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                name, auto = str(auto) + name, auto + 1
            elif name.isdigit():
                if auto:
                    raise ValueError("cannot switch from manual field specification to automatic "
                                     "field numbering")
                auto = False
            obj, key = self.get_field(name, args, kwargs)
            used.add(key)
            obj = self.convert_field(obj, conversion)
            spec, auto = self._vformat(spec, args, kwargs, used, depth - 1, auto)
            out.append(self.format_field(obj, spec))
        return "".join(out), auto

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in "sra" and len(conversion) == 1:
            return {"s": str, "r": repr, "a": ascii}[conversion](value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def get_field(self, field_name, args, kwargs):
        first, steps = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for dotted, name in steps:
            obj = getattr(obj, name) if dotted else obj[name]
        return obj, first

    def parse(self, format_string):
        return _string.formatter_parser(format_string)


__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits",
           "hexdigits", "octdigits", "printable", "punctuation", "whitespace", "Formatter",
           "Template"]
