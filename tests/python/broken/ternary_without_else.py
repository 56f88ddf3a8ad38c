x = (y if z)
