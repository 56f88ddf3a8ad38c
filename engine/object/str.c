/* str: making strings of the right form, comparing, joining two, the static characters. */
#include "object/str_ops.h"

/* -- raw text ------------------------------------------------------------------------------ */

void pml_text_copy(void *to, int to_kind, int64_t at, PmlText from)
{
    if (to_kind == from.kind) {
        if (from.len > 0) {
            memcpy((unsigned char *)to + at * to_kind, from.data, (size_t)(from.len * from.kind));
        }
        return;
    }
    for (int64_t i = 0; i < from.len; i++) {
        pml_text_set(to, to_kind, at + i, pml_text_at(from.data, from.kind, i));
    }
}

void pml_text_fill(void *to, int kind, int64_t at, int64_t n, uint32_t c)
{
    if (kind == 1) {
        if (n > 0) {
            memset((unsigned char *)to + at, (int)c, (size_t)n);
        }
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        pml_text_set(to, kind, at + i, c);
    }
}

static bool bytes_are_ascii(const unsigned char *p, int64_t n)
{
    int64_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t w;
        memcpy(&w, p + i, 8);
        if (w & UINT64_C(0x8080808080808080)) {
            return false;
        }
    }
    for (; i < n; i++) {
        if (p[i] & 0x80) {
            return false;
        }
    }
    return true;
}

uint32_t pml_text_limit(PmlText t)
{
    uint32_t seen = 0;

    if (t.kind == 1) {
        return bytes_are_ascii(t.data, t.len) ? 127 : 255;
    }
    for (int64_t i = 0; i < t.len; i++) {
        seen |= pml_text_at(t.data, t.kind, i);
        if (seen > 65535) {
            return 0x10ffff;
        }
    }
    return seen < 128 ? 127 : seen < 256 ? 255 : 65535;
}

/* -- making -------------------------------------------------------------------------------- */

static int64_t head_bytes(const PmlStr *s)
{
    return s->ascii ? (int64_t)sizeof(PmlStr) : (int64_t)sizeof(PmlCompactStr);
}

/* Fills in the head for text of n characters up to max_char, and the terminating zero. */
static void init_head(PmlObj *o, int64_t n, uint32_t max_char)
{
    PmlStr *s = PML_STR(o);
    int64_t refs = o->refs;
    PmlType *type = o->type.p;

    s->length = n;
    s->hash = -1;
    s->kind = max_char < 256 ? 1 : max_char < 65536 ? 2 : 4;
    s->ascii = max_char < 128;
    s->compact = 1;
    s->interned = 0;
    s->state_pad = 0;
    s->wstr = 0;
    if (!s->ascii) {
        PmlCompactStr *c = (PmlCompactStr *)o;
        c->utf8_length = 0;
        c->utf8.p = NULL;
        c->wstr_length = 0;
    }
    o->refs = refs;
    o->type.p = type;
    pml_text_set(pml_str_data(o), s->kind, n, 0);
}

PmlObj *pml_str_empty(PmlEngine *E)
{
    return pml_incref(E->rt->empty_str.p);
}

PmlObj *pml_str_new(PmlEngine *E, int64_t n, uint32_t max_char)
{
    if (n == 0) {
        return pml_str_empty(E);
    }
    int64_t width = max_char < 256 ? 1 : max_char < 65536 ? 2 : 4;
    int64_t head = max_char < 128 ? (int64_t)sizeof(PmlStr) : (int64_t)sizeof(PmlCompactStr);
    if (n < 0 || n > (INT64_MAX - head) / width - 1 ||
        (uint64_t)(head + (n + 1) * width) > SIZE_MAX / 2) {
        return pml_err_no_memory(E);
    }
    PmlObj *o = pml_mem_alloc(E, (size_t)(head + (n + 1) * width));
    if (!o) {
        return pml_err_no_memory(E);
    }
    pml_object_init(o, PML_TYPE(E, str));
    init_head(o, n, max_char);
    return o;
}

