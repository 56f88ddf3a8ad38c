/* Calling Python functions: binding arguments to a new frame, in CPython's order, with its texts.
 */
#include "vm/vm.h"

/* "'a', 'b', and 'c'" of the names in a list. */
static PmlObj *join_names(PmlEngine *E, PmlObj *names)
{
    int64_t n = PML_LIST_LEN(names);
    PmlStrBuilder b;
    pml_builder_init(&b, E);
    for (int64_t i = 0; i < n; i++) {
        if (i > 0) {
            pml_builder_text(&b, n == 2 ? " and " : i == n - 1 ? ", and " : ", ");
        }
        pml_builder_text(&b, "'");
        pml_builder_str(&b, PML_LIST_ITEMS(names)[i].p);
        pml_builder_text(&b, "'");
    }
    return pml_builder_finish(&b);
}

static void raise_missing(PmlEngine *E, PmlFunction *func, const char *kind, PmlObj *names)
{
    PmlObj *text = join_names(E, names);
    if (!text) {
        return;
    }
    int64_t n = PML_LIST_LEN(names);
    PML_RAISE(E, TypeError, "%U() missing %lld required %s argument%s: %U", func->qualname.p,
              (long long)n, kind, n == 1 ? "" : "s", text);
    pml_decref(E, text);
}

static void missing_arguments(PmlEngine *E, PmlFunction *func, PmlCode *co, int64_t from,
                              int64_t to, const char *kind, PmlRef *locals)
{
    PmlObj *names = pml_list_new(E, 0);
    if (!names) {
        return;
    }
    for (int64_t i = from; i < to; i++) {
        if (!locals[i].p) {
            if (pml_list_append(E, names, PML_TUPLE_AT(co->localsplusnames.p, i)) < 0) {
                pml_decref(E, names);
                return;
            }
        }
    }
    raise_missing(E, func, kind, names);
    pml_decref(E, names);
}

static void too_many_positional(PmlEngine *E, PmlFunction *func, PmlCode *co, int64_t given,
                                PmlRef *locals)
{
    int64_t kwonly_given = 0;
    for (int i = co->argcount; i < co->argcount + co->kwonlyargcount; i++) {
        kwonly_given += locals[i].p != NULL;
    }
    int64_t defcount = func->defaults.p ? PML_TUPLE_LEN(func->defaults.p) : 0;
    bool plural = defcount ? true : co->argcount != 1;
    PmlObj *takes = defcount ? pml_str_format(E, "from %lld to %d",
                                              (long long)(co->argcount - defcount), co->argcount)
                             : pml_str_format(E, "%d", co->argcount);
    PmlObj *kwonly =
        kwonly_given
            ? pml_str_format(E, " positional argument%s (and %lld keyword-only argument%s)",
                             given != 1 ? "s" : "", (long long)kwonly_given,
                             kwonly_given != 1 ? "s" : "")
            : pml_str_text(E, "");
    if (takes && kwonly) {
        PML_RAISE(E, TypeError, "%U() takes %U positional argument%s but %lld%U %s given",
                  func->qualname.p, takes, plural ? "s" : "", (long long)given, kwonly,
                  given == 1 && !kwonly_given ? "was" : "were");
    }
    pml_xdecref(E, takes);
    pml_xdecref(E, kwonly);
}

/* "f() got some positional-only arguments passed as keyword arguments: 'a, b'" */
static bool positional_only_as_keyword(PmlEngine *E, PmlFunction *func, PmlCode *co,
                                       PmlObj *kwnames)
{
    PmlObj *found = pml_list_new(E, 0);
    if (!found) {
        return true;
    }
    for (int k = 0; k < co->posonlyargcount; k++) {
        PmlObj *name = PML_TUPLE_AT(co->localsplusnames.p, k);
        for (int64_t j = 0; j < PML_TUPLE_LEN(kwnames); j++) {
            if (pml_compare_bool(E, name, PML_TUPLE_AT(kwnames, j), PML_EQ) > 0) {
                pml_list_append(E, found, name);
            }
        }
    }
    bool any = PML_LIST_LEN(found) > 0 || pml_error_pending(E);
    if (any && !pml_error_pending(E)) {
        PmlObj *comma = pml_str_text(E, ", ");
        PmlObj *text = comma ? pml_str_join(E, comma, found) : NULL;
        if (text) {
            PML_RAISE(E, TypeError,
                      "%U() got some positional-only arguments passed as keyword arguments: '%U'",
                      func->qualname.p, text);
        }
        pml_xdecref(E, comma);
        pml_xdecref(E, text);
    }
    pml_decref(E, found);
    return any;
}

