/* The object header and the type's callback table: all that heap and gc know of an object.
 *
 * Callbacks mirror CPython's type slots one to one, name for name, with the same reference rules:
 * "returns a new reference, NULL with an exception set", "int: -1 with an exception set". */
#ifndef PML_TYPE_H
#define PML_TYPE_H

#include "base/engine.h"

struct PmlObj {
    int64_t refs;
    PML_PTR(PmlType) type;
};
typedef struct PmlVarObj {
    PmlObj ob;
    int64_t size;
} PmlVarObj;
_Static_assert(sizeof(PmlObj) == 16 && sizeof(PmlVarObj) == 24, "CPython's header sizes");

/* 16 bytes before every collectable object. next NULL: untracked. prev's two low bits: FINALIZED
 * (bit 0) and COLLECTING (bit 1); during a collection its upper bits hold the copied count. */
typedef struct PmlGcHead {
    PML_PTR(struct PmlGcHead) next;
    uint64_t prev;
} PmlGcHead;

typedef int (*PmlVisit)(PmlEngine *E, PmlObj *target, void *ctx);

/* How an edge is named by the ledger: "item 2 of list", "key", "attribute x", "__class__". */
typedef enum PmlEdge {
    PML_EDGE_ITEM,  /* index */
    PML_EDGE_KEY,   /* label: the key object itself */
    PML_EDGE_VALUE, /* label: the key object */
    PML_EDGE_ATTR,  /* label: name as str object, or text */
    PML_EDGE_FIELD, /* text: C field, such as "closure", "__class__", "defaults" */
    PML_EDGE_LOCAL, /* label: variable name */
    PML_EDGE_STACK, /* index: depth on the evaluation stack */
    PML_EDGE_CONST, /* index in co_consts */
    PML_EDGE_ROOT,  /* text: holder outside any object */
} PmlEdge;
/* A callback that is told every owned reference, one call each, with its name. */
typedef struct PmlRefSink PmlRefSink;
struct PmlRefSink {
    void (*ref)(PmlRefSink *sink, PmlObj *target, PmlEdge edge, PmlObj *label, const char *text,
                int64_t index);
};

typedef PmlObj *(*PmlUnary)(PmlEngine *, PmlObj *);
typedef PmlObj *(*PmlBinary)(PmlEngine *, PmlObj *, PmlObj *);
typedef PmlObj *(*PmlTernary)(PmlEngine *, PmlObj *, PmlObj *, PmlObj *);
typedef int (*PmlInquiry)(PmlEngine *, PmlObj *);
typedef int64_t (*PmlLen)(PmlEngine *, PmlObj *);
typedef PmlObj *(*PmlIndexed)(PmlEngine *, PmlObj *, int64_t);
typedef int (*PmlIndexedAssign)(PmlEngine *, PmlObj *, int64_t, PmlObj *);
typedef int (*PmlObjObj)(PmlEngine *, PmlObj *, PmlObj *);
typedef int (*PmlAssign)(PmlEngine *, PmlObj *, PmlObj *, PmlObj *); /* last NULL: delete */
typedef int64_t (*PmlHash)(PmlEngine *, PmlObj *);
typedef PmlObj *(*PmlRichCompare)(PmlEngine *, PmlObj *, PmlObj *, int op);
typedef int (*PmlTraverse)(PmlEngine *, PmlObj *, PmlVisit, void *ctx);
typedef void (*PmlDestructor)(PmlEngine *, PmlObj *);
typedef PmlObj *(*PmlNew)(PmlEngine *, PmlType *, PmlObj *args, PmlObj *kwargs);
typedef PmlObj *(*PmlAlloc)(PmlEngine *, PmlType *, int64_t nitems);
/* nargsf: argument count, plus PML_ARGS_OFFSET when args[-1] may be overwritten meanwhile.
 * kwnames: tuple of str or NULL; keyword values follow the positional ones in args. */
typedef PmlObj *(*PmlVectorcall)(PmlEngine *, PmlObj *callable, PmlRef *args, uint64_t nargsf,
                                 PmlObj *kwnames);
#define PML_ARGS_OFFSET (UINT64_C(1) << 63)
#define PML_NARGS(n) ((int64_t)((n) & ~PML_ARGS_OFFSET))

