class A:
    limit = 5
    def m(self): return limit
A().m()
