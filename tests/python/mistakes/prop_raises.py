class C:
    @property
    def area(self):
        return self.width * 2
print(C().area)
