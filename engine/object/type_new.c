/* type.__new__: a class statement's namespace becomes a type object, in CPython's order of
 * allocations (facts 1.8, 2.6). */
#include "object/detached.h"
#include "object/type_system.h"

typedef struct NewType {
    PmlType *metatype;
    PmlObj *args, *kwargs;
    PmlObj *name, *bases, *namespace; /* name and namespace borrowed, bases owned */
    PmlType *base;
    PmlObj *slots; /* tuple, owned; NULL: no __slots__ */
    int64_t slot_count;
    bool add_dict, add_weak, may_add_dict, may_add_weak;
} NewType;

/* -- arguments, bases, metaclass ----------------------------------------------------------- */

static bool parse_args(PmlEngine *E, NewType *n)
{
    int64_t count = PML_TUPLE_LEN(n->args);
    if (count != 3) {
        PML_RAISE(E, TypeError, "type.__new__() takes exactly 3 arguments (%zd given)", count);
        return false;
    }
    n->name = PML_TUPLE_AT(n->args, 0);
    n->bases = PML_TUPLE_AT(n->args, 1);
    n->namespace = PML_TUPLE_AT(n->args, 2);
    const char *wrong = !PML_IS_STR(n->name)         ? "1 must be str"
                        : !PML_IS_TUPLE(n->bases)    ? "2 must be tuple"
                        : !PML_IS_DICT(n->namespace) ? "3 must be dict"
                                                     : NULL;
    if (wrong) {
        PmlObj *bad = PML_TUPLE_AT(n->args, wrong[0] - '1');
        PML_RAISE(E, TypeError, "type.__new__() argument %s, not %.50s", wrong,
                  pml_type_given(E, bad));
        return false;
    }
    return true;
}

static bool reject_mro_entries(PmlEngine *E, PmlObj *bases)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(bases); i++) {
        PmlObj *base = PML_TUPLE_AT(bases, i), *found;
        if (PML_IS_TYPE(base)) {
            continue;
        }
        int r = pml_lookup_attr(E, base, PML_ID(E, __mro_entries__), &found);
        if (r > 0) {
            pml_decref(E, found);
            PML_RAISE(E, TypeError,
                      "type() doesn't support MRO entry resolution; use types.new_class()");
        }
        if (r != 0) {
            return false;
        }
    }
    return true;
}

/* Bases, base and the winning metaclass. When another metaclass's __new__ has to do the work,
 * *other gets its result and true is returned with n->bases NULL. */
static bool find_bases(PmlEngine *E, NewType *n, PmlObj **other)
{
    if (PML_TUPLE_LEN(n->bases) == 0) {
        n->base = PML_TYPE(E, object);
        n->bases = pml_tuple_pack(E, 1, &n->base->ob.ob);
        return n->bases != NULL;
    }
    if (!reject_mro_entries(E, n->bases)) {
        return false;
    }
    PmlType *winner = (PmlType *)pml_calculate_metaclass(E, &n->metatype->ob.ob, n->bases);
    if (!winner) {
        return false;
    }
    if (winner != n->metatype) {
        if (winner->new_ != pml_type_new) {
            n->bases = NULL;
            *other = winner->new_(E, winner, n->args, n->kwargs);
            return *other != NULL;
        }
        n->metatype = winner;
    }
    n->base = pml_best_base(E, n->bases);
    if (!n->base) {
        return false;
    }
    pml_incref(n->bases);
    return true;
}

/* -- __slots__ ----------------------------------------------------------------------------- */

static bool read_slots(PmlEngine *E, NewType *n, PmlObj *dict)
{
    PmlObj *slots = pml_dict_get(E, dict, PML_ID(E, __slots__));
    if (!slots) {
        return !pml_error_pending(E);
    }
    n->slots = PML_IS_STR(slots) ? pml_tuple_pack(E, 1, slots) : pml_sequence_tuple(E, slots);
    if (!n->slots) {
        return false;
    }
    n->slot_count = PML_TUPLE_LEN(n->slots);
    return true;
}

