/* One object in words and numbers, read from its memory: runs no Python, allocates nothing in the
 * engine. */
#ifndef PML_DESCRIBE_H
#define PML_DESCRIBE_H

#include "observe/walk.h"

/* The value as short text ("[3 items]", "'abc'", "1.5"), at most size - 1 bytes, UTF-8. */
void pml_describe_value(PmlEngine *E, PmlObj *o, char *text, size_t size);
/* A str object as bare text (a name); anything else: "". */
void pml_describe_name(const PmlObj *o, char *text, size_t size);
/* The type's name as a person says it: "list", "C". */
const char *pml_describe_type(const PmlObj *o); /* of an object */
const char *pml_describe_type_name(const PmlType *type);
/* sys.getsizeof(o) as the type's own __sizeof__ would have it (a Python-level override is not
 * called). */
int64_t pml_describe_size(PmlEngine *E, PmlObj *o);
/* The bytes of the separate blocks the object owns: items, key table, values. */
int64_t pml_describe_extra(PmlEngine *E, PmlObj *o);
/* An edge as the page writes it: "[2]", "['k']", ".attr", "closure", "local x". */
void pml_describe_edge(PmlEngine *E, const PmlEdgeInfo *edge, char *text, size_t size);

#endif
