/* Allocations that fail, at every place: fail_run [-d DEPTH] [-n] [-s] [-o] FILE...
 *                                        fail_run -a N [-f] FILE
 *
 * Each script runs once. Whenever it comes to an allocation (in the region, or in the host's
 * memory) by a way not seen before, the process forks: in one child this allocation fails, in a
 * second one this and all after it, and the child goes on to the end. A way is the innermost DEPTH
 * return addresses. The free lists are emptied before every instruction: what comes from one cannot
 * fail. What must hold in each child:
 *
 *   - it ends by itself: no signal, no endless loop;
 *   - the heap, the collector's lists and the ledger are sound afterwards;
 *   - the failure was not lost: a MemoryError was told (of fork, ENOMEM) or came to an except
 * clause that catches it, or a limit ended the run, or the output is that of a run without failure.
 *
 * -a: only the N-th fails, in this process; -f: and all after it (to look at one in a debugger).
 * -s: lost failures are not looked for: scripts whose output is how errors are told, the clock, a
 * checksum. -n: making the engine fails too (before the first script). -o: the first child only.
 * Last line: "N passed, N failed". */
#include <stdio.h>
#include <unistd.h>

#include <tree_sitter/api.h>

#include "failing.h"
#include "lang/parse.h"
#include "observe/ledger.h"
#include "observe/objects_check.h"
#include "shared_counters.h"
#include "vm/lifecycle.h"

enum { CHILD_TICKS = 300000 };

typedef struct Text {
    char *bytes;
    size_t used, capacity;
} Text;

TSTree *__real_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n);
TSTree *__wrap_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n);
bool __real_pml_ast_fold(PmlEngine *E, PmlAst *ast);
bool __wrap_pml_ast_fold(PmlEngine *E, PmlAst *ast);
int __real_pml_op_check_except(PmlEngine *E, PmlObj *clause);
int __wrap_pml_op_check_except(PmlEngine *E, PmlObj *clause);
bool __real_pml_exception_matches(PmlEngine *E, PmlObj *exc, PmlObj *types);
bool __wrap_pml_exception_matches(PmlEngine *E, PmlObj *exc, PmlObj *types);

static Text expected, output;
static bool losses_allowed; /* -s */
static int expected_status;
static bool error_seen; /* ... on stderr, or by an except clause of the program */
static bool in_clause;  /* the next match is that of an except clause */
static bool compiling;  /* the failure came before the first instruction, or while folding */
static bool folding;    /* constants, which as in CPython gives up without a word */

/* -- children ------------------------------------------------------------------------------- */

static PmlEngine *running;

static void empty_free_lists(PmlEngine *E, bool quiescent)
{
    (void)quiescent;
    pml_clear_free_lists(E);
}

static bool alloc_fails(PmlEngine *E)
{
    (void)E;
    return failing_here();
}

void failing_become(bool forever)
{
    PmlEngine *E = running;
    E->alloc_fails = NULL;
    E->fail_alloc_at = forever ? 1 : 0;
    E->fail_alloc_forever = forever;
    if (E->vm) {
        compiling = E->vm->ticks == 0 || folding;
        E->stop_tick = E->vm->ticks + CHILD_TICKS;
        E->event_tick = E->event_tick < E->stop_tick ? E->event_tick : E->stop_tick;
    }
}

/* Not exit: a build that counts branches would write all its files for every child. */
static void end_child(int status)
{
    fflush(stdout);
    _exit(status);
}

/* The grammar's scanner calls malloc whatever allocator it is told to use. */
TSTree *__wrap_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n)
{
    bool was_armed = failing.armed;
    failing.armed = false;
    TSTree *tree = __real_ts_parser_parse_string(parser, old, text, n);
    failing.armed = was_armed;
    return tree;
}

bool __wrap_pml_ast_fold(PmlEngine *E, PmlAst *ast)
{
    folding = true;
    bool ok = __real_pml_ast_fold(E, ast);
    folding = false;
    return ok;
}

