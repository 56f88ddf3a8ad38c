/* Growing text. The buffer lives in the region and is reallocated exactly as CPython's unicode
 * writer does it, since the size class a result ends up in follows from that. */
#include "object/str_ops.h"

void pml_builder_init(PmlStrBuilder *b, PmlEngine *E)
{
    memset(b, 0, sizeof(*b));
    b->E = E;
    b->overallocate = true;
}

void pml_builder_reserve(PmlStrBuilder *b, int64_t min_length)
{
    b->min_length = min_length;
}

static void adopt(PmlStrBuilder *b, PmlObj *buffer, bool shared)
{
    b->buffer = buffer;
    b->shared = shared;
    b->max_char = pml_str_limit(buffer);
    b->capacity = shared ? 0 : PML_STR_LEN(buffer);
}

/* A fresh buffer that takes the text written so far. */
static bool move_to(PmlStrBuilder *b, int64_t capacity, uint32_t max_char)
{
    PmlObj *fresh = pml_str_new(b->E, capacity, max_char);

    if (!fresh) {
        b->failed = true;
        return false;
    }
    if (b->buffer) {
        PmlText done = pml_text_slice(pml_text_of(b->buffer), 0, b->length);
        pml_text_copy(pml_str_data(fresh), PML_STR(fresh)->kind, 0, done);
        pml_decref(b->E, b->buffer);
    }
    adopt(b, fresh, false);
    return true;
}

/* Room for n more characters up to max_char. */
static bool prepare(PmlStrBuilder *b, int64_t n, uint32_t max_char)
{
    if (b->failed) {
        return false;
    }
    if (n == 0 || (b->buffer && max_char <= b->max_char && n <= b->capacity - b->length)) {
        return true;
    }
    if (n > INT64_MAX / 2 - b->length) {
        pml_err_no_memory(b->E);
        b->failed = true;
        return false;
    }
    int64_t need = b->length + n;
    if (b->buffer && need <= b->capacity) {
        return move_to(b, b->capacity, max_char);
    }
    if (b->overallocate) {
        need += need / 4;
    }
    if (need < b->min_length) {
        need = b->min_length;
    }
    if (!b->buffer || b->shared || max_char > b->max_char) {
        return move_to(b, need, pml_max_u32(max_char, b->buffer ? b->max_char : 0));
    }
    PmlObj *grown = pml_str_resize(b->E, b->buffer, need);
    if (!grown) {
        b->failed = true;
        return false;
    }
    adopt(b, grown, false);
    return true;
}

static void put(PmlStrBuilder *b, PmlText t)
{
    pml_text_copy(pml_str_data(b->buffer), PML_STR(b->buffer)->kind, b->length, t);
    b->length += t.len;
}

void pml_builder_char(PmlStrBuilder *b, uint32_t c)
{
    if (prepare(b, 1, c)) {
        pml_text_set(pml_str_data(b->buffer), PML_STR(b->buffer)->kind, b->length, c);
        b->length++;
    }
}

void pml_builder_bytes(PmlStrBuilder *b, const char *utf8, int64_t n)
{
    PmlText t = {utf8, n, 1};

    if (n == 0 || b->failed) {
        return;
    }
    if (pml_text_limit(t) > 127) {
        PmlObj *s = pml_str_from(b->E, utf8, n);
        if (!s) {
            b->failed = true;
            return;
        }
        pml_builder_str(b, s);
        pml_decref(b->E, s);
        return;
    }
    if (!b->buffer && !b->overallocate) {
        PmlObj *s = pml_str_from_text(b->E, t);
        if (!s) {
            b->failed = true;
            return;
        }
        adopt(b, s, true);
        b->length += n;
        return;
    }
    if (prepare(b, n, 127)) {
        put(b, t);
    }
}

void pml_builder_text(PmlStrBuilder *b, const char *utf8)
{
    pml_builder_bytes(b, utf8, (int64_t)strlen(utf8));
}

void pml_builder_str(PmlStrBuilder *b, PmlObj *s)
{
    int64_t n = PML_STR_LEN(s);
    uint32_t limit = pml_str_limit(s);

    if (n == 0 || b->failed) {
        return;
    }
    if (!b->buffer && !b->overallocate) {
        adopt(b, pml_incref(s), true);
        b->length += n;
        return;
    }
    if (prepare(b, n, limit)) {
        put(b, pml_text_of(s));
    }
}

void pml_builder_range(PmlStrBuilder *b, PmlObj *s, int64_t start, int64_t end)
{
    if (start >= end) {
        return;
    }
    if (start == 0 && end == PML_STR_LEN(s)) {
        pml_builder_str(b, s);
        return;
    }
    PmlText t = pml_text_slice(pml_text_of(s), start, end);
    uint32_t limit = b->max_char;
    if (pml_str_limit(s) > b->max_char || !b->buffer) {
        limit = pml_text_limit(t);
    }
    if (prepare(b, t.len, limit)) {
        put(b, t);
    }
}

void pml_builder_pad(PmlStrBuilder *b, uint32_t c, int64_t n)
{
    if (n > 0 && prepare(b, n, c)) {
        pml_text_fill(pml_str_data(b->buffer), PML_STR(b->buffer)->kind, b->length, n, c);
        b->length += n;
    }
}

bool pml_builder_room(PmlStrBuilder *b, int64_t n, uint32_t max_char)
{
    return prepare(b, n, max_char);
}

void pml_builder_adopt(PmlStrBuilder *b, PmlObj *buffer, int64_t length)
{
    adopt(b, buffer, false);
    b->length = length;
}

PmlObj *pml_builder_finish(PmlStrBuilder *b)
{
    PmlObj *s = b->buffer;
    PmlEngine *E = b->E;

    if (b->failed) {
        pml_builder_drop(b);
        if (!pml_error_pending(E)) {
            pml_err_no_memory(E);
        }
        return NULL;
    }
    b->buffer = NULL;
    if (b->length == 0) {
        pml_xdecref(E, s);
        return pml_str_empty(E);
    }
    if (b->shared) {
        return s;
    }
    if (PML_STR_LEN(s) != b->length) {
        PmlObj *cut = pml_str_resize(E, s, b->length);
        if (!cut) {
            pml_decref(E, s);
            return NULL;
        }
        s = cut;
    }
    return pml_str_shared(E, s);
}

void pml_builder_drop(PmlStrBuilder *b)
{
    pml_xdecref(b->E, b->buffer);
    b->buffer = NULL;
}
