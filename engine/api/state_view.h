/* The picture a `state` reply is made from: objects wanted, at most `limit` of them. */
#ifndef PML_STATE_VIEW_H
#define PML_STATE_VIEW_H

#include "api/door_state.h"
#include "observe/describe.h"

typedef struct PmlStateView {
    PmlEngine *E;
    PmlObjMap generation; /* tracked objects: generation 0..3 */
    PmlObjMap seen; /* PML_LEFT_OUT, or the number of the last object that was shown to hold it */
    PmlObj **queue;
    int64_t used, limit, omitted;
    PmlReply *reply;
    /* of the object being written: its number from 1, references shown and left out, and how many
     * may be shown; of all objects: how many have been shown */
    int64_t holder, listed, left_out, most, listed_in_all;
} PmlStateView;

enum { PML_LEFT_OUT = -1, PML_NAMES_SHOWN = 1000 };

void pml_want_object(PmlStateView *v, PmlObj *o); /* the picture shows it, when there is room */
/* The module's names, then the running functions from the outermost on, each with its names. */
void pml_add_frames(PmlStateView *v, bool all, PmlReply *reply);

#endif
