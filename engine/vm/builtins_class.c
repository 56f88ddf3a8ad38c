/* __build_class__: what a class statement calls. */
#include "vm/builtins.h"

/* Replace bases that are not classes through __mro_entries__. New reference. */
static PmlObj *update_bases(PmlEngine *E, PmlObj *bases, PmlRef *args, int64_t nargs)
{
    PmlObj *fresh = NULL;
    for (int64_t i = 0; i < nargs; i++) {
        PmlObj *base = args[i].p;
        PmlObj *method = NULL;
        if (!PML_IS_TYPE(base) &&
            pml_lookup_attr(E, base, PML_ID(E, __mro_entries__), &method) < 0) {
            goto fail;
        }
        if (!method) {
            if (fresh && pml_list_append(E, fresh, base) < 0) {
                goto fail;
            }
            continue;
        }
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, method, "class statement: __mro_entries__");
        if (fresh) {
            pml_hold(E, fresh, "class statement: bases so far");
        }
        PmlObj *entries = pml_call1(E, method, bases);
        pml_hold_drop(E, mark);
        pml_decref(E, method);
        if (!entries) {
            goto fail;
        }
        if (!PML_IS_TUPLE(entries)) {
            PML_RAISE(E, TypeError, "__mro_entries__ must return a tuple");
            pml_decref(E, entries);
            goto fail;
        }
        if (!fresh) {
            fresh = pml_list_new(E, 0);
            for (int64_t j = 0; fresh && j < i; j++) {
                pml_list_append(E, fresh, args[j].p);
            }
        }
        PmlObj *r = fresh ? pml_list_extend(E, fresh, entries) : NULL;
        pml_decref(E, entries);
        if (!r) {
            goto fail;
        }
        pml_decref(E, r);
    }
    if (!fresh) {
        return pml_incref(bases);
    }
    PmlObj *result = pml_list_as_tuple(E, fresh);
    pml_decref(E, fresh);
    return result;
fail:
    pml_xdecref(E, fresh);
    return NULL;
}

static PmlObj *keywords_dict(PmlEngine *E, PmlRef *values, PmlObj *kwnames)
{
    PmlObj *d = pml_dict_new(E);
    for (int64_t i = 0; d && i < PML_TUPLE_LEN(kwnames); i++) {
        if (pml_dict_set(E, d, PML_TUPLE_AT(kwnames, i), values[i].p) < 0) {
            pml_decref(E, d);
            return NULL;
        }
    }
    return d;
}

/* The metaclass, new reference; takes "metaclass" out of mkw. */
static PmlObj *find_metaclass(PmlEngine *E, PmlObj *mkw, PmlObj *bases, bool *is_class)
{
    PmlObj *meta = NULL;
    *is_class = true;
    if (mkw) {
        meta = pml_xincref(pml_dict_get(E, mkw, PML_ID(E, metaclass)));
        if (meta) {
            if (pml_dict_del(E, mkw, PML_ID(E, metaclass)) < 0) {
                pml_decref(E, meta);
                return NULL;
            }
            *is_class = PML_IS_TYPE(meta);
        } else if (pml_error_pending(E)) {
            return NULL;
        }
    }
    if (!meta) {
        PmlType *t =
            PML_TUPLE_LEN(bases) == 0 ? PML_TYPE(E, type) : PML_TYPE_OF(PML_TUPLE_AT(bases, 0));
        meta = pml_incref((PmlObj *)t);
    }
    if (*is_class) {
        PmlObj *winner = pml_calculate_metaclass(E, meta, bases);
        if (!winner) {
            pml_decref(E, meta);
            return NULL;
        }
        if (winner != meta) {
            pml_incref(winner);
            pml_decref(E, meta);
            meta = winner;
        }
    }
    return meta;
}

static PmlObj *prepare_namespace(PmlEngine *E, PmlObj *meta, PmlObj *name, PmlObj *bases,
                                 PmlObj *mkw, bool is_class)
{
    PmlObj *prepare;
    if (pml_lookup_attr(E, meta, PML_ID(E, __prepare__), &prepare) < 0) {
        return NULL;
    }
    if (!prepare) {
        return pml_dict_new(E);
    }
    PmlRef args[2] = {{name}, {bases}};
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, prepare, "class statement: __prepare__");
    PmlObj *ns = pml_vectorcall_dict(E, prepare, args, 2, mkw);
    pml_hold_drop(E, mark);
    pml_decref(E, prepare);
    if (ns && !pml_is_mapping(ns)) {
        PML_RAISE(E, TypeError, "%.200s.__prepare__() must return a mapping, not %.200s",
                  is_class ? ((PmlType *)meta)->name.p : "<metaclass>", PML_TYPE_OF(ns)->name.p);
        pml_decref(E, ns);
        return NULL;
    }
    return ns;
}

