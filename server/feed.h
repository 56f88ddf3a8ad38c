/* What happens in a session, for those who watch: a ring of the latest events, each with its
 * number.
 *
 * F1: numbers ascend by one from 1; what is kept is the latest events without a gap.
 * F2: who adds never waits: a viewer has only a place in the ring. One whose place is no longer
 * kept is cut off, with the event "gone". */
#ifndef PML_FEED_H
#define PML_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PML_EVENTS_KEPT = 1024, PML_EVENT_BYTES = 1 << 20 };

typedef struct PmlFeed PmlFeed;
typedef struct PmlViewer PmlViewer;

/* most: viewers at a time; tells_last: who comes is told the last event first. NULL: no memory;
 * held once. */
PmlFeed *pml_feed_new(int most, bool tells_last);
void pml_feed_drop(PmlFeed *f);
void pml_feed_add(PmlFeed *f, const char *name, const char *json, size_t n);
/* Viewers are told this last event and leave. */
void pml_feed_close(PmlFeed *f, const char *name, const char *json);
int pml_feed_viewers(PmlFeed *f);
void pml_feed_beat(PmlFeed *f); /* a comment to viewers that wait: is the line still there? */

/* How a viewer's line is stopped while there is nothing to say, and set going again; called with
 * the feed locked. */
typedef struct PmlLine {
    void (*park)(void *ctx);
    void (*wake)(void *ctx);
    void *ctx;
} PmlLine;

/* after: the last event already seen; from then on. `latest`: only what comes from now on. NULL:
 * too many viewers, or no memory. */
PmlViewer *pml_viewer_new(PmlFeed *f, bool latest, uint64_t after, const PmlLine *line);
void pml_viewer_free(PmlViewer *v);
/* The next bytes for a viewer; 0: none now, its line is parked; -1: there will be no more. */
int64_t pml_viewer_read(PmlViewer *v, char *to, size_t room);

#endif
