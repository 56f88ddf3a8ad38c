"""Names set to None in sys.modules, and imports when the interpreter is shutting down."""
import sys
sys.modules['nothing_here'] = None
for text in ['import nothing_here', 'from nothing_here import x', 'import nothing_here.sub', 'import sys.x']:
    try:
        exec(text)
    except ImportError as e:
        print(type(e), e, e.name, e.path)
sys.modules['math'] = None
try:
    import math
except Exception as e:
    print(e)
class Late:
    def __init__(self, text):
        self.text = text
    def __del__(self):
        try:
            exec(self.text)
        except Exception as e:
            print(type(e).__name__, e, getattr(e, 'name', None))
late = [Late('import sys; print(1)'), Late('import gc'), Late('import math'), Late('import nope.x'), Late('__import__("collections")'),
 Late('from weakref import ref')]
