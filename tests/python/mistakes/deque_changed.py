from collections import deque
q = deque([1, 2])
for x in q:
    q.append(x)
