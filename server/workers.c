/* The workers: they take the sessions in turn and run a slice of the command at the head of each
 * one's queue. */
#include <stdlib.h>
#include <string.h>

#include "api/news.h"
#include "views.h"

enum { STACK_BYTES = 64 << 20 };
static const double news_seconds = 0.1;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void tell(void *ctx, const char *name, const char *json, size_t n)
{
    pml_feed_add(ctx, name, json, n);
}

/* Called by the worker, between two instructions of the run: also the moment to hear that the
 * command is to end, and to tell how far it has come. */
double pml_session_clock(void *ctx)
{
    PmlSession *session = ctx;
    double t = now();
    if (!session->door || !session->at_work) {
        return t;
    }
    if (session->cancel) {
        pml_door_interrupt(session->door);
    }
    if (t - session->told >= news_seconds) {
        session->told = t;
        pml_door_news(session->door, true, tell, session->feed);
    }
    return t;
}

/* -- queues; the lock is held ------------------------------------------------------------ */

static void take_turn(PmlSessions *s, PmlSession *session)
{
    if (session->in_turns || session->at_work || !session->jobs) {
        return;
    }
    session->in_turns = true;
    session->next_turn = NULL;
    if (s->turns) {
        s->last_turn->next_turn = session;
    } else {
        s->turns = session;
    }
    s->last_turn = session;
    pthread_cond_signal(&s->work);
}

/* Those of followers come last: whoever presents does not wait for them. */
static void put_job(PmlSession *session, PmlJob *job)
{
    PmlJob **at = &session->jobs;
    while (*at && (job->follower || (*at)->begun || !(*at)->follower)) {
        at = &(*at)->next;
    }
    job->next = *at;
    *at = job;
    session->job_count++;
    session->follower_jobs += job->follower;
}

PmlSessionResult pml_sessions_add(PmlSessions *s, const char *id, PmlJob *job)
{
    PmlSessionResult result = PML_SESSION_OK;
    job->next = NULL;
    pthread_mutex_lock(&s->lock);
    PmlSession *session = !id             ? NULL
                          : job->follower ? pml_view_find(s, id)
                                          : pml_session_find(s, id);
    if (s->stopping || s->queued >= PML_QUEUE) {
        result = PML_SESSION_BUSY;
    } else if (!id) {
        *(s->alone ? &s->last_alone->next : &s->alone) = job;
        s->last_alone = job;
        s->queued++;
        pthread_cond_signal(&s->work);
    } else if (!session) {
        result = PML_SESSION_UNKNOWN;
    } else if (session->job_count >= PML_SESSION_QUEUE ||
               (job->follower && session->follower_jobs >= PML_FOLLOWER_JOBS)) {
        result = PML_SESSION_FULL;
    } else {
        put_job(session, job);
        s->queued++;
        take_turn(s, session);
    }
    pthread_mutex_unlock(&s->lock);
    return result;
}

static PmlJob *pop_job(PmlSessions *s, PmlSession *session)
{
    PmlJob *job = session->jobs;
    session->jobs = job->next;
    session->job_count--;
    session->follower_jobs -= job->follower;
    s->queued--;
    return job;
}

/* -- a slice ----------------------------------------------------------------------------- */

static void answer(PmlJob *job, unsigned status, char *reply, size_t n)
{
    job->status = status;
    job->reply = reply;
    job->reply_n = n;
    job->done(job);
}

static void refuse(PmlJob *job, unsigned status, const char *code, const char *message)
{
    char *reply = pml_door_error(code, NULL, message);
    answer(job, status, reply, reply ? strlen(reply) : 0);
}

/* True: the command is over, its reply in the job. */
static bool run_slice(PmlSession *session, PmlJob *job, bool begun)
{
    const char *shown = job->command[0] ? job->command : "command";
    bool looks = false;
    pml_door_knows(job->command, &looks);
    if (!begun && !looks) {
        pml_news_begin(shown, tell, session->feed);
        session->told = now();
    }
    bool ready = begun ? pml_door_go_on(session->door)
                       : pml_door_begin(session->door, job->command[0] ? job->command : NULL,
                                        job->body, job->n);
    if (!ready) {
        return false;
    }
    job->reply = pml_door_take(session->door, &job->reply_n);
    bool ok = job->reply && strncmp(job->reply, "{\"ok\":true", 10) == 0;
    job->status = ok ? 200 : 400;
    if (!looks) {
        pml_door_news(session->door, false, tell, session->feed);
        pml_news_end(session->door, shown, ok, tell, session->feed);
    }
    return true;
}

/* The command is over, or will never be because the session was deleted. The lock is held, and
 * given back meanwhile. */
static void finish(PmlSessions *s, PmlSession *session, bool over)
{
    PmlJob *job = pop_job(s, session);
    take_turn(s, session);
    PmlSession *dead = pml_session_if_dead(session);
    bool session_deleted = session->deleted;
    pthread_mutex_unlock(&s->lock);
    if (over) {
        job->done(job);
    } else if (session_deleted) {
        refuse(job, 404, job->follower ? "unknown_view" : "unknown_session",
               "The session was deleted.");
    } else {
        refuse(job, 503, "stopping", "The server is stopping.");
    }
    pml_session_free(dead);
    pthread_mutex_lock(&s->lock);
}

/* The session's turn: one slice. The lock is held, and given back for the work. */
static void turn(PmlSessions *s, PmlSession *session)
{
    PmlJob *job = session->jobs;
    bool begun = job->begun, over = false;
    if (!session->deleted && !s->stopping) {
        session->cancel = begun && session->cancel;
        job->begun = true;
        session->at_work = true;
        pthread_mutex_unlock(&s->lock);
        over = run_slice(session, job, begun);
        pthread_mutex_lock(&s->lock);
        session->at_work = false;
    }
    if (over || session->deleted || s->stopping) {
        finish(s, session, over);
    } else {
        take_turn(s, session);
    }
}

static void *worker(void *ctx)
{
    PmlSessions *s = ctx;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        if (s->alone) {
            PmlJob *job = s->alone;
            s->alone = job->next;
            s->queued--;
            pthread_mutex_unlock(&s->lock);
            job->alone(job);
            job->done(job);
            pthread_mutex_lock(&s->lock);
        } else if (s->turns) {
            PmlSession *session = s->turns;
            s->turns = session->next_turn;
            session->in_turns = false;
            turn(s, session);
        } else if (s->stopping) {
            break;
        } else {
            pthread_cond_wait(&s->work, &s->lock);
        }
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

/* -- begin and end ----------------------------------------------------------------------- */

bool pml_sessions_start(PmlSessions *s, int threads)
{
    pthread_attr_t attributes;
    s->threads = calloc((size_t)threads, sizeof *s->threads);
    if (!s->threads || pthread_attr_init(&attributes) != 0) {
        return false;
    }
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    while (s->thread_count < threads &&
           pthread_create(&s->threads[s->thread_count], &attributes, worker, s) == 0) {
        s->thread_count++;
    }
    pthread_attr_destroy(&attributes);
    return s->thread_count > 0;
}

void pml_sessions_stop(PmlSessions *s)
{
    pthread_mutex_lock(&s->lock);
    s->stopping = true;
    for (PmlSession *x = s->first; x; x = x->next) {
        x->cancel = true; /* what is at work ends, what waits is refused */
        pml_session_close(x, "stopping");
        pml_door_interrupt(x->door);
    }
    pthread_cond_broadcast(&s->work);
    pthread_mutex_unlock(&s->lock);
    for (int i = 0; i < s->thread_count; i++) {
        pthread_join(s->threads[i], NULL);
    }
}
