"""random: the sequences of CPython's Mersenne twister."""
import random


def show(text):
    try:
        print(text, "->", repr(eval(text)))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


for seed in (0, 1, 42, -7, 2**100, 1.5, "text", b"bytes", bytearray(b"ba"), True):
    random.seed(seed)
    print(repr(seed), random.random(), random.randint(1, 100), random.getrandbits(40))
random.seed(7)
data = list(range(10))
random.shuffle(data)
print(data)
for text in ("random.choice('abcdef')", "random.choices([1, 2, 3], k=5)", "random.choices('abc', weights=[5, 1, 1], k=6)",
             "random.choices('abc', cum_weights=[1, 2, 10], k=6)", "random.sample(range(100), 5)", "random.sample('abcdef', 3)",
             "random.sample(range(10**9), 3)", "random.sample([1, 2], counts=[3, 1], k=3)", "random.randrange(10)", "random.randrange(5, 50, 5)",
             "random.randrange(10**30)", "random.uniform(1, 2)", "random.triangular(0, 1, 0.3)", "random.triangular()",
             "random.gauss(0, 1)", "random.gauss(5, 2)", "random.normalvariate(0, 1)", "random.normalvariate()", "random.lognormvariate(0, 1)",
             "random.expovariate(2)", "random.vonmisesvariate(0, 4)", "random.vonmisesvariate(1, 0)", "random.gammavariate(0.5, 1)", "random.gammavariate(1, 2)",
             "random.gammavariate(3, 2)", "random.betavariate(1, 2)", "random.paretovariate(3)", "random.weibullvariate(1, 2)",
             "random.randbytes(5)", "random.getrandbits(1)", "random.getrandbits(0)", "random.getrandbits(100)", "random.getrandbits(-1)",
             "random.choice([])", "random.choice({})", "random.sample([1], 2)", "random.sample({1, 2}, 1)", "random.sample([1], -1)", "random.randint(5, 1)",
             "random.randrange(0)", "random.randrange(1, 5, 0)", "random.randrange(1.5)", "random.choices([1], [0])", "random.choices([1, 2], [1])",
             "random.choices([1], [1], cum_weights=[1])", "random.shuffle('abc')", "random.seed([])", "random.Random(3).random()",
             "random.Random(3) is random", "len(random.getstate()[1])", "random.getstate()[0]", "sorted(random.__all__)", "random.SystemRandom().random() < 1"):
    show(text)
state = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(state)
print(first == [random.random() for _ in range(3)])
own = random.Random("seed")
print(own.random(), own.randint(1, 6), own.gauss(0, 1), own.gauss(0, 1))
own.seed(5)
print(own.choices("HT", k=10), own.sample(range(50), k=4), own.shuffle([1]))
print(random.random.__self__ is random._inst if hasattr(random, "_inst") else True)


class Own(random.Random):
    def random(self):
        return 0.5


print(Own().randint(1, 10), Own().choice("abc"), Own().uniform(0, 4))
