/* Invariants of dicts and of attributes kept in instances: N3, N4, N5. */
#include "object/check.h"
#include "object/dict_internal.h"

static int64_t count_values(PmlDict *d)
{
    int64_t n = 0;
    for (int64_t i = 0; i < d->keys.p->nentries; i++) {
        n += pml_entry_value(d, i)->p != NULL;
    }
    return n;
}

/* Is entry ix found where its hash leads, as a lookup goes? */
static bool is_reachable(const PmlDictKeys *k, int64_t hash, int64_t ix)
{
    uint64_t mask = (uint64_t)pml_keys_slots(k) - 1, perturb = (uint64_t)hash;
    uint64_t slot = perturb & mask;
    for (int64_t tries = pml_keys_slots(k) + 16; tries > 0; tries--) {
        int64_t found = pml_keys_index(k, slot);
        if (found == ix || found == PML_IX_EMPTY) {
            return found == ix;
        }
        perturb >>= 5;
        slot = (slot * 5 + perturb + 1) & mask;
    }
    return false;
}

static const char *check_keys(PmlDictKeys *k)
{
    int64_t room = pml_usable_fraction(pml_keys_slots(k)), listed = 0, live = 0;
    PML_EXPECT(k->refs > 0, "N4: a table of keys without users");
    PML_EXPECT(k->nentries >= 0 && k->usable >= 0 && k->nentries + k->usable <= room,
               "N4: a table of keys is fuller than it may be");
    for (int64_t slot = 0; slot < pml_keys_slots(k); slot++) {
        int64_t ix = pml_keys_index(k, (uint64_t)slot);
        PML_EXPECT(ix < k->nentries, "N4: a slot names an entry that is not there");
        listed += ix >= 0;
    }
    for (int64_t i = 0; i < k->nentries; i++) {
        if (pml_entry_key(k, i)->p) {
            live++;
            PML_EXPECT(is_reachable(k, pml_entry_hash(k, i), i),
                       "N4: a key its hash does not find");
        }
    }
    PML_EXPECT(listed == live, "N4: slots and keys differ in number");
    return NULL;
}

/* values: a split dict's or an instance's. */
static const char *check_order(PmlDictKeys *k, PmlValues *values)
{
    int64_t n = pml_values_head(values)[-2], filled = 0;
    for (int64_t i = 0; i < pml_shared_capacity(k); i++) {
        filled += values->values[i].p != NULL;
    }
    PML_EXPECT(filled == n, "N5: values and their order differ in number");
    for (int64_t i = 0; i < n; i++) {
        int64_t ix = pml_values_at_order(values, i);
        PML_EXPECT(ix < k->nentries && values->values[ix].p, "N5: the order names a missing value");
    }
    return NULL;
}

const char *pml_dict_check(PmlEngine *E, PmlObj *o)
{
    PmlDict *d = pml_as_dict(o);
    PmlDictKeys *k = d->keys.p;
    PML_EXPECT(k, "N3: a dict without keys");
    if (k == E->rt->empty_keys.p) {
        PML_EXPECT(d->used == 0, "N3: number of items of a dict");
        return NULL;
    }
    PML_EXPECT(d->used == count_values(d), "N3: number of items of a dict");
    PML_EXPECT((d->values.p != NULL) == (k->kind == PML_KEYS_SPLIT), "N5: a dict half split");
    const char *wrong = check_keys(k);
    return wrong || !d->values.p ? wrong : check_order(k, d->values.p);
}

const char *pml_instance_check(PmlEngine *E, PmlObj *o)
{
    PmlValues *values = pml_instance_values(o)->p;
    PmlDictKeys *k = PML_TYPE_OF(o)->cached_keys.p;
    PML_UNUSED(E);
    PML_EXPECT(!values || !pml_instance_dict(o)->p, "O3: an instance with values and a dict");
    PML_EXPECT(!values || k, "O3: values of an instance whose class shares no keys");
    return values ? check_order(k, values) : NULL;
}
