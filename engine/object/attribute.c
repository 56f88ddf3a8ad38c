/* Reading, writing and deleting attributes: the generic rules of objects with and without inline
 * values (facts 2.6), method lookup without bound methods, and the texts of AttributeError. */
#include "object/dict_internal.h"
#include "object/type_system.h"

/* -- where the instance dict hangs --------------------------------------------------------- */

PmlRef *pml_dict_slot(PmlEngine *E, PmlObj *o)
{
    PML_UNUSED(E);
    const PmlType *t = PML_TYPE_OF(o);
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        return pml_instance_dict(o);
    }
    int64_t offset = t->dictoffset;
    if (offset == 0) {
        return NULL;
    }
    if (offset < 0) {
        int64_t items = ((PmlVarObj *)o)->size;
        items = items < 0 ? -items : items;
        offset += (t->basicsize + items * t->itemsize + 7) & ~INT64_C(7);
    }
    return (PmlRef *)((unsigned char *)o + offset);
}

/* The inline values become a dict object that takes them over. Borrowed; NULL + error. */
static PmlObj *materialise(PmlEngine *E, PmlObj *o)
{
    PmlValuesSlot *values = pml_instance_values(o);
    PmlObj *dict = pml_instance_make_dict(E, o, values->p);
    if (dict) {
        values->p = NULL;
        pml_instance_dict(o)->p = dict;
    }
    return dict;
}

static bool has_inline_values(PmlObj *o)
{
    return pml_type_has(PML_TYPE_OF(o), PML_TF_MANAGED_DICT) && pml_instance_values(o)->p;
}

PmlRef *pml_materialised_dict_slot(PmlEngine *E, PmlObj *o)
{
    if (has_inline_values(o) && !materialise(E, o)) {
        pml_error_clear(E);
        return NULL;
    }
    return pml_dict_slot(E, o);
}

/* An empty dict that shares the class's key table (new_dict_with_shared_keys). */
static PmlObj *new_split_dict(PmlEngine *E, PmlDictKeys *keys)
{
    PmlValues *values = pml_values_new(E, pml_shared_capacity(keys));
    return values ? pml_dict_wrap(E, pml_keys_incref(keys), values, 0, true) : NULL;
}

static PmlObj *new_instance_dict(PmlEngine *E, const PmlType *t)
{
    return pml_type_has(t, PML_TF_HEAP) && t->cached_keys.p ? new_split_dict(E, t->cached_keys.p)
                                                            : pml_dict_new(E);
}

int pml_instance_init_dict(PmlEngine *E, PmlObj *o)
{
    const PmlType *t = PML_TYPE_OF(o);
    if (t->dictoffset == 0) {
        return 0;
    }
    if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
        return pml_instance_values(o)->p ? 0 : pml_instance_init_values(E, o);
    }
    PmlRef *slot = pml_dict_slot(E, o);
    slot->p = new_instance_dict(E, t);
    return slot->p ? 0 : -1;
}

PmlObj *pml_generic_get_dict(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    if (has_inline_values(o)) {
        return pml_xincref(materialise(E, o));
    }
    PmlRef *slot = pml_dict_slot(E, o);
    if (!slot) {
        return PML_RAISE(E, AttributeError, "This object has no __dict__");
    }
    if (!slot->p) {
        slot->p = pml_type_has(PML_TYPE_OF(o), PML_TF_MANAGED_DICT)
                      ? pml_dict_new(E)
                      : new_instance_dict(E, PML_TYPE_OF(o));
    }
    return pml_xincref(slot->p);
}

int pml_generic_set_dict(PmlEngine *E, PmlObj *o, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlRef *slot = pml_materialised_dict_slot(E, o);
    if (!slot) {
        PML_RAISE(E, AttributeError, "This object has no __dict__");
        return -1;
    }
    if (!value) {
        PML_RAISE(E, TypeError, "cannot delete __dict__");
        return -1;
    }
    if (!PML_IS_DICT(value)) {
        PML_RAISE(E, TypeError, "__dict__ must be set to a dictionary, not a '%.200s'",
                  PML_TYPE_OF(value)->name.p);
        return -1;
    }
    PML_SETREF(E, *slot, pml_incref(value));
    return 0;
}

/* -- errors -------------------------------------------------------------------------------- */

void pml_set_attribute_error_context(PmlEngine *E, PmlObj *obj, PmlObj *name)
{
    PmlObj *exc = pml_error_instance(E);
    if (!exc || !pml_isinstance_of(exc, PML_TYPE(E, AttributeError))) {
        return;
    }
    PmlAttributeErrorObj *e = (PmlAttributeErrorObj *)exc;
    if (!e->name.p && !e->obj.p) {
        e->name.p = pml_incref(name);
        e->obj.p = pml_incref(obj);
    }
}

static bool check_name(PmlEngine *E, PmlObj *name)
{
    if (PML_IS_STR(name)) {
        return true;
    }
    PML_RAISE(E, TypeError, "attribute name must be string, not '%.200s'",
              PML_TYPE_OF(name)->name.p);
    return false;
}

/* -- reading ------------------------------------------------------------------------------- */

