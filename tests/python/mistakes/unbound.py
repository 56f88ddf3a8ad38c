total = 0
def add(n):
    print(total)
    total = total + n
add(1)
