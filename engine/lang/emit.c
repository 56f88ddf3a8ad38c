/* Units (one per code object), blocks, instructions and access to names. */
#include "lang/compiler.h"

typedef PmlCompiler C;

/* -- blocks and instructions ------------------------------------------------------------- */

PmlBlock *pml_new_block(C *c)
{
    PmlBlock *b = pml_compile_alloc(c, sizeof *b);
    b->created_before = c->u->blocks;
    c->u->blocks = b;
    return b;
}

void pml_use_block(C *c, PmlBlock *b)
{
    c->u->current->next = b;
    c->u->current = b;
}

void pml_next_block(C *c)
{
    pml_use_block(c, pml_new_block(c));
}

PmlInstr *pml_append_instr(C *c, PmlBlock *b)
{
    if (b->used == b->capacity) {
        int32_t capacity = b->capacity ? b->capacity * 2 : 8;
        PmlInstr *instr = pml_compile_alloc(c, (size_t)capacity * sizeof *instr);
        if (b->used) {
            memcpy(instr, b->instr, (size_t)b->used * sizeof *instr);
        }
        b->instr = instr;
        b->capacity = capacity;
    }
    return &b->instr[b->used++];
}

PmlBlock *pml_copy_block(C *c, const PmlBlock *b)
{
    PmlBlock *copy = pml_new_block(c);
    for (int32_t i = 0; i < b->used; i++) {
        *pml_append_instr(c, copy) = b->instr[i];
    }
    return copy;
}

static bool ends_block(const PmlInstr *i)
{
    return pml_is_jump(i) || i->opcode == PML_OP_RETURN_VALUE ||
           i->opcode == PML_OP_RAISE_VARARGS || i->opcode == PML_OP_RERAISE;
}

static PmlInstr *add_instr(C *c, int opcode, int64_t arg, PmlAstSpan at)
{
    PmlBlock *b = c->u->current;
    if (b->used > 0 && ends_block(&b->instr[b->used - 1])) {
        pml_next_block(c);
        b = c->u->current;
    }
    PmlInstr *i = pml_append_instr(c, b);
    *i = (PmlInstr){.opcode = opcode, .oparg = (int32_t)arg, .at = at};
    b->returns = b->returns || opcode == PML_OP_RETURN_VALUE;
    return i;
}

void pml_emit(C *c, int opcode)
{
    add_instr(c, opcode, 0, c->u->at);
}

void pml_emit_arg(C *c, int opcode, int64_t arg)
{
    add_instr(c, opcode, arg, c->u->at);
}

void pml_emit_jump(C *c, int opcode, PmlBlock *target)
{
    add_instr(c, opcode, 0, c->u->at)->target = target;
}

void pml_emit_noline(C *c, int opcode, int64_t arg)
{
    add_instr(c, opcode, arg, PML_NOWHERE);
}

void pml_emit_jump_noline(C *c, int opcode, PmlBlock *target)
{
    add_instr(c, opcode, 0, PML_NOWHERE)->target = target;
}

int32_t pml_add_const(C *c, PmlObj *o)
{
    PmlObj *key;
    PmlObj *merged = pml_merge_constant(c, o, &key);
    pml_stand_in_number(c, c->u->numbered_consts, key);
    return pml_table_add(c, &c->u->consts, merged);
}

void pml_emit_const(C *c, PmlObj *o)
{
    pml_emit_arg(c, PML_OP_LOAD_CONST, pml_add_const(c, o));
}

int32_t pml_add_new_const(C *c, PmlObj *o)
{
    int32_t index = pml_add_const(c, o);
    if (c->u->consts.keys[index] != o) {
        pml_compile_release(c, o);
    }
    return index;
}

void pml_emit_new_const(C *c, PmlObj *o)
{
    pml_emit_arg(c, PML_OP_LOAD_CONST, pml_add_new_const(c, o));
}

void pml_emit_none(C *c)
{
    pml_emit_const(c, PML_NONE(c->E));
}

void pml_emit_call(C *c, int64_t nargs)
{
    pml_emit_arg(c, PML_OP_PRECALL, nargs);
    pml_emit_arg(c, PML_OP_CALL, nargs);
}

/* -- names ------------------------------------------------------------------------------- */

void pml_emit_name(C *c, int opcode, PmlObj *name)
{
    PmlObj *mangled = pml_compile_mangle(c, c->u->class_name, name);
    pml_emit_arg(c, opcode, pml_table_add(c, &c->u->names, mangled));
}

void pml_check_forbidden_name(C *c, PmlObj *name, PmlExprContext ctx)
{
    if (ctx == PML_LOAD || !pml_str_equal_text(name, "__debug__")) {
        return;
    }
    pml_compile_error(c, c->u->at,
                      ctx == PML_STORE ? "cannot assign to __debug__" : "cannot delete __debug__");
}

enum { BY_NAME, BY_SLOT, BY_GLOBAL, BY_CELL, BY_CLASS_CELL };
static const uint8_t access_opcodes[][4] = {
    [BY_NAME] = {0, PML_OP_LOAD_NAME, PML_OP_STORE_NAME, PML_OP_DELETE_NAME},
    [BY_SLOT] = {0, PML_OP_LOAD_FAST, PML_OP_STORE_FAST, PML_OP_DELETE_FAST},
    [BY_GLOBAL] = {0, PML_OP_LOAD_GLOBAL, PML_OP_STORE_GLOBAL, PML_OP_DELETE_GLOBAL},
    [BY_CELL] = {0, PML_OP_LOAD_DEREF, PML_OP_STORE_DEREF, PML_OP_DELETE_DEREF},
    [BY_CLASS_CELL] = {0, PML_OP_LOAD_CLASSDEREF, PML_OP_STORE_DEREF, PML_OP_DELETE_DEREF},
};

