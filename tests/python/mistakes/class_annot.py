class A:
    x: missing
