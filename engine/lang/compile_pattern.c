/* match statements.
 *
 * Each pattern consumes the subject on top of the stack and jumps on failure. Names are bound only
 * when the whole pattern matches: until then captured values wait on the stack, below what is in
 * use (`on_top` values). A failing jump must pop all of those, so there is one landing block for
 * each number of values to pop, falling through into the next. */
#include "lang/compiler.h"
#include "object/numbers.h"

typedef PmlCompiler C;

typedef struct Names {
    PmlObj **items;
    int64_t count, capacity;
} Names;

typedef struct Match {
    Names stores;        /* captured so far, in stack order from the bottom */
    PmlBlock **fail_pop; /* [n]: pops n values, then fails */
    int64_t fail_pop_count, fail_pop_capacity;
    int64_t on_top;
    bool allow_irrefutable;
} Match;

static void compile_pattern(C *c, PmlPattern *p, Match *m);

static bool is_wildcard(const PmlPattern *p)
{
    return p->kind == PML_P_MatchAs && !p->v.MatchAs.name;
}

static int64_t find_name(const Names *names, const PmlObj *name)
{
    for (int64_t i = 0; i < names->count; i++) {
        if (pml_str_equal(names->items[i], name)) {
            return i;
        }
    }
    return -1;
}

static void append_name(C *c, Names *names, PmlObj *name)
{
    if (names->count == names->capacity) {
        int64_t capacity = names->capacity ? names->capacity * 2 : 8;
        PmlObj **items = pml_compile_alloc(c, (size_t)capacity * sizeof *items);
        if (names->count) {
            memcpy(items, names->items, (size_t)names->count * sizeof *items);
        }
        names->items = items;
        names->capacity = capacity;
    }
    names->items[names->count++] = name;
}

/* -- failing ----------------------------------------------------------------------------- */

static void ensure_fail_pop(C *c, Match *m, int64_t n)
{
    if (n >= m->fail_pop_capacity) {
        int64_t capacity = n * 2 + 8;
        PmlBlock **blocks = pml_compile_alloc(c, (size_t)capacity * sizeof *blocks);
        if (m->fail_pop_count) {
            memcpy(blocks, m->fail_pop, (size_t)m->fail_pop_count * sizeof *blocks);
        }
        m->fail_pop = blocks;
        m->fail_pop_capacity = capacity;
    }
    while (m->fail_pop_count <= n) {
        m->fail_pop[m->fail_pop_count++] = pml_new_block(c);
    }
}

static void jump_to_fail_pop(C *c, Match *m, int opcode)
{
    int64_t pops = m->on_top + m->stores.count;
    ensure_fail_pop(c, m, pops);
    pml_emit_jump(c, opcode, m->fail_pop[pops]);
}

static void forget_fail_pop(Match *m)
{
    m->fail_pop = NULL;
    m->fail_pop_count = m->fail_pop_capacity = 0;
}

static void emit_fail_pop(C *c, Match *m)
{
    if (m->fail_pop_count == 0) {
        return;
    }
    while (--m->fail_pop_count) {
        pml_use_block(c, m->fail_pop[m->fail_pop_count]);
        pml_emit(c, PML_OP_POP_TOP);
    }
    pml_use_block(c, m->fail_pop[0]);
    forget_fail_pop(m);
}

/* -- capturing --------------------------------------------------------------------------- */

/* Bring the top of the stack under count - 1 others. */
static void rotate(C *c, int64_t count)
{
    while (count > 1) {
        pml_emit_arg(c, PML_OP_SWAP, count--);
    }
}

static void duplicate_store(C *c, PmlObj *name)
{
    pml_compile_error(c, c->u->at, "multiple assignments to name %R in pattern", name);
}

static void capture(C *c, PmlObj *name, Match *m)
{
    if (!name) {
        pml_emit(c, PML_OP_POP_TOP);
        return;
    }
    pml_check_forbidden_name(c, name, PML_STORE);
    if (find_name(&m->stores, name) >= 0) {
        duplicate_store(c, name);
    }
    rotate(c, m->on_top + m->stores.count + 1);
    append_name(c, &m->stores, name);
}

/* -- the kinds of patterns --------------------------------------------------------------- */

