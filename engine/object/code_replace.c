/* code.replace(...) and code(...): a code object from its public attributes. */
#include "object/code_parts.h"

#include "object/bytes.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

enum {
    ARGCOUNT,
    POSONLYARGCOUNT,
    KWONLYARGCOUNT,
    NLOCALS,
    STACKSIZE,
    FLAGS,
    FIRSTLINENO,
    CODE,
    CONSTS,
    NAMES,
    VARNAMES,
    FREEVARS,
    CELLVARS,
    FILENAME,
    NAME,
    QUALNAME,
    LINETABLE,
    EXCEPTIONTABLE,
    FIELD_COUNT
};
static const char *const replace_names[FIELD_COUNT + 1] = {
    "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals",  "co_stacksize",
    "co_flags",    "co_firstlineno",     "co_code",           "co_consts",   "co_names",
    "co_varnames", "co_freevars",        "co_cellvars",       "co_filename", "co_name",
    "co_qualname", "co_linetable",       "co_exceptiontable", NULL,
};
static const int16_t field_types[FIELD_COUNT] = {
    [CODE] = PML_T_bytes,           [CONSTS] = PML_T_tuple,
    [NAMES] = PML_T_tuple,          [VARNAMES] = PML_T_tuple,
    [FREEVARS] = PML_T_tuple,       [CELLVARS] = PML_T_tuple,
    [FILENAME] = PML_T_str,         [NAME] = PML_T_str,
    [QUALNAME] = PML_T_str,         [LINETABLE] = PML_T_bytes,
    [EXCEPTIONTABLE] = PML_T_bytes,
};

/* All fields: numbers apart, objects borrowed. */
typedef struct Fields {
    int number[CODE];
    PmlObj *object[FIELD_COUNT];
} Fields;

static bool take_field(PmlEngine *E, const char *fname, const char *name, int field, PmlObj *value,
                       Fields *f)
{
    if (field < CODE) {
        int64_t v = 0;
        bool fits = pml_want_int(E, value, &v);
        f->number[field] = (int)v;
        return fits;
    }
    PmlType *want = &E->rt->types[field_types[field]];
    if (!pml_isinstance_of(value, want)) {
        PML_RAISE(E, TypeError, "%s() argument %s must be %s, not %s", fname, name, want->name.p,
                  pml_type_given(E, value));
        return false;
    }
    f->object[field] = value;
    return true;
}

static int64_t index_of_name(PmlObj *tuple, PmlObj *name)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(tuple); i++) {
        if (pml_str_equal(PML_TUPLE_AT(tuple, i), name)) {
            return i;
        }
    }
    return -1;
}

static bool all_strings(PmlEngine *E, PmlObj *tuple, bool replacing)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(tuple); i++) {
        if (!PML_IS_STR(PML_TUPLE_AT(tuple, i))) {
            if (replacing) {
                PML_RAISE(E, SystemError, "non-string found in code slot");
            } else {
                PML_RAISE(E, TypeError, "name tuples must contain only strings, not '%T'",
                          PML_TUPLE_AT(tuple, i));
            }
            return false;
        }
    }
    return true;
}

