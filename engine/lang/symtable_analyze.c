/* Second pass over the scopes: where each name lives. Sets of names travel down (what enclosing
 * blocks bind, what they declare global) and up (what is free in the children). */
#include "lang/compiler.h"

typedef PmlCompiler C;

/* A set of interned names. Removed ones stay in `table` and lose their mark. */
typedef struct NameSet {
    PmlTable table;
    bool *present;
    int32_t capacity;
} NameSet;

static bool set_has(const NameSet *s, const PmlObj *name)
{
    int32_t i = pml_table_find(&s->table, name);
    return i >= 0 && s->present[i];
}

static void set_add(C *c, NameSet *s, PmlObj *name)
{
    int32_t i = pml_table_add(c, &s->table, name);
    if (i >= s->capacity) {
        int32_t capacity = s->table.capacity;
        bool *present = pml_compile_alloc(c, (size_t)capacity * sizeof *present);
        if (s->capacity) {
            memcpy(present, s->present, (size_t)s->capacity * sizeof *present);
        }
        s->present = present;
        s->capacity = capacity;
    }
    s->present[i] = true;
}

static void set_discard(NameSet *s, const PmlObj *name)
{
    int32_t i = pml_table_find(&s->table, name);
    if (i >= 0) {
        s->present[i] = false;
    }
}

static void set_update(C *c, NameSet *s, const NameSet *other)
{
    for (int32_t i = 0; i < other->table.count; i++) {
        if (other->present[i]) {
            set_add(c, s, other->table.keys[i]);
        }
    }
}

/* bound NULL: the module, which has nothing around it. */
static void analyze_name(C *c, PmlScope *scope, PmlSymbol *s, NameSet *bound, NameSet *local,
                         NameSet *free_names, NameSet *global)
{
    if (s->flags & PML_DEF_GLOBAL) {
        if (s->flags & PML_DEF_NONLOCAL) {
            pml_directive_error(c, scope, s->name, "name '%U' is nonlocal and global");
        }
        s->scope = PML_NAME_GLOBAL_EXPLICIT;
        set_add(c, global, s->name);
        if (bound) {
            set_discard(bound, s->name);
        }
        return;
    }
    if (s->flags & PML_DEF_NONLOCAL) {
        if (!bound) {
            pml_directive_error(c, scope, s->name,
                                "nonlocal declaration not allowed at module level");
        }
        if (!set_has(bound, s->name)) {
            pml_directive_error(c, scope, s->name, "no binding for nonlocal '%U' found");
        }
        s->scope = PML_NAME_FREE;
        scope->has_free = true;
        set_add(c, free_names, s->name);
        return;
    }
    if (s->flags & PML_DEF_BOUND) {
        s->scope = PML_NAME_LOCAL;
        set_add(c, local, s->name);
        set_discard(global, s->name);
        return;
    }
    if (bound && set_has(bound, s->name)) {
        s->scope = PML_NAME_FREE;
        scope->has_free = true;
        set_add(c, free_names, s->name);
        return;
    }
    if (!set_has(global, s->name) && scope->nested) {
        scope->has_free = true;
    }
    s->scope = PML_NAME_GLOBAL_IMPLICIT;
}

/* Locals that children use become cells. */
static void analyze_cells(PmlScope *scope, NameSet *free_names)
{
    for (int32_t i = 0; i < scope->symbol_count; i++) {
        PmlSymbol *s = &scope->symbols[i];
        if (s->scope == PML_NAME_LOCAL && set_has(free_names, s->name)) {
            s->scope = PML_NAME_CELL;
            set_discard(free_names, s->name);
        }
    }
}

