/* The sessions a server holds and the work in them. Each has one door, and at most one command at
 * work in it; the others wait in its queue. Workers take the sessions in turn and run one slice at
 * a time, so that a long run keeps nobody waiting for more than a slice.
 *
 * S1: `lock` guards the table, the queues and the turns. A door is used without it, by the worker
 *     whose turn it is (session->at_work), and by nobody else; pml_door_interrupt may be called.
 * S2: a session that was deleted is freed when its queue is empty and nobody is at work in it. */
#ifndef PML_SESSIONS_H
#define PML_SESSIONS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#include "api/door.h"
#include "feed.h"

#define PML_ID_TEXT 33 /* 128 random bits in hex, NUL */
enum { PML_SESSION_IDLE_SECONDS = 600, PML_SESSION_QUEUE = 64, PML_QUEUE = 2048, PML_VIEWERS = 20 };

typedef struct PmlSession PmlSession;
typedef struct PmlView PmlView; /* views.h */

/* One command that waits for its turn, or any other work that should not hold up the network. */
typedef struct PmlJob {
    char command[32]; /* "": the body names it */
    char *body;       /* malloc'ed, the job's */
    size_t n;
    void (*alone)(struct PmlJob *job); /* work without a session */
    /* Called from a worker when `reply` is there (malloc'ed, the callee's; NULL: no memory). The
     * job is the callee's to free. */
    void (*done)(struct PmlJob *job);
    void *ctx;
    unsigned status;
    char *reply;
    size_t reply_n;
    bool begun;
    bool follower; /* of one who follows the session's view: after the session's own jobs */
    struct PmlJob *next;
} PmlJob;

struct PmlSession {
    char id[PML_ID_TEXT], owner[PML_ID_TEXT];
    PmlDoor *door;
    PmlFeed *feed;
    PmlJob *jobs;
    int job_count, follower_jobs;
    PmlView *view; /* NULL: not open */
    bool at_work, in_turns, deleted;
    atomic_bool cancel; /* end the command at work */
    double told;        /* when news was last told */
    time_t used;        /* last request */
    PmlSession *next, *next_turn;
};

typedef struct PmlSessions {
    pthread_mutex_t lock;
    pthread_cond_t work;
    PmlSession *first;
    int count, max, queued;
    PmlSession *turns, *last_turn;
    PmlJob *alone, *last_alone;
    PmlDoorConfig config;
    pthread_t *threads;
    int thread_count;
    bool stopping;
} PmlSessions;

typedef enum PmlSessionResult {
    PML_SESSION_OK,
    PML_SESSION_UNKNOWN,
    PML_SESSION_FULL, /* too many sessions, jobs in this one, viewers, or followers */
    PML_SESSION_BUSY, /* too many jobs in all, or the server is stopping */
    PML_SESSION_NO_MEMORY
} PmlSessionResult;

void pml_sessions_init(PmlSessions *s, const PmlDoorConfig *config, int max);
bool pml_sessions_start(PmlSessions *s, int threads); /* workers.c */
/* No new work; what is at work is ended, what waits is answered "stopping"; viewers leave. */
void pml_sessions_stop(PmlSessions *s);
void pml_sessions_end(PmlSessions *s);

/* New session for owner; "" makes a new owner. When the table is full, the one idle longest for
 * more than ten minutes goes. id and owner are written. */
PmlSessionResult pml_sessions_create(PmlSessions *s, char owner[PML_ID_TEXT], char id[PML_ID_TEXT]);
bool pml_sessions_delete(PmlSessions *s, const char *id);
/* End the command at work. *was: there was one. */
bool pml_sessions_cancel(PmlSessions *s, const char *id, bool *was);
/* Put a job in a session's queue (id NULL: a job alone; a follower's: the id of the view). Only
 * PML_SESSION_OK takes the job. */
PmlSessionResult pml_sessions_add(PmlSessions *s, const char *id, PmlJob *job);
/* A viewer of a session's events, as pml_viewer_new has it. */
PmlSessionResult pml_sessions_view(PmlSessions *s, const char *id, bool latest, uint64_t after,
                                   const PmlLine *line, PmlViewer **viewer);
void pml_sessions_beat(PmlSessions *s);
/* JSON reply with the owner's session ids, malloc'ed. */
char *pml_sessions_list(PmlSessions *s, const char *owner);

/* Shared by sessions.c and workers.c; the lock is held. */
PmlSession *pml_session_find(PmlSessions *s, const char *id); /* NULL: unknown */
bool pml_random_id(char id[PML_ID_TEXT]);
bool pml_same_id(const char *a, const char *b);       /* a: one of ours */
PmlSession *pml_session_if_dead(PmlSession *session); /* S2: to be freed; else NULL */
/* Who watches or follows it is told; why: of a view's event "end". */
void pml_session_close(PmlSession *session, const char *why);
void pml_session_free(PmlSession *session); /* not held */
double pml_session_clock(void *session);    /* workers.c: the clock of its time limit */

#endif
