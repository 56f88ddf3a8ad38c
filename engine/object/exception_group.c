/* BaseExceptionGroup and ExceptionGroup; what except* needs. */
#include "object/str_ops.h"
#include "object/exception.h"

#include "object/containers.h"
#include "object/numbers.h"
#include "object/object.h"
#include "object/str.h"

#define GROUP(o) ((PmlGroupObj *)(o))

static bool is_group(PmlEngine *E, const PmlObj *o)
{
    return pml_isinstance_of(o, PML_TYPE(E, BaseExceptionGroup));
}

/* -- making ------------------------------------------------------------------------------ */

/* The nested exceptions as a tuple; *base tells whether any is not an Exception. */
static PmlObj *check_nested(PmlEngine *E, PmlObj *sequence, bool *base)
{
    if (!pml_is_sequence(sequence)) {
        return PML_RAISE(E, TypeError, "second argument (exceptions) must be a sequence");
    }
    PmlObj *excs = pml_sequence_tuple(E, sequence);
    if (!excs) {
        return NULL;
    }
    int64_t n = PML_TUPLE_LEN(excs);
    *base = false;
    if (n == 0) {
        PML_RAISE(E, ValueError, "second argument (exceptions) must be a non-empty sequence");
    }
    for (int64_t i = 0; i < n; i++) {
        PmlObj *exc = PML_TUPLE_AT(excs, i);
        if (!PML_IS_EXC(exc)) {
            PML_RAISE(E, ValueError, "Item %zd of second argument (exceptions) is not an exception",
                      i);
            break;
        }
        *base = *base || !pml_isinstance_of(exc, PML_TYPE(E, Exception));
    }
    if (pml_error_pending(E)) {
        pml_decref(E, excs);
        return NULL;
    }
    return excs;
}

/* The type that is really made for these contents; NULL with an error when they do not fit. */
static PmlType *choose_type(PmlEngine *E, PmlType *t, bool has_base)
{
    if (t == PML_TYPE(E, ExceptionGroup)) {
        if (has_base) {
            PML_RAISE(E, TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
            return NULL;
        }
    } else if (t == PML_TYPE(E, BaseExceptionGroup)) {
        return has_base ? t : PML_TYPE(E, ExceptionGroup);
    } else if (has_base && pml_type_is_subtype(t, PML_TYPE(E, Exception))) {
        PML_RAISE(E, TypeError, "Cannot nest BaseExceptions in '%.200s'", t->name.p);
        return NULL;
    }
    return t;
}

static PmlObj *group_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (n != 2) {
        return PML_RAISE(E, TypeError,
                         "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zd given)", n);
    }
    PmlObj *message = PML_TUPLE_AT(args, 0);
    if (!PML_IS_STR(message)) {
        return pml_bad_argument(E, "BaseExceptionGroup.__new__", "argument 1", "str", message);
    }
    bool has_base = false;
    PmlObj *excs = check_nested(E, PML_TUPLE_AT(args, 1), &has_base);
    if (!excs) {
        return NULL;
    }
    t = choose_type(E, t, has_base);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, excs, "exception group: exceptions");
    PmlObj *self = t ? pml_base_exception_new(E, t, args, kwargs) : NULL;
    pml_hold_drop(E, mark);
    if (!self) {
        pml_decref(E, excs);
        return NULL;
    }
    GROUP(self)->msg.p = pml_incref(message);
    GROUP(self)->excs.p = excs;
    return self;
}

static PmlObj *make_group(PmlEngine *E, PmlObj *message, PmlObj *excs)
{
    PmlObj *args = pml_tuple_pack(E, 2, message, excs);
    if (!args) {
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, args, "exception group: arguments");
    PmlObj *group = pml_call(E, (PmlObj *)PML_TYPE(E, BaseExceptionGroup), args, NULL);
    pml_hold_drop(E, mark);
    pml_decref(E, args);
    return group;
}

static PmlObj *group_str(PmlEngine *E, PmlObj *self)
{
    int64_t n = PML_TUPLE_LEN(GROUP(self)->excs.p);
    return pml_str_format(E, "%S (%zd sub-exception%s)", GROUP(self)->msg.p, n, n > 1 ? "s" : "");
}

/* -- splitting --------------------------------------------------------------------------- */

typedef enum { MATCH_TYPE, MATCH_PREDICATE, MATCH_INSTANCES } MatchKind;