/* descr.__get__(o, type(o)), where descr is a new reference that is released. */
static PmlObj *bind(PmlEngine *E, PmlTernary get, PmlObj *descr, PmlObj *o, bool suppress)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, descr, "attribute being bound");
    PmlObj *result = get(E, descr, o, (PmlObj *)PML_TYPE_OF(o));
    pml_hold_drop(E, mark);
    if (!result && suppress && pml_error_matches(E, PML_T_AttributeError)) {
        pml_error_clear(E);
    }
    pml_decref(E, descr);
    return result;
}

/* A state that was set may put anything in the place of an instance's dict. The error is that of
 * CPython's dicts, with the line that its 3.11 tells. */
static bool check_dict(PmlEngine *E, const PmlObj *dict, int line)
{
    if (!PML_IS_DICT(dict)) {
        PML_RAISE(E, SystemError, "../Objects/dictobject.c:%d: bad argument to internal function",
                  line);
        return false;
    }
    return true;
}

/* The value in the instance itself: new reference; NULL with or without error. */
static PmlObj *instance_value(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *dict)
{
    if (!dict) {
        if (has_inline_values(o)) {
            if (PML_IS(name, str)) {
                return pml_instance_load(E, o, pml_instance_values(o)->p, name);
            }
            dict = materialise(E, o);
        } else {
            const PmlRef *slot = pml_dict_slot(E, o);
            dict = slot ? slot->p : NULL;
        }
        if (!dict || !check_dict(E, dict, 1778)) {
            return NULL;
        }
    }
    pml_incref(dict);
    PmlObj *value = pml_xincref(pml_dict_get(E, dict, name));
    pml_decref(E, dict);
    return value;
}

PmlObj *pml_generic_getattr_with_dict(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *dict,
                                      bool suppress)
{
    if (!check_name(E, name)) {
        return NULL;
    }
    PmlType *t = PML_TYPE_OF(o);
    PmlObj *descr = pml_xincref(pml_type_lookup(E, t, name));
    PmlTernary get = NULL;
    if (descr) {
        get = PML_TYPE_OF(descr)->descr_get;
        if (get && pml_is_data_descriptor(descr)) {
            return bind(E, get, descr, o, suppress);
        }
    }
    PmlObj *value = instance_value(E, o, name, dict);
    if (value || pml_error_pending(E)) {
        pml_xdecref(E, descr);
        if (!value && suppress && pml_error_matches(E, PML_T_AttributeError)) {
            pml_error_clear(E);
        }
        return value;
    }
    if (get) {
        return bind(E, get, descr, o, suppress);
    }
    if (!descr && !suppress) {
        PML_RAISE(E, AttributeError, "'%.50s' object has no attribute '%U'", t->name.p, name);
        pml_set_attribute_error_context(E, o, name);
    }
    return descr;
}

PmlObj *pml_generic_getattr(PmlEngine *E, PmlObj *o, PmlObj *name)
{
    return pml_generic_getattr_with_dict(E, o, name, NULL, false);
}

PmlObj *pml_getattr(PmlEngine *E, PmlObj *o, PmlObj *name)
{
    if (!check_name(E, name)) {
        return NULL;
    }
    PmlType *t = PML_TYPE_OF(o);
    PmlObj *result = NULL;
    if (t->getattro) {
        result = t->getattro(E, o, name);
    } else {
        PML_RAISE(E, AttributeError, "'%.50s' object has no attribute '%U'", t->name.p, name);
    }
    if (!result) {
        pml_set_attribute_error_context(E, o, name);
    }
    return result;
}

PmlObj *pml_getattr_text(PmlEngine *E, PmlObj *o, const char *name)
{
    PmlObj *s = pml_str_text(E, name);
    if (!s) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, s, "getattr: name");
    PmlObj *result = pml_getattr(E, o, s);
    pml_drop_held(E, mark, s);
    return result;
}

int pml_lookup_attr(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj **result)
{
    *result = NULL;
    if (!check_name(E, name)) {
        return -1;
    }
    PmlType *t = PML_TYPE_OF(o);
    if (t->getattro == pml_generic_getattr) {
        *result = pml_generic_getattr_with_dict(E, o, name, NULL, true);
        return *result ? 1 : pml_error_pending(E) ? -1 : 0;
    }
    if (!t->getattro) {
        return 0;
    }
    *result = t->getattro(E, o, name);
    if (*result) {
        return 1;
    }
    if (!pml_error_matches(E, PML_T_AttributeError)) {
        return -1;
    }
    pml_error_clear(E);
    return 0;
}

/* The method of a class, the instance having no value of its own: 1 unbound, 0 anything else. */
static int method_from_class(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *descr, PmlObj **method)
{
    if (!descr) {
        PML_RAISE(E, AttributeError, "'%.50s' object has no attribute '%U'", PML_TYPE_OF(o)->name.p,
                  name);
        pml_set_attribute_error_context(E, o, name);
        return 0;
    }
    if (pml_type_has(PML_TYPE_OF(descr), PML_TF_METHOD_DESCR)) {
        *method = descr;
        return 1;
    }
    PmlTernary get = PML_TYPE_OF(descr)->descr_get;
    *method = get ? bind(E, get, descr, o, false) : descr;
    return 0;
}

