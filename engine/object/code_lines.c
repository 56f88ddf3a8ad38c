/* The location table and the exception table of a code object, decoded.
 *
 * Location table: entries of one first byte (bit 7 set; bits 3-6 the form; bits 0-2 the number of
 * code units less one) and what the form says: columns only, columns with a small line step, a
 * line step alone, everything, or nothing. */
#include "object/code_parts.h"

#include "object/bytes.h"
#include "object/containers.h"
#include "object/numbers.h"

enum { FORM_ONE_LINE = 10, FORM_NO_COLUMNS = 13, FORM_LONG = 14, FORM_NONE = 15 };

/* One entry: code bytes [start, end) and their place; line -1: none, column -1: none. `running`
 * is the line the next step counts from; `next` the place in the table. */
typedef struct Entry {
    int64_t next;
    int32_t start, end;
    int32_t running;
    int32_t line, end_line, col, end_col;
    int32_t pad;
} Entry;

/* co_lines() and co_positions(): the entry of the table reached. */
typedef struct CodeIterator {
    PmlObj ob;
    PmlRef code; /* owned */
    Entry entry;
    int64_t at; /* positions: the next code byte */
} CodeIterator;

static int next_byte(const PmlCode *c, Entry *e)
{
    PmlObj *table = c->linetable.p;
    return e->next < PML_BYTES_LEN(table) ? PML_BYTES_DATA(table)[e->next++] : 0;
}

static uint32_t read_varint(const PmlCode *c, Entry *e)
{
    uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 6) {
        int byte = next_byte(c, e);
        value |= (uint32_t)(byte & 63) << shift;
        if (!(byte & 64)) {
            break;
        }
    }
    return value;
}

static int read_signed_varint(const PmlCode *c, Entry *e)
{
    uint32_t v = read_varint(c, e);
    return v & 1 ? -(int)(v >> 1) : (int)(v >> 1);
}

static void start_entries(Entry *e, const PmlCode *c)
{
    memset(e, 0, sizeof *e);
    e->running = c->firstlineno;
    e->line = e->end_line = e->col = e->end_col = -1;
}

static void read_long_form(const PmlCode *c, Entry *e)
{
    e->running += read_signed_varint(c, e);
    e->line = e->running;
    e->end_line = e->line + (int)read_varint(c, e);
    e->col = (int)read_varint(c, e) - 1;
    e->end_col = (int)read_varint(c, e) - 1;
}

static bool next_entry(const PmlCode *c, Entry *e)
{
    if (e->next >= PML_BYTES_LEN(c->linetable.p)) {
        return false;
    }
    int first = next_byte(c, e);
    int form = (first >> 3) & 15;
    e->start = e->end;
    e->end = e->start + ((first & 7) + 1) * 2;
    e->col = e->end_col = -1;
    if (form == FORM_NONE) {
        e->line = e->end_line = -1;
        return true;
    }
    if (form == FORM_LONG) {
        read_long_form(c, e);
        return true;
    }
    if (form == FORM_NO_COLUMNS) {
        e->running += read_signed_varint(c, e);
    } else if (form >= FORM_ONE_LINE) {
        e->running += form - FORM_ONE_LINE;
        e->col = next_byte(c, e);
        e->end_col = next_byte(c, e);
    } else {
        int second = next_byte(c, e);
        e->col = form << 3 | second >> 4;
        e->end_col = e->col + (second & 15);
    }
    e->line = e->end_line = e->running;
    return true;
}

static bool find_entry(Entry *e, const PmlCode *c, int byte_offset)
{
    start_entries(e, c);
    while (next_entry(c, e)) {
        if (byte_offset >= e->start && byte_offset < e->end) {
            return true;
        }
    }
    return false;
}

int pml_code_line(const PmlCode *c, int byte_offset)
{
    if (byte_offset < 0) {
        return c->firstlineno;
    }
    Entry e;
    return find_entry(&e, c, byte_offset) ? e.line : -1;
}

void pml_code_all_lines(const PmlCode *c, int32_t *lines)
{
    Entry e;
    start_entries(&e, c);
    while (next_entry(c, &e)) {
        for (int64_t unit = e.start / 2; unit < e.end / 2 && unit < c->ob.size; unit++) {
            lines[unit] = e.line;
        }
    }
}

bool pml_code_position(const PmlCode *c, int byte_offset, int *line, int *end_line, int *col,
                       int *end_col)
{
    Entry e;
    bool found = byte_offset >= 0 && find_entry(&e, c, byte_offset);
    *line = found ? e.line : -1;
    *end_line = found ? e.end_line : -1;
    *col = found ? e.col : -1;
    *end_col = found ? e.end_col : -1;
    return found;
}

/* Exception table: four numbers an entry (start, length, target, depth and lasti), six bits a
 * byte, most significant first; bit 7 marks the first byte of an entry, bit 6 continuation. */
static int read_table_number(const unsigned char **p)
{
    int value = **p & 63;
    while (*(*p)++ & 64) {
        value = value << 6 | (**p & 63);
    }
    return value;
}

