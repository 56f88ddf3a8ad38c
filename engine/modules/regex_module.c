/* _regex: runs the programs that re.py makes of patterns, by backtracking on a stack of its own.
 *
 * A program is a vector of 32-bit words. Slots hold the places of groups, the last group closed,
 * and a count and a place for each loop; what a slot held before is on the stack, so that going
 * back restores it. No Python runs meanwhile, hence the stack is host memory. */
#include "modules/library.h"
#include "object/bytes.h"

enum {
    R_ACCEPT,
    R_CHAR,    /* c */
    R_CHARI,   /* c, in lower case */
    R_ANY,     /* all but a newline */
    R_ALL,     /* */
    R_SET,     /* flags, n, n times low and high; low -1: high is a category */
    R_AT,      /* which */
    R_SAVE,    /* slot */
    R_SPLIT,   /* where to go on second */
    R_JMP,     /* where */
    R_BACKREF, /* group, flags */
    R_LOOK,    /* kind, width, where to go on */
    R_INIT,    /* loop */
    R_LOOP,    /* loop, least, most, lazy, exit */
    R_ONE,     /* least, most, mode; then the one-character instruction */
    R_COND,    /* group, where to go on when it has not matched */
};
enum { SET_NOT = 1, IGNORE_CASE = 2, ASCII_ONLY = 4 };
enum { LOOK_AHEAD, LOOK_AHEAD_NOT, LOOK_BEHIND, LOOK_BEHIND_NOT, LOOK_ATOMIC };
enum { ONE_GREEDY, ONE_LAZY, ONE_POSSESSIVE };
enum { MODE_MATCH, MODE_SEARCH, MODE_FULL };
enum { AT_BEGIN, AT_END, AT_LINE_BEGIN, AT_LINE_END, AT_END_NEWLINE, AT_WORD, AT_NOT_WORD };

/* More than this is hopeless: the pattern backtracks without end. */
#define STEP_LIMIT UINT64_C(400000000)

typedef enum { K_BRANCH, K_SLOT, K_GREEDY, K_LAZY, K_ENTER } Kind;
typedef struct Entry {
    int32_t kind, pc; /* K_SLOT: pc is the slot */
    int64_t a, b;
} Entry;
typedef struct Matcher {
    PmlEngine *E;
    const int32_t *prog;
    const void *text; /* a str's data, or bytes when kind is 0 */
    int kind;
    int64_t end;
    int64_t *slots;
    int32_t last_slot, loop_slots;
    Entry *stack;
    int64_t depth, room;
    uint64_t steps;
    bool full, failed;
    int64_t not_empty_at; /* no match that begins and ends here; -1 */
} Matcher;

static uint32_t char_at(const Matcher *m, int64_t i)
{
    switch (m->kind) {
    case 2: return ((const uint16_t *)m->text)[i];
    case 4: return ((const uint32_t *)m->text)[i];
    default: return ((const uint8_t *)m->text)[i];
    }
}

/* -- one character ------------------------------------------------------------------------- */

static uint32_t lower_of(uint32_t c, int32_t flags)
{
    if (c < 128) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    uint32_t out[3];
    return !(flags & ASCII_ONLY) && pml_uni_to_lower(c, out) == 1 ? out[0] : c;
}

static uint32_t upper_of(uint32_t c, int32_t flags)
{
    if (c < 128) {
        return c >= 'a' && c <= 'z' ? c - 32 : c;
    }
    uint32_t out[3];
    return !(flags & ASCII_ONLY) && pml_uni_to_upper(c, out) == 1 ? out[0] : c;
}

static bool is_word(uint32_t c, bool ascii)
{
    if (c < 128) {
        return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
    }
    return !ascii && (pml_uni_is_alpha(c) || pml_uni_is_decimal(c) || pml_uni_is_digit(c) ||
                      pml_uni_is_numeric(c));
}

