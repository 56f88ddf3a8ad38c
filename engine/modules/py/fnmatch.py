"""File names against shell patterns: * ? [abc] [!a-z]."""
__all__ = ["filter", "fnmatch", "fnmatchcase"]


def _set_end(pattern, at):
    """Where the set that starts at `at` ends, or -1 when nothing closes it."""
    start = at + 1
    if pattern[start:start + 1] == "!":
        start += 1
    return pattern.find("]", start + 1)


def _in_set(c, text):
    inside = not text.startswith("!")
    at = 0 if inside else 1
    while at < len(text):
        if text[at + 1:at + 2] == "-" and at + 2 < len(text):
            if text[at] <= c <= text[at + 2]:
                return inside
            at += 3
        else:
            if text[at] == c:
                return inside
            at += 1
    return not inside


def _one(name, i, pattern, p):
    """How long the pattern's element at p is if it takes name[i], or 0."""
    c = pattern[p]
    if c == "[":
        end = _set_end(pattern, p)
        if end > 0:
            return end + 1 - p if _in_set(name[i], pattern[p + 1:end]) else 0
    return 1 if c == "?" or c == name[i] else 0


def fnmatchcase(name, pat):
    i = p = 0
    star = resume = -1
    while i < len(name):
        if p < len(pat) and pat[p] == "*":
            star, resume = p, i
            p += 1
            continue
        taken = _one(name, i, pat, p) if p < len(pat) else 0
        if taken:
            i, p = i + 1, p + taken
        elif star >= 0:
            resume += 1
            i, p = resume, star + 1
        else:
            return False
    return not pat[p:].strip("*")


fnmatch = fnmatchcase


def filter(names, pat):
    return [name for name in names if fnmatchcase(name, pat)]
