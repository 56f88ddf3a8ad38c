/* The type str: construction, death, operators, the method table. */
#include "object/str_ops.h"

#include "object/bytes.h"

/* -- life and death ------------------------------------------------------------------------ */

/* An instance of a subclass: not compact, its characters in a block of their own. Steals s. */
static PmlObj *make_subclass_instance(PmlEngine *E, PmlType *type, PmlObj *s)
{
    PmlObj *o = type->alloc(E, type, 0);
    if (!o) {
        pml_decref(E, s);
        return NULL;
    }
    PmlStr *to = PML_STR(o), *from = PML_STR(s);
    to->length = from->length;
    to->hash = from->hash;
    to->kind = from->kind;
    to->ascii = from->ascii;
    to->compact = 0;
    to->interned = 0;
    size_t bytes = (size_t)((from->length + 1) * from->kind);
    void *data = pml_mem_alloc(E, bytes);
    if (!data) {
        pml_decref(E, o);
        pml_decref(E, s);
        return pml_err_no_memory(E);
    }
    memcpy(data, pml_str_data(s), bytes);
    ((PmlLegacyStr *)o)->data.p = data;
    pml_decref(E, s);
    return o;
}

static PmlObj *decode_object(PmlEngine *E, PmlObj *x, const char *encoding, const char *errors)
{
    PmlBuffer view;

    if (PML_IS_STR(x)) {
        return PML_RAISE(E, TypeError, "decoding str is not supported");
    }
    if (PML_IS_BYTES(x)) {
        return PML_BYTES_LEN(x) == 0
                   ? pml_str_empty(E)
                   : pml_str_decode(E, PML_BYTES_DATA(x), PML_BYTES_LEN(x), encoding, errors);
    }
    if (!PML_TYPE_OF(x)->bf_getbuffer) {
        return PML_RAISE(E, TypeError, "decoding to str: need a bytes-like object, %.80s found",
                         PML_TYPE_OF(x)->name.p);
    }
    if (pml_get_buffer(E, x, &view, 0) < 0) {
        return NULL;
    }
    PmlObj *s =
        view.len == 0 ? pml_str_empty(E) : pml_str_decode(E, view.data, view.len, encoding, errors);
    pml_release_buffer(E, &view);
    return s;
}

const char *pml_want_text(PmlEngine *E, const char *fname, const char *which, PmlObj *arg)
{
    int64_t n;

    if (!pml_want_str(E, fname, which, arg)) {
        return NULL;
    }
    const char *text = pml_str_utf8(E, arg, &n);
    if (text && (int64_t)strlen(text) != n) {
        PML_RAISE(E, ValueError, "embedded null character");
        return NULL;
    }
    return text;
}

static PmlObj *str_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    static const char *const names[] = {"object", "encoding", "errors", NULL};
    const char *encoding = NULL, *errors = NULL;
    PmlObj *arg[3], *s;

    if (!pml_parse_tuple(E, "str", args, kwargs, names, 0, 3, arg)) {
        return NULL;
    }
    if (arg[1] && !(encoding = pml_want_text(E, "str", "argument 'encoding'", arg[1]))) {
        return NULL;
    }
    if (arg[2] && !(errors = pml_want_text(E, "str", "argument 'errors'", arg[2]))) {
        return NULL;
    }
    if (!arg[0]) {
        s = pml_str_empty(E);
    } else if (!arg[1] && !arg[2]) {
        s = pml_str(E, arg[0]);
    } else {
        s = decode_object(E, arg[0], encoding ? encoding : "utf-8", errors);
    }
    if (s && type != PML_TYPE(E, str)) {
        s = make_subclass_instance(E, type, s);
    }
    return s;
}

static void str_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlStr *s = PML_STR(o);

    if (s->interned) {
        /* Alive again for the time the table's entry goes: its two references were not counted. */
        o->refs = 3;
        if (pml_dict_del(E, E->rt->interned.p, o) < 0) {
            pml_unraisable(E, NULL);
        }
        o->refs = 0;
    }
    if (!(s->ascii && s->compact) && ((PmlCompactStr *)o)->utf8.p) {
        pml_mem_free(E, ((PmlCompactStr *)o)->utf8.p);
    }
    if (!s->compact && ((PmlLegacyStr *)o)->data.p) {
        pml_mem_free(E, ((PmlLegacyStr *)o)->data.p);
    }
    PML_TYPE_OF(o)->free(E, o);
}