bool pml_code_handler(const PmlCode *c, int unit, int *handler, int *depth, bool *push_lasti)
{
    const unsigned char *p = PML_BYTES_DATA(c->exceptiontable.p);
    const unsigned char *limit = p + PML_BYTES_LEN(c->exceptiontable.p);
    while (p < limit) {
        int start = read_table_number(&p);
        int length = read_table_number(&p);
        int target = read_table_number(&p);
        int depth_and_lasti = read_table_number(&p);
        if (unit < start) {
            return false;
        }
        if (unit < start + length) {
            *handler = target;
            *depth = depth_and_lasti >> 1;
            *push_lasti = depth_and_lasti & 1;
            return true;
        }
    }
    return false;
}

/* -- what Python sees -------------------------------------------------------------------- */

static PmlObj *number_or_none(PmlEngine *E, int v)
{
    return v < 0 ? pml_none(E) : pml_int(E, v);
}

static PmlObj *tuple_of_numbers(PmlEngine *E, const int32_t *v, int n)
{
    PmlObj *t = pml_tuple_new(E, n);
    for (int i = 0; t && i < n; i++) {
        PML_TUPLE_ITEMS(t)[i].p = number_or_none(E, v[i]);
        if (!PML_TUPLE_AT(t, i)) {
            pml_decref(E, t);
            return NULL;
        }
    }
    return t;
}

static PmlObj *new_iterator(PmlEngine *E, PmlType *t, PmlObj *code)
{
    CodeIterator *it = (CodeIterator *)pml_object_new(E, t);
    if (!it) {
        return NULL;
    }
    it->code.p = pml_incref(code);
    it->at = 0;
    start_entries(&it->entry, (PmlCode *)code);
    return &it->ob;
}

PmlObj *pml_code_lines(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return new_iterator(E, PML_TYPE(E, line_iterator), o);
}

PmlObj *pml_code_positions(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return new_iterator(E, PML_TYPE(E, positions_iterator), o);
}

/* (start, end, line) of each entry. */
static PmlObj *next_lines(PmlEngine *E, PmlObj *o)
{
    CodeIterator *it = (CodeIterator *)o;
    if (!next_entry((PmlCode *)it->code.p, &it->entry)) {
        return NULL;
    }
    int32_t row[3] = {it->entry.start, it->entry.end, it->entry.line};
    return tuple_of_numbers(E, row, 3);
}

/* (line, end line, column, end column) of each code unit. */
static PmlObj *next_positions(PmlEngine *E, PmlObj *o)
{
    CodeIterator *it = (CodeIterator *)o;
    if (it->at >= it->entry.end && !next_entry((PmlCode *)it->code.p, &it->entry)) {
        return NULL;
    }
    int32_t row[4] = {it->entry.line, it->entry.end_line, it->entry.col, it->entry.end_col};
    it->at += 2;
    return tuple_of_numbers(E, row, 4);
}

static void iterator_dealloc(PmlEngine *E, PmlObj *o)
{
    PML_CLEAR(E, ((CodeIterator *)o)->code);
    pml_object_free(E, o);
}

static void iterator_refs_of(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    sink->ref(sink, ((CodeIterator *)o)->code.p, PML_EDGE_FIELD, NULL, "code", -1);
}

static void init_iterator(PmlType *t, const char *name, PmlUnary next)
{
    t->name.p = name;
    t->basicsize = sizeof(CodeIterator);
    t->flags |= PML_TF_NO_NEW;
    t->dealloc = iterator_dealloc;
    t->refs_of = iterator_refs_of;
    t->iter = pml_self_iter;
    t->iternext = next;
}

void pml_init_type_line_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "line_iterator", next_lines);
}

void pml_init_type_positions_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "positions_iterator", next_positions);
}

/* The old form: pairs of a code step (0..255) and a line step (-128..127). */
static int64_t write_lnotab_steps(unsigned char *out, int code_step, int line_step)
{
    int64_t n = 0;
#define PUT(a, b) \
    (out ? (void)(out[n] = (unsigned char)(a), out[n + 1] = (unsigned char)(b)) : (void)0, n += 2)
    while (code_step > 255) {
        PUT(255, 0);
        code_step -= 255;
    }
    while (line_step > 127) {
        PUT(code_step, 127);
        line_step -= 127;
        code_step = 0;
    }
    while (line_step < -128) {
        PUT(code_step, -128);
        line_step += 128;
        code_step = 0;
    }
    PUT(code_step, line_step);
#undef PUT
    return n;
}

static int64_t write_lnotab(unsigned char *out, const PmlCode *c)
{
    Entry e;
    int64_t n = 0;
    int line = c->firstlineno;
    int at = 0;
    start_entries(&e, c);
    while (next_entry(c, &e)) {
        if (e.line != -1 && e.line != line) {
            n += write_lnotab_steps(out ? out + n : NULL, e.start - at, e.line - line);
            line = e.line;
            at = e.start;
        }
    }
    return n;
}

PmlObj *pml_code_lnotab(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *bytes = pml_bytes(E, NULL, write_lnotab(NULL, (PmlCode *)o));
    if (bytes && PML_BYTES_LEN(bytes) > 0) {
        write_lnotab(PML_BYTES_DATA(bytes), (PmlCode *)o);
    }
    return bytes;
}
