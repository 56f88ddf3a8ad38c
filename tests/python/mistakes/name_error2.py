import math
values = [1, 2, 3]
print(math.sqrt(sum(value)))
