/* The iterators of string.Formatter over the grammar of str_field.c: the steps of a format string
 * and those of a field name. */
#include "object/str_ops.h"

typedef struct PmlFormatterIter {
    PmlObj ob;
    PmlRef s; /* owned */
    int64_t at, end;
} PmlFormatterIter;

static PmlObj *new_iterator(PmlEngine *E, PmlType *t, PmlObj *s, int64_t at)
{
    PmlFormatterIter *it = (PmlFormatterIter *)pml_object_new(E, t);
    if (!it) {
        return NULL;
    }
    it->s.p = pml_incref(s);
    it->at = at;
    it->end = PML_STR_LEN(s);
    return &it->ob;
}

static bool check_str(PmlEngine *E, PmlObj *s)
{
    if (!PML_IS_STR(s)) {
        PML_RAISE(E, TypeError, "expected str, got %s", PML_TYPE_OF(s)->name.p);
        return false;
    }
    return true;
}

static void iterator_dealloc(PmlEngine *E, PmlObj *o)
{
    PML_CLEAR(E, ((PmlFormatterIter *)o)->s);
    pml_object_free(E, o);
}

static void iterator_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PML_UNUSED(E);
    sink->ref(sink, ((PmlFormatterIter *)o)->s.p, PML_EDGE_FIELD, NULL, "str", 0);
}

static void init_iterator(PmlType *t, const char *name)
{
    t->name.p = name;
    t->basicsize = sizeof(PmlFormatterIter);
    t->dealloc = iterator_dealloc;
    t->refs_of = iterator_refs;
    t->getattro = pml_generic_getattr;
    t->iter = pml_self_iter;
}

/* -- the steps of a format string ----------------------------------------------------------- */

PmlObj *pml_str_formatter_parser(PmlEngine *E, PmlObj *s)
{
    return check_str(E, s) ? new_iterator(E, PML_TYPE(E, formatter_iterator), s, 0) : NULL;
}

/* (literal, field name, spec, conversion); the last three None when there is no field. */
static PmlObj *formatter_next(PmlEngine *E, PmlObj *o)
{
    PmlFormatterIter *it = (PmlFormatterIter *)o;
    PmlMarkup m = {.s = it->s.p, .at = it->at, .end = it->end};
    int step = pml_markup_next(E, &m);

    it->at = m.at;
    if (step <= 0) {
        return NULL;
    }
    PmlObj *literal = pml_str_substring(E, m.s, m.literal.start, m.literal.end);
    PmlObj *name, *spec, *conversion;
    if (m.has_field) {
        name = pml_str_substring(E, m.s, m.field.start, m.field.end);
        spec = pml_str_substring(E, m.s, m.spec.start, m.spec.end);
        conversion = m.conversion ? pml_str_char(E, m.conversion) : pml_none(E);
    } else {
        name = pml_none(E);
        spec = pml_none(E);
        conversion = pml_none(E);
    }
    PmlObj *out = literal && name && spec && conversion
                      ? pml_tuple_pack(E, 4, literal, name, spec, conversion)
                      : NULL;
    pml_xdecref(E, literal);
    pml_xdecref(E, name);
    pml_xdecref(E, spec);
    pml_xdecref(E, conversion);
    return out;
}

void pml_init_type_formatter_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "formatteriterator");
    t->iternext = formatter_next;
}

/* -- the steps of a field name -------------------------------------------------------------- */

/* A number if there is one (index >= 0), else the text. */
static PmlObj *index_or_text(PmlEngine *E, PmlObj *s, PmlSpan span, int64_t index)
{
    return index >= 0 ? pml_int(E, index) : pml_str_substring(E, s, span.start, span.end);
}

/* (first name or number, iterator over the rest) */
PmlObj *pml_str_field_name_split(PmlEngine *E, PmlObj *s)
{
    PmlSpan first;
    int64_t index;

    if (!check_str(E, s) || !pml_field_split(E, s, (PmlSpan){0, PML_STR_LEN(s)}, &first, &index)) {
        return NULL;
    }
    PmlObj *rest = new_iterator(E, PML_TYPE(E, field_name_iterator), s, first.end);
    PmlObj *name = rest ? index_or_text(E, s, first, index) : NULL;
    PmlObj *pair = name ? pml_tuple_pack(E, 2, name, rest) : NULL;
    pml_xdecref(E, name);
    pml_xdecref(E, rest);
    return pair;
}

/* (is it an attribute, its name or the key) */
static PmlObj *field_next(PmlEngine *E, PmlObj *o)
{
    PmlFormatterIter *it = (PmlFormatterIter *)o;
    bool attribute;
    PmlSpan span;
    int64_t index;

    if (pml_field_next(E, it->s.p, &it->at, it->end, &attribute, &span, &index) <= 0) {
        return NULL;
    }
    PmlObj *name = index_or_text(E, it->s.p, span, index);
    PmlObj *step = name ? pml_tuple_pack(E, 2, pml_bool(E, attribute), name) : NULL;
    pml_xdecref(E, name);
    return step;
}

void pml_init_type_field_name_iterator(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    init_iterator(t, "fieldnameiterator");
    t->iternext = field_next;
}
