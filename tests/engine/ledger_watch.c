#include "ledger_watch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "heap/heap_state.h"

/* A page written at this many of the last looks is not protected any more. */
#define HOT_AFTER 6

typedef struct Entry {
    PmlObj *o; /* NULL: unused */
    bool dead; /* its block was freed; the sum stays until the last edge to it is taken back */
    const unsigned char *block;
    int64_t found;
    PmlObj **edges;
    uint32_t edge_count, edge_capacity;
    uint32_t *pages; /* pages it depends on, ascending as found */
    uint32_t page_count, page_capacity;
    bool chained, newborn;
    uint32_t life; /* grows when the entry is used anew or depends on other pages */
    uint64_t stamp, listed;
} Entry;

typedef struct Dependant {
    uint32_t entry, life;
} Dependant;

typedef struct Page {
    Dependant *list;
    uint32_t count, capacity;
    uint8_t dirty, heat;
} Page;

typedef struct Numbers {
    uint32_t *at;
    size_t count, capacity;
} Numbers;

static struct Watch {
    PmlEngine *E;
    uint32_t *entry_of; /* by offset / 8; 0: none */
    Entry *entries;     /* 0 is not used */
    uint32_t entry_count, entry_capacity, unused;
    Page *pages;
    size_t page_total;
    Numbers dirty, hot, queue, touched, chained;
    const void **freed;
    size_t freed_count, freed_capacity;
    PmlObj **roots;
    size_t root_count, root_capacity;
    PmlObj **edges; /* scratch */
    size_t edge_count, edge_capacity;
    uint64_t now;
    bool deaths; /* blocks were freed since the last look */
    struct sigaction before;
} W;

static void *grown(void *old, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity) {
        return old;
    }
    *capacity = *capacity ? *capacity * 2 : 64;
    void *p = realloc(old, *capacity * size);
    if (!p) {
        fprintf(stderr, "ledger watch: no host memory\n");
        abort();
    }
    return p;
}

static void add_number(Numbers *n, uint32_t value)
{
    n->at = grown(n->at, n->count, &n->capacity, sizeof *n->at);
    n->at[n->count++] = value;
}

static uint32_t page_of(const void *p)
{
    return (uint32_t)((uint64_t)((const unsigned char *)p - W.E->region) / PML_PAGE);
}

static bool in_region(const void *p)
{
    return (uint64_t)((const unsigned char *)p - W.E->region) < W.E->region_size;
}

static uint32_t *slot_of(const PmlObj *o)
{
    return &W.entry_of[(uint64_t)((const unsigned char *)o - W.E->region) / 8];
}

/* -- written pages (A3) ---------------------------------------------------------------------- */

static void protect(uint32_t page, int how)
{
    mprotect(W.E->region + (uint64_t)page * PML_PAGE, PML_PAGE, how);
}

static void on_fault(int number, siginfo_t *info, void *context)
{
    if (!W.E || !in_region(info->si_addr) || W.pages[page_of(info->si_addr)].dirty) {
        sigaction(number, &W.before, NULL); /* a fault of its own: let it happen */
        (void)context;
        return;
    }
    uint32_t page = page_of(info->si_addr);
    W.pages[page].dirty = 1;
    W.dirty.at[W.dirty.count++] = page; /* room for all pages was made at the start */
    protect(page, PROT_READ | PROT_WRITE);
}

static void on_block_freed(PmlEngine *E, const void *block)
{
    (void)E;
    W.freed = grown(W.freed, W.freed_count, &W.freed_capacity, sizeof *W.freed);
    W.freed[W.freed_count++] = block;
}

/* -- entries ---------------------------------------------------------------------------------- */

static const unsigned char *block_start(PmlEngine *E, PmlObj *o)
{
    if (pml_heap_is_static(E, o) || !pml_is_gc(o)) {
        return (const unsigned char *)o;
    }
    size_t before = pml_type_has(PML_TYPE_OF(o), PML_TF_MANAGED_DICT) ? 32 : 16;
    return (const unsigned char *)o - before;
}

static void enqueue(uint32_t id)
{
    if (W.entries[id].stamp != W.now) {
        W.entries[id].stamp = W.now;
        add_number(&W.queue, id);
    }
}

static void touch(uint32_t id)
{
    if (W.entries[id].listed != W.now) {
        W.entries[id].listed = W.now;
        add_number(&W.touched, id);
    }
}

