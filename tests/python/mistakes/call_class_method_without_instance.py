class Dog:
    def bark(self, times):
        print('woof')
Dog.bark(3)
