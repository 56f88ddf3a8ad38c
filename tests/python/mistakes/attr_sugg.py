class Point:
    def __init__(self, x, y):
        self.x = x
        self.y_coord = y
p = Point(1, 2)
print(p.y_cord)
