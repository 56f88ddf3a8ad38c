/* From the graph of a unit to a code object: prefix, jumps, bytes, tables. */
#include "lang/compiler.h"
#include "object/bytes.h"

typedef PmlCompiler C;

int pml_code_flags(const C *c)
{
    const PmlScope *s = c->u->scope;
    int flags = c->future;
    if (s->kind == PML_SCOPE_FUNCTION) {
        flags |= PML_CO_NEWLOCALS | PML_CO_OPTIMIZED;
        flags |= s->nested ? PML_CO_NESTED : 0;
        flags |= s->generator ? PML_CO_GENERATOR : 0;
        flags |= s->varargs ? PML_CO_VARARGS : 0;
        flags |= s->varkeywords ? PML_CO_VARKEYWORDS : 0;
    }
    return flags;
}

void pml_const_list_append(C *c, PmlConstList *list, PmlObj *o)
{
    if (list->count == list->capacity) {
        int64_t capacity = list->capacity ? list->capacity * 2 : 16;
        PmlObj **items = pml_compile_alloc(c, (size_t)capacity * sizeof *items);
        if (list->count) {
            memcpy(items, list->items, (size_t)list->count * sizeof *items);
        }
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = o;
}

/* -- variables --------------------------------------------------------------------------- */

/* Slots: variables, then cells that are not variables, then free variables. While code is
 * emitted, cells and free variables are numbered from 0; slot[i] is where each really is. */
typedef struct Layout {
    int32_t *slot;
    int32_t nlocalsplus;
} Layout;

static Layout lay_out_variables(C *c)
{
    const PmlUnit *u = c->u;
    int32_t n = u->cellvars.count + u->freevars.count;
    Layout l = {pml_compile_alloc(c, (size_t)(n + 1) * sizeof(int32_t)), u->varnames.count};
    for (int32_t i = 0; i < n; i++) {
        int32_t shared =
            i < u->cellvars.count ? pml_table_find(&u->varnames, u->cellvars.keys[i]) : -1;
        l.slot[i] = shared >= 0 ? shared : l.nlocalsplus++;
    }
    return l;
}

static void insert_instr(C *c, PmlBlock *b, int32_t at, PmlInstr in)
{
    pml_append_instr(c, b);
    for (int32_t i = b->used - 1; i > at; i--) {
        b->instr[i] = b->instr[i - 1];
    }
    b->instr[at] = in;
}

/* COPY_FREE_VARS n, MAKE_CELL ... in slot order, RETURN_GENERATOR, POP_TOP */
static void insert_prefix(C *c, PmlBlock *entry, const Layout *l)
{
    const PmlUnit *u = c->u;
    if (pml_code_flags(c) & PML_CO_GENERATOR) {
        PmlAstSpan at = {u->firstlineno, -1, u->firstlineno, -1};
        insert_instr(c, entry, 0, (PmlInstr){.opcode = PML_OP_RETURN_GENERATOR, .at = at});
        insert_instr(c, entry, 1, (PmlInstr){.opcode = PML_OP_POP_TOP, .at = PML_NOWHERE});
    }
    int32_t made = 0;
    for (int32_t slot = 0; made < u->cellvars.count; slot++) {
        for (int32_t i = 0; i < u->cellvars.count; i++) {
            if (l->slot[i] == slot) {
                insert_instr(c, entry, made++,
                             (PmlInstr){.opcode = PML_OP_MAKE_CELL, .oparg = i, .at = PML_NOWHERE});
                break;
            }
        }
    }
    if (u->freevars.count) {
        insert_instr(c, entry, 0,
                     (PmlInstr){.opcode = PML_OP_COPY_FREE_VARS,
                                .oparg = u->freevars.count,
                                .at = PML_NOWHERE});
    }
}

static void number_cells(PmlBlock *entry, const Layout *l)
{
    for (PmlBlock *b = entry; b; b = b->next) {
        for (int32_t i = 0; i < b->used; i++) {
            switch (b->instr[i].opcode) {
            case PML_OP_MAKE_CELL:
            case PML_OP_LOAD_CLOSURE:
            case PML_OP_LOAD_DEREF:
            case PML_OP_STORE_DEREF:
            case PML_OP_DELETE_DEREF:
            case PML_OP_LOAD_CLASSDEREF: b->instr[i].oparg = l->slot[b->instr[i].oparg]; break;
            default: break;
            }
        }
    }
}

static void name_slot(PmlObj *names, PmlObj *kinds, int32_t slot, PmlObj *name, int kind)
{
    if (!PML_TUPLE_AT(names, slot)) {
        PML_TUPLE_ITEMS(names)[slot].p = pml_incref(name);
    }
    PML_BYTES_DATA(kinds)[slot] |= (unsigned char)kind;
}

static void name_variables(const PmlUnit *u, const Layout *l, PmlObj *names, PmlObj *kinds)
{
    memset(PML_BYTES_DATA(kinds), 0, (size_t)l->nlocalsplus);
    for (int32_t i = 0; i < u->varnames.count; i++) {
        name_slot(names, kinds, i, u->varnames.keys[i], PML_LOCAL_PLAIN);
    }
    for (int32_t i = 0; i < u->cellvars.count; i++) {
        name_slot(names, kinds, l->slot[i], u->cellvars.keys[i], PML_LOCAL_CELL);
    }
    for (int32_t i = 0; i < u->freevars.count; i++) {
        name_slot(names, kinds, l->slot[u->cellvars.count + i], u->freevars.keys[i],
                  PML_LOCAL_FREE);
    }
}

/* -- jumps ------------------------------------------------------------------------------- */

static int directed_opcode(int opcode, bool forward)
{
    switch (opcode) {
    case PML_VOP_JUMP: return forward ? PML_OP_JUMP_FORWARD : PML_OP_JUMP_BACKWARD;
    case PML_VOP_JUMP_NO_INTERRUPT:
        return forward ? PML_OP_JUMP_FORWARD : PML_OP_JUMP_BACKWARD_NO_INTERRUPT;
    case PML_VOP_POP_JUMP_IF_FALSE:
        return forward ? PML_OP_POP_JUMP_FORWARD_IF_FALSE : PML_OP_POP_JUMP_BACKWARD_IF_FALSE;
    case PML_VOP_POP_JUMP_IF_TRUE:
        return forward ? PML_OP_POP_JUMP_FORWARD_IF_TRUE : PML_OP_POP_JUMP_BACKWARD_IF_TRUE;
    case PML_VOP_POP_JUMP_IF_NONE:
        return forward ? PML_OP_POP_JUMP_FORWARD_IF_NONE : PML_OP_POP_JUMP_BACKWARD_IF_NONE;
    case PML_VOP_POP_JUMP_IF_NOT_NONE:
        return forward ? PML_OP_POP_JUMP_FORWARD_IF_NOT_NONE : PML_OP_POP_JUMP_BACKWARD_IF_NOT_NONE;
    default: return opcode;
    }
}

static void direct_jumps(PmlBlock *entry)
{
    for (PmlBlock *b = entry; b; b = b->next) {
        b->visited = false;
    }
    for (PmlBlock *b = entry; b; b = b->next) {
        b->visited = true;
        if (b->used > 0) {
            PmlInstr *last = &b->instr[b->used - 1];
            if (pml_is_jump(last)) {
                last->opcode = directed_opcode(last->opcode, !last->target->visited);
            }
        }
    }
}

/* What once was another instruction may have kept its argument. */
static uint32_t argument(const PmlInstr *in)
{
    return in->opcode >= PML_OP_HAVE_ARGUMENT ? (uint32_t)in->oparg : 0;
}

static int32_t instr_units(const PmlInstr *in)
{
    uint32_t arg = argument(in);
    return 1 + (arg > 0xFF) + (arg > 0xFFFF) + (arg > 0xFFFFFF) + pml_opcode_caches[in->opcode];
}

static int32_t place_blocks(PmlBlock *entry)
{
    int32_t total = 0;
    for (PmlBlock *b = entry; b; b = b->next) {
        b->offset = total;
        for (int32_t i = 0; i < b->used; i++) {
            total += instr_units(&b->instr[i]);
        }
    }
    return total;
}

/* Distances of jumps. Longer ones need EXTENDED_ARG, which moves blocks: repeat until none does. */
static int32_t measure_jumps(PmlBlock *entry)
{
    for (;;) {
        int32_t total = place_blocks(entry);
        bool grown = false;
        for (PmlBlock *b = entry; b; b = b->next) {
            int32_t at = b->offset;
            for (int32_t i = 0; i < b->used; i++) {
                PmlInstr *in = &b->instr[i];
                int32_t units = instr_units(in);
                at += units;
                if (pml_is_jump(in)) {
                    int32_t to = in->target->offset;
                    in->oparg = to < at ? at - to : to - at;
                    grown = grown || instr_units(in) != units;
                }
            }
        }
        if (!grown) {
            return total;
        }
    }
}

/* -- bytes ------------------------------------------------------------------------------- */

/* A growing run of bytes in scratch memory. */
typedef struct Bytes {
    C *c;
    unsigned char *data;
    int64_t count, capacity;
} Bytes;

static void put(Bytes *out, uint32_t byte)
{
    if (out->count == out->capacity) {
        int64_t capacity = out->capacity ? out->capacity * 2 : 256;
        unsigned char *data = pml_compile_alloc(out->c, (size_t)capacity);
        if (out->count) {
            memcpy(data, out->data, (size_t)out->count);
        }
        out->data = data;
        out->capacity = capacity;
    }
    out->data[out->count++] = (unsigned char)byte;
}

static PmlObj *to_object(Bytes *out)
{
    PmlObj *o = pml_compile_own(
        out->c,
        pml_bytes(out->c->E, out->count ? out->data : (const unsigned char *)"", out->count));
    return pml_merge_whole(out->c, o);
}

static void put_instr(Bytes *out, const PmlInstr *in)
{
    uint32_t arg = argument(in);
    for (int shift = 24; shift > 0; shift -= 8) {
        if (arg >> shift) {
            put(out, PML_OP_EXTENDED_ARG);
            put(out, arg >> shift & 0xFF);
        }
    }
    put(out, (uint32_t)in->opcode);
    put(out, arg & 0xFF);
    for (int i = 0; i < pml_opcode_caches[in->opcode]; i++) {
        put(out, PML_OP_CACHE);
        put(out, 0);
    }
}

/* -- location table: object/code_lines.c reads it ---------------------------------------- */

enum { FORM_ONE_LINE = 10, FORM_NO_COLUMNS = 13, FORM_LONG = 14, FORM_NONE = 15 };
enum { UNITS_PER_ENTRY = 8 };

static void put_varint(Bytes *out, uint32_t v)
{
    while (v >= 64) {
        put(out, 64 | (v & 63));
        v >>= 6;
    }
    put(out, v);
}

static void put_signed_varint(Bytes *out, int32_t v)
{
    put_varint(out, v < 0 ? (uint32_t)-v << 1 | 1 : (uint32_t)v << 1);
}

static void start_entry(Bytes *out, int form, int32_t units)
{
    put(out, 0x80 | (uint32_t)form << 3 | (uint32_t)(units - 1));
}

static void put_location(Bytes *out, PmlAstSpan at, int32_t units, int32_t *line)
{
    if (at.lineno < 0) {
        start_entry(out, FORM_NONE, units);
        return;
    }
    int32_t step = at.lineno - *line;
    int32_t col = at.col_offset;
    int32_t end = at.end_col_offset;
    *line = at.lineno;
    if (col < 0 || end < 0) {
        if (at.end_lineno == at.lineno || at.end_lineno == -1) {
            start_entry(out, FORM_NO_COLUMNS, units);
            put_signed_varint(out, step);
            return;
        }
    } else if (at.end_lineno == at.lineno) {
        if (step == 0 && col < 80 && end - col < 16 && end >= col) {
            start_entry(out, col >> 3, units);
            put(out, (uint32_t)((col & 7) << 4 | (end - col)));
            return;
        }
        if (step >= 0 && step < 3 && col < 128 && end < 128) {
            start_entry(out, FORM_ONE_LINE + step, units);
            put(out, (uint32_t)col);
            put(out, (uint32_t)end);
            return;
        }
    }
    start_entry(out, FORM_LONG, units);
    put_signed_varint(out, step);
    put_varint(out, (uint32_t)(at.end_lineno - at.lineno));
    put_varint(out, (uint32_t)(col + 1));
    put_varint(out, (uint32_t)(end + 1));
}

static PmlObj *location_table(C *c, PmlBlock *entry)
{
    Bytes out = {.c = c};
    int32_t line = c->u->firstlineno;
    for (PmlBlock *b = entry; b; b = b->next) {
        for (int32_t i = 0; i < b->used; i++) {
            int32_t units = instr_units(&b->instr[i]);
            for (; units > UNITS_PER_ENTRY; units -= UNITS_PER_ENTRY) {
                put_location(&out, b->instr[i].at, UNITS_PER_ENTRY, &line);
            }
            put_location(&out, b->instr[i].at, units, &line);
        }
    }
    return to_object(&out);
}

/* -- exception table --------------------------------------------------------------------- */

static void put_number(Bytes *out, uint32_t value, uint32_t mark)
{
    for (int shift = 24; shift > 0; shift -= 6) {
        if (value >> shift) {
            put(out, (value >> shift & 63) | 64 | mark);
            mark = 0;
        }
    }
    put(out, (value & 63) | mark);
}

static void put_range(Bytes *out, int32_t start, int32_t end, const PmlBlock *handler)
{
    if (!handler) {
        return;
    }
    int32_t depth = handler->start_depth - 1 - handler->preserve_lasti;
    put_number(out, (uint32_t)start, 128);
    put_number(out, (uint32_t)(end - start), 0);
    put_number(out, (uint32_t)handler->offset, 0);
    put_number(out, (uint32_t)depth << 1 | handler->preserve_lasti, 0);
}

static PmlObj *exception_table(C *c, PmlBlock *entry)
{
    Bytes out = {.c = c};
    const PmlBlock *handler = NULL;
    int32_t start = -1;
    int32_t at = 0;
    for (PmlBlock *b = entry; b; b = b->next) {
        at = b->offset;
        for (int32_t i = 0; i < b->used; i++) {
            if (b->instr[i].except != handler) {
                put_range(&out, start, at, handler);
                start = at;
                handler = b->instr[i].except;
            }
            at += instr_units(&b->instr[i]);
        }
    }
    put_range(&out, start, at, handler);
    return to_object(&out);
}

/* -- all together ------------------------------------------------------------------------ */

/* The one object for all equal to o, a new one that is owned. */
static PmlObj *merge_new(C *c, PmlObj *o)
{
    PmlObj *merged = pml_merge_whole(c, o);
    if (merged != o) {
        pml_compile_release(c, o);
    }
    return merged;
}

static PmlObj *tuple_of(C *c, PmlObj **items, int64_t n)
{
    PmlObj *t = pml_compile_own(c, pml_tuple_new(c->E, n));
    for (int64_t i = 0; i < n; i++) {
        PML_TUPLE_ITEMS(t)[i].p = pml_incref(items[i]);
    }
    return merge_new(c, t);
}

static PmlObj *make_code(C *c, PmlBlock *entry, const PmlConstList *consts, const Layout *l,
                         int stacksize)
{
    const PmlUnit *u = c->u;
    Bytes code = {.c = c};
    for (PmlBlock *b = entry; b; b = b->next) {
        for (int32_t i = 0; i < b->used; i++) {
            put_instr(&code, &b->instr[i]);
        }
    }
    PmlCodeParts parts = {
        .argcount = u->argcount,
        .posonlyargcount = u->posonlyargcount,
        .kwonlyargcount = u->kwonlyargcount,
        .stacksize = stacksize,
        .flags = pml_code_flags(c),
        .firstlineno = u->firstlineno,
        .code = code.data,
        .code_bytes = code.count,
        .filename = c->filename,
        .name = u->name,
        .qualname = u->qualname,
    };
    parts.exceptiontable = exception_table(c, entry);
    parts.linetable = location_table(c, entry);
    if (!c->ast->library) {
        to_object(&code); /* CPython merges it like a constant before it is copied */
    }
    parts.names = tuple_of(c, u->names.keys, u->names.count);
    parts.consts = tuple_of(c, consts->items, consts->count);
    PmlObj *names = pml_compile_own(c, pml_tuple_new(c->E, l->nlocalsplus));
    parts.localspluskinds = pml_compile_own(c, pml_bytes(c->E, NULL, l->nlocalsplus));
    name_variables(u, l, names, parts.localspluskinds);
    parts.localsplusnames = merge_new(c, names);
    return pml_compile_own(c, pml_code_new(c->E, &parts));
}

PmlObj *pml_assemble(C *c, bool add_none)
{
    PmlUnit *u = c->u;
    if (!u->current->returns) {
        pml_set_span(c, PML_NOWHERE);
        if (add_none) {
            pml_emit_none(c);
        }
        pml_emit(c, PML_OP_RETURN_VALUE);
    }
    pml_normalize_blocks(c);
    PmlBlock *entry = u->blocks;
    while (entry->created_before) {
        entry = entry->created_before;
    }
    Layout layout = lay_out_variables(c);
    insert_prefix(c, entry, &layout);
    number_cells(entry, &layout);
    int64_t mark = pml_stand_in_mark(c);
    pml_stand_in(c, PML_STAND_IN_LIST); /* the constants in order */
    PmlConstList consts = {0};
    for (int32_t i = 0; i < u->consts.count; i++) {
        pml_const_list_append(c, &consts, u->consts.keys[i]);
    }
    pml_optimize_graph(c, entry, &consts);
    int stacksize = pml_stack_depth(c, entry);
    pml_label_exception_targets(c, entry);
    pml_drop_block_markers(entry);
    direct_jumps(entry);
    measure_jumps(entry);
    PmlObj *code = make_code(c, entry, &consts, &layout, stacksize);
    pml_stand_ins_release(c, mark);
    return code;
}
