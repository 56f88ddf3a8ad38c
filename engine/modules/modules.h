/* Entry points of the built-in C modules: each makes its module, a new reference, NULL + error. */
#ifndef PML_MODULES_H
#define PML_MODULES_H

#include "base/engine.h"

#define PML_MODULE_C(name) PmlObj *pml_init_module_##name(PmlEngine *E);
#include "modules/modules.def"

/* NULL, or the broken invariant of an object of these modules (object/check.h). */
const char *pml_module_object_check(const PmlObj *o);
/* The tuple from which this object takes items out while it lives (a zip_longest); else NULL. */
PmlObj *pml_module_hollow_tuple(const PmlObj *o);

/* The texts of the modules written in Python, one after the other; NULL when they cannot be had.
 * python_texts.c has them compiled in; a host that defines this function itself is linked without
 * (the wasm build fetches them when the first is imported). */
const unsigned char *pml_python_texts(void);

#endif
