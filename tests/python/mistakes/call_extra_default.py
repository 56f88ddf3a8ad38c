def area(width, height=3):
    return width * height
area(1, 2, 3)
