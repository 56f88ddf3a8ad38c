#include "observe/walk.h"

static size_t slot_of(const PmlObj *o, size_t capacity)
{
    uint64_t h = (uint64_t)(uintptr_t)o >> 4;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)(h >> 20) & (capacity - 1);
}

void pml_objmap_free(PmlObjMap *m)
{
    free(m->keys);
    free(m->values);
    memset(m, 0, sizeof *m);
}

static bool grow(PmlObjMap *m)
{
    size_t capacity = m->capacity ? m->capacity * 2 : 1024;
    PmlObj **keys = calloc(capacity, sizeof *keys);
    int64_t *values = malloc(capacity * sizeof *values);
    if (!keys || !values) {
        free(keys);
        free(values);
        m->failed = true;
        return false;
    }
    for (size_t i = 0; i < m->capacity; i++) {
        if (m->keys[i]) {
            size_t j = slot_of(m->keys[i], capacity);
            while (keys[j]) {
                j = (j + 1) & (capacity - 1);
            }
            keys[j] = m->keys[i];
            values[j] = m->values[i];
        }
    }
    free(m->keys);
    free(m->values);
    m->keys = keys;
    m->values = values;
    m->capacity = capacity;
    return true;
}

int64_t *pml_objmap_at(PmlObjMap *m, PmlObj *o, int64_t initial, bool *is_new)
{
    if (m->used * 2 >= m->capacity && !grow(m)) {
        return NULL;
    }
    size_t i = slot_of(o, m->capacity);
    while (m->keys[i] && m->keys[i] != o) {
        i = (i + 1) & (m->capacity - 1);
    }
    bool fresh = !m->keys[i];
    if (fresh) {
        m->keys[i] = o;
        m->values[i] = initial;
        m->used++;
    }
    if (is_new) {
        *is_new = fresh;
    }
    return &m->values[i];
}

int64_t pml_objmap_get(const PmlObjMap *m, const PmlObj *o, int64_t fallback)
{
    if (!m->capacity) {
        return fallback;
    }
    size_t i = slot_of(o, m->capacity);
    while (m->keys[i]) {
        if (m->keys[i] == o) {
            return m->values[i];
        }
        i = (i + 1) & (m->capacity - 1);
    }
    return fallback;
}
