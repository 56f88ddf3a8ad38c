/* str.format and format_map: filling in the fields of a format string. */
#include "object/detached.h"
#include "object/str_ops.h"

#include <stdio.h>

/* Where field values come from. args NULL: format_map. */
typedef struct Fields {
    PmlEngine *E;
    PmlObj *args, *kwargs; /* tuple; any mapping, or NULL */
    enum { NUMBERING_OPEN, NUMBERING_AUTO, NUMBERING_MANUAL } numbering;
    int64_t next;
} Fields;

static PmlObj *build(Fields *f, PmlObj *s, PmlSpan span, int depth);

/* Numbered and unnumbered fields cannot be mixed. */
static bool settle_numbering(Fields *f, bool empty, int64_t *index)
{
    if (f->numbering == NUMBERING_OPEN) {
        f->numbering = empty ? NUMBERING_AUTO : NUMBERING_MANUAL;
    }
    if (f->numbering == NUMBERING_MANUAL && empty) {
        PML_RAISE(f->E, ValueError,
                  "cannot switch from manual field specification to automatic field numbering");
        return false;
    }
    if (f->numbering == NUMBERING_AUTO && !empty) {
        PML_RAISE(f->E, ValueError,
                  "cannot switch from automatic field numbering to manual field specification");
        return false;
    }
    if (empty) {
        *index = f->next++;
    }
    return true;
}

static PmlObj *first_value(Fields *f, PmlObj *s, PmlSpan first, int64_t index)
{
    PmlEngine *E = f->E;
    PmlObj *value;

    if (index >= 0) {
        if (!f->args) {
            return PML_RAISE(E, ValueError, "Format string contains positional fields");
        }
        if (index >= PML_TUPLE_LEN(f->args)) {
            return PML_RAISE(E, IndexError,
                             "Replacement index %zd out of range for positional args tuple", index);
        }
        return pml_incref(PML_TUPLE_AT(f->args, index));
    }
    PmlObj *key = pml_str_substring(E, s, first.start, first.end);
    if (!key) {
        return NULL;
    }
    if (!f->kwargs) {
        value = pml_raise_key_error(E, key);
    } else {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, key, "format: field name");
        value = pml_get_item(E, f->kwargs, key);
        pml_hold_drop(E, mark);
    }
    pml_decref(E, key);
    return value;
}

/* One ".name" or "[key]" step. */
static PmlObj *step_into(PmlEngine *E, PmlObj *s, PmlObj *value, bool attribute, PmlSpan name,
                         int64_t index)
{
    PmlObj *key;

    if (!attribute && index >= 0) {
        if (pml_is_sequence(value)) {
            return pml_sequence_item(E, value, index);
        }
        key = pml_int(E, index);
    } else {
        key = pml_str_substring(E, s, name.start, name.end);
    }
    if (!key) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, key, "format: field name");
    PmlObj *next = attribute ? pml_getattr(E, value, key) : pml_get_item(E, value, key);
    pml_hold_drop(E, mark);
    pml_decref(E, key);
    return next;
}

static PmlObj *field_value(Fields *f, PmlObj *s, PmlSpan field)
{
    PmlEngine *E = f->E;
    PmlSpan first, name;
    int64_t index;
    bool attribute;

    if (!pml_field_split(E, s, field, &first, &index)) {
        return NULL;
    }
    bool empty = first.start >= first.end;
    if ((empty || index >= 0) && !settle_numbering(f, empty, &index)) {
        return NULL;
    }
    PmlObj *value = first_value(f, s, first, index);
    int64_t at = first.end;
    int found = value ? 1 : 0;
    while (value && (found = pml_field_next(E, s, &at, field.end, &attribute, &name, &index)) > 0) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, value, "format: field value");
        PmlObj *next = step_into(E, s, value, attribute, name, index);
        pml_hold_drop(E, mark);
        pml_decref(E, value);
        value = next;
    }
    if (found < 0) {
        pml_xdecref(E, value);
        return NULL;
    }
    return value;
}

static PmlObj *convert(PmlEngine *E, PmlObj *value, uint32_t conversion)
{
    switch (conversion) {
    case 'r': return pml_repr(E, value);
    case 's': return pml_str(E, value);
    case 'a': return pml_ascii(E, value);
    default: break;
    }
    if (conversion > 32 && conversion < 127) {
        return PML_RAISE(E, ValueError, "Unknown conversion specifier %c", (int)conversion);
    }
    return PML_RAISE(E, ValueError, "Unknown conversion specifier \\x%x", conversion);
}

