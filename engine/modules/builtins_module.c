/* The builtins module: functions about single objects, and the table of all built-in names. */
#include "modules/builtins_module.h"

#include "modules/modules.h"
#include "object/bytes.h"
#include "object/str_ops.h"

static PmlObj *abs_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_number_absolute(E, args[0].p);
}

static PmlObj *ascii_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_ascii(E, args[0].p);
}

static PmlObj *to_base(PmlEngine *E, PmlObj *o, int base)
{
    PmlObj *n = pml_number_index(E, o);
    if (n == NULL) {
        return NULL;
    }
    PmlObj *text = pml_int_to_str(E, n, base, true);
    pml_decref(E, n);
    return text;
}

static PmlObj *bin_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return to_base(E, args[0].p, 2);
}

static PmlObj *oct_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return to_base(E, args[0].p, 8);
}

static PmlObj *hex_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return to_base(E, args[0].p, 16);
}

static PmlObj *callable_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_bool(E, pml_callable(args[0].p));
}

static PmlObj *chr_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t c;
    if (!pml_want_int(E, args[0].p, &c)) {
        return NULL;
    }
    if (c < 0 || c > 0x10ffff) {
        return PML_RAISE(E, ValueError, "chr() arg not in range(0x110000)");
    }
    return pml_str_char(E, (uint32_t)c);
}

static PmlObj *ord_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *o = args[0].p;
    int64_t n;
    if (PML_IS_STR(o)) {
        n = PML_STR_LEN(o);
        if (n == 1) {
            return pml_int(E, pml_str_at(o, 0));
        }
    } else if (PML_IS_BYTES(o)) {
        n = PML_BYTES_LEN(o);
        if (n == 1) {
            return pml_int(E, PML_BYTES_DATA(o)[0]);
        }
    } else if (pml_isinstance_of(o, PML_TYPE(E, bytearray))) {
        n = ((PmlVarObj *)o)->size;
        if (n == 1) {
            return pml_int(E, ((PmlByteArray *)o)->start.p[0]);
        }
    } else {
        return PML_RAISE(E, TypeError, "ord() expected string of length 1, but %.200s found",
                         PML_TYPE_OF(o)->name.p);
    }
    return PML_RAISE(E, TypeError, "ord() expected a character, but string of length %zd found", n);
}

static PmlObj *none_unless(PmlEngine *E, int failed)
{
    return failed < 0 ? NULL : pml_none(E);
}

static PmlObj *delattr_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "delattr", nargs, 2, 2)) {
        return NULL;
    }
    return none_unless(E, pml_setattr(E, args[0].p, args[1].p, NULL));
}

static PmlObj *setattr_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "setattr", nargs, 3, 3)) {
        return NULL;
    }
    return none_unless(E, pml_setattr(E, args[0].p, args[1].p, args[2].p));
}

static PmlObj *getattr_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "getattr", nargs, 2, 3)) {
        return NULL;
    }
    if (nargs == 2) {
        return pml_getattr(E, args[0].p, args[1].p);
    }
    PmlObj *value;
    int found = pml_lookup_attr(E, args[0].p, args[1].p, &value);
    return found < 0 ? NULL : found > 0 ? value : pml_incref(args[2].p);
}

static PmlObj *hasattr_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *value;
    if (!pml_check_positional(E, "hasattr", nargs, 2, 2)) {
        return NULL;
    }
    int found = pml_lookup_attr(E, args[0].p, args[1].p, &value);
    if (found < 0) {
        return NULL;
    }
    if (found > 0) {
        pml_decref(E, value);
    }
    return pml_bool(E, found > 0);
}

static PmlObj *divmod_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "divmod", nargs, 2, 2)) {
        return NULL;
    }
    return pml_number_divmod(E, args[0].p, args[1].p);
}

static PmlObj *format_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "format", nargs, 1, 2)) {
        return NULL;
    }
    if (nargs == 2 && !PML_IS_STR(args[1].p)) {
        return pml_bad_argument(E, "format", "argument 2", "str", args[1].p);
    }
    return pml_format(E, args[0].p, nargs == 2 ? args[1].p : NULL);
}

