/* Profiles: the versions of CPython an engine can behave like, as numbers that the layers read
 * where they act. profiles.def has them all; 3.11 is the one that is exact. */
#ifndef PML_PROFILE_H
#define PML_PROFILE_H

#include "base/base.h"

typedef struct PmlProfile {
    const char *name;
    uint32_t pool_bytes, arena_bytes;
    int32_t threshold0;   /* of the youngest generation, at start */
    bool collects_later;  /* a due collection waits for the end of a call, a loop's jump back */
    bool keeps_arguments; /* a caller keeps what it passes to a Python function until it is over */
    bool separate_dict;   /* an instance's attributes are in a dict object from the first on */
    bool immortal_constants; /* None, small ints, '' ...: a fixed count */
    bool immortal_names;     /* and interned strings */
    bool fresh_locals;       /* locals() of a function: a new dict each time */
    bool old_list_growth;    /* n / 8 + 3 or 6 more than asked for; else rounded to four */
    int32_t tuples_kept;     /* free lists take tuples up to this size */
    int32_t tuples_taken;    /* and give them out up to this one */
    int32_t trash_depth;     /* containers dying inside each other before the rest is put off */
    int32_t warm_up; /* function entries and jumps back until code is specialised; 0: never */
    const char *own_letters; /* one-letter names that are not the cached character */
} PmlProfile;

extern const PmlProfile pml_profiles[];
extern const int pml_profile_count;
const PmlProfile *pml_profile_find(const char *name); /* NULL: there is none of this name */

/* What a profile does otherwise than 3.11, or should and does not. */
typedef struct PmlDifference {
    const char *profile;
    bool modelled;
    const char *en, *zh;
} PmlDifference;
extern const PmlDifference pml_differences[];
extern const int pml_difference_count;

#endif
