class A: pass
A().count += 1
