/* Interning: one object for each name. The two references an entry of the table holds (as key and
 * as value) are not counted, so an interned string dies with its last outside reference and then
 * takes its entry along (str_type.c). */
#include "object/str_ops.h"

/* The names CPython has in static memory (sorted), and those this engine looks up by itself. */
static const char *const static_names[] = {
#include "object/static_names.inc"
};
static const char *const engine_names[] = {
#define PML_NAME(x) #x,
#include "object/names.def"
};

/* Characters that are identifiers of CPython's own (own_letters of the profile) are objects of
 * their own, interned before the Latin-1 characters could be (facts 3.3). */
static bool is_static_name(const PmlEngine *E, const char *name)
{
    int64_t lo = 0, hi = PML_COUNT_OF(static_names);

    while (lo < hi) {
        int64_t mid = (lo + hi) / 2;
        int order = strcmp(static_names[mid], name);
        if (order == 0) {
            return true;
        }
        if (order < 0) {
            lo = mid + 1;
        } else {
            hi = mid;
        }
    }
    return name[0] && !name[1] && strchr(E->profile->own_letters, name[0]);
}

static bool intern_static_name(PmlEngine *E, const char *name)
{
    PmlObj *o = pml_str_create_static_name(E, name);

    if (pml_dict_set(E, E->rt->interned.p, o, o) < 0) {
        return false;
    }
    o->refs -= 2;
    PML_STR(o)->interned = 1;
    return true;
}

/* Every name the runtime knows from the start, into the table (made here if it is not yet). */
void pml_str_intern_static_names(PmlEngine *E)
{
    if (!E->rt->interned.p) {
        E->rt->interned.p = pml_dict_new(E);
    }
    bool ok = E->rt->interned.p != NULL;
    for (const char *c = E->profile->own_letters; ok && *c; c++) {
        char name[2] = {*c, 0};
        ok = intern_static_name(E, name);
    }
    for (int64_t i = 0; ok && i < PML_COUNT_OF(static_names); i++) {
        ok = intern_static_name(E, static_names[i]);
    }
    for (int64_t i = 0; ok && i < PML_COUNT_OF(engine_names); i++) {
        /* A letter that is no name of its own is the cached character, interned with the others. */
        if (engine_names[i][1] && !is_static_name(E, engine_names[i])) {
            ok = intern_static_name(E, engine_names[i]);
        }
    }
}

void pml_str_intern(PmlEngine *E, PmlObj **slot)
{
    PmlObj *s = *slot;

    if (!s || !PML_IS(s, str) || PML_STR(s)->interned) {
        return;
    }
    PmlObj *known = pml_dict_setdefault(E, E->rt->interned.p, s, s);
    if (!known) {
        pml_error_clear(E);
        return;
    }
    if (known != s) {
        *slot = pml_incref(known);
        pml_decref(E, s);
        return;
    }
    s->refs -= 2;
    if (E->profile->immortal_names) {
        pml_make_immortal(s);
    }
    PML_STR(s)->interned = 1;
}

PmlObj *pml_str_intern_text(PmlEngine *E, const char *ascii)
{
    PmlObj *s = pml_str_text(E, ascii);
    if (s) {
        pml_str_intern(E, &s);
    }
    return s;
}

bool pml_str_all_name_chars(const PmlObj *s)
{
    if (!PML_STR(s)->ascii) {
        return false;
    }
    const unsigned char *p = pml_str_data(s);
    for (int64_t i = 0; i < PML_STR_LEN(s); i++) {
        if (!(((p[i] | 32u) - 'a' < 26) || p[i] - (unsigned)'0' < 10 || p[i] == '_')) {
            return false;
        }
    }
    return true;
}