bool pml_str_modifiable(const PmlObj *s)
{
    return pml_refs(s) == 1 && PML_STR(s)->hash == -1 && !PML_STR(s)->interned && PML_IS(s, str);
}

PmlObj *pml_str_resize(PmlEngine *E, PmlObj *o, int64_t n)
{
    PmlStr *s = PML_STR(o);
    int64_t head = head_bytes(s);

    if (n > (INT64_MAX - head) / s->kind - 1 ||
        (uint64_t)(head + (n + 1) * s->kind) > SIZE_MAX / 2) {
        return pml_err_no_memory(E);
    }
    if (!s->ascii && ((PmlCompactStr *)o)->utf8.p) {
        pml_mem_free(E, ((PmlCompactStr *)o)->utf8.p);
        ((PmlCompactStr *)o)->utf8.p = NULL;
        ((PmlCompactStr *)o)->utf8_length = 0;
    }
    PmlObj *moved = pml_mem_realloc(E, o, (size_t)(head + (n + 1) * s->kind));
    if (!moved) {
        return pml_err_no_memory(E);
    }
    PML_STR(moved)->length = n;
    pml_text_set(pml_str_data(moved), PML_STR(moved)->kind, n, 0);
    return moved;
}

PmlObj *pml_str_char(PmlEngine *E, uint32_t c)
{
    if (c < 256) {
        return pml_incref(E->rt->latin1[c].p);
    }
    PmlObj *o = pml_str_new(E, 1, c);
    if (o) {
        pml_text_set(pml_str_data(o), PML_STR(o)->kind, 0, c);
    }
    return o;
}

PmlObj *pml_str_from_text(PmlEngine *E, PmlText t)
{
    if (t.len == 0) {
        return pml_str_empty(E);
    }
    if (t.len == 1) {
        return pml_str_char(E, pml_text_at(t.data, t.kind, 0));
    }
    PmlObj *o = pml_str_new(E, t.len, pml_text_limit(t));
    if (o) {
        pml_text_copy(pml_str_data(o), PML_STR(o)->kind, 0, t);
    }
    return o;
}

PmlObj *pml_str_from_kind(PmlEngine *E, const void *data, int64_t n, int kind)
{
    return pml_str_from_text(E, (PmlText){data, n, kind});
}

PmlObj *pml_str_text(PmlEngine *E, const char *utf8)
{
    return pml_str_from(E, utf8, (int64_t)strlen(utf8));
}

PmlObj *pml_str_copy(PmlEngine *E, PmlObj *s)
{
    PmlObj *o = pml_str_new(E, PML_STR_LEN(s), pml_str_limit(s));
    if (o && PML_STR_LEN(s) > 0) {
        pml_text_copy(pml_str_data(o), PML_STR(o)->kind, 0, pml_text_of(s));
    }
    return o;
}

PmlObj *pml_str_unchanged(PmlEngine *E, PmlObj *s)
{
    return PML_IS(s, str) ? pml_incref(s) : pml_str_copy(E, s);
}

PmlObj *pml_str_shared(PmlEngine *E, PmlObj *s)
{
    PmlObj *known = NULL;
    if (s && PML_STR_LEN(s) == 0) {
        known = E->rt->empty_str.p;
    } else if (s && PML_STR_LEN(s) == 1 && PML_STR(s)->kind == 1) {
        known = E->rt->latin1[pml_str_at(s, 0)].p;
    }
    if (known && known != s) {
        pml_incref(known);
        pml_decref(E, s);
        return known;
    }
    return s;
}

PmlObj *pml_str_substring(PmlEngine *E, PmlObj *s, int64_t start, int64_t end)
{
    int64_t n = PML_STR_LEN(s);

    if (end > n) {
        end = n;
    }
    if (start == 0 && end == n) {
        return pml_str_unchanged(E, s);
    }
    if (start < 0 || end < 0) {
        return PML_RAISE(E, IndexError, "string index out of range");
    }
    if (start >= n || end < start) {
        return pml_str_empty(E);
    }
    return pml_str_from_text(E, pml_text_slice(pml_text_of(s), start, end));
}