static int way_of_access(const PmlUnit *u, const PmlSymbol *s)
{
    bool in_function = u->scope->kind == PML_SCOPE_FUNCTION;
    switch (s ? s->scope : PML_NAME_UNKNOWN) {
    case PML_NAME_FREE:
    case PML_NAME_CELL: return u->scope->kind == PML_SCOPE_CLASS ? BY_CLASS_CELL : BY_CELL;
    case PML_NAME_LOCAL: return in_function ? BY_SLOT : BY_NAME;
    case PML_NAME_GLOBAL_IMPLICIT: return in_function ? BY_GLOBAL : BY_NAME;
    case PML_NAME_GLOBAL_EXPLICIT: return BY_GLOBAL;
    case PML_NAME_UNKNOWN: break;
    }
    return BY_NAME;
}

void pml_emit_name_access(C *c, PmlObj *name, PmlExprContext ctx)
{
    pml_check_forbidden_name(c, name, ctx);
    PmlUnit *u = c->u;
    PmlObj *mangled = pml_compile_mangle(c, u->class_name, name);
    PmlSymbol *s = pml_scope_symbol(u->scope, mangled);
    int way = way_of_access(u, s);
    int opcode = access_opcodes[way][ctx];
    int64_t arg;
    switch (way) {
    case BY_SLOT: arg = pml_table_add(c, &u->varnames, mangled); break;
    case BY_CELL:
    case BY_CLASS_CELL:
        arg = s->scope == PML_NAME_CELL
                  ? pml_table_add(c, &u->cellvars, mangled)
                  : u->cellvars.count + pml_table_add(c, &u->freevars, mangled);
        break;
    default: arg = pml_table_add(c, &u->names, mangled); break;
    }
    pml_emit_arg(c, opcode, opcode == PML_OP_LOAD_GLOBAL ? arg * 2 : arg);
}

/* -- units ------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return pml_str_compare(*(PmlObj *const *)a, *(PmlObj *const *)b);
}

/* Names with this scope (or any of these flags), sorted. */
static void collect_names(C *c, PmlTable *t, PmlNameScope scope, int32_t flags)
{
    const PmlScope *s = c->u->scope;
    t->stand_in = pml_stand_in(c, PML_STAND_IN_DICT);
    int64_t mark = pml_stand_in_mark(c);
    pml_stand_in(c, PML_STAND_IN_LIST); /* the names to be sorted */
    PmlObj **names = pml_compile_alloc(c, (size_t)(s->symbol_count + 1) * sizeof *names);
    size_t n = 0;
    for (int32_t i = 0; i < s->symbol_count; i++) {
        if (s->symbols[i].scope == scope || (s->symbols[i].flags & flags)) {
            names[n++] = s->symbols[i].name;
        }
    }
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++) {
        pml_table_add(c, t, names[i]);
    }
    pml_stand_ins_release(c, mark);
}

static bool is_global_in(C *c, const PmlUnit *outer, PmlObj *name)
{
    PmlObj *mangled = pml_compile_mangle(c, outer->class_name, name);
    PmlSymbol *s = pml_scope_symbol(outer->scope, mangled);
    return s && s->scope == PML_NAME_GLOBAL_EXPLICIT;
}

static PmlObj *qualified_name(C *c, const PmlUnit *u)
{
    const PmlUnit *outer = u->outer;
    bool named = u->kind == PML_UNIT_FUNCTION || u->kind == PML_UNIT_CLASS;
    if (!outer || !outer->outer || (named && is_global_in(c, outer, u->name))) {
        return u->name;
    }
    bool function = outer->kind == PML_UNIT_FUNCTION || outer->kind == PML_UNIT_LAMBDA;
    return pml_compile_own(
        c, pml_str_format(c->E, function ? "%U.<locals>.%U" : "%U.%U", outer->qualname, u->name));
}

void pml_enter_unit(C *c, PmlObj *name, PmlUnitKind kind, const void *node, int lineno)
{
    PmlUnit *u = pml_compile_alloc(c, sizeof *u);
    u->outer = c->u;
    u->kind = kind;
    u->name = name;
    u->scope = pml_symtable_lookup(c->symbols, node);
    u->class_name = c->u ? c->u->class_name : NULL;
    u->firstlineno = lineno;
    u->at = (PmlAstSpan){lineno, 0, lineno, 0};
    c->u = u;
    u->stand_in_mark = pml_stand_in_mark(c);
    u->varnames.stand_in = pml_stand_in(c, PML_STAND_IN_DICT);
    for (int32_t i = 0; i < u->scope->varname_count; i++) {
        pml_table_add(c, &u->varnames, u->scope->varnames[i]);
    }
    collect_names(c, &u->cellvars, PML_NAME_CELL, 0);
    if (u->scope->needs_class_closure) {
        pml_table_add(c, &u->cellvars, PML_ID(c->E, __class__));
    }
    collect_names(c, &u->freevars, PML_NAME_FREE, PML_DEF_FREE_CLASS);
    u->numbered_consts = pml_stand_in(c, PML_STAND_IN_DICT);
    u->names.stand_in = pml_stand_in(c, PML_STAND_IN_DICT);
    c->nesting++;
    u->current = pml_new_block(c);
    if (kind == PML_UNIT_MODULE) {
        u->at.lineno = 0;
        u->qualname = u->name;
    } else {
        u->qualname = qualified_name(c, u);
    }
    pml_emit_arg(c, PML_OP_RESUME, 0);
    if (kind == PML_UNIT_MODULE) {
        u->at.lineno = -1;
    }
}

void pml_leave_unit(C *c)
{
    c->nesting--;
    pml_stand_ins_release(c, c->u->stand_in_mark);
    c->u = c->u->outer;
}