/* Calling conventions of C functions. */
typedef PmlObj *(*PmlFastFn)(PmlEngine *, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames);
typedef PmlObj *(*PmlVarFn)(PmlEngine *, PmlObj *self, PmlObj *args, PmlObj *kwargs);
enum {
    PML_METH_NOARGS = 1,   /* fast, nargs 0 checked by the caller */
    PML_METH_O = 2,        /* fast, args[0] is the one argument, checked by the caller */
    PML_METH_FASTCALL = 4, /* fast */
    PML_METH_KEYWORDS = 8, /* with FASTCALL or VARARGS: keywords allowed */
    PML_METH_VARARGS = 16, /* var: an argument tuple (and dict) is really built, as in CPython */
    PML_METH_CLASS = 32,
    PML_METH_STATIC = 64,
    PML_METH_COEXIST = 128,
};
typedef struct PmlMethodDef {
    const char *name;
    PmlFastFn fast; /* NULL when VARARGS */
    PmlVarFn var;
    int flags;
    const char *doc;
} PmlMethodDef;
typedef struct PmlGetSetDef {
    const char *name;
    PmlObj *(*get)(PmlEngine *, PmlObj *, void *closure);
    int (*set)(PmlEngine *, PmlObj *, PmlObj *value, void *closure); /* value NULL: delete */
    const char *doc;
    void *closure;
} PmlGetSetDef;
/* A field that holds a reference (or a plain number) at a byte offset. */
enum {
    PML_MEMBER_OBJECT,
    PML_MEMBER_OBJECT_EX,
    PML_MEMBER_INT64,
    PML_MEMBER_INT32,
    PML_MEMBER_BOOL,
    PML_MEMBER_DOUBLE /* always read-only */
};
typedef struct PmlMemberDef {
    const char *name;
    int kind;
    int64_t offset;
    bool readonly;
    const char *doc;
} PmlMemberDef;

/* Flags. */
enum {
    PML_TF_HEAP = 1 << 0,         /* made by a class statement or type() */
    PML_TF_BASETYPE = 1 << 1,     /* may be subclassed */
    PML_TF_GC = 1 << 2,           /* instances have a GC head */
    PML_TF_MANAGED_DICT = 1 << 3, /* values and dict pointers before the GC head */
    PML_TF_VECTORCALL = 1 << 4,   /* vectorcall_offset is valid */
    PML_TF_METHOD_DESCR = 1 << 5, /* obj.method() need not build a bound method */
    PML_TF_IMMUTABLE = 1 << 6,
    PML_TF_READY = 1 << 7,
    PML_TF_ABSTRACT = 1 << 8,
    PML_TF_NO_NEW = 1 << 9,    /* "cannot create 'X' instances" */
    PML_TF_SEQUENCE = 1 << 10, /* match statement */
    PML_TF_MAPPING = 1 << 11,
    PML_TF_VALID_VERSION = 1 << 12,
    PML_TF_MATCH_SELF = 1 << 13,
    PML_TF_COUNTED = 1 << 14, /* instances own a reference to it: every Python class, and the types
                                 that CPython makes when their module in C is imported */
    PML_TF_SEALED = 1 << 15,  /* "cannot pickle 'X' object", though it is a Python class here */
    /* fast subclass tests */
    PML_TF_INT = 1 << 20,
    PML_TF_LIST = 1 << 21,
    PML_TF_TUPLE = 1 << 22,
    PML_TF_BYTES = 1 << 23,
    PML_TF_STR = 1 << 24,
    PML_TF_DICT = 1 << 25,
    PML_TF_EXC = 1 << 26,
    PML_TF_TYPE = 1 << 27,
};

/* A type object. Static types live in the runtime's table; heap types are collectable objects of
 * 904 bytes + members, as in CPython. Slots that are NULL are inherited by pml_type_ready. */
struct PmlType {
    PmlVarObj ob;
    PML_PTR(const char) name; /* tp_name: "list", "collections.deque", a heap type's own name */
    int32_t id;               /* PML_T_xxx for static types, -1 for heap types */
    uint32_t flags;
    int64_t basicsize, itemsize;
    int64_t dictoffset, weaklistoffset, vectorcall_offset; /* 0: none; dictoffset -1: managed */
    uint32_t version;
    uint32_t claimed; /* a class that stands for a type in C: 2 * basicsize there, + 1 if collected;
                         0: what it really has */
    PML_PTR(PmlType) base; /* owned for heap types */
    PmlRef dict, bases, mro, subclasses, cache, weaklist;
    PmlRef ht_name, ht_qualname, ht_slots, ht_module_unused;
    PML_PTR(struct PmlDictKeys) cached_keys; /* shared keys of instances, heap types only */
    PML_PTR(const char) doc;
    PML_PTR(const PmlMethodDef) methods;
    PML_PTR(const PmlGetSetDef) getset;
    PML_PTR(const PmlMemberDef) members;
    int64_t member_count; /* heap types: slot members appended to the type object */

