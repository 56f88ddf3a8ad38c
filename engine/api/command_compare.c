/* compare: one program under several profiles, each in an engine of its own, and what differs. */
#include "api/door_state.h"
#include "observe/census.h"

enum { RUNS_MAX = 4, LINES_MAX = 200, NAMES_MAX = 200, NAME_BYTES = 64 };

typedef struct PmlNamed {
    char name[NAME_BYTES];
    int64_t refcount;
} PmlNamed;

/* What a run came to: at the program's end, before the interpreter's. */
typedef struct PmlRunStory {
    const PmlProfile *profile;
    PmlOutcome outcome;
    PmlOutput out; /* stdout, to the end of the interpreter */
    PmlHeapStats heap;
    PmlGenStats generations[3];
    uint64_t ticks;
    PmlCensus census;
    PmlNamed names[NAMES_MAX];
    int name_count;
    bool failed;
} PmlRunStory;

/* The module's names and the counts of what they are bound to. */
static void note_names(PmlEngine *E, PmlRunStory *s)
{
    int64_t pos = 0;
    PmlObj *key, *value;
    PmlObj *dict = pml_module_dict(E->vm->main_module.p);
    while (s->name_count < NAMES_MAX && pml_dict_next(dict, &pos, &key, &value, NULL)) {
        if (!PML_IS(key, str) || !PML_STR(key)->ascii || PML_STR_LEN(key) >= NAME_BYTES ||
            (PML_STR_LEN(key) > 1 && pml_str_at(key, 0) == '_' && pml_str_at(key, 1) == '_')) {
            continue;
        }
        PmlNamed *n = &s->names[s->name_count++];
        memcpy(n->name, pml_str_data(key), (size_t)PML_STR_LEN(key));
        n->name[PML_STR_LEN(key)] = 0;
        n->refcount = pml_shown_refs(value);
    }
}

static void note_end(PmlEngine *E, PmlRunStory *s)
{
    s->heap = *pml_heap_stats(E);
    memcpy(s->generations, E->gc->stats, sizeof s->generations);
    s->ticks = E->vm->ticks;
    pml_census(E, &s->census);
    note_names(E, s);
}

static void run_under(const PmlDoorConfig *session, const char *source, int runs, PmlRunStory *s)
{
    PmlDoorConfig config = *session;
    config.profile = s->profile;
    config.record_bytes = 1 << 20;
    PmlDoor *door = pml_door_new(&config);
    if (!door) {
        s->failed = true;
        return;
    }
    PmlAllowance a = {.ticks = config.ticks / (uint64_t)runs,
                      .seconds = config.seconds / runs,
                      .clock = config.clock,
                      .clock_ctx = config.clock_ctx};
    PmlOutcome end = {0};
    s->failed = pml_recording_cell(door->recording, source, NULL, false, &a, &s->outcome) ==
                PML_GOING_NO_MEMORY;
    if (!s->failed) {
        note_end(door->E, s);
        pml_recording_finish(door->recording, &a, &end);
        s->out = door->out[0];
        memset(&door->out[0], 0, sizeof door->out[0]);
    }
    pml_outcome_free(&end);
    pml_door_free(door);
}

/* -- what differs ------------------------------------------------------------------------ */

typedef struct PmlCompared {
    PmlRunStory *runs;
    int count;
    int64_t differences;
    PmlReply *reply;
} PmlCompared;

static void put_figure(PmlCompared *c, const char *name, const int64_t *values)
{
    bool same = true;
    for (int i = 1; i < c->count; i++) {
        same = same && values[i] == values[0];
    }
    c->differences += !same;
    pml_open_object(c->reply, NULL);
    pml_put_text(c->reply, "name", name);
    pml_put_bool(c->reply, "same", same);
    pml_open_list(c->reply, "values");
    for (int i = 0; i < c->count; i++) {
        pml_put_int(c->reply, NULL, values[i]);
    }
    pml_close(c->reply);
    pml_close(c->reply);
}

