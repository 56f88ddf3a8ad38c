/* The chain of blocks under collections.deque. */
#include "modules/deque.h"

#include "object/check.h"

/* -- blocks ------------------------------------------------------------------------------ */

static PmlDequeBlock *block_new(PmlEngine *E, PmlDeque *d)
{
    PmlDequeBlock *b;
    if (d->spare_count > 0) {
        return d->spare[--d->spare_count].p;
    }
    b = pml_mem_alloc(E, sizeof(PmlDequeBlock));
    if (!b) {
        pml_err_no_memory(E);
    }
    return b;
}

static void block_free(PmlEngine *E, PmlDeque *d, PmlDequeBlock *b)
{
    if (d->spare_count < PML_DEQUE_SPARE) {
        d->spare[d->spare_count++].p = b;
    } else {
        pml_mem_free(E, b);
    }
}

static void make_empty(PmlDeque *d, PmlDequeBlock *b)
{
    b->left.p = b->right.p = NULL;
    d->left.p = d->right.p = b;
    d->left_index = PML_DEQUE_CENTER + 1;
    d->right_index = PML_DEQUE_CENTER;
}

PmlObj *pml_deque_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    PmlObj *o = t->alloc(E, t, 0);
    if (!o) {
        return NULL;
    }
    PmlDeque *d = PML_DEQUE(o);
    d->maxlen = -1;
    PmlDequeBlock *b = block_new(E, d);
    if (!b) {
        pml_decref(E, o);
        return NULL;
    }
    make_empty(d, b);
    return o;
}

void pml_deque_dealloc(PmlEngine *E, PmlObj *self)
{
    PmlDeque *d = PML_DEQUE(self);
    pml_gc_untrack(E, self);
    if (d->weaklist.p) {
        pml_clear_weakrefs(E, self);
    }
    if (d->left.p) {
        pml_deque_clear(E, d);
        block_free(E, d, d->left.p);
    }
    d->left.p = d->right.p = NULL;
    for (int64_t i = 0; i < d->spare_count; i++) {
        pml_mem_free(E, d->spare[i].p);
    }
    PML_TYPE_OF(self)->free(E, self);
}

/* -- both ends --------------------------------------------------------------------------- */

static void link_blocks(PmlDequeBlock *a, PmlDequeBlock *b)
{
    a->right.p = b;
    b->left.p = a;
}

static bool grow_right(PmlEngine *E, PmlDeque *d)
{
    PmlDequeBlock *b = block_new(E, d);
    if (!b) {
        return false;
    }
    link_blocks(d->right.p, b);
    b->right.p = NULL;
    d->right.p = b;
    d->right_index = -1;
    return true;
}

static bool grow_left(PmlEngine *E, PmlDeque *d)
{
    PmlDequeBlock *b = block_new(E, d);
    if (!b) {
        return false;
    }
    link_blocks(b, d->left.p);
    b->left.p = NULL;
    d->left.p = b;
    d->left_index = PML_DEQUE_BLOCK;
    return true;
}

static bool is_overfull(const PmlDeque *d)
{
    return d->maxlen >= 0 && d->maxlen < d->ob.size;
}

int pml_deque_append(PmlEngine *E, PmlDeque *d, PmlObj *item)
{
    if (d->right_index == PML_DEQUE_BLOCK - 1 && !grow_right(E, d)) {
        pml_decref(E, item);
        return -1;
    }
    d->ob.size++;
    d->right.p->data[++d->right_index].p = item;
    if (is_overfull(d)) {
        pml_xdecref(E, pml_deque_pop_left(E, d));
    } else {
        d->state++;
    }
    return 0;
}

int pml_deque_append_left(PmlEngine *E, PmlDeque *d, PmlObj *item)
{
    if (d->left_index == 0 && !grow_left(E, d)) {
        pml_decref(E, item);
        return -1;
    }
    d->ob.size++;
    d->left.p->data[--d->left_index].p = item;
    if (is_overfull(d)) {
        pml_xdecref(E, pml_deque_pop(E, d));
    } else {
        d->state++;
    }
    return 0;
}

/* An empty deque keeps its block and starts from the middle again. */
static void recenter(PmlDeque *d)
{
    d->left_index = PML_DEQUE_CENTER + 1;
    d->right_index = PML_DEQUE_CENTER;
}

