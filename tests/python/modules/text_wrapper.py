"""textwrap's TextWrapper: every option, wrap and fill, errors."""
import textwrap

TEXT = ("The quick brown fox jumps over the lazy dog.  It is a well-known sentence! A\ttab, a very-long-hyphenated-word "
        "and Supercalifragilisticexpialidocious text? \"Yes.\" he said. 'No!' she said.\nA new line of e.g. abbreviations. Done.")
for width in (10, 17, 30, 70, 200):
    for options in ({}, {'initial_indent': '* ', 'subsequent_indent': '    '}, {'break_long_words': False}, {'break_on_hyphens': False},
                    {'drop_whitespace': False}, {'replace_whitespace': False}, {'expand_tabs': False}, {'tabsize': 3},
                    {'fix_sentence_endings': True}, {'max_lines': 2}, {'max_lines': 1, 'placeholder': '...'},
                    {'max_lines': 3, 'subsequent_indent': '>> ', 'placeholder': ' (more)'}):
        w = textwrap.TextWrapper(width=width, **options)
        lines = w.wrap(TEXT)
        print(width, options, lines)
        assert lines == textwrap.wrap(TEXT, width, **options) and w.fill(TEXT) == '\n'.join(lines) == textwrap.fill(TEXT, width, **options)
w = textwrap.TextWrapper()
print(w.width, w.initial_indent, w.max_lines, w.placeholder, w.tabsize, sorted(vars(w)))
w.width = 12
print(w.wrap('changed on the way'), w.wrap(''), w.wrap('   '), w.fill('a' * 30))
for bad in (lambda: textwrap.wrap('x', 0), lambda: textwrap.wrap('a b', 3, max_lines=1), lambda: textwrap.TextWrapper(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            lambda: textwrap.TextWrapper(colour=1), lambda: textwrap.wrap(5), lambda: textwrap.shorten('hello world', 3)):
    try:
        print(bad())
    except (ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
print(textwrap.shorten('  hello   big wide   world  ', 14), textwrap.shorten('hello world', 11), textwrap.shorten('hello big world', 12, placeholder='~'))