static void put_figures(PmlCompared *c)
{
    pml_open_list(c->reply, "figures");
#define FIGURE(name, member)                     \
    do {                                         \
        int64_t v[RUNS_MAX] = {0};               \
        for (int i = 0; i < c->count; i++) {     \
            v[i] = (int64_t)(c->runs[i].member); \
        }                                        \
        put_figure(c, name, v);                  \
    } while (0)
    FIGURE("instructions", ticks);
    FIGURE("allocations", heap.allocations);
    FIGURE("blocks live at the end", heap.blocks);
    FIGURE("bytes live at the end", heap.bytes_live);
    FIGURE("bytes live at most", heap.bytes_peak);
    FIGURE("arenas at most", heap.arenas_peak);
    FIGURE("bytes in arenas at most", heap.arenas_peak * c->runs[i].profile->arena_bytes);
    FIGURE("collections of generation 0", generations[0].collections);
    FIGURE("collections of generation 1", generations[1].collections);
    FIGURE("collections of generation 2", generations[2].collections);
    FIGURE("objects collected", generations[0].collected + c->runs[i].generations[1].collected +
                                    c->runs[i].generations[2].collected);
    FIGURE("objects live at the end", census.count);
#undef FIGURE
    pml_close(c->reply);
}

/* The next line of each output; false: all are at their end. */
static bool next_lines(const PmlCompared *c, size_t *at, const char **line, size_t *length)
{
    bool any = false;
    for (int i = 0; i < c->count; i++) {
        const PmlOutput *o = &c->runs[i].out;
        line[i] = at[i] < o->used ? o->bytes + at[i] : NULL;
        length[i] = 0;
        if (line[i]) {
            const char *end = memchr(line[i], '\n', o->used - at[i]);
            length[i] = end ? (size_t)(end - line[i]) : o->used - at[i];
            at[i] += length[i] + (end != NULL);
            any = true;
        }
    }
    return any;
}

static bool same_lines(int count, const char *const *line, const size_t *length)
{
    for (int i = 1; i < count; i++) {
        if (!line[i] != !line[0] || length[i] != length[0] ||
            (line[0] && memcmp(line[i], line[0], length[0]) != 0)) {
            return false;
        }
    }
    return true;
}

static void put_output(PmlCompared *c)
{
    size_t at[RUNS_MAX] = {0}, length[RUNS_MAX];
    const char *line[RUNS_MAX];
    int64_t number = 0, omitted = 0, shown = 0;
    pml_open_list(c->reply, "output");
    while (next_lines(c, at, line, length)) {
        number++;
        if (same_lines(c->count, line, length)) {
            continue;
        }
        c->differences++;
        if (shown++ >= LINES_MAX) {
            omitted++;
            continue;
        }
        pml_open_object(c->reply, NULL);
        pml_put_int(c->reply, "line", number);
        pml_open_list(c->reply, "values");
        for (int i = 0; i < c->count; i++) {
            if (line[i]) {
                pml_put_bytes(c->reply, NULL, line[i], length[i]);
            } else {
                pml_put_null(c->reply, NULL);
            }
        }
        pml_close(c->reply);
        pml_close(c->reply);
    }
    pml_close(c->reply);
    pml_put_int(c->reply, "output_lines", number);
    pml_put_int(c->reply, "output_omitted", omitted);
}

static int64_t count_of(const PmlRunStory *s, const char *name)
{
    for (int i = 0; i < s->name_count; i++) {
        if (strcmp(s->names[i].name, name) == 0) {
            return s->names[i].refcount;
        }
    }
    return -1;
}

static void put_counts(PmlCompared *c)
{
    pml_open_list(c->reply, "counts");
    for (int k = 0; k < c->runs[0].name_count; k++) {
        const PmlNamed *n = &c->runs[0].names[k];
        bool same = true;
        for (int i = 1; i < c->count; i++) {
            same = same && count_of(&c->runs[i], n->name) == n->refcount;
        }
        if (same) {
            continue;
        }
        c->differences++;
        pml_open_object(c->reply, NULL);
        pml_put_text(c->reply, "name", n->name);
        pml_open_list(c->reply, "values");
        for (int i = 0; i < c->count; i++) {
            int64_t count = count_of(&c->runs[i], n->name);
            if (count < 0) {
                pml_put_null(c->reply, NULL);
            } else {
                pml_put_int(c->reply, NULL, count);
            }
        }
        pml_close(c->reply);
        pml_close(c->reply);
    }
    pml_close(c->reply);
}

