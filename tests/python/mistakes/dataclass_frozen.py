from dataclasses import dataclass
@dataclass(frozen=True)
class P:
    x: int
try:
    P(1).x = 2
except Exception as e:
    print(type(e).__name__, e)
P()
