m = {k: [v / n for n in (1, 0)] for k, v in {'a': 1}.items()}
