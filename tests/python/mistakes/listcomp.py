rows = [[1], [2, 3], []]
firsts = [row[0] for row in rows]
