/* The array module and the type: making arrays, and their slots. */
#include "modules/array_type.h"

#include "object/bytes.h"
#include "object/list_internal.h"

static const char type_codes[] = "bBuhHiIlLqQfd";

bool pml_array_same_kind(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    return pml_is_array(E, b) && PML_ARRAY(a)->code[0] == PML_ARRAY(b)->code[0];
}

/* -- making -------------------------------------------------------------------------------- */

static int fill(PmlEngine *E, PmlObj *self, PmlObj *items)
{
    for (int64_t i = 0; i < pml_array_len(self) && i < pml_fast_size(items); i++) {
        PmlObj *item = pml_incref(pml_fast_items(items)[i].p);
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, item, "array: item");
        int r = pml_array_store(E, self, i, item);
        pml_drop_held(E, mark, item);
        if (r < 0) {
            return -1;
        }
    }
    return 0;
}

static int add_initial(PmlEngine *E, PmlObj *self, PmlObj *initial)
{
    if (PML_IS_LIST(initial) || PML_IS_TUPLE(initial)) {
        return fill(E, self, initial);
    }
    if (PML_IS_BYTES(initial) || PML_IS(initial, bytearray)) {
        return pml_array_from_bytes(E, self, initial);
    }
    return pml_array_extend(E, self, initial);
}

static PmlObj *made_from(PmlEngine *E, PmlType *t, char code, PmlObj *initial)
{
    if (initial && PML_IS_STR(initial) && code != 'u') {
        return PML_RAISE(E, TypeError, "cannot use a str to initialize an array with typecode '%c'",
                         code);
    }
    if (initial && pml_is_array(E, initial) && PML_ARRAY(initial)->code[0] == 'u' && code != 'u') {
        return PML_RAISE(E, TypeError,
                         "cannot use a unicode array to initialize an array with typecode '%c'",
                         code);
    }
    if (initial && pml_is_array(E, initial) && PML_ARRAY(initial)->code[0] != code) {
        PmlObj *all = pml_array_to_list(E, initial, NULL, 0, NULL);
        PmlObj *o = all ? made_from(E, t, code, all) : NULL;
        pml_xdecref(E, all);
        return o;
    }
    bool sized = initial && (PML_IS_LIST(initial) || PML_IS_TUPLE(initial));
    PmlObj *o = NULL;
    if (initial && pml_is_array(E, initial)) {
        o = pml_array_make(E, t, code, pml_array_len(initial));
        if (o && pml_array_len(o)) {
            memcpy(PML_ARRAY(o)->items.p, PML_ARRAY(initial)->items.p,
                   (size_t)(pml_array_len(o) * pml_array_item_bytes(o)));
        }
        return o;
    }
    if (initial && PML_IS_STR(initial)) {
        o = pml_array_make(E, t, code, PML_STR_LEN(initial));
        for (int64_t i = 0; o && i < PML_STR_LEN(initial); i++) {
            uint32_t c = pml_str_at(initial, i);
            memcpy((char *)PML_ARRAY(o)->items.p + i * (int64_t)sizeof c, &c, sizeof c);
        }
        return o;
    }
    o = pml_array_make(E, t, code, sized ? pml_fast_size(initial) : 0);
    if (o && initial) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, o, "array: the new array");
        int r = add_initial(E, o, initial);
        pml_hold_drop(E, mark);
        if (r < 0) {
            pml_decref(E, o);
            return NULL;
        }
    }
    return o;
}

static PmlObj *array_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_new_no_keywords(E, t, PML_T_array, "array.array", kwargs)) {
        return NULL;
    }
    if (n < 1 || n > 2) {
        return PML_RAISE(E, TypeError, "array() takes at %s %d argument%s (%zd given)",
                         n < 1 ? "least" : "most", n < 1 ? 1 : 2, n < 1 ? "" : "s", n);
    }
    PmlObj *code = PML_TUPLE_AT(args, 0);
    if (!PML_IS_STR(code)) {
        return PML_RAISE(E, TypeError, "array() argument 1 must be a unicode character, not %.50s",
                         pml_type_given(E, code));
    }
    if (PML_STR_LEN(code) != 1) {
        return PML_RAISE(E, TypeError, "array() argument 1 must be a unicode character, not str");
    }
    uint32_t c = pml_str_at(code, 0);
    if (c >= 128 || !c || !strchr(type_codes, (char)c)) {
        return PML_RAISE(E, ValueError,
                         "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
    }
    return made_from(E, t, (char)c, n > 1 ? PML_TUPLE_AT(args, 1) : NULL);
}

