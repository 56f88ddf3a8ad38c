/* Where the program is, as the heap's trace wants it: the running frames, innermost first. */
#include "heap/trace.h"
#include "vm/vm.h"

static uint32_t file_of(PmlEngine *E, PmlObj *name)
{
    int64_t n;
    const char *text = PML_IS_STR(name) ? pml_str_utf8(E, name, &n) : NULL;
    return text ? pml_trace_file(E, text, (size_t)n) : 0;
}

static uint64_t alloc_site(PmlEngine *E)
{
    uint32_t pairs[2 * PML_TRACE_FRAMES];
    const PmlTrace *t = pml_trace(E);
    uint64_t limit = t->limit < PML_TRACE_FRAMES ? t->limit : PML_TRACE_FRAMES;
    uint32_t total = 0, count = 0;
    PmlInterpFrame *f = pml_frame_complete(E->vm->frame.p);
    for (; f; f = pml_frame_complete(f->previous.p)) {
        if (count < limit) {
            int line = pml_frame_line(f);
            pairs[2 * count] = file_of(E, pml_frame_code(f)->filename.p);
            pairs[2 * count + 1] = line < 0 ? 0 : (uint32_t)line;
            count++;
        }
        total++;
    }
    if (!count) {
        pairs[0] = pml_trace_file(E, "<unknown>", 9);
        pairs[1] = 0;
        total = count = 1;
    }
    return pml_trace_site(E, total, count, pairs);
}

void pml_install_alloc_site(PmlEngine *E)
{
    E->alloc_site = alloc_site;
}
