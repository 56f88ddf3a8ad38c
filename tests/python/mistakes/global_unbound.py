def f():
    print(total)
    global_total = 1
f()