static PmlObj *str_sizeof(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    const PmlStr *s = PML_STR(o);
    int64_t head = !s->compact ? (int64_t)sizeof(PmlLegacyStr)
                   : s->ascii  ? (int64_t)sizeof(PmlStr)
                               : (int64_t)sizeof(PmlCompactStr);
    int64_t size = head + (s->length + 1) * s->kind;
    if (!s->ascii && ((const PmlCompactStr *)o)->utf8.p) {
        size += ((const PmlCompactStr *)o)->utf8_length + 1;
    }
    return pml_int(E, size);
}

static PmlObj *str_getnewargs(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *copy = pml_str_copy(E, s);
    PmlObj *out = copy ? pml_tuple_pack(E, 1, copy) : NULL;
    pml_xdecref(E, copy);
    return out;
}

/* -- operators ----------------------------------------------------------------------------- */

int64_t pml_str_hash(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    PmlStr *s = PML_STR(o);
    if (s->hash == -1) {
        s->hash = pml_hash_bytes(pml_str_data(o), s->length * s->kind);
    }
    return s->hash;
}

static PmlObj *str_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    bool answer = false;

    if (!PML_IS_STR(a) || !PML_IS_STR(b)) {
        return pml_not_implemented(E);
    }
    if (op == PML_EQ || op == PML_NE) {
        return pml_bool(E, pml_str_equal(a, b) == (op == PML_EQ));
    }
    int order = a == b ? 0 : pml_str_compare(a, b);
    switch (op) {
    case PML_LT: answer = order < 0; break;
    case PML_LE: answer = order <= 0; break;
    case PML_GT: answer = order > 0; break;
    case PML_GE: answer = order >= 0; break;
    default: PML_UNREACHABLE();
    }
    return pml_bool(E, answer);
}

static int64_t str_length(PmlEngine *E, PmlObj *s)
{
    PML_UNUSED(E);
    return PML_STR_LEN(s);
}

static PmlObj *str_item(PmlEngine *E, PmlObj *s, int64_t i)
{
    if (i < 0 || i >= PML_STR_LEN(s)) {
        return PML_RAISE(E, IndexError, "string index out of range");
    }
    return pml_str_char(E, pml_str_at(s, i));
}

static PmlObj *slice_with_step(PmlEngine *E, PmlObj *s, int64_t start, int64_t step, int64_t n)
{
    uint32_t seen = 0, limit = pml_str_limit(s);

    if (limit > 127) {
        for (int64_t k = 0; k < n; k++) {
            seen = pml_max_u32(seen, pml_str_at(s, start + k * step));
        }
    }
    PmlObj *o = pml_str_new(E, n, seen);
    for (int64_t k = 0; o && k < n; k++) {
        pml_text_set(pml_str_data(o), PML_STR(o)->kind, k, pml_str_at(s, start + k * step));
    }
    return o;
}

static PmlObj *str_subscript(PmlEngine *E, PmlObj *s, PmlObj *key)
{
    int64_t start, stop, step;

    if (pml_has_index(key)) {
        int64_t i = pml_as_ssize(E, key, PML_T_IndexError);
        if (i == -1 && pml_error_pending(E)) {
            return NULL;
        }
        return str_item(E, s, i < 0 ? i + PML_STR_LEN(s) : i);
    }
    if (!PML_IS(key, slice)) {
        return PML_RAISE(E, TypeError, "string indices must be integers, not '%.200s'",
                         PML_TYPE_OF(key)->name.p);
    }
    if (pml_slice_unpack(E, key, &start, &stop, &step) < 0) {
        return NULL;
    }
    int64_t n = pml_slice_adjust(PML_STR_LEN(s), &start, &stop, step);
    if (n <= 0) {
        return pml_str_empty(E);
    }
    if (step == 1) {
        return pml_str_substring(E, s, start, start + n);
    }
    return slice_with_step(E, s, start, step, n);
}