    /* Function pointers in 8-byte slots too: the static part is laid out alike on every host. */
    _Alignas(8) PmlDestructor dealloc;
    _Alignas(8) PmlTraverse traverse; /* what the collector visits: facts 5.7, in that order */
    _Alignas(8) void (*refs_of)(PmlEngine *, PmlObj *,
                                PmlRefSink *); /* EVERY owned reference, for the ledger */
    _Alignas(8) PmlInquiry clear;
    _Alignas(8) PmlDestructor finalize;
    _Alignas(8) void (*free)(PmlEngine *, void *);
    _Alignas(8) PmlAlloc alloc;
    _Alignas(8) PmlNew new_;
    _Alignas(8) PmlAssign init; /* init(self, args, kwargs) */
    _Alignas(8) PmlUnary repr, str;
    _Alignas(8) PmlHash hash;
    _Alignas(8) PmlTernary call;
    _Alignas(8) PmlVectorcall vectorcall; /* tp_vectorcall: used when the type itself is called */
    _Alignas(8) PmlBinary getattro;
    _Alignas(8) PmlAssign setattro;
    _Alignas(8) PmlRichCompare richcompare;
    _Alignas(8) PmlUnary iter, iternext; /* iternext: NULL without an exception means exhausted */
    _Alignas(8) PmlTernary descr_get;
    _Alignas(8) PmlAssign descr_set;
    /* number */
    _Alignas(8) PmlBinary nb_add, nb_subtract, nb_multiply, nb_remainder, nb_divmod;
    _Alignas(8) PmlTernary nb_power;
    _Alignas(8) PmlUnary nb_negative, nb_positive, nb_absolute;
    _Alignas(8) PmlInquiry nb_bool;
    _Alignas(8) PmlUnary nb_invert;
    _Alignas(8) PmlBinary nb_lshift, nb_rshift, nb_and, nb_xor, nb_or;
    _Alignas(8) PmlUnary nb_int, nb_float;
    _Alignas(8) PmlBinary nb_inplace_add, nb_inplace_subtract, nb_inplace_multiply,
        nb_inplace_remainder;
    _Alignas(8) PmlTernary nb_inplace_power;
    _Alignas(8) PmlBinary nb_inplace_lshift, nb_inplace_rshift, nb_inplace_and, nb_inplace_xor,
        nb_inplace_or;
    _Alignas(8) PmlBinary nb_floor_divide, nb_true_divide, nb_inplace_floor_divide,
        nb_inplace_true_divide;
    _Alignas(8) PmlUnary nb_index;
    _Alignas(8) PmlBinary nb_matrix_multiply, nb_inplace_matrix_multiply;
    /* sequence and mapping */
    _Alignas(8) PmlLen sq_length;
    _Alignas(8) PmlBinary sq_concat;
    _Alignas(8) PmlIndexed sq_repeat, sq_item;
    _Alignas(8) PmlIndexedAssign sq_ass_item;
    _Alignas(8) PmlObjObj sq_contains;
    _Alignas(8) PmlBinary sq_inplace_concat;
    _Alignas(8) PmlIndexed sq_inplace_repeat;
    _Alignas(8) PmlLen mp_length;
    _Alignas(8) PmlBinary mp_subscript;
    _Alignas(8) PmlAssign mp_ass_subscript;
    /* generators: send. Result kinds as CPython's PySendResult: 0 return, 1 next, -1 error. */
    _Alignas(8) int (*am_send)(PmlEngine *, PmlObj *, PmlObj *arg, PmlObj **result);
    /* buffer: gives the bytes and their count; release may be NULL. */
    _Alignas(8) int (*bf_getbuffer)(PmlEngine *, PmlObj *, struct PmlBuffer *view, int flags);
    _Alignas(8) void (*bf_releasebuffer)(PmlEngine *, PmlObj *, struct PmlBuffer *view);
};
_Static_assert(sizeof(PmlType) == 784, "equal on every host, and within the 904 bytes of CPython");

static inline PmlGcHead *pml_gc_head(const PmlObj *o)
{
    return (PmlGcHead *)(uintptr_t)o - 1;
}
static inline PmlObj *pml_from_gc(const PmlGcHead *g)
{
    return (PmlObj *)(uintptr_t)(g + 1);
}
static inline bool pml_type_has(const PmlType *t, uint32_t flag)
{
    return (t->flags & flag) != 0;
}

#endif
