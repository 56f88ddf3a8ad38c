"""The tuples with named items of sys: what they hold, what their types say, what is refused."""
import sys
for s in (sys.float_info, sys.int_info, sys.hash_info, sys.flags, sys.version_info, sys.thread_info):
    t = type(s)
    print(t, len(s), t.n_fields, t.n_sequence_fields, t.n_unnamed_fields, t.__match_args__, sys.getsizeof(s), t.__basicsize__, t.__itemsize__, t.__mro__, [n for n in sorted(vars(t)) if n != '__new__'], s[:2], s == tuple(s), hash(s) == hash(tuple(s)), s.__reduce__(), type(vars(t)[t.__match_args__[0]]))
    for bad in (lambda: setattr(s, t.__match_args__[0], 1), lambda: setattr(t, 'x', 1), lambda: s.nothing, lambda: type('X', (t,), {}), lambda: s + (1,), lambda: s < 5, lambda: setattr(s, 'zz', 1)):
        try: print(bad())
        except Exception as e: print(type(e).__name__, e)
print(sys.flags.hash_randomization, sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.float_repr_style, sys.abiflags, sys.platlibdir, sys.pycache_prefix)
for n in ('float_info', 'int_info', 'hash_info', 'flags', 'version_info', 'implementation', 'thread_info'):
    print(getattr(sys, n))
print(sys.version_info >= (3, 8), sys.version_info[:2], sys.float_info.dig, sys.int_info.bits_per_digit)
major, minor, *rest = sys.version_info
print(major, minor, rest)
