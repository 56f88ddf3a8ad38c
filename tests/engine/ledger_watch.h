/* The ledger, checked after every instruction: an account of all references that is brought up to
 * date from the pages of the region that were written since the last look, not made anew.
 *
 * A1: every object some known holder refers to has one entry; entry.found is the number of those
 *     references, roots included.
 * A2: entry.edges is what pml_walk_object gave when the entry was last walked, and nothing it
 *     depends on (its block, the buffers its words point to) was written since.
 * A3: a page of the region is either write-protected or treated as written.
 *
 * One watch per process: the fault handler has to find it. */
#ifndef PML_LEDGER_WATCH_H
#define PML_LEDGER_WATCH_H

#include "observe/ledger.h"

/* Take stock of a stopped engine. False: no host memory. */
bool ledger_watch_start(PmlEngine *E);
/* Bring the account up to date and compare: NULL, or what is wrong, in `text`. */
const char *ledger_watch_check(PmlEngine *E, char *text, size_t size);
/* Compare the account itself with a walk of everything (A1): NULL, or what is wrong. */
const char *ledger_watch_compare(PmlEngine *E, char *text, size_t size);
void ledger_watch_stop(PmlEngine *E);

#endif
