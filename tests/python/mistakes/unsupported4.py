x = None
y = x * 3 - 1
