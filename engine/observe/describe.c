#include "observe/describe.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct PmlText {
    char *at, *end;
} PmlText;

static void put(PmlText *t, const char *s)
{
    while (*s && t->at < t->end) {
        *t->at++ = *s++;
    }
}

static void putf(PmlText *t, const char *fmt, ...) PML_PRINTF(2, 3);
static void putf(PmlText *t, const char *fmt, ...)
{
    char piece[160];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(piece, sizeof piece, fmt, ap);
    va_end(ap);
    put(t, piece);
}

static void put_char(PmlText *t, uint32_t c)
{
    char b[5] = {0};
    if (c < 0x80) {
        b[0] = (char)c;
    } else if (c < 0x800) {
        b[0] = (char)(0xc0 | (c >> 6));
        b[1] = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        b[0] = (char)(0xe0 | (c >> 12));
        b[1] = (char)(0x80 | ((c >> 6) & 63));
        b[2] = (char)(0x80 | (c & 63));
    } else {
        b[0] = (char)(0xf0 | (c >> 18));
        b[1] = (char)(0x80 | ((c >> 12) & 63));
        b[2] = (char)(0x80 | ((c >> 6) & 63));
        b[3] = (char)(0x80 | (c & 63));
    }
    if (t->at + strlen(b) <= t->end) {
        put(t, b);
    }
}