static void array_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_gc_untrack(E, self);
    if (PML_ARRAY(self)->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    pml_mem_free(E, PML_ARRAY(self)->items.p);
    pml_object_free_counted(E, self);
}

static int array_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx)
{
    PML_VISIT(self->type);
    return 0;
}

/* -- slots --------------------------------------------------------------------------------- */

static int64_t array_length(PmlEngine *E, PmlObj *self)
{
    PML_UNUSED(E);
    return pml_array_len(self);
}

static PmlObj *array_item(PmlEngine *E, PmlObj *self, int64_t i)
{
    if (i < 0 || i >= pml_array_len(self)) {
        return PML_RAISE(E, IndexError, "array index out of range");
    }
    return pml_array_get(E, self, i);
}

static PmlObj *array_repr(PmlEngine *E, PmlObj *self)
{
    const char *name = PML_TYPE_OF(self)->name.p;
    const char *dot = strrchr(name, '.');
    name = dot ? dot + 1 : name;
    if (!pml_array_len(self)) {
        return pml_str_format(E, "%s('%s')", name, PML_ARRAY(self)->code);
    }
    PmlObj *v = PML_ARRAY(self)->code[0] == 'u' ? pml_array_to_text(E, self, NULL, 0, NULL)
                                                : pml_array_to_list(E, self, NULL, 0, NULL);
    PmlObj *r = v ? pml_str_format(E, "%s('%s', %R)", name, PML_ARRAY(self)->code, v) : NULL;
    pml_xdecref(E, v);
    return r;
}

static PmlObj *array_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if (!pml_is_array(E, a) || !pml_is_array(E, b)) {
        return pml_incref(PML_NOT_IMPLEMENTED(E));
    }
    int64_t na = pml_array_len(a), nb = pml_array_len(b);
    if (na != nb && (op == PML_EQ || op == PML_NE)) {
        return pml_bool(E, op == PML_NE);
    }
    for (int64_t i = 0; i < pml_array_len(a) && i < pml_array_len(b); i++) {
        PmlObj *x = pml_array_get(E, a, i);
        PmlObj *y = x ? pml_array_get(E, b, i) : NULL;
        int same = y ? pml_compare_bool(E, x, y, PML_EQ) : -1;
        PmlObj *r = NULL;
        if (same == 0 && op != PML_EQ && op != PML_NE) {
            r = pml_compare(E, x, y, op);
        } else if (same == 0) {
            r = pml_bool(E, op == PML_NE);
        }
        pml_xdecref(E, x);
        pml_xdecref(E, y);
        if (same <= 0) {
            return r;
        }
    }
    const bool results[] = {na<nb, na <= nb, na == nb, na != nb, na> nb, na >= nb};
    return pml_bool(E, results[op]);
}

static PmlObj *array_concat(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (!pml_is_array(E, other)) {
        return PML_RAISE(E, TypeError, "can only append array (not \"%.200s\") to array",
                         PML_TYPE_OF(other)->name.p);
    }
    if (!pml_array_same_kind(E, self, other)) {
        return PML_RAISE(E, TypeError, "bad argument type for built-in operation");
    }
    int64_t a = pml_array_len(self), b = pml_array_len(other), size = pml_array_item_bytes(self);
    PmlObj *r = pml_array_make(E, PML_TYPE(E, array), PML_ARRAY(self)->code[0], a + b);
    if (r && a) {
        memcpy(PML_ARRAY(r)->items.p, PML_ARRAY(self)->items.p, (size_t)(a * size));
    }
    if (r && b) {
        memcpy(PML_ARRAY(r)->items.p + a * size, PML_ARRAY(other)->items.p, (size_t)(b * size));
    }
    return r;
}

static void repeat_into(unsigned char *to, const unsigned char *from, int64_t bytes, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        memmove(to + i * bytes, from, (size_t)bytes);
    }
}