static bool check_slot_name(PmlEngine *E, NewType *n, PmlObj *name)
{
    if (!PML_IS_STR(name)) {
        PML_RAISE(E, TypeError, "__slots__ items must be strings, not '%.200s'",
                  PML_TYPE_OF(name)->name.p);
        return false;
    }
    if (!pml_str_is_identifier(name)) {
        PML_RAISE(E, TypeError, "__slots__ must be identifiers");
        return false;
    }
    if (pml_str_equal(name, PML_ID(E, __dict__))) {
        if (!n->may_add_dict || n->add_dict) {
            PML_RAISE(E, TypeError, "__dict__ slot disallowed: we already got one");
            return false;
        }
        n->add_dict = true;
    }
    if (pml_str_equal(name, PML_ID(E, __weakref__))) {
        if (!n->may_add_weak || n->add_weak) {
            PML_RAISE(E, TypeError,
                      "__weakref__ slot disallowed: either we already got one, or "
                      "__itemsize__ != 0");
            return false;
        }
        n->add_weak = true;
    }
    return true;
}

/* _Py_Mangle: __x in class _C becomes _C__x. New reference. */
static PmlObj *mangle(PmlEngine *E, PmlObj *class_name, PmlObj *name)
{
    int64_t n = PML_STR_LEN(name), start = 0, length = PML_STR_LEN(class_name);
    bool private = n >= 2 && pml_str_at(name, 0) == '_' && pml_str_at(name, 1) == '_' &&
                   !(pml_str_at(name, n - 1) == '_' && pml_str_at(name, n - 2) == '_') &&
                   pml_str_find(name, E->rt->latin1['.'].p, 0, n, 1) < 0;
    while (start < length && pml_str_at(class_name, start) == '_') {
        start++;
    }
    if (!private || start == length) {
        return pml_incref(name);
    }
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    pml_builder_text(&b, "_");
    pml_builder_range(&b, class_name, start, length);
    pml_builder_str(&b, name);
    return pml_builder_finish(&b);
}

/* The member names: mangled, without __dict__ and __weakref__, as a sorted list. */
static PmlObj *member_names(PmlEngine *E, NewType *n, PmlObj *dict)
{
    PmlObj *names = pml_list_new(E, n->slot_count - n->add_dict - n->add_weak);
    if (!names) {
        return NULL;
    }
    int64_t j = 0;
    for (int64_t i = 0; i < n->slot_count; i++) {
        PmlObj *slot = PML_TUPLE_AT(n->slots, i);
        if ((n->add_dict && pml_str_equal(slot, PML_ID(E, __dict__))) ||
            (n->add_weak && pml_str_equal(slot, PML_ID(E, __weakref__)))) {
            continue;
        }
        slot = mangle(E, n->name, slot);
        if (!slot) {
            goto failed;
        }
        PML_LIST_ITEMS(names)[j++].p = slot;
        int taken = pml_dict_contains(E, dict, slot);
        if (taken < 0) {
            goto failed;
        }
        /* These two stand in the namespace only until the class is made. */
        if (taken && !pml_str_equal(slot, PML_ID(E, __qualname__)) &&
            !pml_str_equal(slot, PML_ID(E, __classcell__))) {
            PML_RAISE(E, ValueError, "%R in __slots__ conflicts with class variable", slot);
            goto failed;
        }
    }
    if (pml_list_sort(E, names, NULL, false) == 0) {
        return names;
    }
failed:
    pml_decref(E, names);
    return NULL;
}

/* Secondary bases may bring a dict or weak references too. */
static void slots_from_bases(NewType *n)
{
    int64_t count = PML_TUPLE_LEN(n->bases);
    if (count <= 1 || !((n->may_add_dict && !n->add_dict) || (n->may_add_weak && !n->add_weak))) {
        return;
    }
    for (int64_t i = 0; i < count; i++) {
        const PmlType *t = (PmlType *)PML_TUPLE_AT(n->bases, i);
        if (t == n->base) {
            continue;
        }
        n->add_dict = n->add_dict || (n->may_add_dict && t->dictoffset != 0);
        n->add_weak = n->add_weak || (n->may_add_weak && t->weaklistoffset != 0);
    }
}

