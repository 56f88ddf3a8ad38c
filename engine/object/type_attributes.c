/* The computed attributes of classes: __name__, __qualname__, __module__, __dict__, __doc__ ... */
#include "object/type_system.h"

const char *pml_type_short_name(const PmlType *t)
{
    const char *dot = pml_type_has(t, PML_TF_HEAP) ? NULL : strrchr(t->name.p, '.');
    return dot ? dot + 1 : t->name.p;
}

PmlObj *pml_type_name_object(PmlEngine *E, PmlType *t)
{
    return pml_type_has(t, PML_TF_HEAP) ? pml_incref(t->ht_name.p)
                                        : pml_str_text(E, pml_type_short_name(t));
}

PmlObj *pml_type_qualname(PmlEngine *E, PmlType *t)
{
    return pml_type_has(t, PML_TF_HEAP) ? pml_incref(t->ht_qualname.p)
                                        : pml_str_text(E, pml_type_short_name(t));
}

PmlObj *pml_type_module(PmlEngine *E, PmlType *t)
{
    if (pml_type_has(t, PML_TF_HEAP)) {
        PmlObj *module = pml_dict_get(E, t->dict.p, PML_ID(E, __module__));
        if (!module && !pml_error_pending(E)) {
            PML_RAISE(E, AttributeError, "__module__");
        }
        return pml_xincref(module);
    }
    const char *dot = strrchr(t->name.p, '.');
    if (!dot) {
        return pml_incref(PML_ID(E, builtins));
    }
    PmlObj *module = pml_str_from(E, t->name.p, dot - t->name.p);
    if (module) {
        pml_str_intern(E, &module);
    }
    return module;
}

bool pml_check_special_type_attr(PmlEngine *E, PmlType *t, PmlObj *value, const char *name)
{
    if (pml_type_has(t, PML_TF_IMMUTABLE)) {
        PML_RAISE(E, TypeError, "cannot set '%s' attribute of immutable type '%s'", name,
                  t->name.p);
        return false;
    }
    if (!value) {
        PML_RAISE(E, TypeError, "cannot delete '%s' attribute of immutable type '%s'", name,
                  t->name.p);
        return false;
    }
    return true;
}

static PmlObj *get_name(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_type_name_object(E, (PmlType *)self);
}

static int set_name(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!pml_check_special_type_attr(E, t, value, "__name__")) {
        return -1;
    }
    if (!PML_IS_STR(value)) {
        PML_RAISE(E, TypeError, "can only assign string to %s.__name__, not '%s'", t->name.p,
                  PML_TYPE_OF(value)->name.p);
        return -1;
    }
    int64_t n;
    const char *text = pml_str_utf8(E, value, &n);
    if (!text) {
        return -1;
    }
    if ((int64_t)strlen(text) != n) {
        PML_RAISE(E, ValueError, "type name must not contain null characters");
        return -1;
    }
    t->name.p = text;
    PML_SETREF(E, t->ht_name, pml_incref(value));
    return 0;
}

static PmlObj *get_qualname(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_type_qualname(E, (PmlType *)self);
}

static int set_qualname(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!pml_check_special_type_attr(E, t, value, "__qualname__")) {
        return -1;
    }
    if (!PML_IS_STR(value)) {
        PML_RAISE(E, TypeError, "can only assign string to %s.__qualname__, not '%s'", t->name.p,
                  PML_TYPE_OF(value)->name.p);
        return -1;
    }
    PML_SETREF(E, t->ht_qualname, pml_incref(value));
    return 0;
}

static PmlObj *get_module(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_type_module(E, (PmlType *)self);
}

static int set_module(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!pml_check_special_type_attr(E, t, value, "__module__")) {
        return -1;
    }
    pml_type_modified(E, t);
    return pml_dict_set(E, t->dict.p, PML_ID(E, __module__), value);
}

static PmlObj *get_bases(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E), PML_UNUSED(closure);
    return pml_incref(((PmlType *)self)->bases.p);
}

static PmlObj *get_dict(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlObj *dict = ((PmlType *)self)->dict.p;
    return dict ? pml_mappingproxy_new(E, dict) : pml_none(E);
}

/* What stands in the class's own dict under name, bound to the class. NULL + error or absent. */
static PmlObj *own_value(PmlEngine *E, PmlType *t, PmlObj *name)
{
    PmlObj *value = pml_dict_get(E, t->dict.p, name);
    if (value && PML_TYPE_OF(value)->descr_get) {
        return PML_TYPE_OF(value)->descr_get(E, value, NULL, &t->ob.ob);
    }
    return pml_xincref(value);
}

static PmlObj *get_doc(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!pml_type_has(t, PML_TF_HEAP) && t->doc.p) {
        return pml_str_text(E, t->doc.p);
    }
    PmlObj *doc = own_value(E, t, PML_ID(E, __doc__));
    return doc || pml_error_pending(E) ? doc : pml_none(E);
}

static int set_doc(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!pml_check_special_type_attr(E, t, value, "__doc__")) {
        return -1;
    }
    pml_type_modified(E, t);
    return pml_dict_set(E, t->dict.p, PML_ID(E, __doc__), value);
}

static PmlObj *get_text_signature(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(self), PML_UNUSED(closure);
    return pml_none(E);
}

