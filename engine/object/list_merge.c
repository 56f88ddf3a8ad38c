/* Finding runs and merging them: a stable natural merge sort with galloping (timsort) and the
 * powersort merge order, comparing in the same order as CPython 3.11. */
#include "object/list_sorter.h"

/* -- spans ------------------------------------------------------------------------------- */

static void copy_one(Span *to, int64_t i, const Span *from, int64_t j)
{
    to->keys[i] = from->keys[j];
    if (to->values) {
        to->values[i] = from->values[j];
    }
}

static void copy_span(Span *to, int64_t i, const Span *from, int64_t j, int64_t n)
{
    memcpy(&to->keys[i], &from->keys[j], sizeof(PmlRef) * (size_t)n);
    if (to->values) {
        memcpy(&to->values[i], &from->values[j], sizeof(PmlRef) * (size_t)n);
    }
}

static void move_span(Span *to, int64_t i, const Span *from, int64_t j, int64_t n)
{
    memmove(&to->keys[i], &from->keys[j], sizeof(PmlRef) * (size_t)n);
    if (to->values) {
        memmove(&to->values[i], &from->values[j], sizeof(PmlRef) * (size_t)n);
    }
}

static void advance(Span *s, int64_t n)
{
    s->keys += n;
    if (s->values) {
        s->values += n;
    }
}

static void put_next(Span *to, Span *from)
{
    copy_one(to, 0, from, 0);
    advance(to, 1);
    advance(from, 1);
}

static void put_previous(Span *to, Span *from)
{
    copy_one(to, 0, from, 0);
    advance(to, -1);
    advance(from, -1);
}

void pml_sorter_reverse_refs(PmlRef *lo, PmlRef *hi)
{
    for (hi--; lo < hi; lo++, hi--) {
        PmlRef t = *lo;
        *lo = *hi;
        *hi = t;
    }
}

void pml_sorter_reverse(Span *s, int64_t n)
{
    pml_sorter_reverse_refs(s->keys, s->keys + n);
    if (s->values) {
        pml_sorter_reverse_refs(s->values, s->values + n);
    }
}

/* -- runs -------------------------------------------------------------------------------- */

static void rotate_in(PmlRef *items, int64_t place, int64_t from)
{
    PmlRef pivot = items[from];
    memmove(&items[place + 1], &items[place], sizeof(PmlRef) * (size_t)(from - place));
    items[place] = pivot;
}

/* Binary insertion sort of [0, n), the first `sorted` being in order. */
static int binary_sort(Sorter *s, Span lo, int64_t n, int64_t sorted)
{
    for (int64_t start = sorted == 0 ? 1 : sorted; start < n; start++) {
        int64_t l = 0, r = start;
        PmlObj *pivot = lo.keys[start].p;
        do {
            int64_t p = l + ((r - l) >> 1);
            int less = s->less(s, pivot, lo.keys[p].p);
            if (less < 0) {
                return -1;
            }
            if (less) {
                r = p;
            } else {
                l = p + 1;
            }
        } while (l < r);
        rotate_in(lo.keys, l, start);
        if (lo.values) {
            rotate_in(lo.values, l, start);
        }
    }
    return 0;
}

/* Length of the run at the start of keys[0, n): ascending, or strictly descending. */
static int64_t count_run(Sorter *s, PmlRef *keys, int64_t n, bool *descending)
{
    *descending = false;
    if (n == 1) {
        return 1;
    }
    int less = s->less(s, keys[1].p, keys[0].p);
    if (less < 0) {
        return -1;
    }
    *descending = less > 0;
    int64_t i;
    for (i = 2; i < n; i++) {
        less = s->less(s, keys[i].p, keys[i - 1].p);
        if (less < 0) {
            return -1;
        }
        if ((less > 0) != *descending) {
            break;
        }
    }
    return i;
}

/* -- galloping --------------------------------------------------------------------------- */

/* Binary search between two places found by galloping. The key goes left of equal items (left) or
 * right of them. */
static int64_t narrow(Sorter *s, PmlObj *key, const PmlRef *a, int64_t last, int64_t ofs, bool left)
{
    last++;
    while (last < ofs) {
        int64_t m = last + ((ofs - last) >> 1);
        int less = left ? s->less(s, a[m].p, key) : s->less(s, key, a[m].p);
        if (less < 0) {
            return -1;
        }
        if ((less > 0) == left) {
            last = m + 1;
        } else {
            ofs = m;
        }
    }
    return ofs;
}

static int64_t next_offset(int64_t ofs)
{
    return (ofs << 1) + 1;
}

