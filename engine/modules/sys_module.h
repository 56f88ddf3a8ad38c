/* Parts of the sys module that live in files of their own. */
#ifndef PML_SYS_MODULE_H
#define PML_SYS_MODULE_H

#include "vm/vm.h"

/* sys._debugmallocstats(): facts 1.7, written to the C level's stderr. */
PmlObj *pml_sys_debugmallocstats(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                 PmlObj *kw);

/* An instance of one of the types of named_sequences.def; takes the values over. */
PmlObj *pml_named_sequence(PmlEngine *E, PmlType *t, PmlObj **values);

#endif