/* Slot of a keyword among the named parameters; -1 not found, -2 error. */
static int64_t keyword_slot(PmlEngine *E, PmlCode *co, PmlObj *keyword, int64_t total)
{
    PmlRef *names = PML_TUPLE_ITEMS(co->localsplusnames.p);
    for (int64_t j = co->posonlyargcount; j < total; j++) {
        if (names[j].p == keyword) {
            return j;
        }
    }
    for (int64_t j = co->posonlyargcount; j < total; j++) {
        int same = pml_compare_bool(E, keyword, names[j].p, PML_EQ);
        if (same != 0) {
            return same > 0 ? j : -2;
        }
    }
    return -1;
}

/* Store keyword arguments; values[i] are consumed as they are stored. Returns how many were
 * dealt with; fewer than all: an error is set. */
static int64_t bind_keywords(PmlEngine *E, PmlFunction *func, PmlCode *co, PmlRef *values,
                             PmlObj *kwnames, int64_t total, PmlObj *kwdict, PmlRef *locals)
{
    int64_t n = PML_TUPLE_LEN(kwnames);
    for (int64_t i = 0; i < n; i++) {
        PmlObj *keyword = PML_TUPLE_AT(kwnames, i);
        if (!PML_IS_STR(keyword)) {
            PML_RAISE(E, TypeError, "%U() keywords must be strings", func->qualname.p);
            return i;
        }
        int64_t slot = keyword_slot(E, co, keyword, total);
        if (slot == -2) {
            return i;
        }
        if (slot < 0) {
            if (!kwdict) {
                if (co->posonlyargcount && positional_only_as_keyword(E, func, co, kwnames)) {
                    return i;
                }
                PML_RAISE(E, TypeError, "%U() got an unexpected keyword argument '%S'",
                          func->qualname.p, keyword);
                return i;
            }
            if (pml_dict_set(E, kwdict, keyword, values[i].p) < 0) {
                return i;
            }
            pml_decref(E, values[i].p);
            continue;
        }
        if (locals[slot].p) {
            PML_RAISE(E, TypeError, "%U() got multiple values for argument '%S'", func->qualname.p,
                      keyword);
            return i;
        }
        locals[slot].p = values[i].p;
    }
    return n;
}

static bool fill_defaults(PmlEngine *E, PmlFunction *func, PmlCode *co, int64_t given,
                          PmlRef *locals)
{
    if (given >= co->argcount) {
        return true;
    }
    int64_t defcount = func->defaults.p ? PML_TUPLE_LEN(func->defaults.p) : 0;
    int64_t m = co->argcount - defcount;
    for (int64_t i = given; i < m; i++) {
        if (!locals[i].p) {
            missing_arguments(E, func, co, 0, m, "positional", locals);
            return false;
        }
    }
    for (int64_t i = given > m ? given - m : 0; i < defcount; i++) {
        if (!locals[m + i].p) {
            locals[m + i].p = pml_incref(PML_TUPLE_AT(func->defaults.p, i));
        }
    }
    return true;
}

static bool fill_keyword_only(PmlEngine *E, PmlFunction *func, PmlCode *co, int64_t total,
                              PmlRef *locals)
{
    bool missing = false;
    for (int64_t i = co->argcount; i < total; i++) {
        if (locals[i].p) {
            continue;
        }
        PmlObj *name = PML_TUPLE_AT(co->localsplusnames.p, i);
        PmlObj *value = func->kwdefaults.p ? pml_dict_get(E, func->kwdefaults.p, name) : NULL;
        if (value) {
            locals[i].p = pml_incref(value);
        } else if (pml_error_pending(E)) {
            return false;
        } else {
            missing = true;
        }
    }
    if (missing) {
        missing_arguments(E, func, co, co->argcount, total, "keyword-only", locals);
    }
    return !missing;
}

static void drop_from(PmlEngine *E, PmlRef *args, int64_t from, int64_t to)
{
    for (int64_t i = from; i < to; i++) {
        pml_decref(E, args[i].p);
    }
}

/* Bind args (consumed) into locals. False: an error is set. */
static bool bind_arguments(PmlEngine *E, PmlFunction *func, PmlRef *args, int64_t nargs,
                           PmlObj *kwnames, PmlRef *locals)
{
    PmlCode *co = (PmlCode *)func->code.p;
    int64_t total = co->argcount + co->kwonlyargcount;
    int64_t all = nargs + (kwnames ? PML_TUPLE_LEN(kwnames) : 0);
    PmlObj *kwdict = NULL;
    if (co->flags & PML_CO_VARKEYWORDS) {
        kwdict = pml_dict_new(E);
        if (!kwdict) {
            drop_from(E, args, 0, all);
            return false;
        }
        locals[total + ((co->flags & PML_CO_VARARGS) ? 1 : 0)].p = kwdict;
    }
    int64_t n = nargs < co->argcount ? nargs : co->argcount;
    for (int64_t i = 0; i < n; i++) {
        locals[i].p = args[i].p;
    }
    if (co->flags & PML_CO_VARARGS) {
        PmlObj *rest = n == nargs ? pml_incref(E->rt->empty_tuple.p)
                                  : pml_tuple_from_steal(E, args + n, nargs - n);
        if (!rest) { /* the stealing call has released the positional ones */
            drop_from(E, args, nargs, all);
            return false;
        }
        locals[total].p = rest;
    } else if (nargs > n) {
        /* released, but still counted in the message below */
        drop_from(E, args, n, nargs);
    }
    if (kwnames) {
        int64_t done = bind_keywords(E, func, co, args + nargs, kwnames, total, kwdict, locals);
        if (done < PML_TUPLE_LEN(kwnames)) {
            drop_from(E, args, nargs + done, all);
            return false;
        }
    }
    if (nargs > co->argcount && !(co->flags & PML_CO_VARARGS)) {
        too_many_positional(E, func, co, nargs, locals);
        return false;
    }
    return fill_defaults(E, func, co, nargs, locals) &&
           (co->kwonlyargcount == 0 || fill_keyword_only(E, func, co, total, locals));
}

