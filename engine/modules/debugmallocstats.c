/* sys._debugmallocstats(): the allocator's own report, in CPython's format (facts 1.7). */
#include "modules/sys_module.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct PmlClassTotals {
    uint64_t pools, used, available;
} PmlClassTotals;

typedef struct PmlTotals {
    PmlClassTotals of[PML_SIZE_CLASSES];
    uint64_t empty_pools;
} PmlTotals;

static void line(PmlEngine *E, const char *fmt, ...) PML_PRINTF(2, 3);
static void line(PmlEngine *E, const char *fmt, ...)
{
    char text[160];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    pml_host_write(E, 2, text, (size_t)n);
}

static bool add_pool(void *ctx, int arena, const PmlPoolInfo *pool)
{
    PmlTotals *t = ctx;
    PML_UNUSED(arena);
    if (pool->used == 0) {
        t->empty_pools++;
        return true;
    }
    PmlClassTotals *c = &t->of[pool->size_class];
    c->pools++;
    c->used += pool->used;
    c->available += pool->capacity - pool->used;
    return true;
}

/* "label      =     1,234": the label in 35 columns, the value in 21. */
static uint64_t figure(PmlEngine *E, const char *label, uint64_t value)
{
    char digits[40];
    int at = 39, group = 0;
    uint64_t rest = value;
    digits[at] = 0;
    do {
        if (group == 3) {
            digits[--at] = ',';
            group = 0;
        }
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
        group++;
    } while (rest);
    line(E, "%-35s=%21s\n", label, digits + at);
    return value;
}

static void free_list_line(PmlEngine *E, int64_t count, const char *what, int64_t size)
{
    char text[80];
    snprintf(text, sizeof text, "%lld free %s * %lld bytes each", (long long)count, what,
             (long long)size);
    char label[96];
    snprintf(label, sizeof label, "%48s ", text);
    figure(E, label, (uint64_t)(count * size));
}

PmlObj *pml_sys_debugmallocstats(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                 PmlObj *kw)
{
    PML_UNUSED(self);
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kw);
    PmlTotals t;
    memset(&t, 0, sizeof t);
    pml_heap_each_pool(E, add_pool, &t);
    const PmlHeapStats *s = pml_heap_stats(E);
    line(E, "Small block threshold = 512, in 32 size classes.\n\n");
    line(E, "class   size   num pools   blocks in use  avail blocks\n");
    line(E, "-----   ----   ---------   -------------  ------------\n");
    uint64_t in_use = 0, available = 0, headers = 0, lost = 0;
    for (unsigned i = 0; i < PML_SIZE_CLASSES; i++) {
        const PmlClassTotals *c = &t.of[i];
        unsigned size = (i + 1) * 16;
        if (!c->pools) {
            continue;
        }
        line(E, "%5u %6u %11llu %15llu %13llu\n", i, size, (unsigned long long)c->pools,
             (unsigned long long)c->used, (unsigned long long)c->available);
        in_use += c->used * size;
        available += c->available * size;
        headers += c->pools * 48;
        lost += c->pools * ((pml_pool_bytes(E) - 48) % size);
    }
    line(E, "\n");
    figure(E, "# arenas allocated total", s->arenas_total);
    figure(E, "# arenas reclaimed", s->arenas_reclaimed);
    figure(E, "# arenas highwater mark", s->arenas_peak);
    figure(E, "# arenas allocated current", s->arenas);
    char label[64];
    snprintf(label, sizeof label, "%llu arenas * %llu bytes/arena", (unsigned long long)s->arenas,
             (unsigned long long)pml_arena_bytes(E));
    figure(E, label, s->arenas * pml_arena_bytes(E));
    line(E, "\n");
    uint64_t total = figure(E, "# bytes in allocated blocks", in_use);
    total += figure(E, "# bytes in available blocks", available);
    snprintf(label, sizeof label, "%llu unused pools * %llu bytes",
             (unsigned long long)t.empty_pools, (unsigned long long)pml_pool_bytes(E));
    total += figure(E, label, t.empty_pools * pml_pool_bytes(E));
    total += figure(E, "# bytes lost to pool headers", headers);
    total += figure(E, "# bytes lost to quantization", lost);
    total += figure(E, "# bytes lost to arena alignment", 0);
    figure(E, "Total", total);
    line(E, "\narena map counts\n");
    figure(E, "# arena map mid nodes", 1);
    figure(E, "# arena map bot nodes", 1);
    line(E, "\n");
    total = figure(E, "# bytes lost to arena map root", 262144);
    total += figure(E, "# bytes lost to arena map mid", 262144);
    total += figure(E, "# bytes lost to arena map bot", 131072);
    figure(E, "Total", total);
    line(E, "\n");
    free_list_line(E, E->rt->free_dict_count, "PyDictObjects", 48);
    free_list_line(E, E->rt->free_float_count, "PyFloatObjects", 24);
    free_list_line(E, E->rt->free_list_count, "PyListObjects", 40);
    for (int i = 1; i < PML_TUPLE_FREE_SIZES; i++) {
        char what[40];
        snprintf(what, sizeof what, "%d-sized PyTupleObjects", i);
        free_list_line(E, E->rt->free_tuple_count[i], what, 24 + 8 * i);
    }
    line(E, "\n");
    return pml_none(E);
}
