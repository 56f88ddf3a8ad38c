/* collections.OrderedDict: a dict plus a doubly linked list of its keys. Files: ordered_dict.c (the
 * list), ordered_dict_methods.c (methods and the type), ordered_dict_views.c (views, iterators) */
#ifndef PML_ORDERED_DICT_H
#define PML_ORDERED_DICT_H

#include "modules/library.h"

/* A block of its own; key is owned. */
typedef struct PmlOdNode {
    PmlRef key;
    int64_t hash;
    PML_PTR(struct PmlOdNode) next, prev;
} PmlOdNode;
_Static_assert(sizeof(PmlOdNode) == 32, "CPython's size");
typedef PML_PTR(PmlOdNode) PmlOdSlot;

typedef struct PmlOrderedDict {
    PmlDict dict;
    PML_PTR(PmlOdSlot) nodes; /* by entry number of the dict; made anew when the table changes */
    int64_t nodes_size;
    PML_PTR(PmlDictKeys) nodes_for; /* the key table that `nodes` fits; not owned */
    uint64_t state;                 /* grows with every change of the order */
    PML_PTR(PmlOdNode) first, last;
    PmlRef inst_dict, weaklist;
} PmlOrderedDict;
_Static_assert(sizeof(PmlOrderedDict) == 112, "CPython's size");
#define PML_OD(o) ((PmlOrderedDict *)(o))

bool pml_od_check(PmlEngine *E, const PmlObj *o); /* OrderedDict or a subclass */
/* The node of a key; NULL: none, or an error is set. */
PmlOdNode *pml_od_find(PmlEngine *E, PmlOrderedDict *od, PmlObj *key, int64_t hash);
PmlOdNode *pml_od_find_key(PmlEngine *E, PmlOrderedDict *od, PmlObj *key);
int pml_od_set(PmlEngine *E, PmlObj *od, PmlObj *key, PmlObj *value, int64_t hash);
int pml_od_delete(PmlEngine *E, PmlObj *od, PmlObj *key, int64_t hash);
/* Takes the node of this key (node: if known) out of the list. -1: error. */
int pml_od_drop_node(PmlEngine *E, PmlOrderedDict *od, PmlOdNode *node, PmlObj *key, int64_t hash);
void pml_od_move(PmlOrderedDict *od, PmlOdNode *node, bool last);
void pml_od_clear_nodes(PmlEngine *E, PmlOrderedDict *od);

enum { PML_OD_KEYS = 1, PML_OD_VALUES = 2, PML_OD_ITEMS = 3, PML_OD_REVERSED = 4 };
PmlObj *pml_od_iter_new(PmlEngine *E, PmlObj *od, int kind);
PmlObj *pml_od_iter(PmlEngine *E, PmlObj *od);

#endif
