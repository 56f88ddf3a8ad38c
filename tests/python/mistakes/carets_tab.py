if True:
	x = [1, 2]
	y = x[0] + x[9]
