print('{a}'.format(b=1))
