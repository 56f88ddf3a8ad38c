"""Errors in finalizers at the end: once the modules are gone, tracebacks show no source lines."""
import sys


class Late:
    def __init__(self, tag):
        self.tag = tag

    def __del__(self):
        print('del', self.tag)
        self.fail()

    def fail(self):
        raise ValueError('tag %d' % self.tag)


def keep():
    return kept


Late(0)
sys.last_value = Late(1)
sys.path.append(Late(2))
kept = [Late(3)]
knot = [Late(4)]
knot.append(knot)
del knot
other = Late(5)
