/* Stand-ins for the Python objects that CPython's compiler works with and ours does not need. */
#include "lang/compiler.h"

#include <math.h>

#include "object/containers.h"
#include "object/numbers.h"

typedef PmlCompiler C;

static PmlObj *keep(C *c, PmlObj *o)
{
    PmlStandIns *s = &c->stand_ins;
    if (!o) {
        pml_compile_fail(c);
    }
    if (s->count == s->capacity) {
        int64_t capacity = s->capacity ? s->capacity * 2 : 64;
        PmlObj **grown = realloc(s->items, (size_t)capacity * sizeof *grown);
        if (!grown) {
            pml_decref(c->E, o);
            pml_err_no_memory(c->E);
            pml_compile_fail(c);
        }
        s->items = grown;
        s->capacity = capacity;
    }
    s->items[s->count++] = o;
    pml_hold(c->E, o, "compiler");
    return o;
}

PmlObj *pml_stand_in(C *c, PmlStandInKind kind)
{
    if (c->ast->library) {
        return NULL;
    }
    switch (kind) {
    case PML_STAND_IN_DICT: return keep(c, pml_dict_new(c->E));
    case PML_STAND_IN_LIST: return keep(c, pml_list_new(c->E, 0));
    case PML_STAND_IN_SET: return keep(c, pml_set_new(c->E, NULL));
    case PML_STAND_IN_DIRECTIVE: {
        PmlObj *none = PML_NONE(c->E);
        return keep(c, pml_tuple_pack(c->E, 5, none, none, none, none, none));
    }
    }
    return NULL;
}

void pml_stand_ins_release(C *c, int64_t mark)
{
    PmlStandIns *s = &c->stand_ins;
    while (s->count > mark) {
        PmlObj *o = s->items[--s->count];
        pml_unhold(c->E, o);
        pml_decref(c->E, o);
    }
}

void pml_stand_in_number(C *c, PmlObj *dict, PmlObj *key)
{
    if (!dict) {
        return;
    }
    int known = pml_dict_contains(c->E, dict, key);
    PmlObj *number = known == 0 ? pml_int(c->E, PML_DICT_LEN(dict)) : NULL;
    if (known < 0 || (number && pml_dict_set(c->E, dict, key, number) < 0) ||
        (known == 0 && !number)) {
        pml_xdecref(c->E, number);
        pml_compile_fail(c);
    }
    pml_xdecref(c->E, number);
}

/* -- the cache of constants ----------------------------------------------------------------- */

static PmlObj *constant_key(PmlEngine *E, PmlObj *o);

static PmlObj *keys_of_items(PmlEngine *E, PmlObj *tuple)
{
    PmlObj *keys = pml_tuple_new(E, PML_TUPLE_LEN(tuple));
    for (int64_t i = 0; keys && i < PML_TUPLE_LEN(tuple); i++) {
        PmlObj *key = constant_key(E, PML_TUPLE_AT(tuple, i));
        if (!key) {
            pml_decref(E, keys);
            return NULL;
        }
        PML_TUPLE_ITEMS(keys)[i].p = key;
    }
    return keys;
}

static PmlObj *keys_of_members(PmlEngine *E, PmlObj *set)
{
    PmlObj *members = pml_sequence_tuple(E, set);
    PmlObj *keys = members ? keys_of_items(E, members) : NULL;
    PmlObj *key = keys ? pml_frozenset_new(E, keys) : NULL;
    pml_xdecref(E, members);
    pml_xdecref(E, keys);
    return key;
}

static bool is_minus_zero(double v)
{
    return v == 0.0 && signbit(v);
}

/* What keeps zeros of unlike sign apart; NULL: nothing has to. */
static PmlObj *mark_of_zero(PmlEngine *E, PmlObj *o)
{
    if (PML_IS(o, float)) {
        return is_minus_zero(PML_FLOAT_VALUE(o)) ? PML_NONE(E) : NULL;
    }
    if (!PML_IS(o, complex)) {
        return NULL;
    }
    bool real = is_minus_zero(((PmlComplex *)o)->real);
    bool imag = is_minus_zero(((PmlComplex *)o)->imag);
    return real && imag ? PML_TRUE(E) : imag ? PML_FALSE(E) : real ? PML_NONE(E) : NULL;
}

/* Equal for constants that are one: the constant itself where its type cannot be mistaken, else a
 * tuple that ends with it, or has it in second place. */
static PmlObj *constant_key(PmlEngine *E, PmlObj *o)
{
    if (o == PML_NONE(E) || o == PML_ELLIPSIS(E) || PML_IS(o, int) || PML_IS(o, str) ||
        PML_IS(o, code)) {
        return pml_incref(o);
    }
    PmlObj *mark = mark_of_zero(E, o);
    if (mark) {
        return pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(o), o, mark);
    }
    bool tuple = PML_IS(o, tuple), set = PML_IS(o, frozenset);
    if (!tuple && !set) {
        return pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(o), o);
    }
    PmlObj *inside = tuple ? keys_of_items(E, o) : keys_of_members(E, o);
    PmlObj *key = inside ? pml_tuple_pack(E, 2, inside, o) : NULL;
    pml_xdecref(E, inside);
    return key;
}

PmlObj *pml_stand_in_constant(C *c, PmlObj *o)
{
    if (!c->stand_ins.cache) {
        return NULL;
    }
    PmlObj *key = constant_key(c->E, o);
    PmlObj *known = key ? pml_dict_setdefault(c->E, c->stand_ins.cache, key, key) : NULL;
    pml_xdecref(c->E, key);
    if (!known) {
        pml_compile_fail(c);
    }
    return known;
}