static uint32_t entry_for(PmlObj *o)
{
    uint32_t *slot = slot_of(o);
    if (*slot) {
        Entry *old = &W.entries[*slot];
        if (old->dead) { /* another object at the same address */
            old->dead = false;
            old->block = block_start(W.E, o);
            old->stamp = 0; /* it may have been seen, dead, at this look */
            enqueue(*slot);
        }
        return *slot;
    }
    uint32_t id = W.unused;
    if (id) {
        W.unused = W.entries[id].page_count;
    } else {
        size_t capacity = W.entry_capacity;
        W.entries = grown(W.entries, W.entry_count, &capacity, sizeof *W.entries);
        W.entry_capacity = (uint32_t)capacity;
        id = W.entry_count++;
        memset(&W.entries[id], 0, sizeof W.entries[id]);
    }
    Entry *e = &W.entries[id];
    e->o = o;
    e->dead = e->newborn = false;
    e->block = block_start(W.E, o);
    e->found = 0;
    e->edge_count = e->page_count = 0;
    e->stamp = 0; /* what it was for may have been seen at this look, and forgotten */
    *slot = id;
    enqueue(id);
    return id;
}

static void refer(PmlObj *to, int64_t by)
{
    uint32_t id = entry_for(to);
    W.entries[id].found += by;
    touch(id);
}

static void unrefer(PmlObj *to)
{
    uint32_t id = *slot_of(to);
    W.entries[id].found--;
    touch(id);
}

static void drop_edges(Entry *e)
{
    uint32_t n = e->edge_count;
    e->edge_count = 0;
    for (uint32_t i = 0; i < n; i++) {
        unrefer(e->edges[i]);
    }
}

/* -- what a walk gives ------------------------------------------------------------------------ */

static void note_edge(void *ctx, const PmlEdgeInfo *edge)
{
    (void)ctx;
    W.edges = grown(W.edges, W.edge_count, &W.edge_capacity, sizeof *W.edges);
    W.edges[W.edge_count++] = edge->to;
}

static void depend(Entry *e, const unsigned char *from, size_t bytes)
{
    if (!bytes) {
        return;
    }
    for (uint32_t p = page_of(from); p <= page_of(from + bytes - 1); p++) {
        if (e->page_count && e->pages[e->page_count - 1] == p) {
            continue;
        }
        size_t capacity = e->page_capacity;
        e->pages = grown(e->pages, e->page_count, &capacity, sizeof *e->pages);
        e->page_capacity = (uint32_t)capacity;
        e->pages[e->page_count++] = p;
    }
}

/* The live block a word of an object's own memory points into, when it is a buffer of its own and
 * not another object. */
static const unsigned char *buffer_at(PmlEngine *E, const unsigned char *p, size_t *bytes)
{
    if (!in_region(p) || pml_heap_is_static(E, p) || ((uintptr_t)p & 7)) {
        return NULL;
    }
    const unsigned char *block = p;
    if (pml_in_arena(E, p)) {
        const PmlPool *pool = pml_pool_of(E, p);
        uint64_t at = (uint64_t)(p - (const unsigned char *)pool);
        if (pool->size_class >= PML_SIZE_CLASSES || at < PML_POOL_HEADER) {
            return NULL;
        }
        uint64_t size = pml_class_bytes(pool->size_class);
        block =
            (const unsigned char *)pool + PML_POOL_HEADER + (at - PML_POOL_HEADER) / size * size;
        *bytes = (size_t)size;
    } else {
        const PmlHeap *h = E->heap;
        bool in_break = h->break_base && p >= E->region + h->break_base + PML_CHUNK_HEADER &&
                        p < E->region + h->break_end;
        bool mapped = ((uintptr_t)p & (PML_PAGE - 1)) == PML_CHUNK_HEADER;
        uint64_t flags = in_break || mapped ? pml_chunk_of(p)->size_flags : 0;
        if (!(flags & PML_CHUNK_USED) && !(flags & PML_CHUNK_MAPPED)) {
            return NULL;
        }
        *bytes = pml_mem_usable(E, p);
        if (*bytes > (size_t)(E->region + E->region_size - p)) {
            return NULL;
        }
    }
    for (int before = 0; before <= 32; before += 16) {
        if (*slot_of((const PmlObj *)(const void *)(block + before))) {
            return NULL;
        }
    }
    return block;
}

