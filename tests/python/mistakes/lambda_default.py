f = lambda x, y=[]: x + y
f(1)
