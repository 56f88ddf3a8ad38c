def f():
    try:
        int('x')
    except ValueError:
        print('again')
        raise
f()
