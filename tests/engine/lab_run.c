/* Runs one script in a laboratory way and judges what happened:
 *   lab_run audit FILE       the ledger after every instruction; debug builds only
 *   lab_run stress FILE      the same, with a collection at every collectable allocation
 *   lab_run checkpoint FILE  checkpoint in the middle, run to the end, restore, run again: same
 *                            output, same region
 * Exit status 0: good. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "heap/poison.h"
#include "ledger_watch.h"
#include "observe/objects_check.h"
#include "vm/lifecycle.h"

typedef struct Text {
    char *bytes;
    size_t used, capacity;
} Text;

static void collect_text(void *ctx, int fd, const char *bytes, size_t n)
{
    Text *t = ctx;
    if (fd != 1) {
        return;
    }
    if (t->used + n + 1 > t->capacity) {
        t->capacity = (t->used + n + 1) * 2;
        t->bytes = realloc(t->bytes, t->capacity);
    }
    memcpy(t->bytes + t->used, bytes, n);
    t->used += n;
    t->bytes[t->used] = 0;
}

static char *source;
static size_t source_size;
static const char *filename;

static bool read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return false;
    }
    fseek(f, 0, SEEK_END);
    source_size = (size_t)ftell(f);
    rewind(f);
    source = malloc(source_size + 1);
    bool ok = fread(source, 1, source_size, f) == source_size;
    source[source_size] = 0;
    fclose(f);
    filename = path;
    return ok;
}

static const PmlProfile *profile; /* of the third argument; NULL: the first */

static PmlEngine *engine(Text *out, uint64_t heap_mib)
{
    PmlHost host = {.ctx = out, .write = collect_text};
    PmlLimits limits = {.heap_bytes = heap_mib << 20, .profile = profile};
    PmlEngine *E = pml_engine_new(&host, &limits);
    if (E) {
        pml_remember_source(E, filename, source, source_size);
        pml_engine_set_script(E, filename, &filename, 1);
    }
    return E;
}

static const char *invariants(PmlEngine *E, bool exact, char *text, size_t n)
{
    const char *wrong = pml_heap_check(E);
    wrong = wrong ? wrong : pml_gc_check(E);
    wrong = wrong ? wrong : pml_vm_check(E);
    return wrong ? wrong : pml_ledger_check(E, exact, text, n);
}

/* The same, and the content of every object: for the end of a script. */
static const char *all_invariants(PmlEngine *E, char *text, size_t n)
{
    const char *wrong = pml_objects_check(E, NULL);
    return wrong ? wrong : invariants(E, true, text, n);
}

/* -- audit ---------------------------------------------------------------------------------- */

/* Everything is walked anew, and the account compared with it, this often. */
#define WHOLE_WALK_EVERY 4096
/* The account must not miss an instruction, so in scripts that run for millions of them it ends
 * here, and whole walks follow, ever rarer. The sanitizers forbid it to read freed memory. */
#ifdef PML_ASAN
#define AUDITS_BY_ACCOUNT 0
#else
#define AUDITS_BY_ACCOUNT 20000
#endif
#define WALKS_AT_EVERY_TICK 200

static uint64_t patience = 1; /* 4 with PML_LAB_LONG in the environment */
static uint64_t audits, nested_audits, walks;
static bool accounting;
static char finding[400];

static void start_looking(PmlEngine *E)
{
    E->hook_interval = 1;
    accounting = AUDITS_BY_ACCOUNT > 0 && ledger_watch_start(E);
}

static void stop_looking(PmlEngine *E)
{
    if (!accounting) {
        return;
    }
    char text[300];
    const char *wrong = finding[0] ? NULL : ledger_watch_check(E, text, sizeof text);
    wrong = wrong || finding[0] ? wrong : ledger_watch_compare(E, text, sizeof text);
    if (wrong) {
        snprintf(finding, sizeof finding, "in the end: %s", wrong);
    }
    accounting = false;
    ledger_watch_stop(E);
}

static const char *walk_everything(PmlEngine *E, bool quiescent, char *text, size_t size)
{
    if (!quiescent || E->gc->collecting) {
        return NULL;
    }
    walks++;
    uint64_t rarer = walks < WALKS_AT_EVERY_TICK ? 0 : walks - WALKS_AT_EVERY_TICK;
    E->hook_interval = 1 + rarer * rarer;
    return invariants(E, true, text, size);
}

static const char *look(PmlEngine *E, bool quiescent, char *text, size_t size)
{
    if (!accounting) {
        return walk_everything(E, quiescent, text, size);
    }
    const char *wrong = ledger_watch_check(E, text, size);
    audits++;
    nested_audits += !quiescent;
    /* While a collection runs, its garbage is on no generation's list: a walk misses it. */
    if (!wrong && audits % WHOLE_WALK_EVERY == 0 && !E->gc->collecting) {
        wrong = ledger_watch_compare(E, text, size);
        wrong = wrong ? wrong : invariants(E, true, text, size);
    }
    if (!wrong && audits >= AUDITS_BY_ACCOUNT * patience && quiescent && !E->gc->collecting) {
        stop_looking(E);
    }
    return wrong;
}

