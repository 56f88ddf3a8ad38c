/* Records one script and travels in it:
 *   travel_run jumps FILE [N]   after each of N random jumps the region equals a fresh run's at the
 *                               same tick, and stepping back and forth comes back to it
 *   travel_run thousand FILE N  after N random jumps and steps back in a long script the region
 *                               equals that of one run that never jumped
 *   travel_run record FILE [N]  records it N times: for a profiler
 *   travel_run bench FILE       what recording and travelling cost, as one line of JSON
 * Exit status 0: good. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "observe/line_table.h"
#include "observe/steps.h"

typedef struct Session {
    PmlEngine *E;
    PmlSeries *series;
    PmlRecording *r;
    uint64_t written;
} Session;

static char *source;
static const char *filename;

static bool read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return false;
    }
    fseek(f, 0, SEEK_END);
    size_t n = (size_t)ftell(f);
    rewind(f);
    source = malloc(n + 1);
    bool ok = fread(source, 1, n, f) == n;
    source[n] = 0;
    fclose(f);
    filename = path;
    return ok;
}

static void count_text(void *ctx, int fd, const char *bytes, size_t n)
{
    Session *s = ctx;
    (void)fd;
    (void)bytes;
    s->written += n;
}

static void open_session(Session *s, uint64_t budget)
{
    PmlHost host = {.ctx = s, .write = count_text};
    PmlLimits limits = {.heap_bytes = UINT64_C(256) << 20};
    memset(s, 0, sizeof *s);
    s->E = pml_engine_new(&host, &limits);
    s->series = pml_series_new();
    s->r = pml_recording_new(s->E, s->series, budget);
    if (!s->r) {
        fprintf(stderr, "no memory\n");
        exit(2);
    }
}

static void close_session(Session *s)
{
    pml_recording_free(s->r);
    pml_series_free(s->series);
    pml_engine_free(s->E);
}

static void record(Session *s)
{
    PmlOutcome o = {0};
    PmlAllowance a = {.ticks = 20000000};
    pml_recording_cell(s->r, source, NULL, false, &a, &o);
    pml_outcome_free(&o);
    pml_recording_finish(s->r, &a, &o);
    pml_outcome_free(&o);
}

/* -- jumps ------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* A session that has only its first mark: every seek runs from the very start. */
static void forget_marks(Session *s)
{
    while (s->r->mark_count > 1) {
        pml_moment_drop(s->r->history, s->r->marks[--s->r->mark_count].moment);
    }
}

/* One jump: where it led, and what the region was there. */
typedef struct Jump {
    uint64_t wanted, reached, sum, sum_back_and_forth;
    bool deep;
} Jump;

static void back_and_forth(Session *s)
{
    PmlStep back = {.event = PML_STEP_LINE}, forth = {.event = PML_STEP_LINE};
    pml_step(s->r, &back, true);
    pml_step(s->r, &forth, false);
}

static void make_jump(Session *s, Jump *j, bool stepping)
{
    pml_seek(s->r, pml_place_of_tick(s->r, j->wanted));
    j->reached = s->E->vm->ticks;
    j->sum = pml_region_checksum(s->E);
    j->deep = s->r->inside_c;
    if (stepping) {
        back_and_forth(s);
        j->sum_back_and_forth = pml_region_checksum(s->E);
    }
}

/* The same jump in an engine that has never been anywhere else; it must lie at the same address,
 * since old memory may hold half an address. */
static bool is_fresh_equal(const Jump *j, bool stepping, const unsigned char *region)
{
    Session fresh;
    Jump again = {.wanted = j->wanted};
    open_session(&fresh, 48 << 20);
    if (fresh.E->region != region) {
        printf("%s: the host gave another address; nothing can be compared\n", filename);
        exit(2);
    }
    record(&fresh);
    forget_marks(&fresh);
    make_jump(&fresh, &again, stepping);
    close_session(&fresh);
    bool equal = again.reached == j->reached && again.sum == j->sum && again.deep == j->deep &&
                 again.sum_back_and_forth == j->sum_back_and_forth;
    if (!equal) {
        printf("%s: at tick %llu (reached %llu, %llu%s) the region differs from a fresh run's%s\n",
               filename, (unsigned long long)j->wanted, (unsigned long long)j->reached,
               (unsigned long long)again.reached, j->deep ? ", inside C" : "",
               again.sum == j->sum ? " after a line back and forth" : "");
    }
    return equal;
}