static void compile_subpattern(C *c, PmlPattern *p, Match *m)
{
    bool allow = m->allow_irrefutable;
    m->allow_irrefutable = true;
    compile_pattern(c, p, m);
    m->allow_irrefutable = allow;
}

static void emit_unpack(C *c, const PmlPatternSeq *patterns)
{
    int64_t n = patterns->count;
    bool seen = false;
    for (int64_t i = 0; i < n && !seen; i++) {
        if (patterns->items[i]->kind != PML_P_MatchStar) {
            continue;
        }
        if (i >= 1 << 8 || n - i - 1 >= INT32_MAX >> 8) {
            pml_compile_error(c, c->u->at,
                              "too many expressions in star-unpacking sequence pattern");
        }
        pml_emit_arg(c, PML_OP_UNPACK_EX, i + ((n - i - 1) << 8));
        seen = true;
    }
    if (!seen) {
        pml_emit_arg(c, PML_OP_UNPACK_SEQUENCE, n);
    }
}

static void match_unpacked(C *c, const PmlPatternSeq *patterns, Match *m)
{
    emit_unpack(c, patterns);
    m->on_top += patterns->count;
    for (int64_t i = 0; i < patterns->count; i++) {
        m->on_top--;
        compile_subpattern(c, patterns->items[i], m);
    }
}

/* [first, *_, last]: by index, so that the middle is never copied. */
static void match_by_index(C *c, const PmlPatternSeq *patterns, int64_t star, Match *m)
{
    m->on_top++;
    int64_t n = patterns->count;
    for (int64_t i = 0; i < n; i++) {
        if (i == star || is_wildcard(patterns->items[i])) {
            continue;
        }
        pml_emit_arg(c, PML_OP_COPY, 1);
        if (i < star) {
            pml_emit_const(c, pml_compile_own(c, pml_int(c->E, i)));
        } else {
            pml_emit(c, PML_OP_GET_LEN);
            pml_emit_const(c, pml_compile_own(c, pml_int(c->E, n - i)));
            pml_emit_binary(c, PML_OP_SUB, false);
        }
        pml_emit(c, PML_OP_BINARY_SUBSCR);
        compile_subpattern(c, patterns->items[i], m);
    }
    m->on_top--;
    pml_emit(c, PML_OP_POP_TOP);
}

static void check_length(C *c, int64_t length, int compare, Match *m)
{
    pml_emit(c, PML_OP_GET_LEN);
    pml_emit_const(c, pml_compile_own(c, pml_int(c->E, length)));
    pml_emit_arg(c, PML_OP_COMPARE_OP, compare);
    jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
}

static void pattern_sequence(C *c, PmlPattern *p, Match *m)
{
    const PmlPatternSeq *patterns = &p->v.MatchSequence.patterns;
    int64_t star = -1;
    bool only_wildcard = true;
    bool star_wildcard = false;
    for (int64_t i = 0; i < patterns->count; i++) {
        const PmlPattern *item = patterns->items[i];
        if (item->kind != PML_P_MatchStar) {
            only_wildcard = only_wildcard && is_wildcard(item);
            continue;
        }
        if (star >= 0) {
            pml_compile_error(c, c->u->at, "multiple starred names in sequence pattern");
        }
        star_wildcard = !item->v.MatchStar.name;
        only_wildcard = only_wildcard && star_wildcard;
        star = i;
    }
    m->on_top++;
    pml_emit(c, PML_OP_MATCH_SEQUENCE);
    jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
    if (star < 0) {
        check_length(c, patterns->count, PML_COMPARE_EQ, m);
    } else if (patterns->count > 1) {
        check_length(c, patterns->count - 1, PML_COMPARE_GE, m);
    }
    m->on_top--;
    if (only_wildcard) {
        pml_emit(c, PML_OP_POP_TOP);
    } else if (star_wildcard) {
        match_by_index(c, patterns, star, m);
    } else {
        match_unpacked(c, patterns, m);
    }
}

static void jump_unless_found(C *c, Match *m)
{
    pml_emit_arg(c, PML_OP_COPY, 1);
    pml_emit_none(c);
    pml_emit_arg(c, PML_OP_IS_OP, 1);
    jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
}

