/* OSError: the subclass is chosen by errno, unless a Python subclass takes over __init__. */
#include "object/exception.h"

#include "object/containers.h"
#include "object/detached.h"
#include "object/numbers.h"
#include "object/object.h"
#include "object/str.h"

#define OSE(o) ((PmlOSErrorObj *)(o))

/* Linux numbers, whatever the host. */
static int type_for_errno(int64_t n)
{
    switch (n) {
    case 11:
    case 114:
    case 115: return PML_T_BlockingIOError;
    case 32:
    case 108: return PML_T_BrokenPipeError;
    case 10: return PML_T_ChildProcessError;
    case 103: return PML_T_ConnectionAbortedError;
    case 111: return PML_T_ConnectionRefusedError;
    case 104: return PML_T_ConnectionResetError;
    case 17: return PML_T_FileExistsError;
    case 2: return PML_T_FileNotFoundError;
    case 21: return PML_T_IsADirectoryError;
    case 20: return PML_T_NotADirectoryError;
    case 4: return PML_T_InterruptedError;
    case 1:
    case 13: return PML_T_PermissionError;
    case 3: return PML_T_ProcessLookupError;
    case 110: return PML_T_TimeoutError;
    default: return -1;
    }
}

typedef struct Parsed {
    PmlObj *number, *text, *filename, *filename2; /* borrowed from the arguments */
} Parsed;

static Parsed parse_args(PmlObj *args)
{
    Parsed p = {NULL, NULL, NULL, NULL};
    int64_t n = PML_TUPLE_LEN(args);
    if (n >= 2 && n <= 5) {
        p.number = PML_TUPLE_AT(args, 0);
        p.text = PML_TUPLE_AT(args, 1);
        p.filename = n > 2 ? PML_TUPLE_AT(args, 2) : NULL;
        p.filename2 = n > 4 ? PML_TUPLE_AT(args, 4) : NULL; /* the fourth is Windows' */
    }
    return p;
}

static int os_error_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
static PmlObj *os_error_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);

/* A subclass that overrides __init__ but not __new__ gets its fields in __init__. */
static bool uses_init(const PmlType *t)
{
    return t->init != os_error_init && t->new_ == os_error_new;
}

static bool is_blocking(PmlEngine *E, PmlObj *self)
{
    return PML_TYPE_OF(self) == PML_TYPE(E, BlockingIOError);
}

static int fill(PmlEngine *E, PmlObj *self, PmlObj *args, const Parsed *p)
{
    PmlOSErrorObj *e = OSE(self);
    PmlObj *kept = pml_incref(args);
    if (p->filename && p->filename != PML_NONE(E)) {
        if (is_blocking(E, self) && pml_has_index(p->filename)) {
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, kept, "OSError: arguments");
            e->written = pml_as_ssize(E, p->filename, PML_T_ValueError);
            pml_hold_drop(E, mark);
            if (e->written == -1 && pml_error_pending(E)) {
                pml_decref(E, kept);
                return -1;
            }
        } else {
            e->filename.p = pml_incref(p->filename);
            if (p->filename2 && p->filename2 != PML_NONE(E)) {
                e->filename2.p = pml_incref(p->filename2);
            }
            /* The file names are not kept in args. */
            int64_t mark = pml_hold_mark(E);
            pml_hold(E, kept, "OSError: arguments");
            PmlObj *shorter = pml_tuple_slice(E, args, 0, 2);
            pml_drop_held(E, mark, kept);
            if (!shorter) {
                return -1;
            }
            kept = shorter;
        }
    }
    e->errno_.p = pml_xincref(p->number);
    e->strerror.p = pml_xincref(p->text);
    PML_SETREF(E, e->args, kept);
    return 0;
}

static PmlObj *os_error_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs)
{
    bool in_init = uses_init(t);
    Parsed p = {NULL, NULL, NULL, NULL};
    if (!in_init) {
        if (!pml_no_keywords(E, t->name.p, kwargs)) {
            return NULL;
        }
        p = parse_args(args);
        int64_t n;
        if (t == PML_TYPE(E, OSError) && p.number && PML_IS_INT(p.number) &&
            pml_int_fits(p.number, &n) && type_for_errno(n) >= 0) {
            t = &E->rt->types[type_for_errno(n)];
        }
    }
    PmlObj *self = t->alloc(E, t, 0);
    if (!self) {
        return NULL;
    }
    OSE(self)->written = -1;
    if (!in_init) {
        int64_t mark = pml_hold_mark(E);
        pml_hold(E, self, "OSError being made");
        int err = fill(E, self, args, &p);
        pml_hold_drop(E, mark);
        if (err < 0) {
            pml_decref(E, self);
            return NULL;
        }
        return self;
    }
    OSE(self)->args.p = pml_tuple_new(E, 0);
    if (!OSE(self)->args.p) {
        pml_decref(E, self);
        return NULL;
    }
    return self;
}

