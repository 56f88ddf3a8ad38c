/* What has happened in a session since it was last asked: for hosts that show a run while it lasts.
 * Reads only; may be called at any tick of a run (from the clock of the time limit, say). */
#ifndef PML_NEWS_H
#define PML_NEWS_H

#include "api/door.h"

/* One event: its name (events.def) and its data, a JSON object of n bytes. */
typedef void (*PmlTell)(void *ctx, const char *name, const char *json, size_t n);
/* progress: also tell how far the run has come. */
void pml_door_news(PmlDoor *door, bool progress, PmlTell tell, void *ctx);
/* The events around a command; after one, ok is whether its reply is no error. */
void pml_news_begin(const char *command, PmlTell tell, void *ctx);
void pml_news_end(PmlDoor *door, const char *command, bool ok, PmlTell tell, void *ctx);

#endif
