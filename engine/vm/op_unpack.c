/* Unpacking, formatting and the error texts of star arguments. */
#include "vm/vm.h"

/* Spread v over the stack, last item deepest: before items, then (after >= 0) a list, then after
 * items. sp points one past the highest slot to fill. */
int pml_op_unpack_iterable(PmlEngine *E, PmlObj *v, int64_t before, int64_t after, PmlRef *sp)
{
    int64_t i = 0;
    PmlObj *rest = NULL;
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, v, "unpacking: iterable");
    PmlObj *it = pml_iter(E, v);
    if (!it) {
        pml_hold_drop(E, mark);
        if (pml_error_matches(E, PML_T_TypeError) && !PML_TYPE_OF(v)->iter && !pml_is_sequence(v)) {
            pml_error_clear(E);
            PML_RAISE(E, TypeError, "cannot unpack non-iterable %.200s object",
                      PML_TYPE_OF(v)->name.p);
        }
        return -1;
    }
    pml_hold(E, it, "unpacking: iterator");
    for (; i < before; i++) {
        PmlObj *item = pml_iter_next(E, it);
        if (!item) {
            if (!pml_error_pending(E)) {
                if (after < 0) {
                    PML_RAISE(E, ValueError,
                              "not enough values to unpack (expected %lld, got %lld)",
                              (long long)before, (long long)i);
                } else {
                    PML_RAISE(E, ValueError,
                              "not enough values to unpack (expected at least %lld, got %lld)",
                              (long long)(before + after), (long long)i);
                }
            }
            goto fail;
        }
        (--sp)->p = item;
        pml_hold(E, item, "unpacking: item");
    }
    if (after < 0) {
        PmlObj *extra = pml_iter_next(E, it);
        if (!extra) {
            if (pml_error_pending(E)) {
                goto fail;
            }
            pml_hold_drop(E, mark);
            pml_decref(E, it);
            return 0;
        }
        pml_decref(E, extra);
        PML_RAISE(E, ValueError, "too many values to unpack (expected %lld)", (long long)before);
        goto fail;
    }
    rest = pml_sequence_list(E, it);
    if (!rest) {
        goto fail;
    }
    (--sp)->p = rest;
    i++;
    int64_t n = PML_LIST_LEN(rest);
    if (n < after) {
        PML_RAISE(E, ValueError, "not enough values to unpack (expected at least %lld, got %lld)",
                  (long long)(before + after), (long long)(before + n));
        goto fail;
    }
    for (int64_t j = after; j > 0; j--, i++) {
        (--sp)->p = PML_LIST_ITEMS(rest)[n - j].p;
    }
    ((PmlVarObj *)rest)->size = n - after;
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    return 0;
fail:
    pml_hold_drop(E, mark);
    for (; i > 0; i--, sp++) {
        pml_decref(E, sp->p);
    }
    pml_decref(E, it);
    return -1;
}

/* Both arguments are consumed. which: PML_FORMAT_NONE, _STR, _REPR, _ASCII. */
PmlObj *pml_op_format(PmlEngine *E, PmlObj *value, PmlObj *spec, int which)
{
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, value, "f-string: value");
    if (spec) {
        pml_hold(E, spec, "f-string: format spec");
    }
    PmlObj *result = NULL;
    if (which != 0) {
        PmlObj *shown = which == 1   ? pml_str(E, value)
                        : which == 2 ? pml_repr(E, value)
                                     : pml_ascii(E, value);
        pml_hold_drop(E, mark);
        if (spec) {
            pml_hold(E, spec, "f-string: format spec");
        }
        pml_decref(E, value);
        value = shown;
        if (!value) {
            pml_hold_drop(E, mark);
            pml_xdecref(E, spec);
            return NULL;
        }
        pml_hold(E, value, "f-string: value");
    }
    if (PML_IS(value, str) && !spec) {
        pml_hold_drop(E, mark);
        return value;
    }
    result = pml_format(E, value, spec);
    pml_hold_drop(E, mark);
    pml_decref(E, value);
    pml_xdecref(E, spec);
    return result;
}

/* "f" or "module.f" + "()" for argument errors. */
static PmlObj *function_text(PmlEngine *E, PmlObj *func)
{
    PmlObj *qualname, *module;
    if (pml_lookup_attr(E, func, PML_ID(E, __qualname__), &qualname) <= 0) {
        return pml_error_pending(E) ? NULL : pml_str(E, func);
    }
    PmlObj *result = NULL;
    if (pml_lookup_attr(E, func, PML_ID(E, __module__), &module) < 0) {
        pml_decref(E, qualname);
        return NULL;
    }
    if (module && module != PML_NONE(E) &&
        !(PML_IS_STR(module) && pml_str_equal_text(module, "builtins"))) {
        result = pml_str_format(E, "%S.%S()", module, qualname);
    } else {
        result = pml_str_format(E, "%S()", qualname);
    }
    pml_xdecref(E, module);
    pml_decref(E, qualname);
    return result;
}

void pml_op_dict_merge_error(PmlEngine *E, PmlObj *func, PmlObj *kwargs)
{
    if (pml_error_matches(E, PML_T_AttributeError)) {
        pml_error_clear(E);
        PmlObj *text = function_text(E, func);
        if (text) {
            PML_RAISE(E, TypeError, "%U argument after ** must be a mapping, not %.200s", text,
                      PML_TYPE_OF(kwargs)->name.p);
            pml_decref(E, text);
        }
        return;
    }
    if (!pml_error_matches(E, PML_T_KeyError)) {
        return;
    }
    /* Only a KeyError of which no object was made yet can be the merge's own. */
    PmlPending pending = pml_error_set_aside(E);
    PmlObj *args = pending.value.p;
    if (!args || !PML_IS(args, tuple) || PML_TUPLE_LEN(args) != 1) {
        pml_error_put_back(E, pending);
        return;
    }
    int64_t mark = pml_hold_mark(E);
    pml_error_hold(E, &pending, "call: merging keyword arguments");
    PmlObj *key = PML_TUPLE_AT(args, 0);
    PmlObj *text = function_text(E, func);
    if (text && PML_IS_STR(key)) {
        PML_RAISE(E, TypeError, "%U got multiple values for keyword argument '%S'", text, key);
    } else if (text) {
        PML_RAISE(E, TypeError, "keywords must be strings");
    }
    pml_xdecref(E, text);
    pml_hold_drop(E, mark);
    pml_xdecref(E, pending.error.p);
    pml_xdecref(E, pending.value.p);
    pml_xdecref(E, pending.traceback.p);
}

int pml_op_check_args_iterable(PmlEngine *E, PmlObj *func, PmlObj *args)
{
    if (PML_TYPE_OF(args)->iter || pml_is_sequence(args)) {
        return 0;
    }
    PmlObj *text = function_text(E, func);
    if (text) {
        PML_RAISE(E, TypeError, "%U argument after * must be an iterable, not %.200s", text,
                  PML_TYPE_OF(args)->name.p);
        pml_decref(E, text);
    }
    return -1;
}
