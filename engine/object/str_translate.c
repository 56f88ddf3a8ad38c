/* translate and maketrans. */
#include "object/str_ops.h"

/* What a mapping says of one character. */
typedef enum Fate { FATE_ERROR = -1, FATE_DELETED, FATE_KEPT, FATE_CHAR, FATE_STR } Fate;

/* *item is owned when FATE_STR. */
static Fate look_up(PmlEngine *E, PmlObj *mapping, uint32_t c, uint32_t *to, PmlObj **item)
{
    PmlObj *key = pml_int(E, c);
    if (!key) {
        return FATE_ERROR;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "translate: key");
    PmlObj *x = pml_get_item(E, mapping, key);
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    if (!x) {
        if (!pml_error_matches(E, PML_T_LookupError)) {
            return FATE_ERROR;
        }
        pml_error_clear(E);
        *to = c;
        return FATE_KEPT;
    }
    if (PML_IS_STR(x)) {
        *item = x;
        return FATE_STR;
    }
    Fate fate = FATE_ERROR;
    int64_t value;
    if (x == PML_NONE(E)) {
        fate = FATE_DELETED;
    } else if (!PML_IS_INT(x)) {
        PML_RAISE(E, TypeError, "character mapping must return integer, None or str");
    } else if (!pml_int_fits(x, &value) || value < 0 || value > 0x10ffff) {
        PML_RAISE(E, ValueError, "character mapping must be in range(0x%x)", 0x110000);
    } else {
        *to = (uint32_t)value;
        fate = FATE_CHAR;
    }
    pml_decref(E, x);
    return fate;
}

enum { UNSEEN = 0xff, GONE = 0xfe };

/* ASCII text whose characters all map to ASCII characters: each is looked up once. Stops at the
 * first that does not fit; false: error. */
static bool translate_ascii(PmlEngine *E, PmlObj *s, PmlObj *mapping, PmlStrBuilder *b, int64_t *i)
{
    unsigned char table[128];
    memset(table, UNSEEN, sizeof(table));
    for (; *i < PML_STR_LEN(s); (*i)++) {
        uint32_t c = pml_str_at(s, *i), to = c;
        if (table[c] == UNSEEN) {
            PmlObj *item = NULL;
            Fate fate = look_up(E, mapping, c, &to, &item);
            if (fate == FATE_ERROR) {
                return false;
            }
            if (fate == FATE_STR) {
                bool simple = PML_STR_LEN(item) == 1;
                to = simple ? pml_str_at(item, 0) : 0x110000;
                pml_decref(E, item);
            }
            if (fate != FATE_DELETED && to > 127) {
                return true;
            }
            table[c] = fate == FATE_DELETED ? GONE : (unsigned char)to;
        }
        if (table[c] != GONE) {
            pml_builder_char(b, table[c]);
        }
    }
    return true;
}

static bool translate_one(PmlEngine *E, PmlObj *mapping, uint32_t c, PmlStrBuilder *b)
{
    uint32_t to = c;
    PmlObj *item = NULL;

    switch (look_up(E, mapping, c, &to, &item)) {
    case FATE_ERROR: return false;
    case FATE_DELETED: return true;
    case FATE_STR:
        pml_builder_str(b, item);
        pml_decref(E, item);
        break;
    case FATE_KEPT:
    case FATE_CHAR: pml_builder_char(b, to); break;
    }
    return !b->failed;
}

PML_STR_METHOD(translate)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *mapping = args[0].p;
    PmlStrBuilder b;
    int64_t i = 0;

    if (PML_STR_LEN(s) == 0) {
        return pml_str_unchanged(E, s);
    }
    pml_builder_init(&b, E);
    b.overallocate = false;
    if (!pml_builder_room(&b, PML_STR_LEN(s), 127)) {
        return pml_builder_finish(&b);
    }
    bool ok = !PML_STR(s)->ascii || translate_ascii(E, s, mapping, &b, &i);
    for (; ok && i < PML_STR_LEN(s); i++) {
        ok = translate_one(E, mapping, pml_str_at(s, i), &b);
    }
    if (!ok && !b.failed) {
        pml_builder_drop(&b);
        return NULL;
    }
    return pml_builder_finish(&b);
}

/* -- maketrans ----------------------------------------------------------------------------- */

/* Enters c -> value (stolen). */
static bool enter(PmlEngine *E, PmlObj *table, uint32_t c, PmlObj *value)
{
    PmlObj *key = value ? pml_int(E, c) : NULL;
    int status = key ? pml_dict_set(E, table, key, value) : -1;

    pml_xdecref(E, key);
    pml_xdecref(E, value);
    return status == 0;
}

static bool table_from_strs(PmlEngine *E, PmlObj *table, PmlObj *x, PmlObj *y, PmlObj *z)
{
    if (!PML_IS_STR(x)) {
        PML_RAISE(E, TypeError,
                  "first maketrans argument must be a string if there is a second argument");
        return false;
    }
    if (PML_STR_LEN(x) != PML_STR_LEN(y)) {
        PML_RAISE(E, ValueError, "the first two maketrans arguments must have equal length");
        return false;
    }
    for (int64_t i = 0; i < PML_STR_LEN(x); i++) {
        if (!enter(E, table, pml_str_at(x, i), pml_int(E, pml_str_at(y, i)))) {
            return false;
        }
    }
    for (int64_t i = 0; z && i < PML_STR_LEN(z); i++) {
        if (!enter(E, table, pml_str_at(z, i), pml_none(E))) {
            return false;
        }
    }
    return true;
}

static bool table_from_dict(PmlEngine *E, PmlObj *table, PmlObj *x)
{
    int64_t pos = 0;
    PmlObj *key, *value;

    if (!PML_IS(x, dict)) {
        PML_RAISE(E, TypeError, "if you give only one argument to maketrans it must be a dict");
        return false;
    }
    while (pml_dict_next(x, &pos, &key, &value, NULL)) {
        if (PML_IS_STR(key)) {
            if (PML_STR_LEN(key) != 1) {
                PML_RAISE(E, ValueError, "string keys in translate table must be of length 1");
                return false;
            }
            if (!enter(E, table, pml_str_at(key, 0), pml_incref(value))) {
                return false;
            }
        } else if (PML_IS_INT(key)) {
            if (pml_dict_set(E, table, key, value) < 0) {
                return false;
            }
        } else {
            PML_RAISE(E, TypeError, "keys in translate table must be strings or integers");
            return false;
        }
    }
    return true;
}

PML_STR_METHOD(maketrans)
{
    PML_UNUSED(s), PML_UNUSED(kwnames);
    if (!pml_check_positional(E, "maketrans", nargs, 1, 3) ||
        (nargs > 1 && !pml_want_str(E, "maketrans", "argument 2", args[1].p)) ||
        (nargs > 2 && !pml_want_str(E, "maketrans", "argument 3", args[2].p))) {
        return NULL;
    }
    PmlObj *table = pml_dict_new(E);
    if (!table) {
        return NULL;
    }
    bool ok = nargs > 1
                  ? table_from_strs(E, table, args[0].p, args[1].p, nargs > 2 ? args[2].p : NULL)
                  : table_from_dict(E, table, args[0].p);
    if (!ok) {
        pml_decref(E, table);
        return NULL;
    }
    return table;
}
