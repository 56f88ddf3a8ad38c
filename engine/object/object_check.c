/* Invariants of single objects: O (every object), N (containers), S (str), D (int), M (memoryview).
 */
#include "object/check.h"

#include "object/int_digits.h"
#include "object/memoryview_ops.h"
#include "object/set_internal.h"
#include "object/str.h"
#include "object/type_system.h"

static const char *check_list(const PmlList *l)
{
    PML_EXPECT(l->ob.size >= 0 && l->ob.size <= l->capacity, "N1: a list is longer than its room");
    PML_EXPECT(l->items.p || l->capacity == 0, "N1: a list with capacity and no room");
    for (int64_t i = 0; i < l->ob.size; i++) {
        PML_EXPECT(l->items.p[i].p, "N1: a list without an item");
    }
    return NULL;
}

static const char *check_tuple(PmlObj *o)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(o); i++) {
        PML_EXPECT(PML_TUPLE_AT(o, i), "N2: a tuple without an item");
    }
    return NULL;
}

static const char *check_set(const PmlSet *s)
{
    int64_t live = 0, removed = 0;
    PML_EXPECT(s->mask >= PML_SET_MIN - 1 && ((s->mask + 1) & s->mask) == 0, "N6: size of a set");
    PML_EXPECT((s->table.p == s->small) == (s->mask == PML_SET_MIN - 1), "N6: a set's own table");
    for (int64_t i = 0; i <= s->mask; i++) {
        const PmlSetEntry *e = &s->table.p[i];
        live += e->key.p != NULL;
        removed += !e->key.p && e->hash == -1;
        PML_EXPECT(!e->key.p || e->hash != -1, "N6: an item of a set without a hash");
    }
    PML_EXPECT(s->used == live, "N6: number of items of a set");
    PML_EXPECT(s->fill == live + removed, "N6: number of used slots of a set");
    PML_EXPECT(s->fill <= s->mask, "N6: a set without an empty slot");
    return NULL;
}

static uint32_t largest_char(PmlObj *o)
{
    uint32_t most = 0;
    for (int64_t i = 0; i < PML_STR_LEN(o); i++) {
        uint32_t c = pml_str_at(o, i);
        most = c > most ? c : most;
    }
    return most;
}

static const char *check_str(PmlEngine *E, PmlObj *o)
{
    PmlStr *s = PML_STR(o);
    const unsigned char *data = pml_str_data(o);
    PML_EXPECT(s->kind == 1 || s->kind == 2 || s->kind == 4, "S1: width of a str");
    PML_EXPECT(s->length >= 0 && data, "S1: a str without characters");
    uint32_t most = largest_char(o);
    int kind = most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
    PML_EXPECT(s->kind == kind, "S1: a str is wider than its characters");
    PML_EXPECT((s->ascii != 0) == (most < 0x80), "S1: a str is not what its ascii flag says");
    for (int i = 0; i < s->kind; i++) {
        PML_EXPECT(data[s->length * s->kind + i] == 0, "S2: a str does not end with a zero");
    }
    if (s->hash != -1) {
        int64_t kept = s->hash;
        s->hash = -1;
        int64_t fresh = pml_str_hash(E, o);
        s->hash = kept;
        PML_EXPECT(fresh == kept, "S3: the hash a str remembers is not its hash");
    }
    if (s->interned) {
        PmlObj *entry = pml_dict_get(E, E->rt->interned.p, o);
        PML_EXPECT(entry == o, "S4: an interned str is not in the table");
    }
    return NULL;
}

static const char *check_int(PmlEngine *E, PmlObj *o)
{
    const PmlInt *v = (const PmlInt *)o;
    int64_t n = pml_int_ndigits(v);
    for (int64_t i = 0; i < n; i++) {
        PML_EXPECT(v->digit[i] < PML_DIGIT_BASE, "D1: a digit of an int is too large");
    }
    PML_EXPECT(n == 0 || v->digit[n - 1] != 0, "D2: an int begins with a zero digit");
    if (PML_IS(o, int) && pml_int_is_medium(v)) {
        int64_t value = pml_int_medium(v);
        bool small = value >= -PML_SMALL_INTS_NEG && value < PML_SMALL_INTS_POS;
        PML_EXPECT(!small || pml_heap_is_static(E, o), "D3: a small int is not the cached one");
    }
    return NULL;
}

static const char *check_view(const PmlMemoryView *v)
{
    PML_EXPECT(v->released || (v->mbuf.p && v->mbuf.p->exports > 0),
               "M1: a view in use is not counted by its buffer");
    return NULL;
}

static const char *check_code(const PmlCode *c)
{
    PML_EXPECT(PML_TUPLE_LEN(c->localsplusnames.p) == c->nlocalsplus &&
                   ((const PmlVarObj *)c->localspluskinds.p)->size == c->nlocalsplus,
               "K1: names and kinds of variables differ in number");
    PML_EXPECT(c->stacksize >= 0 && c->ob.size > 0 && c->firsttraceable < c->ob.size,
               "K2: sizes of a code object");
    return NULL;
}

static const char *check_type(PmlEngine *E, PmlType *t)
{
    if (!t->mro.p) {
        return NULL; /* making it has failed; what its namespace called may still hold it */
    }
    PML_EXPECT(PML_IS_TUPLE(t->mro.p) && PML_TUPLE_LEN(t->mro.p) > 0 &&
                   PML_TUPLE_AT(t->mro.p, 0) == &t->ob.ob,
               "T3: a type's mro does not begin with it");
    for (int64_t i = 0; i < PML_TUPLE_LEN(t->bases.p); i++) {
        const PmlType *base = (const PmlType *)PML_TUPLE_AT(t->bases.p, i);
        PML_EXPECT(!pml_type_has(t, PML_TF_VALID_VERSION) ||
                       pml_type_has(base, PML_TF_VALID_VERSION),
                   "T4: a type has a version, but its base has none");
    }
    return pml_type_cache_check(E, t);
}

static const char *check_content(PmlEngine *E, PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    switch (t->flags & (uint32_t)(PML_TF_INT | PML_TF_LIST | PML_TF_TUPLE | PML_TF_STR |
                                  PML_TF_DICT | PML_TF_TYPE)) {
    case PML_TF_INT: return check_int(E, o);
    case PML_TF_LIST: return check_list((const PmlList *)o);
    case PML_TF_TUPLE: return check_tuple(o);
    case PML_TF_STR: return check_str(E, o);
    case PML_TF_DICT: return pml_dict_check(E, o);
    case PML_TF_TYPE: return check_type(E, (PmlType *)o);
    default: break;
    }
    if (PML_IS_ANY_SET(o)) {
        return check_set((const PmlSet *)o);
    }
    if (PML_IS(o, memoryview)) {
        return check_view((const PmlMemoryView *)o);
    }
    return PML_IS(o, code) ? check_code((const PmlCode *)o) : NULL;
}

const char *pml_object_check(PmlEngine *E, PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    PML_EXPECT(t && pml_type_has(t, PML_TF_READY), "O1: the type of an object is not ready");
    PML_EXPECT(pml_refs(o) > 0, "O2: an object in use has no references");
    const char *wrong = check_content(E, o);
    if (!wrong && pml_type_has(t, PML_TF_MANAGED_DICT)) {
        wrong = pml_instance_check(E, o);
    }
    return wrong ? wrong : pml_weakrefs_check(E, o);
}
