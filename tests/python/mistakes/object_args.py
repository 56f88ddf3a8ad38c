class Dog:
    pass
Dog('x')