/* Names free in children that are not resolved here: known as free here too. */
static void record_free(C *c, PmlScope *scope, const NameSet *bound, const NameSet *free_names)
{
    for (int32_t i = 0; i < free_names->table.count; i++) {
        PmlObj *name = free_names->table.keys[i];
        if (!free_names->present[i]) {
            continue;
        }
        PmlSymbol *s = pml_scope_symbol(scope, name);
        if (s) {
            if (scope->kind == PML_SCOPE_CLASS && (s->flags & (PML_DEF_BOUND | PML_DEF_GLOBAL))) {
                s->flags |= PML_DEF_FREE_CLASS;
            }
            continue;
        }
        if (!bound || set_has(bound, name)) {
            pml_scope_add(c, scope, name)->scope = PML_NAME_FREE;
        }
    }
}

static void analyze_scope(C *c, PmlScope *scope, NameSet *bound, NameSet *free_names,
                          NameSet *global);

static void analyze_child(C *c, PmlScope *child, const NameSet *bound, const NameSet *free_names,
                          const NameSet *global, NameSet *all_free)
{
    NameSet child_bound = {0};
    NameSet child_free = {0};
    NameSet child_global = {0};
    int64_t mark = pml_stand_in_mark(c);
    for (int i = 0; i < 3; i++) {
        pml_stand_in(c, PML_STAND_IN_SET);
    }
    set_update(c, &child_bound, bound);
    set_update(c, &child_free, free_names);
    set_update(c, &child_global, global);
    analyze_scope(c, child, &child_bound, &child_free, &child_global);
    set_update(c, all_free, &child_free);
    pml_stand_ins_release(c, mark);
}

static void analyze_scope(C *c, PmlScope *scope, NameSet *bound, NameSet *free_names,
                          NameSet *global)
{
    NameSet local = {0};
    NameSet new_global = {0};
    NameSet new_bound = {0};
    NameSet new_free = {0};
    NameSet all_free = {0};
    int64_t mark = pml_stand_in_mark(c);
    pml_stand_in(c, PML_STAND_IN_DICT); /* where each name lives */
    for (int i = 0; i < 5; i++) {
        pml_stand_in(c, PML_STAND_IN_SET);
    }
    bool is_class = scope->kind == PML_SCOPE_CLASS;
    /* What a class binds is invisible to its methods: they get the sets as they were. */
    if (is_class) {
        set_update(c, &new_global, global);
        if (bound) {
            set_update(c, &new_bound, bound);
        }
    }
    for (int32_t i = 0; i < scope->symbol_count; i++) {
        analyze_name(c, scope, &scope->symbols[i], bound, &local, free_names, global);
    }
    if (is_class) {
        set_add(c, &new_bound, PML_ID(c->E, __class__));
    } else {
        if (scope->kind == PML_SCOPE_FUNCTION) {
            set_update(c, &new_bound, &local);
        }
        if (bound) {
            set_update(c, &new_bound, bound);
        }
        set_update(c, &new_global, global);
    }
    for (PmlScope *child = scope->first_child; child; child = child->next_sibling) {
        analyze_child(c, child, &new_bound, &new_free, &new_global, &all_free);
        if (child->has_free || child->child_free) {
            scope->child_free = true;
        }
    }
    set_update(c, &new_free, &all_free);
    if (scope->kind == PML_SCOPE_FUNCTION) {
        analyze_cells(scope, &new_free);
    } else if (is_class && set_has(&new_free, PML_ID(c->E, __class__))) {
        set_discard(&new_free, PML_ID(c->E, __class__));
        scope->needs_class_closure = true;
    }
    record_free(c, scope, bound, &new_free);
    set_update(c, free_names, &new_free);
    pml_stand_ins_release(c, mark);
}

void pml_symtable_analyze(C *c, PmlSymtable *st)
{
    NameSet free_names = {0};
    NameSet global = {0};
    int64_t mark = pml_stand_in_mark(c);
    pml_stand_in(c, PML_STAND_IN_SET);
    pml_stand_in(c, PML_STAND_IN_SET);
    analyze_scope(c, st->top, NULL, &free_names, &global);
    pml_stand_ins_release(c, mark);
}
