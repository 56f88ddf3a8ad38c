class A:
    n = 3
    xs = [n for _ in range(n)]