static int str_contains(PmlEngine *E, PmlObj *s, PmlObj *sub)
{
    if (!PML_IS_STR(sub)) {
        PML_RAISE(E, TypeError, "'in <string>' requires string as left operand, not %.100s",
                  PML_TYPE_OF(sub)->name.p);
        return -1;
    }
    return pml_str_find(s, sub, 0, INT64_MAX, 1) >= 0;
}

static PmlObj *str_remainder(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return PML_IS_STR(a) ? pml_str_percent(E, a, b) : pml_not_implemented(E);
}

/* -- formatting ---------------------------------------------------------------------------- */

static bool check_spec(PmlEngine *E, PmlObj *s, const PmlFormatSpec *f)
{
    if (f->type != 's') {
        if (f->type > 32 && f->type < 128) {
            PML_RAISE(E, ValueError, "Unknown format code '%c' for object of type '%.200s'",
                      (int)f->type, PML_TYPE_OF(s)->name.p);
        } else {
            PML_RAISE(E, ValueError, "Unknown format code '\\x%x' for object of type '%.200s'",
                      f->type, PML_TYPE_OF(s)->name.p);
        }
        return false;
    }
    const char *text = NULL;
    if (f->sign) {
        text = f->sign == ' ' ? "Space not allowed in string format specifier"
                              : "Sign not allowed in string format specifier";
    } else if (f->no_neg_zero) {
        text = "Negative zero coercion (z) not allowed in string format specifier";
    } else if (f->alternate) {
        text = "Alternate form (#) not allowed in string format specifier";
    } else if (f->align == '=') {
        text = "'=' alignment not allowed in string format specifier";
    }
    if (text) {
        PML_RAISE(E, ValueError, "%s", text);
    }
    return !text;
}

PmlObj *pml_str_format_spec(PmlEngine *E, PmlObj *s, PmlObj *spec)
{
    PmlFormatSpec f;
    PmlStrBuilder b;
    int64_t n = PML_STR_LEN(s);

    if (PML_STR_LEN(spec) == 0) {
        return PML_IS(s, str) ? pml_incref(s) : pml_str(E, s);
    }
    if (!pml_format_spec_parse(E, spec, 's', '<', &f, PML_TYPE_OF(s)->name.p) ||
        !check_spec(E, s, &f)) {
        return NULL;
    }
    pml_builder_init(&b, E);
    b.overallocate = false;
    if ((f.width == -1 || f.width <= n) && (f.precision == -1 || f.precision >= n)) {
        pml_builder_str(&b, s);
        return pml_builder_finish(&b);
    }
    if (f.precision >= 0 && n > f.precision) {
        n = f.precision;
    }
    int64_t total = f.width > n ? f.width : n;
    int64_t left = f.align == '>' ? total - n : f.align == '^' ? (total - n) / 2 : 0;
    uint32_t limit = pml_text_limit(pml_text_slice(pml_text_of(s), 0, n));
    if (total > n) {
        limit = pml_max_u32(limit, f.fill);
    }
    if (pml_builder_room(&b, total, limit)) {
        pml_builder_pad(&b, f.fill, left);
        pml_builder_range(&b, s, 0, n);
        pml_builder_pad(&b, f.fill, total - n - left);
    }
    return pml_builder_finish(&b);
}

static PmlObj *str_format_method(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs,
                                 PmlObj *kwnames)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    if (!pml_want_str(E, "__format__", "argument", args[0].p)) {
        return NULL;
    }
    return pml_str_format_spec(E, s, args[0].p);
}

/* -- the type ------------------------------------------------------------------------------ */

#define FAST(name, flags)                         \
    {                                             \
#name, pml_strm_##name, NULL, flags, NULL \
    }
#define VAR(name, flags)                                               \
    {                                                                  \
#name, NULL, pml_strm_##name, PML_METH_VARARGS | (flags), NULL \
    }
