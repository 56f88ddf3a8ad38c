# string: the constants and capwords.
import string
for name in ("whitespace", "ascii_letters", "digits", "hexdigits", "octdigits", "punctuation",
             "printable"):
    print(name, repr(getattr(string, name)))
print(string.capwords("  hello  wORLD "), string.capwords("a-bc-d", "-"))