static bool check_class_cell(PmlEngine *E, PmlObj *cls, PmlObj *cell, PmlObj *name)
{
    if (!cls || !PML_IS_TYPE(cls) || !PML_IS(cell, cell)) {
        return cls != NULL;
    }
    PmlObj *content = ((PmlCell *)cell)->content.p;
    if (content == cls) {
        return true;
    }
    if (!content) {
        PML_RAISE(E, RuntimeError,
                  "__class__ not set defining %.200R as %.200R. Was __classcell__ propagated to "
                  "type.__new__?",
                  name, cls);
    } else {
        PML_RAISE(E, TypeError, "__class__ set to %.200R defining %.200R as %.200R", content, name,
                  cls);
    }
    return false;
}

static PmlObj *build_class(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(self);
    if (nargs < 2) {
        return PML_RAISE(E, TypeError, "__build_class__: not enough arguments");
    }
    PmlObj *func = args[0].p, *name = args[1].p;
    if (!PML_IS(func, function)) {
        return PML_RAISE(E, TypeError, "__build_class__: func must be a function");
    }
    if (!PML_IS_STR(name)) {
        return PML_RAISE(E, TypeError, "__build_class__: name is not a string");
    }
    PmlObj *mkw = NULL, *meta = NULL, *ns = NULL, *cls = NULL, *bases = NULL;
    bool is_class;
    int64_t mark = pml_hold_mark(E);
    PmlObj *orig_bases = pml_tuple_from(E, args + 2, nargs - 2);
    if (!orig_bases) {
        return NULL;
    }
    pml_hold(E, orig_bases, "class statement: bases");
    bases = update_bases(E, orig_bases, args + 2, nargs - 2);
    if (!bases) {
        goto done;
    }
    pml_hold(E, bases, "class statement: bases");
    if (kwnames && !(mkw = keywords_dict(E, args + nargs, kwnames))) {
        goto done;
    }
    if (mkw) {
        pml_hold(E, mkw, "class statement: keywords");
    }
    meta = find_metaclass(E, mkw, bases, &is_class);
    if (!meta) {
        goto done;
    }
    pml_hold(E, meta, "class statement: metaclass");
    ns = prepare_namespace(E, meta, name, bases, mkw, is_class);
    if (!ns) {
        goto done;
    }
    pml_hold(E, ns, "class statement: namespace");
    PmlFunction *f = (PmlFunction *)pml_incref(func);
    PmlInterpFrame *frame = pml_call_frame(E, f, pml_incref(ns), NULL, 0, NULL);
    PmlObj *cell = NULL;
    if (frame) {
        cell = pml_eval_frame(E, frame, false);
        pml_frame_clear_and_pop(E, frame);
    }
    if (cell) {
        pml_hold(E, cell, "class statement: __class__ cell");
        if (bases != orig_bases && pml_set_item(E, ns, PML_ID(E, __orig_bases__), orig_bases) < 0) {
            pml_decref(E, cell);
            goto done;
        }
        PmlRef call_args[3] = {{name}, {bases}, {ns}};
        cls = pml_vectorcall_dict(E, meta, call_args, 3, mkw);
        if (cls && !check_class_cell(E, cls, cell, name)) {
            pml_decref(E, cls);
            cls = NULL;
        }
        pml_hold_drop(E, mark);
        pml_decref(E, cell);
    }
done:
    pml_hold_drop(E, mark);
    pml_xdecref(E, ns);
    pml_xdecref(E, meta);
    pml_xdecref(E, mkw);
    pml_xdecref(E, bases);
    pml_decref(E, orig_bases);
    return cls;
}

const PmlMethodDef pml_builtins_class[] = {
    {"__build_class__", build_class, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

PmlObj *pml_op_load_build_class(PmlEngine *E, PmlInterpFrame *f)
{
    PmlObj *r = pml_dict_get(E, f->builtins.p, PML_ID(E, __build_class__));
    if (!r && !pml_error_pending(E)) {
        PML_RAISE(E, NameError, "__build_class__ not found");
    }
    return pml_xincref(r);
}