static void compile_keys(C *c, PmlPattern *p)
{
    const PmlExprSeq *keys = &p->v.MatchMapping.keys;
    PmlObj *seen = pml_compile_own(c, pml_set_new(c->E, NULL));
    for (int64_t i = 0; i < keys->count; i++) {
        PmlExpr *key = keys->items[i];
        if (key->kind == PML_E_Constant) {
            int found = pml_set_contains(c->E, seen, key->v.Constant.value);
            if (found > 0) {
                pml_compile_error(c, c->u->at, "mapping pattern checks duplicate key (%R)",
                                  key->v.Constant.value);
            }
            if (found < 0 || pml_set_add(c->E, seen, key->v.Constant.value) < 0) {
                pml_compile_fail(c);
            }
        } else if (key->kind != PML_E_Attribute) {
            pml_compile_error(c, c->u->at,
                              "mapping pattern keys may only match literals and "
                              "attribute lookups");
        }
        pml_compile_expr(c, key);
    }
    pml_emit_arg(c, PML_OP_BUILD_TUPLE, keys->count);
    pml_emit(c, PML_OP_MATCH_KEYS);
}

/* [subject, keys] -> [dict of the other entries] */
static void build_rest(C *c, int64_t nkeys)
{
    pml_emit_arg(c, PML_OP_BUILD_MAP, 0);
    pml_emit_arg(c, PML_OP_SWAP, 3);
    pml_emit_arg(c, PML_OP_DICT_UPDATE, 2);
    pml_emit_arg(c, PML_OP_UNPACK_SEQUENCE, nkeys);
    while (nkeys) {
        pml_emit_arg(c, PML_OP_COPY, 1 + nkeys--);
        pml_emit_arg(c, PML_OP_SWAP, 2);
        pml_emit(c, PML_OP_DELETE_SUBSCR);
    }
}

static void pattern_mapping(C *c, PmlPattern *p, Match *m)
{
    const PmlPatternSeq *patterns = &p->v.MatchMapping.patterns;
    int64_t n = p->v.MatchMapping.keys.count;
    PmlObj *rest = p->v.MatchMapping.rest;
    m->on_top++;
    pml_emit(c, PML_OP_MATCH_MAPPING);
    jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
    if (n == 0 && !rest) {
        m->on_top--;
        pml_emit(c, PML_OP_POP_TOP);
        return;
    }
    if (n) {
        check_length(c, n, PML_COMPARE_GE, m);
    }
    compile_keys(c, p);
    m->on_top += 2;
    jump_unless_found(c, m);
    pml_emit_arg(c, PML_OP_UNPACK_SEQUENCE, n);
    m->on_top += n - 1;
    for (int64_t i = 0; i < n; i++) {
        m->on_top--;
        compile_subpattern(c, patterns->items[i], m);
    }
    m->on_top -= 2;
    if (rest) {
        build_rest(c, n);
        capture(c, rest, m);
    } else {
        pml_emit(c, PML_OP_POP_TOP); /* keys */
        pml_emit(c, PML_OP_POP_TOP); /* subject */
    }
}

static void check_attributes(C *c, PmlPattern *p)
{
    const PmlIdentSeq *attrs = &p->v.MatchClass.kwd_attrs;
    const PmlPatternSeq *patterns = &p->v.MatchClass.kwd_patterns;
    for (int64_t i = 0; i < attrs->count; i++) {
        PML_AT(c, patterns->items[i]);
        pml_check_forbidden_name(c, attrs->items[i], PML_STORE);
        for (int64_t j = i + 1; j < attrs->count; j++) {
            if (pml_str_equal(attrs->items[i], attrs->items[j])) {
                pml_compile_error(c, PML_SPAN(patterns->items[j]),
                                  "attribute name repeated in class pattern: %U", attrs->items[i]);
            }
        }
    }
    if (attrs->count) {
        PML_AT(c, p);
    }
}