static bool arrange_slots(PmlEngine *E, NewType *n, PmlObj *dict)
{
    n->may_add_dict = n->base->dictoffset == 0;
    n->may_add_weak = n->base->weaklistoffset == 0 && n->base->itemsize == 0;
    if (!n->slots) {
        n->add_dict = n->may_add_dict;
        n->add_weak = n->may_add_weak;
        return true;
    }
    if (n->slot_count > 0 && n->base->itemsize != 0) {
        PML_RAISE(E, TypeError, "nonempty __slots__ not supported for subtype of '%s'",
                  n->base->name.p);
        return false;
    }
    for (int64_t i = 0; i < n->slot_count; i++) {
        if (!check_slot_name(E, n, PML_TUPLE_AT(n->slots, i))) {
            return false;
        }
    }
    PmlObj *names = member_names(E, n, dict);
    if (!names) {
        return false;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, names, "slots of the class being made");
    PmlObj *tuple = pml_list_as_tuple(E, names);
    pml_drop_held(E, mark, names);
    if (!tuple) {
        return false;
    }
    pml_decref(E, n->slots);
    n->slots = tuple;
    n->slot_count = PML_TUPLE_LEN(tuple);
    slots_from_bases(n);
    return true;
}

/* -- the type object ----------------------------------------------------------------------- */

/* Takes over dict and n->slots, also when it fails. */
static PmlType *allocate_type(PmlEngine *E, NewType *n, PmlObj *dict)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, dict, "namespace of the class being made");
    pml_hold(E, n->bases, "bases of the class being made");
    if (n->slots) {
        pml_hold(E, n->slots, "slots of the class being made");
    }
    PmlType *t = (PmlType *)n->metatype->alloc(E, n->metatype, n->slot_count);
    pml_hold_drop(E, mark);
    if (!t) {
        pml_decref(E, dict);
        return NULL;
    }
    t->id = -1;
    t->flags = PML_TF_HEAP | PML_TF_COUNTED | PML_TF_BASETYPE | PML_TF_GC;
    t->bases.p = n->bases; /* moves */
    n->bases = NULL;
    t->base.p = (PmlType *)pml_incref(&n->base->ob.ob);
    t->dealloc = pml_subtype_dealloc;
    t->alloc = pml_type_generic_alloc;
    t->free = pml_object_del_gc;
    t->traverse = pml_subtype_traverse;
    t->clear = pml_subtype_clear;
    t->refs_of = pml_subtype_refs;
    t->ht_name.p = pml_incref(n->name);
    t->dict.p = dict;
    t->ht_slots.p = n->slots;
    n->slots = NULL;
    return t;
}

static bool set_names(PmlEngine *E, PmlType *t)
{
    int64_t length;
    t->name.p = pml_str_utf8(E, t->ht_name.p, &length);
    if (!t->name.p) {
        return false;
    }
    if ((int64_t)strlen(t->name.p) != length) {
        PML_RAISE(E, ValueError, "type name must not contain null characters");
        return false;
    }
    int have = pml_dict_contains(E, t->dict.p, PML_ID(E, __module__));
    if (have < 0) {
        return false;
    }
    PmlObj *globals = have ? NULL : E->upcalls->current_globals(E);
    PmlObj *module = globals ? pml_dict_get(E, globals, PML_ID(E, __name__)) : NULL;
    if (module && pml_dict_set(E, t->dict.p, PML_ID(E, __module__), module) < 0) {
        return false;
    }
    if (pml_error_pending(E)) {
        return false;
    }
    PmlObj *qualname = pml_dict_get(E, t->dict.p, PML_ID(E, __qualname__));
    if (!qualname) {
        t->ht_qualname.p = pml_incref(t->ht_name.p);
        return !pml_error_pending(E);
    }
    if (!PML_IS_STR(qualname)) {
        PML_RAISE(E, TypeError, "type __qualname__ must be a str, not %s",
                  PML_TYPE_OF(qualname)->name.p);
        return false;
    }
    t->ht_qualname.p = pml_incref(qualname);
    return pml_dict_del(E, t->dict.p, PML_ID(E, __qualname__)) == 0;
}

