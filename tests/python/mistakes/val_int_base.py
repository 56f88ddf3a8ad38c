int('z', 40)
