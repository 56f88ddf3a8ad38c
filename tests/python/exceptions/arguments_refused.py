# What the parsing of arguments refuses is told by its type's name, but None as None.
import array
import gc
import heapq
import itertools
import sys
import types

for text in ("sys.intern({})", "array.array({})", "array.array('u').fromunicode({})",
             "int.from_bytes(b'a', {})", "(5).to_bytes(1, {})", "heapq.heappush({}, 1)",
             "heapq.heapify({})", "types.FunctionType({}, {{}})", "types.ModuleType({})",
             "'a'.join({})", "'a'.replace({}, 'b')", "type({}, (), {{}})", "compile('1', 'f', {})"):
    for value in ("None", "5", "()"):
        try:
            eval(text.format(value))
            print(text.format(value), "done")
        except Exception as error:
            print(text.format(value), type(error).__name__, error)

# A function and the iterator it is applied to: the iterator is told first.
for name in ("takewhile", "dropwhile", "filterfalse", "starmap"):
    applied = getattr(itertools, name)(max, [[1]])
    print(name, [type(o).__name__ for o in gc.get_referents(applied)])
