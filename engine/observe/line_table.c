#include "observe/line_table.h"

#include "lang/opcode.h"
#include "observe/describe.h"

static void drop(PmlLineTable *l)
{
    free(l->lines);
    free(l->encoded);
    memset(l, 0, sizeof *l);
}

void pml_line_tables_free(PmlLineTables *t)
{
    for (int i = 0; i < PML_LINE_TABLES; i++) {
        drop(&t->table[i]);
    }
    t->last = NULL;
}

static bool is_same(const PmlLineTable *l, const PmlCode *c)
{
    int64_t n = PML_BYTES_LEN(c->linetable.p);
    return l->code == c && l->size == n && l->first == c->firstlineno &&
           memcmp(l->encoded, PML_BYTES_DATA(c->linetable.p), (size_t)n) == 0;
}

bool pml_code_is_own(const PmlCode *c)
{
    static const char library[] = "<frozen ";
    const PmlObj *file = c->filename.p;
    int64_t n = PML_STR_LEN(file);
    for (int64_t i = 0; library[i]; i++) {
        if (i >= n || pml_str_at(file, i) != (unsigned char)library[i]) {
            return true;
        }
    }
    return false;
}

int32_t pml_cell_number(const char *filename)
{
    uint32_t hash = 5381;
    if (strncmp(filename, "<cell ", 6) == 0) {
        return (int32_t)strtol(filename + 6, NULL, 10);
    }
    for (; *filename; filename++) {
        hash = hash * 33 + (unsigned char)*filename;
    }
    return -(int32_t)(hash & 0x3fffffff) - 1;
}

static int32_t cell_of(const PmlCode *c)
{
    char name[256];
    pml_describe_name(c->filename.p, name, sizeof name);
    return pml_cell_number(name);
}

static bool decode(PmlLineTable *l, const PmlCode *c)
{
    int64_t n = PML_BYTES_LEN(c->linetable.p), units = c->ob.size;
    drop(l);
    l->lines = malloc((size_t)(units ? units : 1) * sizeof *l->lines);
    l->encoded = malloc((size_t)(n ? n : 1));
    if (!l->lines || !l->encoded) {
        drop(l);
        return false;
    }
    for (int64_t i = 0; i < units; i++) {
        l->lines[i] = -1;
    }
    pml_code_all_lines(c, l->lines);
    memcpy(l->encoded, PML_BYTES_DATA(c->linetable.p), (size_t)n);
    l->code = c;
    l->size = n;
    l->first = c->firstlineno;
    l->own = pml_code_is_own(c);
    l->cell = cell_of(c);
    return true;
}

const PmlLineTable *pml_line_table(PmlLineTables *t, const PmlInterpFrame *f)
{
    const PmlCode *c = pml_frame_code(f);
    if (t->last && t->frame == f && t->last->code == c) {
        return t->last;
    }
    PmlLineTable *l = &t->table[((uintptr_t)c >> 6) % PML_LINE_TABLES];
    if (!is_same(l, c) && !decode(l, c)) {
        return NULL;
    }
    t->frame = f;
    t->last = l;
    return l;
}

int pml_line_begins(PmlLineTables *t, const PmlEngine *E)
{
    const PmlInterpFrame *f = E->vm->frame.p;
    const PmlLineTable *l = f ? pml_line_table(t, f) : NULL;
    if (!l || !l->own) {
        return 0;
    }
    const unsigned char *start = pml_code_bytes(l->code);
    int64_t next = (E->event_next - start) / 2, last = (E->event_last - start) / 2;
    int line = l->lines[next];
    if (line < 1 || next < l->code->firsttraceable) {
        return 0;
    }
    if (*E->event_next == PML_OP_RESUME) {
        return 0; /* entering the function: no line of its body has begun */
    }
    bool before = last <= l->code->firsttraceable;
    return before || line != l->lines[last] || last > next ? line : 0;
}

int32_t pml_line_cell(PmlLineTables *t, const PmlEngine *E)
{
    const PmlInterpFrame *f = E->vm->frame.p;
    const PmlLineTable *l = f ? pml_line_table(t, f) : NULL;
    return l ? l->cell : 0;
}