static bool in_category(uint32_t c, int32_t category, bool ascii)
{
    bool found;
    switch (category >> 1) {
    case 0: found = c < 128 ? c >= '0' && c <= '9' : !ascii && pml_uni_is_decimal(c); break;
    case 1:
        found = c < 128 ? c == ' ' || (c >= 9 && c <= 13) || (!ascii && c >= 28 && c <= 31)
                        : !ascii && pml_uni_is_space(c);
        break;
    default: found = is_word(c, ascii); break;
    }
    return found != (category & 1);
}

static bool in_ranges(const int32_t *p, uint32_t c, bool ascii)
{
    int32_t n = p[1];
    for (p += 2; n > 0; n--, p += 2) {
        if (p[0] < 0 ? in_category(c, p[1], ascii) : c >= (uint32_t)p[0] && c <= (uint32_t)p[1]) {
            return true;
        }
    }
    return false;
}

static bool in_set(const int32_t *p, uint32_t c)
{
    int32_t flags = p[0];
    bool ascii = (flags & ASCII_ONLY) != 0;
    bool found = in_ranges(p, c, ascii);
    if (!found && (flags & IGNORE_CASE)) {
        uint32_t low = lower_of(c, flags), up = upper_of(c, flags);
        found = (low != c && in_ranges(p, low, ascii)) || (up != c && in_ranges(p, up, ascii));
    }
    return found != (flags & SET_NOT);
}

/* Does the one-character instruction at p take c? */
static bool takes(const int32_t *p, uint32_t c)
{
    switch (p[0]) {
    case R_CHAR: return c == (uint32_t)p[1];
    case R_CHARI: return c == (uint32_t)p[1] || lower_of(c, p[2]) == (uint32_t)p[1];
    case R_ANY: return c != '\n';
    case R_ALL: return true;
    default: return in_set(p + 1, c);
    }
}

static int32_t length_of(const int32_t *p)
{
    switch (p[0]) {
    case R_CHAR: return 2;
    case R_CHARI: return 3;
    case R_SET: return 3 + 2 * p[2];
    default: return 1;
    }
}

/* -- the stack ----------------------------------------------------------------------------- */

static bool push(Matcher *m, Kind kind, int32_t pc, int64_t a, int64_t b)
{
    if (m->depth == m->room) {
        int64_t room = m->room ? m->room * 2 : 256;
        Entry *stack =
            room > INT64_C(1) << 24 ? NULL : realloc(m->stack, (size_t)room * sizeof *stack);
        if (!stack) {
            m->failed = true;
            pml_err_no_memory(m->E);
            return false;
        }
        m->stack = stack;
        m->room = room;
    }
    m->stack[m->depth++] = (Entry){(int32_t)kind, pc, a, b};
    return true;
}

static bool set_slot(Matcher *m, int32_t slot, int64_t value)
{
    if (!push(m, K_SLOT, slot, m->slots[slot], 0)) {
        return false;
    }
    m->slots[slot] = value;
    return true;
}

/* Drops what could be tried again above `base`, but keeps what restores slots. */
static void commit(Matcher *m, int64_t base)
{
    int64_t to = base;
    for (int64_t i = base; i < m->depth; i++) {
        if (m->stack[i].kind == K_SLOT) {
            m->stack[to++] = m->stack[i];
        }
    }
    m->depth = to;
}

static void unwind(Matcher *m, int64_t base)
{
    while (m->depth > base) {
        Entry *e = &m->stack[--m->depth];
        if (e->kind == K_SLOT) {
            m->slots[e->pc] = e->a;
        }
    }
}

/* -- instructions -------------------------------------------------------------------------- */

