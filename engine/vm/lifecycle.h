/* Making and ending an engine. */
#ifndef PML_LIFECYCLE_H
#define PML_LIFECYCLE_H

#include "vm/run.h"

/* A whole engine, ready to run a script; NULL: no memory. host and limits are copied. */
PmlEngine *pml_engine_new(const PmlHost *host, const PmlLimits *limits);
void pml_engine_free(PmlEngine *E);
/* __file__ of __main__ and sys.argv. */
bool pml_engine_has_script(PmlEngine *E); /* is there a sys.argv[0]? */
bool pml_engine_set_script(PmlEngine *E, const char *filename, const char *const *argv, int argc);

/* startup_counts.c: shared objects get the references CPython's start-up holds beyond ours. */
void pml_count_startup_references(PmlEngine *E);
/* startup_subclasses.c: classes that CPython's start-up subclasses have their dict for that. */
bool pml_startup_subclasses(PmlEngine *E);

#endif