/* After every instruction, inside calls from C too. */
static void audit_tick(PmlEngine *E, bool quiescent)
{
    if (finding[0]) {
        return;
    }
    char text[300];
    const char *wrong = look(E, quiescent, text, sizeof text);
    if (wrong) {
        PmlInterpFrame *f = E->vm->frame.p;
        snprintf(finding, sizeof finding, "tick %llu, line %d%s: %s",
                 (unsigned long long)E->vm->ticks, f ? pml_frame_line(f) : 0,
                 quiescent ? "" : ", inside C", wrong);
    }
}

static int audit(void)
{
    Text out = {0};
    PmlEngine *E = engine(&out, 512);
    char text[300];
    E->tick_hook = audit_tick;
    start_looking(E);
    pml_script_run(E, source, (int64_t)source_size, filename);
    E->tick_hook = NULL;
    stop_looking(E);
    const char *wrong = finding[0] ? NULL : all_invariants(E, text, sizeof text);
    if (wrong) {
        snprintf(finding, sizeof finding, "after the script: %s", wrong);
    }
    pml_vm_shutdown(E);
    wrong = pml_heap_check(E);
    if (wrong && !finding[0]) {
        snprintf(finding, sizeof finding, "after shutdown: %s", wrong);
    }
    pml_engine_free(E);
    free(out.bytes);
    printf("%s: %llu audits, %llu of them inside C, %llu whole walks%s%s\n", filename,
           (unsigned long long)audits, (unsigned long long)nested_audits, (unsigned long long)walks,
           finding[0] ? ": " : "", finding);
    return finding[0] != 0;
}

/* -- stress ------------------------------------------------------------------------------ */

/* Each allocation costs a collection, and each instruction an audit. */
#define STRESS_TICKS 5000

static int stress(void)
{
    Text out = {0};
    char text[300];
    PmlEngine *E = engine(&out, 512);
    E->tick_hook = audit_tick;
    E->gc_stress = 1;
    E->stop_tick = STRESS_TICKS * patience;
    start_looking(E);
    pml_script_run(E, source, (int64_t)source_size, filename);
    E->tick_hook = NULL;
    stop_looking(E);
    E->rt->stopping = 0;
    E->gc_stress = 0;
    E->stop_tick = E->event_tick = UINT64_MAX;
    const char *wrong = finding[0] ? finding : all_invariants(E, text, sizeof text);
    printf("%s: %llu audits%s%s\n", filename, (unsigned long long)audits, wrong ? ": " : "",
           wrong ? wrong : "");
    pml_engine_free(E);
    free(out.bytes);
    return wrong != NULL;
}

/* -- checkpoint -------------------------------------------------------------------------- */

static void to_the_end(PmlEngine *E)
{
    PmlObj *result;
    pml_vm_go_on(E, &result);
    pml_script_finish(E, result);
    pml_vm_shutdown(E);
}

static int checkpoint(void)
{
    Text out = {0};
    PmlEngine *E = engine(&out, 512);
    pml_script_run(E, source, (int64_t)source_size, filename);
    uint64_t ticks = E->vm->ticks;
    pml_engine_free(E);
    out.used = 0;
    E = engine(&out, 512);
    PmlObj *result;
    E->pause_tick = ticks / 2;
    if (!pml_script_start(E, source, (int64_t)source_size, filename) ||
        pml_vm_go_on(E, &result) != PML_RUN_PAUSED) {
        printf("%s: did not pause\n", filename);
        return 1;
    }
    size_t middle = out.used;
    PmlCheckpoint *c = pml_checkpoint_take(E);
    uint64_t before = pml_region_checksum(E);
    E->pause_tick = UINT64_MAX;
    pml_run_schedule(E);
    to_the_end(E);
    uint64_t first = pml_region_checksum(E);
    char *text = strdup(out.bytes ? out.bytes + middle : "");
    pml_checkpoint_restore(E, c);
    int bad = pml_region_checksum(E) != before;
    out.used = middle;
    if (out.bytes) {
        out.bytes[middle] = 0;
    }
    pml_run_schedule(E);
    to_the_end(E);
    bad |= pml_region_checksum(E) != first ? 2 : 0;
    bad |= strcmp(text, out.bytes ? out.bytes + middle : "") != 0 ? 4 : 0;
    if (bad) {
        printf("%s: after restoring:%s%s%s\n", filename, bad & 1 ? " the region differs" : "",
               bad & 2 ? " the end differs" : "", bad & 4 ? " the output differs" : "");
    }
    pml_checkpoint_free(c);
    pml_engine_free(E);
    free(text);
    free(out.bytes);
    return bad;
}

int main(int argc, char **argv)
{
    if (argc < 3 || !read_file(argv[2])) {
        fprintf(stderr, "usage: lab_run audit|stress|checkpoint FILE\n");
        return 2;
    }
    patience = getenv("PML_LAB_LONG") ? 4 : 1;
    profile = argc > 3 ? pml_profile_find(argv[3]) : NULL;
    if (strcmp(argv[1], "audit") == 0) {
        return audit();
    }
    if (strcmp(argv[1], "stress") == 0) {
        return stress();
    }
    return strcmp(argv[1], "checkpoint") == 0 ? checkpoint() : 2;
}