static const PmlMethodDef str_methods[] = {
    FAST(encode, PML_METH_FASTCALL | PML_METH_KEYWORDS),
    FAST(replace, PML_METH_FASTCALL),
    FAST(split, PML_METH_FASTCALL | PML_METH_KEYWORDS),
    FAST(rsplit, PML_METH_FASTCALL | PML_METH_KEYWORDS),
    FAST(join, PML_METH_O),
    FAST(capitalize, PML_METH_NOARGS),
    FAST(casefold, PML_METH_NOARGS),
    FAST(title, PML_METH_NOARGS),
    FAST(center, PML_METH_FASTCALL),
    VAR(count, 0),
    FAST(expandtabs, PML_METH_FASTCALL | PML_METH_KEYWORDS),
    VAR(find, 0),
    FAST(partition, PML_METH_O),
    VAR(index, 0),
    FAST(ljust, PML_METH_FASTCALL),
    FAST(lower, PML_METH_NOARGS),
    FAST(lstrip, PML_METH_FASTCALL),
    VAR(rfind, 0),
    VAR(rindex, 0),
    FAST(rjust, PML_METH_FASTCALL),
    FAST(rstrip, PML_METH_FASTCALL),
    FAST(rpartition, PML_METH_O),
    FAST(splitlines, PML_METH_FASTCALL | PML_METH_KEYWORDS),
    FAST(strip, PML_METH_FASTCALL),
    FAST(swapcase, PML_METH_NOARGS),
    FAST(translate, PML_METH_O),
    FAST(upper, PML_METH_NOARGS),
    VAR(startswith, 0),
    VAR(endswith, 0),
    FAST(removeprefix, PML_METH_O),
    FAST(removesuffix, PML_METH_O),
    FAST(isascii, PML_METH_NOARGS),
    FAST(islower, PML_METH_NOARGS),
    FAST(isupper, PML_METH_NOARGS),
    FAST(istitle, PML_METH_NOARGS),
    FAST(isspace, PML_METH_NOARGS),
    FAST(isdecimal, PML_METH_NOARGS),
    FAST(isdigit, PML_METH_NOARGS),
    FAST(isnumeric, PML_METH_NOARGS),
    FAST(isalpha, PML_METH_NOARGS),
    FAST(isalnum, PML_METH_NOARGS),
    FAST(isidentifier, PML_METH_NOARGS),
    FAST(isprintable, PML_METH_NOARGS),
    FAST(zfill, PML_METH_O),
    VAR(format, PML_METH_KEYWORDS),
    FAST(format_map, PML_METH_O),
    {"__format__", str_format_method, NULL, PML_METH_O,
     "Return a formatted version of the string as described by format_spec."},
    FAST(maketrans, PML_METH_FASTCALL | PML_METH_STATIC),
    {"__sizeof__", str_sizeof, NULL, PML_METH_NOARGS,
     "Return the size of the string in memory, in bytes."},
    {"__getnewargs__", str_getnewargs, NULL, PML_METH_NOARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

void pml_init_type_str(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "str";
    t->doc.p = "str(object='') -> str\n"
               "str(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
               "Create a new string object from the given object. If encoding or\n"
               "errors is specified, then the object must expose a data buffer\n"
               "that will be decoded using the given encoding and error handler.\n"
               "Otherwise, returns the result of object.__str__() (if defined)\n"
               "or repr(object).\n"
               "encoding defaults to sys.getdefaultencoding().\n"
               "errors defaults to 'strict'.";
    t->basicsize = sizeof(PmlLegacyStr);
    t->flags |= PML_TF_BASETYPE | PML_TF_STR | PML_TF_MATCH_SELF;
    t->dealloc = str_dealloc;
    t->free = pml_object_free;
    t->new_ = str_new;
    t->repr = pml_str_repr;
    t->str = pml_str_unchanged;
    t->hash = pml_str_hash;
    t->getattro = pml_generic_getattr;
    t->richcompare = str_compare;
    t->iter = pml_str_iter;
    t->nb_remainder = str_remainder;
    t->sq_length = str_length;
    t->sq_concat = pml_str_concat;
    t->sq_repeat = pml_str_repeat;
    t->sq_item = str_item;
    t->sq_contains = str_contains;
    t->mp_length = str_length;
    t->mp_subscript = str_subscript;
    t->methods.p = str_methods;
}
