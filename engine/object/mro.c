/* The method resolution order: C3 linearisation, and the calls of a metaclass's own mro(). */
#include "object/type_system.h"

/* Is item somewhere behind place `from` of the tuple? */
static bool tail_contains(PmlObj *tuple, int64_t from, const PmlObj *item)
{
    for (int64_t i = from + 1; i < PML_TUPLE_LEN(tuple); i++) {
        if (PML_TUPLE_AT(tuple, i) == item) {
            return true;
        }
    }
    return false;
}

static PmlObj *class_name(PmlEngine *E, PmlObj *cls)
{
    PmlObj *name;
    if (pml_lookup_attr(E, cls, PML_ID(E, __name__), &name) == 0) {
        name = pml_repr(E, cls);
    }
    if (name && !PML_IS_STR(name)) {
        pml_decref(E, name);
        return NULL;
    }
    return name;
}

static bool check_duplicates(PmlEngine *E, PmlObj *bases)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(bases); i++) {
        if (!tail_contains(bases, i, PML_TUPLE_AT(bases, i))) {
            continue;
        }
        PmlObj *name = class_name(E, PML_TUPLE_AT(bases, i));
        if (name) {
            PML_RAISE(E, TypeError, "duplicate base class %U", name);
            pml_decref(E, name);
        } else if (!pml_error_pending(E)) {
            PML_RAISE(E, TypeError, "duplicate base class");
        }
        return false;
    }
    return true;
}

/* The heads of the remaining lists, each once, in the error text. */
static void raise_inconsistent(PmlEngine *E, PmlObj **lists, const int64_t *next, int64_t n)
{
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_text(&b, "Cannot create a consistent method resolution\norder (MRO) for bases");
    bool first = true;
    for (int64_t i = 0; i < n; i++) {
        if (next[i] >= PML_TUPLE_LEN(lists[i])) {
            continue;
        }
        PmlObj *head = PML_TUPLE_AT(lists[i], next[i]);
        bool seen = false;
        for (int64_t j = 0; j < i; j++) {
            seen = seen ||
                   (next[j] < PML_TUPLE_LEN(lists[j]) && PML_TUPLE_AT(lists[j], next[j]) == head);
        }
        if (seen) {
            continue;
        }
        PmlObj *name = class_name(E, head);
        pml_builder_text(&b, first ? " " : ", ");
        first = false;
        if (name) {
            pml_builder_str(&b, name);
            pml_decref(E, name);
        } else if (pml_error_pending(E)) {
            pml_builder_drop(&b);
            return;
        } else {
            pml_builder_text(&b, "?");
        }
    }
    PmlObj *text = pml_builder_finish(&b);
    if (text) {
        PML_RAISE(E, TypeError, "%U", text);
        pml_decref(E, text);
    }
}

/* C3: repeatedly take the first head that is in no list's tail. */
static bool merge(PmlEngine *E, PmlObj *acc, PmlObj **lists, int64_t *next, int64_t n)
{
    for (;;) {
        int64_t empty = 0;
        PmlObj *chosen = NULL;
        for (int64_t i = 0; i < n && !chosen; i++) {
            if (next[i] >= PML_TUPLE_LEN(lists[i])) {
                empty++;
                continue;
            }
            PmlObj *candidate = PML_TUPLE_AT(lists[i], next[i]);
            bool blocked = false;
            for (int64_t j = 0; j < n && !blocked; j++) {
                blocked = tail_contains(lists[j], next[j], candidate);
            }
            chosen = blocked ? NULL : candidate;
        }
        if (!chosen) {
            if (empty == n) {
                return true;
            }
            raise_inconsistent(E, lists, next, n);
            return false;
        }
        if (pml_list_append(E, acc, chosen) < 0) {
            return false;
        }
        for (int64_t j = 0; j < n; j++) {
            if (next[j] < PML_TUPLE_LEN(lists[j]) && PML_TUPLE_AT(lists[j], next[j]) == chosen) {
                next[j]++;
            }
        }
    }
}

