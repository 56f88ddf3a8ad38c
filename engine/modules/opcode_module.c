/* _opcode: the table of instructions, for the dis module. */
#include "lang/opcode.h"
#include "modules/library.h"

static PmlObj *add_row(PmlEngine *E, PmlObj *list, int number)
{
    PmlObj *name = pml_str_text(E, pml_opcode_names[number]);
    PmlObj *code = name ? pml_int(E, number) : NULL;
    PmlObj *caches = code ? pml_int(E, pml_opcode_caches[number]) : NULL;
    PmlObj *row = caches ? pml_tuple_pack(E, 3, name, code, caches) : NULL;
    int err = row ? pml_list_append(E, list, row) : -1;
    pml_xdecref(E, row);
    pml_xdecref(E, caches);
    pml_xdecref(E, code);
    pml_xdecref(E, name);
    return err < 0 ? NULL : list;
}

/* [(name, number, cache units), ...] */
static PmlObj *table(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlObj *list = pml_list_new(E, 0);
    for (int i = 0; list && i < 256; i++) {
        if (pml_opcode_names[i] && !add_row(E, list, i)) {
            pml_decref(E, list);
            return NULL;
        }
    }
    return list;
}

PmlObj *pml_init_module__opcode(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_NOARGS("table", table, "Names, numbers and cache units of all instructions."),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_opcode");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