PmlObj *pml_str_pad(PmlEngine *E, PmlObj *s, int64_t left, int64_t right, uint32_t fill)
{
    left = left < 0 ? 0 : left;
    right = right < 0 ? 0 : right;
    if (left == 0 && right == 0) {
        return pml_str_unchanged(E, s);
    }
    int64_t n = PML_STR_LEN(s);
    if (left > INT64_MAX - n || right > INT64_MAX - (left + n)) {
        return PML_RAISE(E, OverflowError, "padded string is too long");
    }
    PmlObj *o = pml_str_new(E, left + n + right, pml_max_u32(pml_str_limit(s), fill));
    if (o) {
        void *d = pml_str_data(o);
        int kind = PML_STR(o)->kind;
        pml_text_fill(d, kind, 0, left, fill);
        pml_text_copy(d, kind, left, pml_text_of(s));
        pml_text_fill(d, kind, left + n, right, fill);
    }
    return o;
}

/* -- comparing and hashing ----------------------------------------------------------------- */

bool pml_text_equal(PmlText a, PmlText b)
{
    if (a.len != b.len) {
        return false;
    }
    if (a.kind == b.kind) {
        return a.len == 0 || memcmp(a.data, b.data, (size_t)(a.len * a.kind)) == 0;
    }
    for (int64_t i = 0; i < a.len; i++) {
        if (pml_text_at(a.data, a.kind, i) != pml_text_at(b.data, b.kind, i)) {
            return false;
        }
    }
    return true;
}

bool pml_str_equal(const PmlObj *a, const PmlObj *b)
{
    if (a == b) {
        return true;
    }
    if (PML_STR_LEN(a) != PML_STR_LEN(b) || PML_STR(a)->kind != PML_STR(b)->kind) {
        return false; /* the form follows from the content */
    }
    return memcmp(pml_str_data(a), pml_str_data(b), (size_t)(PML_STR_LEN(a) * PML_STR(a)->kind)) ==
           0;
}

bool pml_str_equal_text(const PmlObj *a, const char *ascii)
{
    return PML_STR(a)->ascii && PML_STR_LEN(a) == (int64_t)strlen(ascii) &&
           memcmp(pml_str_data(a), ascii, (size_t)PML_STR_LEN(a)) == 0;
}

int pml_str_compare(const PmlObj *a, const PmlObj *b)
{
    int64_t na = PML_STR_LEN(a), nb = PML_STR_LEN(b);
    int64_t n = na < nb ? na : nb;

    if (PML_STR(a)->kind == 1 && PML_STR(b)->kind == 1) {
        int r = n ? memcmp(pml_str_data(a), pml_str_data(b), (size_t)n) : 0;
        if (r) {
            return r < 0 ? -1 : 1;
        }
    } else {
        for (int64_t i = 0; i < n; i++) {
            uint32_t ca = pml_str_at(a, i), cb = pml_str_at(b, i);
            if (ca != cb) {
                return ca < cb ? -1 : 1;
            }
        }
    }
    return na < nb ? -1 : na > nb;
}

/* -- concatenation ------------------------------------------------------------------------- */

static PmlObj *concat_texts(PmlEngine *E, PmlObj *a, PmlObj *b, int64_t n)
{
    PmlObj *o = pml_str_new(E, n, pml_max_u32(pml_str_limit(a), pml_str_limit(b)));
    if (o) {
        pml_text_copy(pml_str_data(o), PML_STR(o)->kind, 0, pml_text_of(a));
        pml_text_copy(pml_str_data(o), PML_STR(o)->kind, PML_STR_LEN(a), pml_text_of(b));
    }
    return o;
}