static PmlObj *hash_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t h = pml_hash(E, args[0].p);
    return h == -1 && pml_error_pending(E) ? NULL : pml_int(E, h);
}

static PmlObj *id_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int_u64(E, pml_model_address(E, args[0].p));
}

static PmlObj *isinstance_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "isinstance", nargs, 2, 2)) {
        return NULL;
    }
    int r = pml_isinstance(E, args[0].p, args[1].p);
    return r < 0 ? NULL : pml_bool(E, r != 0);
}

static PmlObj *issubclass_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "issubclass", nargs, 2, 2)) {
        return NULL;
    }
    int r = pml_issubclass(E, args[0].p, args[1].p);
    return r < 0 ? NULL : pml_bool(E, r != 0);
}

static PmlObj *len_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t n = pml_length(E, args[0].p);
    return n < 0 ? NULL : pml_int_of_size(E, n);
}

static PmlObj *pow_(PML_FAST_PARAMS)
{
    static const char *const names[] = {"base", "exp", "mod", NULL};
    PmlObj *v[3] = {NULL, NULL, NULL};
    PML_UNUSED(self);
    if (!pml_parse_fast(E, "pow", args, nargs, kwnames, names, 2, 3, v)) {
        return NULL;
    }
    return pml_number_power(E, v[0], v[1], v[2] == NULL ? PML_NONE(E) : v[2]);
}

static PmlObj *breakpoint_(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PmlObj *hook = pml_dict_get_text(E, E->rt->sys_dict.p, "breakpointhook");
    if (!hook) {
        return PML_RAISE(E, RuntimeError, "lost sys.breakpointhook");
    }
    pml_incref(hook);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, hook, "breakpoint: sys.breakpointhook");
    PmlObj *r = pml_vectorcall(E, hook, args, (uint64_t)nargs, kwnames);
    pml_hold_drop(E, mark);
    pml_decref(E, hook);
    return r;
}

static PmlObj *repr_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_repr(E, args[0].p);
}

static PmlObj *round_(PML_FAST_PARAMS)
{
    static const char *const names[] = {"number", "ndigits", NULL};
    PmlObj *v[2] = {NULL, NULL};
    PML_UNUSED(self);
    if (!pml_parse_fast(E, "round", args, nargs, kwnames, names, 1, 2, v)) {
        return NULL;
    }
    PmlObj *method = pml_lookup_special(E, v[0], PML_ID(E, __round__));
    if (method == NULL) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "type %.100s doesn't define __round__ method",
                      PML_TYPE_OF(v[0])->name.p);
        }
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "round: method");
    bool plain = v[1] == NULL || v[1] == PML_NONE(E);
    PmlObj *r = plain ? pml_call0(E, method) : pml_call1(E, method, v[1]);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    return r;
}

