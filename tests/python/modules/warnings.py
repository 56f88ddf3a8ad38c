# warnings: filters, errors, and recording.
import warnings
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning)
    for w in log:
        print(w.category.__name__, w.message, w.lineno)
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("now an error", RuntimeWarning)
    except RuntimeWarning as e:
        print("raised", e)
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("default")
    for i in range(3):
        warnings.warn("once a place")
    print(len(log))
try:
    warnings.warn("x", int)
except TypeError as e:
    print(e)
print(repr(warnings.formatwarning("m", UserWarning, "f.py", 3, "code")))
