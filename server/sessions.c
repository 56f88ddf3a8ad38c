#include "sessions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum { IDLE_SECONDS = 600 };

static bool random_id(char id[PML_ID_TEXT])
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
static bool same_id(const char *a, const char *b)
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
    s->config = *config;
    s->max = max;
}

static void destroy(PmlSession *session)
{
    pml_door_free(session->door);
    pthread_mutex_destroy(&session->lock);
    free(session);
}

void pml_sessions_end(PmlSessions *s)
{
    while (s->first) {
        PmlSession *next = s->first->next;
        destroy(s->first);
        s->first = next;
    }
    pthread_mutex_destroy(&s->lock);
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

/* Make room by dropping the session idle longest; returns it, to be destroyed unlocked. */
static PmlSession *evict_idle(PmlSessions *s)
{
    PmlSession *oldest = NULL;
    time_t limit = time(NULL) - IDLE_SECONDS;
    for (PmlSession *x = s->first; x; x = x->next) {
        if (x->users == 0 && x->used < limit && (!oldest || x->used < oldest->used)) {
            oldest = x;
        }
    }
    if (oldest) {
        unlink_session(s, oldest);
    }
    return oldest;
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
        destroy(evicted);
    }
    if (full) {
        return PML_SESSION_FULL;
    }
    PmlSession *session = calloc(1, sizeof *session);
    PmlDoor *door = session ? pml_door_new(&s->config) : NULL;
    if (!door || !random_id(session->id) || (!*owner && !random_id(owner))) {
        pml_door_free(door);
        free(session);
        pthread_mutex_lock(&s->lock);
        s->count--;
        pthread_mutex_unlock(&s->lock);
        return PML_SESSION_NO_MEMORY;
    }
    session->door = door;
    session->used = time(NULL);
    memcpy(session->owner, owner, PML_ID_TEXT);
    memcpy(id, session->id, PML_ID_TEXT);
    pthread_mutex_init(&session->lock, NULL);
    pthread_mutex_lock(&s->lock);
    session->next = s->first;
    s->first = session;
    pthread_mutex_unlock(&s->lock);
    return PML_SESSION_OK;
}

static PmlSession *find(PmlSessions *s, const char *id)
{
    for (PmlSession *x = s->first; x; x = x->next) {
        if (same_id(x->id, id)) {
            return x;
        }
    }
    return NULL;
}

PmlSession *pml_sessions_enter(PmlSessions *s, const char *id)
{
    pthread_mutex_lock(&s->lock);
    PmlSession *session = find(s, id);
    if (session) {
        session->users++;
        session->used = time(NULL);
    }
    pthread_mutex_unlock(&s->lock);
    if (session) {
        pthread_mutex_lock(&session->lock);
    }
    return session;
}

void pml_sessions_leave(PmlSessions *s, PmlSession *session)
{
    pthread_mutex_unlock(&session->lock);
    pthread_mutex_lock(&s->lock);
    session->users--;
    session->used = time(NULL);
    bool last = session->deleted && session->users == 0;
    pthread_mutex_unlock(&s->lock);
    if (last) {
        destroy(session);
    }
}

bool pml_sessions_delete(PmlSessions *s, const char *id)
{
    pthread_mutex_lock(&s->lock);
    PmlSession *session = find(s, id);
    bool now = false;
    if (session) {
        unlink_session(s, session);
        session->deleted = true;
        now = session->users == 0;
        if (!now) {
            pml_door_interrupt(session->door);
        }
    }
    pthread_mutex_unlock(&s->lock);
    if (now) {
        destroy(session);
    }
    return session != NULL;
}

char *pml_sessions_list(PmlSessions *s, const char *owner)
{
    pthread_mutex_lock(&s->lock);
    char *text = malloc((size_t)(s->count + 1) * (PML_ID_TEXT + 3) + 40);
    char *at = text;
    if (text) {
        at += sprintf(at, "{\"ok\":true,\"sessions\":[");
        const char *comma = "";
        for (PmlSession *x = s->first; x; x = x->next) {
            if (same_id(x->owner, owner)) {
                at += sprintf(at, "%s\"%s\"", comma, x->id);
                comma = ",";
            }
        }
        sprintf(at, "]}");
    }
    pthread_mutex_unlock(&s->lock);
    return text;
}
