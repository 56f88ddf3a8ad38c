/* What one can do with any object: CPython's abstract object protocol, name for name.
 * Every function here has the reference and error contract of the C-API function in its comment. */
#ifndef PML_OBJECT_H
#define PML_OBJECT_H

#include "object/error.h"
#include "object/upcalls.h"

enum { PML_LT, PML_LE, PML_EQ, PML_NE, PML_GT, PML_GE };

/* allocation (object.c / type_alloc.c) */
PmlObj *pml_object_init(PmlObj *o, PmlType *t);   /* refs 1; counted types gain a reference */
PmlObj *pml_object_new(PmlEngine *E, PmlType *t); /* not collectable, t->basicsize */
PmlVarObj *pml_object_new_var(PmlEngine *E, PmlType *t, int64_t n);
PmlObj *pml_object_new_gc(PmlEngine *E, PmlType *t); /* PyObject_GC_New: untracked */
PmlVarObj *pml_object_new_gc_var(PmlEngine *E, PmlType *t, int64_t n);
PmlObj *pml_type_generic_alloc(PmlEngine *E, PmlType *t, int64_t n); /* zeroed, tracked if gc */
PmlObj *pml_type_generic_new(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);
void pml_object_free(PmlEngine *E, void *o); /* PyObject_Free */
/* The end of an instance's death, for counted types: its memory, then its reference to its type. */
void pml_object_free_counted(PmlEngine *E, PmlObj *o);
/* Every reference o owns: what its type's refs_of tells, and the type when it is counted. */
void pml_object_refs(PmlEngine *E, PmlObj *o, PmlRefSink *sink);
void pml_object_del_gc(PmlEngine *E, void *o); /* PyObject_GC_Del */

/* types (type.c) */
int pml_type_ready(PmlEngine *E, PmlType *t);
bool pml_type_is_subtype(const PmlType *a, const PmlType *b);
bool pml_isinstance_of(const PmlObj *o, const PmlType *t);       /* PyObject_TypeCheck */
PmlObj *pml_type_lookup(PmlEngine *E, PmlType *t, PmlObj *name); /* _PyType_Lookup: borrowed */
PmlObj *pml_lookup_special(PmlEngine *E, PmlObj *o,
                           PmlObj *name); /* new ref, bound; NULL: none or error */
