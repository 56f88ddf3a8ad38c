/* The validator of a recording: R1 to R3 of recording.h. */
#include "observe/recording.h"

#include "object/check.h"

const char *pml_recording_check(const PmlRecording *r)
{
    PML_EXPECT(r->mark_count > 0 && r->marks[0].place.input == 0 && !r->marks[0].place.inside,
               "R1: the first mark is not the engine as it was made");
    for (int64_t i = 1; i < r->mark_count; i++) {
        PML_EXPECT(pml_place_compare(&r->marks[i - 1].place, &r->marks[i].place) < 0,
                   "R1: marks out of order");
    }
    PML_EXPECT(r->away || !r->inside_c, "R2: the end of a recording is inside C code");
    PML_EXPECT(!r->away || pml_place_compare(&r->marks[r->mark_count - 1].place, &r->end) == 0,
               "R3: away without a mark of the end");
    return NULL;
}
