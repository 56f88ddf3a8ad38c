#include "feed.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct PmlEventText {
    char *text; /* as it goes over the line: id, event, data */
    size_t n;
} PmlEventText;

struct PmlFeed {
    pthread_mutex_t lock;
    int held;
    PmlEventText ring[PML_EVENTS_KEPT];
    uint64_t first, next; /* numbers kept: first to next - 1; F1 */
    size_t bytes;
    bool closed, tells_last;
    PmlViewer *viewers;
    int viewer_count, most;
};

struct PmlViewer {
    PmlFeed *feed;
    PmlLine line;
    uint64_t at;   /* the event being sent */
    size_t offset; /* so much of it is sent */
    uint64_t late; /* the events asked for that are no longer kept begin here; 0: none */
    bool waiting, beat, over;
    PmlViewer *next;
};

/* -- the ring ---------------------------------------------------------------------------- */

PmlFeed *pml_feed_new(int most, bool tells_last)
{
    PmlFeed *f = calloc(1, sizeof *f);
    if (f) {
        pthread_mutex_init(&f->lock, NULL);
        f->held = 1;
        f->first = f->next = 1;
        f->most = most;
        f->tells_last = tells_last;
    }
    return f;
}

static PmlEventText *event_at(PmlFeed *f, uint64_t number)
{
    return &f->ring[number % PML_EVENTS_KEPT];
}

static void forget_first(PmlFeed *f)
{
    PmlEventText *e = event_at(f, f->first++);
    f->bytes -= e->n;
    free(e->text);
    e->text = NULL;
}

static void release(PmlFeed *f)
{
    bool last = --f->held == 0;
    pthread_mutex_unlock(&f->lock);
    if (!last) {
        return;
    }
    while (f->first < f->next) {
        forget_first(f);
    }
    pthread_mutex_destroy(&f->lock);
    free(f);
}

void pml_feed_drop(PmlFeed *f)
{
    if (f) {
        pthread_mutex_lock(&f->lock);
        release(f);
    }
}

static void wake_all(PmlFeed *f, bool beat)
{
    for (PmlViewer *v = f->viewers; v; v = v->next) {
        if (v->waiting) {
            v->waiting = false;
            v->beat = beat;
            v->line.wake(v->line.ctx);
        }
    }
}

void pml_feed_add(PmlFeed *f, const char *name, const char *json, size_t n)
{
    size_t room = n + 96;
    char *text = malloc(room);
    pthread_mutex_lock(&f->lock);
    if (text && !f->closed) {
        int head =
            snprintf(text, room, "id: %llu\nevent: %s\ndata: ", (unsigned long long)f->next, name);
        memcpy(text + head, json, n);
        memcpy(text + head + n, "\n\n", 3);
        while (f->next - f->first >= PML_EVENTS_KEPT ||
               (f->first < f->next && f->bytes + n > PML_EVENT_BYTES)) {
            forget_first(f);
        }
        *event_at(f, f->next) = (PmlEventText){text, (size_t)head + n + 2};
        f->bytes += (size_t)head + n + 2;
        f->next++;
        text = NULL;
        wake_all(f, false);
    }
    pthread_mutex_unlock(&f->lock);
    free(text);
}

int pml_feed_viewers(PmlFeed *f)
{
    pthread_mutex_lock(&f->lock);
    int n = f->viewer_count;
    pthread_mutex_unlock(&f->lock);
    return n;
}

void pml_feed_close(PmlFeed *f, const char *name, const char *json)
{
    pml_feed_add(f, name, json, strlen(json));
    pthread_mutex_lock(&f->lock);
    f->closed = true;
    wake_all(f, false);
    pthread_mutex_unlock(&f->lock);
}

void pml_feed_beat(PmlFeed *f)
{
    pthread_mutex_lock(&f->lock);
    wake_all(f, true);
    pthread_mutex_unlock(&f->lock);
}

/* -- viewers ----------------------------------------------------------------------------- */

PmlViewer *pml_viewer_new(PmlFeed *f, bool latest, uint64_t after, const PmlLine *line)
{
    PmlViewer *v = calloc(1, sizeof *v);
    pthread_mutex_lock(&f->lock);
    if (!v || f->viewer_count >= f->most) {
        pthread_mutex_unlock(&f->lock);
        free(v);
        return NULL;
    }
    v->feed = f;
    v->line = *line;
    uint64_t last = f->tells_last && f->first < f->next ? f->next - 1 : f->next;
    v->at = latest || after >= f->next ? last : after + 1;
    if (v->at < f->first) {
        v->late = v->at;
        v->at = f->first;
    }
    v->beat = true; /* a first line at once: the stream is there */
    v->next = f->viewers;
    f->viewers = v;
    f->viewer_count++;
    f->held++;
    pthread_mutex_unlock(&f->lock);
    return v;
}

void pml_viewer_free(PmlViewer *v)
{
    PmlFeed *f = v->feed;
    pthread_mutex_lock(&f->lock);
    for (PmlViewer **at = &f->viewers; *at; at = &(*at)->next) {
        if (*at == v) {
            *at = v->next;
            break;
        }
    }
    f->viewer_count--;
    release(f);
    free(v);
}

/* "gone": from `late` on nothing is kept before the event at which the viewer stands. */
static size_t say_gone(PmlViewer *v, char *to, size_t room)
{
    int n = snprintf(
        to, room, "id: %llu\nevent: gone\ndata: {\"missed_from\":%llu,\"first\":%llu}\n\n",
        (unsigned long long)v->at - 1, (unsigned long long)v->late, (unsigned long long)v->at);
    v->late = 0;
    return n > 0 && (size_t)n < room ? (size_t)n : 0;
}

static size_t copy_events(PmlViewer *v, char *to, size_t room)
{
    PmlFeed *f = v->feed;
    size_t used = 0;
    while (used < room && v->at < f->next) {
        const PmlEventText *e = event_at(f, v->at);
        size_t n = e->n - v->offset < room - used ? e->n - v->offset : room - used;
        memcpy(to + used, e->text + v->offset, n);
        used += n;
        v->offset += n;
        if (v->offset == e->n) {
            v->at++;
            v->offset = 0;
        }
    }
    return used;
}

static int64_t read_locked(PmlViewer *v, char *to, size_t room)
{
    PmlFeed *f = v->feed;
    if (v->over) {
        return -1;
    }
    if (v->beat) {
        static const char alive[] = ": alive\n\n";
        v->beat = false;
        memcpy(to, alive, sizeof alive - 1);
        return sizeof alive - 1;
    }
    if (v->at < f->first) { /* too slow: F2 */
        bool torn = v->offset > 0;
        v->over = true;
        v->late = v->at;
        v->at = f->first;
        return torn ? -1 : (int64_t)say_gone(v, to, room);
    }
    if (v->late) {
        return (int64_t)say_gone(v, to, room);
    }
    size_t used = copy_events(v, to, room);
    if (used > 0) {
        return (int64_t)used;
    }
    if (f->closed) {
        return -1;
    }
    v->waiting = true;
    v->line.park(v->line.ctx);
    return 0;
}

int64_t pml_viewer_read(PmlViewer *v, char *to, size_t room)
{
    pthread_mutex_lock(&v->feed->lock);
    int64_t n = read_locked(v, to, room);
    pthread_mutex_unlock(&v->feed->lock);
    return n;
}
