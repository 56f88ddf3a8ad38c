#include "sessions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "api/reply.h"
#include "views.h"

bool pml_random_id(char id[PML_ID_TEXT])
{
    unsigned char bits[16];
    if (getrandom(bits, sizeof bits, 0) != (ssize_t)sizeof bits) {
        return false;
    }
    for (int i = 0; i < 16; i++) {
        snprintf(id + 2 * i, 3, "%02x", bits[i]);
    }
    return true;
}

/* Equal, in a time that does not tell how much of it is. */
bool pml_same_id(const char *a, const char *b)
{
    unsigned different = 0;
    if (strlen(b) != PML_ID_TEXT - 1) {
        return false;
    }
    for (int i = 0; i < PML_ID_TEXT - 1; i++) {
        different |= (unsigned)(a[i] ^ b[i]);
    }
    return different == 0;
}

void pml_sessions_init(PmlSessions *s, const PmlDoorConfig *config, int max)
{
    memset(s, 0, sizeof *s);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->work, NULL);
    s->config = *config;
    s->max = max;
}

void pml_session_close(PmlSession *session, const char *why)
{
    pml_feed_close(session->feed, "closed", "{}");
    pml_view_end(session, why);
}

void pml_session_free(PmlSession *session)
{
    if (session) {
        pml_door_free(session->door);
        pml_feed_drop(session->feed);
        pml_view_end(session, "deleted");
        free(session);
    }
}

void pml_sessions_end(PmlSessions *s)
{
    while (s->first) {
        PmlSession *next = s->first->next;
        pml_session_free(s->first);
        s->first = next;
    }
    pthread_cond_destroy(&s->work);
    pthread_mutex_destroy(&s->lock);
    free(s->threads);
}

static void unlink_session(PmlSessions *s, PmlSession *session)
{
    for (PmlSession **at = &s->first; *at; at = &(*at)->next) {
        if (*at == session) {
            *at = session->next;
            s->count--;
            return;
        }
    }
}

/* Make room by dropping the session idle longest; returns it, to be freed unlocked. */
static PmlSession *evict_idle(PmlSessions *s)
{
    PmlSession *oldest = NULL;
    time_t limit = time(NULL) - PML_SESSION_IDLE_SECONDS;
    for (PmlSession *x = s->first; x; x = x->next) {
        bool followed = x->view && pml_feed_viewers(x->view->feed) > 0;
        bool idle = !x->at_work && !x->jobs && !followed && x->used < limit;
        if (idle && (!oldest || x->used < oldest->used)) {
            oldest = x;
        }
    }
    if (oldest) {
        unlink_session(s, oldest);
    }
    return oldest;
}

static PmlSession *new_session(const PmlSessions *s, char owner[PML_ID_TEXT])
{
    PmlSession *session = calloc(1, sizeof *session);
    if (!session || !pml_random_id(session->id) || (!*owner && !pml_random_id(owner))) {
        free(session);
        return NULL;
    }
    PmlDoorConfig config = s->config;
    config.clock = pml_session_clock;
    config.clock_ctx = session;
    session->feed = pml_feed_new(PML_VIEWERS, false);
    session->door = session->feed ? pml_door_new(&config) : NULL;
    if (!session->door) {
        pml_session_free(session);
        return NULL;
    }
    session->used = time(NULL);
    memcpy(session->owner, owner, PML_ID_TEXT);
    return session;
}

PmlSessionResult pml_sessions_create(PmlSessions *s, char owner[PML_ID_TEXT], char id[PML_ID_TEXT])
{
    pthread_mutex_lock(&s->lock);
    PmlSession *evicted = s->count >= s->max ? evict_idle(s) : NULL;
    bool full = s->count >= s->max;
    if (!full) {
        s->count++; /* the place is ours */
    }
    pthread_mutex_unlock(&s->lock);
    if (evicted) {
        pml_session_close(evicted, "deleted");
        pml_session_free(evicted);
    }
    if (full) {
        return PML_SESSION_FULL;
    }
    PmlSession *session = new_session(s, owner);
    pthread_mutex_lock(&s->lock);
    if (session) {
        memcpy(id, session->id, PML_ID_TEXT);
        session->next = s->first;
        s->first = session;
    } else {
        s->count--;
    }
    pthread_mutex_unlock(&s->lock);
    return session ? PML_SESSION_OK : PML_SESSION_NO_MEMORY;
}

PmlSession *pml_session_find(PmlSessions *s, const char *id)
{
    for (PmlSession *x = s->first; x; x = x->next) {
        if (pml_same_id(x->id, id)) {
            x->used = time(NULL);
            return x;
        }
    }
    return NULL;
}

PmlSession *pml_session_if_dead(PmlSession *session)
{
    bool idle = !session->at_work && !session->jobs && !session->in_turns;
    return session->deleted && idle ? session : NULL;
}

bool pml_sessions_delete(PmlSessions *s, const char *id)
{
    PmlSession *dead = NULL;
    pthread_mutex_lock(&s->lock);
    PmlSession *session = pml_session_find(s, id);
    if (session) {
        unlink_session(s, session);
        session->deleted = true;
        session->cancel = true;
        pml_session_close(session, "deleted");
        pml_door_interrupt(session->door);
        dead = pml_session_if_dead(session);
    }
    pthread_mutex_unlock(&s->lock);
    pml_session_free(dead);
    return session != NULL;
}

bool pml_sessions_cancel(PmlSessions *s, const char *id, bool *was)
{
    pthread_mutex_lock(&s->lock);
    PmlSession *session = pml_session_find(s, id);
    *was = session && session->jobs && session->jobs->begun;
    if (*was) {
        session->cancel = true;
        pml_door_interrupt(session->door);
    }
    pthread_mutex_unlock(&s->lock);
    return session != NULL;
}

PmlSessionResult pml_sessions_view(PmlSessions *s, const char *id, bool latest, uint64_t after,
                                   const PmlLine *line, PmlViewer **viewer)
{
    pthread_mutex_lock(&s->lock);
    PmlSession *session = s->stopping ? NULL : pml_session_find(s, id);
    *viewer = session ? pml_viewer_new(session->feed, latest, after, line) : NULL;
    pthread_mutex_unlock(&s->lock);
    return *viewer ? PML_SESSION_OK : session ? PML_SESSION_FULL : PML_SESSION_UNKNOWN;
}

void pml_sessions_beat(PmlSessions *s)
{
    pthread_mutex_lock(&s->lock);
    for (PmlSession *x = s->first; x; x = x->next) {
        pml_feed_beat(x->feed);
        if (x->view) {
            pml_feed_beat(x->view->feed);
        }
    }
    pthread_mutex_unlock(&s->lock);
}

char *pml_sessions_list(PmlSessions *s, const char *owner)
{
    PmlReply w = {0};
    size_t n;
    pml_reply_start(&w);
    pml_open_list(&w, "sessions");
    pthread_mutex_lock(&s->lock);
    for (PmlSession *x = s->first; x; x = x->next) {
        if (pml_same_id(x->owner, owner)) {
            pml_put_text(&w, NULL, x->id);
        }
    }
    pthread_mutex_unlock(&s->lock);
    return pml_reply_take(&w, &n);
}
