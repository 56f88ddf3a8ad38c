/* A session shown to others, live: who knows the view's id can look and follow, and nothing more;
 * the session's own id is not to be learnt from it.
 *
 * V1: a view is its session's and ends with it; the sessions' lock guards it (S1).
 * V2: what followers are told of the presenter was written here, from checked values. */
#ifndef PML_VIEWS_H
#define PML_VIEWS_H

#include "api/reply.h"
#include "sessions.h"

enum { PML_FOLLOWERS = 100, PML_FOLLOWER_JOBS = 16, PML_CURSOR_BYTES = 1024 };

struct PmlView {
    char id[PML_ID_TEXT];
    PmlFeed *feed;
    char *cursor; /* the last one, as it was told; NULL: none yet */
    size_t cursor_n;
};

/* Open the session's view, or find it open. */
PmlSessionResult pml_views_open(PmlSessions *s, const char *session, char id[PML_ID_TEXT]);
PmlSessionResult pml_views_close(PmlSessions *s, const char *session); /* FULL: none is open */
/* The presenter's cursor, n bytes of JSON, is kept and told; the reply, or an error, is written. */
void pml_views_cursor(PmlSessions *s, const char *session, const char *body, size_t n,
                      PmlReply *reply, unsigned *status);
/* What a view is now; false: unknown. */
bool pml_views_read(PmlSessions *s, const char *view, PmlReply *reply);
/* One who follows a view, as pml_viewer_new has it. */
PmlSessionResult pml_views_follow(PmlSessions *s, const char *view, bool latest, uint64_t after,
                                  const PmlLine *line, PmlViewer **viewer);

/* The session whose view this is; the lock is held. Does not count as use of it. */
PmlSession *pml_view_find(PmlSessions *s, const char *view);
/* Followers are told why. The lock is held, or the session out of the table. */
void pml_view_end(PmlSession *session, const char *why);

/* For the description: the cursor's members as in api/shapes.def. */
extern const char pml_cursor_members[];

#endif
