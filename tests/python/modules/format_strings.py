"""format strings: results and error texts."""
import string, textwrap, datetime
F = string.Formatter()
print(F.format("{0} {name!r:>6} {1[k]} {2.real}", "a", {"k": 3}, 5, name="n"), list(F.parse("a{b!r:>{w}}c{{d}}{}")), F.get_field("0.real", (5,), {}), F.vformat("{} {}", (1, 2), {}), F.convert_field(5, "s"), F.format_field(3.14159, ".2f"))
class My(string.Formatter):
    def get_value(self, key, args, kw):
        if isinstance(key, str): return kw.get(key, f"<{key}>")
        return super().get_value(key, args, kw)
    def format_field(self, v, spec): return v.upper() if spec == "up" else super().format_field(v, spec)
    def check_unused_args(self, used, args, kw): print("used", sorted(map(str, used)), len(args), sorted(kw))
print(My().format("{a} {b:up} {0:>4}", 1, 2, b="shout")); 
for bad in ("{", "}", "{0} {}", "{} {0}", "{x}", "{0!z}", "{0.nope}", "{0[9]}", "{0:d}", "{a b}", "{!r}", "{0!r", "{0[}", "{0:{1}}", "{0:{1:{2}}}", "{0!}", "{:{}}"):
    try: print(bad, F.format(bad, "v", 5))
    except Exception as e: print(bad, "F", type(e).__name__, e)
    try: print(bad, bad.format("v", 5))
    except Exception as e: print(bad, "s", type(e).__name__, e)
T = string.Template; t = T("$who owes ${amt}USD $$5 $missing"); print(t.safe_substitute(who="Al", amt=3), t.template, T("$a $b").substitute({"a": 1}, b=2), T("$x ${y}").get_identifiers() if hasattr(T, "get_identifiers") else "-", T("$x").is_valid() if hasattr(T, "is_valid") else "-")
for bad in ("$", "$ a", "${", "${}", "$1", "a\nb $-", "$missing", "${é}"):
    try: print(T(bad).substitute())
    except Exception as e: print(repr(bad), type(e).__name__, e)
class Pct(string.Template): delimiter = "%"; idpattern = "[a-z]+"
print(Pct("%a $b %%").substitute(a=1), string.capwords("hello  big world"), string.capwords("a-b-c", "-"), string.ascii_letters[:5], string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
p = "The quick brown fox jumped over the lazy dog's back, extraordinarily-hyphenated-compound words included.\n\nNew para\twith tab."
for w in (10, 25, 60): print(textwrap.wrap(p, w))
print(textwrap.fill(p, 30, max_lines=2, placeholder="..."), textwrap.wrap(p, 20, break_long_words=False, break_on_hyphens=False), textwrap.wrap("", 5), textwrap.wrap("aaa bbb", 3), textwrap.dedent("  a\n   b\n\n  c"), textwrap.indent("a\n\n b", "> ", lambda l: True), textwrap.shorten("hello world again", 12), textwrap.TextWrapper(width=12, fix_sentence_endings=True, drop_whitespace=False).wrap("End. Start of it all"), sep="\n")
for bad in (lambda: textwrap.wrap("x", 0), lambda: textwrap.shorten("abc def", 2), lambda: textwrap.fill(5), lambda: textwrap.wrap("x y", 5, bogus=1)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
for spec in ("", "5", "<5", "^5", ">5", "=5", "05", "+", "-", " ", ",", "_", "b", "x", "X", "#x", "#010b", "o", "c", "e", ".3e", "f", ".1f", "g", "n", "%", ".0%", "s", "10s", ".2", ",.2f", "_x", "*^9", "5.1", "#.3g", "z", "zf", "q", "5d", "+,d", "é>5", "0<5", "<<5", "{", "1000000000000"):
    row = []
    for v in (65, -3.14159, "str", True, None, 1 + 2j):
        try: row.append(format(v, spec))
        except Exception as e: row.append(f"{type(e).__name__}: {e}")
    print(repr(spec), row)
d = datetime.date(2024, 2, 29); print(f"{d:%Y/%m/%d}", "{:%j}".format(d), f"{d!s:>12}", format(d), f"{'a':{'>'}{5}}", f"{3:0{4}d}", f"{'x'!r:^{7}}")