/* The doc string is copied to a block of its own. */
static bool set_doc(PmlEngine *E, PmlType *t)
{
    PmlObj *doc = pml_dict_get(E, t->dict.p, PML_ID(E, __doc__));
    if (!doc || !PML_IS_STR(doc)) {
        return !pml_error_pending(E);
    }
    const char *text = pml_str_utf8(E, doc, NULL);
    if (!text) {
        return false;
    }
    size_t size = strlen(text) + 1;
    char *copy = pml_mem_alloc(E, size);
    if (!copy) {
        pml_err_no_memory(E);
        return false;
    }
    memcpy(copy, text, size);
    t->doc.p = copy;
    return true;
}

/* A plain function under this name becomes a static or class method. */
static bool wrap_function(PmlEngine *E, PmlType *t, PmlObj *name,
                          PmlObj *(*make)(PmlEngine *, PmlObj *))
{
    PmlObj *func = pml_dict_get(E, t->dict.p, name);
    if (!func || !PML_IS(func, function)) {
        return !pml_error_pending(E);
    }
    PmlObj *wrapped = make(E, func);
    if (!wrapped) {
        return false;
    }
    int r = pml_dict_set(E, t->dict.p, name, wrapped);
    pml_decref(E, wrapped);
    return r == 0;
}

/* Slot members, dict and weak list: where instances keep them. */
static void lay_out_instances(NewType *n, PmlType *t)
{
    int64_t offset = n->base->basicsize;
    PmlMemberDef *m = pml_heap_members(t);
    for (int64_t i = 0; i < n->slot_count; i++, m++) {
        m->name = (const char *)pml_str_data(PML_TUPLE_AT(t->ht_slots.p, i));
        m->kind = PML_MEMBER_OBJECT_EX;
        m->offset = offset;
        offset += 8;
    }
    t->member_count = n->slot_count;
    if (n->add_dict && n->base->itemsize) {
        t->dictoffset = -8; /* behind the items */
        offset += 8;
    }
    if (n->add_weak) {
        t->weaklistoffset = offset;
        offset += 8;
    }
    if (n->add_dict && n->base->itemsize == 0) {
        t->flags |= PML_TF_MANAGED_DICT;
        t->dictoffset = -offset - 24;
    }
    t->basicsize = offset;
    t->itemsize = n->base->itemsize;
    t->members.p = pml_heap_members(t);
    t->getset.p = t->weaklistoffset && t->dictoffset ? pml_subtype_getset_full
                  : t->dictoffset                    ? pml_subtype_getset_dict
                  : t->weaklistoffset                ? pml_subtype_getset_weak
                                                     : NULL;
    if (t->dictoffset != 0 || n->slot_count > 0) {
        if (!n->base->getattro) {
            t->getattro = pml_generic_getattr;
        }
        if (!n->base->setattro) {
            t->setattro = pml_generic_setattr;
        }
    }
}

/* Member names are C strings in the slot names; a non-ASCII one needs its cached UTF-8. */
static bool name_members(PmlEngine *E, PmlType *t)
{
    PmlMemberDef *m = pml_heap_members(t);
    for (int64_t i = 0; i < t->member_count; i++) {
        m[i].name = pml_str_utf8(E, PML_TUPLE_AT(t->ht_slots.p, i), NULL);
        if (!m[i].name) {
            return false;
        }
    }
    return true;
}