int __wrap_pml_op_check_except(PmlEngine *E, PmlObj *clause)
{
    in_clause = true;
    return __real_pml_op_check_except(E, clause);
}

/* What the program catches is not lost, whatever it then prints. */
bool __wrap_pml_exception_matches(PmlEngine *E, PmlObj *exc, PmlObj *types)
{
    bool of_program = in_clause, matches = __real_pml_exception_matches(E, exc, types);
    in_clause = false;
    if (failing.in_child && of_program && matches) {
        error_seen =
            error_seen || __real_pml_exception_matches(E, exc, (PmlObj *)PML_TYPE(E, MemoryError));
    }
    return matches;
}

/* -- one script ----------------------------------------------------------------------------- */

static bool tells_failure(const char *text, size_t n)
{
    return memmem(text, n, "MemoryError", 11) || memmem(text, n, "Cannot allocate memory", 22);
}

static void collect_text(void *ctx, int fd, const char *bytes, size_t n)
{
    Text *t = ctx;
    if (failing.only > 0 && t == &output) {
        fwrite(bytes, 1, n, fd == 1 ? stdout : stderr);
    }
    if (fd != 1) {
        error_seen = error_seen || (t == &output && tells_failure(bytes, n));
        return;
    }
    if (t->used + n + 1 > t->capacity) {
        t->capacity = (t->used + n + 1) * 2;
        t->bytes = __real_realloc(t->bytes, t->capacity);
    }
    memcpy(t->bytes + t->used, bytes, n);
    t->used += n;
    t->bytes[t->used] = 0;
}

static char *read_file(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return NULL;
    }
    fseek(f, 0, SEEK_END);
    *size = (size_t)ftell(f);
    rewind(f);
    char *text = malloc(*size + 1);
    bool ok = fread(text, 1, *size, f) == *size;
    text[*size] = 0;
    fclose(f);
    return ok ? text : NULL;
}

static const char *invariants(PmlEngine *E, char *text, size_t n)
{
    const char *wrong = pml_heap_check(E);
    wrong = wrong ? wrong : pml_gc_check(E);
    wrong = wrong ? wrong : pml_vm_check(E);
    wrong = wrong ? wrong : pml_objects_check(E, NULL);
    return wrong ? wrong : pml_ledger_check(E, false, text, n);
}

/* One failure must show: in what the program does, or where errors are told. Messages themselves
 * (tracebacks, warnings, what finalizers raised) may be cut short by a failure while they are made;
 * so may everything where nothing can be allocated any more. A constant that cannot be folded for
 * want of memory is computed later. */
static bool failure_was_lost(const PmlEngine *E)
{
    if (failing.forever || error_seen || compiling ||
        (output.bytes && tells_failure(output.bytes, output.used))) {
        return false;
    }
    return output.used != expected.used || E->vm->exit_code != expected_status ||
           (output.used > 0 && memcmp(output.bytes, expected.bytes, output.used) != 0);
}

static void show_difference(void)
{
    size_t at = 0;
    while (at < output.used && at < expected.used && output.bytes[at] == expected.bytes[at]) {
        at++;
    }
    size_t from = at < 40 ? 0 : at - 40;
    printf("...%.80s... ", output.bytes ? output.bytes + from : "");
}

/* What a child has to say in the end: its exit status. */
static int judge(PmlEngine *E)
{
    char text[300];
    bool stopped = E->rt->stopping != 0;
    E->fail_alloc_at = 0;
    failing.armed = false;
    E->rt->stopping = 0;
    E->stop_tick = E->event_tick = UINT64_MAX;
    const char *wrong = invariants(E, text, sizeof text);
    if (!wrong && !stopped && !losses_allowed && failure_was_lost(E)) {
        wrong = "the failure was lost";
        show_difference();
    }
    if (!wrong) {
        E->stop_tick = E->event_tick = E->vm->ticks + CHILD_TICKS;
        pml_vm_shutdown(E);
        wrong = pml_heap_check(E);
    }
    if (wrong) {
        printf("%s; ", wrong);
        fflush(stdout);
    }
    return wrong != NULL;
}