static PmlObj *get_annotations(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (!pml_type_has(t, PML_TF_HEAP)) {
        return PML_RAISE(E, AttributeError, "type object '%s' has no attribute '__annotations__'",
                         t->name.p);
    }
    PmlObj *value = own_value(E, t, PML_ID(E, __annotations__));
    if (value || pml_error_pending(E)) {
        return value;
    }
    value = pml_dict_new(E);
    if (value && pml_dict_set(E, t->dict.p, PML_ID(E, __annotations__), value) < 0) {
        pml_decref(E, value);
        return NULL;
    }
    if (value) {
        pml_type_modified(E, t);
    }
    return value;
}

static int set_annotations(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    if (pml_type_has(t, PML_TF_IMMUTABLE)) {
        PML_RAISE(E, TypeError, "cannot set '__annotations__' attribute of immutable type '%s'",
                  t->name.p);
        return -1;
    }
    int r;
    if (value) {
        r = pml_dict_set(E, t->dict.p, PML_ID(E, __annotations__), value);
    } else {
        r = pml_dict_contains(E, t->dict.p, PML_ID(E, __annotations__));
        if (r == 0) {
            PML_RAISE(E, AttributeError, "__annotations__");
            r = -1;
        } else if (r > 0) {
            r = pml_dict_del(E, t->dict.p, PML_ID(E, __annotations__));
        }
    }
    if (r == 0) {
        pml_type_modified(E, t);
    }
    return r;
}

/* Borrowed; NULL + AttributeError. */
static PmlObj *find_abstract_methods(PmlEngine *E, PmlType *t)
{
    PmlObj *found =
        t->id == PML_T_type ? NULL : pml_dict_get(E, t->dict.p, PML_ID(E, __abstractmethods__));
    if (!found && !pml_error_pending(E)) {
        pml_raise_object(E, (PmlObj *)PML_TYPE(E, AttributeError), PML_ID(E, __abstractmethods__));
    }
    return found;
}

PmlObj *pml_type_abstract_methods(PmlEngine *E, PmlType *t)
{
    return pml_xincref(find_abstract_methods(E, t));
}

static PmlObj *get_abstract_methods(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    return pml_type_abstract_methods(E, (PmlType *)self);
}

static int set_abstract_methods(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *t = (PmlType *)self;
    int abstract = 0, r;
    if (value) {
        abstract = pml_truth(E, value);
        if (abstract < 0) {
            return -1;
        }
        r = pml_dict_set(E, t->dict.p, PML_ID(E, __abstractmethods__), value);
    } else {
        if (!find_abstract_methods(E, t)) {
            return -1;
        }
        r = pml_dict_del(E, t->dict.p, PML_ID(E, __abstractmethods__));
    }
    if (r < 0) {
        return -1;
    }
    pml_type_modified(E, t);
    t->flags = (t->flags & ~(uint32_t)PML_TF_ABSTRACT) | (abstract ? PML_TF_ABSTRACT : 0);
    return 0;
}

/* Our flags as CPython numbers its own. */
static PmlObj *get_flags(PmlEngine *E, PmlObj *self, void *closure)
{
    static const struct {
        uint32_t ours;
        int bit;
    } map[] = {
        {PML_TF_MANAGED_DICT, 4}, {PML_TF_SEQUENCE, 5},      {PML_TF_MAPPING, 6},
        {PML_TF_NO_NEW, 7},       {PML_TF_IMMUTABLE, 8},     {PML_TF_COUNTED, 9},
        {PML_TF_BASETYPE, 10},    {PML_TF_VECTORCALL, 11},   {PML_TF_READY, 12},
        {PML_TF_GC, 14},          {PML_TF_METHOD_DESCR, 17}, {PML_TF_VALID_VERSION, 19},
        {PML_TF_ABSTRACT, 20},    {PML_TF_MATCH_SELF, 22},   {PML_TF_INT, 24},
        {PML_TF_LIST, 25},        {PML_TF_TUPLE, 26},        {PML_TF_BYTES, 27},
        {PML_TF_STR, 28},         {PML_TF_DICT, 29},         {PML_TF_EXC, 30},
        {PML_TF_TYPE, 31},
    };
    PML_UNUSED(closure);
    uint64_t flags = 0;
    for (int64_t i = 0; i < PML_COUNT_OF(map); i++) {
        if (pml_type_has((PmlType *)self, map[i].ours)) {
            flags |= UINT64_C(1) << map[i].bit;
        }
    }
    return pml_int_u64(E, flags);
}

const PmlGetSetDef pml_type_getset[] = {
    {"__flags__", get_flags, NULL, NULL, NULL},
    {"__name__", get_name, set_name, NULL, NULL},
    {"__qualname__", get_qualname, set_qualname, NULL, NULL},
    {"__bases__", get_bases, pml_type_set_bases, NULL, NULL},
    {"__module__", get_module, set_module, NULL, NULL},
    {"__abstractmethods__", get_abstract_methods, set_abstract_methods, NULL, NULL},
    {"__dict__", get_dict, NULL, NULL, NULL},
    {"__doc__", get_doc, set_doc, NULL, NULL},
    {"__text_signature__", get_text_signature, NULL, NULL, NULL},
    {"__annotations__", get_annotations, set_annotations, NULL, NULL},
    {0},
};
