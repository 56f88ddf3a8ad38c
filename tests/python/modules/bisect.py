# bisect: places in a sorted list, with and without keys.
from bisect import bisect, bisect_left, bisect_right, insort, insort_left
a = [1, 2, 2, 2, 5]
print(bisect(a, 2), bisect_left(a, 2), bisect_right(a, 9), bisect_left(a, 2, 2, 4))
insort(a, 3)
insort_left(a, 0)
print(a)
words = ["a", "bb", "dddd"]
insort(words, "ccc", key=len)
print(words, bisect_left(words, 2, key=len))
try:
    bisect(a, 1, -1)
except ValueError as e:
    print(e)
