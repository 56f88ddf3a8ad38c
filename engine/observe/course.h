/* The course of a run in bounded space: a range of ticks cut into equal stretches, each with the
 * lines, calls, returns and deaths in it. A stretch of one tick tells all. */
#ifndef PML_COURSE_H
#define PML_COURSE_H

#include "observe/recording.h"

typedef struct PmlStretch {
    int32_t line,
        cell; /* the first line that begins here, and the cell whose code it is; 0: none */
    int32_t lines, calls, returns, deaths;
    int32_t deepest; /* frames, where a line begins; 0: none does */
    int64_t bytes;   /* of the dead, as sys.getsizeof */
} PmlStretch;

typedef struct PmlCourse {
    uint64_t from, to, width; /* stretch i: ticks from + i * width on, width of them */
    PmlStretch *list;
    int64_t count;
    uint64_t reached; /* the tick up to which it is known: to, or where patience ended */
    bool failed;      /* no memory, or the end of the recording could not be kept */
} PmlCourse;
/* From one tick up to another, in stretches of so many ticks; width 0: in at most `most` of them.
 * Never more than that. Deaths as pml_deaths counts them
 * without `all`. The engine is back where it stood. */
void pml_course(PmlRecording *r, uint64_t from, uint64_t to, uint64_t width, int64_t most,
                PmlCourse *out);
void pml_course_free(PmlCourse *c);

#endif
