"""Paragraphs of text."""
__all__ = ["TextWrapper", "dedent", "indent", "wrap", "fill", "shorten"]
_SPACE = "\t\n\x0b\x0c\r "


def dedent(text):
    lines = text.split("\n")
    lines = ["" if not line.strip(" \t") else line for line in lines]
    margin = None
    for line in lines:
        if line:
            lead = line[:len(line) - len(line.lstrip(" \t"))]
            if margin is None:
                margin = lead
            n = 0
            while n < min(len(lead), len(margin)) and lead[n] == margin[n]:
                n += 1
            margin = margin[:n]
    return "\n".join([line[len(margin):] if line else line for line in lines])


def indent(text, prefix, predicate=None):
    predicate = predicate or str.strip
    return "".join([prefix + s if predicate(s) else s for s in text.splitlines(True)])


def _pieces(word):
    """A word cut after the hyphens between letters."""
    out, start = [], 0
    for i in range(2, len(word) - 2):
        if (word[i] == "-" and i - start >= 2 and word[i - 1].isalpha() and word[i - 2].isalpha()
                and word[i + 1].isalpha() and word[i + 2].isalpha()):
            out.append(word[start:i + 1])
            start = i + 1
    return out + [word[start:]]


def _chunks(text, hyphens):
    chunks, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and (text[j] == " ") == (text[i] == " "):
            j += 1
        if text[i] != " " and hyphens:
            chunks += _pieces(text[i:j])
        else:
            chunks.append(text[i:j])
        i = j
    return chunks


def _sentences(chunks):
    """Two spaces after a word that ends a sentence."""
    for i in range(len(chunks) - 1):
        word = chunks[i].rstrip("\"'") if chunks[i][-1:] in ("'", '"') else chunks[i]
        if (chunks[i + 1] == " " and len(chunks[i]) - len(word) < 2 and word[-1:] in tuple(".!?")
                and word[-2:-1].isascii() and word[-2:-1].islower()):
            chunks[i + 1] = "  "


class TextWrapper:
    """Breaks a paragraph into lines of a width, as its attributes say."""

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True,
                 replace_whitespace=True, fix_sentence_endings=False, break_long_words=True,
                 drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None,
                 placeholder=" [...]"):
        self.width = width
        self.initial_indent, self.subsequent_indent = initial_indent, subsequent_indent
        self.expand_tabs, self.replace_whitespace = expand_tabs, replace_whitespace
        self.fix_sentence_endings, self.break_long_words = fix_sentence_endings, break_long_words
        self.drop_whitespace, self.break_on_hyphens = drop_whitespace, break_on_hyphens
        self.tabsize, self.max_lines, self.placeholder = tabsize, max_lines, placeholder

    def _chunks_of(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate({ord(c): " " for c in _SPACE})
        chunks = _chunks(text, self.break_on_hyphens)
        if self.fix_sentence_endings:
            _sentences(chunks)
        return chunks

    def _check(self):
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        if self.max_lines is not None:
            lead = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(lead) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")

    def _line(self, chunks, room, first):
        """The chunks of one line, taken from the end of the list, and their length."""
        line, used = [], 0
        if self.drop_whitespace and not first and not chunks[-1].strip():
            chunks.pop()
        while chunks and used + len(chunks[-1]) <= room:
            used += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > room:
            if self.break_long_words:
                n = (1 if room < 1 else room - used)
                line.append(chunks[-1][:n])
                chunks[-1] = chunks[-1][n:]
            elif not line:
                line.append(chunks.pop())
            used = sum(map(len, line))
        if self.drop_whitespace and line and not line[-1].strip():
            used -= len(line.pop())
        return line, used

    def wrap(self, text):
        chunks = self._chunks_of(text)[::-1]
        self._check()
        lines, placeholder = [], self.placeholder
        while chunks:
            lead = self.subsequent_indent if lines else self.initial_indent
            room = self.width - len(lead)
            line, used = self._line(chunks, room, not lines)
            if not line:
                continue
            if (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or (not chunks or self.drop_whitespace and len(chunks) == 1
                        and not chunks[0].strip()) and used <= room):
                lines.append(lead + "".join(line))
                continue
            while line and not (line[-1].strip() and used + len(placeholder) <= room):
                used -= len(line.pop())
            if line:
                lines.append(lead + "".join(line) + placeholder)
            elif lines and len(lines[-1].rstrip()) + len(placeholder) <= self.width:
                lines[-1] = lines[-1].rstrip() + placeholder
            else:
                lines.append(lead + placeholder.lstrip())
            break
        return lines

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    return fill(" ".join(text.strip().split()), width, max_lines=1, **kwargs)