static bool at_place(const Matcher *m, int32_t which, bool ascii, int64_t pos)
{
    switch (which) {
    case AT_BEGIN: return pos == 0;
    case AT_END: return pos == m->end;
    case AT_LINE_BEGIN: return pos == 0 || char_at(m, pos - 1) == '\n';
    case AT_LINE_END: return pos == m->end || char_at(m, pos) == '\n';
    case AT_END_NEWLINE: return pos == m->end || (pos + 1 == m->end && char_at(m, pos) == '\n');
    default: {
        bool before = pos > 0 && is_word(char_at(m, pos - 1), ascii);
        bool after = pos < m->end && is_word(char_at(m, pos), ascii);
        return m->end > 0 ? (before != after) == (which == AT_WORD) : false;
    }
    }
}

/* Where the repeated text of a group ends, or -1. */
static int64_t back_reference(const Matcher *m, int32_t group, int32_t flags, int64_t pos)
{
    int64_t from = m->slots[2 * group], to = m->slots[2 * group + 1];
    if (from < 0 || to < 0 || to - from > m->end - pos) {
        return -1;
    }
    for (; from < to; from++, pos++) {
        uint32_t a = char_at(m, from), b = char_at(m, pos);
        if (a != b && !((flags & IGNORE_CASE) && lower_of(a, flags) == lower_of(b, flags))) {
            return -1;
        }
    }
    return pos;
}

static int64_t run(Matcher *m, int32_t pc, int64_t pos, int64_t top_start);

/* The place to go on at after a look around or an atomic group, -1 when it fails. */
static int64_t look(Matcher *m, int32_t pc, int64_t pos)
{
    int32_t kind = m->prog[pc + 1], width = m->prog[pc + 2];
    bool behind = kind == LOOK_BEHIND || kind == LOOK_BEHIND_NOT;
    bool negative = kind == LOOK_AHEAD_NOT || kind == LOOK_BEHIND_NOT;
    int64_t from = behind ? pos - width : pos;
    if (from < 0) {
        return negative ? pos : -1;
    }
    int64_t base = m->depth;
    int64_t end = run(m, pc + 4, from, -1);
    if (negative) {
        unwind(m, base);
        return end < 0 ? pos : -1;
    }
    if (end >= 0) {
        commit(m, base);
    }
    return end < 0 ? -1 : kind == LOOK_ATOMIC ? end : pos;
}

/* Enters the loop's body once more. */
static bool enter(Matcher *m, int32_t pc, int64_t pos)
{
    int32_t slot = m->loop_slots + 2 * m->prog[pc + 1];
    return set_slot(m, slot, m->slots[slot] + 1) && set_slot(m, slot + 1, pos);
}

/* The instruction to go on with. */
static int32_t loop(Matcher *m, int32_t pc, int64_t pos)
{
    const int32_t *p = m->prog + pc;
    int64_t count = m->slots[m->loop_slots + 2 * p[1]];
    int64_t last = m->slots[m->loop_slots + 2 * p[1] + 1];
    bool more = count < p[3] && pos != last;
    if (count < p[2]) {
        return enter(m, pc, pos) ? pc + 6 : p[5];
    }
    if (p[4]) {
        if (more) {
            push(m, K_ENTER, pc, pos, 0);
        }
        return p[5];
    }
    if (more && push(m, K_BRANCH, p[5], pos, 0) && enter(m, pc, pos)) {
        return pc + 6;
    }
    return p[5];
}

/* A repeated character: the new place, or -1. */
static int64_t repeat_one(Matcher *m, int32_t pc, int64_t pos)
{
    const int32_t *p = m->prog + pc;
    int64_t most = p[3] == ONE_LAZY ? p[1] : p[2];
    int64_t limit = most < m->end - pos ? pos + most : m->end;
    int64_t at = pos;
    while (at < limit && takes(p + 4, char_at(m, at))) {
        at++;
    }
    m->steps += (uint64_t)(at - pos);
    if (at - pos < p[1]) {
        return -1;
    }
    if (p[3] == ONE_LAZY && p[1] < p[2]) {
        push(m, K_LAZY, pc, at, p[1]);
    } else if (p[3] == ONE_GREEDY && at - pos > p[1]) {
        push(m, K_GREEDY, pc + 4 + length_of(p + 4), pos + p[1], at);
    }
    return at;
}