/* Variables, then cells that are not variables, then free variables. */
static bool join_variables(PmlEngine *E, const Fields *f, PmlObj **names, PmlObj **kinds)
{
    PmlObj *vars = f->object[VARNAMES];
    PmlObj *cells = f->object[CELLVARS];
    PmlObj *frees = f->object[FREEVARS];
    int64_t total = PML_TUPLE_LEN(vars) + PML_TUPLE_LEN(frees);
    for (int64_t i = 0; i < PML_TUPLE_LEN(cells); i++) {
        total += index_of_name(vars, PML_TUPLE_AT(cells, i)) < 0;
    }
    *names = pml_tuple_new(E, total);
    *kinds = *names ? pml_bytes(E, NULL, total) : NULL;
    if (!*kinds) {
        pml_xdecref(E, *names);
        return false;
    }
    int64_t at = 0;
    for (; at < PML_TUPLE_LEN(vars); at++) {
        PmlObj *name = PML_TUPLE_AT(vars, at);
        PML_TUPLE_ITEMS(*names)[at].p = pml_incref(name);
        PML_BYTES_DATA(*kinds)
        [at] = (unsigned char)(PML_LOCAL_PLAIN |
                               (index_of_name(cells, name) >= 0 ? PML_LOCAL_CELL : 0));
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(cells); i++) {
        if (index_of_name(vars, PML_TUPLE_AT(cells, i)) < 0) {
            PML_TUPLE_ITEMS(*names)[at].p = pml_incref(PML_TUPLE_AT(cells, i));
            PML_BYTES_DATA(*kinds)[at++] = PML_LOCAL_CELL;
        }
    }
    for (int64_t i = 0; i < PML_TUPLE_LEN(frees); i++) {
        PML_TUPLE_ITEMS(*names)[at].p = pml_incref(PML_TUPLE_AT(frees, i));
        PML_BYTES_DATA(*kinds)[at++] = PML_LOCAL_FREE;
    }
    return true;
}

static bool check_fields(PmlEngine *E, const Fields *f)
{
    const int *n = f->number;
    for (int i = ARGCOUNT; i <= NLOCALS; i++) {
        if (n[i] < 0) {
            PML_RAISE(E, ValueError, "code: %s must not be negative", replace_names[i] + 3);
            return false;
        }
    }
    if (n[ARGCOUNT] < n[POSONLYARGCOUNT] || n[STACKSIZE] < 0 || n[FLAGS] < 0) {
        PML_RAISE(E, SystemError, "../Objects/codeobject.c:250: bad argument to internal function");
        return false;
    }
    if (PML_BYTES_LEN(f->object[CODE]) % 2 != 0) {
        PML_RAISE(E, ValueError, "code: co_code is malformed");
        return false;
    }
    int64_t nvars = PML_TUPLE_LEN(f->object[VARNAMES]);
    int64_t total_args = (int64_t)n[ARGCOUNT] + n[KWONLYARGCOUNT] +
                         ((n[FLAGS] & PML_CO_VARARGS) != 0) +
                         ((n[FLAGS] & PML_CO_VARKEYWORDS) != 0);
    if (total_args > nvars) {
        PML_RAISE(E, ValueError, "code: co_varnames is too small");
        return false;
    }
    if (n[NLOCALS] != nvars) {
        PML_RAISE(E, ValueError, "code: co_nlocals != len(co_varnames)");
        return false;
    }
    return true;
}

static PmlObj *code_from_fields(PmlEngine *E, const Fields *f, bool replacing)
{
    PmlObj *names = NULL;
    PmlObj *kinds = NULL;
    bool ok = !replacing || check_fields(E, f);
    static const int lists[] = {NAMES, VARNAMES, FREEVARS, CELLVARS};
    for (int i = 0; ok && i < PML_COUNT_OF(lists); i++) {
        ok = all_strings(E, f->object[lists[i]], replacing);
    }
    if (!ok || (!replacing && !check_fields(E, f)) || !join_variables(E, f, &names, &kinds)) {
        return NULL;
    }
    PmlCodeParts parts = {
        .argcount = f->number[ARGCOUNT],
        .posonlyargcount = f->number[POSONLYARGCOUNT],
        .kwonlyargcount = f->number[KWONLYARGCOUNT],
        .stacksize = f->number[STACKSIZE],
        .flags = f->number[FLAGS],
        .firstlineno = f->number[FIRSTLINENO],
        .code = PML_BYTES_DATA(f->object[CODE]),
        .code_bytes = PML_BYTES_LEN(f->object[CODE]),
        .consts = f->object[CONSTS],
        .names = f->object[NAMES],
        .localsplusnames = names,
        .localspluskinds = kinds,
        .filename = f->object[FILENAME],
        .name = f->object[NAME],
        .qualname = f->object[QUALNAME],
        .linetable = f->object[LINETABLE],
        .exceptiontable = f->object[EXCEPTIONTABLE],
    };
    PmlObj *code = pml_code_new(E, &parts);
    pml_decref(E, names);
    pml_decref(E, kinds);
    return code;
}

