/* The pieces of the code type that live in files of their own. */
#ifndef PML_CODE_PARTS_H
#define PML_CODE_PARTS_H

#include "object/callables.h"

/* code.c */
PmlObj *pml_code_names_of_kind(PmlEngine *E, const PmlCode *co, int kind);
/* code_lines.c: methods co_lines, co_positions and attribute co_lnotab */
PmlObj *pml_code_lines(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames);
PmlObj *pml_code_positions(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames);
PmlObj *pml_code_lnotab(PmlEngine *E, PmlObj *o, void *closure);
/* code_replace.c: method replace, and code(...) itself */
PmlObj *pml_code_replace(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames);
PmlObj *pml_code_construct(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs);

#endif
