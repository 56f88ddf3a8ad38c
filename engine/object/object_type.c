/* The type `object`: making plain instances, identity comparison, __class__ and the methods every
 * object has. */
#include "object/detached.h"
#include "object/str_ops.h"
#include "object/type_system.h"

/* -- construction -------------------------------------------------------------------------- */

static bool excess_args(PmlObj *args, PmlObj *kwargs)
{
    return PML_TUPLE_LEN(args) > 0 || (kwargs && PML_DICT_LEN(kwargs) > 0);
}

static PmlObj *raise_abstract(PmlEngine *E, PmlType *t)
{
    PmlObj *methods = pml_type_abstract_methods(E, t), *joined = NULL;
    PmlObj *sorted = methods ? pml_sequence_list(E, methods) : NULL;
    pml_xdecref(E, methods);
    if (!sorted) {
        return NULL;
    }
    PmlObj *comma = pml_list_sort(E, sorted, NULL, false) == 0 ? pml_str_text(E, ", ") : NULL;
    if (comma) {
        joined = pml_str_join(E, comma, sorted);
        pml_decref(E, comma);
    }
    if (joined) {
        PML_RAISE(E, TypeError, "Can't instantiate abstract class %s with abstract method%s %U",
                  t->name.p, PML_LIST_LEN(sorted) > 1 ? "s" : "", joined);
        pml_decref(E, joined);
    }
    pml_decref(E, sorted);
    return NULL;
}

PmlObj *pml_object_new_instance(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    if (excess_args(args, kwargs)) {
        if (t->new_ != pml_object_new_instance) {
            return PML_RAISE(E, TypeError,
                             "object.__new__() takes exactly one argument (the type to "
                             "instantiate)");
        }
        if (t->init == pml_object_init_instance) {
            return PML_RAISE(E, TypeError, "%.200s() takes no arguments", t->name.p);
        }
    }
    if (pml_type_has(t, PML_TF_ABSTRACT)) {
        return raise_abstract(E, t);
    }
    PmlObj *o = t->alloc(E, t, 0);
    if (o && pml_instance_init_dict(E, o) < 0) {
        pml_decref(E, o);
        return NULL;
    }
    return o;
}

int pml_object_init_instance(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    const PmlType *t = PML_TYPE_OF(self);
    if (excess_args(args, kwargs)) {
        if (t->init != pml_object_init_instance) {
            PML_RAISE(E, TypeError,
                      "object.__init__() takes exactly one argument (the instance to initialize)");
            return -1;
        }
        if (t->new_ == pml_object_new_instance) {
            PML_RAISE(E, TypeError,
                      "%.200s.__init__() takes exactly one argument (the instance to initialize)",
                      t->name.p);
            return -1;
        }
    }
    return 0;
}

static void object_dealloc(PmlEngine *E, PmlObj *self)
{
    PML_TYPE_OF(self)->free(E, self);
}

/* -- text and comparison ------------------------------------------------------------------- */

PmlObj *pml_object_repr(PmlEngine *E, PmlObj *self)
{
    PmlType *t = PML_TYPE_OF(self);
    PmlObj *module = pml_type_module(E, t);
    if (!module) {
        pml_error_clear(E);
    } else if (!PML_IS_STR(module)) {
        pml_decref(E, module);
        module = NULL;
    }
    PmlObj *qualname = pml_type_qualname(E, t), *result = NULL;
    if (qualname) {
        result = module && !pml_str_equal(module, PML_ID(E, builtins))
                     ? pml_str_format(E, "<%U.%U object at %p>", module, qualname, (void *)self)
                     : pml_str_format(E, "<%s object at %p>", t->name.p, (void *)self);
        pml_decref(E, qualname);
    }
    pml_xdecref(E, module);
    return result;
}

static PmlObj *object_str(PmlEngine *E, PmlObj *self)
{
    PmlUnary repr = PML_TYPE_OF(self)->repr;
    return repr ? repr(E, self) : pml_object_repr(E, self);
}

static int64_t object_hash(PmlEngine *E, PmlObj *self)
{
    return pml_hash_pointer(E, self);
}