PmlObj *pml_deque_pop(PmlEngine *E, PmlDeque *d)
{
    if (d->ob.size == 0) {
        return PML_RAISE(E, IndexError, "pop from an empty deque");
    }
    PmlObj *item = d->right.p->data[d->right_index--].p;
    d->ob.size--;
    d->state++;
    if (d->right_index < 0) {
        if (d->ob.size) {
            PmlDequeBlock *previous = d->right.p->left.p;
            block_free(E, d, d->right.p);
            previous->right.p = NULL;
            d->right.p = previous;
            d->right_index = PML_DEQUE_BLOCK - 1;
        } else {
            recenter(d);
        }
    }
    return item;
}

PmlObj *pml_deque_pop_left(PmlEngine *E, PmlDeque *d)
{
    if (d->ob.size == 0) {
        return PML_RAISE(E, IndexError, "pop from an empty deque");
    }
    PmlObj *item = d->left.p->data[d->left_index++].p;
    d->ob.size--;
    d->state++;
    if (d->left_index == PML_DEQUE_BLOCK) {
        if (d->ob.size) {
            PmlDequeBlock *next = d->left.p->right.p;
            block_free(E, d, d->left.p);
            next->left.p = NULL;
            d->left.p = next;
            d->left_index = 0;
        } else {
            recenter(d);
        }
    }
    return item;
}

/* -- clearing ---------------------------------------------------------------------------- */

/* Names n items of a detached chain, the last first, so that the holds can be dropped in order. */
static void hold_chain(PmlEngine *E, PmlDequeBlock *last, int64_t index, int64_t n)
{
    for (; n > 0; n--) {
        pml_hold(E, last->data[index].p, "deque being cleared: item");
        if (--index < 0 && n > 1) {
            last = last->left.p;
            index = PML_DEQUE_BLOCK - 1;
        }
    }
}

/* The deque is empty before the first item is released: releasing may change it again. */
void pml_deque_clear(PmlEngine *E, PmlDeque *d)
{
    int64_t n = d->ob.size;
    if (n == 0) {
        return;
    }
    PmlPending pending = pml_error_set_aside(E); /* of whoever lets the deque die */
    PmlDequeBlock *fresh = block_new(E, d);
    pml_error_put_back(E, pending);
    if (!fresh) { /* no memory to do it at one go */
        while (d->ob.size) {
            pml_decref(E, pml_deque_pop(E, d));
        }
        return;
    }
    PmlDequeBlock *b = d->left.p;
    int64_t index = d->left_index;
    int64_t mark = pml_hold_mark(E);
    hold_chain(E, d->right.p, d->right_index, n);
    d->ob.size = 0;
    make_empty(d, fresh);
    d->state++;
    for (;;) {
        PmlObj *item = b->data[index++].p;
        pml_hold_drop(E, mark + --n);
        pml_decref(E, item);
        if (n == 0) {
            break;
        }
        if (index == PML_DEQUE_BLOCK) {
            PmlDequeBlock *next = b->right.p;
            block_free(E, d, b);
            b = next;
            index = 0;
        }
    }
    block_free(E, d, b);
}

/* -- rotating ---------------------------------------------------------------------------- */

/* Moves a run of items from the right end to the left one. False: no memory. */
static bool rotate_right(PmlEngine *E, PmlDeque *d, int64_t n, PmlDequeBlock **spare)
{
    while (n > 0) {
        if (d->left_index == 0) {
            PmlDequeBlock *b = *spare ? *spare : block_new(E, d);
            if (!b) {
                return false;
            }
            *spare = NULL;
            link_blocks(b, d->left.p);
            b->left.p = NULL;
            d->left.p = b;
            d->left_index = PML_DEQUE_BLOCK;
        }
        int64_t m = n;
        m = m > d->right_index + 1 ? d->right_index + 1 : m;
        m = m > d->left_index ? d->left_index : m;
        d->right_index -= m;
        d->left_index -= m;
        memmove(&d->left.p->data[d->left_index], &d->right.p->data[d->right_index + 1],
                (size_t)m * sizeof(PmlRef));
        n -= m;
        if (d->right_index < 0) {
            *spare = d->right.p;
            d->right.p = d->right.p->left.p;
            d->right.p->right.p = NULL;
            d->right_index = PML_DEQUE_BLOCK - 1;
        }
    }
    return true;
}

