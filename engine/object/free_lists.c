/* Free lists filled as some work of CPython's leaves them that the engine does without. */
#include "object/free_lists.h"

#include "object/containers.h"
#include "object/numbers.h"

static PmlObj *make_list(PmlEngine *E, int64_t n)
{
    PML_UNUSED(n);
    return pml_list_new(E, 0);
}

static PmlObj *make_dict(PmlEngine *E, int64_t n)
{
    PML_UNUSED(n);
    return pml_dict_new(E);
}

/* A dict with a key table of the smallest size, which goes to a list of its own. */
static PmlObj *make_filled_dict(PmlEngine *E, int64_t n)
{
    PML_UNUSED(n);
    PmlObj *d = pml_dict_new(E);
    if (d && pml_dict_set(E, d, E->rt->empty_str.p, PML_NONE(E)) < 0) {
        pml_decref(E, d);
        return NULL;
    }
    return d;
}

static PmlObj *make_float(PmlEngine *E, int64_t n)
{
    return pml_float(E, (double)n);
}

static PmlObj *make_tuple(PmlEngine *E, int64_t n)
{
    PmlObj *t = pml_tuple_new(E, n);
    for (int64_t i = 0; t && i < n; i++) {
        PML_TUPLE_ITEMS(t)[i].p = pml_none(E);
    }
    return t;
}

/* Objects of one kind, all made and then all released. */
static bool fill_with(PmlEngine *E, PmlObj *(*make)(PmlEngine *E, int64_t n), int64_t n, int count)
{
    PmlObj *made[PML_LIST_FREE_MAX];
    int i = 0;
    while (i < count && i < PML_COUNT_OF(made) && (made[i] = make(E, n)) != NULL) {
        i++;
    }
    bool ok = i == count;
    while (i > 0) {
        pml_decref(E, made[--i]);
    }
    return ok;
}

bool pml_fill_free_lists(PmlEngine *E, const PmlFreeListFill *fill)
{
    bool ok = fill_with(E, make_list, 0, fill->lists) && fill_with(E, make_dict, 0, fill->dicts) &&
              fill_with(E, make_filled_dict, 0, fill->key_tables) &&
              fill_with(E, make_float, 1, fill->floats);
    for (int i = 0; ok && i < PML_COUNT_OF(fill->tuples); i++) {
        ok = fill_with(E, make_tuple, i + 1, fill->tuples[i]);
    }
    return ok;
}