static const PmlMethodDef functions[] = {
    PML_ONE("aiter", pml_builtin_aiter, "Return an AsyncIterator for an AsyncIterable object."),
    PML_FAST("anext", pml_builtin_anext, "Return the next item from the async iterator."),
    PML_FASTKW("breakpoint", breakpoint_, "Call sys.breakpointhook(*args, **kws)."),
    PML_ONE("abs", abs_, "Return the absolute value of the argument."),
    PML_ONE("all", pml_builtin_all,
            "Return True if bool(x) is True for all values x in the iterable."),
    PML_ONE("any", pml_builtin_any, "Return True if bool(x) is True for any x in the iterable."),
    PML_ONE("ascii", ascii_, "Return an ASCII-only representation of an object."),
    PML_ONE("bin", bin_, "Return the binary representation of an integer."),
    PML_ONE("callable", callable_, "Return whether the object is callable."),
    PML_ONE("chr", chr_, "Return a Unicode string of one character."),
    PML_FAST("delattr", delattr_, "Deletes the named attribute from the given object."),
    PML_FAST("divmod", divmod_, "Return the tuple (x//y, x%y)."),
    PML_FAST("format", format_, "Return value.__format__(format_spec)."),
    PML_FAST("getattr", getattr_, "Get a named attribute from an object."),
    PML_FAST("hasattr", hasattr_,
             "Return whether the object has an attribute with the given name."),
    PML_ONE("hash", hash_, "Return the hash value for the given object."),
    PML_ONE("hex", hex_, "Return the hexadecimal representation of an integer."),
    PML_ONE("id", id_, "Return the identity of an object."),
    PML_FAST("isinstance", isinstance_, "Return whether an object is an instance of a class."),
    PML_FAST("issubclass", issubclass_, "Return whether a class is derived from another class."),
    PML_FAST("iter", pml_builtin_iter, "Get an iterator from an object."),
    PML_ONE("len", len_, "Return the number of items in a container."),
    {"max", NULL, pml_builtin_max, PML_METH_VARARGS | PML_METH_KEYWORDS,
     "With a single iterable argument, return its biggest item."},
    {"min", NULL, pml_builtin_min, PML_METH_VARARGS | PML_METH_KEYWORDS,
     "With a single iterable argument, return its smallest item."},
    PML_FAST("next", pml_builtin_next, "Return the next item from the iterator."),
    PML_ONE("oct", oct_, "Return the octal representation of an integer."),
    PML_ONE("ord", ord_, "Return the Unicode code point for a one-character string."),
    PML_FASTKW("pow", pow_, "Equivalent to base**exp with 2 arguments or base**exp % mod with 3."),
    PML_ONE("repr", repr_, "Return the canonical string representation of the object."),
    PML_FASTKW("round", round_, "Round a number to a given precision in decimal digits."),
    PML_FAST("setattr", setattr_, "Sets the named attribute on the given object."),
    PML_FASTKW("sorted", pml_builtin_sorted,
               "Return a new list containing all items from the iterable in ascending order."),
    PML_FASTKW("sum", pml_builtin_sum, "Return the sum of a 'start' value plus an iterable."),
    PML_METHODS_END,
};

/* Every function name in the module's own order. Those not in the table above are put there by the
 * vm, which finds None in their place. */
static const char *const function_order[] = {
    "__build_class__",
    "__import__",
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "breakpoint",
    "callable",
    "chr",
    "compile",
    "delattr",
    "dir",
    "divmod",
    "eval",
    "exec",
    "format",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "isinstance",
    "issubclass",
    "iter",
    "aiter",
    "len",
    "locals",
    "max",
    "min",
    "next",
    "anext",
    "oct",
    "ord",
    "pow",
    "print",
    "repr",
    "round",
    "setattr",
    "sorted",
    "sum",
    "vars",
    NULL,
};

typedef struct TypeEntry {
    const char *name;
    int type;
} TypeEntry;

#define ENTRY(x)      \
    {                 \
#x, PML_T_##x \
    }
static const TypeEntry types[] = {
    ENTRY(bool),         ENTRY(memoryview), ENTRY(bytearray), ENTRY(bytes),  ENTRY(classmethod),
    ENTRY(complex),      ENTRY(dict),       ENTRY(enumerate), ENTRY(filter), ENTRY(float),
    ENTRY(frozenset),    ENTRY(property),   ENTRY(int),       ENTRY(list),   ENTRY(map),
    ENTRY(object),       ENTRY(range),      ENTRY(reversed),  ENTRY(set),    ENTRY(slice),
    ENTRY(staticmethod), ENTRY(str),        ENTRY(super),     ENTRY(tuple),  ENTRY(type),
    ENTRY(zip),          {NULL, 0},
};