static bool matcher_kind(PmlEngine *E, PmlObj *value, MatchKind *kind)
{
    if (PML_IS(value, function)) {
        *kind = MATCH_PREDICATE;
        return true;
    }
    *kind = MATCH_TYPE;
    if (PML_IS_TYPE(value) && pml_type_has((PmlType *)value, PML_TF_EXC)) {
        return true;
    }
    if (PML_IS(value, tuple)) {
        int64_t n = PML_TUPLE_LEN(value), i = 0;
        while (i < n && PML_IS_TYPE(PML_TUPLE_AT(value, i)) &&
               pml_type_has((PmlType *)PML_TUPLE_AT(value, i), PML_TF_EXC)) {
            i++;
        }
        if (i == n) {
            return true;
        }
    }
    PML_RAISE(E, TypeError, "expected a function, exception type or tuple of exception types");
    return false;
}

static PmlObj *identity_of(PmlEngine *E, PmlObj *exc)
{
    return pml_int_u64(E, pml_model_address(E, exc));
}

static int check_match(PmlEngine *E, PmlObj *exc, MatchKind kind, PmlObj *value)
{
    int r;
    if (kind == MATCH_TYPE) {
        return pml_exception_matches(E, exc, value);
    }
    if (kind == MATCH_PREDICATE) {
        PmlObj *answer = pml_call1(E, value, exc);
        if (!answer) {
            return -1;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, answer, "split: answer");
        r = pml_truth(E, answer);
        pml_hold_drop(E, mark);
        pml_decref(E, answer);
        return r;
    }
    if (is_group(E, exc)) {
        return 0;
    }
    PmlObj *id = identity_of(E, exc);
    if (!id) {
        return -1;
    }
    r = pml_set_contains(E, value, id);
    pml_decref(E, id);
    return r;
}

static int copy_notes(PmlEngine *E, PmlObj *from, PmlObj *to)
{
    PmlObj *notes = NULL;
    if (pml_lookup_attr(E, from, PML_ID(E, __notes__), &notes) < 0) {
        return -1;
    }
    if (!notes) {
        return 0;
    }
    int r = 0;
    if (pml_is_sequence(notes)) {
        PmlObj *copy = pml_sequence_list(E, notes);
        r = copy ? pml_setattr(E, to, PML_ID(E, __notes__), copy) : -1;
        pml_xdecref(E, copy);
    }
    pml_decref(E, notes);
    return r;
}

/* A group like orig with only these exceptions, made by orig.derive(); NULL without an error when
 * the list is empty. */
static PmlObj *subset(PmlEngine *E, PmlObj *orig, PmlObj *excs)
{
    if (PML_LIST_LEN(excs) == 0) {
        return NULL;
    }
    PmlObj *group = pml_call_text1(E, orig, "derive", excs);
    if (!group) {
        return NULL;
    }
    if (!is_group(E, group)) {
        PML_RAISE(E, TypeError, "derive must return an instance of BaseExceptionGroup");
        pml_decref(E, group);
        return NULL;
    }
    PmlObj *tb = pml_exception_traceback(orig);
    if (tb) {
        pml_exception_set_traceback(E, group, tb);
    }
    pml_exception_set_context(E, group, pml_exception_context(orig));
    pml_exception_set_cause(E, group, pml_exception_cause(orig));
    if (copy_notes(E, orig, group) < 0) {
        pml_decref(E, group);
        return NULL;
    }
    return group;
}

static bool split(PmlEngine *E, PmlObj *exc, MatchKind kind, PmlObj *value, bool want_rest,
                  PmlObj **match, PmlObj **rest);

static bool append_owned(PmlEngine *E, PmlObj *list, PmlObj *item)
{
    int r = item ? pml_list_append(E, list, item) : 0;
    pml_xdecref(E, item);
    return r == 0;
}

/* Splits every member of the group into the two lists. */
static bool split_members(PmlEngine *E, PmlObj *group, MatchKind kind, PmlObj *value,
                          PmlObj *match_list, PmlObj *rest_list)
{
    PmlObj *excs = GROUP(group)->excs.p;
    for (int64_t i = 0; i < PML_TUPLE_LEN(excs); i++) {
        PmlObj *match, *rest;
        if (pml_recursion_enter(E, " in exceptiongroup_split_recursive")) {
            return false;
        }
        bool ok = split(E, PML_TUPLE_AT(excs, i), kind, value, rest_list != NULL, &match, &rest);
        pml_recursion_leave(E);
        if (!ok) {
            return false;
        }
        bool matched = append_owned(E, match_list, match);
        bool rested = rest_list ? append_owned(E, rest_list, rest) : true;
        if (!matched || !rested) {
            return false;
        }
    }
    return true;
}

