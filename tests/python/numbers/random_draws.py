# The Mersenne Twister: equal seeds draw as CPython does.
import random
for seed in 0, 42, -3, 2 ** 100 + 7, 1.5, 'hello', b'x', True:
    random.seed(seed)
    print(repr(seed), random.random(), random.randint(1, 100), random.getrandbits(70))
random.seed(7)
cards = list(range(20))
random.shuffle(cards)
print(cards, random.sample(range(1000), 10), random.sample(cards, 5), random.choice('abc'))
print(random.choices([1, 2, 3], k=5), random.choices('ab', [1, 9], k=6), random.sample('ab', counts=[3, 2], k=4))
print(random.gauss(0, 1), random.gauss(0, 1), random.uniform(1, 2), random.triangular(1, 5, 2), random.normalvariate())
print(random.expovariate(2), random.vonmisesvariate(1, 2), random.gammavariate(2, 1), random.gammavariate(.5, 1))
print(random.betavariate(1, 2), random.paretovariate(2), random.weibullvariate(1, 2), random.lognormvariate(0, 1))
print(random.randbytes(10), random.randrange(10, 100, 7), random.randrange(5), random.getrandbits(3))
own = random.Random(7)
state = own.getstate()
first = own.random()
own.setstate(state)
print(first == own.random(), first, len(state), state[0], state[2])
for f in (lambda: random.choice([]), lambda: random.randrange(5, 5), lambda: random.sample({1}, 1),
          lambda: random.seed([]), lambda: random.getrandbits(-1), lambda: random.randint(3, 1)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
