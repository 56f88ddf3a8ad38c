/* The control-flow graph of one unit: tidying, and the optimisations CPython 3.11 makes.
 *
 * Passes keep instructions in place and turn what they remove into NOPs; clean_block then drops
 * the NOPs that no line needs. */
#include "lang/compiler.h"

typedef PmlCompiler C;

/* Exit blocks up to this size are copied to where they are jumped to from. */
enum { MAX_COPY = 4 };

bool pml_is_jump(const PmlInstr *i)
{
    switch (i->opcode) {
    case PML_OP_FOR_ITER:
    case PML_OP_SEND:
    case PML_OP_JUMP_IF_FALSE_OR_POP:
    case PML_OP_JUMP_IF_TRUE_OR_POP:
    case PML_OP_JUMP_FORWARD:
    case PML_OP_JUMP_BACKWARD:
    case PML_OP_JUMP_BACKWARD_NO_INTERRUPT:
    case PML_OP_POP_JUMP_FORWARD_IF_FALSE:
    case PML_OP_POP_JUMP_FORWARD_IF_TRUE:
    case PML_OP_POP_JUMP_FORWARD_IF_NONE:
    case PML_OP_POP_JUMP_FORWARD_IF_NOT_NONE:
    case PML_OP_POP_JUMP_BACKWARD_IF_FALSE:
    case PML_OP_POP_JUMP_BACKWARD_IF_TRUE:
    case PML_OP_POP_JUMP_BACKWARD_IF_NONE:
    case PML_OP_POP_JUMP_BACKWARD_IF_NOT_NONE: return true;
    default: return i->opcode >= PML_VOP_JUMP;
    }
}

bool pml_is_block_push(const PmlInstr *i)
{
    return i->opcode == PML_VOP_SETUP_FINALLY || i->opcode == PML_VOP_SETUP_CLEANUP ||
           i->opcode == PML_VOP_SETUP_WITH;
}

static bool is_conditional_jump(int opcode)
{
    return opcode == PML_VOP_POP_JUMP_IF_FALSE || opcode == PML_VOP_POP_JUMP_IF_TRUE;
}

static PmlInstr *last_of(PmlBlock *b)
{
    return &b->instr[b->used - 1];
}

static PmlBlock *skip_empty(PmlBlock *b)
{
    while (b->used == 0) {
        b = b->next;
    }
    return b;
}

/* -- tidying ----------------------------------------------------------------------------- */

static void normalize(PmlBlock *b)
{
    for (int32_t i = 0; i < b->used; i++) {
        PmlInstr *in = &b->instr[i];
        switch (in->opcode) {
        case PML_OP_RETURN_VALUE:
        case PML_OP_RAISE_VARARGS:
        case PML_OP_RERAISE:
            b->exits = true;
            b->no_fallthrough = true;
            break;
        case PML_VOP_JUMP:
        case PML_VOP_JUMP_NO_INTERRUPT: b->no_fallthrough = true; break;
        default: break;
        }
        if (pml_is_jump(in) && in->opcode != PML_OP_SEND) {
            PML_ASSERT(i == b->used - 1);
            in->target = skip_empty(in->target);
        }
    }
}

static bool has_line(const PmlBlock *b)
{
    for (int32_t i = 0; i < b->used; i++) {
        if (b->instr[i].at.lineno > 0) {
            return true;
        }
    }
    return false;
}

/* Replace a jump to a small exit block without lines by a copy of that block. */
static void extend(C *c, PmlBlock *b)
{
    if (b->used == 0 || last_of(b)->opcode != PML_VOP_JUMP) {
        return;
    }
    const PmlBlock *target = last_of(b)->target;
    if (!target->exits || target->used > MAX_COPY || has_line(target)) {
        return;
    }
    last_of(b)->opcode = PML_OP_NOP;
    for (int32_t i = 0; i < target->used; i++) {
        *pml_append_instr(c, b) = target->instr[i];
    }
    b->exits = true;
}

static void extend_all(C *c)
{
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        extend(c, b);
    }
}

void pml_normalize_blocks(C *c)
{
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        normalize(b);
    }
    extend_all(c);
}

static const PmlBlock *next_with_code(const PmlBlock *b)
{
    const PmlBlock *next = b->next;
    while (next && next->used == 0) {
        next = next->next;
    }
    return next;
}

