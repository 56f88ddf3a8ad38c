/* Allocations that fail, at every place: fail_run [-d DEPTH] [-n] FILE...
 *                                        fail_run -a N [-f] FILE
 *
 * Each script runs once. Whenever it comes to an allocation (in the region, or in the host's
 * memory) by a way not seen before, the process forks: in one child this allocation fails, in a
 * second one this and all after it, and the child goes on to the end. A way is the innermost DEPTH
 * return addresses. What must hold in each child:
 *
 *   - it ends by itself: no signal, no endless loop;
 *   - the heap, the collector's lists and the ledger are sound afterwards;
 *   - the failure was not lost: a MemoryError was seen (of fork, ENOMEM), or a limit ended the run,
 *     or the output is that of a run without failure.
 *
 * -a: only the N-th fails, in this process; -f: and all after it (to look at one in a debugger).
 * -n: making the engine fails too (before the first script). Last line: "N passed, N failed". */
#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <tree_sitter/api.h>

#include "lang/parse.h"
#include "observe/ledger.h"
#include "observe/objects_check.h"
#include "shared_counters.h"
#include "vm/lifecycle.h"

enum { MAX_DEPTH = 24, OWN_FRAMES = 3, WAYS = 1 << 20, CHILD_SECONDS = 20, CHILD_TICKS = 300000 };

typedef struct Text {
    char *bytes;
    size_t used, capacity;
} Text;

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
void *__real_realloc(void *p, size_t n);
TSTree *__real_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n);
TSTree *__wrap_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n);
bool __real_pml_ast_fold(PmlEngine *E, PmlAst *ast);
bool __wrap_pml_ast_fold(PmlEngine *E, PmlAst *ast);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);

static int depth = 6;
static uint64_t only; /* -a */
static bool only_forever;
static bool armed;        /* the engine runs, and what it allocates may fail */
static bool in_child;     /* the failure has happened */
static bool fail_forever; /* ... and all allocations fail from now on */
static uint64_t seen[WAYS];
static uint64_t ways, allocations, passed, failed;
static const char *filename;
static Text expected, output;
static int expected_status;
static bool error_seen; /* ... on stderr */
static bool compiling;  /* the failure came before the first instruction, or while folding */
static bool folding;    /* constants, which as in CPython gives up without a word */

/* -- ways ----------------------------------------------------------------------------------- */

static uint64_t hash_of_way(void *const *frames, int n)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (int i = 0; i < n; i++) {
        h = (h ^ (uint64_t)(uintptr_t)frames[i]) * UINT64_C(1099511628211);
        h ^= h >> 29;
    }
    return h ? h : 1;
}

static bool is_new(uint64_t way)
{
    uint64_t at = way % WAYS;
    while (seen[at]) {
        if (seen[at] == way) {
            return false;
        }
        at = (at + 1) % WAYS;
    }
    seen[at] = way;
    return ++ways < WAYS / 2;
}

/* Return addresses as offsets in the program, for addr2line. */
static void print_way(void *const *frames, int n)
{
    char **names = backtrace_symbols(frames, n);
    for (int i = 0; i < n && names; i++) {
        const char *plus = strrchr(names[i], '(');
        printf(" %s", plus ? plus : names[i]);
    }
    printf("\n");
    free(names);
}

/* -- children ------------------------------------------------------------------------------- */

static void become_child(PmlEngine *E, bool forever)
{
    in_child = true;
    fail_forever = forever;
    alarm(CHILD_SECONDS);
    E->alloc_fails = NULL;
    E->fail_alloc_at = forever ? 1 : 0;
    E->fail_alloc_forever = forever;
    if (E->vm) {
        compiling = E->vm->ticks == 0 || folding;
        E->stop_tick = E->vm->ticks + CHILD_TICKS;
        E->event_tick = E->event_tick < E->stop_tick ? E->event_tick : E->stop_tick;
    }
}

static PmlEngine *running;

/* Not exit: a build that counts branches would write all its files for every child. */
static void end_child(int status)
{
    fflush(stdout);
    _exit(status);
}

/* True in a child, where this allocation has to fail. */
static bool try_failing(void *const *frames, int n)
{
    for (int forever = 0; forever < 2; forever++) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            become_child(running, forever != 0);
            return true;
        }
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) < 0) {
            status = 1 << 8;
        }
        passed += status == 0;
        failed += status != 0;
        if (status != 0) {
            printf("%s: allocation %llu%s:", filename, (unsigned long long)allocations,
                   forever ? " and all after it" : "");
            if (WIFSIGNALED(status)) {
                printf("signal %d;", WTERMSIG(status));
            }
            print_way(frames, n);
        }
    }
    return false;
}