static void put_escaped(PmlText *t, uint32_t c, uint32_t quote)
{
    if (c == quote || c == '\\') {
        putf(t, "\\%c", (char)c);
    } else if (c == '\n') {
        put(t, "\\n");
    } else if (c == '\t') {
        put(t, "\\t");
    } else if (c == '\r') {
        put(t, "\\r");
    } else if (!pml_uni_is_printable(
                   c)) { /* as in repr(): nothing unseen, nothing that turns lines round */
        putf(t, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
    } else {
        put_char(t, c);
    }
}

enum { SHOWN_CHARS = 40 };

/* The characters from the first one on, as many as are shown and end before stop. */
static int64_t put_characters(PmlText *t, const PmlObj *s, const char *stop)
{
    int64_t i = 0;
    for (; i < PML_STR_LEN(s) && i < SHOWN_CHARS; i++) {
        char one[16];
        PmlText piece = {one, one + sizeof one - 1};
        put_escaped(&piece, pml_str_at(s, i), '\'');
        *piece.at = 0;
        if (t->at + (piece.at - one) > stop) {
            break;
        }
        put(t, one);
    }
    return i;
}

static void put_str(PmlText *t, const PmlObj *s)
{
    char rest[48];
    int64_t n = PML_STR_LEN(s);
    snprintf(rest, sizeof rest, "'... (%lld characters)", (long long)n);
    PmlText begin = *t;
    put(t, "'");
    if (n > SHOWN_CHARS || put_characters(t, s, t->end - 1) < n) {
        *t = begin;
        put(t, "'");
        put_characters(t, s, t->end - strlen(rest));
        put(t, rest);
        return;
    }
    put(t, "'");
}

static void put_plain(PmlText *t, const PmlObj *s)
{
    for (int64_t i = 0; s && PML_IS_STR(s) && i < PML_STR_LEN(s) && i < SHOWN_CHARS; i++) {
        put_escaped(t, pml_str_at(s, i), 0);
    }
}

static void put_bytes(PmlText *t, const unsigned char *p, int64_t n)
{
    put(t, "b'");
    for (int64_t i = 0; i < n && i < SHOWN_CHARS; i++) {
        if (p[i] >= 127) {
            putf(t, "\\x%02x", p[i]);
        } else {
            put_escaped(t, p[i], '\'');
        }
    }
    put(t, "'");
    if (n > SHOWN_CHARS) {
        putf(t, "... (%lld bytes)", (long long)n);
    }
}

static void put_int(PmlText *t, const PmlObj *o)
{
    int64_t v;
    if (pml_int_fits(o, &v)) {
        putf(t, "%lld", (long long)v);
        return;
    }
    const PmlInt *x = (const PmlInt *)o;
    int64_t n = x->ob.size < 0 ? -x->ob.size : x->ob.size;
    putf(t, "%sint of %lld bits", x->ob.size < 0 ? "-" : "", (long long)pml_int_bit_length(o));
    PML_UNUSED(n);
}

static void put_count(PmlText *t, const char *open, int64_t n, const char *close)
{
    putf(t, "%s%lld item%s%s", open, (long long)n, n == 1 ? "" : "s", close);
}

static void put_number_or_text(PmlEngine *E, PmlText *t, PmlObj *o)
{
    switch (PML_TYPE_OF(o)->id) {
    case PML_T_NoneType: put(t, "None"); break;
    case PML_T_NotImplementedType: put(t, "NotImplemented"); break;
    case PML_T_ellipsis: put(t, "Ellipsis"); break;
    case PML_T_bool: put(t, o == PML_TRUE(E) ? "True" : "False"); break;
    case PML_T_int: put_int(t, o); break;
    case PML_T_float: {
        char digits[32];
        digits[pml_float_repr(PML_FLOAT_VALUE(o), digits)] = 0;
        put(t, digits);
        break;
    }
    case PML_T_complex:
        putf(t, "(%.12g%+.12gj)", ((PmlComplex *)o)->real, ((PmlComplex *)o)->imag);
        break;
    case PML_T_str: put_str(t, o); break;
    case PML_T_bytes: put_bytes(t, PML_BYTES_DATA(o), PML_BYTES_LEN(o)); break;
    case PML_T_bytearray: put_bytes(t, ((PmlByteArray *)o)->start.p, ((PmlVarObj *)o)->size); break;
    default: break;
    }
}

static void put_container(PmlText *t, PmlObj *o)
{
    if (PML_IS_LIST(o)) {
        put_count(t, "[", PML_LIST_LEN(o), "]");
    } else if (PML_IS_TUPLE(o)) {
        put_count(t, "(", PML_TUPLE_LEN(o), ")");
    } else if (PML_IS_DICT(o)) {
        put_count(t, "{", PML_DICT_LEN(o), "}");
    } else if (PML_IS(o, set) || PML_IS(o, frozenset)) {
        put_count(t, "{", ((PmlSet *)o)->used, "}");
    }
}

static void put_callable(PmlText *t, PmlObj *o)
{
    switch (PML_TYPE_OF(o)->id) {
    case PML_T_function:
        put_plain(t, ((PmlFunction *)o)->qualname.p);
        put(t, "()");
        break;
    case PML_T_code: put_plain(t, ((PmlCode *)o)->qualname.p); break;
    case PML_T_builtin_function_or_method:
        put(t, ((PmlBuiltin *)o)->def.p->name);
        put(t, "()");
        break;
    case PML_T_generator: put_plain(t, ((PmlGenerator *)o)->qualname.p); break;
    case PML_T_module: put_plain(t, ((PmlModule *)o)->name.p); break;
    case PML_T_cell: put(t, ((PmlCell *)o)->content.p ? "" : "empty"); break;
    case PML_T_ReferenceType:
        put(t, PML_TYPE_OF(((PmlWeakref *)o)->object.p)->id == PML_T_NoneType ? "dead" : "alive");
        break;
    default: break;
    }
}

void pml_describe_value(PmlEngine *E, PmlObj *o, char *text, size_t size)
{
    PmlText t = {text, text + size - 1};
    if (PML_IS_TYPE(o)) {
        put(&t, ((PmlType *)o)->name.p);
    } else {
        put_number_or_text(E, &t, o);
        put_container(&t, o);
        put_callable(&t, o);
    }
    *t.at = 0;
}

void pml_describe_name(const PmlObj *o, char *text, size_t size)
{
    PmlText t = {text, text + size - 1};
    put_plain(&t, o);
    *t.at = 0;
}

const char *pml_describe_type_name(const PmlType *type)
{
    const char *name = type->name.p;
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

const char *pml_describe_type(const PmlObj *o)
{
    return pml_describe_type_name(PML_TYPE_OF(o));
}

/* -- sizes ------------------------------------------------------------------------------- */

static int64_t keys_bytes(const PmlDictKeys *k)
{
    int64_t size = INT64_C(1) << k->log2_size;
    int64_t usable = (size << 1) / 3;
    int64_t entry = k->kind == PML_KEYS_GENERAL ? 24 : 16;
    if (k->log2_size == 0) {
        return 0;
    }
    return 32 + (INT64_C(1) << k->log2_index_bytes) + usable * entry;
}

int64_t pml_describe_extra(PmlEngine *E, PmlObj *o)
{
    if (PML_IS_LIST(o)) {
        return ((PmlList *)o)->capacity * 8;
    }
    if (PML_IS_DICT(o)) {
        PmlDict *d = (PmlDict *)o;
        if (d->values.p || d->keys.p == E->rt->empty_keys.p) {
            return 0;
        }
        return keys_bytes(d->keys.p);
    }
    if ((PML_IS(o, set) || PML_IS(o, frozenset)) && ((PmlSet *)o)->mask > 7) {
        return (((PmlSet *)o)->mask + 1) * 16;
    }
    if (PML_IS(o, bytearray)) {
        return ((PmlByteArray *)o)->alloc;
    }
    return 0;
}

static int64_t own_bytes(PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    switch (t->id) {
    case PML_T_int:
    case PML_T_bool: {
        int64_t n = ((PmlVarObj *)o)->size;
        n = n < 0 ? -n : n;
        return 24 + 4 * (n ? n : 1);
    }
    case PML_T_str: {
        const PmlStr *s = PML_STR(o);
        int64_t utf8 = s->ascii ? 0 : ((PmlCompactStr *)o)->utf8_length;
        return (s->ascii ? 48 : 72) + (s->length + 1) * s->kind + (utf8 ? utf8 + 1 : 0);
    }
    case PML_T_bytes: return 33 + PML_BYTES_LEN(o);
    case PML_T_generator: return 152 + 8 * pml_code_slots((PmlCode *)((PmlGenerator *)o)->code.p);
    case PML_T_frame:
        return (int64_t)(offsetof(PmlFrame, own) + offsetof(PmlInterpFrame, localsplus)) +
               8 * pml_code_slots(pml_frame_code(((PmlFrame *)o)->f.p));
    case PML_T_code: return PML_CODE_HEAD + 2 * ((PmlVarObj *)o)->size;
    default: break;
    }
    if (pml_type_has(t, PML_TF_TYPE)) {
        return pml_type_has((PmlType *)o, PML_TF_COUNTED) ? 904 : 408;
    }
    int64_t bytes = t->basicsize;
    if (t->itemsize && !PML_IS_LIST(o)) {
        int64_t n = ((PmlVarObj *)o)->size;
        bytes += t->itemsize * (n < 0 ? -n : n);
    }
    return bytes;
}

int64_t pml_describe_size(PmlEngine *E, PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    int64_t bytes = own_bytes(o) + pml_describe_extra(E, o);
    if (pml_type_is_gc(t)) {
        bytes += 16;
    }
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        bytes += 16;
    }
    if (pml_type_has(t, PML_TF_TYPE) && pml_type_has((PmlType *)o, PML_TF_HEAP) &&
        ((PmlType *)o)->cached_keys.p) {
        bytes += 768; /* its shared-key table: facts 2.6 */
    }
    return bytes;
}

/* -- edges ------------------------------------------------------------------------------- */

static void put_label(PmlEngine *E, PmlText *t, PmlObj *label)
{
    if (label && PML_IS(label, str)) {
        put_str(t, label);
    } else if (label) {
        char text[64];
        pml_describe_value(E, label, text, sizeof text);
        put(t, text[0] ? text : pml_describe_type(label));
    }
}

void pml_describe_edge(PmlEngine *E, const PmlEdgeInfo *edge, char *text, size_t size)
{
    PmlText t = {text, text + size - 1};
    switch (edge->kind) {
    case PML_EDGE_ITEM: putf(&t, "[%lld]", (long long)edge->index); break;
    case PML_EDGE_KEY:
        put(&t, "key ");
        put_label(E, &t, edge->label ? edge->label : edge->to);
        break;
    case PML_EDGE_VALUE:
        put(&t, "[");
        put_label(E, &t, edge->label);
        put(&t, "]");
        break;
    case PML_EDGE_ATTR:
        put(&t, ".");
        if (edge->label) {
            put_plain(&t, edge->label);
        } else {
            put(&t, edge->text ? edge->text : "");
        }
        break;
    case PML_EDGE_LOCAL: put_plain(&t, edge->label); break;
    case PML_EDGE_STACK: putf(&t, "stack %lld", (long long)edge->index); break;
    case PML_EDGE_CONST: putf(&t, "constant %lld", (long long)edge->index); break;
    default: put(&t, edge->text ? edge->text : ""); break;
    }
    *t.at = 0;
}