/* May this NOP go? Its line must be shown by a neighbour, or it has none. */
static bool is_needless_nop(PmlBlock *b, int32_t at, int previous_line)
{
    int line = b->instr[at].at.lineno;
    if (line < 0 || line == previous_line) {
        return true;
    }
    if (at < b->used - 1) {
        PmlInstr *next = &b->instr[at + 1];
        if (next->at.lineno < 0) {
            next->at = b->instr[at].at;
            return true;
        }
        return next->at.lineno == line;
    }
    const PmlBlock *next = next_with_code(b);
    return next && next->instr[0].at.lineno == line;
}

static void clean_block(PmlBlock *b)
{
    int32_t kept = 0;
    int previous_line = -1;
    for (int32_t i = 0; i < b->used; i++) {
        int line = b->instr[i].at.lineno;
        if (b->instr[i].opcode == PML_OP_NOP && is_needless_nop(b, i, previous_line)) {
            continue;
        }
        b->instr[kept++] = b->instr[i];
        previous_line = line;
    }
    b->used = kept;
}

/* -- stack juggling ---------------------------------------------------------------------- */

/* Replace the run of SWAPs and NOPs at *at by the shortest one of the same effect. */
static void shorten_swaps(C *c, PmlBlock *b, int32_t *at)
{
    PmlInstr *run = &b->instr[*at];
    int32_t depth = run[0].oparg;
    int32_t length = 1;
    bool more = false;
    for (; length < b->used - *at; length++) {
        if (run[length].opcode == PML_OP_SWAP) {
            depth = run[length].oparg > depth ? run[length].oparg : depth;
            more = true;
        } else if (run[length].opcode != PML_OP_NOP) {
            break;
        }
    }
    if (!more) {
        return;
    }
    int32_t *stack = pml_compile_alloc(c, (size_t)depth * sizeof *stack);
    for (int32_t i = 0; i < depth; i++) {
        stack[i] = i;
    }
    for (int32_t i = 0; i < length; i++) {
        if (run[i].opcode == PML_OP_SWAP) {
            int32_t top = stack[0];
            stack[0] = stack[run[i].oparg - 1];
            stack[run[i].oparg - 1] = top;
        }
    }
    /* Undo the permutation cycle by cycle; written backwards, that performs it. */
    int32_t write = length - 1;
    for (int32_t i = 0; i < depth; i++) {
        if (stack[i] < 0 || stack[i] == i) {
            continue;
        }
        for (int32_t j = i;;) {
            if (j) {
                run[write].opcode = PML_OP_SWAP;
                run[write--].oparg = j + 1;
            }
            if (stack[j] < 0) {
                break;
            }
            int32_t next = stack[j];
            stack[j] = -1;
            j = next;
        }
    }
    while (write >= 0) {
        run[write--].opcode = PML_OP_NOP;
    }
    *at += length - 1;
}

static bool can_be_swapped(const PmlInstr *i)
{
    return i->opcode == PML_OP_STORE_FAST || i->opcode == PML_OP_POP_TOP;
}

static int32_t next_swappable(const PmlBlock *b, int32_t i, int line)
{
    while (++i < b->used) {
        const PmlInstr *in = &b->instr[i];
        if (line >= 0 && in->at.lineno != line) {
            return -1; /* a tracer would see the difference */
        }
        if (in->opcode != PML_OP_NOP) {
            return can_be_swapped(in) ? i : -1;
        }
    }
    return -1;
}

/* Swap the instructions that consume the values instead of the values. (3.11.2 does so even when
 * both store to one variable.) */
static void apply_static_swaps(PmlBlock *b, int32_t i)
{
    for (; i >= 0; i--) {
        PmlInstr *swap = &b->instr[i];
        if (swap->opcode != PML_OP_SWAP) {
            if (swap->opcode == PML_OP_NOP || can_be_swapped(swap)) {
                continue;
            }
            return;
        }
        int32_t j = next_swappable(b, i, -1);
        if (j < 0) {
            return;
        }
        int32_t k = j;
        for (int32_t count = swap->oparg - 1; count > 0; count--) {
            k = next_swappable(b, k, b->instr[j].at.lineno);
            if (k < 0) {
                return;
            }
        }
        swap->opcode = PML_OP_NOP;
        PmlInstr held = b->instr[j];
        b->instr[j] = b->instr[k];
        b->instr[k] = held;
    }
}

/* -- peephole ---------------------------------------------------------------------------- */

