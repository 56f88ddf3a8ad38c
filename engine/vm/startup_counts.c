#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"
#include "vm/lifecycle.h"

void pml_count_startup_references(PmlEngine *E)
{
#define PML_HELD_INT(value, more) \
    E->rt->small_ints.p[(value) + PML_SMALL_INTS_NEG].ob.ob.refs += (more);
#define PML_HELD_CHAR(c, more) E->rt->latin1[c].p->refs += (more);
#define PML_HELD(o, more) (o)->refs += (more);
#include "vm/startup_counts.def"
}
