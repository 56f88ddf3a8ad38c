def f():
    print(counter_value)
counter_valu = 5
f()
