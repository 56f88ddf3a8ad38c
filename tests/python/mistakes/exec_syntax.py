exec('x = \nprint(1)')