static int jumps(int n)
{
    Session s;
    uint64_t state = 12345;
    int bad = 0, deep = 0;
    Jump *all = calloc((size_t)n, sizeof *all);
    open_session(&s, 48 << 20);
    const unsigned char *region = s.E->region;
    record(&s);
    uint64_t end = s.E->vm->ticks, written = s.written, last = pml_region_checksum(s.E);
    for (int i = 0; i < n; i++) {
        all[i].wanted = next_random(&state) % (end + 1);
        make_jump(&s, &all[i], i % 4 == 0);
        deep += all[i].deep;
    }
    pml_seek(s.r, pml_recording_end(s.r));
    if (s.r->away || pml_region_checksum(s.E) != last) {
        printf("%s: the end differs after travelling\n", filename);
        bad = 1;
    }
    if (s.written != written) {
        printf("%s: travelling wrote to the host\n", filename);
        bad = 1;
    }
    close_session(&s);
    for (int i = 0; i < n && !bad; i++) {
        bad = !is_fresh_equal(&all[i], i % 4 == 0, region);
    }
    if (!bad) {
        printf("%d jumps, %d of them inside C code\n", n, deep);
    }
    free(all);
    return bad;
}

/* -- a thousand jumps -------------------------------------------------------------------- */

/* Jumps about in one session; another one, at the same address, goes through its recording once
 * from the very start, never restored, and must find the same states. */
static int by_tick(const void *a, const void *b)
{
    uint64_t x = ((const Jump *)a)->reached, y = ((const Jump *)b)->reached;
    return (x > y) - (x < y);
}

/* Forward from where the session stands, leaving no marks. */
static void run_on(Session *s, uint64_t tick)
{
    PmlProbe nothing = {0};
    PmlPlace here = s->r->at;
    here.tick = s->E->vm->ticks;
    pml_probe_run(s->r, &nothing, here, pml_place_of_tick(s->r, tick));
}

static int thousand(int n)
{
    Session s;
    uint64_t state = 4711;
    int bad = 0;
    Jump *all = calloc((size_t)n, sizeof *all);
    open_session(&s, 48 << 20);
    const unsigned char *region = s.E->region;
    record(&s);
    uint64_t end = s.E->vm->ticks;
    for (int i = 0; i < n; i++) {
        do { /* a place inside C code would have to be come to from the start each time */
            all[i].wanted = next_random(&state) % end;
            make_jump(&s, &all[i], false);
        } while (all[i].deep);
        if (i % 4 == 0) {
            back_and_forth(&s);
            all[i].reached = s.E->vm->ticks;
            all[i].sum = pml_region_checksum(s.E);
        }
        if (i % 4 == 1) { /* a line back: another place reached another way */
            PmlStep back = {.event = PML_STEP_LINE};
            pml_step(s.r, &back, true);
            all[i].reached = s.E->vm->ticks;
            all[i].sum = pml_region_checksum(s.E);
        }
    }
    close_session(&s);
    qsort(all, (size_t)n, sizeof *all, by_tick);
    open_session(&s, 48 << 20);
    if (s.E->region != region) {
        printf("%s: the host gave another address; nothing can be compared\n", filename);
        exit(2);
    }
    record(&s);
    forget_marks(&s);
    run_on(&s, 1); /* leaves the end: the only time that something is restored */
    PmlPlace first = pml_place_first(s.r);
    PmlProbe nothing = {0};
    pml_probe_run(s.r, &nothing, first, pml_place_of_tick(s.r, 1));
    for (int i = 0; i < n && !bad; i++) {
        run_on(&s, all[i].reached);
        bad = s.E->vm->ticks != all[i].reached || pml_region_checksum(s.E) != all[i].sum;
        if (bad) {
            printf("%s: at tick %llu the region differs from a run that never jumped\n", filename,
                   (unsigned long long)all[i].reached);
        }
    }
    if (!bad) {
        printf("%d jumps over %llu ticks\n", n, (unsigned long long)end);
    }
    close_session(&s);
    free(all);
    return bad;
}