static PmlObj *array_repeat(PmlEngine *E, PmlObj *self, int64_t n)
{
    int64_t length = pml_array_len(self);
    n = n < 0 ? 0 : n;
    if (length && n > (INT64_MAX >> 4) / length) {
        return pml_err_no_memory(E);
    }
    PmlObj *r = pml_array_make(E, PML_TYPE(E, array), PML_ARRAY(self)->code[0], length * n);
    if (r && length > 0 && n > 0) {
        repeat_into(PML_ARRAY(r)->items.p, PML_ARRAY(self)->items.p,
                    length * pml_array_item_bytes(self), n);
    }
    return r;
}

static PmlObj *array_inplace_repeat(PmlEngine *E, PmlObj *self, int64_t n)
{
    int64_t length = pml_array_len(self);
    n = n < 0 ? 0 : n;
    if (length && n > (INT64_MAX >> 4) / length) {
        return pml_err_no_memory(E);
    }
    if (length && pml_array_resize(E, self, length * n) < 0) {
        return NULL;
    }
    if (length && n > 1) {
        int64_t bytes = length * pml_array_item_bytes(self);
        repeat_into(PML_ARRAY(self)->items.p + bytes, PML_ARRAY(self)->items.p, bytes, n - 1);
    }
    return pml_incref(self);
}

static PmlObj *array_inplace_concat(PmlEngine *E, PmlObj *self, PmlObj *other)
{
    if (!pml_is_array(E, other)) {
        return PML_RAISE(E, TypeError, "can only extend array with array (not \"%.200s\")",
                         PML_TYPE_OF(other)->name.p);
    }
    return pml_array_extend(E, self, other) < 0 ? NULL : pml_incref(self);
}

static int array_contains(PmlEngine *E, PmlObj *self, PmlObj *value)
{
    int64_t i = pml_array_place_of(E, self, value, 0, INT64_MAX);
    return i < 0 ? -1 : i != INT64_MAX;
}

static int array_getbuffer(PmlEngine *E, PmlObj *self, PmlBuffer *view, int flags)
{
    PML_UNUSED(E);
    PML_UNUSED(flags);
    PmlArray *a = PML_ARRAY(self);
    view->data = a->items.p ? a->items.p : (unsigned char *)a->code; /* no bytes are read */
    view->len = a->ob.size * pml_array_item_bytes(self);
    view->readonly = false;
    view->obj.p = pml_incref(self);
    a->exports++;
    return 0;
}

static void array_releasebuffer(PmlEngine *E, PmlObj *self, PmlBuffer *view)
{
    PML_UNUSED(E);
    PML_UNUSED(view);
    PML_ARRAY(self)->exports--;
}

void pml_init_type_array(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "array.array";
    t->flags |= PML_TF_COUNTED | PML_TF_GC | PML_TF_BASETYPE | PML_TF_SEQUENCE;
    t->basicsize = sizeof(PmlArray);
    t->weaklistoffset = offsetof(PmlArray, weaklist);
    t->new_ = array_new;
    t->dealloc = array_dealloc;
    t->traverse = array_traverse;
    t->repr = array_repr;
    t->hash = pml_hash_not_implemented;
    t->richcompare = array_compare;
    t->iter = pml_array_iter;
    t->getattro = pml_generic_getattr;
    t->sq_length = t->mp_length = array_length;
    t->sq_concat = array_concat;
    t->sq_repeat = array_repeat;
    t->sq_item = array_item;
    t->sq_contains = array_contains;
    t->sq_inplace_concat = array_inplace_concat;
    t->sq_inplace_repeat = array_inplace_repeat;
    t->mp_subscript = pml_array_subscript;
    t->mp_ass_subscript = pml_array_ass_subscript;
    t->bf_getbuffer = array_getbuffer;
    t->bf_releasebuffer = array_releasebuffer;
    t->methods.p = pml_array_methods;
    t->getset.p = pml_array_getset;
}

PmlObj *pml_init_module_array(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "array");
    PmlObj *type = (PmlObj *)PML_TYPE(E, array);
    PmlObj *codes = m ? pml_str_text(E, type_codes) : NULL;
    if (!codes || pml_module_add(E, m, "typecodes", codes) < 0 ||
        pml_module_add(E, m, "array", pml_incref(type)) < 0 ||
        pml_module_add(E, m, "ArrayType", pml_incref(type)) < 0) {
        pml_xdecref(E, m);
        return NULL;
    }
    return m;
}
