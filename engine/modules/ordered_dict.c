/* The list of keys under collections.OrderedDict. */
#include "modules/ordered_dict.h"

#include "object/dict_internal.h"

bool pml_od_check(PmlEngine *E, const PmlObj *o)
{
    return pml_isinstance_of(o, PML_TYPE(E, OrderedDict));
}

/* -- finding nodes ----------------------------------------------------------------------- */

/* Entry number of key in the dict; of the next new entry when it is not there. -1: error. */
static int64_t entry_number(PmlEngine *E, PmlOrderedDict *od, PmlObj *key, int64_t hash)
{
    PmlObj *value;
    PmlDictKeys *keys = od->dict.keys.p;
    int64_t ix = pml_dict_lookup(E, &od->dict, key, hash, &value);
    if (ix == PML_IX_EMPTY) {
        return keys->nentries;
    }
    return ix < 0 ? -1 : ix;
}

static bool remake_nodes(PmlEngine *E, PmlOrderedDict *od)
{
    PmlDictKeys *keys = od->dict.keys.p;
    int64_t size = pml_keys_slots(keys);
    PmlOdSlot *nodes = pml_mem_alloc(E, (size_t)size * sizeof(PmlOdSlot));
    if (!nodes) {
        pml_err_no_memory(E);
        return false;
    }
    memset(nodes, 0, (size_t)size * sizeof(PmlOdSlot));
    for (PmlOdNode *n = od->first.p; n; n = n->next.p) {
        int64_t i = entry_number(E, od, n->key.p, n->hash);
        if (i < 0) {
            pml_mem_free(E, nodes);
            return false;
        }
        nodes[i].p = n;
    }
    pml_mem_free(E, od->nodes.p);
    od->nodes.p = nodes;
    od->nodes_size = size;
    od->nodes_for.p = keys;
    return true;
}

static int64_t node_index(PmlEngine *E, PmlOrderedDict *od, PmlObj *key, int64_t hash)
{
    PmlDictKeys *keys = od->dict.keys.p;
    if ((od->nodes_for.p != keys || od->nodes_size != pml_keys_slots(keys)) &&
        !remake_nodes(E, od)) {
        return -1;
    }
    return entry_number(E, od, key, hash);
}

PmlOdNode *pml_od_find(PmlEngine *E, PmlOrderedDict *od, PmlObj *key, int64_t hash)
{
    if (!od->first.p) {
        return NULL;
    }
    int64_t i = node_index(E, od, key, hash);
    return i < 0 ? NULL : od->nodes.p[i].p;
}

PmlOdNode *pml_od_find_key(PmlEngine *E, PmlOrderedDict *od, PmlObj *key)
{
    if (!od->first.p) {
        return NULL;
    }
    int64_t hash = pml_key_hash(E, key);
    return hash == -1 ? NULL : pml_od_find(E, od, key, hash);
}

/* -- the list ---------------------------------------------------------------------------- */

static void link_last(PmlOrderedDict *od, PmlOdNode *n)
{
    n->prev.p = od->last.p;
    n->next.p = NULL;
    if (od->last.p) {
        od->last.p->next.p = n;
    } else {
        od->first.p = n;
    }
    od->last.p = n;
    od->state++;
}

static void link_first(PmlOrderedDict *od, PmlOdNode *n)
{
    n->prev.p = NULL;
    n->next.p = od->first.p;
    if (od->first.p) {
        od->first.p->prev.p = n;
    } else {
        od->last.p = n;
    }
    od->first.p = n;
    od->state++;
}

static void unlink_node(PmlOrderedDict *od, PmlOdNode *n)
{
    if (od->first.p == n) {
        od->first.p = n->next.p;
    } else if (n->prev.p) {
        n->prev.p->next.p = n->next.p;
    }
    if (od->last.p == n) {
        od->last.p = n->prev.p;
    } else if (n->next.p) {
        n->next.p->prev.p = n->prev.p;
    }
    n->prev.p = n->next.p = NULL;
    od->state++;
}

void pml_od_move(PmlOrderedDict *od, PmlOdNode *node, bool last)
{
    if (node == (last ? od->last.p : od->first.p)) {
        return;
    }
    unlink_node(od, node);
    if (last) {
        link_last(od, node);
    } else {
        link_first(od, node);
    }
}

static int add_node(PmlEngine *E, PmlOrderedDict *od, PmlObj *key, int64_t hash)
{
    pml_incref(key);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "OrderedDict: new key");
    int64_t i = node_index(E, od, key, hash);
    pml_hold_drop(E, mark);
    if (i < 0 || od->nodes.p[i].p) {
        pml_decref(E, key);
        return i < 0 ? -1 : 0;
    }
    PmlOdNode *n = pml_mem_alloc(E, sizeof(PmlOdNode));
    if (!n) {
        pml_decref(E, key);
        pml_err_no_memory(E);
        return -1;
    }
    n->key.p = key;
    n->hash = hash;
    link_last(od, n);
    od->nodes.p[i].p = n;
    return 0;
}

int pml_od_drop_node(PmlEngine *E, PmlOrderedDict *od, PmlOdNode *node, PmlObj *key, int64_t hash)
{
    if (!od->first.p) {
        return 0;
    }
    int64_t i = node_index(E, od, key, hash);
    if (i < 0) {
        return pml_error_pending(E) ? -1 : 0;
    }
    if (!node) {
        node = od->nodes.p[i].p;
        if (!node) {
            return 0;
        }
    }
    od->nodes.p[i].p = NULL;
    unlink_node(od, node);
    pml_decref(E, node->key.p);
    pml_mem_free(E, node);
    return 0;
}

void pml_od_clear_nodes(PmlEngine *E, PmlOrderedDict *od)
{
    pml_mem_free(E, od->nodes.p);
    od->nodes.p = NULL;
    od->nodes_size = 0;
    od->nodes_for.p = NULL;
    PmlOdNode *n = od->first.p;
    od->first.p = od->last.p = NULL;
    int64_t mark = pml_hold_mark(E), count = 0;
    for (PmlOdNode *last = n; last; last = last->next.p) {
        count++;
        if (!last->next.p) {
            for (; last; last = last->prev.p) {
                pml_hold(E, last->key.p, "OrderedDict being cleared: key");
            }
            break;
        }
    }
    while (n) {
        PmlOdNode *next = n->next.p;
        pml_hold_drop(E, mark + --count);
        pml_decref(E, n->key.p);
        pml_mem_free(E, n);
        n = next;
    }
}

/* -- setting and deleting ---------------------------------------------------------------- */

int pml_od_set(PmlEngine *E, PmlObj *od, PmlObj *key, PmlObj *value, int64_t hash)
{
    if (pml_dict_set_hash(E, od, key, value, hash) < 0) {
        return -1;
    }
    if (add_node(E, PML_OD(od), key, hash) < 0) {
        PmlPending pending = pml_error_set_aside(E);
        if (pml_dict_del_hash(E, od, key, hash) < 0) {
            pml_error_clear(E);
        }
        pml_error_put_back(E, pending);
        return -1;
    }
    return 0;
}

int pml_od_delete(PmlEngine *E, PmlObj *od, PmlObj *key, int64_t hash)
{
    if (pml_od_drop_node(E, PML_OD(od), NULL, key, hash) < 0) {
        return -1;
    }
    return pml_dict_del_hash(E, od, key, hash);
}
