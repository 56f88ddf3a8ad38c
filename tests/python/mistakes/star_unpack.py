first, *rest = 7
