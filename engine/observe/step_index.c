#include "observe/step_index.h"

#include <stdlib.h>
#include <string.h>

static void empty_chunk(PmlStepChunk *c)
{
    *c = (PmlStepChunk){.shallowest = INT32_MAX, .shallowest_line = INT32_MAX};
}

bool pml_step_index_init(PmlStepIndex *x)
{
    memset(x, 0, sizeof *x);
    x->shift = PML_CHUNK_SHIFT;
    x->chunks = malloc(PML_CHUNKS * sizeof *x->chunks);
    for (int i = 0; x->chunks && i < PML_CHUNKS; i++) {
        empty_chunk(&x->chunks[i]);
    }
    return x->chunks != NULL;
}

void pml_step_index_clear(PmlStepIndex *x)
{
    free(x->chunks);
    free(x->near);
    memset(x, 0, sizeof *x);
}

static int32_t lower(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static void merge(PmlStepChunk *a, const PmlStepChunk *b)
{
    uint32_t known = PML_KNOWN_STEPS | PML_KNOWN_DEATHS;
    uint32_t both = a->flags & b->flags & known;
    for (int i = 0; i < 4; i++) {
        a->lines[i] |= b->lines[i];
    }
    a->shallowest = lower(a->shallowest, b->shallowest);
    a->shallowest_line = lower(a->shallowest_line, b->shallowest_line);
    a->flags = ((a->flags | b->flags) & ~known) | both;
}

/* Make the table reach as far as this tick. */
static void reach(PmlStepIndex *x, uint64_t tick)
{
    while (tick >> x->shift >= PML_CHUNKS) {
        for (int i = 0; i < PML_CHUNKS / 2; i++) {
            x->chunks[i] = x->chunks[2 * i];
            merge(&x->chunks[i], &x->chunks[2 * i + 1]);
        }
        for (int i = PML_CHUNKS / 2; i < PML_CHUNKS; i++) {
            empty_chunk(&x->chunks[i]);
        }
        x->shift++;
    }
}

static void note_near(PmlStepIndex *x, const PmlFact *f)
{
    if (!x->near_open || !(f->flags & (PML_FACT_LINE | PML_FACT_CALL | PML_FACT_RETURN))) {
        return;
    }
    if (x->near_count == x->near_capacity) {
        int64_t capacity = x->near_capacity ? x->near_capacity * 2 : 512;
        PmlFact *more = realloc(x->near, (size_t)capacity * sizeof *more);
        if (!more) {
            x->near_open = false;
            return;
        }
        x->near = more;
        x->near_capacity = capacity;
    }
    x->near[x->near_count++] = *f;
    x->near_open = f->tick - x->near_from <= PML_NEAR_FACTS_TICKS;
}

void pml_step_index_note(PmlStepIndex *x, const PmlFact *f)
{
    reach(x, f->tick);
    PmlStepChunk *c = &x->chunks[f->tick >> x->shift];
    c->flags |= f->flags;
    if (f->depth) {
        c->shallowest = lower(c->shallowest, f->depth);
    }
    if (f->flags & PML_FACT_LINE) {
        c->lines[f->line >> 6 & 3] |= UINT64_C(1) << (f->line & 63);
        c->shallowest_line = lower(c->shallowest_line, f->depth);
    }
    note_near(x, f);
}

void pml_step_index_cover(PmlStepIndex *x, uint64_t from, uint64_t to, PmlFactKind kind)
{
    reach(x, to);
    uint64_t first = from == 0 ? 0 : (from >> x->shift) + 1, end = (to + 1) >> x->shift;
    if (from && ((from + 1) & (pml_chunk_ticks(x) - 1)) == 0) {
        first = (from + 1) >> x->shift;
    }
    for (; first < end; first++) {
        x->chunks[first].flags |= kind;
    }
}

void pml_step_index_forget(PmlStepIndex *x, uint64_t tick)
{
    for (uint64_t i = tick >> x->shift; i < PML_CHUNKS; i++) {
        empty_chunk(&x->chunks[i]);
    }
    x->near_from = x->near_to = 0;
}

const PmlStepChunk *pml_step_index_at(const PmlStepIndex *x, uint64_t tick, PmlFactKind kind)
{
    uint64_t i = tick >> x->shift;
    return i < PML_CHUNKS && x->chunks[i].flags & kind ? &x->chunks[i] : NULL;
}

void pml_near_begin(PmlStepIndex *x, uint64_t from)
{
    x->near_from = from;
    x->near_to = 0;
    x->near_count = 0;
    x->near_open = true;
}

void pml_near_end(PmlStepIndex *x, uint64_t to)
{
    x->near_to = x->near_open ? to : 0;
    x->near_open = false;
}
