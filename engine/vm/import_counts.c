/* The collector's counter over an import. CPython reads compiled code, makes a spec and a loader,
 * and its modules import others that ours do without; where the counter stands after an import,
 * and so when the next collection comes, follows from all of that. The table has what each module
 * makes there (counted with those that it needs already loaded), and how much more that is than
 * ours makes; and, for the 25 % rule, how many containers of it last, there and here. */
#include "vm/vm.h"

#include "object/free_lists.h"

typedef struct ImportCount {
    const char *name;
    int32_t made;       /* containers that CPython makes */
    int32_t more;       /* than the engine */
    int32_t kept;       /* containers that are tracked after full collections, in CPython */
    int32_t kept_here;  /* and in the engine */
    const char *hidden; /* modules it needs there and not here */
    const char *extra;  /* modules it needs here and not there */
} ImportCount;

static const ImportCount table[] = {
#define PML_IMPORT_COUNT(name, made, more, kept, kept_here, hidden, extra) \
    {#name, made, more, kept, kept_here, hidden, extra},
#define PML_IMPORTED_AT_START(name, kept_here) {#name, 0, 0, 0, kept_here, NULL, NULL},
#include "vm/import_counts.def"
};
_Static_assert(sizeof table / sizeof table[0] <= 64, "one bit of counted_imports each");

/* Of its tuples the machinery of import has two at once that are of the size of a module's search.
 */
static const PmlFreeListFill machinery_leaves = {.tuples = {0, 0, 2}};

static int32_t find(const char *name, size_t n)
{
    for (int32_t i = 0; i < PML_COUNT_OF(table); i++) {
        if (strlen(table[i].name) == n && memcmp(table[i].name, name, n) == 0) {
            return i;
        }
    }
    return -1;
}

static bool is_in(const char *names, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = names; at && *at;) {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, name, n) == 0) {
            return true;
        }
        at += length + (at[length] == ' ');
    }
    return false;
}

/* Is this the module's first import, as CPython has it? Then what lasts of it is counted. */
static bool take(PmlEngine *E, int32_t i)
{
    uint64_t bit = UINT64_C(1) << i;
    bool first = !(E->vm->counted_imports & bit);
    E->vm->counted_imports |= bit;
    if (first) {
        pml_gc_absent_more(E, table[i].kept);
    }
    return first;
}

static void count_hidden(PmlEngine *E, const char *names)
{
    while (*names) {
        size_t length = strcspn(names, " ");
        int32_t i = find(names, length);
        if (i >= 0 && take(E, i)) {
            pml_gc_count_more(E, table[i].made);
        }
        names += length + (names[length] == ' ');
    }
}

/* What is made does not count: in CPython the module is there already, or is not needed. */
static PmlObj *load_uncounted(PmlEngine *E, PmlObj *name, PmlLoad *load)
{
    int32_t enabled = E->gc->enabled, count = E->gc->count[0], outer = E->vm->importing;
    E->gc->enabled = 0;
    E->vm->importing = PML_IMPORT_UNCOUNTED;
    PmlObj *module = load(E, name);
    E->vm->importing = outer;
    E->gc->enabled = enabled;
    E->gc->count[0] = count;
    return module;
}

static PmlObj *load_row(PmlEngine *E, PmlObj *name, PmlLoad *load, int32_t i)
{
    const ImportCount *row = &table[i];
    int32_t outer = E->vm->importing;
    bool extra = outer > 0 && is_in(table[outer - 1].extra, row->name);
    if (!row->hidden || extra || !take(E, i)) {
        return load_uncounted(E, name, load);
    }
    count_hidden(E, row->hidden);
    if (row->more > 0) {
        pml_gc_count_more(E, row->more);
    }
    E->vm->importing = i + 1;
    PmlObj *module = load(E, name);
    E->vm->importing = outer;
    if (row->more < 0) {
        pml_gc_count_more(E, row->more);
    }
    return module;
}

PmlObj *pml_import_counted(PmlEngine *E, PmlObj *name, PmlLoad *load)
{
    int64_t n;
    const char *text = pml_str_utf8(E, name, &n);
    if (!text) {
        return NULL;
    }
    int32_t i = find(text, (size_t)n);
    bool uncounted = E->vm->importing == PML_IMPORT_UNCOUNTED;
    if (!uncounted && (i < 0 || table[i].hidden) && !pml_fill_free_lists(E, &machinery_leaves)) {
        return NULL;
    }
    PmlObj *module = uncounted || i < 0 ? load(E, name) : load_row(E, name, load, i);
    uint64_t bit = i >= 0 ? UINT64_C(1) << i : 0;
    if (bit & ~E->vm->loaded_imports) {
        E->vm->loaded_imports |= bit; /* loaded anew, it takes its own place */
        pml_gc_absent_more(E, -table[i].kept_here);
    }
    return module;
}
