/* Code objects: construction (with the interning that CPython's constructor does), release,
 * comparison, and the attributes that derive from the variable table. */
#include "object/callables.h"

#include "object/bytes.h"
#include "object/code_parts.h"
#include "object/const_key.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/str.h"

/* RESUME, the first instruction that counts as running the function (lang/opcode.def). */
enum { RESUME_OPCODE = 151, NEVER_WARM = 1 };

static void intern_item(PmlEngine *E, PmlObj *tuple, int64_t i)
{
    PmlObj *s = PML_TUPLE_AT(tuple, i);
    pml_str_intern(E, &s);
    PML_TUPLE_ITEMS(tuple)[i].p = s;
}

static bool intern_names(PmlEngine *E, PmlObj *tuple)
{
    for (int64_t i = 0; i < PML_TUPLE_LEN(tuple); i++) {
        PmlObj *name = PML_TUPLE_AT(tuple, i);
        if (!name || !PML_IS(name, str)) {
            PML_RAISE(E, SystemError, "non-string found in code slot");
            return false;
        }
        intern_item(E, tuple, i);
    }
    return true;
}

static bool intern_constants(PmlEngine *E, PmlObj *tuple, bool *modified);

/* A frozenset constant is rebuilt when interning changed one of its items. */
static bool intern_frozenset(PmlEngine *E, PmlObj *tuple, int64_t i, bool *modified)
{
    PmlObj *set = PML_TUPLE_AT(tuple, i);
    PmlObj *items = pml_sequence_tuple(E, set);
    if (!items) {
        return false;
    }
    bool changed = false;
    if (!intern_constants(E, items, &changed)) {
        pml_decref(E, items);
        return false;
    }
    if (changed) {
        PmlObj *fresh = pml_frozenset_new(E, items);
        if (!fresh) {
            pml_decref(E, items);
            return false;
        }
        PML_TUPLE_ITEMS(tuple)[i].p = fresh;
        pml_decref(E, set);
        *modified = true;
    }
    pml_decref(E, items);
    return true;
}

static bool intern_constants(PmlEngine *E, PmlObj *tuple, bool *modified)
{
    for (int64_t i = PML_TUPLE_LEN(tuple); --i >= 0;) {
        PmlObj *o = PML_TUPLE_AT(tuple, i);
        if (PML_IS(o, str)) {
            if (pml_str_all_name_chars(o)) {
                intern_item(E, tuple, i);
                *modified = *modified || PML_TUPLE_AT(tuple, i) != o;
            }
        } else if (PML_IS(o, tuple)) {
            bool ignored = false;
            if (!intern_constants(E, o, &ignored)) {
                return false;
            }
        } else if (PML_IS(o, frozenset) && !intern_frozenset(E, tuple, i, modified)) {
            return false;
        }
    }
    return true;
}

static void count_variables(PmlCode *co)
{
    const unsigned char *kinds = PML_BYTES_DATA(co->localspluskinds.p);
    int64_t n = PML_TUPLE_LEN(co->localsplusnames.p);
    co->nlocalsplus = (int32_t)n;
    for (int64_t i = 0; i < n; i++) {
        if (kinds[i] & PML_LOCAL_PLAIN) {
            co->nlocals++;
        }
        if (kinds[i] & PML_LOCAL_CELL) {
            co->ncellvars++;
            co->nplaincellvars += !(kinds[i] & PML_LOCAL_PLAIN);
        } else if (kinds[i] & PML_LOCAL_FREE) {
            co->nfreevars++;
        }
    }
}

PmlObj *pml_code_new(PmlEngine *E, const PmlCodeParts *parts)
{
    bool ignored = false;
    if (!intern_names(E, parts->names) || !intern_constants(E, parts->consts, &ignored) ||
        !intern_names(E, parts->localsplusnames)) {
        return NULL;
    }
    PmlVarObj *o = pml_object_new_var(E, PML_TYPE(E, code), parts->code_bytes / 2);
    if (!o) {
        return NULL;
    }
    PmlCode *co = (PmlCode *)o;
    memset((unsigned char *)co + sizeof(PmlVarObj), 0, PML_CODE_HEAD - sizeof(PmlVarObj));
    co->filename.p = pml_incref(parts->filename);
    co->name.p = pml_incref(parts->name);
    co->qualname.p = pml_incref(parts->qualname);
    co->flags = parts->flags;
    co->firstlineno = parts->firstlineno;
    co->linetable.p = pml_incref(parts->linetable);
    co->consts.p = pml_incref(parts->consts);
    co->names.p = pml_incref(parts->names);
    co->localsplusnames.p = pml_incref(parts->localsplusnames);
    co->localspluskinds.p = pml_incref(parts->localspluskinds);
    co->argcount = parts->argcount;
    co->posonlyargcount = parts->posonlyargcount;
    co->kwonlyargcount = parts->kwonlyargcount;
    co->stacksize = parts->stacksize;
    co->exceptiontable.p = pml_incref(parts->exceptiontable);
    int32_t events = E->profile->warm_up;
    co->warmup = (int16_t)(events ? -events : NEVER_WARM);
    count_variables(co);
    unsigned char *code = pml_code_bytes(co);
    memcpy(code, parts->code, (size_t)parts->code_bytes);
    while (co->firsttraceable < co->ob.size && code[co->firsttraceable * 2] != RESUME_OPCODE) {
        co->firsttraceable++;
    }
    return &co->ob.ob;
}