/* Takes up the newest thing that can be tried again; false when there is none above base. */
static bool go_back(Matcher *m, int64_t base, int32_t *pc, int64_t *pos)
{
    while (m->depth > base) {
        Entry e = m->stack[--m->depth];
        const int32_t *p = m->prog + e.pc;
        switch ((Kind)e.kind) {
        case K_SLOT: m->slots[e.pc] = e.a; continue;
        case K_BRANCH:
            *pc = e.pc;
            *pos = e.a;
            return true;
        case K_ENTER:
            *pc = e.pc + 6;
            *pos = e.a;
            return enter(m, e.pc, e.a);
        case K_GREEDY:
            *pc = e.pc;
            *pos = e.b - 1;
            return e.b - 1 <= e.a || push(m, K_GREEDY, e.pc, e.a, e.b - 1);
        case K_LAZY:
            if (e.a >= m->end || !takes(p + 4, char_at(m, e.a))) {
                continue;
            }
            *pc = e.pc + 4 + length_of(p + 4);
            *pos = e.a + 1;
            return e.b + 1 >= p[2] || push(m, K_LAZY, e.pc, e.a + 1, e.b + 1);
        }
    }
    return false;
}

static bool too_long(Matcher *m)
{
    if (m->failed) {
        return true;
    }
    if ((++m->steps & 0xffff) == 0 && pml_work(m->E, 0x10000)) {
        m->failed = true;
        return true;
    }
    if (m->steps > STEP_LIMIT) {
        m->failed = true;
        PML_RAISE(m->E, RuntimeError, "matching this pattern takes too many steps");
        return true;
    }
    return false;
}

static bool accepts(const Matcher *m, int64_t top_start, int64_t pos)
{
    return top_start < 0 ||
           ((!m->full || pos == m->end) && !(pos == top_start && top_start == m->not_empty_at));
}

/* Where a match from pos on ends, or -1. top_start: where the whole match began, -1 inside. */
static int64_t run(Matcher *m, int32_t pc, int64_t pos, int64_t top_start)
{
    int64_t base = m->depth, next;
    for (;;) {
        const int32_t *p = m->prog + pc;
        bool ok = !too_long(m);
        if (!ok) {
            unwind(m, base);
            return -1;
        }
        switch (p[0]) {
        case R_ACCEPT:
            if (accepts(m, top_start, pos)) {
                return pos;
            }
            ok = false;
            break;
        case R_AT:
            ok = at_place(m, p[1] & 7, (p[1] & 8) != 0, pos);
            pc += 2;
            break;
        case R_SAVE:
            ok = set_slot(m, p[1], pos) && (!(p[1] & 1) || set_slot(m, m->last_slot, p[1] / 2));
            pc += 2;
            break;
        case R_SPLIT:
            ok = push(m, K_BRANCH, p[1], pos, 0);
            pc += 2;
            break;
        case R_JMP: pc = p[1]; break;
        case R_BACKREF:
            next = back_reference(m, p[1], p[2], pos);
            ok = next >= 0;
            pos = next;
            pc += 3;
            break;
        case R_LOOK:
            next = look(m, pc, pos);
            ok = next >= 0;
            pos = next;
            pc = p[3];
            break;
        case R_INIT:
            ok = set_slot(m, m->loop_slots + 2 * p[1], 0) &&
                 set_slot(m, m->loop_slots + 2 * p[1] + 1, -1);
            pc += 2;
            break;
        case R_LOOP: pc = loop(m, pc, pos); break;
        case R_ONE:
            next = repeat_one(m, pc, pos);
            ok = next >= 0;
            pos = next;
            pc += 4 + length_of(p + 4);
            break;
        case R_COND: pc = m->slots[2 * p[1] + 1] >= 0 ? pc + 3 : p[2]; break;
        default:
            ok = pos < m->end && takes(p, char_at(m, pos));
            pos++;
            pc += length_of(p);
            break;
        }
        if (!ok && !go_back(m, base, &pc, &pos)) {
            return -1;
        }
    }
}

