"""The names of module types, types.coroutine, and the switch interval."""
import sys
import types


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


print(types.__all__)
for n in types.__all__:
    attempt(n, lambda: repr(getattr(types, n)) if 'function' not in repr(getattr(types, n)) else n)


@types.coroutine
def gen():
    yield 1


attempt('coroutine', lambda: list(gen()))
attempt('flags', lambda: hex(gen.__code__.co_flags))
attempt('coroutine bad', lambda: types.coroutine(3))


def plain():
    return 3


attempt('coroutine plain', lambda: types.coroutine(plain)())
attempt('new_class', lambda: types.new_class('A', (int,), {}, lambda ns: ns.update(x=1)).x)
attempt('prepare', lambda: types.prepare_class('A', (int,)))
attempt('resolve', lambda: types.resolve_bases((list[int], int)))
attempt('get_original', lambda: types.get_original_bases)


class D:
    @types.DynamicClassAttribute
    def name(self):
        return 'n'


attempt('dca', lambda: D().name)
attempt('dca2', lambda: D.name)
attempt('ns', lambda: types.SimpleNamespace(a=1, b=[2]))
attempt('mt', lambda: types.ModuleType('m', 'doc').__doc__)
attempt('ft', lambda: types.FunctionType(plain.__code__, {})())
attempt('mt', lambda: types.MethodType(plain, 3))
attempt('mp', lambda: types.MappingProxyType({1: 2}))
attempt('ct', lambda: types.CellType(3).cell_contents)
attempt('gt', lambda: types.GeneratorType)
attempt('code', lambda: types.CodeType)
attempt('switch', lambda: sys.getswitchinterval())
attempt('switch', lambda: sys.setswitchinterval(0.1))
attempt('switch', lambda: sys.getswitchinterval())
attempt('switch', lambda: sys.setswitchinterval(0))
attempt('switch', lambda: sys.setswitchinterval(-1))
attempt('switch', lambda: sys.setswitchinterval('a'))
attempt('switch', lambda: sys.setswitchinterval())


class Awaitable:
    def __iter__(self):
        return self

    def __next__(self):
        return 7

    def send(self, value):
        return value * 2

    def throw(self, kind, *rest):
        raise kind

    def close(self):
        print('closed')


@types.coroutine
def made():
    return Awaitable()


w = made()
print(type(w).__name__, made.__name__, next(w), w.send(4), iter(w) is w, w.__name__)
attempt('throw', lambda: w.throw(KeyError))
w.close()
attempt('gi_code', lambda: w.gi_code)
attempt('instance', lambda: types.CoroutineType())
attempt('instance', lambda: types.AsyncGeneratorType())
print(isinstance(w, types.CoroutineType), types.CoroutineType.__basicsize__)
for stream in sys.stdout, sys.stderr:
    print(stream.encoding, stream.newlines, stream.write_through, stream.line_buffering,
          stream.name, stream.mode, stream.closed)