/* BUILD_TUPLE n after n constants: one constant. */
static void fold_tuple(C *c, PmlInstr *first, int32_t n, PmlConstList *consts)
{
    for (int32_t i = 0; i < n; i++) {
        if (first[i].opcode != PML_OP_LOAD_CONST) {
            return;
        }
    }
    PmlObj *t = pml_compile_own(c, pml_tuple_new(c->E, n));
    for (int32_t i = 0; i < n; i++) {
        PML_TUPLE_ITEMS(t)[i].p = pml_incref(consts->items[first[i].oparg]);
    }
    PmlObj *merged = pml_merge_whole(c, t);
    if (merged != t) {
        pml_compile_release(c, t);
        t = merged;
    }
    int64_t index = 0;
    while (index < consts->count && consts->items[index] != t) {
        index++;
    }
    if (index == consts->count) {
        pml_const_list_append(c, consts, t);
    }
    for (int32_t i = 0; i < n; i++) {
        first[i].opcode = PML_OP_NOP;
    }
    first[n].opcode = PML_OP_LOAD_CONST;
    first[n].oparg = (int32_t)index;
}

/* Jump straight to where the jump at the target leads. */
static bool thread_jump(PmlInstr *in, const PmlInstr *target, int opcode)
{
    if (in->at.lineno != target->at.lineno || in->target == target->target) {
        return false;
    }
    in->target = target->target;
    in->opcode = opcode;
    return true;
}

static bool is_true_constant(C *c, PmlObj *o)
{
    int r = pml_truth(c->E, o);
    if (r < 0) {
        pml_compile_fail(c);
    }
    return r > 0;
}

/* LOAD_CONST followed by a test of it. */
static void test_of_constant(C *c, PmlBlock *b, int32_t i, const PmlConstList *consts)
{
    PmlInstr *in = &b->instr[i];
    PmlInstr *next = in + 1;
    PmlObj *value = consts->items[in->oparg];
    switch (next->opcode) {
    case PML_VOP_POP_JUMP_IF_FALSE:
    case PML_VOP_POP_JUMP_IF_TRUE: {
        bool jumps = is_true_constant(c, value) == (next->opcode == PML_VOP_POP_JUMP_IF_TRUE);
        in->opcode = PML_OP_NOP;
        next->opcode = jumps ? (int)PML_VOP_JUMP : (int)PML_OP_NOP;
        b->no_fallthrough = b->no_fallthrough || jumps;
        break;
    }
    case PML_OP_JUMP_IF_FALSE_OR_POP:
    case PML_OP_JUMP_IF_TRUE_OR_POP:
        if (is_true_constant(c, value) == (next->opcode == PML_OP_JUMP_IF_TRUE_OR_POP)) {
            next->opcode = PML_VOP_JUMP;
            b->no_fallthrough = true;
        } else {
            in->opcode = PML_OP_NOP;
            next->opcode = PML_OP_NOP;
        }
        break;
    case PML_OP_IS_OP:
        if (value == PML_NONE(c->E) && i + 2 < b->used && is_conditional_jump(in[2].opcode)) {
            bool is_false = in[2].opcode == PML_VOP_POP_JUMP_IF_FALSE;
            in[2].opcode = (next->oparg != 0) != is_false ? PML_VOP_POP_JUMP_IF_NOT_NONE
                                                          : PML_VOP_POP_JUMP_IF_NONE;
            in->opcode = PML_OP_NOP;
            next->opcode = PML_OP_NOP;
        }
        break;
    default: break;
    }
}

/* A chain of `and`/`or`: the outcome of one test decides the one it jumps to. True when the
 * instruction changed and is to be looked at again. */
static bool thread_or_pop(PmlInstr *in, const PmlInstr *target)
{
    bool on_true = in->opcode == PML_OP_JUMP_IF_TRUE_OR_POP;
    int same_pop = on_true ? PML_VOP_POP_JUMP_IF_TRUE : PML_VOP_POP_JUMP_IF_FALSE;
    int other_pop = on_true ? PML_VOP_POP_JUMP_IF_FALSE : PML_VOP_POP_JUMP_IF_TRUE;
    int other = on_true ? PML_OP_JUMP_IF_FALSE_OR_POP : PML_OP_JUMP_IF_TRUE_OR_POP;
    if (target->opcode == same_pop) {
        return thread_jump(in, target, same_pop);
    }
    if (target->opcode == PML_VOP_JUMP || target->opcode == in->opcode) {
        return thread_jump(in, target, in->opcode);
    }
    if ((target->opcode == other || target->opcode == other_pop) &&
        in->at.lineno == target->at.lineno) {
        in->opcode = same_pop;
        in->target = in->target->next;
        return true;
    }
    return false;
}

