/* sys.version_info, sys.float_info and the like: tuples whose items have names. */
#include "modules/library.h"
#include "modules/sys_module.h"

static PmlObj *sequence_repr(PmlEngine *E, PmlObj *self)
{
    const PmlMemberDef *members = PML_TYPE_OF(self)->members.p;
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_text(&b, PML_TYPE_OF(self)->name.p);
    pml_builder_text(&b, "(");
    for (int64_t i = 0; members[i].name; i++) {
        PmlObj *item = pml_repr(E, PML_TUPLE_AT(self, i));
        if (!item) {
            pml_builder_drop(&b);
            return NULL;
        }
        pml_builder_text(&b, i ? ", " : "");
        pml_builder_text(&b, members[i].name);
        pml_builder_text(&b, "=");
        pml_builder_str(&b, item);
        pml_decref(E, item);
    }
    pml_builder_text(&b, ")");
    return pml_builder_finish(&b);
}

/* (type, (plain tuple, {})) */
static PmlObj *sequence_reduce(PML_FAST_PARAMS)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlObj *plain = pml_tuple_slice(E, self, 0, PML_TUPLE_LEN(self));
    PmlObj *state = plain ? pml_dict_new(E) : NULL;
    PmlObj *given = state ? pml_tuple_pack(E, 2, plain, state) : NULL;
    PmlObj *r = given ? pml_tuple_pack(E, 2, (PmlObj *)PML_TYPE_OF(self), given) : NULL;
    pml_xdecref(E, plain);
    pml_xdecref(E, state);
    pml_xdecref(E, given);
    return r;
}

static void fill(PmlEngine *E, PmlType *t, const char *name, const PmlMemberDef *members)
{
    static const PmlMethodDef methods[] = {
        PML_NOARGS("__reduce__", sequence_reduce, NULL),
        PML_METHODS_END,
    };
    t->name.p = name;
    t->base.p = PML_TYPE(E, tuple);
    t->basicsize = 24;
    t->itemsize = 8;
    t->flags |= PML_TF_GC | PML_TF_NO_NEW;
    t->repr = sequence_repr;
    t->members.p = members;
    t->methods.p = methods;
}

#define X(item, place) {#item, PML_MEMBER_OBJECT, 24 + 8 * (place), true, NULL},
#define PML_SEQUENCE(type, items)                       \
    void pml_init_type_##type(PmlEngine *E, PmlType *t) \
    {                                                   \
        static const PmlMemberDef members[] = {         \
            items{NULL, 0, 0, false, NULL},             \
        };                                              \
        fill(E, t, "sys." #type, members);              \
    }
#include "modules/named_sequences.def"
#undef X

/* What the type says of its items. */
static int describe(PmlEngine *E, PmlType *t, int64_t n)
{
    static const char *const counts[] = {"n_sequence_fields", "n_fields", "n_unnamed_fields"};
    const PmlMemberDef *members = t->members.p;
    for (int i = 0; i < PML_COUNT_OF(counts); i++) {
        PmlObj *count = pml_int(E, i < 2 ? n : 0);
        int err = count ? pml_dict_set_text(E, t->dict.p, counts[i], count) : -1;
        pml_xdecref(E, count);
        if (err < 0) {
            return -1;
        }
    }
    PmlObj *names = pml_tuple_new(E, n);
    bool ok = names != NULL;
    for (int64_t i = 0; ok && i < n; i++) {
        PmlObj *name = pml_str_intern_text(E, members[i].name);
        PML_TUPLE_ITEMS(names)[i].p = name;
        ok = name != NULL;
    }
    ok = ok && pml_dict_set(E, t->dict.p, PML_ID(E, __match_args__), names) == 0;
    pml_xdecref(E, names);
    return ok ? 0 : -1;
}

PmlObj *pml_named_sequence(PmlEngine *E, PmlType *t, PmlObj **values)
{
    const PmlMemberDef *members = t->members.p;
    int64_t n = 0;
    bool ok = true;
    for (; members[n].name; n++) {
        ok = ok && values[n];
    }
    PmlVarObj *v = ok ? (PmlVarObj *)pml_type_generic_alloc(E, t, n) : NULL;
    for (int64_t i = 0; i < n; i++) {
        if (v) {
            PML_TUPLE_ITEMS(v)[i].p = values[i];
        } else {
            pml_xdecref(E, values[i]);
        }
    }
    if (v && describe(E, t, n) < 0) {
        pml_decref(E, (PmlObj *)v);
        return NULL;
    }
    return (PmlObj *)v;
}
