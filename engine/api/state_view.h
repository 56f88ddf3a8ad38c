/* The picture a `state` reply is made from: objects wanted, at most `limit` of them. */
#ifndef PML_STATE_VIEW_H
#define PML_STATE_VIEW_H

#include "api/door_state.h"
#include "observe/describe.h"

typedef struct PmlStateView {
    PmlEngine *E;
    PmlObjMap generation; /* tracked objects: generation 0..3 */
    PmlObjMap seen;
    PmlObj **queue;
    int64_t used, limit, omitted;
    PmlReply *reply;
} PmlStateView;

void pml_want_object(PmlStateView *v, PmlObj *o); /* the picture shows it, when there is room */
/* The module's names, then the running functions from the outermost on, each with its names. */
void pml_add_frames(PmlStateView *v, bool all, PmlReply *reply);

#endif