/* Where key belongs in the sorted a[0, n), before equal items, looking around `hint` first. */
static int64_t gallop_left(Sorter *s, PmlObj *key, const PmlRef *items, int64_t n, int64_t hint)
{
    const PmlRef *a = items + hint;
    int64_t last = 0, ofs = 1;
    int less = s->less(s, a[0].p, key);
    if (less < 0) {
        return -1;
    }
    if (less) {
        int64_t max = n - hint;
        while (ofs < max) {
            if ((less = s->less(s, a[ofs].p, key)) < 0) {
                return -1;
            }
            if (!less) {
                break;
            }
            last = ofs;
            ofs = next_offset(ofs);
        }
        ofs = ofs > max ? max : ofs;
        return narrow(s, key, items, last + hint, ofs + hint, true);
    }
    int64_t max = hint + 1;
    while (ofs < max) {
        if ((less = s->less(s, (a - ofs)->p, key)) < 0) {
            return -1;
        }
        if (less) {
            break;
        }
        last = ofs;
        ofs = next_offset(ofs);
    }
    ofs = ofs > max ? max : ofs;
    return narrow(s, key, items, hint - ofs, hint - last, true);
}

/* The same, after equal items. */
static int64_t gallop_right(Sorter *s, PmlObj *key, const PmlRef *items, int64_t n, int64_t hint)
{
    const PmlRef *a = items + hint;
    int64_t last = 0, ofs = 1;
    int less = s->less(s, key, a[0].p);
    if (less < 0) {
        return -1;
    }
    if (less) {
        int64_t max = hint + 1;
        while (ofs < max) {
            if ((less = s->less(s, key, (a - ofs)->p)) < 0) {
                return -1;
            }
            if (!less) {
                break;
            }
            last = ofs;
            ofs = next_offset(ofs);
        }
        ofs = ofs > max ? max : ofs;
        return narrow(s, key, items, hint - ofs, hint - last, false);
    }
    int64_t max = n - hint;
    while (ofs < max) {
        if ((less = s->less(s, key, a[ofs].p)) < 0) {
            return -1;
        }
        if (less) {
            break;
        }
        last = ofs;
        ofs = next_offset(ofs);
    }
    ofs = ofs > max ? max : ofs;
    return narrow(s, key, items, last + hint, ofs + hint, false);
}

/* -- merging ----------------------------------------------------------------------------- */

void pml_sorter_free_temp(Sorter *s)
{
    if (s->temp.keys != s->temp_array) {
        pml_mem_free(s->E, s->temp.keys);
        s->temp.keys = s->temp_array;
    }
}

static int need_temp(Sorter *s, int64_t n)
{
    if (n <= s->temp_capacity) {
        return 0;
    }
    pml_sorter_free_temp(s);
    int64_t parts = s->temp.values ? 2 : 1;
    s->temp.keys = pml_mem_alloc(s->E, (size_t)(n * parts) * sizeof(PmlRef));
    if (!s->temp.keys) {
        s->temp.keys = s->temp_array;
        pml_err_no_memory(s->E);
        return -1;
    }
    s->temp_capacity = n;
    if (parts == 2) {
        s->temp.values = &s->temp.keys[n];
    }
    return 0;
}

/* One merge under way. LOW: a was copied to the temporary area and is merged forwards into its old
 * place. HIGH: b was, and is merged backwards. */
typedef struct Merge {
    Span dest, a, b;
    int64_t na, nb;
    Span base_a, base_b; /* HIGH only */
} Merge;
/* What ends a merge: all merged but the rest of one side, one item left on the copied side
 * that goes last, or an error. */
typedef enum Outcome { GO_ON, SUCCEED, COPY_LAST, FAIL } Outcome;

static Outcome low_one_by_one(Sorter *s, Merge *m, int64_t min_gallop)
{
    int64_t wins_a = 0, wins_b = 0;
    for (;;) {
        int less = s->less(s, m->b.keys[0].p, m->a.keys[0].p);
        if (less < 0) {
            return FAIL;
        }
        if (less) {
            put_next(&m->dest, &m->b);
            wins_b++;
            wins_a = 0;
            if (--m->nb == 0) {
                return SUCCEED;
            }
            if (wins_b >= min_gallop) {
                return GO_ON;
            }
        } else {
            put_next(&m->dest, &m->a);
            wins_a++;
            wins_b = 0;
            if (--m->na == 1) {
                return COPY_LAST;
            }
            if (wins_a >= min_gallop) {
                return GO_ON;
            }
        }
    }
}