/* True: the tuple went away altogether. */
static bool unpack_of_tuple(PmlBlock *b, int32_t i)
{
    PmlInstr *in = &b->instr[i];
    if (i + 1 >= b->used || in[1].opcode != PML_OP_UNPACK_SEQUENCE || in[1].oparg != in->oparg ||
        in->oparg < 1 || in->oparg > 3) {
        return false;
    }
    in[1].opcode = in->oparg == 1 ? PML_OP_NOP : PML_OP_SWAP;
    in->opcode = PML_OP_NOP;
    return true;
}

static void optimize_block(C *c, PmlBlock *b, PmlConstList *consts)
{
    for (int32_t i = 0; i < b->used; i++) {
        PmlInstr *in = &b->instr[i];
        const PmlInstr *target = NULL;
        if (pml_is_jump(in) || pml_is_block_push(in)) {
            in->target = skip_empty(in->target);
            target = &in->target->instr[0];
        }
        switch (in->opcode) {
        case PML_OP_LOAD_CONST:
            if (i + 1 < b->used) {
                test_of_constant(c, b, i, consts);
            }
            break;
        case PML_OP_BUILD_TUPLE:
            if (!unpack_of_tuple(b, i) && i >= in->oparg) {
                fold_tuple(c, in - in->oparg, in->oparg, consts);
            }
            break;
        case PML_OP_JUMP_IF_FALSE_OR_POP:
        case PML_OP_JUMP_IF_TRUE_OR_POP: i -= thread_or_pop(in, target); break;
        case PML_VOP_POP_JUMP_IF_NONE:
        case PML_VOP_POP_JUMP_IF_NOT_NONE:
        case PML_VOP_POP_JUMP_IF_FALSE:
        case PML_VOP_POP_JUMP_IF_TRUE:
        case PML_VOP_JUMP:
            if (target->opcode == PML_VOP_JUMP) {
                i -= thread_jump(in, target, in->opcode);
            }
            break;
        case PML_OP_SWAP:
            if (in->oparg == 1) {
                in->opcode = PML_OP_NOP;
                break;
            }
            shorten_swaps(c, b, &i);
            apply_static_swaps(b, i);
            break;
        case PML_OP_PUSH_NULL:
            if (i + 1 < b->used && in[1].opcode == PML_OP_LOAD_GLOBAL) {
                in->opcode = PML_OP_NOP;
                in[1].oparg |= 1;
            }
            break;
        default: break;
        }
    }
}

/* -- the whole graph --------------------------------------------------------------------- */

static void reach(PmlBlock *b, PmlBlock **stack, int64_t *depth)
{
    if (b->predecessors == 0) {
        stack[(*depth)++] = b;
    }
    b->predecessors++;
}

static void mark_reachable(C *c, PmlBlock *entry)
{
    int64_t n = 0;
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        n++;
    }
    PmlBlock **stack = pml_compile_alloc(c, (size_t)(n + 1) * sizeof *stack);
    int64_t depth = 0;
    reach(entry, stack, &depth);
    while (depth > 0) {
        PmlBlock *b = stack[--depth];
        if (b->next && !b->no_fallthrough) {
            reach(b->next, stack, &depth);
        }
        for (int32_t i = 0; i < b->used; i++) {
            if (pml_is_jump(&b->instr[i]) || pml_is_block_push(&b->instr[i])) {
                reach(b->instr[i].target, stack, &depth);
            }
        }
    }
}

static void drop_empty_blocks(PmlBlock *entry)
{
    for (PmlBlock *b = entry; b; b = b->next) {
        while (b->next && b->next->used == 0 && b->next->next) {
            b->next = b->next->next;
        }
    }
    for (PmlBlock *b = entry; b; b = b->next) {
        if (b->used > 0 && pml_is_jump(last_of(b))) {
            last_of(b)->target = skip_empty(last_of(b)->target);
        }
    }
}

/* A jump to the block that follows anyway is no jump. True when one was found. */
static bool drop_needless_jumps(PmlBlock *entry)
{
    bool found = false;
    for (PmlBlock *b = entry; b; b = b->next) {
        if (b->used == 0) {
            continue;
        }
        PmlInstr *last = last_of(b);
        if ((last->opcode == PML_VOP_JUMP || last->opcode == PML_VOP_JUMP_NO_INTERRUPT) &&
            last->target == b->next) {
            b->no_fallthrough = false;
            last->opcode = PML_OP_NOP;
            found = true;
        }
    }
    return found;
}

static bool exits_without_line(const PmlBlock *b)
{
    if (!b->exits) {
        return false;
    }
    for (int32_t i = 0; i < b->used; i++) {
        if (b->instr[i].at.lineno >= 0) {
            return false;
        }
    }
    return true;
}

