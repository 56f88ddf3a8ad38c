/* How deep the value stack gets, and which handler covers which instruction. */
#include "lang/compiler.h"

typedef PmlCompiler C;

/* Depths seen on entry beyond this are not followed again, as in CPython. */
enum { DEPTH_UNKNOWN = INT32_MIN, DEPTH_FOLLOWED = 100 };

static int set_bits(int flags)
{
    return (flags & 1) + (flags >> 1 & 1) + (flags >> 2 & 1) + (flags >> 3 & 1);
}

/* Those whose effect depends on the argument or on jumping. */
static int variable_effect(int opcode, int oparg, bool jump)
{
    switch (opcode) {
    case PML_OP_UNPACK_SEQUENCE: return oparg - 1;
    case PML_OP_UNPACK_EX: return (oparg & 0xFF) + (oparg >> 8);
    case PML_OP_FOR_ITER: return jump ? -1 : 1;
    case PML_OP_SEND: return jump ? -1 : 0;
    case PML_OP_JUMP_IF_TRUE_OR_POP:
    case PML_OP_JUMP_IF_FALSE_OR_POP: return jump ? 0 : -1;
    case PML_OP_BUILD_TUPLE:
    case PML_OP_BUILD_LIST:
    case PML_OP_BUILD_SET:
    case PML_OP_BUILD_STRING: return 1 - oparg;
    case PML_OP_BUILD_MAP: return 1 - 2 * oparg;
    case PML_OP_BUILD_CONST_KEY_MAP:
    case PML_OP_PRECALL:
    case PML_OP_RAISE_VARARGS: return -oparg;
    case PML_OP_BUILD_SLICE: return oparg == 3 ? -2 : -1;
    case PML_OP_LOAD_GLOBAL: return (oparg & 1) + 1;
    case PML_OP_MAKE_FUNCTION: return -set_bits(oparg);
    case PML_OP_CALL_FUNCTION_EX: return -2 - (oparg & 1);
    case PML_OP_FORMAT_VALUE: return oparg & PML_FORMAT_HAS_SPEC ? -1 : 0;
    case PML_VOP_SETUP_FINALLY:
    case PML_VOP_SETUP_WITH: return jump ? 1 : 0;
    case PML_VOP_SETUP_CLEANUP: return jump ? 2 : 0;
    default: return 0;
    }
}

int pml_stack_effect(int opcode, int oparg, bool jump)
{
    switch (opcode) {
    case PML_OP_LOAD_BUILD_CLASS:
    case PML_OP_LOAD_CONST:
    case PML_OP_LOAD_NAME:
    case PML_OP_LOAD_FAST:
    case PML_OP_LOAD_CLOSURE:
    case PML_OP_LOAD_DEREF:
    case PML_OP_LOAD_CLASSDEREF:
    case PML_OP_LOAD_METHOD:
    case PML_OP_LOAD_ASSERTION_ERROR:
    case PML_OP_IMPORT_FROM:
    case PML_OP_PUSH_NULL:
    case PML_OP_PUSH_EXC_INFO:
    case PML_OP_WITH_EXCEPT_START:
    case PML_OP_BEFORE_WITH:
    case PML_OP_COPY:
    case PML_OP_GET_LEN:
    case PML_OP_MATCH_MAPPING:
    case PML_OP_MATCH_SEQUENCE:
    case PML_OP_MATCH_KEYS: return 1;
    case PML_OP_POP_TOP:
    case PML_OP_SET_ADD:
    case PML_OP_LIST_APPEND:
    case PML_OP_BINARY_SUBSCR:
    case PML_OP_BINARY_OP:
    case PML_OP_PRINT_EXPR:
    case PML_OP_RETURN_VALUE:
    case PML_OP_IMPORT_STAR:
    case PML_OP_IMPORT_NAME:
    case PML_OP_POP_EXCEPT:
    case PML_OP_STORE_NAME:
    case PML_OP_STORE_GLOBAL:
    case PML_OP_STORE_FAST:
    case PML_OP_STORE_DEREF:
    case PML_OP_DELETE_ATTR:
    case PML_OP_COMPARE_OP:
    case PML_OP_IS_OP:
    case PML_OP_CONTAINS_OP:
    case PML_OP_PREP_RERAISE_STAR:
    case PML_OP_RERAISE:
    case PML_OP_CALL:
    case PML_OP_LIST_EXTEND:
    case PML_OP_SET_UPDATE:
    case PML_OP_DICT_UPDATE:
    case PML_OP_DICT_MERGE:
    case PML_VOP_POP_JUMP_IF_FALSE:
    case PML_VOP_POP_JUMP_IF_TRUE:
    case PML_VOP_POP_JUMP_IF_NONE:
    case PML_VOP_POP_JUMP_IF_NOT_NONE: return -1;
    case PML_OP_MAP_ADD:
    case PML_OP_DELETE_SUBSCR:
    case PML_OP_STORE_ATTR:
    case PML_OP_MATCH_CLASS: return -2;
    case PML_OP_STORE_SUBSCR: return -3;
    default: return variable_effect(opcode, oparg, jump);
    }
}