int pml_get_method(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj **method)
{
    PmlType *t = PML_TYPE_OF(o);
    *method = NULL;
    if (t->getattro != pml_generic_getattr || !PML_IS(name, str)) {
        *method = pml_getattr(E, o, name);
        return 0;
    }
    PmlObj *descr = pml_xincref(pml_type_lookup(E, t, name));
    if (descr && !pml_type_has(PML_TYPE_OF(descr), PML_TF_METHOD_DESCR)) {
        PmlTernary get = PML_TYPE_OF(descr)->descr_get;
        if (get && pml_is_data_descriptor(descr)) {
            *method = bind(E, get, descr, o, false);
            return 0;
        }
    }
    PmlObj *own = instance_value(E, o, name, NULL);
    if (own || pml_error_pending(E)) {
        pml_xdecref(E, descr);
        *method = own;
        return 0;
    }
    return method_from_class(E, o, name, descr, method);
}

/* -- writing ------------------------------------------------------------------------------- */

static int store_in_dict(PmlEngine *E, PmlObj *dict, PmlObj *name, PmlObj *value)
{
    if (!check_dict(E, dict, value ? 1899 : 2014)) {
        return -1;
    }
    pml_incref(dict);
    int r = value ? pml_dict_set(E, dict, name, value) : pml_dict_del(E, dict, name);
    pml_decref(E, dict);
    return r;
}

/* Into the inline values, the dict, or nowhere: then an error that says why. */
static int store_in_instance(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value,
                             const PmlObj *descr)
{
    PmlType *t = PML_TYPE_OF(o);
    if (has_inline_values(o)) {
        if (!E->profile->separate_dict) {
            return pml_instance_store(E, o, pml_instance_values(o)->p, name, value);
        }
        if (!materialise(E, o)) {
            return -1;
        }
    }
    PmlRef *slot = pml_dict_slot(E, o);
    if (!slot) {
        if (descr) {
            PML_RAISE(E, AttributeError, "'%.50s' object attribute '%U' is read-only", t->name.p,
                      name);
        } else {
            PML_RAISE(E, AttributeError, "'%.100s' object has no attribute '%U'", t->name.p, name);
        }
        return -1;
    }
    if (!slot->p) {
        slot->p = new_instance_dict(E, t);
        if (!slot->p) {
            return -1;
        }
    }
    return store_in_dict(E, slot->p, name, value);
}

int pml_generic_setattr_with_dict(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value,
                                  PmlObj *dict)
{
    if (!check_name(E, name)) {
        return -1;
    }
    PmlType *t = PML_TYPE_OF(o);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, pml_incref(name), "attribute name");
    pml_incref(&t->ob.ob); /* the assignment may change o's class */
    pml_hold(E, &t->ob.ob, "class of the assigned object");
    PmlObj *descr = pml_xincref(pml_type_lookup(E, t, name));
    int r = -1;
    if (descr) {
        pml_hold(E, descr, "attribute being set");
    }
    if (descr && PML_TYPE_OF(descr)->descr_set) {
        r = PML_TYPE_OF(descr)->descr_set(E, descr, o, value);
    } else {
        r = dict ? store_in_dict(E, dict, name, value)
                 : store_in_instance(E, o, name, value, descr);
        if (r < 0 && pml_error_matches(E, PML_T_KeyError)) {
            if (pml_type_is_subtype(t, PML_TYPE(E, type))) {
                PML_RAISE(E, AttributeError, "type object '%.50s' has no attribute '%U'",
                          ((PmlType *)o)->name.p, name);
            } else {
                PML_RAISE(E, AttributeError, "'%.100s' object has no attribute '%U'", t->name.p,
                          name);
            }
        }
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, descr);
    pml_decref(E, &t->ob.ob);
    pml_decref(E, name);
    return r;
}

int pml_generic_setattr(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value)
{
    return pml_generic_setattr_with_dict(E, o, name, value, NULL);
}

int pml_setattr(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value)
{
    if (!check_name(E, name)) {
        return -1;
    }
    pml_incref(name);
    pml_str_intern(E, &name); /* moves our reference to the interned string */
    PmlType *t = PML_TYPE_OF(o);
    int r = -1;
    if (t->setattro) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, name, "attribute name");
        r = t->setattro(E, o, name, value);
        pml_hold_drop(E, mark);
    } else {
        PML_RAISE(E, TypeError,
                  t->getattro ? "'%.100s' object has only read-only attributes (%s .%U)"
                              : "'%.100s' object has no attributes (%s .%U)",
                  t->name.p, value ? "assign to" : "del", name);
    }
    pml_decref(E, name);
    return r;
}

int pml_setattr_text(PmlEngine *E, PmlObj *o, const char *name, PmlObj *value)
{
    PmlObj *s = pml_str_text(E, name);
    if (!s) {
        return -1;
    }
    int r = pml_setattr(E, o, s, value);
    pml_decref(E, s);
    return r;
}