/* An int written in base 10, straight into the text; false when it is too large for that. */
bool pml_builder_small_int(PmlStrBuilder *b, PmlObj *o)
{
    int64_t value;
    char text[24];

    if (!pml_int_fits(o, &value)) {
        return false;
    }
    int n = snprintf(text, sizeof(text), "%lld", (long long)value);
    pml_builder_bytes(b, text, n);
    return true;
}

static bool render(Fields *f, PmlObj *value, PmlObj *s, PmlSpan spec, PmlStrBuilder *b)
{
    PmlEngine *E = f->E;
    PmlObj *text;

    if (spec.start >= spec.end && PML_IS(value, str)) {
        pml_builder_str(b, value);
        return !b->failed;
    }
    if (spec.start >= spec.end && PML_IS(value, int) && pml_builder_small_int(b, value)) {
        return !b->failed;
    }
    PmlObj *spec_text = pml_str_substring(E, s, spec.start, spec.end);
    if (!spec_text) {
        return false;
    }
    if (PML_IS(value, str)) {
        text = pml_str_format_spec(E, value, spec_text);
    } else if (PML_IS(value, int)) {
        text = pml_int_format(E, value, spec_text);
    } else if (PML_IS(value, float)) {
        text = pml_float_format_spec(E, value, spec_text);
    } else if (PML_IS(value, complex)) {
        text = pml_complex_format(E, value, spec_text);
    } else {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, value, "format: field value");
        pml_hold(E, spec_text, "format: format spec");
        text = pml_format(E, value, spec_text);
        pml_hold_drop(E, mark);
    }
    pml_decref(E, spec_text);
    if (!text) {
        return false;
    }
    pml_builder_str(b, text);
    pml_decref(E, text);
    return !b->failed;
}

static bool output_field(Fields *f, const PmlMarkup *m, PmlStrBuilder *b, int depth)
{
    PmlEngine *E = f->E;
    PmlObj *value = field_value(f, m->s, m->field);

    if (value && m->conversion) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, value, "format: field value");
        PmlObj *converted = convert(E, value, m->conversion);
        pml_hold_drop(E, mark);
        pml_decref(E, value);
        value = converted;
    }
    if (!value) {
        return false;
    }
    bool ok = false;
    if (m->nested) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, value, "format: field value");
        PmlObj *spec = build(f, m->s, m->spec, depth - 1);
        pml_hold_drop(E, mark);
        if (spec) {
            pml_hold(E, spec, "format: nested format spec");
            ok = render(f, value, spec, (PmlSpan){0, PML_STR_LEN(spec)}, b);
            pml_drop_held(E, mark, spec);
        }
    } else {
        ok = render(f, value, m->s, m->spec, b);
    }
    pml_decref(E, value);
    return ok;
}

static PmlObj *build(Fields *f, PmlObj *s, PmlSpan span, int depth)
{
    PmlEngine *E = f->E;
    PmlMarkup m = {.s = s, .at = span.start, .end = span.end};
    PmlStrBuilder b;
    int step;

    if (depth <= 0) {
        return PML_RAISE(E, ValueError, "Max string recursion exceeded");
    }
    pml_builder_init(&b, E);
    pml_builder_reserve(&b, PML_STR_LEN(s) + 100);
    while ((step = pml_markup_next(E, &m)) > 0) {
        if (!m.has_field && m.at >= m.end) {
            b.overallocate = false;
        }
        pml_builder_range(&b, s, m.literal.start, m.literal.end);
        if (m.has_field) {
            if (m.at >= m.end) {
                b.overallocate = false;
            }
            if (!output_field(f, &m, &b, depth)) {
                step = -1;
                break;
            }
        }
    }
    if (step < 0 && !b.failed) {
        pml_builder_drop(&b);
        return NULL;
    }
    return pml_builder_finish(&b);
}

static PmlObj *format_with(PmlEngine *E, PmlObj *s, PmlObj *args, PmlObj *kwargs)
{
    Fields f = {.E = E, .args = args, .kwargs = kwargs};
    return build(&f, s, (PmlSpan){0, PML_STR_LEN(s)}, 2);
}

PML_STR_VAR_METHOD(format)
{
    return format_with(E, s, args, kwargs);
}

PML_STR_METHOD(format_map)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return format_with(E, s, NULL, args[0].p);
}
