def f():
	x = {'a': 1}
	return	x['b']	+ 1
f()