static bool this_one_fails(void)
{
    void *frames[MAX_DEPTH + OWN_FRAMES];
    armed = false;
    allocations++;
    if (only > 0) {
        if (allocations == only) {
            become_child(running, only_forever);
        }
        armed = true;
        return in_child;
    }
    int n = backtrace(frames, depth + OWN_FRAMES);
    bool fails = n > OWN_FRAMES && is_new(hash_of_way(frames + OWN_FRAMES, n - OWN_FRAMES)) &&
                 try_failing(frames + OWN_FRAMES, n - OWN_FRAMES);
    armed = true;
    return fails;
}

static bool alloc_fails(PmlEngine *E)
{
    (void)E;
    return this_one_fails();
}

static bool host_alloc_fails(void)
{
    return armed && (in_child ? fail_forever : this_one_fails());
}

void *__wrap_malloc(size_t n)
{
    return host_alloc_fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
    return host_alloc_fails() ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
    return host_alloc_fails() ? NULL : __real_realloc(p, n);
}

/* The grammar's scanner calls malloc whatever allocator it is told to use. */
TSTree *__wrap_ts_parser_parse_string(TSParser *parser, const TSTree *old, const char *text,
                                      uint32_t n)
{
    bool was_armed = armed;
    armed = false;
    TSTree *tree = __real_ts_parser_parse_string(parser, old, text, n);
    armed = was_armed;
    return tree;
}

bool __wrap_pml_ast_fold(PmlEngine *E, PmlAst *ast)
{
    folding = true;
    bool ok = __real_pml_ast_fold(E, ast);
    folding = false;
    return ok;
}

/* -- one script ----------------------------------------------------------------------------- */

static bool tells_failure(const char *text, size_t n)
{
    return memmem(text, n, "MemoryError", 11) || memmem(text, n, "Cannot allocate memory", 22);
}

static void collect_text(void *ctx, int fd, const char *bytes, size_t n)
{
    Text *t = ctx;
    if (only > 0 && t == &output) {
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
    if (fail_forever || error_seen || compiling ||
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
    armed = false;
    E->rt->stopping = 0;
    E->stop_tick = E->event_tick = UINT64_MAX;
    const char *wrong = invariants(E, text, sizeof text);
    if (!wrong && !stopped && failure_was_lost(E)) {
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

static void run(char *source, size_t size, bool failing)
{
    PmlHost host = {.ctx = failing ? &output : &expected, .write = collect_text};
    PmlLimits limits = {.heap_bytes = 256 << 20};
    PmlEngine *E = pml_engine_new(&host, &limits);
    if (!E) {
        exit(2);
    }
    pml_remember_source(E, filename, source, size);
    pml_engine_set_script(E, filename, &filename, 1);
    E->stop_tick = CHILD_TICKS;
    running = E;
    if (failing) {
        E->alloc_fails = alloc_fails;
        E->fail_alloc_at = 1;
        armed = true;
    }
    pml_script_run(E, source, (int64_t)size, filename);
    if (in_child) {
        end_child(judge(E));
    }
    armed = false;
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
    filename = path;
    char *source = read_file(path, &size);
    if (!source) {
        fprintf(stderr, "cannot read %s\n", path);
        return false;
    }
    restart_text(&expected);
    restart_text(&output);
    allocations = 0;
    run(source, size, false);
    run(source, size, true);
    free(source);
    return true;
}

/* An engine that cannot be made is none: pml_engine_new in its steps, each allocation failing. */
static void sweep_start(void)
{
    filename = "start";
    PmlEngine *E = calloc(1, sizeof *E);
    running = E;
    E->limits.heap_bytes = 64 << 20;
    E->alloc_fails = alloc_fails;
    E->fail_alloc_at = 1;
    armed = true;
    (void)(pml_heap_create(E) && pml_gc_create(E) && pml_vm_create(E));
    armed = false;
    E->fail_alloc_at = 0;
    E->alloc_fails = NULL;
    if (in_child) {
        pml_engine_free(E);
        end_child(0);
    }
    pml_engine_free(E);
}

int main(int argc, char **argv)
{
    bool start = false;
    int option;
    while ((option = getopt(argc, argv, "d:na:f")) != -1) {
        if (option == 'd') {
            depth = atoi(optarg) < MAX_DEPTH ? atoi(optarg) : MAX_DEPTH;
        } else if (option == 'n') {
            start = true;
        } else if (option == 'a') {
            only = strtoull(optarg, NULL, 10);
        } else if (option == 'f') {
            only_forever = true;
        } else {
            return 2;
        }
    }
    /* The grammar is foreign: it ends the process when it gets no memory. */
    ts_set_allocator(__real_malloc, __real_calloc, __real_realloc, free);
    void *warm[2];
    backtrace(warm, 2); /* loads the unwinder, which allocates */
    shared_counters_start();
    if (start) {
        sweep_start();
    }
    for (int i = optind; i < argc; i++) {
        if (!sweep(argv[i])) {
            return 2;
        }
    }
    printf("%llu ways to %llu allocations\n", (unsigned long long)ways,
           (unsigned long long)allocations);
    printf("%llu passed, %llu failed\n", (unsigned long long)passed, (unsigned long long)failed);
    return failed != 0;
}