/* _PyObject_LookupSpecial for method calls: *unbound says whether self must be passed. */
PmlObj *pml_lookup_maybe_method(PmlEngine *E, PmlObj *o, PmlObj *name, bool *unbound);
void pml_type_modified(PmlEngine *E, PmlType *t);
void pml_type_cache_create(PmlEngine *E); /* needs tuples and None */
/* Drop the method cache's names (sys._clear_type_cache). */
void pml_type_cache_clear(PmlEngine *E);
PmlObj *pml_type_name_object(PmlEngine *E, PmlType *t); /* __name__ */
/* "C" or "mod.C" as in error texts: the part after the last dot of tp_name. */
const char *pml_type_short_name(const PmlType *t);
/* type(name, bases, dict) as the class statement does it. */
PmlObj *pml_type_new(PmlEngine *E, PmlType *metatype, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_calculate_metaclass(PmlEngine *E, PmlObj *metatype, PmlObj *bases); /* borrowed */

/* attributes (attribute.c) */
PmlObj *pml_getattr(PmlEngine *E, PmlObj *o, PmlObj *name);
PmlObj *pml_getattr_text(PmlEngine *E, PmlObj *o, const char *name);
int pml_lookup_attr(PmlEngine *E, PmlObj *o, PmlObj *name,
                    PmlObj **result);                                  /* 1 found 0 not -1 error */
int pml_setattr(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value); /* NULL: delete */
int pml_setattr_text(PmlEngine *E, PmlObj *o, const char *name, PmlObj *value);
PmlObj *pml_generic_getattr(PmlEngine *E, PmlObj *o, PmlObj *name);
int pml_generic_setattr(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value);
PmlObj *pml_generic_get_dict(PmlEngine *E, PmlObj *o, void *closure);
int pml_generic_set_dict(PmlEngine *E, PmlObj *o, PmlObj *value, void *closure);
/* _PyObject_GetMethod: 1 = *method is a function to be called with self first, 0 = bound/plain. */
int pml_get_method(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj **method);
PmlRef *pml_dict_slot(PmlEngine *E, PmlObj *o); /* where the instance dict hangs; NULL: none */

/* comparing, hashing, showing (object.c) */
PmlObj *pml_compare(PmlEngine *E, PmlObj *a, PmlObj *b, int op);  /* PyObject_RichCompare */
int pml_compare_bool(PmlEngine *E, PmlObj *a, PmlObj *b, int op); /* identity first */
int64_t pml_hash(PmlEngine *E, PmlObj *o);                        /* -1 with error */
int64_t pml_hash_pointer(PmlEngine *E, const void *p);
int64_t pml_hash_not_implemented(PmlEngine *E, PmlObj *o); /* "unhashable type: 'list'" */
PmlObj *pml_repr(PmlEngine *E, PmlObj *o);
PmlObj *pml_str(PmlEngine *E, PmlObj *o);
PmlObj *pml_ascii(PmlEngine *E, PmlObj *o);
PmlObj *pml_format(PmlEngine *E, PmlObj *o, PmlObj *spec); /* spec NULL: empty */
int pml_truth(PmlEngine *E, PmlObj *o);
PmlObj *pml_dir(PmlEngine *E, PmlObj *o);
int64_t pml_sizeof(PmlEngine *E, PmlObj *o); /* sys.getsizeof; -1 error */
bool pml_callable(const PmlObj *o);
int pml_isinstance(PmlEngine *E, PmlObj *o, PmlObj *cls);
int pml_issubclass(PmlEngine *E, PmlObj *o, PmlObj *cls);

/* calling (call.c) */
PmlObj *pml_vectorcall(PmlEngine *E, PmlObj *f, PmlRef *args, uint64_t nargsf, PmlObj *kwnames);
PmlObj *pml_call(PmlEngine *E, PmlObj *f, PmlObj *args, PmlObj *kwargs); /* PyObject_Call */
PmlObj *pml_call0(PmlEngine *E, PmlObj *f);
PmlObj *pml_call1(PmlEngine *E, PmlObj *f, PmlObj *a);
/* The same without a frame of its own: for calls that recursion goes through. */
static PML_INLINE PmlObj *pml_call1_inline(PmlEngine *E, PmlObj *f, PmlObj *a)
{
    PmlRef args[2] = {{NULL}, {a}};
    return pml_vectorcall(E, f, args + 1, 1 | PML_ARGS_OFFSET, NULL);
}
PmlObj *pml_call2(PmlEngine *E, PmlObj *f, PmlObj *a, PmlObj *b);
PmlObj *pml_call3(PmlEngine *E, PmlObj *f, PmlObj *a, PmlObj *b, PmlObj *c);
PmlObj *pml_call_method(PmlEngine *E, PmlObj *o, PmlObj *name, PmlRef *args,
                        int64_t nargs); /* args without self */
PmlObj *pml_call_method0(PmlEngine *E, PmlObj *o, PmlObj *name);
PmlObj *pml_call_method1(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *a);
PmlObj *pml_call_text0(PmlEngine *E, PmlObj *o, const char *name);
PmlObj *pml_call_text1(PmlEngine *E, PmlObj *o, const char *name, PmlObj *a);
PmlVectorcall pml_vectorcall_of(const PmlObj *f); /* NULL: only tp_call */
/* PyObject_VectorcallDict: keywords as a dict, NULL for none */
PmlObj *pml_vectorcall_dict(PmlEngine *E, PmlObj *f, PmlRef *args, int64_t nargs, PmlObj *kwargs);
/* args + dict -> vectorcall when the callee has one, as PyVectorcall_Call */
PmlObj *pml_vectorcall_call(PmlEngine *E, PmlObj *f, PmlObj *tuple, PmlObj *kwargs);

/* iteration (iter.c) */
PmlObj *pml_iter(PmlEngine *E, PmlObj *o);
PmlObj *pml_iter_next(PmlEngine *E, PmlObj *it); /* PyIter_Next: NULL without error = end */
bool pml_is_iterator(const PmlObj *o);
PmlObj *pml_self_iter(PmlEngine *E, PmlObj *o);                     /* incref'd self */
int64_t pml_length_hint(PmlEngine *E, PmlObj *o, int64_t fallback); /* -1 error */

/* numbers (number.c) */
#define PML_BINARY_OP(x) PmlObj *pml_number_##x(PmlEngine *E, PmlObj *a, PmlObj *b)
PML_BINARY_OP(add);
PML_BINARY_OP(subtract);
PML_BINARY_OP(multiply);
PML_BINARY_OP(matmul);
PML_BINARY_OP(true_divide);
PML_BINARY_OP(floor_divide);
PML_BINARY_OP(remainder);
PML_BINARY_OP(divmod);
PML_BINARY_OP(lshift);
PML_BINARY_OP(rshift);
PML_BINARY_OP(and);
PML_BINARY_OP(or);
PML_BINARY_OP(xor);
PML_BINARY_OP(inplace_add);
PML_BINARY_OP(inplace_subtract);
PML_BINARY_OP(inplace_multiply);
PML_BINARY_OP(inplace_matmul);
PML_BINARY_OP(inplace_true_divide);
PML_BINARY_OP(inplace_floor_divide);
PML_BINARY_OP(inplace_remainder);
PML_BINARY_OP(inplace_lshift);
PML_BINARY_OP(inplace_rshift);
PML_BINARY_OP(inplace_and);
PML_BINARY_OP(inplace_or);
PML_BINARY_OP(inplace_xor);
/* a + b and a += b by the number slots alone; NotImplemented when none answers. */
PmlObj *pml_number_try_add(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_number_try_inplace_add(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_number_power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *mod);
PmlObj *pml_number_inplace_power(PmlEngine *E, PmlObj *a, PmlObj *b, PmlObj *mod);
PmlObj *pml_number_negative(PmlEngine *E, PmlObj *o);
PmlObj *pml_number_positive(PmlEngine *E, PmlObj *o);
PmlObj *pml_number_invert(PmlEngine *E, PmlObj *o);
PmlObj *pml_number_absolute(PmlEngine *E, PmlObj *o);
PmlObj *pml_number_index(PmlEngine *E, PmlObj *o); /* int exactly or subclass; TypeError text */
PmlObj *pml_number_long(PmlEngine *E, PmlObj *o);  /* int(o) */
PmlObj *pml_number_float(PmlEngine *E, PmlObj *o); /* float(o) */
bool pml_has_index(const PmlObj *o);
/* PyNumber_AsSsize_t; exc_index PML_T_xxx raised on overflow, or -1: clip */
int64_t pml_as_ssize(PmlEngine *E, PmlObj *o, int exc_index);

/* sequences and mappings (sequence.c) */
PmlObj *pml_generic_alias_new(PmlEngine *E, PmlObj *origin,
                              PmlObj *args); /* Py_GenericAlias (generic_alias.c) */
int64_t pml_length(PmlEngine *E, PmlObj *o);
PmlObj *pml_get_item(PmlEngine *E, PmlObj *o, PmlObj *key);
int pml_set_item(PmlEngine *E, PmlObj *o, PmlObj *key, PmlObj *value);
int pml_del_item(PmlEngine *E, PmlObj *o, PmlObj *key);
PmlObj *pml_sequence_item(PmlEngine *E, PmlObj *o, int64_t i);
int pml_sequence_set_item(PmlEngine *E, PmlObj *o, int64_t i, PmlObj *v);
int pml_contains(PmlEngine *E, PmlObj *seq, PmlObj *item);
PmlObj *pml_sequence_concat(PmlEngine *E, PmlObj *a, PmlObj *b);
PmlObj *pml_sequence_inplace_concat(PmlEngine *E, PmlObj *a, PmlObj *b);
int64_t pml_sequence_index(PmlEngine *E, PmlObj *seq, PmlObj *item); /* first place; ValueError */
int64_t pml_sequence_count(PmlEngine *E, PmlObj *seq, PmlObj *item);
/* PySequence_Fast: list or tuple as it is (new ref), else a list; TypeError with this text */
PmlObj *pml_sequence_fast(PmlEngine *E, PmlObj *o, const char *text);
PmlRef *pml_fast_items(PmlObj *list_or_tuple);
int64_t pml_fast_size(const PmlObj *list_or_tuple);
PmlObj *pml_mapping_keys(PmlEngine *E, PmlObj *o); /* list */
bool pml_is_mapping(const PmlObj *o);
bool pml_is_sequence(const PmlObj *o);

/* buffers (buffer.c) */
typedef struct PmlBuffer {
    unsigned char *data;
    int64_t len;
    bool readonly;
    PmlRef obj; /* owned by the view; NULL when none */
} PmlBuffer;
int pml_get_buffer(PmlEngine *E, PmlObj *o, PmlBuffer *view,
                   int writable); /* TypeError text as 3.11 */
void pml_release_buffer(PmlEngine *E, PmlBuffer *view);

/* argument helpers (arguments.c): error texts as CPython's argument clinic writes them */
bool pml_check_positional(PmlEngine *E, const char *name, int64_t nargs, int64_t min, int64_t max);
bool pml_no_keywords(PmlEngine *E, const char *name, PmlObj *kwnames_or_dict);
/* The same in the `new_` of the static type `own`: a class with an __init__ of its own may. */
bool pml_new_no_keywords(PmlEngine *E, const PmlType *t, int own, const char *name, PmlObj *kwargs);
/* Parses fastcall arguments by names: names[] NULL-terminated ("" = positional-only), out[] gets
 * borrowed values or NULL. min required; max_pos positional at most. */
bool pml_parse_fast(PmlEngine *E, const char *fname, PmlRef *args, int64_t nargs, PmlObj *kwnames,
                    const char *const *names, int min, int max_pos, PmlObj **out);
bool pml_parse_tuple(PmlEngine *E, const char *fname, PmlObj *args, PmlObj *kwargs,
                     const char *const *names, int min, int max_pos, PmlObj **out);
/* The same for what CPython parses with a format string (PyArg_ParseTupleAndKeywords): no tuple of
 * keyword names is kept. */
bool pml_parse_format(PmlEngine *E, const char *fname, PmlObj *args, PmlObj *kwargs,
                      const char *const *names, int min, int max_pos, PmlObj **out);
/* What both parsers above do when there are keywords to look at: the function's tuple of keyword
 * names exists. False + error. */
bool pml_keyword_names(PmlEngine *E, const char *const *names);

#endif
