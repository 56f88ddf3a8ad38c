class Outer:
    class Inner(ValueError): pass
def f():
    class Local(KeyError): pass
    raise Local('k')
f()
