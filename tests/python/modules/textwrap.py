# textwrap: dedent, indent, wrap, fill, shorten.
from textwrap import dedent, indent, wrap, fill, shorten
print(repr(dedent("""
    one
      two

    three
   \t
    """)))
print(repr(indent("a\n\n b\n", "> ")), repr(indent("a\n\n", "+", lambda l: True)))
text = ("The quick brown fox, well-known for jumping, jumps over the lazy dog; an "
        "extraordinarilylongword follows.")
print(wrap(text, 20))
print(fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(wrap(text, 12, break_long_words=False), wrap(""), wrap("a  b   c", 3))
print(shorten("Hello  world and all!", width=15), wrap(text, 24, max_lines=2))
