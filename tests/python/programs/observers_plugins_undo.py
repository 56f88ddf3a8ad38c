# events, observers, weak methods, plugin registry, undo stack, mixins, protocol
import weakref, gc, sys, collections, functools, inspect
class Signal:
    def __init__(self): self._subs = []
    def connect(self, fn):
        ref = weakref.WeakMethod(fn, self._gone) if inspect.ismethod(fn) else weakref.ref(fn, self._gone)
        self._subs.append(ref); return fn
    def _gone(self, ref): print('subscriber gone'); self._subs.remove(ref)
    def emit(self, *a): return [f(*a) for r in self._subs if (f := r())]
class Button:
    clicked = None
    def __init__(self, name): self.name, self.clicked = name, Signal()
class Logger:
    def __init__(self, tag): self.tag, self.seen = tag, []
    def on(self, what): self.seen.append(what); return f'{self.tag}:{what}'
b, l1, l2 = Button('ok'), Logger('one'), Logger('two')
b.clicked.connect(l1.on); b.clicked.connect(l2.on)
@b.clicked.connect
def plain(x): return x * 2
print(b.clicked.emit('x'), sys.getrefcount(l1), len(b.clicked._subs))
del l1; print(b.clicked.emit('y'))
del plain; gc.collect(); print(b.clicked.emit('z'), l2.seen)
class Plugin:
    registry = {}
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw); Plugin.registry[name or cls.__name__.lower()] = cls
class Json(Plugin, name='js'): pass
class Xml(Plugin): pass
print(Plugin.registry, sorted(Plugin.registry), [c.__name__ for c in Plugin.__subclasses__()])
try:
    class Bad(Plugin, colour='red'): pass
except TypeError as e: print(e)
class Command:
    def __init__(self, do, undo): self.do, self.undo = do, undo
class Editor:
    def __init__(self): self.text, self._undo, self._redo = '', [], []
    def run(self, cmd): cmd.do(); self._undo.append(cmd); self._redo.clear()
    def type(self, s):
        old = self.text
        self.run(Command(lambda: setattr(self, 'text', old + s), lambda: setattr(self, 'text', old)))
    def undo(self):
        if not self._undo: raise IndexError('nothing to undo')
        c = self._undo.pop(); c.undo(); self._redo.append(c)
    def redo(self): c = self._redo.pop(); c.do(); self._undo.append(c)
e = Editor(); e.type('a'); e.type('b'); e.type('c'); e.undo(); e.undo(); e.redo(); print(e.text, len(e._undo), len(e._redo))
r = weakref.ref(e); del e; print(r() is None, gc.collect(), r() is None)
class Jsonable:
    def to(self): return {k: v for k, v in vars(self).items() if not k.startswith('_')}
class Eq:
    def __eq__(self, o): return type(self) is type(o) and vars(self) == vars(o)
    def __hash__(self): return hash(tuple(sorted(vars(self).items())))
class Pt(Jsonable, Eq):
    def __init__(self, x, y): self.x, self.y, self._z = x, y, 0
print(Pt(1, 2).to(), Pt(1, 2) == Pt(1, 2), len({Pt(1, 2), Pt(1, 2)}), Pt.__mro__[1:3])
class Typed:
    def __init__(self, kind, check=lambda v: True): self.kind, self.check = kind, check
    def __set_name__(self, owner, name): self.name = name; self.slot = '_' + name
    def __get__(self, o, t=None): return self if o is None else getattr(o, self.slot)
    def __set__(self, o, v):
        if not isinstance(v, self.kind): raise TypeError(f'{type(o).__name__}.{self.name} must be {self.kind.__name__}, not {type(v).__name__}')
        if not self.check(v): raise ValueError(f'bad {self.name}: {v!r}')
        setattr(o, self.slot, v)
class Person:
    name = Typed(str, bool); age = Typed(int, lambda v: 0 <= v < 150)
    def __init__(self, name, age): self.name, self.age = name, age
    def __repr__(self): return f'{type(self).__name__}({self.name!r}, {self.age})'
print(Person('Al', 30), vars(Person('Al', 30)), Person.age.kind)
for bad in (('x', 'y'), ('', 1), ('z', 200), (5, 5)):
    try: Person(*bad)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
class Lazy:
    def __init__(self, f): self.f = f; self.__doc__ = f.__doc__
    def __get__(self, o, t): 
        v = self.f(o); o.__dict__[self.f.__name__] = v; return v
class Data:
    @Lazy
    def big(self):
        "big data"
        print('loading'); return list(range(5))
d = Data(); print(d.big, d.big, vars(d))
class Singleton(type):
    _i = {}
    def __call__(cls, *a, **k):
        if cls not in cls._i: cls._i[cls] = super().__call__(*a, **k)
        return cls._i[cls]
class Conf(metaclass=Singleton):
    def __init__(self, v): self.v = v
print(Conf(1) is Conf(2), Conf(3).v, sys.getrefcount(Conf(1)))
class Money(int):
    def __new__(cls, v, cur='USD'): s = super().__new__(cls, v); s.cur = cur; return s
    def __add__(self, o): return Money(int(self) + int(o), self.cur)
    def __repr__(self): return f'{int(self)} {self.cur}'
print(Money(5) + 3, sum([Money(1), Money(2)]), Money(5) * 2, sys.getsizeof(Money(5)), {Money(5): 1}[5])
class Chain:
    def __init__(self, path=''): self._p = path
    def __getattr__(self, n): return Chain(f'{self._p}/{n}')
    def __call__(self, *a): return Chain(f'{self._p}({", ".join(map(repr, a))})')
    def __repr__(self): return self._p
print(Chain().users('bob').posts, hasattr(Chain(), 'anything'))
class Multi:
    def __getitem__(self, k): return k
    def __len__(self): return 3
m = Multi(); print(m[1:2, ..., None], m[::], m['a', 1], m[-1], bool(m), [*zip(range(2), m)])
class Ctx:
    def __enter__(self): return self
    def __exit__(self, *e): return e[0] is KeyError
    def __bool__(self): return False
    def __contains__(self, x): return x == 42
    def __reversed__(self): return iter('cba')
    def __index__(self): return 2
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __bytes__(self): return b'by'
    def __format__(self, s): return f'<{s}>'
    def __round__(self, n=None): return ('round', n)
    def __divmod__(self, o): return ('dm', o)
    def __rpow__(self, o): return ('rpow', o)
    def __matmul__(self, o): return ('mm', o)
    def __invert__(self): return 'inv'
    def __call__(self, *a, **k): return (a, k)
    def __dir__(self): return ['q', 'b']
    def __sizeof__(self): return 100
c = Ctx()
with c: raise KeyError(1)
print(not c, 42 in c, list(reversed(c)), [0, 1, 2][c], float(c), complex(c), bytes(c), f'{c:xyz}', round(c), round(c, 2), divmod(c, 3), 2 ** c, c @ 1, ~c, c(1, k=2), dir(c), sys.getsizeof(c), hex(c), 'abc'[c])