static void code_dealloc(PmlEngine *E, PmlObj *o)
{
    PmlCode *co = (PmlCode *)o;
    PML_CLEAR(E, co->consts);
    PML_CLEAR(E, co->names);
    PML_CLEAR(E, co->localsplusnames);
    PML_CLEAR(E, co->localspluskinds);
    PML_CLEAR(E, co->filename);
    PML_CLEAR(E, co->name);
    PML_CLEAR(E, co->qualname);
    PML_CLEAR(E, co->linetable);
    PML_CLEAR(E, co->exceptiontable);
    PML_CLEAR(E, co->extra);
    if (co->weaklist.p) {
        pml_clear_weakrefs(E, o);
    }
    pml_object_free(E, o);
}

static void code_refs_of(PmlEngine *E, PmlObj *o, PmlRefSink *sink)
{
    PmlCode *co = (PmlCode *)o;
    PML_UNUSED(E);
    const struct {
        PmlObj *target;
        const char *text;
    } fields[] = {
        {co->consts.p, "co_consts"},
        {co->names.p, "co_names"},
        {co->localsplusnames.p, "variable names"},
        {co->localspluskinds.p, "variable kinds"},
        {co->filename.p, "co_filename"},
        {co->name.p, "co_name"},
        {co->qualname.p, "co_qualname"},
        {co->linetable.p, "co_linetable"},
        {co->exceptiontable.p, "co_exceptiontable"},
        {co->extra.p, "co_code"},
    };
    for (int64_t i = 0; i < PML_COUNT_OF(fields); i++) {
        if (fields[i].target) {
            sink->ref(sink, fields[i].target, PML_EDGE_FIELD, NULL, fields[i].text, -1);
        }
    }
}

static PmlObj *code_repr(PmlEngine *E, PmlObj *o)
{
    PmlCode *co = (PmlCode *)o;
    int line = co->firstlineno != 0 ? co->firstlineno : -1;
    return pml_str_format(E, "<code object %U at %p, file \"%U\", line %d>", co->name.p, (void *)co,
                          co->filename.p, line);
}

static PmlObj *code_richcompare(PmlEngine *E, PmlObj *a, PmlObj *b, int op)
{
    if ((op != PML_EQ && op != PML_NE) || !PML_IS(a, code) || !PML_IS(b, code)) {
        return pml_not_implemented(E);
    }
    return pml_bool(E, pml_code_equal(E, a, b) == (op == PML_EQ));
}

static int64_t code_hash(PmlEngine *E, PmlObj *o)
{
    PmlCode *co = (PmlCode *)o;
    PmlObj *hashed[] = {co->name.p, co->consts.p, co->names.p, co->localsplusnames.p};
    int64_t h = co->argcount ^ co->posonlyargcount ^ co->kwonlyargcount ^ co->flags;
    for (int64_t i = 0; i < PML_COUNT_OF(hashed); i++) {
        int64_t part = pml_hash(E, hashed[i]);
        if (part == -1) {
            return -1;
        }
        h ^= part;
    }
    return h == -1 ? -2 : h;
}

/* The names whose kind has one of these bits, in slot order: a new tuple on each access. */
PmlObj *pml_code_names_of_kind(PmlEngine *E, const PmlCode *co, int kind)
{
    const unsigned char *kinds = PML_BYTES_DATA(co->localspluskinds.p);
    int64_t count = 0;
    for (int32_t i = 0; i < co->nlocalsplus; i++) {
        count += (kinds[i] & kind) != 0;
    }
    PmlObj *names = pml_tuple_new(E, count);
    if (!names) {
        return NULL;
    }
    int64_t at = 0;
    for (int32_t i = 0; i < co->nlocalsplus; i++) {
        if (kinds[i] & kind) {
            PML_TUPLE_ITEMS(names)[at++].p = pml_incref(PML_TUPLE_AT(co->localsplusnames.p, i));
        }
    }
    return names;
}