static PmlObj *object_richcompare(PmlEngine *E, PmlObj *self, PmlObj *other, int op)
{
    if (op == PML_EQ) {
        return self == other ? pml_bool(E, true) : pml_not_implemented(E);
    }
    if (op != PML_NE || !PML_TYPE_OF(self)->richcompare) {
        return pml_not_implemented(E);
    }
    /* != is the opposite of == unless that declines */
    PmlObj *equal = PML_TYPE_OF(self)->richcompare(E, self, other, PML_EQ);
    if (!equal || equal == PML_NOT_IMPLEMENTED(E)) {
        return equal;
    }
    int truth = pml_truth(E, equal);
    pml_decref(E, equal);
    return truth < 0 ? NULL : pml_bool(E, truth == 0);
}

/* -- __class__ ----------------------------------------------------------------------------- */

static PmlObj *get_class(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(E), PML_UNUSED(closure);
    return pml_incref((PmlObj *)PML_TYPE_OF(self));
}

static int set_class(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    PmlType *old = PML_TYPE_OF(self);
    if (!value) {
        PML_RAISE(E, TypeError, "can't delete __class__ attribute");
        return -1;
    }
    if (!PML_IS_TYPE(value)) {
        PML_RAISE(E, TypeError, "__class__ must be set to a class, not '%s' object",
                  PML_TYPE_OF(value)->name.p);
        return -1;
    }
    PmlType *now = (PmlType *)value;
    PmlType *module = PML_TYPE(E, module);
    if (!(pml_type_is_subtype(now, module) && pml_type_is_subtype(old, module)) &&
        (pml_type_has(now, PML_TF_IMMUTABLE) || pml_type_has(old, PML_TF_IMMUTABLE))) {
        PML_RAISE(E, TypeError,
                  "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return -1;
    }
    if (!pml_compatible_for_assignment(E, old, now, "__class__")) {
        return -1;
    }
    /* Another class shares other keys: the attributes must stand in a dict first. */
    if (pml_type_has(old, PML_TF_MANAGED_DICT) && !pml_materialised_dict_slot(E, self)) {
        pml_err_no_memory(E);
        return -1;
    }
    if (pml_type_has(now, PML_TF_COUNTED)) {
        pml_incref(value);
    }
    self->type.p = now;
    if (pml_type_has(old, PML_TF_COUNTED)) {
        pml_decref(E, &old->ob.ob);
    }
    return 0;
}

/* -- methods ------------------------------------------------------------------------------- */

static PmlObj *object_subclasshook(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(kwargs);
    return pml_not_implemented(E);
}

static PmlObj *object_init_subclass(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n,
                                    PmlObj *kwnames)
{
    PML_UNUSED(self), PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    return pml_none(E);
}

static PmlObj *object_format(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *spec = args[0].p;
    if (!PML_IS_STR(spec)) {
        return pml_bad_argument(E, "__format__", "argument", "str", spec);
    }
    if (PML_STR_LEN(spec) > 0) {
        return PML_RAISE(E, TypeError, "unsupported format string passed to %.200s.__format__",
                         PML_TYPE_OF(self)->name.p);
    }
    return pml_str(E, self);
}

/* The bytes of an instance without its items: those of CPython's type where a class stands for it,
 * plus what a subclass adds. */
static int64_t told_size(const PmlType *t)
{
    const PmlType *stand_in = t;
    while (stand_in && !stand_in->claimed) {
        stand_in = stand_in->base.p;
    }
    return stand_in ? t->basicsize - stand_in->basicsize + stand_in->claimed / 2 : t->basicsize;
}

static PmlObj *object_sizeof(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    const PmlType *t = PML_TYPE_OF(self);
    int64_t items = t->itemsize > 0 ? ((PmlVarObj *)self)->size * t->itemsize : 0;
    return pml_int(E, told_size(t) + items);
}

int pml_merge_class_dict(PmlEngine *E, PmlObj *dict, PmlObj *cls)
{
    PmlObj *names, *bases;
    int64_t mark = pml_hold_mark(E);
    int r = pml_lookup_attr(E, cls, PML_ID(E, __dict__), &names);
    if (r > 0) {
        pml_hold(E, names, "dir: names");
        r = pml_dict_update(E, dict, names);
        pml_drop_held(E, mark, names);
    }
    if (r < 0) {
        return -1;
    }
    r = pml_lookup_attr(E, cls, PML_ID(E, __bases__), &bases);
    if (r <= 0) {
        return r;
    }
    pml_hold(E, bases, "dir: bases");
    int64_t n = pml_length(E, bases);
    r = n < 0 ? -1 : 0;
    for (int64_t i = 0; r == 0 && i < n; i++) {
        PmlObj *base = pml_sequence_item(E, bases, i);
        if (base) {
            pml_hold(E, base, "dir: base");
            r = pml_merge_class_dict(E, dict, base);
            pml_unhold(E, base);
            pml_decref(E, base);
        } else {
            r = -1;
        }
    }
    pml_drop_held(E, mark, bases);
    return r;
}

static PmlObj *object_dir(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t n, PmlObj *kwnames)
{
    PML_UNUSED(args), PML_UNUSED(n), PML_UNUSED(kwnames);
    PmlObj *dict, *cls, *keys = NULL;
    int64_t mark = pml_hold_mark(E);
    if (pml_lookup_attr(E, self, PML_ID(E, __dict__), &dict) < 0) {
        return NULL;
    }
    if (!dict || !PML_IS_DICT(dict)) {
        pml_xdecref(E, dict);
        dict = pml_dict_new(E);
    } else {
        pml_hold(E, dict, "dir: names");
        PmlObj *copy = pml_dict_copy(E, dict);
        pml_drop_held(E, mark, dict);
        dict = copy;
    }
    if (!dict) {
        return NULL;
    }
    pml_hold(E, dict, "dir: names");
    int r = pml_lookup_attr(E, self, PML_ID(E, __class__), &cls);
    if (r > 0) {
        pml_hold(E, cls, "dir: class");
        r = pml_merge_class_dict(E, dict, cls);
        pml_unhold(E, cls);
        pml_decref(E, cls);
    }
    if (r >= 0) {
        keys = pml_dict_keys_list(E, dict);
    }
    pml_drop_held(E, mark, dict);
    return keys;
}

static const PmlMethodDef object_methods[] = {
    {"__reduce_ex__", pml_object_reduce_ex, NULL, PML_METH_O, "Helper for pickle."},
    {"__reduce__", pml_object_reduce, NULL, PML_METH_NOARGS, "Helper for pickle."},
    {"__getstate__", pml_object_getstate, NULL, PML_METH_NOARGS, "Helper for pickle."},
    {"__subclasshook__", NULL, object_subclasshook, PML_METH_CLASS | PML_METH_VARARGS,
     "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by "
     "abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it "
     "returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal "
     "algorithm (and the outcome is cached).\n"},
    {"__init_subclass__", object_init_subclass, NULL, PML_METH_CLASS | PML_METH_NOARGS,
     "This method is called when a class is subclassed.\n\nThe default implementation does "
     "nothing. It may be\noverridden to extend subclasses.\n"},
    {"__format__", object_format, NULL, PML_METH_O, "Default object formatter."},
    {"__sizeof__", object_sizeof, NULL, PML_METH_NOARGS, "Size of object in memory, in bytes."},
    {"__dir__", object_dir, NULL, PML_METH_NOARGS, "Default dir() implementation."},
    {0},
};

static const PmlGetSetDef object_getset[] = {
    {"__class__", get_class, set_class, "the object's class", NULL},
    {0},
};

void pml_init_type_object(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "object";
    t->flags = PML_TF_BASETYPE;
    t->basicsize = sizeof(PmlObj);
    t->doc.p = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and "
               "returns a new featureless\ninstance that has no instance attributes and cannot be "
               "given any.\n";
    t->methods.p = object_methods;
    t->getset.p = object_getset;
    t->dealloc = object_dealloc;
    t->repr = pml_object_repr;
    t->str = object_str;
    t->hash = object_hash;
    t->getattro = pml_generic_getattr;
    t->setattro = pml_generic_setattr;
    t->richcompare = object_richcompare;
    t->init = pml_object_init_instance;
    t->new_ = pml_object_new_instance;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_free;
}
