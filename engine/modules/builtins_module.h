/* Inside of the builtins module: its functions, by family, for the table in builtins_module.c. */
#ifndef PML_BUILTINS_MODULE_H
#define PML_BUILTINS_MODULE_H

#include "modules/library.h"

/* builtins_iterate.c: functions that run through an iterable. */
PmlObj *pml_builtin_all(PML_FAST_PARAMS);
PmlObj *pml_builtin_any(PML_FAST_PARAMS);
PmlObj *pml_builtin_iter(PML_FAST_PARAMS);
PmlObj *pml_builtin_next(PML_FAST_PARAMS);
PmlObj *pml_builtin_aiter(PML_FAST_PARAMS);
PmlObj *pml_builtin_anext(PML_FAST_PARAMS);
PmlObj *pml_builtin_sorted(PML_FAST_PARAMS);
PmlObj *pml_builtin_sum(PML_FAST_PARAMS);
PmlObj *pml_builtin_max(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_builtin_min(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);

#endif
