exec('print(foo)\n')
