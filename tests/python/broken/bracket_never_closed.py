print(x
if y:
    pass
