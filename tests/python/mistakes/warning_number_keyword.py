total = 1if True else 2
print(total, '\d')