PmlObj *pml_str_concat(PmlEngine *E, PmlObj *a, PmlObj *b)
{
    if (!PML_IS_STR(a)) {
        return PML_RAISE(E, TypeError, "must be str, not %.100s", PML_TYPE_OF(a)->name.p);
    }
    if (!PML_IS_STR(b)) {
        return PML_RAISE(E, TypeError, "can only concatenate str (not \"%.200s\") to str",
                         PML_TYPE_OF(b)->name.p);
    }
    if (a == E->rt->empty_str.p) {
        return pml_str_unchanged(E, b);
    }
    if (b == E->rt->empty_str.p) {
        return pml_str_unchanged(E, a);
    }
    if (PML_STR_LEN(a) > INT64_MAX - PML_STR_LEN(b)) {
        return PML_RAISE(E, OverflowError, "strings are too large to concat");
    }
    return concat_texts(E, a, b, PML_STR_LEN(a) + PML_STR_LEN(b));
}

void pml_str_append(PmlEngine *E, PmlObj **left_slot, PmlObj *right)
{
    PmlObj *left = *left_slot;

    if (!left || !right || !PML_IS_STR(left) || !PML_IS_STR(right)) {
        if (!pml_error_pending(E)) {
            PML_RAISE(E, SystemError, "bad argument to internal function");
        }
        pml_xdecref(E, left);
        *left_slot = NULL;
        return;
    }
    if (left == E->rt->empty_str.p) {
        *left_slot = pml_incref(right);
        pml_decref(E, left);
        return;
    }
    if (right == E->rt->empty_str.p) {
        return;
    }
    int64_t nl = PML_STR_LEN(left), nr = PML_STR_LEN(right);
    if (nl > INT64_MAX - nr) {
        PML_RAISE(E, OverflowError, "strings are too large to concat");
        pml_decref(E, left);
        *left_slot = NULL;
        return;
    }
    if (pml_str_modifiable(left) && PML_IS(right, str) &&
        PML_STR(right)->kind <= PML_STR(left)->kind &&
        !(PML_STR(left)->ascii && !PML_STR(right)->ascii)) {
        PmlObj *grown = pml_str_resize(E, left, nl + nr);
        if (!grown) {
            pml_decref(E, left);
            *left_slot = NULL;
            return;
        }
        *left_slot = grown;
        pml_text_copy(pml_str_data(grown), PML_STR(grown)->kind, nl, pml_text_of(right));
        return;
    }
    *left_slot = concat_texts(E, left, right, nl + nr);
    pml_decref(E, left);
}

/* -- static characters --------------------------------------------------------------------- */

void pml_str_create_static(PmlEngine *E)
{
    PmlRuntime *rt = E->rt;

    rt->empty_str.p = pml_static_alloc(E, sizeof(PmlStr) + 1);
    rt->empty_str.p->refs = PML_STATIC_REFS;
    rt->empty_str.p->type.p = PML_TYPE(E, str);
    init_head(rt->empty_str.p, 0, 0);
    for (uint32_t c = 0; c < 256; c++) {
        PmlObj *o = pml_static_alloc(E, (c < 128 ? sizeof(PmlStr) : sizeof(PmlCompactStr)) + 2);
        o->refs = PML_STATIC_REFS;
        o->type.p = PML_TYPE(E, str);
        init_head(o, 1, c);
        ((uint8_t *)pml_str_data(o))[0] = (uint8_t)c;
        rt->latin1[c].p = o;
    }
    pml_str_intern_static_names(E);
}

PmlObj *pml_str_create_static_name(PmlEngine *E, const char *ascii)
{
    size_t n = strlen(ascii);
    PmlObj *o = pml_static_alloc(E, sizeof(PmlStr) + n + 1);

    o->refs = PML_STATIC_REFS;
    o->type.p = PML_TYPE(E, str);
    init_head(o, (int64_t)n, 127);
    memcpy(pml_str_data(o), ascii, n);
    return o;
}