static bool split_group(PmlEngine *E, PmlObj *exc, MatchKind kind, PmlObj *value, bool want_rest,
                        PmlObj **match, PmlObj **rest)
{
    PmlObj *match_list = pml_list_new(E, 0);
    PmlObj *rest_list = match_list && want_rest ? pml_list_new(E, 0) : NULL;
    bool ok = match_list && (rest_list || !want_rest);
    int64_t mark = pml_hold_mark(E);
    if (ok) {
        pml_hold(E, match_list, "split: matching exceptions");
        if (rest_list) {
            pml_hold(E, rest_list, "split: other exceptions");
        }
        ok = split_members(E, exc, kind, value, match_list, rest_list);
    }
    if (ok) {
        *match = subset(E, exc, match_list);
        ok = !pml_error_pending(E);
    }
    if (ok && rest_list) {
        if (*match) {
            pml_hold(E, *match, "split: matching group");
        }
        *rest = subset(E, exc, rest_list);
        ok = !pml_error_pending(E);
    }
    if (!ok && *match) {
        pml_decref(E, *match);
        *match = NULL;
    }
    pml_hold_drop(E, mark);
    pml_xdecref(E, match_list);
    pml_xdecref(E, rest_list);
    return ok;
}

static bool split(PmlEngine *E, PmlObj *exc, MatchKind kind, PmlObj *value, bool want_rest,
                  PmlObj **match, PmlObj **rest)
{
    *match = NULL;
    *rest = NULL;
    int is_match = check_match(E, exc, kind, value);
    if (is_match < 0) {
        return false;
    }
    if (is_match) {
        *match = pml_incref(exc);
        return true;
    }
    if (!is_group(E, exc)) {
        *rest = want_rest ? pml_incref(exc) : NULL;
        return true;
    }
    return split_group(E, exc, kind, value, want_rest, match, rest);
}

/* -- methods ----------------------------------------------------------------------------- */

static PmlObj *or_none(PmlEngine *E, PmlObj *o)
{
    return o ? o : pml_none(E);
}

static PmlObj *group_derive(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    if (PML_TUPLE_LEN(args) != 1) {
        return PML_RAISE(E, TypeError, "function takes exactly 1 argument (%lld given)",
                         (long long)PML_TUPLE_LEN(args));
    }
    return make_group(E, GROUP(self)->msg.p, PML_TUPLE_AT(args, 0));
}