static const TypeEntry exceptions[] = {
    ENTRY(BaseException),
    ENTRY(BaseExceptionGroup),
    ENTRY(Exception),
    ENTRY(GeneratorExit),
    ENTRY(KeyboardInterrupt),
    ENTRY(SystemExit),
    ENTRY(ArithmeticError),
    ENTRY(AssertionError),
    ENTRY(AttributeError),
    ENTRY(BufferError),
    ENTRY(EOFError),
    ENTRY(ImportError),
    ENTRY(LookupError),
    ENTRY(MemoryError),
    ENTRY(NameError),
    ENTRY(OSError),
    ENTRY(ReferenceError),
    ENTRY(RuntimeError),
    ENTRY(StopAsyncIteration),
    ENTRY(StopIteration),
    ENTRY(SyntaxError),
    ENTRY(SystemError),
    ENTRY(TypeError),
    ENTRY(ValueError),
    ENTRY(Warning),
    ENTRY(FloatingPointError),
    ENTRY(OverflowError),
    ENTRY(ZeroDivisionError),
    ENTRY(BytesWarning),
    ENTRY(DeprecationWarning),
    ENTRY(EncodingWarning),
    ENTRY(FutureWarning),
    ENTRY(ImportWarning),
    ENTRY(PendingDeprecationWarning),
    ENTRY(ResourceWarning),
    ENTRY(RuntimeWarning),
    ENTRY(SyntaxWarning),
    ENTRY(UnicodeWarning),
    ENTRY(UserWarning),
    ENTRY(BlockingIOError),
    ENTRY(ChildProcessError),
    ENTRY(ConnectionError),
    ENTRY(FileExistsError),
    ENTRY(FileNotFoundError),
    ENTRY(InterruptedError),
    ENTRY(IsADirectoryError),
    ENTRY(NotADirectoryError),
    ENTRY(PermissionError),
    ENTRY(ProcessLookupError),
    ENTRY(TimeoutError),
    ENTRY(IndentationError),
    ENTRY(IndexError),
    ENTRY(KeyError),
    ENTRY(ModuleNotFoundError),
    ENTRY(NotImplementedError),
    ENTRY(RecursionError),
    ENTRY(UnboundLocalError),
    ENTRY(UnicodeError),
    ENTRY(BrokenPipeError),
    ENTRY(ConnectionAbortedError),
    ENTRY(ConnectionRefusedError),
    ENTRY(ConnectionResetError),
    ENTRY(TabError),
    ENTRY(UnicodeDecodeError),
    ENTRY(UnicodeEncodeError),
    ENTRY(UnicodeTranslateError),
    ENTRY(ExceptionGroup),
    {"EnvironmentError", PML_T_OSError},
    {"IOError", PML_T_OSError},
    {NULL, 0},
};

static int add_types(PmlEngine *E, PmlObj *module, const TypeEntry *entry)
{
    for (; entry->name != NULL; entry++) {
        PmlObj *type = &E->rt->types[entry->type].ob.ob;
        if (pml_module_add(E, module, entry->name, pml_incref(type)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int add_singletons(PmlEngine *E, PmlObj *module)
{
    if (pml_module_add(E, module, "None", pml_none(E)) < 0 ||
        pml_module_add(E, module, "Ellipsis", pml_incref(PML_ELLIPSIS(E))) < 0 ||
        pml_module_add(E, module, "NotImplemented", pml_not_implemented(E)) < 0 ||
        pml_module_add(E, module, "False", pml_bool(E, false)) < 0) {
        return -1;
    }
    return pml_module_add(E, module, "True", pml_bool(E, true));
}

static int add_places(PmlEngine *E, PmlObj *module)
{
    for (const char *const *name = function_order; *name != NULL; name++) {
        if (pml_module_add(E, module, *name, pml_none(E)) < 0) {
            return -1;
        }
    }
    return 0;
}

static int set_doc(PmlEngine *E, PmlObj *module)
{
    PmlObj *doc =
        pml_str_text(E, "Built-in functions, exceptions, and other objects.\n\nNoteworthy: "
                        "None is the `nil' object; Ellipsis represents `...' in slices.");
    if (doc == NULL) {
        return -1;
    }
    return pml_module_add(E, module, "__doc__", doc);
}

PmlObj *pml_init_module_builtins(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "builtins");
    if (m == NULL) {
        return NULL;
    }
    if (set_doc(E, m) < 0 || add_places(E, m) < 0 || pml_module_add_methods(E, m, functions) < 0 ||
        add_singletons(E, m) < 0 || add_types(E, m, types) < 0 ||
        pml_module_add(E, m, "__debug__", pml_bool(E, true)) < 0 ||
        add_types(E, m, exceptions) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
