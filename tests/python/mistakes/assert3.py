assert (lambda: False)(), ('a', 1)
