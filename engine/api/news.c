#include "api/news.h"
#include "api/door_state.h"

enum { PIECE_BYTES = 8192, LISTED_COLLECTIONS = 20 };

typedef struct PmlTeller {
    PmlTell tell;
    void *ctx;
} PmlTeller;

/* Tell what was written to w as the event `name`; w is empty afterwards. */
static void tell(const PmlTeller *t, const char *name, PmlReply *w)
{
    size_t n;
    char *json = pml_reply_take(w, &n);
    if (json) {
        t->tell(t->ctx, name, json, n);
    }
    free(json);
}

/* The longest piece of at most PIECE_BYTES that ends with a whole character. */
static size_t piece(const char *text, size_t n)
{
    if (n <= PIECE_BYTES) {
        return n;
    }
    n = PIECE_BYTES;
    while (n > PIECE_BYTES - 4 && ((unsigned char)text[n] & 0xc0) == 0x80) {
        n--;
    }
    return n;
}

static void tell_output(PmlDoor *door, int i, const PmlTeller *t)
{
    const PmlOutput *o = &door->out[i];
    size_t *told = &door->told.out[i];
    *told = *told < o->used ? *told : o->used; /* a branch may have taken some back */
    while (*told < o->used) {
        PmlReply w = {0};
        size_t n = piece(o->bytes + *told, o->used - *told);
        pml_open_object(&w, NULL);
        pml_put_text(&w, "stream", i ? "stderr" : "stdout");
        pml_put_bytes(&w, "text", o->bytes + *told, n);
        tell(t, "output", &w);
        *told += n;
    }
}

static void tell_collections(PmlDoor *door, const PmlTeller *t)
{
    const PmlRecording *r = door->recording;
    int64_t *told = &door->told.collections, over = r->collection_count;
    while (over > 0 && r->collections[over - 1].end_tick == PML_NEVER) {
        over--; /* one that is at work now is told when it is over */
    }
    if (*told >= over) {
        *told = over;
        return;
    }
    PmlReply w = {0};
    int64_t first = over - *told > LISTED_COLLECTIONS ? over - LISTED_COLLECTIONS : *told;
    pml_open_object(&w, NULL);
    pml_put_int(&w, "count", over - *told);
    pml_put_int(&w, "omitted", first - *told);
    pml_open_list(&w, "collections");
    for (int64_t i = first; i < over; i++) {
        pml_put_collection(&w, r, i);
    }
    pml_close(&w);
    tell(t, "collections", &w);
    *told = over;
}

static void tell_deaths(PmlDoor *door, const PmlTeller *t)
{
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    const PmlHeapStats *s = pml_heap_stats(door->E);
    uint64_t *told = door->told.bytes_freed;
    uint64_t freed[PML_CAUSE_KINDS], all = 0;
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        freed[i] = s->bytes_freed[i] > told[i] ? s->bytes_freed[i] - told[i] : 0;
        all += freed[i];
        told[i] = s->bytes_freed[i];
    }
    if (all == 0) {
        return;
    }
    PmlReply w = {0};
    pml_open_object(&w, NULL);
    pml_put_int(&w, "tick", (int64_t)door->E->vm->ticks);
    pml_open_object(&w, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        pml_put_int(&w, causes[i], (int64_t)freed[i]);
    }
    tell(t, "deaths", &w);
}

static void tell_progress(PmlDoor *door, const PmlTeller *t)
{
    const PmlHeapStats *s = pml_heap_stats(door->E);
    PmlReply w = {0};
    pml_open_object(&w, NULL);
    pml_put_int(&w, "tick", (int64_t)door->E->vm->ticks);
    pml_put_int(&w, "bytes_live", (int64_t)s->bytes_live);
    pml_put_int(&w, "blocks", (int64_t)s->blocks);
    pml_put_int(&w, "mapped_bytes", (int64_t)s->mapped_bytes);
    tell(t, "progress", &w);
}

void pml_door_news(PmlDoor *door, bool progress, PmlTell to, void *ctx)
{
    PmlTeller t = {to, ctx};
    if (!door->E || !door->recording) {
        return;
    }
    if (door->told.beginnings != door->beginnings) {
        PmlReply w = {0};
        bool first = door->told.beginnings == 0;
        memset(&door->told, 0, sizeof door->told);
        door->told.beginnings = door->beginnings;
        memcpy(door->told.bytes_freed, door->freed_before, sizeof door->told.bytes_freed);
        if (!first) {
            pml_open_object(&w, NULL);
            pml_put_int(&w, "tick", (int64_t)door->E->vm->ticks);
            tell(&t, "anew", &w);
        }
    }
    if (door->recording->away) {
        return; /* the past was told when it was the present */
    }
    tell_output(door, 0, &t);
    tell_output(door, 1, &t);
    tell_collections(door, &t);
    tell_deaths(door, &t);
    if (progress) {
        tell_progress(door, &t);
    }
}

void pml_news_begin(const char *command, PmlTell to, void *ctx)
{
    PmlTeller t = {to, ctx};
    PmlReply w = {0};
    pml_open_object(&w, NULL);
    pml_put_text(&w, "command", command);
    tell(&t, "begin", &w);
}

void pml_news_end(PmlDoor *door, const char *command, bool ok, PmlTell to, void *ctx)
{
    PmlTeller t = {to, ctx};
    PmlReply w = {0};
    pml_open_object(&w, NULL);
    pml_put_text(&w, "command", command);
    pml_put_bool(&w, "ok", ok);
    pml_put_int(&w, "tick", door->E ? (int64_t)door->E->vm->ticks : 0);
    pml_put_bool(&w, "at_end", !door->recording || !door->recording->away);
    tell(&t, "end", &w);
}
