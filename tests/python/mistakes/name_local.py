def f():
    number_of_items = 3
    return number_of_item
f()
