"""dis: listings, instructions, code information."""
import builtins
import dis
import io


def clean(text):
    head, *rest = text.split(" at 0x")
    text = head + "".join([" at 0x" + part.lstrip("0123456789abcdef") for part in rest])
    head, *rest = text.split('file "')
    return head + "".join(['file "' + part.partition('"')[0].rpartition("/")[2] + '"'
                           + part.partition('"')[2] for part in rest])


def listing(x, **kwds):
    out = io.StringIO()
    dis.dis(x, file=out, **kwds)
    print(clean(out.getvalue()))


def f(a, b=1, *args, c: int = 3, **kw):
    x = a + b
    for i in range(x):
        if i > 2 and a is not None:
            print(i, end="")
        elif i not in args:
            continue
    try:
        return [y for y in x if y]
    except (ValueError, TypeError) as e:
        raise RuntimeError from e
    finally:
        del x
    with a as q, b:
        pass
    while a:
        a -= 1
    return f"{x!r:>5}{b}{c!s}", lambda: (a, x)


def g():
    n = 0

    def inner(z=5):
        nonlocal n
        n += z
        yield n
        yield from inner()
    global total
    total = inner.x[1:2]
    inner.y = {**total, "k": [*n]}
    return inner


class C:
    attribute: int = 3

    def m(self):
        super().m()
        return self.attribute

    @staticmethod
    def s():
        assert C, "text"
        import os.path as p
        from os import name
        return p


def h(v):
    match v:
        case {"a": 1, **rest}:
            return rest
        case [1, *x] | (2, x):
            return x
        case C(attribute=3):
            return not -v


listing(f)
listing(g)
listing(C)
listing(h)
listing("x = [1, 2]; x[0] += 1")
listing("a if b else c")
listing(f, depth=0)
listing(C.m)
big = "def long():\n" + "".join([f"    v{i} = {i} + w{i}\n" for i in range(300)])
space = {}
exec(big, space)
out = io.StringIO()
dis.dis(space["long"], file=out)
print(out.getvalue()[-300:])
for instruction in list(dis.get_instructions(f))[:12]:
    print(clean(repr(instruction)))
print(clean(dis.code_info(g)).replace(dis.code_info(g).split("\n")[1], ""))
print(dis.opname[100], dis.opmap["LOAD_CONST"], dis.cmp_op, dis.HAVE_ARGUMENT, dis.EXTENDED_ARG)
print(list(dis.findlinestarts(g.__code__)), dis.findlabels(f.__code__.co_code))
print([i.opname for i in dis.Bytecode("a + b")], clean(dis.Bytecode("a").dis()))
for bad in (3, None, "a b"):
    try:
        dis.dis(bad)
    except Exception as error:
        print(type(error).__name__, error)
