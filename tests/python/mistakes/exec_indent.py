exec('if 1:\nprint(1)')
