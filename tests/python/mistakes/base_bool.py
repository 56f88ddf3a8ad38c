class Flag(bool): pass
