/* What every object can do: being allocated, compared, hashed, shown, tested. */
#include "object/object.h"

#include <inttypes.h>
#include <stdio.h>

#include "object/containers.h"
#include "object/detached.h"
#include "object/numbers.h"
#include "object/str.h"

/* -- allocation -------------------------------------------------------------------------- */

static size_t var_size(const PmlType *t, int64_t n)
{
    return ((size_t)t->basicsize + (size_t)n * (size_t)t->itemsize + 7) & ~(size_t)7;
}

PmlObj *pml_object_init(PmlObj *o, PmlType *t)
{
    o->refs = 1;
    o->type.p = t;
    if (pml_type_has(t, PML_TF_COUNTED)) {
        pml_incref((PmlObj *)t);
    }
    return o;
}

PmlObj *pml_object_new(PmlEngine *E, PmlType *t)
{
    PmlObj *o = pml_mem_alloc(E, (size_t)t->basicsize);
    if (!o) {
        return pml_err_no_memory(E);
    }
    memset(o, 0, (size_t)t->basicsize);
    return pml_object_init(o, t);
}

PmlVarObj *pml_object_new_var(PmlEngine *E, PmlType *t, int64_t n)
{
    PmlVarObj *o = pml_mem_alloc(E, var_size(t, n));
    if (!o) {
        pml_err_no_memory(E);
        return NULL;
    }
    memset(o, 0, var_size(t, n));
    o->size = n;
    pml_object_init(&o->ob, t);
    return o;
}

PmlObj *pml_object_new_gc(PmlEngine *E, PmlType *t)
{
    PmlObj *o = pml_gc_malloc(E, (size_t)t->basicsize, pml_type_has(t, PML_TF_MANAGED_DICT));
    if (!o) {
        return pml_err_no_memory(E);
    }
    memset(o, 0, (size_t)t->basicsize);
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        pml_instance_values(o)->p = NULL;
        pml_instance_dict(o)->p = NULL;
    }
    return pml_object_init(o, t);
}

PmlVarObj *pml_object_new_gc_var(PmlEngine *E, PmlType *t, int64_t n)
{
    PmlVarObj *o = pml_gc_malloc(E, var_size(t, n), pml_type_has(t, PML_TF_MANAGED_DICT));
    if (!o) {
        pml_err_no_memory(E);
        return NULL;
    }
    memset(o, 0, var_size(t, n));
    o->size = n;
    pml_object_init(&o->ob, t);
    return o;
}

/* One item more than asked for, as CPython's sentinel. */
PmlObj *pml_type_generic_alloc(PmlEngine *E, PmlType *t, int64_t n)
{
    size_t size = var_size(t, n + 1);
    bool managed = pml_type_has(t, PML_TF_MANAGED_DICT);
    PmlObj *o = pml_type_is_gc(t) ? pml_gc_malloc(E, size, managed) : pml_mem_alloc(E, size);
    if (!o) {
        return pml_err_no_memory(E);
    }
    memset(o, 0, size);
    if (managed) {
        pml_instance_values(o)->p = NULL;
        pml_instance_dict(o)->p = NULL;
    }
    pml_object_init(o, t);
    if (t->itemsize != 0) {
        ((PmlVarObj *)o)->size = n;
    }
    if (pml_type_is_gc(t)) {
        pml_gc_track(E, o);
    }
    return o;
}

PmlObj *pml_type_generic_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    return t->alloc(E, t, 0);
}

void pml_object_free(PmlEngine *E, void *o)
{
    pml_dying_is_gone(E, o);
    pml_mem_free(E, o);
}

void pml_object_del_gc(PmlEngine *E, void *o)
{
    pml_gc_free(E, o);
}

void pml_object_free_counted(PmlEngine *E, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    t->free(E, o);
    pml_decref(E, &t->ob.ob);
}

void pml_object_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PmlType *t = PML_TYPE_OF(o);
    if ((t->flags & (PML_TF_COUNTED | PML_TF_HEAP)) == PML_TF_COUNTED) {
        sink->ref(sink, &t->ob.ob, PML_EDGE_FIELD, NULL, "__class__", 0);
    }
    if (t->refs_of) {
        t->refs_of(E, o, sink);
    }
}

/* -- comparing --------------------------------------------------------------------------- */

static const int swapped_op[] = {PML_GT, PML_GE, PML_EQ, PML_NE, PML_LT, PML_LE};
static const char *const op_texts[] = {"<", "<=", "==", "!=", ">", ">="};

/* NULL: error; NotImplemented when the slot is missing or declines. */
static PmlObj *try_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    PmlRichCompare f = PML_TYPE_OF(a)->richcompare;
    return f ? f(E, a, b, op) : pml_not_implemented(E);
}

