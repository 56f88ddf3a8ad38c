é = 1; return 5
