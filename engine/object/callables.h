/* function, code, cell, bound method, built-in function, descriptors, property, module, frame,
 * generator, weak reference: layouts as facts 2.7/2.9. One .c file each. */
#ifndef PML_CALLABLES_H
#define PML_CALLABLES_H

#include "object/object.h"
#include "object/exception.h"

/* -- code --------------------------------------------------------------------------------- */
enum {
    PML_CO_OPTIMIZED = 1,
    PML_CO_NEWLOCALS = 2,
    PML_CO_VARARGS = 4,
    PML_CO_VARKEYWORDS = 8,
    PML_CO_NESTED = 0x10,
    PML_CO_GENERATOR = 0x20,
    PML_CO_COROUTINE = 0x80,
    PML_CO_ANNOTATIONS = 0x1000000,
};
enum {
    PML_LOCAL_HIDDEN = 0x10,
    PML_LOCAL_PLAIN = 0x20,
    PML_LOCAL_CELL = 0x40,
    PML_LOCAL_FREE = 0x80
};
typedef struct PmlCode { /* 184 bytes + len(co_code): facts 2.7. Not collectable. */
    PmlVarObj ob;        /* size: number of 2-byte code units */
    PmlRef consts, names, exceptiontable; /* tuple, tuple, bytes */
    int32_t flags;
    int16_t warmup; /* counts up from -8; 0: quickened (facts 3.7) */
    int16_t linearray_unused;
    int32_t argcount, posonlyargcount, kwonlyargcount, stacksize, firstlineno;
    int32_t nlocalsplus, nlocals, nplaincellvars, ncellvars, nfreevars;
    PmlRef localsplusnames, localspluskinds;    /* tuple of str, bytes */
    PmlRef filename, name, qualname, linetable; /* str, str, str, bytes */
    PmlRef weaklist;
    PmlRef extra; /* cached co_code bytes; NULL until first read */
    int32_t firsttraceable;
    uint32_t version;
    unsigned char code[8]; /* at 184: opcode, oparg pairs, inline caches included */
} PmlCode;
_Static_assert(offsetof(PmlCode, code) <= 184, "facts 2.7: 184 bytes of head");
#define PML_CODE_HEAD 184
static inline unsigned char *pml_code_bytes(const PmlCode *c)
{
    return (unsigned char *)(uintptr_t)c + PML_CODE_HEAD;
}
/* Everything a code object is made of; all references borrowed (the code object takes its own).
 * Interns names and name-like constants as CPython's code constructor does. */
typedef struct PmlCodeParts {
    int argcount, posonlyargcount, kwonlyargcount, stacksize, flags, firstlineno;
    const unsigned char *code;
    int64_t code_bytes;
    PmlObj *consts, *names, *localsplusnames, *localspluskinds;
    PmlObj *filename, *name, *qualname, *linetable, *exceptiontable;
} PmlCodeParts;
PmlObj *pml_code_new(PmlEngine *E, const PmlCodeParts *parts);
/* Source line of the instruction at byte offset (PyCode_Addr2Line); -1: none. */
int pml_code_line(const PmlCode *c, int byte_offset);
/* The line of every code unit, -1 where there is none; lines has ob.size elements. */
void pml_code_all_lines(const PmlCode *c, int32_t *lines);
bool pml_code_position(const PmlCode *c, int byte_offset, int *line, int *end_line, int *col,
                       int *end_col);
/* Handler lookup in the exception table; false: none. Offsets in code units. */
bool pml_code_handler(const PmlCode *c, int unit, int *handler, int *depth, bool *push_lasti);

/* -- function and cell ------------------------------------------------------------------- */
typedef struct PmlFunction { /* 136 bytes */
    PmlObj ob;
    PmlRef globals, builtins, name, qualname, code, defaults, kwdefaults, closure, doc, dict,
        weaklist, module, annotations;
    PML_PTR(void) vectorcall_unused;
    uint32_t version;
    uint32_t reserved;
} PmlFunction;
_Static_assert(sizeof(PmlFunction) == 136 && offsetof(PmlFunction, version) == 128, "facts 2.9");
PmlObj *pml_function_new(PmlEngine *E, PmlObj *code, PmlObj *globals); /* PyFunction_New */
typedef struct PmlCell {
    PmlObj ob;
    PmlRef content;
} PmlCell;
PmlObj *pml_cell_new(PmlEngine *E, PmlObj *content); /* content borrowed, may be NULL */

/* -- bound method, built-in function, descriptors ---------------------------------------- */
typedef struct PmlMethod {
    PmlObj ob;
    PmlRef func, self, weaklist;
    PML_PTR(void) vectorcall;
} PmlMethod;
PmlObj *pml_method_new(PmlEngine *E, PmlObj *func, PmlObj *self);
typedef struct PmlBuiltin { /* 56 bytes */
    PmlObj ob;
    PML_PTR(const PmlMethodDef) def;
    PmlRef self, module, weaklist; /* self may be NULL */
    PML_PTR(void) vectorcall;
} PmlBuiltin;
PmlObj *pml_builtin_new(PmlEngine *E, const PmlMethodDef *def, PmlObj *self, PmlObj *module);
/* Run a C function with CPython's argument checks and error texts for its flags. */
PmlObj *pml_method_def_call(PmlEngine *E, const PmlMethodDef *def, PmlObj *self, PmlObj *callable,
                            PmlRef *args, uint64_t nargsf, PmlObj *kwnames);
