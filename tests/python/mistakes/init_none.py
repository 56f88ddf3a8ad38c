class Dog:
    def __init__(self, name):
        return name
Dog('x')
