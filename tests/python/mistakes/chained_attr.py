class A: pass
a = A(); a.b = None
a.b.c.d.e = 5
