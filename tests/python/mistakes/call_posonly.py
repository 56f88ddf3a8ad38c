def area(width, /, height):
    return width * height
area(width=1, height=2)
