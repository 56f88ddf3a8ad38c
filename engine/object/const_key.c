#include "object/const_key.h"

#include "object/bytes.h"
#include "object/callables.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

static uint64_t mix(uint64_t h, uint64_t v)
{
    h ^= v + UINT64_C(0x9e3779b97f4a7c15) + (h << 6) + (h >> 2);
    return h * UINT64_C(0xff51afd7ed558ccd);
}

static uint64_t double_bits(double v)
{
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits;
}

/* Same number and same sign of zero; a nan equals only itself, which the caller has tested. */
static bool same_double(double a, double b)
{
    return a == b && double_bits(a) == double_bits(b);
}

static bool ints_equal(const PmlObj *a, const PmlObj *b)
{
    const PmlInt *x = (const PmlInt *)a;
    const PmlInt *y = (const PmlInt *)b;
    if (x->ob.size != y->ob.size) {
        return false;
    }
    int64_t n = x->ob.size < 0 ? -x->ob.size : x->ob.size;
    return memcmp(x->digit, y->digit, (size_t)n * sizeof x->digit[0]) == 0;
}

static bool tuples_equal(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    int64_t n = PML_TUPLE_LEN(a);
    if (n != PML_TUPLE_LEN(b)) {
        return false;
    }
    for (int64_t i = 0; i < n; i++) {
        if (!pml_const_equal(E, PML_TUPLE_AT(a, i), PML_TUPLE_AT(b, i))) {
            return false;
        }
    }
    return true;
}

static bool frozensets_equal(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (((PmlSet *)a)->used != ((PmlSet *)b)->used) {
        return false;
    }
    int64_t pos = 0;
    PmlObj *key;
    int64_t hash;
    while (pml_set_next(a, &pos, &key, &hash)) {
        int64_t other_pos = 0;
        PmlObj *other;
        int64_t other_hash;
        bool found = false;
        while (!found && pml_set_next(b, &other_pos, &other, &other_hash)) {
            found = hash == other_hash && pml_const_equal(E, key, other);
        }
        if (!found) {
            return false;
        }
    }
    return true;
}

bool pml_const_equal(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (a == b) {
        return true;
    }
    if (PML_TYPE_OF(a) != PML_TYPE_OF(b)) {
        return false;
    }
    switch (PML_TYPE_OF(a)->id) {
    case PML_T_int: return ints_equal(a, b);
    case PML_T_str: return pml_str_equal(a, b);
    case PML_T_bytes:
        return PML_BYTES_LEN(a) == PML_BYTES_LEN(b) &&
               memcmp(PML_BYTES_DATA(a), PML_BYTES_DATA(b), (size_t)PML_BYTES_LEN(a)) == 0;
    case PML_T_float: return same_double(PML_FLOAT_VALUE(a), PML_FLOAT_VALUE(b));
    case PML_T_complex:
        return same_double(((PmlComplex *)a)->real, ((PmlComplex *)b)->real) &&
               same_double(((PmlComplex *)a)->imag, ((PmlComplex *)b)->imag);
    case PML_T_tuple: return tuples_equal(E, a, b);
    case PML_T_frozenset: return frozensets_equal(E, a, b);
    case PML_T_code: return pml_code_equal(E, a, b);
    default: return false;
    }
}

static uint64_t hash_int(const PmlObj *o)
{
    const PmlInt *v = (const PmlInt *)o;
    int64_t n = v->ob.size < 0 ? -v->ob.size : v->ob.size;
    uint64_t h = (uint64_t)v->ob.size;
    for (int64_t i = 0; i < n; i++) {
        h = mix(h, v->digit[i]);
    }
    return h;
}

static uint64_t hash_items(PmlEngine *E, PmlObj *o)
{
    uint64_t h = 0x345678;
    if (PML_IS(o, tuple)) {
        for (int64_t i = 0; i < PML_TUPLE_LEN(o); i++) {
            h = mix(h, pml_const_hash(E, PML_TUPLE_AT(o, i)));
        }
        return h;
    }
    int64_t pos = 0;
    PmlObj *key;
    int64_t hash;
    while (pml_set_next(o, &pos, &key, &hash)) {
        h ^= mix(1, pml_const_hash(E, key)); /* order must not matter */
    }
    return h;
}

uint64_t pml_const_hash(PmlEngine *E, PmlObj *o)
{
    uint64_t h = (uint64_t)PML_TYPE_OF(o)->id;
    switch (PML_TYPE_OF(o)->id) {
    case PML_T_int: return mix(h, hash_int(o));
    case PML_T_str: return mix(h, (uint64_t)pml_str_hash(E, o));
    case PML_T_bytes: return mix(h, (uint64_t)pml_hash_bytes(PML_BYTES_DATA(o), PML_BYTES_LEN(o)));
    case PML_T_float: return mix(h, double_bits(PML_FLOAT_VALUE(o)));
    case PML_T_complex:
        return mix(mix(h, double_bits(((PmlComplex *)o)->real)),
                   double_bits(((PmlComplex *)o)->imag));
    case PML_T_tuple:
    case PML_T_frozenset: return mix(h, hash_items(E, o));
    case PML_T_code:
        h = mix(h, (uint64_t)pml_str_hash(E, ((PmlCode *)o)->name.p));
        return mix(h, (uint64_t)((PmlCode *)o)->firstlineno);
    default: return mix(h, pml_model_address(E, o));
    }
}

bool pml_code_equal(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    const PmlCode *x = (const PmlCode *)a;
    const PmlCode *y = (const PmlCode *)b;
    return pml_str_equal(x->name.p, y->name.p) && x->argcount == y->argcount &&
           x->posonlyargcount == y->posonlyargcount && x->kwonlyargcount == y->kwonlyargcount &&
           x->flags == y->flags && x->firstlineno == y->firstlineno && x->ob.size == y->ob.size &&
           memcmp(pml_code_bytes(x), pml_code_bytes(y), (size_t)x->ob.size * 2) == 0 &&
           pml_const_equal(E, x->consts.p, y->consts.p) &&
           pml_const_equal(E, x->names.p, y->names.p) &&
           pml_const_equal(E, x->localsplusnames.p, y->localsplusnames.p) &&
           pml_const_equal(E, x->linetable.p, y->linetable.p) &&
           pml_const_equal(E, x->exceptiontable.p, y->exceptiontable.p);
}
