print(f'{3:s}')