/* -- figures ----------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec t;
    /* a busy machine does not count, where the host tells the two apart */
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0) {
        clock_gettime(CLOCK_MONOTONIC, &t);
    }
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double unrecorded(void)
{
    Session s = {0};
    PmlHost host = {.ctx = &s, .write = count_text};
    PmlLimits limits = {.heap_bytes = UINT64_C(256) << 20};
    PmlEngine *E = pml_engine_new(&host, &limits);
    double start = now();
    pml_script_run(E, source, (int64_t)strlen(source), "<cell 1>");
    double taken = now() - start;
    pml_engine_free(E);
    return taken;
}

static double recorded(Session *s)
{
    PmlOutcome o = {0};
    PmlAllowance a = {0};
    open_session(s, 48 << 20);
    double start = now();
    pml_recording_cell(s->r, source, NULL, false, &a, &o);
    double taken = now() - start;
    pml_outcome_free(&o);
    return taken;
}

static void count_line(PmlProbe *p, PmlRecording *r);

enum { ROUNDS = 5, JUMPS = 1000, BACKS = 1000 };

static int bench(void)
{
    double plain[ROUNDS], taped[ROUNDS], jump[JUMPS], back[BACKS];
    Session s;
    for (int i = 0; i < ROUNDS; i++) {
        plain[i] = unrecorded();
        taped[i] = recorded(&s);
        if (i + 1 < ROUNDS) {
            close_session(&s);
        }
    }
    qsort(plain, ROUNDS, sizeof *plain, by_size);
    qsort(taped, ROUNDS, sizeof *taped, by_size);
    uint64_t end = s.E->vm->ticks, state = 99, bytes = pml_history_bytes(s.r->history);
    int64_t marks = s.r->mark_count;
    for (int i = 0; i < JUMPS; i++) {
        PmlPlace to = pml_place_of_tick(s.r, next_random(&state) % (end + 1));
        double start = now();
        pml_seek(s.r, to);
        jump[i] = now() - start;
    }
    for (int i = 0; i < BACKS; i++) {
        PmlStep step = {.event = PML_STEP_LINE};
        double start = now();
        pml_step(s.r, &step, true);
        back[i] = now() - start;
    }
    qsort(jump, JUMPS, sizeof *jump, by_size);
    qsort(back, BACKS, sizeof *back, by_size);
    int64_t lines = 0;
    PmlProbe p = {.at_tick = count_line, .ctx = &lines};
    pml_probe_run(s.r, &p, pml_place_first(s.r), pml_recording_end(s.r));
    printf("{\"ticks\":%llu,\"lines\":%lld,\"plain_ms\":%.1f,\"recorded_ms\":%.1f,\"ratio\":%.3f,"
           "\"marks\":%lld,\"mark_bytes\":%llu,\"bytes_per_line\":%.2f,\"jump_p50_ms\":%.2f,"
           "\"jump_p99_ms\":%.2f,\"back_p50_ms\":%.2f,\"back_p99_ms\":%.2f}\n",
           (unsigned long long)end, (long long)lines, plain[ROUNDS / 2], taped[ROUNDS / 2],
           taped[ROUNDS / 2] / plain[ROUNDS / 2], (long long)marks, (unsigned long long)bytes,
           (double)bytes / (double)(lines ? lines : 1), jump[JUMPS / 2], jump[JUMPS * 99 / 100],
           back[BACKS / 2], back[BACKS * 99 / 100]);
    close_session(&s);
    return 0;
}

/* Recordings only, for a profiler. */
static int record_only(int n)
{
    for (int i = 0; i < n; i++) {
        Session s;
        recorded(&s);
        close_session(&s);
    }
    return 0;
}

static PmlLineTables tables;

static void count_line(PmlProbe *p, PmlRecording *r)
{
    *(int64_t *)p->ctx += pml_line_begins(&tables, r->E) != 0;
}

int main(int argc, char **argv)
{
    if (argc < 3 || !read_file(argv[2])) {
        fprintf(stderr, "usage: travel_run jumps|record|bench FILE [N]\n");
        return 2;
    }
    if (strcmp(argv[1], "jumps") == 0) {
        return jumps(argc > 3 ? atoi(argv[3]) : 12);
    }
    if (strcmp(argv[1], "thousand") == 0) {
        return thousand(argc > 3 ? atoi(argv[3]) : 1000);
    }
    if (strcmp(argv[1], "record") == 0) {
        return record_only(argc > 3 ? atoi(argv[3]) : 12);
    }
    return strcmp(argv[1], "bench") == 0 ? bench() : 2;
}
