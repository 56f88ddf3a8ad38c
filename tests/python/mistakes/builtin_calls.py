# What built-in functions say about wrong arguments.
import functools, copy, sys, builtins
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except BaseException as e: print(type(e).__name__, e)
print(range(1, 10, 2).__reduce__(), range(3).__reduce_ex__(4))
@functools.lru_cache
def f(x): return x
t(lambda: copy.copy(f) is f); t(lambda: copy.deepcopy(f) is f); t(lambda: f.__copy__() is f); t(lambda: f.__deepcopy__({}) is f); t(f.__reduce__)
print(f.cache_parameters(), f.cache_info(), f.__wrapped__.__name__)
t(__import__, ''); t(__import__, 'x', level=-1); t(__import__, 'x.y'); t(__import__, 5); t(__import__); 
t(open, 5.5); t(open); t(open, 'x', 'q'); t(open, 'x', 'rw'); t(open, 'x', 'rb', encoding='utf-8'); t(open, None); t(open, 'x', 'rbt'); t(open,'x','rU'); t(open,'x', 'wr')
t(exec, 5); t(exec, 'x', 5); t(exec, '1', {}, 5); t(eval, 5); t(eval, '1', 2); t(exec, 'print(y)', {'y': 3}); t(eval, 'y', {}, {'y': 4}); t(exec); t(eval, 'x', None, None); t(exec, 'a', {'a': 1}, None); t(exec, (lambda: 0).__code__); t(eval, (lambda: 7).__code__); t(exec, compile('q=1', 'f', 'exec'), {}, {}); t(exec, '', closure=None); t(exec, f.__wrapped__.__code__)
def outer():
    v = 5
    def inner(): return v
    return inner
t(exec, outer().__code__); t(exec, outer().__code__, closure=outer().__closure__); t(exec, outer().__code__, closure=()); t(exec, 'x', closure=()); t(exec, outer().__code__, {}, closure=(1,))
K = functools.cmp_to_key(lambda a, b: a - b)
t(lambda: K(1) < K(2)); t(lambda: K(1) < 2); t(lambda: K(obj=3).obj); t(lambda: sorted([3, 1, 2], key=K)); t(hash, K(1)); t(functools.cmp_to_key); t(lambda: functools.cmp_to_key(mycmp=len)(2).obj); t(lambda: functools.cmp_to_key(5)(1) < functools.cmp_to_key(5)(2))
t(input)
t(aiter, 5) if hasattr(builtins, 'aiter') else print('no aiter')
t(anext, 5) if hasattr(builtins, 'anext') else print('no anext')
class AI:
    def __aiter__(self): return self
    def __anext__(self): return 'awaitable'
if hasattr(builtins, 'aiter'):
    t(lambda: type(aiter(AI()))); t(lambda: anext(AI())); t(aiter); t(anext); t(aiter, 1, 2)
    class Bad:
        def __aiter__(self): return 5
    t(aiter, Bad())
print('breakpoint' in dir(builtins), hasattr(sys, 'breakpointhook'))
t(compile, 'x', 'f', 'bad'); t(compile, 'x', 5, 'exec'); t(compile, 'x', 'f', 'exec', flags=1<<30); t(compile, 'x', 'f', 'exec', 0, False, 5); t(compile); t(compile, 1, 'f', 'exec')
t(vars, 5); t(dir, 5, 6); t(globals, 1); t(vars, 1, 2); t(id); t(hash, []); t(callable); t(print, sep=1); t(print, end=1); t(print, file=5); t(print, 1, foo=2); t(sys.exit, 1, 2); t(sys.getrefcount); t(sys.getsizeof, 1, 2, 3); t(sys.getrecursionlimit, 1); t(sys.setrecursionlimit, 0); t(sys.setrecursionlimit, 1); t(sys.setrecursionlimit, 'a'); t(sys.intern, 5); t(sys._getframe, 100); t(sys.getsizeof, 1, default=3)
t(int, '1' * 5000); t(str, 10 ** 5000); t(sys.set_int_max_str_digits, 10); t(sys.get_int_max_str_digits)
t(type, 'X', (), {}, 5) ; t(type, 5, (), {}); t(type, 'X', 5, {}); t(type, 'X', (), 5); t(type, 'X\0', (), {}); t(type, 'X', (5,), {}); t(type); t(type, 1, 2); t(super); t(super, 5); t(super, int, 'a'); t(object, 1); t(property, 1, 2, 3, 4, 5); t(classmethod); t(staticmethod, 1, 2); t(slice); t(slice, 1, 2, 3, 4); t(memoryview, 5); t(bytearray, -1); t(bytes, [256]); t(bytes, 'a'); t(bytes, -1); t(bytes, 1, 'x'); t(frozenset, 1, 2); t(complex, 'x'); t(complex, 1, 'x'); t(float, 'x y'); t(float, []); t(int, 'x', 0); t(int, 1.5, 2); t(int, x=1); t(bool, 1, 2); t(bool, x=1); t(list, 1); t(list, x=1); t(tuple, 5); t(dict, 5); t(dict, [1]); t(dict, [(1, 2, 3)]); t(dict, 1, 2); t(set, 5); t(enumerate); t(enumerate, 5); t(enumerate, [], 'a'); t(zip, 5); t(zip, [], 5); t(map); t(map, 5); t(filter, 1); t(reversed, {1}); t(reversed, 5); t(iter, 5, 5); t(iter); t(next, []); t(next, iter([])); t(next, iter([]), 4); t(sorted); t(sorted, 5); t(sorted, [], 5); t(sum, 5); t(sum, ['a']); t(sum, [], 'a'); t(sum, [b'a'], b''); t(min); t(min, 5); t(min, []); t(min, 1, 2, default=3); t(max, [], key=5); t(any, 5); t(round, 'a'); t(round, 1.5, 'a'); t(pow, 'a', 2); t(pow, 2, -1, 4); t(pow, 2, 3, 0); t(divmod, 1, 'a'); t(abs, 'a'); t(bin, 1.5); t(hex, 'a'); t(ord, ''); t(ord, 5); t(chr, 'a'); t(chr, 0x110000); t(ascii); t(format, 5, 5); t(format, 5, 'q'); t(isinstance, 1); t(isinstance, 1, 5); t(issubclass, 1, int); t(issubclass, int, 5); t(getattr, 1); t(getattr, 1, 5); t(setattr, 1, 'x'); t(hasattr, 1, 5); t(delattr, 1, 'x')
