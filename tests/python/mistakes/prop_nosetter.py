class C:
    @property
    def area(self):
        return 1
c = C()
c.area = 4