/* Types with other numbers or sizes; those that the first run does not have are not told. */
static void put_types(PmlCompared *c)
{
    static const PmlTypeCount none;
    pml_open_list(c->reply, "types");
    for (int64_t k = 0; k < c->runs[0].census.used; k++) {
        const PmlTypeCount *t = &c->runs[0].census.types[k], *of[RUNS_MAX] = {t};
        bool same = true;
        for (int i = 1; i < c->count; i++) {
            of[i] = pml_census_find(&c->runs[i].census, t->type);
            of[i] = of[i] ? of[i] : &none;
            same = same && of[i]->count == t->count && of[i]->bytes == t->bytes;
        }
        if (same) {
            continue;
        }
        c->differences++;
        pml_open_object(c->reply, NULL);
        pml_put_text(c->reply, "type", t->type);
        pml_open_list(c->reply, "counts");
        for (int i = 0; i < c->count; i++) {
            pml_put_int(c->reply, NULL, of[i]->count);
        }
        pml_close(c->reply);
        pml_open_list(c->reply, "bytes");
        for (int i = 0; i < c->count; i++) {
            pml_put_int(c->reply, NULL, of[i]->bytes);
        }
        pml_close(c->reply);
        pml_close(c->reply);
    }
    pml_close(c->reply);
}

static void put_runs(PmlCompared *c)
{
    pml_open_list(c->reply, "runs");
    for (int i = 0; i < c->count; i++) {
        const PmlOutcome *o = &c->runs[i].outcome;
        pml_open_object(c->reply, NULL);
        pml_put_text(c->reply, "profile", c->runs[i].profile->name);
        pml_put_failure(c->reply, &o->failure);
        pml_put_bool(c->reply, "stopped", o->stopped != PML_STOP_NONE);
        pml_close(c->reply);
    }
    pml_close(c->reply);
}

/* -- the command ------------------------------------------------------------------------- */

/* False: error in reply. */
static bool want_runs(const cJSON *request, PmlCompared *c)
{
    const cJSON *names = cJSON_GetObjectItemCaseSensitive(request, "profiles"), *name;
    int n = cJSON_GetArraySize(names);
    if (n < 2 || n > RUNS_MAX) {
        pml_reply_error(c->reply, "bad_request", "\"profiles\" names two to four profiles.");
        return false;
    }
    cJSON_ArrayForEach(name, names)
    {
        const PmlProfile *p = pml_profile_find(name->valuestring);
        if (!p) {
            pml_reply_error(c->reply, "unknown_profile",
                            "There is no profile of this name; \"profiles\" lists them all.");
            return false;
        }
        c->runs[c->count++].profile = p;
    }
    return true;
}

void pml_command_compare(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlCompared c = {.runs = calloc(RUNS_MAX, sizeof *c.runs), .reply = reply};
    bool failed = c.runs == NULL;
    if (failed) {
        pml_reply_error(reply, "out_of_memory", "No memory for the runs.");
        return;
    }
    if (want_runs(request, &c)) {
        for (int i = 0; i < c.count; i++) {
            run_under(&door->config, pml_field_text(request, "source"), c.count, &c.runs[i]);
            failed = failed || c.runs[i].failed || c.runs[i].census.failed;
        }
        put_runs(&c);
        put_output(&c);
        put_figures(&c);
        put_counts(&c);
        put_types(&c);
        pml_put_int(reply, "differences", c.differences);
        if (failed) {
            pml_reply_error(reply, "out_of_memory", "No memory for the runs.");
        }
    }
    for (int i = 0; i < RUNS_MAX; i++) {
        pml_outcome_free(&c.runs[i].outcome);
        pml_census_free(&c.runs[i].census);
        free(c.runs[i].out.bytes);
    }
    free(c.runs);
}