/* Every exit needs a line, taken from where it is reached: one copy for each jump to it. */
static void duplicate_exits(C *c)
{
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        if (b->used == 0 || !pml_is_jump(last_of(b))) {
            continue;
        }
        PmlBlock *target = last_of(b)->target;
        if (!exits_without_line(target) || target->predecessors <= 1) {
            continue;
        }
        PmlBlock *copy = pml_copy_block(c, target);
        copy->exits = target->exits;
        copy->no_fallthrough = target->no_fallthrough;
        copy->returns = target->returns;
        copy->instr[0].at = last_of(b)->at;
        last_of(b)->target = copy;
        target->predecessors--;
        copy->predecessors = 1;
        copy->next = target->next;
        target->next = copy;
    }
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        while (b->next && b->next->used == 0) {
            b->next = b->next->next;
        }
    }
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        if (!b->no_fallthrough && b->next && b->used > 0 && exits_without_line(b->next)) {
            b->next->instr[0].at = last_of(b)->at;
        }
    }
}

static void inherit_line(PmlBlock *b, PmlAstSpan at)
{
    if (b->used > 0 && b->predecessors == 1 && b->instr[0].at.lineno < 0) {
        b->instr[0].at = at;
    }
}

/* Instructions without a line take that of the one before. */
static void propagate_lines(PmlBlock *entry)
{
    for (PmlBlock *b = entry; b; b = b->next) {
        if (b->used == 0) {
            continue;
        }
        PmlAstSpan at = PML_NOWHERE;
        for (int32_t i = 0; i < b->used; i++) {
            if (b->instr[i].at.lineno < 0) {
                b->instr[i].at = at;
            } else {
                at = b->instr[i].at;
            }
        }
        if (!b->no_fallthrough && b->next) {
            inherit_line(b->next, at);
        }
        if (pml_is_jump(last_of(b))) {
            inherit_line(last_of(b)->target, at);
        }
    }
}

static void guarantee_lines_of_exits(PmlBlock *entry, int firstlineno)
{
    int line = firstlineno;
    for (PmlBlock *b = entry; b; b = b->next) {
        if (b->used == 0) {
            continue;
        }
        if (last_of(b)->at.lineno >= 0) {
            line = last_of(b)->at.lineno;
        } else if (last_of(b)->opcode == PML_OP_RETURN_VALUE) {
            for (int32_t i = 0; i < b->used; i++) {
                b->instr[i].at.lineno = line;
            }
        }
    }
}

/* Constants at the end of the list that nothing uses. The first may be a docstring: kept. */
static void trim_constants(PmlBlock *entry, PmlConstList *consts)
{
    int32_t highest = 0;
    for (PmlBlock *b = entry; b; b = b->next) {
        for (int32_t i = 0; i < b->used; i++) {
            const PmlInstr *in = &b->instr[i];
            if ((in->opcode == PML_OP_LOAD_CONST || in->opcode == PML_OP_KW_NAMES) &&
                in->oparg > highest) {
                highest = in->oparg;
            }
        }
    }
    if (consts->count > highest + 1) {
        consts->count = highest + 1;
    }
}

void pml_optimize_graph(C *c, PmlBlock *entry, PmlConstList *consts)
{
    for (PmlBlock *b = entry; b; b = b->next) {
        optimize_block(c, b, consts);
        clean_block(b);
    }
    extend_all(c);
    mark_reachable(c, entry);
    for (PmlBlock *b = entry; b; b = b->next) {
        if (b->predecessors == 0) {
            b->used = 0;
            b->no_fallthrough = false;
        }
    }
    drop_empty_blocks(entry);
    for (PmlBlock *b = entry; b; b = b->next) {
        clean_block(b);
    }
    if (drop_needless_jumps(entry)) {
        drop_empty_blocks(entry);
    }
    duplicate_exits(c);
    trim_constants(entry, consts);
    propagate_lines(entry);
    guarantee_lines_of_exits(entry, c->u->firstlineno);
}

void pml_drop_block_markers(PmlBlock *entry)
{
    for (PmlBlock *b = entry; b; b = b->next) {
        for (int32_t i = 0; i < b->used; i++) {
            if (pml_is_block_push(&b->instr[i]) || b->instr[i].opcode == PML_VOP_POP_BLOCK) {
                b->instr[i].opcode = PML_OP_NOP;
            }
        }
    }
    for (PmlBlock *b = entry; b; b = b->next) {
        clean_block(b);
    }
}
