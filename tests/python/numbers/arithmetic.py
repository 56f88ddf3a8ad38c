# Integers of any size and floats: identities that must hold, and results at the edges.
import math
values = [0, 1, -1, 5, -7, 2 ** 30 - 1, 2 ** 30, -2 ** 30, 2 ** 60 - 1, -2 ** 60, 2 ** 63, 10 ** 25,
          -10 ** 40 + 1, 3 ** 200, -7 ** 150, (1 << 3000) - 1, 12345 ** 400]
wrong = 0
for a in values:
    for b in values:
        if b:
            q, r = divmod(a, b)
            wrong += not (q * b + r == a and 0 <= abs(r) < abs(b) and (r == 0 or (r < 0) == (b < 0)))
        wrong += (a & b) + (a | b) != a + b or (a ^ b) != (a | b) - (a & b)
        wrong += (a + b) * (a - b) != a * a - b * b
        wrong += (a < b) + (a == b) + (a > b) != 1
    for n in 0, 1, 29, 30, 31, 100:
        wrong += (a << n) != a * 2 ** n or (a >> n) != a // 2 ** n
    wrong += int(str(a)[:4000]) != a if len(str(a)) < 4000 else 0
    wrong += int(hex(a), 16) != a or int.from_bytes(a.to_bytes(500, 'big', signed=True), 'big', signed=True) != a if a.bit_length() < 3990 else 0
print('wrong:', wrong)
print(pow(3, 10 ** 20, 10 ** 9 + 7), pow(-5, 77, -13), 7 ** 77, (-2) ** 63, 2 ** -2)
print([round(x, n) for x in (2.675, 1234.5678, -0.5, 1e22, 5e-324) for n in (-3, 0, 2)])
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 1e300 / 1e290)], round(12345, -2), round(-15, -1), round(25, -1))
print([x.hex() for x in (0.1, -0.0, 5e-324, 1e300)], float.fromhex('0x1.999999999999ap-4'), float.fromhex('-1.8p1'))
print(0.1 + 0.2, 1e16, 1e15, 1e-5, 1e-4, 2.0 ** -44, -5e-324, 1e22, 1.0, float('1_0.5e1'), float(' -inf '))
print((0.1).as_integer_ratio(), 7.5 // 2, -7.5 // 2, -7.5 % 2, 7.5 % -2, divmod(-1e-20, 3.0))
print(2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 22 == 1e22, 10 ** 23 == 1e23, 10 ** 23 < 1e23, 2 ** 1024 > 1e308)
print(hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(1.5), hash(1e300) == hash(int(1e300)), hash(2 + 0j), hash(float('inf')))
print((1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), (1 + 2j) ** 3, abs(3 + 4j), -0j, complex('(1e3-2.5j)'), (0.5 + 0j) ** 0.5)
print(f'{1234567.891:,.2f} {255:#x} {-42:=+8d} {0.00001234:g} {1e10:e} {3.0} {1 + 2j:.2f} {True:d} {12:>5}|{12:<5}|{12:^5}|')
print(f'{255:_b} {10 ** 12:_} {0.256:.1%} {65:c} {-0.0:z.1f} {1.0:.0f} {2.5:.0f} {1e100:n} {123456789:n} {float("nan"):+08}')
print(math.comb(60, 30), math.perm(20, 15), math.factorial(30), math.isqrt(10 ** 40 - 1), math.gcd(2 ** 90, 6 ** 40), math.lcm(12, 18, 35))
print(math.hypot(3, 4, 12), math.dist((1, 2), (4, 6)), math.fsum([0.1] * 10), math.gamma(0.5), math.lgamma(10.5), math.log(10 ** 400), math.log2(2 ** 2000))
print(math.prod([1.5, 2, 3]), math.remainder(7, 3), math.nextafter(1, 2), math.ulp(1e10), math.frexp(-10.0), math.ldexp(0.5, 4), math.isclose(1, 1 + 1e-10))
