/* The memory story of a finished run, as a table on standard error. */
#include "report.h"

#include <stdio.h>

#include "vm/vm.h"

/* 1234567 -> "1 234 567" */
static const char *grouped(uint64_t n, char text[32])
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    char *at = text;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            *at++ = ' ';
        }
        *at++ = digits[i];
    }
    *at = 0;
    return text;
}

static void row(const char *label, uint64_t n)
{
    char text[32];
    fprintf(stderr, "  %-38s %18s\n", label, grouped(n, text));
}

void pml_report(PmlEngine *E, const PmlReportStart *start)
{
    const PmlHeapStats *s = pml_heap_stats(E);
    static const char *const causes[] = {"freed: count reached zero", "freed: its holder died",
                                         "freed: by a collection", "freed: at exit"};
    fprintf(stderr, "\nPyMemLab report (bytes are those of whole blocks; the interpreter's own "
                    "start is not counted)\n");
    row("instructions executed", E->vm->ticks);
    row("blocks allocated", s->allocations - start->allocations);
    row("bytes allocated", s->bytes_allocated - start->bytes_allocated);
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        row(causes[i], s->bytes_freed[i] - start->bytes_freed[i]);
    }
    row("bytes live at the program's end", start->live_at_end);
    row("bytes live at most", s->bytes_peak);
    row("arenas at most (1 MiB each)", s->arenas_peak);
    fprintf(stderr, "  %-12s %12s %12s %14s\n", "generation", "collections", "collected",
            "uncollectable");
    for (int i = 0; i < 3; i++) {
        const PmlGenStats *g = &E->gc->stats[i];
        fprintf(stderr, "  %-12d %12lld %12lld %14lld\n", i,
                (long long)(g->collections - start->generations[i].collections),
                (long long)(g->collected - start->generations[i].collected),
                (long long)(g->uncollectable - start->generations[i].uncollectable));
    }
}

void pml_report_begin(PmlEngine *E, PmlReportStart *start)
{
    const PmlHeapStats *s = pml_heap_stats(E);
    start->allocations = s->allocations;
    start->bytes_allocated = s->bytes_allocated;
    memcpy(start->bytes_freed, s->bytes_freed, sizeof start->bytes_freed);
    memcpy(start->generations, E->gc->stats, sizeof start->generations);
    start->live_at_end = 0;
}