PmlObj *pml_code_replace(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    const PmlCode *co = (const PmlCode *)o;
    PmlObj *given[FIELD_COUNT] = {NULL};
    if (!pml_parse_fast(E, "replace", args, nargs, kwnames, replace_names, 0, 0, given)) {
        return NULL;
    }
    Fields f = {
        .number = {co->argcount, co->posonlyargcount, co->kwonlyargcount, co->nlocals,
                   co->stacksize, co->flags, co->firstlineno},
    };
    PmlObj *made[4] = {
        pml_code_names_of_kind(E, co, PML_LOCAL_PLAIN),
        pml_code_names_of_kind(E, co, PML_LOCAL_FREE),
        pml_code_names_of_kind(E, co, PML_LOCAL_CELL),
        pml_bytes(E, pml_code_bytes(co), co->ob.size * 2),
    };
    f.object[VARNAMES] = made[0];
    f.object[FREEVARS] = made[1];
    f.object[CELLVARS] = made[2];
    f.object[CODE] = made[3];
    f.object[CONSTS] = co->consts.p;
    f.object[NAMES] = co->names.p;
    f.object[FILENAME] = co->filename.p;
    f.object[NAME] = co->name.p;
    f.object[QUALNAME] = co->qualname.p;
    f.object[LINETABLE] = co->linetable.p;
    f.object[EXCEPTIONTABLE] = co->exceptiontable.p;
    bool ok = made[0] && made[1] && made[2] && made[3];
    for (int i = 0; ok && i < FIELD_COUNT; i++) {
        char quoted[32];
        size_t n = strlen(replace_names[i]);
        quoted[0] = '\'';
        memcpy(quoted + 1, replace_names[i], n);
        memcpy(quoted + 1 + n, "'", 2);
        ok = !given[i] || take_field(E, "replace", quoted, i, given[i], &f);
    }
    for (int i = 0; ok && i < CODE; i++) {
        ok = f.number[i] >= 0;
        if (!ok) {
            PML_RAISE(E, ValueError, "%s must be a positive integer", replace_names[i]);
        }
    }
    PmlObj *code = ok ? code_from_fields(E, &f, true) : NULL;
    for (int i = 0; i < 4; i++) {
        pml_xdecref(E, made[i]);
    }
    return code;
}

PmlObj *pml_code_construct(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    static const int order[] = {
        ARGCOUNT, POSONLYARGCOUNT, KWONLYARGCOUNT, NLOCALS,        STACKSIZE, FLAGS,
        CODE,     CONSTS,          NAMES,          VARNAMES,       FILENAME,  NAME,
        QUALNAME, FIRSTLINENO,     LINETABLE,      EXCEPTIONTABLE, FREEVARS,  CELLVARS,
    };
    static const char *const numbers[] = {
        "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",
        "10", "11", "12", "13", "14", "15", "16", "17", "18",
    };
    PML_UNUSED(type);
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_no_keywords(E, "code", kwargs) || !pml_check_positional(E, "code", n, 16, 18)) {
        return NULL;
    }
    Fields f;
    memset(&f, 0, sizeof f);
    f.object[FREEVARS] = f.object[CELLVARS] = E->rt->empty_tuple.p;
    for (int64_t i = 0; i < n; i++) {
        if (!take_field(E, "code", numbers[i], order[i], PML_TUPLE_AT(args, i), &f)) {
            return NULL;
        }
    }
    return code_from_fields(E, &f, false);
}
