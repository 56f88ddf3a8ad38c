/* "Did you mean": the nearest existing name to one that was not found. */
#include "vm/show.h"

enum {
    COST_MOVE = 2, /* a byte inserted, removed or replaced */
    COST_CASE = 1, /* replaced by the same letter in the other case */
    MAX_LENGTH = 40,
    MAX_NAMES = 750,
};

typedef struct PmlSpelling {
    const char *text;
    int64_t n;
} PmlSpelling;

static int replace_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    char low_a = a >= 'A' && a <= 'Z' ? (char)(a + 32) : a;
    char low_b = b >= 'A' && b <= 'Z' ? (char)(b + 32) : b;
    return low_a == low_b ? COST_CASE : COST_MOVE;
}

static void drop_common_ends(PmlSpelling *a, PmlSpelling *b)
{
    while (a->n && b->n && a->text[0] == b->text[0]) {
        a->text++;
        b->text++;
        a->n--;
        b->n--;
    }
    while (a->n && b->n && a->text[a->n - 1] == b->text[b->n - 1]) {
        a->n--;
        b->n--;
    }
}

/* Weighted edit distance; above max the result is only known to be more than max. */
static int64_t distance(PmlSpelling a, PmlSpelling b, int64_t max)
{
    drop_common_ends(&a, &b);
    if (!a.n || !b.n) {
        return (a.n + b.n) * COST_MOVE;
    }
    if (a.n > MAX_LENGTH || b.n > MAX_LENGTH) {
        return max + 1;
    }
    int64_t row[MAX_LENGTH + 1]; /* row[j]: from the first i bytes of a to the first j of b */
    for (int64_t j = 0; j <= b.n; j++) {
        row[j] = j * COST_MOVE;
    }
    for (int64_t i = 1; i <= a.n; i++) {
        int64_t diagonal = row[0];
        row[0] = i * COST_MOVE;
        for (int64_t j = 1; j <= b.n; j++) {
            int64_t best = diagonal + replace_cost(a.text[i - 1], b.text[j - 1]);
            int64_t around = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + COST_MOVE;
            diagonal = row[j];
            row[j] = best < around ? best : around;
        }
    }
    return row[b.n];
}

/* The nearest of names (a list or tuple) to name, borrowed; NULL: none is near enough. */
static PmlObj *nearest(PmlEngine *E, PmlObj *names, PmlObj *name)
{
    PmlSpelling wanted;
    wanted.text = pml_str_utf8(E, name, &wanted.n);
    if (!wanted.text || pml_fast_size(names) >= MAX_NAMES) {
        return NULL;
    }
    PmlObj *found = NULL;
    int64_t found_distance = INT64_MAX;
    for (int64_t i = 0; i < pml_fast_size(names); i++) {
        PmlObj *item = pml_fast_items(names)[i].p;
        PmlSpelling other;
        other.text = PML_IS_STR(item) ? pml_str_utf8(E, item, &other.n) : NULL;
        if (!other.text) {
            return NULL;
        }
        if (other.n == wanted.n && memcmp(other.text, wanted.text, (size_t)other.n) == 0) {
            continue; /* it is there after all: no advice */
        }
        int64_t max = (wanted.n + other.n + 3) * COST_MOVE / 6; /* a third of the bytes wrong */
        if (max > found_distance - 1) {
            max = found_distance - 1;
        }
        int64_t d = distance(wanted, other, max);
        if (d <= max) {
            found = item;
            found_distance = d;
        }
    }
    return found;
}

/* Consumes names. */
static PmlObj *nearest_of(PmlEngine *E, PmlObj *names, PmlObj *name)
{
    PmlObj *found = names ? pml_xincref(nearest(E, names, name)) : NULL;
    pml_xdecref(E, names);
    pml_error_clear(E);
    return found;
}

static PmlObj *suggest_attribute(PmlEngine *E, PmlAttributeErrorObj *x)
{
    if (!x->name.p || !x->obj.p || !PML_IS_STR(x->name.p)) {
        return NULL;
    }
    return nearest_of(E, pml_dir(E, x->obj.p), x->name.p);
}

/* Local names of the frame that raised, then its globals, then the builtins. */
static PmlObj *suggest_name(PmlEngine *E, PmlNameErrorObj *x)
{
    PmlTraceback *tb = (PmlTraceback *)x->traceback.p;
    if (!tb || !x->name.p || !PML_IS_STR(x->name.p)) {
        return NULL;
    }
    while (tb->next.p) {
        tb = (PmlTraceback *)tb->next.p;
    }
    PmlInterpFrame *f = ((PmlFrame *)tb->frame.p)->f.p;
    PmlObj *found = nearest_of(E, pml_incref(pml_frame_code(f)->localsplusnames.p), x->name.p);
    if (!found && PML_IS_DICT(f->globals.p)) {
        found = nearest_of(E, pml_dict_keys_list(E, f->globals.p), x->name.p);
    }
    if (!found && PML_IS_DICT(f->builtins.p)) {
        found = nearest_of(E, pml_dict_keys_list(E, f->builtins.p), x->name.p);
    }
    return found;
}

PmlObj *pml_find_suggestion(PmlEngine *E, PmlObj *exc)
{
    PmlObj *found = NULL;
    if (PML_IS(exc, AttributeError)) {
        found = suggest_attribute(E, (PmlAttributeErrorObj *)exc);
    } else if (PML_IS(exc, NameError)) {
        found = suggest_name(E, (PmlNameErrorObj *)exc);
    }
    pml_error_clear(E);
    return found;
}