/* -- from Python --------------------------------------------------------------------------- */

static bool find(Matcher *m, int64_t from, bool search)
{
    for (int64_t at = from; at <= m->end && !m->failed; at++) {
        if (search && m->prog[0] == R_CHAR) {
            while (at < m->end && char_at(m, at) != (uint32_t)m->prog[1]) {
                at++;
            }
        }
        int64_t end = run(m, 0, at, at);
        if (end >= 0) {
            m->slots[0] = at;
            m->slots[1] = end;
            return true;
        }
        if (!search) {
            break;
        }
    }
    return false;
}

static PmlObj *places(PmlEngine *E, const Matcher *m)
{
    PmlObj *t = pml_tuple_new(E, m->last_slot + 1);
    for (int32_t i = 0; t && i <= m->last_slot; i++) {
        PML_TUPLE_ITEMS(t)[i].p = pml_int(E, m->slots[i]);
        if (!PML_TUPLE_AT(t, i)) {
            pml_decref(E, t);
            return NULL;
        }
    }
    return t;
}

static bool set_text(PmlEngine *E, Matcher *m, PmlObj *text, PmlBuffer *view)
{
    if (PML_IS_STR(text)) {
        m->text = pml_str_data(text);
        m->kind = ((const PmlStr *)text)->kind;
        m->end = PML_STR_LEN(text);
        return true;
    }
    if (pml_get_buffer(E, text, view, 0) < 0) {
        return false;
    }
    m->text = view->data;
    m->kind = 0;
    m->end = view->len;
    return true;
}

/* match(program, groups, loops, text, pos, endpos, mode, not_empty): places of the groups and the
 * last one closed, or None. The program is bytes; not_empty: no empty match at pos. */
static PmlObj *regex_match(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "match", nargs, 8, 8) || !PML_IS_BYTES(args[0].p)) {
        return NULL;
    }
    int64_t n[8];
    for (int i = 1; i < 8; i++) {
        n[i] = i == 3 ? 0 : pml_as_int(E, args[i].p);
        if (n[i] == -1 && pml_error_pending(E)) {
            return NULL;
        }
    }
    PmlBuffer view = {.data = NULL};
    Matcher m = {.E = E, .full = n[6] == MODE_FULL, .not_empty_at = n[7] ? n[4] : -1};
    if (!set_text(E, &m, args[3].p, &view)) {
        return NULL;
    }
    m.end = n[5] < m.end ? n[5] : m.end;
    m.last_slot = (int32_t)(2 * n[1] + 2);
    m.loop_slots = m.last_slot + 1;
    int64_t slots = m.loop_slots + 2 * n[2];
    m.prog = (const int32_t *)(const void *)PML_BYTES_DATA(args[0].p);
    m.slots = malloc((size_t)slots * sizeof *m.slots);
    PmlObj *result = NULL;
    if (!m.slots) {
        pml_err_no_memory(E);
    } else {
        for (int64_t i = 0; i < slots; i++) {
            m.slots[i] = -1;
        }
        bool found = find(&m, n[4], n[6] == MODE_SEARCH);
        result = m.failed ? NULL : found ? places(E, &m) : pml_none(E);
    }
    free(m.stack);
    free(m.slots);
    pml_release_buffer(E, &view);
    return result;
}

/* lower(code): the character in lower case, for ignoring case */
static PmlObj *regex_lower(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t c = pml_as_int(E, args[0].p);
    return c == -1 && pml_error_pending(E) ? NULL : pml_int(E, lower_of((uint32_t)c, 0));
}

PmlObj *pml_init_module__regex(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_FAST("match", regex_match, "Run a program on a text."),
        PML_ONE("lower", regex_lower, "A character in lower case."),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_regex");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