static PmlObj *rich_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    PmlType *ta = PML_TYPE_OF(a);
    PmlType *tb = PML_TYPE_OF(b);
    bool reversed = false;
    PmlObj *r;
    if (ta != tb && tb->richcompare && pml_type_is_subtype(tb, ta)) {
        reversed = true;
        r = try_compare(E, b, a, swapped_op[op]);
        if (r != PML_NOT_IMPLEMENTED(E)) {
            return r;
        }
        pml_decref(E, r);
    }
    r = try_compare(E, a, b, op);
    if (r != PML_NOT_IMPLEMENTED(E)) {
        return r;
    }
    pml_decref(E, r);
    if (!reversed) {
        r = try_compare(E, b, a, swapped_op[op]);
        if (r != PML_NOT_IMPLEMENTED(E)) {
            return r;
        }
        pml_decref(E, r);
    }
    if (op == PML_EQ || op == PML_NE) {
        return pml_bool(E, (a == b) == (op == PML_EQ));
    }
    return PML_RAISE(E, TypeError, "'%s' not supported between instances of '%.100s' and '%.100s'",
                     op_texts[op], PML_TYPE_OF(a)->name.p, PML_TYPE_OF(b)->name.p);
}

PmlObj *pml_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (pml_recursion_enter(E, " in comparison")) {
        return NULL;
    }
    PmlObj *r = rich_compare(E, a, b, op);
    pml_recursion_leave(E);
    return r;
}

int pml_compare_bool(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (a == b) {
        if (op == PML_EQ) {
            return 1;
        }
        if (op == PML_NE) {
            return 0;
        }
    }
    PmlObj *r = pml_compare(E, a, b, op);
    if (!r) {
        return -1;
    }
    int ok = PML_IS(r, bool) ? r == PML_TRUE(E) : pml_truth(E, r);
    pml_decref(E, r);
    return ok;
}

/* -- hashing ----------------------------------------------------------------------------- */

int64_t pml_hash(PmlEngine *E, PmlObj *o)
{
    PmlHash f = PML_TYPE_OF(o)->hash;
    if (pml_work(E, 1)) {
        return -1;
    }
    return f ? f(E, o) : pml_hash_not_implemented(E, o);
}

int64_t pml_hash_pointer(PmlEngine *E, const void *p)
{
    uint64_t y = pml_model_address(E, p);
    int64_t h = (int64_t)((y >> 4) | (y << 60));
    return h == -1 ? -2 : h;
}

int64_t pml_hash_not_implemented(PmlEngine *E, PmlObj *o)
{
    PML_RAISE(E, TypeError, "unhashable type: '%.200s'", PML_TYPE_OF(o)->name.p);
    return -1;
}

/* -- showing ----------------------------------------------------------------------------- */

static PmlObj *default_repr(PmlEngine *E, PmlObj *o)
{
    char at[24];
    snprintf(at, sizeof(at), "0x%" PRIx64, pml_model_address(E, o));
    return pml_str_format(E, "<%s object at %s>", PML_TYPE_OF(o)->name.p, at);
}

static PmlObj *require_str(PmlEngine *E, PmlObj *r, const char *what)
{
    if (r && !PML_IS_STR(r)) {
        PML_RAISE(E, TypeError, "%s returned non-string (type %.200s)", what,
                  PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

PmlObj *pml_repr(PmlEngine *E, PmlObj *o)
{
    if (!o) {
        return pml_str_text(E, "<NULL>");
    }
    PmlUnary f = PML_TYPE_OF(o)->repr;
    if (!f) {
        return default_repr(E, o);
    }
    if (pml_recursion_enter(E, " while getting the repr of an object")) {
        return NULL;
    }
    PmlObj *r = f(E, o);
    pml_recursion_leave(E);
    return require_str(E, r, "__repr__");
}

PmlObj *pml_str(PmlEngine *E, PmlObj *o)
{
    if (!o) {
        return pml_str_text(E, "<NULL>");
    }
    if (PML_IS(o, str)) {
        return pml_incref(o);
    }
    PmlUnary f = PML_TYPE_OF(o)->str;
    if (!f) {
        return pml_repr(E, o);
    }
    if (pml_recursion_enter(E, " while getting the str of an object")) {
        return NULL;
    }
    PmlObj *r = f(E, o);
    pml_recursion_leave(E);
    return require_str(E, r, "__str__");
}

PmlObj *pml_ascii(PmlEngine *E, PmlObj *o)
{
    PmlObj *r = pml_repr(E, o);
    if (!r || PML_STR(r)->ascii) {
        return r;
    }
    PmlObj *bytes = pml_str_encode(E, r, "ascii", "backslashreplace");
    pml_decref(E, r);
    if (!bytes) {
        return NULL;
    }
    PmlBuffer view;
    if (pml_get_buffer(E, bytes, &view, 0) < 0) {
        pml_decref(E, bytes);
        return NULL;
    }
    r = pml_str_decode(E, view.data, view.len, "ascii", NULL);
    pml_release_buffer(E, &view);
    pml_decref(E, bytes);
    return r;
}

static PmlObj *call_format(PmlEngine *E, PmlObj *o, PmlObj *spec)
{
    PmlObj *method = pml_lookup_special(E, o, PML_ID(E, __format__));
    if (!method) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "Type %.100s doesn't define __format__",
                      PML_TYPE_OF(o)->name.p);
        }
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "format: __format__");
    PmlObj *r = pml_call1_inline(E, method, spec);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    if (r && !PML_IS_STR(r)) {
        PML_RAISE(E, TypeError, "__format__ must return a str, not %.200s", PML_TYPE_OF(r)->name.p);
        pml_decref(E, r);
        return NULL;
    }
    return r;
}