static PmlObj *get_varnames(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    return pml_code_names_of_kind(E, (PmlCode *)o, PML_LOCAL_PLAIN);
}

static PmlObj *get_cellvars(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    return pml_code_names_of_kind(E, (PmlCode *)o, PML_LOCAL_CELL);
}

static PmlObj *get_freevars(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    return pml_code_names_of_kind(E, (PmlCode *)o, PML_LOCAL_FREE);
}

static PmlObj *get_adaptive(PmlEngine *E, PmlObj *o, void *closure)
{
    PML_UNUSED(closure);
    PmlCode *co = (PmlCode *)o;
    return pml_bytes(E, pml_code_bytes(co), co->ob.size * 2);
}

static PmlObj *get_code(PmlEngine *E, PmlObj *o, void *closure)
{
    PmlCode *co = (PmlCode *)o;
    if (!co->extra.p) {
        PmlObj *bytes = get_adaptive(E, o, closure);
        if (!bytes) {
            return NULL;
        }
        co->extra.p = bytes;
    }
    return pml_incref(co->extra.p);
}

static PmlObj *code_sizeof(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    return pml_int(E, (PML_CODE_HEAD + ((PmlCode *)o)->ob.size * 2 + 7) & ~INT64_C(7));
}

static PmlObj *code_varname(PmlEngine *E, PmlObj *o, PmlRef *args, int64_t nargs, PmlObj *kwnames)
{
    static const char *const parameters[] = {"oparg", NULL};
    PmlObj *oparg = NULL;
    int64_t i;
    if (!pml_parse_fast(E, "_varname_from_oparg", args, nargs, kwnames, parameters, 1, 1, &oparg) ||
        !pml_want_int(E, oparg, &i)) {
        return NULL;
    }
    PmlObj *names = ((PmlCode *)o)->localsplusnames.p;
    if (i < 0 || i >= PML_TUPLE_LEN(names)) {
        return PML_RAISE(E, IndexError, "tuple index out of range");
    }
    return pml_incref(PML_TUPLE_AT(names, i));
}

static const PmlMethodDef code_methods[] = {
    {"__sizeof__", code_sizeof, NULL, PML_METH_NOARGS, NULL},
    {"co_lines", pml_code_lines, NULL, PML_METH_NOARGS, NULL},
    {"co_positions", pml_code_positions, NULL, PML_METH_NOARGS, NULL},
    {"replace", pml_code_replace, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS,
     "Return a copy of the code object with new values for the specified fields."},
    {"_varname_from_oparg", code_varname, NULL, PML_METH_FASTCALL | PML_METH_KEYWORDS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlGetSetDef code_getset[] = {
    {"co_lnotab", pml_code_lnotab, NULL, NULL, NULL},
    {"_co_code_adaptive", get_adaptive, NULL, NULL, NULL},
    {"co_varnames", get_varnames, NULL, NULL, NULL},
    {"co_cellvars", get_cellvars, NULL, NULL, NULL},
    {"co_freevars", get_freevars, NULL, NULL, NULL},
    {"co_code", get_code, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

#define CODE_INT(name)                                                     \
    {                                                                      \
        "co_" #name, PML_MEMBER_INT32, offsetof(PmlCode, name), true, NULL \
    }
#define CODE_OBJ(name)                                                      \
    {                                                                       \
        "co_" #name, PML_MEMBER_OBJECT, offsetof(PmlCode, name), true, NULL \
    }
static const PmlMemberDef code_members[] = {
    CODE_INT(argcount),       CODE_INT(posonlyargcount), CODE_INT(kwonlyargcount),
    CODE_INT(nlocals),        CODE_INT(stacksize),       CODE_INT(flags),
    CODE_OBJ(names),          CODE_OBJ(filename),        CODE_OBJ(name),
    CODE_OBJ(qualname),       CODE_INT(firstlineno),     CODE_OBJ(linetable),
    CODE_OBJ(exceptiontable), CODE_OBJ(consts),          {NULL, 0, 0, false, NULL},
};

void pml_init_type_code(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "code";
    t->basicsize = PML_CODE_HEAD;
    t->itemsize = 2;
    t->weaklistoffset = offsetof(PmlCode, weaklist);
    t->doc.p = "Create a code object.  Not for mere mortals.";
    t->methods.p = code_methods;
    t->getset.p = code_getset;
    t->members.p = code_members;
    t->dealloc = code_dealloc;
    t->refs_of = code_refs_of;
    t->repr = code_repr;
    t->hash = code_hash;
    t->richcompare = code_richcompare;
    t->new_ = pml_code_construct;
}
