/* Inside of list: what its files share. Files: list.c list_slice.c list_methods.c list_sort.c
 * list_iter.c */
#ifndef PML_LIST_INTERNAL_H
#define PML_LIST_INTERNAL_H

#include "object/containers.h"
#include "object/detached.h"

static inline PmlList *pml_as_list(PmlObj *o)
{
    return (PmlList *)o;
}

/* Facts 2.3, rule R: make room for n items and set the length. -1: out of memory. */
int pml_list_resize(PmlEngine *E, PmlList *l, int64_t n);
/* A list of length 0 with an item array of exactly n slots. */
PmlObj *pml_list_new_room(PmlEngine *E, int64_t n);
int pml_list_append_steal(PmlEngine *E, PmlList *l, PmlObj *item);
PmlObj *pml_list_subscript(PmlEngine *E, PmlObj *l, PmlObj *index);
int pml_list_assign_subscript(PmlEngine *E, PmlObj *l, PmlObj *index, PmlObj *value);
extern const PmlMethodDef pml_list_methods[];
PmlObj *pml_list_iter(PmlEngine *E, PmlObj *l);
PmlObj *pml_list_reversed(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames);
PmlObj *pml_list_sort_method(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames);

#endif
