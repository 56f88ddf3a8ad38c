def load(d):
    try:
        return d['port']
    except KeyError:
        return d.prot
load({})