static int os_error_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    PmlType *t = PML_TYPE_OF(self);
    if (!uses_init(t)) {
        return 0;
    }
    if (!pml_no_keywords(E, t->name.p, kwargs)) {
        return -1;
    }
    Parsed p = parse_args(args);
    return fill(E, self, args, &p);
}

static PmlObj *os_error_str(PmlEngine *E, PmlObj *self)
{
    PmlOSErrorObj *e = OSE(self);
    PmlObj *none = PML_NONE(E);
    PmlObj *number = e->errno_.p ? e->errno_.p : none;
    PmlObj *text = e->strerror.p ? e->strerror.p : none;
    if (e->filename.p) {
        if (e->filename2.p) {
            return pml_str_format(E, "[Errno %S] %S: %R -> %R", number, text, e->filename.p,
                                  e->filename2.p);
        }
        return pml_str_format(E, "[Errno %S] %S: %R", number, text, e->filename.p);
    }
    if (e->errno_.p && e->strerror.p) {
        return pml_str_format(E, "[Errno %S] %S", number, text);
    }
    return pml_base_exception_str(E, self);
}

static PmlObj *os_error_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                               PmlObj *kwnames)
{
    PML_UNUSED(args);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    PmlOSErrorObj *e = OSE(self);
    PmlObj *full = e->args.p;
    if (PML_TUPLE_LEN(full) == 2 && e->filename.p) {
        PmlObj *number = PML_TUPLE_AT(full, 0), *text = PML_TUPLE_AT(full, 1);
        full = e->filename2.p
                   ? pml_tuple_pack(E, 5, number, text, e->filename.p, PML_NONE(E), e->filename2.p)
                   : pml_tuple_pack(E, 3, number, text, e->filename.p);
        if (!full) {
            return NULL;
        }
    } else {
        pml_incref(full);
    }
    PmlObj *type = (PmlObj *)PML_TYPE_OF(self);
    PmlObj *r =
        e->dict.p ? pml_tuple_pack(E, 3, type, full, e->dict.p) : pml_tuple_pack(E, 2, type, full);
    pml_decref(E, full);
    return r;
}

static PmlObj *get_written(PmlEngine *E, PmlObj *self, void *closure)
{
    PML_UNUSED(closure);
    if (OSE(self)->written == -1) {
        return PML_RAISE(E, AttributeError, "characters_written");
    }
    return pml_int(E, OSE(self)->written);
}

static int set_written(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure)
{
    PML_UNUSED(closure);
    if (!value) {
        if (OSE(self)->written == -1) {
            PML_RAISE(E, AttributeError, "characters_written");
            return -1;
        }
        OSE(self)->written = -1;
        return 0;
    }
    int64_t n = pml_as_ssize(E, value, PML_T_ValueError);
    if (n == -1 && pml_error_pending(E)) {
        return -1;
    }
    OSE(self)->written = n;
    return 0;
}

static const PmlMethodDef methods[] = {
    {"__reduce__", os_error_reduce, NULL, PML_METH_NOARGS, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

static const PmlGetSetDef getset[] = {
    {"characters_written", get_written, set_written, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const PmlMemberDef members[] = {
    {"errno", PML_MEMBER_OBJECT, offsetof(PmlOSErrorObj, errno_), false, "POSIX exception code"},
    {"strerror", PML_MEMBER_OBJECT, offsetof(PmlOSErrorObj, strerror), false, "exception strerror"},
    {"filename", PML_MEMBER_OBJECT, offsetof(PmlOSErrorObj, filename), false, "exception filename"},
    {"filename2", PML_MEMBER_OBJECT, offsetof(PmlOSErrorObj, filename2), false,
     "second exception filename"},
    {NULL, 0, 0, false, NULL},
};

const PmlExcKind pml_exc_kind_OSError = {
    sizeof(PmlOSErrorObj),
    os_error_new,
    os_error_init,
    os_error_str,
    methods,
    getset,
    members,
    {{"errno", offsetof(PmlOSErrorObj, errno_)},
     {"strerror", offsetof(PmlOSErrorObj, strerror)},
     {"filename", offsetof(PmlOSErrorObj, filename)},
     {"filename2", offsetof(PmlOSErrorObj, filename2)},
     {NULL, 0}},
};
