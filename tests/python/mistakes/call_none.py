def f(): pass
f()()