static Outcome low_gallop(Sorter *s, Merge *m, int64_t *min_gallop)
{
    int64_t wins_a, wins_b;
    (*min_gallop)++;
    do {
        *min_gallop -= *min_gallop > 1;
        s->min_gallop = *min_gallop;
        int64_t k = wins_a = gallop_right(s, m->b.keys[0].p, m->a.keys, m->na, 0);
        if (k < 0) {
            return FAIL;
        }
        if (k > 0) {
            copy_span(&m->dest, 0, &m->a, 0, k);
            advance(&m->dest, k);
            advance(&m->a, k);
            m->na -= k;
            if (m->na == 1) {
                return COPY_LAST;
            }
            if (m->na == 0) { /* only when the comparison is inconsistent */
                return SUCCEED;
            }
        }
        put_next(&m->dest, &m->b);
        if (--m->nb == 0) {
            return SUCCEED;
        }
        k = wins_b = gallop_left(s, m->a.keys[0].p, m->b.keys, m->nb, 0);
        if (k < 0) {
            return FAIL;
        }
        if (k > 0) {
            move_span(&m->dest, 0, &m->b, 0, k);
            advance(&m->dest, k);
            advance(&m->b, k);
            m->nb -= k;
            if (m->nb == 0) {
                return SUCCEED;
            }
        }
        put_next(&m->dest, &m->a);
        if (--m->na == 1) {
            return COPY_LAST;
        }
    } while (wins_a >= MIN_GALLOP || wins_b >= MIN_GALLOP);
    (*min_gallop)++;
    s->min_gallop = *min_gallop;
    return GO_ON;
}

/* Merge the neighbours a (na items, the shorter) and b. */
static int merge_low(Sorter *s, Span a, int64_t na, Span b, int64_t nb)
{
    if (need_temp(s, na) < 0) {
        return -1;
    }
    Merge m = {.dest = a, .a = s->temp, .b = b, .na = na, .nb = nb};
    copy_span(&s->temp, 0, &a, 0, na);
    put_next(&m.dest, &m.b);
    m.nb--;
    int64_t min_gallop = s->min_gallop;
    Outcome o = m.nb == 0 ? SUCCEED : m.na == 1 ? COPY_LAST : GO_ON;
    while (o == GO_ON) {
        o = low_one_by_one(s, &m, min_gallop);
        if (o == GO_ON) {
            o = low_gallop(s, &m, &min_gallop);
        }
    }
    if (o == COPY_LAST) {
        move_span(&m.dest, 0, &m.b, 0, m.nb);
        copy_one(&m.dest, m.nb, &m.a, 0);
    } else if (m.na > 0) {
        copy_span(&m.dest, 0, &m.a, 0, m.na);
    }
    return o == FAIL ? -1 : 0;
}

static Outcome high_one_by_one(Sorter *s, Merge *m, int64_t min_gallop)
{
    int64_t wins_a = 0, wins_b = 0;
    for (;;) {
        int less = s->less(s, m->b.keys[0].p, m->a.keys[0].p);
        if (less < 0) {
            return FAIL;
        }
        if (less) {
            put_previous(&m->dest, &m->a);
            wins_a++;
            wins_b = 0;
            if (--m->na == 0) {
                return SUCCEED;
            }
            if (wins_a >= min_gallop) {
                return GO_ON;
            }
        } else {
            put_previous(&m->dest, &m->b);
            wins_b++;
            wins_a = 0;
            if (--m->nb == 1) {
                return COPY_LAST;
            }
            if (wins_b >= min_gallop) {
                return GO_ON;
            }
        }
    }
}

static Outcome high_gallop(Sorter *s, Merge *m, int64_t *min_gallop)
{
    int64_t wins_a, wins_b;
    (*min_gallop)++;
    do {
        *min_gallop -= *min_gallop > 1;
        s->min_gallop = *min_gallop;
        int64_t k = gallop_right(s, m->b.keys[0].p, m->base_a.keys, m->na, m->na - 1);
        if (k < 0) {
            return FAIL;
        }
        k = wins_a = m->na - k;
        if (k > 0) {
            advance(&m->dest, -k);
            advance(&m->a, -k);
            move_span(&m->dest, 1, &m->a, 1, k);
            m->na -= k;
            if (m->na == 0) {
                return SUCCEED;
            }
        }
        put_previous(&m->dest, &m->b);
        if (--m->nb == 1) {
            return COPY_LAST;
        }
        k = gallop_left(s, m->a.keys[0].p, m->base_b.keys, m->nb, m->nb - 1);
        if (k < 0) {
            return FAIL;
        }
        k = wins_b = m->nb - k;
        if (k > 0) {
            advance(&m->dest, -k);
            advance(&m->b, -k);
            copy_span(&m->dest, 1, &m->b, 1, k);
            m->nb -= k;
            if (m->nb == 1) {
                return COPY_LAST;
            }
            if (m->nb == 0) { /* only when the comparison is inconsistent */
                return SUCCEED;
            }
        }
        put_previous(&m->dest, &m->a);
        if (--m->na == 0) {
            return SUCCEED;
        }
    } while (wins_a >= MIN_GALLOP || wins_b >= MIN_GALLOP);
    (*min_gallop)++;
    s->min_gallop = *min_gallop;
    return GO_ON;
}

