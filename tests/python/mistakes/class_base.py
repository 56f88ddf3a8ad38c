class A(missing): pass