static bool set_classcell(PmlEngine *E, PmlType *t)
{
    PmlObj *cell = pml_dict_get(E, t->dict.p, PML_ID(E, __classcell__));
    if (!cell) {
        return !pml_error_pending(E);
    }
    if (!PML_IS(cell, cell)) {
        PML_RAISE(E, TypeError, "__classcell__ must be a nonlocal cell, not %R",
                  (PmlObj *)PML_TYPE_OF(cell));
        return false;
    }
    pml_incref(&t->ob.ob);
    PML_SETREF(E, ((PmlCell *)cell)->content, &t->ob.ob);
    return pml_dict_del(E, t->dict.p, PML_ID(E, __classcell__)) == 0;
}

static bool set_attributes(PmlEngine *E, NewType *n, PmlType *t)
{
    if (!set_names(E, t) || !set_doc(E, t) ||
        !wrap_function(E, t, PML_ID(E, __new__), pml_staticmethod_new) ||
        !wrap_function(E, t, PML_ID(E, __init_subclass__), pml_classmethod_new) ||
        !wrap_function(E, t, PML_ID(E, __class_getitem__), pml_classmethod_new)) {
        return false;
    }
    lay_out_instances(n, t);
    return name_members(E, t) && set_classcell(E, t);
}

/* -- notifying the new class's attributes and bases ---------------------------------------- */

/* RuntimeError caused by the pending exception. */
static void set_name_failed(PmlEngine *E, PmlType *t, PmlObj *key, PmlObj *value)
{
    PmlObj *cause = pml_error_fetch(E);
    PML_RAISE(E, RuntimeError, "Error calling __set_name__ on '%.100s' instance %R in '%.100s'",
              PML_TYPE_OF(value)->name.p, key, t->name.p);
    PmlException *exc = (PmlException *)pml_error_fetch(E);
    if (exc && cause) {
        PML_SETREF(E, exc->cause, pml_incref(cause));
        exc->suppress_context = 1;
        PML_SETREF(E, exc->context, cause);
        cause = NULL;
    }
    pml_xdecref(E, cause);
    pml_error_restore(E, (PmlObj *)exc);
}

static bool call_set_name(PmlEngine *E, PmlType *t, PmlObj *key, PmlObj *value)
{
    PmlObj *set_name = pml_lookup_special(E, value, PML_ID(E, __set_name__));
    if (!set_name) {
        return !pml_error_pending(E);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, set_name, "__set_name__");
    PmlObj *result = pml_call2(E, set_name, &t->ob.ob, key);
    pml_hold_drop(E, mark);
    pml_decref(E, set_name);
    if (!result) {
        set_name_failed(E, t, key, value);
        return false;
    }
    pml_decref(E, result);
    return true;
}

static bool call_set_names(PmlEngine *E, PmlType *t)
{
    PmlObj *names = pml_dict_copy(E, t->dict.p);
    if (!names) {
        return false;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, names, "class namespace being told its names");
    int64_t pos = 0;
    PmlObj *key, *value;
    bool ok = true;
    while (ok && pml_dict_next(names, &pos, &key, &value, NULL)) {
        ok = call_set_name(E, t, key, value);
    }
    pml_drop_held(E, mark, names);
    return ok;
}

/* super(t, t).__init_subclass__(**kwargs) */
static bool call_init_subclass(PmlEngine *E, PmlType *t, PmlObj *kwargs)
{
    PmlObj *super = pml_call2(E, &PML_TYPE(E, super)->ob.ob, &t->ob.ob, &t->ob.ob);
    if (!super) {
        return false;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, super, "super() for __init_subclass__");
    PmlObj *func = pml_getattr(E, super, PML_ID(E, __init_subclass__));
    pml_hold_drop(E, mark);
    pml_decref(E, super);
    if (!func) {
        return false;
    }
    pml_hold(E, func, "__init_subclass__");
    PmlObj *result = kwargs && PML_DICT_LEN(kwargs) > 0
                         ? pml_call(E, func, E->rt->empty_tuple.p, kwargs)
                         : pml_call0(E, func);
    pml_hold_drop(E, mark);
    pml_decref(E, func);
    pml_xdecref(E, result);
    return result != NULL;
}

