a = 1; b = 0; c = 3
print(a + b / b * c)
