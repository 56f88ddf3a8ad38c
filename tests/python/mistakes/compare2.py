if '10' > 5:
    print('big')