static PmlObj *make_type(PmlEngine *E, NewType *n)
{
    PmlObj *dict = pml_dict_copy(E, n->namespace);
    if (!dict) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, dict, "namespace of the class being made");
    pml_hold(E, n->bases, "bases of the class being made");
    bool ok = read_slots(E, n, dict);
    if (n->slots) {
        pml_hold(E, n->slots, "slots of the class being made");
    }
    ok = ok && arrange_slots(E, n, dict);
    pml_hold_drop(E, mark);
    if (!ok) {
        pml_decref(E, dict);
        return NULL;
    }
    PmlType *t = allocate_type(E, n, dict);
    if (!t) {
        return NULL;
    }
    pml_hold(E, &t->ob.ob, "class being made");
    ok = set_attributes(E, n, t) && pml_type_ready(E, t) == 0;
    if (ok) {
        pml_fixup_slots(E, t);
        if (pml_type_has(t, PML_TF_MANAGED_DICT)) {
            t->cached_keys.p = pml_shared_keys_new(E);
            if (!t->cached_keys.p) {
                pml_err_no_memory(E); /* instances could keep no attributes */
                ok = false;
            }
        }
        ok = ok && call_set_names(E, t) && call_init_subclass(E, t, n->kwargs);
    }
    pml_hold_drop(E, mark);
    if (!ok) {
        pml_decref(E, &t->ob.ob);
        return NULL;
    }
    return &t->ob.ob;
}

PmlObj *pml_type_new(PmlEngine *E, PmlType *metatype, PmlObj *args, PmlObj *kwargs)
{
    NewType n = {.metatype = metatype, .args = args, .kwargs = kwargs};
    PmlObj *result = NULL;
    if (!parse_args(E, &n)) {
        return NULL;
    }
    PmlObj *given = n.bases;
    if (!find_bases(E, &n, &result)) {
        if (PML_TUPLE_LEN(given) > 0) {
            n.bases = NULL; /* still the caller's */
        }
        return NULL;
    }
    if (!n.bases) {
        return result;
    }
    result = make_type(E, &n);
    pml_xdecref(E, n.bases);
    pml_xdecref(E, n.slots);
    return result;
}

PmlObj *pml_tp_new_wrapper(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    if (!self || !PML_IS_TYPE(self)) {
        return PML_RAISE(E, SystemError, "__new__() called with non-type 'self'");
    }
    PmlType *t = (PmlType *)self;
    if (PML_TUPLE_LEN(args) < 1) {
        return PML_RAISE(E, TypeError, "%s.__new__(): not enough arguments", t->name.p);
    }
    PmlObj *first = PML_TUPLE_AT(args, 0);
    if (!PML_IS_TYPE(first)) {
        return PML_RAISE(E, TypeError, "%s.__new__(X): X is not a type object (%s)", t->name.p,
                         PML_TYPE_OF(first)->name.p);
    }
    PmlType *sub = (PmlType *)first, *solid = sub;
    if (!pml_type_is_subtype(sub, t)) {
        return PML_RAISE(E, TypeError, "%s.__new__(%s): %s is not a subtype of %s", t->name.p,
                         sub->name.p, sub->name.p, t->name.p);
    }
    /* The first base that is not a Python class decides what is safe to call. */
    while (solid && solid->new_ == pml_slot_new) {
        solid = solid->base.p;
    }
    if (solid && solid->new_ != t->new_) {
        return PML_RAISE(E, TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", t->name.p,
                         sub->name.p, solid->name.p);
    }
    PmlObj *rest = pml_tuple_slice(E, args, 1, PML_TUPLE_LEN(args));
    if (!rest) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, rest, "arguments of __new__");
    PmlObj *result = t->new_(E, sub, rest, kwargs);
    pml_hold_drop(E, mark);
    pml_decref(E, rest);
    return result;
}
