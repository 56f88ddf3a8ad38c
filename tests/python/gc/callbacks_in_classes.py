import gc

phases = []

def cb(phase, info):
    phases.append((phase, info["generation"]))

gc.callbacks.append(cb)
gc.set_threshold(1)

for i in range(3):
    class Plain:
        x = i

    class Slots(Plain):
        __slots__ = "a", "b"

    made = type("Dynamic", (Slots,), {"__slots__": ["d"], "y": i})
    print(made.__name__, made.y, sorted(k for k in made.__dict__ if not k.startswith("__")))
gc.set_threshold(700)
gc.callbacks.clear()
print(phases.count(("start", 0)) == phases.count(("stop", 0)))
