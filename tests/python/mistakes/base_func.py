def f(): pass
class X(f): pass