static void hold_call(PmlEngine *E, PmlInterpFrame *f, PmlRef *args, int64_t n)
{
    pml_hold(E, f->func.p, "function being called");
    pml_hold(E, f->code.p, "code being called");
    if (f->locals.p) {
        pml_hold(E, f->locals.p, "namespace of the code being called");
    }
    for (int64_t i = 0; i < n; i++) {
        pml_hold(E, args[i].p, "argument being bound");
    }
}

PmlInterpFrame *pml_call_frame(PmlEngine *E, PmlFunction *func, PmlObj *locals, PmlRef *args,
                               int64_t nargs, PmlObj *kwnames)
{
    PmlCode *code = (PmlCode *)func->code.p;
    PmlInterpFrame *f = pml_frame_push(E, code);
    if (!f) {
        pml_decref(E, (PmlObj *)func);
        pml_xdecref(E, locals);
        drop_from(E, args, 0, nargs + (kwnames ? PML_TUPLE_LEN(kwnames) : 0));
        return NULL;
    }
    pml_frame_init(f, func, locals, code);
    /* Making a tuple or a dict of arguments may run a collection, and that Python code. */
    int64_t mark = pml_hold_mark(E);
    if (kwnames || (code->flags & (PML_CO_VARARGS | PML_CO_VARKEYWORDS))) {
        hold_call(E, f, args, nargs + (kwnames ? PML_TUPLE_LEN(kwnames) : 0));
    }
    bool bound = bind_arguments(E, func, args, nargs, kwnames, f->localsplus);
    pml_hold_drop(E, mark);
    if (!bound) {
        pml_frame_clear_and_pop(E, f);
        return NULL;
    }
    return f;
}

static PML_INLINE PmlObj *run_function(PmlEngine *E, PmlFunction *func, PmlObj *locals,
                                       PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    int64_t all = nargs + (kwnames ? PML_TUPLE_LEN(kwnames) : 0);
    /* The callee consumes its arguments, our caller keeps its own: one more reference each. */
    pml_incref((PmlObj *)func);
    pml_xincref(locals);
    for (int64_t i = 0; i < all; i++) {
        pml_incref(args[i].p);
    }
    PmlInterpFrame *f = pml_call_frame(E, func, locals, args, nargs, kwnames);
    if (!f) {
        return NULL;
    }
    PmlObj *result = pml_eval_frame(E, f, false);
    int64_t mark = pml_hold_mark(E);
    if (result) {
        pml_hold(E, result, "value being returned");
    }
    pml_frame_clear_and_pop(E, f);
    pml_hold_drop(E, mark);
    return result;
}

PmlObj *pml_function_vectorcall(PmlEngine *E, PmlObj *func, PmlRef *args, uint64_t nargsf,
                                PmlObj *kwnames)
{
    PmlFunction *function = (PmlFunction *)func;
    PmlCode *code = (PmlCode *)function->code.p;
    PmlObj *locals = (code->flags & PML_CO_OPTIMIZED) ? NULL : function->globals.p;
    if (kwnames && PML_TUPLE_LEN(kwnames) == 0) {
        kwnames = NULL;
    }
    return run_function(E, function, locals, args, PML_NARGS(nargsf), kwnames);
}

PmlObj *pml_eval_code(PmlEngine *E, PmlObj *code, PmlObj *globals, PmlObj *locals)
{
    return pml_eval_closure(E, code, globals, locals, NULL);
}

PmlObj *pml_eval_closure(PmlEngine *E, PmlObj *code, PmlObj *globals, PmlObj *locals,
                         PmlObj *closure)
{
    PmlObj *func = pml_function_new(E, code, globals);
    if (!func) {
        return NULL;
    }
    ((PmlFunction *)func)->closure.p = pml_xincref(closure);
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, func, "function made for the code");
    PmlObj *result = run_function(E, (PmlFunction *)func, locals ? locals : globals, NULL, 0, NULL);
    pml_hold_drop(E, mark);
    pml_decref(E, func);
    return result;
}
