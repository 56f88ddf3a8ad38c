def find(items):
    for i in items:
        if i == 3:
            items.remove(i)
find([1]).append(2)
