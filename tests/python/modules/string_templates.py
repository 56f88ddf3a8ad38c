"""string.Template, string.Formatter."""
import string
from string import Formatter, Template


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)



for text in ("Template('$a ${b} $$ $c').substitute(a=1, b='x', c=[])",
             "Template('$a $b').substitute({'a': 1}, b=2)", "Template('$a').substitute()",
             "Template('$a $b').safe_substitute(a=1)", "Template('x $ y').substitute()",
             "Template('one\\ntwo ${').substitute()", "Template('x $ ${ $1').safe_substitute()",
             "Template('$a').template", "Template('$ab_1c-').substitute(ab_1c=3)",
             "Template('$a $b ${a}').get_identifiers()", "Template('$').is_valid()",
             "Formatter().format('{} {}', 1, 2)", "Formatter().format('{0} {1!r:>5} {x}', 1, 'a', x=3)",
             "Formatter().format('{a.real} {b[k]} {b[0]}', a=1, b={'k': 2, 0: 3})",
             "Formatter().format('{:{}}', 'x', 5)", "Formatter().format('{{}}')",
             "Formatter().format('{')", "Formatter().format('}')", "Formatter().format('{0} {}', 1, 2)",
             "Formatter().format('{} {0}', 1, 2)", "Formatter().format('{x}')",
             "Formatter().format('{0!z}', 1)", "Formatter().format('{3}', 1)",
             "list(Formatter().parse('a{b!r:c{d}}e{{f}}'))", "list(Formatter().parse(''))",
             "string.capwords('hello  big world')", "string.capwords('a-b-c', '-')"):
    show(text)


class Default(Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else args[key]


print(Default().format("{a} {b}", a=1))
