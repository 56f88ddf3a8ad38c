import gc
gc.collect()

class Node:

    def __init__(self, tag, other, table={}):
        pass

    def __del__(self):
        print()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        pass
with Node(24, 209) as manager:
    pass

class Odd:

    def __hash__(self, *args):
        return self
hash(Odd())
