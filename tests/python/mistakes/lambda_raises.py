data = [('a', 1), ('b',)]
print(sorted(data, key=lambda pair: pair[1]))
