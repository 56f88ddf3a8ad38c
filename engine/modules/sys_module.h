/* Parts of the sys module that live in files of their own. */
#ifndef PML_SYS_MODULE_H
#define PML_SYS_MODULE_H

#include "vm/vm.h"

/* sys._debugmallocstats(): facts 1.7, written to the C level's stderr. */
PmlObj *pml_sys_debugmallocstats(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                 PmlObj *kw);

#endif