static bool rotate_left(PmlEngine *E, PmlDeque *d, int64_t n, PmlDequeBlock **spare)
{
    while (n > 0) {
        if (d->right_index == PML_DEQUE_BLOCK - 1) {
            PmlDequeBlock *b = *spare ? *spare : block_new(E, d);
            if (!b) {
                return false;
            }
            *spare = NULL;
            link_blocks(d->right.p, b);
            b->right.p = NULL;
            d->right.p = b;
            d->right_index = -1;
        }
        int64_t m = n, left_room = PML_DEQUE_BLOCK - d->left_index;
        int64_t right_room = PML_DEQUE_BLOCK - 1 - d->right_index;
        m = m > left_room ? left_room : m;
        m = m > right_room ? right_room : m;
        memmove(&d->right.p->data[d->right_index + 1], &d->left.p->data[d->left_index],
                (size_t)m * sizeof(PmlRef));
        d->left_index += m;
        d->right_index += m;
        n -= m;
        if (d->left_index == PML_DEQUE_BLOCK) {
            *spare = d->left.p;
            d->left.p = d->left.p->right.p;
            d->left.p->left.p = NULL;
            d->left_index = 0;
        }
    }
    return true;
}

int pml_deque_rotate(PmlEngine *E, PmlDeque *d, int64_t n)
{
    int64_t len = d->ob.size, half = len >> 1;
    if (len <= 1) {
        return 0;
    }
    if (n > half || n < -half) {
        n %= len;
        if (n > half) {
            n -= len;
        } else if (n < -half) {
            n += len;
        }
    }
    d->state++;
    PmlDequeBlock *spare = NULL;
    bool ok = n >= 0 ? rotate_right(E, d, n, &spare) : rotate_left(E, d, -n, &spare);
    if (spare) {
        block_free(E, d, spare);
    }
    return ok ? 0 : -1;
}

/* -- more at once ------------------------------------------------------------------------ */

/* maxlen 0: nothing can stay, the iterable is only run through. */
static int consume(PmlEngine *E, PmlObj *it)
{
    PmlObj *item;
    while ((item = pml_iter_next(E, it)) != NULL) {
        pml_decref(E, item);
    }
    return pml_error_pending(E) ? -1 : 0;
}

static int extend_from(PmlEngine *E, PmlDeque *d, PmlObj *it, bool left)
{
    if (d->maxlen == 0) {
        return consume(E, it);
    }
    if (d->ob.size == 0) { /* use the whole block */
        d->left_index = left ? PML_DEQUE_BLOCK - 1 : 1;
        d->right_index = d->left_index - 1;
    }
    PmlObj *item;
    while ((item = pml_iter_next(E, it)) != NULL) {
        if ((left ? pml_deque_append_left : pml_deque_append)(E, d, item) < 0) {
            return -1;
        }
    }
    return pml_error_pending(E) ? -1 : 0;
}

int pml_deque_extend(PmlEngine *E, PmlObj *self, PmlObj *iterable, bool left)
{
    PmlObj *list = NULL;
    if (iterable == self) {
        iterable = list = pml_sequence_list(E, iterable);
        if (!list) {
            return -1;
        }
    }
    PmlObj *it = pml_iter(E, iterable);
    int r = -1;
    if (it) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, it, "deque.extend: iterator");
        if (list) {
            pml_hold(E, list, "deque.extend: copy");
        }
        r = extend_from(E, PML_DEQUE(self), it, left);
        pml_hold_drop(E, mark);
        pml_decref(E, it);
    }
    pml_xdecref(E, list);
    return r;
}

PmlRef *pml_deque_slot(PmlDeque *d, int64_t i)
{
    int64_t size = d->ob.size;
    if (i == 0) {
        return &d->left.p->data[d->left_index];
    }
    if (i == size - 1) {
        return &d->right.p->data[d->right_index];
    }
    int64_t at = i + d->left_index;
    int64_t n = at / PML_DEQUE_BLOCK;
    PmlDequeBlock *b;
    if (i < (size >> 1)) {
        for (b = d->left.p; n > 0; n--) {
            b = b->right.p;
        }
    } else {
        n = (d->left_index + size - 1) / PML_DEQUE_BLOCK - n;
        for (b = d->right.p; n > 0; n--) {
            b = b->left.p;
        }
    }
    return &b->data[at % PML_DEQUE_BLOCK];
}

/* -- validator --------------------------------------------------------------------------- */

const char *pml_deque_check(const PmlDeque *d)
{
    int64_t blocks = 1;
    for (const PmlDequeBlock *b = d->left.p; b != d->right.p; b = b->right.p) {
        PML_EXPECT(b->right.p && b->right.p->left.p == b, "Q1: blocks of a deque");
        blocks++;
    }
    int64_t room = (blocks - 1) * PML_DEQUE_BLOCK + d->right_index + 1 - d->left_index;
    PML_EXPECT(d->ob.size > 0 || (blocks == 1 && room == 0), "Q2: an empty deque");
    PML_EXPECT(d->ob.size == room, "Q1: length of a deque");
    return NULL;
}