PmlObj *pml_format(PmlEngine *E, PmlObj *o, PmlObj *spec)
{
    if (spec && !PML_IS_STR(spec)) {
        return PML_RAISE(E, SystemError, "Format specifier must be a string, not %.200s",
                         PML_TYPE_OF(spec)->name.p);
    }
    if (!spec || PML_STR_LEN(spec) == 0) {
        if (PML_IS(o, str)) {
            return pml_incref(o);
        }
        if (PML_IS(o, int)) {
            return pml_str(E, o);
        }
    }
    if (spec) {
        return call_format(E, o, spec);
    }
    spec = pml_incref(E->rt->empty_str.p);
    PmlObj *r = call_format(E, o, spec);
    pml_decref(E, spec);
    return r;
}

/* -- testing and listing ----------------------------------------------------------------- */

int pml_truth(PmlEngine *E, PmlObj *o)
{
    if (o == PML_TRUE(E)) {
        return 1;
    }
    if (o == PML_FALSE(E) || o == PML_NONE(E)) {
        return 0;
    }
    PmlType *t = PML_TYPE_OF(o);
    int64_t r;
    if (t->nb_bool) {
        r = t->nb_bool(E, o);
    } else if (t->mp_length) {
        r = t->mp_length(E, o);
    } else if (t->sq_length) {
        r = t->sq_length(E, o);
    } else {
        return 1;
    }
    return r > 0 ? 1 : (int)r;
}

PmlObj *pml_dir(PmlEngine *E, PmlObj *o)
{
    PmlObj *method = pml_lookup_special(E, o, PML_ID(E, __dir__));
    if (!method) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "object does not provide __dir__");
        }
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "dir: __dir__");
    PmlObj *r = pml_call0(E, method);
    pml_drop_held(E, mark, method);
    if (!r) {
        return NULL;
    }
    pml_hold(E, r, "dir: names");
    PmlObj *list = pml_sequence_list(E, r);
    pml_drop_held(E, mark, r);
    if (list && pml_list_sort(E, list, NULL, false) < 0) {
        pml_decref(E, list);
        return NULL;
    }
    return list;
}

int64_t pml_sizeof(PmlEngine *E, PmlObj *o)
{
    PmlType *t = PML_TYPE_OF(o);
    PmlObj *method = pml_lookup_special(E, o, PML_ID(E, __sizeof__));
    if (!method) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "Type %.100s doesn't define __sizeof__", t->name.p);
        }
        return -1;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, method, "getsizeof: __sizeof__");
    PmlObj *r = pml_call0(E, method);
    pml_hold_drop(E, mark);
    pml_decref(E, method);
    if (!r) {
        return -1;
    }
    if (!PML_IS_INT(r)) {
        PML_RAISE(E, TypeError, "an integer is required");
        pml_decref(E, r);
        return -1;
    }
    int64_t size = pml_as_ssize(E, r, PML_T_OverflowError);
    pml_decref(E, r);
    if (size == -1 && pml_error_pending(E)) {
        pml_error_clear(E);
        PML_RAISE(E, OverflowError, "Python int too large to convert to C ssize_t");
        return -1;
    }
    if (size < 0) {
        PML_RAISE(E, ValueError, "__sizeof__() should return >= 0");
        return -1;
    }
    if (t->claimed) {
        return size + (t->claimed & 1 ? 16 : 0);
    }
    return size + (pml_type_is_gc(t) ? 16 : 0) + (pml_type_has(t, PML_TF_MANAGED_DICT) ? 16 : 0);
}

bool pml_callable(const PmlObj *o)
{
    return PML_TYPE_OF(o)->call != NULL;
}
