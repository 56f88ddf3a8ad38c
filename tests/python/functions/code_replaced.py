# code.replace with every field, code attributes, functions whose code and defaults are changed.
import types
def attempt(f, *a, **k):
    try: return f(*a, **k)
    except Exception as e: return type(e).__name__ + ': ' + str(e)
def f(a, b=2, /, c=3, *args, d=4, **kw):
    x = [a, b, c]
    def inner(): return x, a
    return inner()
c = f.__code__
fields = [n for n in dir(c) if n.startswith('co_')]
print(fields)
for n in ('co_argcount', 'co_posonlyargcount', 'co_kwonlyargcount', 'co_nlocals', 'co_stacksize', 'co_flags', 'co_names', 'co_varnames', 'co_cellvars', 'co_freevars', 'co_name', 'co_qualname', 'co_firstlineno'):
    v = getattr(c, n)
    r = c.replace(**{n: v})
    print(n, v, r == c, r is c, hash(r) == hash(c), getattr(r, n) == v, attempt(setattr, c, n, v))
    for wrong in (None, -1, 'x', (1,), 2**40):
        print('  ', repr(wrong), attempt(lambda: type(c.replace(**{n: wrong})).__name__))
print(c.replace(co_name='other').co_name, c.replace(co_name='other') == c, c.replace(co_firstlineno=50).co_firstlineno, c.replace(co_filename='z').co_filename)
for kw in ({'co_code': 5}, {'co_code': b''}, {'co_consts': 5}, {'co_names': (1,)}, {'co_filename': 5}, {'co_linetable': 5}, {'co_exceptiontable': 'x'}, {'nothing': 1}, {'co_freevars': ('q',)}):
    print(sorted(kw), attempt(lambda: type(c.replace(**kw)).__name__))
print(attempt(c.replace, 1), list(c.co_lines()) == [tuple(t) for t in c.co_lines()], len(list(c.co_positions())) == len(c.co_code) // 2)
g = types.FunctionType(c.replace(co_name='g', co_qualname='G.g'), globals(), 'named', (1, 2), None) if False else None
def plain(x, y=1, *, z=2): return x, y, z
p = types.FunctionType(plain.__code__.replace(co_name='p2'), {'__builtins__': {}}, 'named', (7,))
print(p.__name__, p.__qualname__, p.__defaults__, attempt(p, 1), attempt(p, 1, z=3), p.__module__)
for args in ((), (1,), (plain.__code__,), (plain.__code__, 5), (plain.__code__, {}, 5), (plain.__code__, {}, None, 5), (plain.__code__, {}, None, None, 5), (plain.__code__, {}, None, None, ()), (c,), (f(1) and c, {}, None, None, None)):
    print(len(args), attempt(lambda: types.FunctionType(*args).__name__))
def outer():
    v = 1
    def uses(): return v
    def other(): return v + 1
    def none(): return 5
    return uses, other, none
uses, other, none = outer()
u = types.FunctionType(uses.__code__, {}, None, None, uses.__closure__); print(u(), u.__name__)
for closure in ((), (1,), None, [], (types.CellType(5),)): print(attempt(lambda: types.FunctionType(uses.__code__, {}, None, None, closure)()))
uses.__code__ = other.__code__; print(uses(), attempt(setattr, uses, '__code__', none.__code__), attempt(setattr, uses, '__code__', 5), attempt(delattr, uses, '__code__'))
plain.__defaults__ = (10, 20); print(attempt(plain), attempt(setattr, plain, '__defaults__', 5)); plain.__defaults__ = None; print(attempt(plain)); del plain.__defaults__; print(plain.__defaults__)
plain.__kwdefaults__ = {'z': 9}; print(plain(1, 2), attempt(setattr, plain, '__kwdefaults__', 5)); del plain.__kwdefaults__; print(attempt(plain, 1, 2), plain.__kwdefaults__)
print(attempt(setattr, plain, '__name__', 5), attempt(setattr, plain, '__qualname__', 5), attempt(setattr, plain, '__dict__', 5), attempt(setattr, plain, '__annotations__', 5), attempt(setattr, plain, '__globals__', {}), attempt(setattr, plain, '__closure__', ()), attempt(setattr, plain, '__module__', 5), attempt(delattr, plain, '__name__'))
plain.__name__ = 'q'; plain.__qualname__ = 'Q.q'; plain.__annotations__ = {'x': int}; print(plain.__name__, repr(plain)[:13], plain.__annotations__); del plain.__annotations__; print(plain.__annotations__)
cell = types.CellType(); print(attempt(lambda: cell.cell_contents), repr(cell)[-7:]); cell.cell_contents = [1]; print(cell.cell_contents, cell == types.CellType([1]), cell < types.CellType([2]), types.CellType() < cell, attempt(lambda: cell == 5), attempt(types.CellType, 1, 2)); del cell.cell_contents; print(attempt(lambda: cell.cell_contents))
m = types.MethodType(plain, 5); print(m.__self__, m.__func__ is plain, m == types.MethodType(plain, 5), m != types.MethodType(plain, 6), hash(m) == hash(types.MethodType(plain, 5)), attempt(types.MethodType, 5, 6), attempt(types.MethodType, plain, None), attempt(types.MethodType, plain), m.__reduce__()[1][1], attempt(lambda: m.x), attempt(setattr, m, 'x', 1))
print(attempt(types.CodeType), attempt(types.CodeType, 1, 2, 3), [attempt(hash, c) == hash(c), c == 5, c != c.replace()])
