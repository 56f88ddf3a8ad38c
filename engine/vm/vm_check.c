/* The validator of frames: V of vm.h, F of object/callables.h. */
#include "vm/vm.h"

#include "object/check.h"

static const char *check_slots(const PmlInterpFrame *f, int32_t used)
{
    for (int32_t i = 0; i < used; i++) {
        const PmlObj *o = f->localsplus[i].p;
        PML_EXPECT(!o || pml_refs(o) > 0, "F2: a slot of a frame holds a dead object");
    }
    return NULL;
}

static const char *check_frame(const PmlInterpFrame *f)
{
    PML_EXPECT(f->code.p && PML_IS(f->code.p, code), "F1: a frame without code");
    const PmlCode *c = pml_frame_code(f);
    const PmlFunction *func = (const PmlFunction *)f->func.p;
    PML_EXPECT(!func || (f->globals.p == func->globals.p && f->builtins.p == func->builtins.p),
               "F1: globals or builtins of a frame are not its function's");
    int lasti = pml_frame_lasti(f);
    PML_EXPECT(lasti >= -2 && lasti < c->ob.size * 2 && lasti % 2 == 0,
               "V1: a running frame stands outside its code");
    if (f->stacktop < 0) {
        PML_EXPECT(f->depth <= c->stacksize, "V2: stack of a frame inside C code");
        return check_slots(f, c->nlocalsplus + f->depth);
    }
    PML_EXPECT(f->stacktop >= c->nlocalsplus && f->stacktop <= pml_code_slots(c),
               "V2: slots in use of a frame that waits");
    return check_slots(f, f->stacktop);
}

const char *pml_vm_check(PmlEngine *E)
{
    const PmlVm *vm = E->vm;
    int64_t loops = 0;
    for (const PmlInterpFrame *f = vm->frame.p; f; f = f->previous.p) {
        const char *wrong = check_frame(f);
        PML_EXPECT(!wrong, wrong);
        loops += f->is_entry && f != vm->top_frame.p;
        for (const PmlInterpFrame *c = vm->clearing.p; c; c = c->previous.p) {
            PML_EXPECT(c != f, "V3: a running frame is among those being cleared");
        }
    }
    PML_EXPECT(vm->clearing.p == NULL || vm->clearing.p->previous.p != vm->clearing.p,
               "V3: frames being cleared go in a circle");
    PML_EXPECT(vm->c_depth >= loops, "V4: more evaluation loops run than are counted");
    return NULL;
}