static PmlObj *merge_bases(PmlEngine *E, PmlType *t)
{
    PmlObj *bases = t->bases.p;
    int64_t n = PML_TUPLE_LEN(bases);
    if (!check_duplicates(E, bases)) {
        return NULL;
    }
    PmlObj **lists = malloc((size_t)(n + 1) * sizeof *lists);
    int64_t *next = calloc((size_t)(n + 1), sizeof *next);
    PmlObj *acc = lists && next ? pml_list_new(E, 1) : pml_err_no_memory(E);
    if (acc) {
        for (int64_t i = 0; i < n; i++) {
            lists[i] = ((PmlType *)PML_TUPLE_AT(bases, i))->mro.p;
        }
        lists[n] = bases;
        PML_LIST_ITEMS(acc)[0].p = pml_incref(&t->ob.ob);
        if (!merge(E, acc, lists, next, n + 1)) {
            pml_decref(E, acc);
            acc = NULL;
        }
    }
    free(lists);
    free(next);
    return acc;
}

PmlObj *pml_mro_compute(PmlEngine *E, PmlType *t)
{
    PmlObj *bases = t->bases.p;
    int64_t n = PML_TUPLE_LEN(bases);
    for (int64_t i = 0; i < n; i++) {
        PmlType *base = (PmlType *)PML_TUPLE_AT(bases, i);
        if (!base->mro.p) {
            return PML_RAISE(E, TypeError, "Cannot extend an incomplete type '%.100s'",
                             base->name.p);
        }
    }
    if (n != 1) {
        return merge_bases(E, t);
    }
    /* One base: its mro with t in front. */
    PmlObj *above = ((PmlType *)PML_TUPLE_AT(bases, 0))->mro.p;
    PmlObj *result = pml_tuple_new(E, PML_TUPLE_LEN(above) + 1);
    if (result) {
        PML_TUPLE_ITEMS(result)[0].p = pml_incref(&t->ob.ob);
        for (int64_t i = 0; i < PML_TUPLE_LEN(above); i++) {
            PML_TUPLE_ITEMS(result)[i + 1].p = pml_incref(PML_TUPLE_AT(above, i));
        }
    }
    return result;
}

/* A custom mro() must give types whose layout fits. */
static bool check_custom(PmlEngine *E, PmlType *t, PmlObj *mro)
{
    PmlType *solid = pml_solid_base(E, t);
    for (int64_t i = 0; i < PML_TUPLE_LEN(mro); i++) {
        PmlObj *item = PML_TUPLE_AT(mro, i);
        if (!PML_IS_TYPE(item)) {
            PML_RAISE(E, TypeError, "mro() returned a non-class ('%.500s')",
                      PML_TYPE_OF(item)->name.p);
            return false;
        }
        PmlType *base = (PmlType *)item;
        if (!pml_type_is_subtype(solid, pml_solid_base(E, base))) {
            PML_RAISE(E, TypeError, "mro() returned base with unsuitable layout ('%.500s')",
                      base->name.p);
            return false;
        }
    }
    return true;
}

static PmlObj *invoke_mro(PmlEngine *E, PmlType *t)
{
    bool custom = !PML_IS(&t->ob.ob, type);
    PmlObj *made;
    if (custom) {
        PmlRef args[1] = {{&t->ob.ob}};
        made = pml_call_special(E, PML_ID(E, mro), args, 1);
    } else {
        made = pml_mro_compute(E, t);
    }
    if (!made) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, made, "called mro()");
    PmlObj *mro = pml_sequence_tuple(E, made);
    pml_hold_drop(E, mark);
    pml_decref(E, made);
    if (mro && PML_TUPLE_LEN(mro) == 0) {
        pml_decref(E, mro);
        return PML_RAISE(E, TypeError, "type MRO must not be empty");
    }
    if (mro && custom && !check_custom(E, t, mro)) {
        pml_decref(E, mro);
        return NULL;
    }
    return mro;
}

/* Compute and store t's mro. *old_mro (may be NULL) gets the replaced one, owned. 1: set, 0: a
 * nested call already did it, -1: error. */
int pml_mro_internal(PmlEngine *E, PmlType *t, PmlObj **old_mro)
{
    PmlObj *old = pml_xincref(t->mro.p);
    PmlObj *mro = invoke_mro(E, t);
    bool reentered = t->mro.p != old;
    pml_xdecref(E, old);
    if (!mro) {
        return -1;
    }
    if (reentered) {
        pml_decref(E, mro);
        return 0;
    }
    t->mro.p = mro;
    pml_type_modified(E, t);
    if (old_mro) {
        *old_mro = old; /* the type's reference moves to the caller */
    } else {
        pml_xdecref(E, old);
    }
    return 1;
}