static void depend_on_buffers(Entry *e, const unsigned char *from, size_t bytes)
{
    for (size_t i = 0; i + 8 <= bytes; i += 8) {
        const unsigned char *p;
        memcpy(&p, from + i, sizeof p);
        size_t n = 0;
        const unsigned char *block = buffer_at(W.E, p, &n);
        if (block && block != e->block) {
            depend(e, block, n);
        }
    }
}

static void depend_anew(uint32_t id)
{
    Entry *e = &W.entries[id];
    uint32_t old_count = e->page_count;
    uint32_t small[64];
    uint32_t *old = old_count <= 64 ? small : malloc(old_count * sizeof *old);
    if (old_count) {
        memcpy(old, e->pages, old_count * sizeof *old);
    }
    e->page_count = 0;
    const unsigned char *o = (const unsigned char *)e->o;
    bool fixed = pml_heap_is_static(W.E, o);
    bool is_type = PML_IS_TYPE(e->o);
    bool is_tuple = PML_IS(e->o, tuple);
    size_t bytes = !fixed    ? pml_mem_usable(W.E, e->block)
                   : is_type ? sizeof(PmlType)
                             : 64 + (is_tuple ? (size_t)PML_TUPLE_LEN(e->o) * sizeof(PmlRef) : 0);
    depend(e, e->block, bytes);
    if (PML_TYPE_OF(e->o)->refs_of && !is_tuple) {
        depend_on_buffers(e, e->block, bytes);
    }
    if (e->page_count != old_count || memcmp(old, e->pages, old_count * sizeof *old) != 0) {
        e->life++;
        for (uint32_t i = 0; i < e->page_count; i++) {
            Page *p = &W.pages[e->pages[i]];
            size_t capacity = p->capacity;
            p->list = grown(p->list, p->count, &capacity, sizeof *p->list);
            p->capacity = (uint32_t)capacity;
            p->list[p->count++] = (Dependant){id, e->life};
        }
    }
    if (old != small) {
        free(old);
    }
}

/* The same addresses as before; but there may be new objects at them. */
static void see_reborn(PmlObj **edges, size_t n)
{
    for (size_t i = 0; W.deaths && i < n; i++) {
        entry_for(edges[i]);
    }
}

/* Buffers in chains: too many words to follow, so these are walked at every look. */
static bool has_chained_buffers(const PmlObj *o)
{
    static const int types[] = {PML_T_deque, PML_T_OrderedDict};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (pml_isinstance_of(o, &W.E->rt->types[types[i]])) {
            return true;
        }
    }
    return false;
}

static void walk_entry(uint32_t id)
{
    PmlObj *o = W.entries[id].o;
    touch(id);
    if (W.entries[id].dead) {
        return;
    }
    if (pml_refs(o) == 0 && !pml_heap_is_static(W.E, o)) {
        drop_edges(&W.entries[id]); /* waiting in a free list */
        return;
    }
    W.edge_count = 0;
    pml_walk_object(W.E, o, note_edge, NULL);
    uint32_t n = (uint32_t)W.edge_count;
    Entry *e = &W.entries[id];
    if (n != e->edge_count || (n && memcmp(W.edges, e->edges, n * sizeof *W.edges) != 0)) {
        for (uint32_t i = 0; i < n; i++) {
            refer(W.edges[i], 1); /* may move W.entries */
        }
        drop_edges(&W.entries[id]);
        e = &W.entries[id];
        if (n > e->edge_capacity) {
            e->edge_capacity = n + n / 2;
            free(e->edges);
            e->edges = malloc(e->edge_capacity * sizeof *e->edges);
        }
        memcpy(e->edges, W.edges, n * sizeof *W.edges);
        e->edge_count = n;
    } else {
        see_reborn(W.edges, n);
    }
    depend_anew(id);
    if (!W.entries[id].chained && has_chained_buffers(o)) {
        W.entries[id].chained = true;
        add_number(&W.chained, id);
    }
}

/* -- one look --------------------------------------------------------------------------------- */

static void forget_entry(uint32_t id)
{
    Entry *e = &W.entries[id];
    *slot_of(e->o) = 0;
    e->o = NULL;
    e->life++;
    e->page_count = W.unused;
    W.unused = id;
}

static void bury_freed(void)
{
    for (size_t i = 0; i < W.freed_count; i++) {
        for (int before = 0; before <= 32; before += 16) {
            const unsigned char *o = (const unsigned char *)W.freed[i] + before;
            uint32_t id = in_region(o) ? *slot_of((const PmlObj *)(const void *)o) : 0;
            if (id && W.entries[id].block == W.freed[i]) {
                W.entries[id].dead = true;
                drop_edges(&W.entries[id]);
                touch(id);
            }
        }
    }
    W.deaths = W.freed_count != 0;
    W.freed_count = 0;
}

