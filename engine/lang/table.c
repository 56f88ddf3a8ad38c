#include "lang/compiler.h"

static uint32_t address_hash(const PmlObj *key)
{
    uint64_t h = (uint64_t)(uintptr_t)key;
    return (uint32_t)((h >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

int32_t pml_table_find(const PmlTable *t, const PmlObj *key)
{
    if (t->count == 0) {
        return -1;
    }
    for (uint32_t i = address_hash(key);; i++) {
        int32_t slot = t->slots[i & (uint32_t)t->mask];
        if (slot == 0) {
            return -1;
        }
        if (t->keys[slot - 1] == key) {
            return slot - 1;
        }
    }
}

static void put_slot(PmlTable *t, int32_t index)
{
    uint32_t i = address_hash(t->keys[index]);
    while (t->slots[i & (uint32_t)t->mask] != 0) {
        i++;
    }
    t->slots[i & (uint32_t)t->mask] = index + 1;
}

static void grow(PmlCompiler *c, PmlTable *t)
{
    int32_t capacity = t->capacity ? t->capacity * 2 : 8;
    PmlObj **keys = pml_compile_alloc(c, (size_t)capacity * sizeof *keys);
    if (t->count) {
        memcpy(keys, t->keys, (size_t)t->count * sizeof *keys);
    }
    t->keys = keys;
    t->capacity = capacity;
    t->mask = capacity * 2 - 1;
    t->slots = pml_compile_alloc(c, (size_t)capacity * 2 * sizeof *t->slots);
    for (int32_t i = 0; i < t->count; i++) {
        put_slot(t, i);
    }
}

int32_t pml_table_add(PmlCompiler *c, PmlTable *t, PmlObj *key)
{
    int32_t found = pml_table_find(t, key);
    if (found >= 0) {
        return found;
    }
    if (t->count == t->capacity) {
        grow(c, t);
    }
    pml_stand_in_number(c, t->stand_in, key);
    t->keys[t->count] = key;
    put_slot(t, t->count);
    return t->count++;
}
