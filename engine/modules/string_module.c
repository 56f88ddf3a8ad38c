/* _string: what string.Formatter needs of the grammar of format strings. */
#include "modules/library.h"
#include "object/str.h"

static PmlObj *formatter_parser(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_str_formatter_parser(E, args[0].p);
}

static PmlObj *field_name_split(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_str_field_name_split(E, args[0].p);
}

PmlObj *pml_init_module__string(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_ONE("formatter_parser", formatter_parser, "parse the argument as a format string"),
        PML_ONE("formatter_field_name_split", field_name_split,
                "split the argument as a field name"),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_string");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