static void count_roots(void)
{
    W.edge_count = 0;
    pml_walk_roots(W.E, note_edge, NULL);
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        entry_for((PmlObj *)&W.E->rt->types[i]);
    }
    size_t n = W.edge_count;
    if (n == W.root_count && memcmp(W.edges, W.roots, n * sizeof *W.edges) == 0) {
        see_reborn(W.edges, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        refer(W.edges[i], 1);
    }
    for (size_t i = 0; i < W.root_count; i++) {
        unrefer(W.roots[i]);
    }
    PmlObj **old = W.roots;
    size_t capacity = W.root_capacity;
    W.roots = W.edges;
    W.root_count = n;
    W.root_capacity = W.edge_capacity;
    W.edges = old;
    W.edge_capacity = capacity;
}

/* What was made and became garbage within one instruction no one refers to: it is found at the end
 * of its generation's list, or anywhere in it when something known was made after it, which is
 * asked only where the counts disagree. New ones that only C code holds are not judged by their
 * own count. */
static void meet_newborn(bool whole_lists)
{
    PmlGc *gc = W.E->gc;
    PmlGcHead *lists[] = {&gc->gen[0], &gc->gen[1], &gc->gen[2]};
    for (int i = 0; i < 3 && !gc->collecting; i++) {
        PmlGcHead *g = lists[i];
        for (;;) {
            g = (PmlGcHead *)(uintptr_t)(g->prev & ~(uint64_t)3);
            if (g == lists[i]) {
                break;
            }
            uint32_t known = *slot_of(pml_from_gc(g));
            if (known && !W.entries[known].dead) {
                if (whole_lists) {
                    continue;
                }
                break;
            }
            uint32_t id = entry_for(pml_from_gc(g)); /* may move W.entries */
            W.entries[id].newborn = true;
        }
    }
}

static void look_at_page(uint32_t number)
{
    Page *p = &W.pages[number];
    uint32_t kept = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        Dependant d = p->list[i];
        if (W.entries[d.entry].o && W.entries[d.entry].life == d.life) {
            p->list[kept++] = d;
            enqueue(d.entry);
        }
    }
    p->count = kept;
}

/* Pages written at every look stay writable and are looked at each time. */
static void protect_again(void)
{
    size_t kept = 0;
    for (size_t i = 0; i < W.dirty.count; i++) {
        uint32_t number = W.dirty.at[i];
        Page *p = &W.pages[number];
        if (p->heat < HOT_AFTER && ++p->heat == HOT_AFTER) {
            add_number(&W.hot, number);
            continue;
        }
        p->dirty = 0;
        protect(number, PROT_READ);
    }
    W.dirty.count = kept;
    if (W.now % 64 == 0) { /* what was hot may have cooled */
        for (size_t i = 0; i < W.hot.count; i++) {
            W.pages[W.hot.at[i]].heat = HOT_AFTER / 2;
            W.pages[W.hot.at[i]].dirty = 0;
            protect(W.hot.at[i], PROT_READ);
        }
        W.hot.count = 0;
    }
}

static void look_at_chained(void)
{
    for (size_t i = 0; i < W.chained.count; i++) {
        Entry *e = &W.entries[W.chained.at[i]];
        if (e->o && !e->dead) {
            enqueue(W.chained.at[i]);
        } else {
            e->chained = false;
            W.chained.at[i--] = W.chained.at[--W.chained.count];
        }
    }
}

static void settle(void)
{
    while (W.queue.count) {
        walk_entry(W.queue.at[--W.queue.count]);
    }
}

