print('a', ende='')