typedef struct PmlDescr { /* method, classmethod, wrapper, getset, member descriptors */
    PmlObj ob;
    PmlRef objclass, name, qualname;
    PML_PTR(const void) def; /* PmlMethodDef, PmlGetSetDef, PmlMemberDef or slot definition */
    PML_PTR(void) extra;     /* vectorcall, wrapped function */
} PmlDescr;
PmlObj *pml_mappingproxy_new(PmlEngine *E, PmlObj *mapping);
PmlObj *pml_staticmethod_new(PmlEngine *E, PmlObj *callable);
PmlObj *pml_classmethod_new(PmlEngine *E, PmlObj *callable);

/* -- module ------------------------------------------------------------------------------ */
typedef struct PmlModule { /* 56 bytes */
    PmlObj ob;
    PmlRef dict;
    PML_PTR(const void) def; /* of one in C: its methods; pml_frozen_module: as CPython's frozen */
    PML_PTR(void) state;
    PmlRef weaklist, name;
} PmlModule;
extern const char pml_frozen_module[];
/* For C modules and the importer. New; named as held, which ends with the importer's own mark. */
PmlObj *pml_module_new(PmlEngine *E, const char *name);
PmlObj *pml_module_dict(PmlObj *module); /* borrowed */
int pml_module_add_methods(PmlEngine *E, PmlObj *module, const PmlMethodDef *defs);
int pml_module_add(PmlEngine *E, PmlObj *module, const char *name,
                   PmlObj *value); /* steals value */

/* -- frames ------------------------------------------------------------------------------ */
enum { PML_OWNED_BY_THREAD, PML_OWNED_BY_GENERATOR, PML_OWNED_BY_FRAME_OBJECT };
/* The interpreter's frame: in a frame-stack chunk, in a generator or in a frame object. 72 bytes +
 * slots. F1: func and code are owned; globals and builtins borrowed from func; f_locals owned.
 * F2: slots [0, nlocalsplus) are owned or NULL; stack slots [nlocalsplus, stacktop) are owned. */
typedef struct PmlInterpFrame {
    PmlRef func, globals, builtins, locals, code, frame_obj; /* func at 0; globals at 8 */
    PML_PTR(struct PmlInterpFrame) previous;
    PML_PTR(unsigned char)
    prev_instr;       /* last executed instruction (2-byte unit), code - 2 at start */
    int32_t stacktop; /* valid slots in localsplus when the frame is not running; -1 while it runs
                         in C */
    uint8_t is_entry; /* the C evaluation loop returns when this frame ends */
    uint8_t owner;
    uint16_t depth; /* evaluation-stack slots in use when the running instruction began */
    PmlRef localsplus[1];
} PmlInterpFrame;
_Static_assert(offsetof(PmlInterpFrame, localsplus) == 72, "facts 2.9");
typedef struct PmlFrame { /* 16 + 120 + 8*slots with the GC head: facts 2.7 */
    PmlObj ob;
    PmlRef back;               /* owned, only once the frame object owns its frame */
    PML_PTR(PmlInterpFrame) f; /* points into the stack, a generator, or to `own` below */
    PmlRef trace;
    int32_t lineno;
    uint8_t trace_lines, trace_opcodes, fast_as_locals, pad;
    uint64_t own[1]; /* the interpreter frame when this object owns it (at 48) */
} PmlFrame;
_Static_assert(offsetof(PmlFrame, own) == 48, "120 = 48 + 72");
PmlObj *pml_frame_object(PmlEngine *E, PmlInterpFrame *f); /* borrowed; made on first demand */
/* The pending exception's traceback gets an entry for f; without memory a MemoryError is pending.
 */
void pml_frame_add_traceback(PmlEngine *E, PmlInterpFrame *f);

/* -- generator --------------------------------------------------------------------------- */
enum {
    PML_GEN_CREATED = -2,
    PML_GEN_SUSPENDED = -1,
    PML_GEN_EXECUTING = 0,
    PML_GEN_COMPLETED = 1,
    PML_GEN_CLEARED = 4
};
typedef struct PmlGenerator { /* 152 + 8*slots */
    PmlObj ob;
    PmlRef code, weaklist, name, qualname;
    PmlExcState exc; /* handled exception while suspended; linked into the chain while running */
    PML_PTR(void) origin;
    uint8_t hooks_inited, closed, running_async;
    int8_t state;
    uint8_t pad[4];
    uint64_t frame[1]; /* PmlInterpFrame at 80 */
} PmlGenerator;
_Static_assert(offsetof(PmlGenerator, frame) == 80, "facts 2.9");

/* -- weak references --------------------------------------------------------------------- */
typedef struct PmlWeakref { /* 64 bytes */
    PmlObj ob;
    PmlRef object;   /* borrowed; None when dead */
    PmlRef callback; /* owned or NULL */
    int64_t hash;    /* -1: not computed */
    PML_PTR(struct PmlWeakref) prev, next;
    PML_PTR(void) vectorcall;
} PmlWeakref;
_Static_assert(sizeof(PmlWeakref) == 64, "facts 2.7: 80 with the GC head");
PmlObj *pml_weakref_new(PmlEngine *E, PmlObj *o, PmlObj *callback); /* PyWeakref_NewRef */
PmlObj *pml_weakref_proxy(PmlEngine *E, PmlObj *o, PmlObj *callback);
PmlRef *pml_weaklist_slot(PmlEngine *E, PmlObj *o); /* NULL: no weak references possible */
void pml_clear_weakrefs(PmlEngine *E,
                        PmlObj *o); /* PyObject_ClearWeakRefs: at dealloc, runs callbacks */
void pml_weakref_clear(PmlEngine *E,
                       PmlWeakref *r); /* _PyWeakref_ClearRef: unlink, keep callback */
bool pml_is_weakref(const PmlObj *o);

#endif
