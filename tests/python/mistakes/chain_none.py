def load(d):
    try:
        return d['port']
    except KeyError:
        raise ValueError('bad') from None
load({})
