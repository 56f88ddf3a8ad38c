/* The sessions a server holds: one door each, with its own lock; unguessable ids. */
#ifndef PML_SESSIONS_H
#define PML_SESSIONS_H

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "api/door.h"

#define PML_ID_TEXT 33 /* 128 random bits in hex, NUL */

typedef struct PmlSession {
    char id[PML_ID_TEXT], owner[PML_ID_TEXT];
    PmlDoor *door;
    pthread_mutex_t lock;
    int users; /* requests that hold or wait for the lock; guarded by the table's lock */
    bool deleted;
    time_t used; /* last request */
    struct PmlSession *next;
} PmlSession;

typedef struct PmlSessions {
    pthread_mutex_t lock;
    PmlSession *first;
    int count, max;
    PmlDoorConfig config;
} PmlSessions;

typedef enum PmlSessionResult {
    PML_SESSION_OK,
    PML_SESSION_FULL,
    PML_SESSION_NO_MEMORY
} PmlSessionResult;

void pml_sessions_init(PmlSessions *s, const PmlDoorConfig *config, int max);
void pml_sessions_end(PmlSessions *s);
/* New session for owner; "" makes a new owner. When the table is full, the one idle longest for
 * more than ten minutes goes. id and owner are written. */
PmlSessionResult pml_sessions_create(PmlSessions *s, char owner[PML_ID_TEXT], char id[PML_ID_TEXT]);
/* The session, locked for the caller; NULL: unknown. */
PmlSession *pml_sessions_enter(PmlSessions *s, const char *id);
void pml_sessions_leave(PmlSessions *s, PmlSession *session);
bool pml_sessions_delete(PmlSessions *s, const char *id);
/* JSON array of the owner's session ids, malloc'ed. */
char *pml_sessions_list(PmlSessions *s, const char *owner);

#endif
