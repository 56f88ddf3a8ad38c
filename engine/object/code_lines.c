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
 * is the line the next step counts from. */
typedef struct Entry {
    const unsigned char *next, *limit;
    int start, end;
    int running;
    int line, end_line, col, end_col;
} Entry;

static uint32_t read_varint(Entry *e)
{
    uint32_t value = 0;
    int shift = 0;
    while (e->next < e->limit) {
        unsigned char byte = *e->next++;
        value |= (uint32_t)(byte & 63) << shift;
        if (!(byte & 64)) {
            break;
        }
        shift += 6;
    }
    return value;
}

static int read_signed_varint(Entry *e)
{
    uint32_t v = read_varint(e);
    return v & 1 ? -(int)(v >> 1) : (int)(v >> 1);
}

static void start_entries(Entry *e, const PmlCode *c)
{
    memset(e, 0, sizeof *e);
    e->next = PML_BYTES_DATA(c->linetable.p);
    e->limit = e->next + PML_BYTES_LEN(c->linetable.p);
    e->running = c->firstlineno;
    e->line = e->end_line = e->col = e->end_col = -1;
}

static void read_long_form(Entry *e)
{
    e->running += read_signed_varint(e);
    e->line = e->running;
    e->end_line = e->line + (int)read_varint(e);
    e->col = (int)read_varint(e) - 1;
    e->end_col = (int)read_varint(e) - 1;
}

static bool next_entry(Entry *e)
{
    if (e->next >= e->limit) {
        return false;
    }
    int first = *e->next++;
    int form = (first >> 3) & 15;
    e->start = e->end;
    e->end = e->start + ((first & 7) + 1) * 2;
    e->col = e->end_col = -1;
    if (form == FORM_NONE) {
        e->line = e->end_line = -1;
        return true;
    }
    if (form == FORM_LONG) {
        read_long_form(e);
        return true;
    }
    if (form == FORM_NO_COLUMNS) {
        e->running += read_signed_varint(e);
    } else if (form >= FORM_ONE_LINE) {
        e->running += form - FORM_ONE_LINE;
        e->col = *e->next++;
        e->end_col = *e->next++;
    } else {
        int second = *e->next++;
        e->col = form << 3 | second >> 4;
        e->end_col = e->col + (second & 15);
    }
    e->line = e->end_line = e->running;
    return true;
}

static bool find_entry(Entry *e, const PmlCode *c, int byte_offset)
{
    start_entries(e, c);
    while (next_entry(e)) {
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

/* -- what Python sees ----------------------------------------------------------------------- */

static PmlObj *number_or_none(PmlEngine *E, int v)
{
    return v < 0 ? pml_none(E) : pml_int(E, v);
}

static int append_numbers(PmlEngine *E, PmlObj *list, const int *v, int n)
{
    PmlObj *t = pml_tuple_new(E, n);
    if (!t) {
        return -1;
    }
    for (int i = 0; i < n; i++) {
        PML_TUPLE_ITEMS(t)[i].p = number_or_none(E, v[i]);
        if (!PML_TUPLE_AT(t, i)) {
            pml_decref(E, t);
            return -1;
        }
    }
    int r = pml_list_append(E, list, t);
    pml_decref(E, t);
    return r;
}

static PmlObj *iterator_over(PmlEngine *E, PmlObj *list)
{
    PmlObj *it = pml_iter(E, list);
    pml_decref(E, list);
    return it;
}

/* (start, end, line) with neighbouring entries of one line joined. */
PmlObj *pml_code_lines(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *list = pml_list_new(E, 0);
    if (!list) {
        return NULL;
    }
    Entry e;
    start_entries(&e, (PmlCode *)o);
    bool more = next_entry(&e);
    while (more) {
        int row[3] = {e.start, e.end, e.line};
        while ((more = next_entry(&e)) && e.line == row[2]) {
            row[1] = e.end;
        }
        if (append_numbers(E, list, row, 3) < 0) {
            pml_decref(E, list);
            return NULL;
        }
    }
    return iterator_over(E, list);
}

/* (line, end line, column, end column) for each code unit. */
PmlObj *pml_code_positions(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *list = pml_list_new(E, 0);
    if (!list) {
        return NULL;
    }
    Entry e;
    start_entries(&e, (PmlCode *)o);
    while (next_entry(&e)) {
        int row[4] = {e.line, e.end_line, e.col, e.end_col};
        for (int at = e.start; at < e.end; at += 2) {
            if (append_numbers(E, list, row, 4) < 0) {
                pml_decref(E, list);
                return NULL;
            }
        }
    }
    return iterator_over(E, list);
}

/* The old form: pairs of a code step (0..255) and a line step (-128..127). */
static int64_t write_lnotab_steps(unsigned char *out, int code_step, int line_step)
{
    int64_t n = 0;
#define PUT(a, b) (out ? (void)(out[n] = (unsigned char)(a), out[n + 1] = (unsigned char)(b)) : (void)0, n += 2)
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
    while (next_entry(&e)) {
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