static PmlObj *group_split(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    MatchKind kind;
    PmlObj *match, *rest;
    if (!pml_check_positional(E, "split", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    PmlObj *value = PML_TUPLE_AT(args, 0);
    if (!matcher_kind(E, value, &kind) || !split(E, self, kind, value, true, &match, &rest)) {
        return NULL;
    }
    match = or_none(E, match);
    rest = or_none(E, rest);
    PmlObj *pair = pml_tuple_pack(E, 2, match, rest);
    pml_decref(E, match);
    pml_decref(E, rest);
    return pair;
}

static PmlObj *group_subgroup(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(kwargs);
    MatchKind kind;
    PmlObj *match, *rest;
    if (!pml_check_positional(E, "subgroup", PML_TUPLE_LEN(args), 1, 1)) {
        return NULL;
    }
    PmlObj *value = PML_TUPLE_AT(args, 0);
    if (!matcher_kind(E, value, &kind) || !split(E, self, kind, value, false, &match, &rest)) {
        return NULL;
    }
    return or_none(E, match);
}

static PmlObj *group_class_getitem(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                   PmlObj *kwnames)
{
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_generic_alias_new(E, self, args[0].p);
}

static const PmlMethodDef methods[] = {
    {"__class_getitem__", group_class_getitem, NULL, PML_METH_O | PML_METH_CLASS, "See PEP 585"},
    {"derive", NULL, group_derive, PML_METH_VARARGS, NULL},
    {"split", NULL, group_split, PML_METH_VARARGS, NULL},
    {"subgroup", NULL, group_subgroup, PML_METH_VARARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlMemberDef members[] = {
    {"message", PML_MEMBER_OBJECT, offsetof(PmlGroupObj, msg), true, "exception message"},
    {"exceptions", PML_MEMBER_OBJECT, offsetof(PmlGroupObj, excs), true, "nested exceptions"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_Group = {
    sizeof(PmlGroupObj),
    group_new,
    NULL,
    group_str,
    methods,
    NULL,
    members,
    {{"message", offsetof(PmlGroupObj, msg)},
     {"exceptions", offsetof(PmlGroupObj, excs)},
     {NULL, 0}},
};

/* -- except* ----------------------------------------------------------------------------- */

static bool same_origin(PmlObj *a, PmlObj *b)
{
    PmlException *x = (PmlException *)a, *y = (PmlException *)b;
    return x->notes.p == y->notes.p && x->traceback.p == y->traceback.p &&
           x->cause.p == y->cause.p && x->context.p == y->context.p;
}

static bool collect_leaves(PmlEngine *E, PmlObj *exc, PmlObj *set)
{
    if (exc == PML_NONE(E)) {
        return true;
    }
    if (!is_group(E, exc)) {
        PmlObj *id = identity_of(E, exc);
        int r = id ? pml_set_add(E, set, id) : -1;
        pml_xdecref(E, id);
        return r == 0;
    }
    PmlObj *excs = GROUP(exc)->excs.p;
    for (int64_t i = 0; i < PML_TUPLE_LEN(excs); i++) {
        if (pml_recursion_enter(E, " in collect_exception_group_leaf_ids")) {
            return false;
        }
        bool ok = collect_leaves(E, PML_TUPLE_AT(excs, i), set);
        pml_recursion_leave(E);
        if (!ok) {
            return false;
        }
    }
    return true;
}

/* What of `group` is in the list `keep`; None for nothing. */
static PmlObj *projection(PmlEngine *E, PmlObj *group, PmlObj *keep)
{
    PmlObj *set = pml_set_new(E, NULL);
    if (!set) {
        return NULL;
    }
    PmlObj *match = NULL, *rest;
    bool ok = true;
    for (int64_t i = 0; ok && i < PML_LIST_LEN(keep); i++) {
        ok = collect_leaves(E, PML_LIST_ITEMS(keep)[i].p, set);
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, set, "except*: leaves");
    ok = ok && split(E, group, MATCH_INSTANCES, set, false, &match, &rest);
    pml_hold_drop(E, mark);
    pml_decref(E, set);
    return ok ? or_none(E, match) : NULL;
}

/* Sorts what the clauses left into newly raised and re-raised exceptions. */
static bool sort_raised(PmlEngine *E, PmlObj *orig, PmlObj *excs, PmlObj *raised, PmlObj *reraised)
{
    for (int64_t i = 0; i < PML_LIST_LEN(excs); i++) {
        PmlObj *e = PML_LIST_ITEMS(excs)[i].p;
        if (e != PML_NONE(E) &&
            pml_list_append(E, same_origin(e, orig) ? reraised : raised, e) < 0) {
            return false;
        }
    }
    return true;
}

static PmlObj *combine(PmlEngine *E, PmlObj *orig, PmlObj *raised, PmlObj *reraised)
{
    PmlObj *again = projection(E, orig, reraised);
    if (!again || PML_LIST_LEN(raised) == 0) {
        return again;
    }
    int r = again == PML_NONE(E) ? 0 : pml_list_append(E, raised, again);
    pml_decref(E, again);
    if (r < 0) {
        return NULL;
    }
    return make_group(E, E->rt->empty_str.p, raised);
}

PmlObj *pml_exception_prep_reraise_star(PmlEngine *E, PmlObj *orig, PmlObj *excs)
{
    if (PML_LIST_LEN(excs) == 0) {
        return pml_none(E);
    }
    if (!is_group(E, orig)) {
        return pml_incref(PML_LIST_ITEMS(excs)[0].p); /* one naked exception was wrapped */
    }
    PmlObj *raised = pml_list_new(E, 0);
    PmlObj *reraised = raised ? pml_list_new(E, 0) : NULL;
    PmlObj *result = NULL;
    if (reraised && sort_raised(E, orig, excs, raised, reraised)) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, raised, "except*: raised");
        pml_hold(E, reraised, "except*: re-raised");
        result = combine(E, orig, raised, reraised);
        pml_hold_drop(E, mark);
    }
    pml_xdecref(E, raised);
    pml_xdecref(E, reraised);
    return result;
}