/* Merge the neighbours a and b (nb items, the shorter), backwards. */
static int merge_high(Sorter *s, Span a, int64_t na, Span b, int64_t nb)
{
    if (need_temp(s, nb) < 0) {
        return -1;
    }
    Merge m = {.dest = b, .a = a, .b = s->temp, .na = na, .nb = nb, .base_a = a};
    m.base_b = s->temp;
    copy_span(&s->temp, 0, &b, 0, nb);
    advance(&m.dest, nb - 1);
    advance(&m.b, nb - 1);
    advance(&m.a, na - 1);
    put_previous(&m.dest, &m.a);
    m.na--;
    int64_t min_gallop = s->min_gallop;
    Outcome o = m.na == 0 ? SUCCEED : m.nb == 1 ? COPY_LAST : GO_ON;
    while (o == GO_ON) {
        o = high_one_by_one(s, &m, min_gallop);
        if (o == GO_ON) {
            o = high_gallop(s, &m, &min_gallop);
        }
    }
    if (o == COPY_LAST) {
        move_span(&m.dest, 1 - m.na, &m.a, 1 - m.na, m.na);
        advance(&m.dest, -m.na);
        copy_one(&m.dest, 0, &m.b, 0);
    } else if (m.nb > 0) {
        copy_span(&m.dest, 1 - m.nb, &m.base_b, 0, m.nb);
    }
    return o == FAIL ? -1 : 0;
}

/* Merge pending runs i and i + 1. */
static int merge_at(Sorter *s, int i)
{
    Span a = s->runs[i].base, b = s->runs[i + 1].base;
    int64_t na = s->runs[i].len, nb = s->runs[i + 1].len;
    s->runs[i].len = na + nb;
    if (i == s->pending - 3) {
        s->runs[i + 1] = s->runs[i + 2];
    }
    s->pending--;
    int64_t k = gallop_right(s, b.keys[0].p, a.keys, na, 0);
    if (k < 0) {
        return -1;
    }
    advance(&a, k);
    na -= k;
    if (na == 0) {
        return 0;
    }
    nb = gallop_left(s, a.keys[na - 1].p, b.keys, nb, nb - 1);
    if (nb <= 0) {
        return (int)nb;
    }
    return na <= nb ? merge_low(s, a, na, b, nb) : merge_high(s, a, na, b, nb);
}

/* Depth in the ideal merge tree of the border between two runs: the first binary digit in which
 * their midpoints, as fractions of the whole length, differ. */
static int border_power(int64_t start, int64_t n1, int64_t n2, int64_t n)
{
    int power = 0;
    int64_t a = 2 * start + n1;
    int64_t b = a + n1 + n2;
    for (;;) {
        power++;
        if (a >= n) {
            a -= n;
            b -= n;
        } else if (b >= n) {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

static int push_run(Sorter *s, Span base, int64_t n)
{
    if (s->pending > 0) {
        Run *last = &s->runs[s->pending - 1];
        int power = border_power(last->base.keys - s->base_keys, last->len, n, s->length);
        while (s->pending > 1 && s->runs[s->pending - 2].power > power) {
            if (merge_at(s, s->pending - 2) < 0) {
                return -1;
            }
        }
        s->runs[s->pending - 1].power = power;
    }
    s->runs[s->pending].base = base;
    s->runs[s->pending].len = n;
    s->pending++;
    return 0;
}

static int merge_all(Sorter *s)
{
    while (s->pending > 1) {
        int i = s->pending - 2;
        if (i > 0 && s->runs[i - 1].len < s->runs[i + 1].len) {
            i--;
        }
        if (merge_at(s, i) < 0) {
            return -1;
        }
    }
    return 0;
}

static int64_t min_run(int64_t n)
{
    int64_t r = 0;
    while (n >= 64) {
        r |= n & 1;
        n >>= 1;
    }
    return n + r;
}

int pml_sorter_run(Sorter *s, Span lo, int64_t n)
{
    int64_t minimum = min_run(n);
    while (n > 0) {
        bool descending;
        int64_t run = count_run(s, lo.keys, n, &descending);
        if (run < 0) {
            return -1;
        }
        if (descending) {
            pml_sorter_reverse(&lo, run);
        }
        if (run < minimum) {
            int64_t forced = n <= minimum ? n : minimum;
            if (binary_sort(s, lo, forced, run) < 0) {
                return -1;
            }
            run = forced;
        }
        if (push_run(s, lo, run) < 0) {
            return -1;
        }
        advance(&lo, run);
        n -= run;
    }
    return merge_all(s);
}