static void pattern_class(C *c, PmlPattern *p, Match *m)
{
    const PmlPatternSeq *positional = &p->v.MatchClass.patterns;
    const PmlIdentSeq *attrs = &p->v.MatchClass.kwd_attrs;
    int64_t total = positional->count + attrs->count;
    check_attributes(c, p);
    pml_compile_expr(c, p->v.MatchClass.cls);
    PmlObj *names = pml_compile_own(c, pml_tuple_new(c->E, attrs->count));
    for (int64_t i = 0; i < attrs->count; i++) {
        PML_TUPLE_ITEMS(names)[i].p = pml_incref(attrs->items[i]);
    }
    pml_emit_new_const(c, names);
    pml_emit_arg(c, PML_OP_MATCH_CLASS, positional->count);
    pml_emit_arg(c, PML_OP_COPY, 1);
    pml_emit_none(c);
    pml_emit_arg(c, PML_OP_IS_OP, 1);
    m->on_top++;
    jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
    pml_emit_arg(c, PML_OP_UNPACK_SEQUENCE, total);
    m->on_top += total - 1;
    for (int64_t i = 0; i < total; i++) {
        m->on_top--;
        PmlPattern *sub = i < positional->count
                              ? positional->items[i]
                              : p->v.MatchClass.kwd_patterns.items[i - positional->count];
        if (is_wildcard(sub)) {
            pml_emit(c, PML_OP_POP_TOP);
        } else {
            compile_subpattern(c, sub, m);
        }
    }
}

static void pattern_as(C *c, PmlPattern *p, Match *m)
{
    PmlObj *name = p->v.MatchAs.name;
    if (p->v.MatchAs.pattern) {
        m->on_top++;
        pml_emit_arg(c, PML_OP_COPY, 1);
        compile_pattern(c, p->v.MatchAs.pattern, m);
        m->on_top--;
    } else if (!m->allow_irrefutable) {
        if (name) {
            pml_compile_error(c, c->u->at, "name capture %R makes remaining patterns unreachable",
                              name);
        }
        pml_compile_error(c, c->u->at, "wildcard makes remaining patterns unreachable");
    }
    capture(c, name, m);
}

/* Move the first count names behind `to` others. */
static void rotate_names(C *c, Names *names, int64_t count, int64_t to)
{
    PmlObj **old = pml_compile_alloc(c, (size_t)names->count * sizeof *old);
    memcpy(old, names->items, (size_t)names->count * sizeof *old);
    for (int64_t i = 0; i < to; i++) {
        names->items[i] = old[count + i];
    }
    for (int64_t i = 0; i < count; i++) {
        names->items[to + i] = old[i];
    }
}

static void different_names(C *c)
{
    pml_compile_error(c, c->u->at, "alternative patterns bind different names");
}

/* Bring captures of a later alternative into the order of the first. */
static void reorder_captures(C *c, const Names *control, Names *stores)
{
    if (stores->count != control->count) {
        different_names(c);
    }
    for (int64_t want = control->count; want-- > 0;) {
        int64_t is = find_name(stores, control->items[want]);
        if (is < 0) {
            different_names(c);
        }
        if (is != want) {
            int64_t rotations = is + 1;
            rotate_names(c, stores, rotations, want - is);
            while (rotations--) {
                rotate(c, want + 1);
            }
        }
    }
}

static void compile_alternative(C *c, PmlPattern *alt, Match *m, Names *control, bool first)
{
    PML_AT(c, alt);
    memset(&m->stores, 0, sizeof m->stores);
    pml_stand_in(c, PML_STAND_IN_LIST); /* stores */
    forget_fail_pop(m);
    m->on_top = 0;
    pml_emit_arg(c, PML_OP_COPY, 1);
    compile_pattern(c, alt, m);
    if (first) {
        *control = m->stores;
    } else {
        reorder_captures(c, control, &m->stores);
    }
}

static void pattern_or(C *c, PmlPattern *p, Match *m)
{
    const PmlPatternSeq *patterns = &p->v.MatchOr.patterns;
    PmlBlock *end = pml_new_block(c);
    Match saved = *m;
    Names control = {0};
    int64_t mark = pml_stand_in_mark(c);
    for (int64_t i = 0; i < patterns->count; i++) {
        m->allow_irrefutable = i == patterns->count - 1 && saved.allow_irrefutable;
        compile_alternative(c, patterns->items[i], m, &control, i == 0);
        pml_stand_ins_release(c, mark + 1); /* the first one's are kept to compare */
        pml_emit_jump(c, PML_VOP_JUMP, end);
        emit_fail_pop(c, m);
    }
    *m = saved;
    pml_stand_ins_release(c, mark);
    pml_emit(c, PML_OP_POP_TOP);
    jump_to_fail_pop(c, m, PML_VOP_JUMP);
    pml_use_block(c, end);
    int64_t rotations = control.count + 1 + m->on_top + m->stores.count;
    for (int64_t i = 0; i < control.count; i++) {
        rotate(c, rotations);
        if (find_name(&m->stores, control.items[i]) >= 0) {
            duplicate_store(c, control.items[i]);
        }
        append_name(c, &m->stores, control.items[i]);
    }
    pml_emit(c, PML_OP_POP_TOP);
}

