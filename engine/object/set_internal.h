/* Inside of set and frozenset. Files: set.c (table, the object), set_ops.c (operations),
 * set_methods.c (methods, construction), set_iter.c */
#ifndef PML_SET_INTERNAL_H
#define PML_SET_INTERNAL_H

#include "object/containers.h"
#include "object/detached.h"
#include "object/iterator_internal.h"

#define PML_SET_MIN 8

static inline PmlSet *pml_as_set(PmlObj *o)
{
    return (PmlSet *)o;
}
static inline bool pml_is_any_set(PmlEngine *E, PmlObj *o)
{
    return PML_IS_ANY_SET(o);
}
static inline bool pml_is_exact_set(const PmlObj *o)
{
    return PML_IS(o, set) || PML_IS(o, frozenset);
}

enum { PML_SET_ABSENT = 0, PML_SET_REMOVED = 1 };
int pml_set_add_entry(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash);
int pml_set_contains_entry(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash); /* 1, 0, -1 */
int pml_set_discard_entry(PmlEngine *E, PmlSet *s, PmlObj *key, int64_t hash);
int pml_set_resize(PmlEngine *E, PmlSet *s, int64_t least); /* more than `least` slots */
int pml_set_resize_for_add(PmlEngine *E, PmlSet *s);
int pml_set_merge(PmlEngine *E, PmlSet *s, PmlSet *other);
void pml_set_clear(PmlEngine *E, PmlSet *s);
PmlObj *pml_set_pop(PmlEngine *E, PmlSet *s);
void pml_set_reset_table(PmlSet *s);
/* Next live entry from *pos on; its key, borrowed. */
bool pml_set_next_entry(PmlSet *s, int64_t *pos, PmlObj **key, int64_t *hash);

/* A set of type t (or its built-in base: ..._base) with the items of iterable (may be NULL). */
PmlObj *pml_set_make(PmlEngine *E, PmlType *t, PmlObj *iterable);
PmlObj *pml_set_make_base(PmlEngine *E, PmlType *t, PmlObj *iterable);

/* set_ops.c */
PmlObj *pml_set_copy(PmlEngine *E, PmlObj *s);
PmlObj *pml_set_intersection(PmlEngine *E, PmlObj *s, PmlObj *other);
int pml_set_intersection_update(PmlEngine *E, PmlObj *s, PmlObj *other);
void pml_set_swap_bodies(PmlEngine *E, PmlObj *a, PmlObj *b);
int pml_set_isdisjoint(PmlEngine *E, PmlObj *s, PmlObj *other);
PmlObj *pml_set_difference(PmlEngine *E, PmlObj *s, PmlObj *other);
int pml_set_difference_update(PmlEngine *E, PmlObj *s, PmlObj *other);
PmlObj *pml_set_symmetric_difference(PmlEngine *E, PmlObj *s, PmlObj *other);
int pml_set_symmetric_update(PmlEngine *E, PmlObj *s, PmlObj *other);
int pml_set_issubset(PmlEngine *E, PmlObj *s, PmlObj *other);
int pml_set_issuperset(PmlEngine *E, PmlObj *s, PmlObj *other);
PmlObj *pml_set_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op);
void pml_set_operators(PmlType *t, bool mutable);

/* set_methods.c */
extern const PmlMethodDef pml_set_methods[], pml_frozenset_methods[];
PmlObj *pml_frozenset_make(PmlEngine *E, PmlType *t, PmlObj *iterable);
PmlObj *pml_set_type_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);
int pml_set_type_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_set_vectorcall(PmlEngine *E, PmlObj *t, PmlRef *args, uint64_t nargsf, PmlObj *kw);
PmlObj *pml_frozenset_type_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_frozenset_vectorcall(PmlEngine *E, PmlObj *t, PmlRef *args, uint64_t nargsf,
                                 PmlObj *kw);
PmlObj *pml_set_iter(PmlEngine *E, PmlObj *s);

#endif
