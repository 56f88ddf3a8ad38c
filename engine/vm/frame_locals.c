/* locals() of a function: one snapshot dict per frame, refreshed at each call (facts 3.8). */
#include "vm/vm.h"

/* A frame that stopped before COPY_FREE_VARS has not got its free variables yet. */
static void copy_free_vars_early(PmlInterpFrame *f)
{
    PmlCode *code = pml_frame_code(f);
    if (pml_frame_lasti(f) >= 0 || !(code->flags & PML_CO_OPTIMIZED)) {
        return;
    }
    PmlObj *closure = ((PmlFunction *)f->func.p)->closure.p;
    if (!closure) {
        return;
    }
    int offset = code->nlocals + code->nplaincellvars;
    for (int i = 0; i < code->nfreevars; i++) {
        if (!f->localsplus[offset + i].p) {
            f->localsplus[offset + i].p = pml_incref(PML_TUPLE_AT(closure, i));
        }
    }
    f->prev_instr.p = pml_code_bytes(code);
}

/* Current value of slot i: borrowed, NULL when unbound. */
static PmlObj *slot_value(PmlInterpFrame *f, int i, unsigned char kind)
{
    PmlCode *code = pml_frame_code(f);
    PmlObj *value = f->localsplus[i].p;
    if (!f->stacktop) {
        return NULL;
    }
    if ((kind & PML_LOCAL_FREE) || ((kind & PML_LOCAL_CELL) && value && PML_IS(value, cell))) {
        if ((kind & PML_LOCAL_FREE) && !(code->flags & PML_CO_OPTIMIZED)) {
            return NULL;
        }
        return value ? ((PmlCell *)value)->content.p : NULL;
    }
    return value;
}

PmlObj *pml_frame_locals(PmlEngine *E, PmlInterpFrame *f)
{
    PmlCode *code = pml_frame_code(f);
    if (!f->locals.p) {
        f->locals.p = pml_dict_new(E);
        if (!f->locals.p) {
            return NULL;
        }
    }
    PmlObj *locals = f->locals.p;
    copy_free_vars_early(f);
    for (int i = 0; i < code->nlocalsplus; i++) {
        unsigned char kind = PML_BYTES_DATA(code->localspluskinds.p)[i];
        if ((kind & PML_LOCAL_FREE) && !(code->flags & PML_CO_OPTIMIZED)) {
            continue;
        }
        PmlObj *name = PML_TUPLE_AT(code->localsplusnames.p, i);
        PmlObj *value = slot_value(f, i, kind);
        if (value) {
            if (pml_set_item(E, locals, name, value) < 0) {
                return NULL;
            }
        } else if (pml_del_item(E, locals, name) < 0) {
            if (!pml_error_matches(E, PML_T_KeyError)) {
                return NULL;
            }
            pml_error_clear(E);
        }
    }
    if (f->frame_obj.p) {
        ((PmlFrame *)f->frame_obj.p)->fast_as_locals = 1;
    }
    return locals;
}

PmlObj *pml_frame_locals_taken(PmlEngine *E, PmlInterpFrame *f)
{
    PmlObj *locals = pml_xincref(pml_frame_locals(E, f));
    if (E->profile->fresh_locals && (pml_frame_code(f)->flags & PML_CO_OPTIMIZED)) {
        PML_CLEAR(E, f->locals);
    }
    return locals;
}

void pml_frame_locals_to_fast(PmlEngine *E, PmlInterpFrame *f, bool clear)
{
    PmlCode *code = pml_frame_code(f);
    PmlObj *locals = f->locals.p;
    for (int i = 0; locals && i < code->nlocalsplus; i++) {
        unsigned char kind = PML_BYTES_DATA(code->localspluskinds.p)[i];
        PmlObj *value = pml_dict_get(E, locals, PML_TUPLE_AT(code->localsplusnames.p, i));
        PmlObj *slot = f->localsplus[i].p;
        bool in_cell =
            (kind & PML_LOCAL_FREE) || ((kind & PML_LOCAL_CELL) && slot && PML_IS(slot, cell));
        if ((!value && !clear) || ((kind & PML_LOCAL_FREE) && !(code->flags & PML_CO_OPTIMIZED))) {
            continue;
        }
        if (in_cell) {
            PmlCell *cell = (PmlCell *)slot;
            if (cell && cell->content.p != value) {
                PML_SETREF(E, cell->content, pml_xincref(value));
            }
        } else if (slot != value) {
            PML_SETREF(E, f->localsplus[i], pml_xincref(value));
        }
    }
}