static const char *judge(PmlEngine *E, char *text, size_t size)
{
    for (size_t i = 0; i < W.touched.count; i++) {
        uint32_t id = W.touched.at[i];
        Entry *e = &W.entries[id];
        if (!e->o) {
            continue;
        }
        bool fixed = pml_heap_is_static(E, e->o);
        bool gone = e->dead || (pml_refs(e->o) == 0 && !fixed); /* freed, or in a free list */
        if (gone && e->found == 0) {
            drop_edges(e);
            forget_entry(id);
            continue;
        }
        if (e->dead) {
            snprintf(text, size, "%lld references were found to freed memory at %llx",
                     (long long)e->found, (unsigned long long)pml_model_address(E, e->o));
            return text;
        }
        if (e->newborn && e->found == 0) {
            continue; /* held by C code alone so far */
        }
        e->newborn = false;
        bool agree = fixed ? pml_refs(e->o) >= e->found : pml_refs(e->o) == e->found;
        if (!agree) {
            bool alive = pml_refs(e->o) > 0, plain = alive && PML_IS(e->o, str);
            plain = plain && PML_STR(e->o)->ascii;
            snprintf(text, size, "%s %.*s at %llx has count %lld, but %lld references were found",
                     alive ? PML_TYPE_OF(e->o)->name.p : "something dead",
                     plain ? (int)PML_STR_LEN(e->o) : 0,
                     plain ? (const char *)pml_str_data(e->o) : "",
                     (unsigned long long)pml_model_address(E, e->o), (long long)pml_refs(e->o),
                     (long long)e->found);
            return text;
        }
    }
    return NULL;
}

const char *ledger_watch_check(PmlEngine *E, char *text, size_t size)
{
    W.now++;
    W.touched.count = 0;
    bury_freed();
    count_roots();
    meet_newborn(false);
    for (size_t i = 0; i < W.dirty.count; i++) {
        look_at_page(W.dirty.at[i]);
    }
    for (size_t i = 0; i < W.hot.count; i++) {
        look_at_page(W.hot.at[i]);
    }
    look_at_chained();
    settle();
    const char *wrong = judge(E, text, size);
    if (wrong) {
        meet_newborn(true);
        settle();
        wrong = judge(E, text, size);
    }
    protect_again();
    return wrong;
}

static void compare_edge(void *ctx, const PmlEdgeInfo *edge)
{
    int64_t *n = pml_objmap_at(ctx, edge->to, 0, NULL);
    if (n) {
        ++*n;
    }
}

const char *ledger_watch_compare(PmlEngine *E, char *text, size_t size)
{
    PmlObjMap found = {0};
    const char *wrong = NULL;
    bool whole = pml_walk_all(E, compare_edge, &found) && !found.failed;
    for (size_t i = 0; whole && i < found.capacity && !wrong; i++) {
        PmlObj *o = found.keys[i];
        uint32_t id = o ? *slot_of(o) : 0;
        if (o && (!id || W.entries[id].found != found.values[i])) {
            snprintf(text, size, "the account of %s at %llx says %lld, a walk %lld",
                     PML_TYPE_OF(o)->name.p, (unsigned long long)pml_model_address(E, o),
                     id ? (long long)W.entries[id].found : -1LL, (long long)found.values[i]);
            wrong = text;
        }
    }
    pml_objmap_free(&found);
    return wrong;
}

bool ledger_watch_start(PmlEngine *E)
{
    memset(&W, 0, sizeof W);
    W.E = E;
    W.page_total = (size_t)(E->region_size / PML_PAGE);
    W.entry_of = calloc((size_t)(E->region_size / 8), sizeof *W.entry_of);
    W.pages = calloc(W.page_total, sizeof *W.pages);
    W.dirty.capacity = W.page_total + 1;
    W.dirty.at = malloc(W.dirty.capacity * sizeof *W.dirty.at);
    W.entry_count = 1;
    W.entry_capacity = 1024;
    W.entries = calloc(W.entry_capacity, sizeof *W.entries);
    if (!W.entry_of || !W.pages || !W.dirty.at || !W.entries) {
        return false;
    }
    struct sigaction act = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_NODEFER};
    sigaction(SIGSEGV, &act, &W.before);
    E->block_freed = on_block_freed;
    W.now = 1;
    count_roots();
    settle();
    W.touched.count = 0;
    mprotect(E->region, (size_t)E->region_size, PROT_READ);
    return true;
}

void ledger_watch_stop(PmlEngine *E)
{
    E->block_freed = NULL;
    mprotect(E->region, (size_t)E->region_size, PROT_READ | PROT_WRITE);
    sigaction(SIGSEGV, &W.before, NULL);
    for (uint32_t i = 1; i < W.entry_count; i++) {
        free(W.entries[i].edges);
        free(W.entries[i].pages);
    }
    for (size_t i = 0; i < W.page_total; i++) {
        free(W.pages[i].list);
    }
    free(W.entry_of);
    free(W.entries);
    free(W.pages);
    free(W.dirty.at);
    free(W.hot.at);
    free(W.queue.at);
    free(W.touched.at);
    free(W.chained.at);
    free(W.freed);
    free(W.roots);
    free(W.edges);
    W.E = NULL;
}
