"""Paragraphs of text."""
__all__ = ["dedent", "indent", "wrap", "fill", "shorten"]
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


def wrap(text, width=70, *, initial_indent="", subsequent_indent="", expand_tabs=True,
         replace_whitespace=True, drop_whitespace=True, break_long_words=True,
         break_on_hyphens=True, tabsize=8, max_lines=None, placeholder=" [...]"):
    if expand_tabs:
        text = text.expandtabs(tabsize)
    if replace_whitespace:
        text = text.translate({ord(c): " " for c in _SPACE})
    if width <= 0:
        raise ValueError(f"invalid width {width!r} (must be > 0)")
    chunks = _chunks(text, break_on_hyphens)[::-1]
    lines = []
    while chunks:
        lead = subsequent_indent if lines else initial_indent
        room = width - len(lead)
        line, used = [], 0
        if drop_whitespace and lines and not chunks[-1].strip():
            chunks.pop()
        while chunks and used + len(chunks[-1]) <= room:
            used += len(chunks[-1])
            line.append(chunks.pop())
        if chunks and len(chunks[-1]) > room:
            if break_long_words:
                n = (1 if room < 1 else room - used)
                line.append(chunks[-1][:n])
                chunks[-1] = chunks[-1][n:]
            elif not line:
                line.append(chunks.pop())
            used = sum(map(len, line))
        if drop_whitespace and line and not line[-1].strip():
            used -= len(line.pop())
        if not line:
            continue
        if (max_lines is None or len(lines) + 1 < max_lines
                or (not chunks or drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
                and used <= room):
            lines.append(lead + "".join(line))
            continue
        while line and not (line[-1].strip() and used + len(placeholder) <= room):
            used -= len(line.pop())
        if line:
            lines.append(lead + "".join(line) + placeholder)
        elif lines and len(lines[-1].rstrip()) + len(placeholder) <= width:
            lines[-1] = lines[-1].rstrip() + placeholder
        else:
            lines.append(lead + placeholder.lstrip())
        break
    return lines


def fill(text, width=70, **kwargs):
    return "\n".join(wrap(text, width, **kwargs))


def shorten(text, width, **kwargs):
    return fill(" ".join(text.strip().split()), width, max_lines=1, **kwargs)
