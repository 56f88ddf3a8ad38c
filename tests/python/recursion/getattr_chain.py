# __getattr__ that asks for the next attribute: a C call between two Python frames.
class Chain:
    def __getattr__(self, name):
        if name == 'end':
            return 'bottom'
        depth = int(name[1:])
        if depth == 0:
            return self.end
        return getattr(self, 'n%d' % (depth - 1))

c = Chain()
for n in (0, 10, 100, 300):
    print(n, getattr(c, 'n%d' % n))


class Endless:
    count = 0

    def __getattr__(self, name):
        Endless.count += 1
        return getattr(self, name + 'x' if Endless.count % 500 == 0 else name)


try:
    Endless().missing
except RecursionError as e:
    print(type(e).__name__, e, Endless.count)


class Dotted:
    count = 0

    def __getattr__(self, name):
        Dotted.count += 1
        return self.other


try:
    Dotted().first
except RecursionError as e:
    print(type(e).__name__, e, Dotted.count)


class Getattribute:
    count = 0

    def __getattribute__(self, name):
        Getattribute.count += 1
        return self.again


try:
    Getattribute().first
except RecursionError as e:
    print(type(e).__name__, e, Getattribute.count)


class Prop:
    count = 0

    @property
    def p(self):
        Prop.count += 1
        return self.p


try:
    Prop().p
except RecursionError as e:
    print(type(e).__name__, e, Prop.count)


class Setter:
    count = 0

    def __setattr__(self, name, value):
        Setter.count += 1
        self.x = value


try:
    Setter().x = 1
except RecursionError as e:
    print(type(e).__name__, e, Setter.count)


class Deleter:
    count = 0

    def __delattr__(self, name):
        Deleter.count += 1
        del self.x


try:
    del Deleter().x
except RecursionError as e:
    print(type(e).__name__, e, Deleter.count)


class Descriptor:
    count = 0

    def __get__(self, obj, owner):
        Descriptor.count += 1
        return obj.d


class Holder:
    d = Descriptor()


try:
    Holder().d
except RecursionError as e:
    print(type(e).__name__, e, Descriptor.count)
