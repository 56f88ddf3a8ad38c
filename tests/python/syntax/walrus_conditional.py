"""A bare := takes the whole conditional expression that follows it as its value."""
import dis


def caesar(text, by):
    return "".join(
        chr((ord(ch) - base + by) % 26 + base)
        if (base := 97 if ch.islower() else 65 if ch.isupper() else 0)
        else ch
        for ch in text
    )


def show(*args):
    print(args)


print(caesar("Hello, World", 3), caesar("Khoor, Zruog", -3))
for c in (True, False):
    if (n := 1 if c else 0):
        print("true", n)
    show(a := 1 if c else 2, (b := (3) if c else (4)), a, b)
    print([k := 5 if c else 6, 7 if c else 8], k, {v := "x" if c else "y"}, v)
    print([last := q if q else -1 for q in (1, 0) if (w := 1 if c else 0)], w)
    print("abc"[i := 0 if c else 2], i)
    print((lambda: (z := "t" if c else "f"))(), (m := not c if c else lambda: 3 if c else 4) is False)
    while (n := n - 1 if n > 0 else None) is not None:
        print("down", n)
print([i.positions[2:] for i in dis.get_instructions("(b := (x) if y else (z))")
       if i.opname in ("LOAD_NAME", "STORE_NAME")])