static void pattern_value(C *c, PmlPattern *p, Match *m)
{
    PmlExpr *value = p->v.MatchValue.value;
    if (value->kind != PML_E_Constant && value->kind != PML_E_Attribute) {
        pml_compile_error(c, c->u->at, "patterns may only match literals and attribute lookups");
    }
    pml_compile_expr(c, value);
    pml_emit_arg(c, PML_OP_COMPARE_OP, PML_COMPARE_EQ);
    jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
}

static void compile_pattern(C *c, PmlPattern *p, Match *m)
{
    pml_compile_enter_node(c);
    PML_AT(c, p);
    switch (p->kind) {
    case PML_P_MatchValue: pattern_value(c, p, m); break;
    case PML_P_MatchSingleton:
        pml_emit_const(c, p->v.MatchSingleton.value);
        pml_emit_arg(c, PML_OP_IS_OP, 0);
        jump_to_fail_pop(c, m, PML_VOP_POP_JUMP_IF_FALSE);
        break;
    case PML_P_MatchSequence: pattern_sequence(c, p, m); break;
    case PML_P_MatchMapping: pattern_mapping(c, p, m); break;
    case PML_P_MatchClass: pattern_class(c, p, m); break;
    case PML_P_MatchStar: capture(c, p->v.MatchStar.name, m); break;
    case PML_P_MatchAs: pattern_as(c, p, m); break;
    case PML_P_MatchOr: pattern_or(c, p, m); break;
    }
    pml_compile_leave_node(c);
}

/* -- the statement ----------------------------------------------------------------------- */

static void compile_case(C *c, PmlMatchCase *mc, bool last, bool allow_irrefutable, PmlBlock *end)
{
    Match m;
    memset(&m, 0, sizeof m);
    int64_t mark = pml_stand_in_mark(c);
    pml_stand_in(c, PML_STAND_IN_LIST); /* stores */
    PML_AT(c, mc->pattern);
    if (!last) {
        pml_emit_arg(c, PML_OP_COPY, 1);
    }
    m.allow_irrefutable = allow_irrefutable;
    compile_pattern(c, mc->pattern, &m);
    for (int64_t i = 0; i < m.stores.count; i++) {
        pml_emit_name_access(c, m.stores.items[i], PML_STORE);
    }
    pml_stand_ins_release(c, mark);
    if (mc->guard) {
        ensure_fail_pop(c, &m, 0);
        pml_compile_jump_if(c, mc->guard, m.fail_pop[0], false);
    }
    if (!last) {
        pml_emit(c, PML_OP_POP_TOP);
    }
    pml_compile_stmts(c, &mc->body);
    pml_emit_jump(c, PML_VOP_JUMP, end);
    PML_AT(c, mc->pattern); /* the cleanup belongs to the pattern that failed */
    emit_fail_pop(c, &m);
}

/* A final `case _:` needs no copy of the subject. */
static void compile_default(C *c, PmlMatchCase *mc, PmlBlock *end)
{
    PML_AT(c, mc->pattern);
    pml_emit(c, PML_OP_NOP); /* shows the line */
    if (mc->guard) {
        pml_compile_jump_if(c, mc->guard, end, false);
    }
    pml_compile_stmts(c, &mc->body);
}

void pml_compile_match(C *c, PmlStmt *s)
{
    const PmlMatchCaseSeq *cases = &s->v.Match.cases;
    pml_compile_expr(c, s->v.Match.subject);
    PmlBlock *end = pml_new_block(c);
    int64_t n = cases->count;
    bool has_default = n > 1 && is_wildcard(cases->items[n - 1]->pattern);
    int64_t plain = n - has_default;
    for (int64_t i = 0; i < plain; i++) {
        PmlMatchCase *mc = cases->items[i];
        compile_case(c, mc, i == plain - 1, mc->guard || i == n - 1, end);
    }
    if (has_default) {
        compile_default(c, cases->items[n - 1], end);
    }
    pml_use_block(c, end);
}