/* -- depth ------------------------------------------------------------------------------- */

static int32_t count_blocks(const PmlUnit *u)
{
    int32_t n = 0;
    for (const PmlBlock *b = u->blocks; b; b = b->created_before) {
        n++;
    }
    return n;
}

static void push_depth(PmlBlock **stack, int32_t *top, PmlBlock *b, int depth)
{
    if (b->start_depth < depth && b->start_depth < DEPTH_FOLLOWED) {
        b->start_depth = depth;
        stack[(*top)++] = b;
    }
}

static bool never_goes_on(int opcode)
{
    return opcode == PML_VOP_JUMP || opcode == PML_VOP_JUMP_NO_INTERRUPT ||
           opcode == PML_OP_RETURN_VALUE || opcode == PML_OP_RAISE_VARARGS ||
           opcode == PML_OP_RERAISE;
}

int pml_stack_depth(C *c, PmlBlock *entry)
{
    PmlBlock **stack = pml_compile_alloc(c, (size_t)(count_blocks(c->u) + 1) * sizeof *stack);
    int32_t top = 0;
    int most = 0;
    for (PmlBlock *b = c->u->blocks; b; b = b->created_before) {
        b->start_depth = DEPTH_UNKNOWN;
    }
    push_depth(stack, &top, entry, c->u->scope->generator ? 1 : 0);
    while (top > 0) {
        PmlBlock *b = stack[--top];
        int depth = b->start_depth;
        PmlBlock *next = b->next;
        for (int32_t i = 0; i < b->used; i++) {
            const PmlInstr *in = &b->instr[i];
            int after = depth + pml_stack_effect(in->opcode, in->oparg, false);
            most = after > most ? after : most;
            if (pml_is_jump(in) || pml_is_block_push(in)) {
                int at_target = depth + pml_stack_effect(in->opcode, in->oparg, true);
                most = at_target > most ? at_target : most;
                push_depth(stack, &top, in->target, at_target);
            }
            depth = after;
            if (never_goes_on(in->opcode)) {
                next = NULL;
                break;
            }
        }
        if (next) {
            push_depth(stack, &top, next, depth);
        }
    }
    return most;
}

/* -- handlers ---------------------------------------------------------------------------- */

typedef struct PmlExceptStack {
    PmlBlock *handlers[PML_MAX_FRAME_BLOCKS + 2];
    int32_t depth; /* handlers[0] is NULL: none */
} ExceptStack;

typedef struct Todo {
    PmlBlock **blocks;
    int32_t count;
} Todo;

static ExceptStack *copy_stack(C *c, const ExceptStack *s)
{
    ExceptStack *copy = pml_compile_alloc(c, sizeof *copy);
    *copy = *s;
    return copy;
}

static void visit_later(Todo *todo, PmlBlock *b, ExceptStack *s)
{
    b->except_stack = s;
    b->visited = true;
    todo->blocks[todo->count++] = b;
}

static void label_block(C *c, PmlBlock *b, Todo *todo)
{
    ExceptStack *s = b->except_stack;
    PmlBlock *handler = s->handlers[s->depth];
    for (int32_t i = 0; i < b->used; i++) {
        PmlInstr *in = &b->instr[i];
        if (pml_is_block_push(in)) {
            if (!in->target->visited) {
                visit_later(todo, in->target, copy_stack(c, s));
            }
            if (in->opcode != PML_VOP_SETUP_FINALLY) {
                in->target->preserve_lasti = true;
            }
            handler = s->handlers[++s->depth] = in->target;
        } else if (in->opcode == PML_VOP_POP_BLOCK) {
            handler = s->handlers[--s->depth];
        } else {
            in->except = handler;
            if (pml_is_jump(in) && !in->target->visited) {
                visit_later(todo, in->target, copy_stack(c, s));
            }
        }
    }
    if (!b->no_fallthrough && b->next && !b->next->visited) {
        visit_later(todo, b->next, s);
    }
}

void pml_label_exception_targets(C *c, PmlBlock *entry)
{
    Todo todo = {pml_compile_alloc(c, (size_t)(count_blocks(c->u) + 1) * sizeof(PmlBlock *)), 0};
    visit_later(&todo, entry, pml_compile_alloc(c, sizeof(ExceptStack)));
    while (todo.count > 0) {
        label_block(c, todo.blocks[--todo.count], &todo);
    }
}