static void run(char *source, size_t size, bool sweeping)
{
    PmlHost host = {.ctx = sweeping ? &output : &expected, .write = collect_text};
    PmlLimits limits = {.heap_bytes = 256 << 20};
    PmlEngine *E = pml_engine_new(&host, &limits);
    if (!E) {
        exit(2);
    }
    pml_remember_source(E, failing.filename, source, size);
    pml_engine_set_script(E, failing.filename, &failing.filename, 1);
    E->stop_tick = CHILD_TICKS;
    E->tick_hook = empty_free_lists;
    E->hook_interval = 1;
    running = E;
    if (sweeping) {
        E->alloc_fails = alloc_fails;
        E->fail_alloc_at = 1;
        failing.armed = true;
    }
    pml_script_run(E, source, (int64_t)size, failing.filename);
    if (failing.in_child) {
        end_child(judge(E));
    }
    failing.armed = false;
    expected_status = E->vm->exit_code;
    E->alloc_fails = NULL;
    E->fail_alloc_at = 0;
    pml_engine_free(E);
}

static void restart_text(Text *t)
{
    t->used = 0;
    if (t->bytes) {
        t->bytes[0] = 0;
    }
}

static bool sweep(const char *path)
{
    size_t size;
    failing.filename = path;
    char *source = read_file(path, &size);
    if (!source) {
        fprintf(stderr, "cannot read %s\n", path);
        return false;
    }
    restart_text(&expected);
    restart_text(&output);
    failing.allocations = 0;
    run(source, size, false);
    run(source, size, true);
    free(source);
    return true;
}

/* An engine that cannot be made is none: pml_engine_new in its steps, each allocation failing. */
static void sweep_start(void)
{
    failing.filename = "start";
    PmlEngine *E = calloc(1, sizeof *E);
    running = E;
    E->limits.heap_bytes = 64 << 20;
    E->alloc_fails = alloc_fails;
    E->fail_alloc_at = 1;
    failing.armed = true;
    (void)(pml_heap_create(E) && pml_gc_create(E) && pml_vm_create(E));
    failing.armed = false;
    E->fail_alloc_at = 0;
    E->alloc_fails = NULL;
    if (failing.in_child) {
        pml_engine_free(E);
        end_child(0);
    }
    pml_engine_free(E);
}

int main(int argc, char **argv)
{
    bool start = false;
    int option;
    while ((option = getopt(argc, argv, "d:nsoa:f")) != -1) {
        if (option == 'd') {
            failing.depth = atoi(optarg) < FAILING_DEPTH_MAX ? atoi(optarg) : FAILING_DEPTH_MAX;
        } else if (option == 'n') {
            start = true;
        } else if (option == 's') {
            losses_allowed = true;
        } else if (option == 'o') {
            failing.once = true;
        } else if (option == 'a') {
            failing.only = strtoull(optarg, NULL, 10);
        } else if (option == 'f') {
            failing.only_forever = true;
        } else {
            return 2;
        }
    }
    /* The grammar is foreign: it ends the process when it gets no memory. */
    ts_set_allocator(__real_malloc, __real_calloc, __real_realloc, free);
    failing_warm_up();
    shared_counters_start();
    if (start) {
        sweep_start();
    }
    for (int i = optind; i < argc; i++) {
        if (!sweep(argv[i])) {
            return 2;
        }
    }
    printf("%llu ways to %llu allocations\n", (unsigned long long)failing.ways,
           (unsigned long long)failing.allocations);
    printf("%llu passed, %llu failed\n", (unsigned long long)failing.passed,
           (unsigned long long)failing.failed);
    return failing.failed != 0;
}
