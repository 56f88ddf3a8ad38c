/* Inside of the type system: what its files share. Files: type.c type_attributes.c type_new.c
 * type_layout.c type_ready.c type_lookup.c type_bases.c type_instance.c mro.c slot_update.c
 * slot_wrappers.c type_slots.c type_slots_number.c object_type.c object_reduce.c descriptors.c
 * wrapper_descriptor.c */
#ifndef PML_TYPE_SYSTEM_H
#define PML_TYPE_SYSTEM_H

#include "object/bytes.h"
#include "object/callables.h"
#include "object/containers.h"
#include "object/numbers.h"
#include "object/object.h"
#include "object/str.h"

#define PML_STATIC_TYPE_SIZE 408 /* what sizeof reports, facts 2.6 */
#define PML_HEAP_TYPE_SIZE 904
#define PML_TYPE_MEMBER_SIZE 40

/* A slot's C function, whatever its signature; cast back before it is called. */
typedef void (*PmlFn)(void);
static inline void *pml_fn_pointer(PmlFn f)
{
    void *p;
    memcpy(&p, &f, sizeof p);
    return p;
}
static inline PmlFn pml_pointer_fn(void *p)
{
    PmlFn f;
    memcpy(&f, &p, sizeof f);
    return f;
}

/* Calls a slot's function with Python arguments: args is a tuple without self. */
typedef PmlObj *(*PmlWrapper)(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs,
                              PmlFn wrapped);
typedef struct PmlSlotDef {
    const char *name;
    int name_id;
    size_t offset;  /* of the slot in PmlType */
    PmlFn function; /* generic function calling the Python method */
    PmlWrapper wrapper;
    bool keywords;
} PmlSlotDef;
extern const PmlSlotDef pml_slot_defs[]; /* ends with name NULL */

static inline PmlFn pml_slot_get(const PmlType *t, size_t offset)
{
    PmlFn f;
    memcpy(&f, (const unsigned char *)t + offset, sizeof f);
    return f;
}
static inline void pml_slot_set(PmlType *t, size_t offset, PmlFn f)
{
    memcpy((unsigned char *)t + offset, &f, sizeof f);
}

/* slot_wrappers.c, type_slots.c, type_slots_number.c: declared from the table */
#define PML_SLOT_FN(f) (PmlFn)(f)
PmlObj *pml_slot_getattr_hook(PmlEngine *E, PmlObj *self, PmlObj *name);
PmlObj *pml_slot_getattro(PmlEngine *E, PmlObj *self, PmlObj *name);
int pml_slot_setattro(PmlEngine *E, PmlObj *self, PmlObj *name, PmlObj *value);
PmlObj *pml_slot_call(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_slot_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs);

/* Call the special method `name` of args[0] with args (lookup on its type). NULL + AttributeError
 * when there is none. */
PmlObj *pml_call_special(PmlEngine *E, PmlObj *name, PmlRef *args, int64_t nargs);
/* The same; NotImplemented when there is none. */
PmlObj *pml_call_special_maybe(PmlEngine *E, PmlObj *name, PmlRef *args, int64_t nargs);
/* func(self) or func(), func consumed. */
PmlObj *pml_call_unbound_noarg(PmlEngine *E, bool unbound, PmlObj *func, PmlObj *self);

/* slot_update.c */
void pml_fixup_slots(PmlEngine *E, PmlType *t);
int pml_update_slot(PmlEngine *E, PmlType *t, PmlObj *name);
bool pml_is_dunder(const PmlObj *name);
/* Visit live direct subclasses; false from the callback stops. Borrowed; held while visited. */
typedef int (*PmlSubclassVisitor)(PmlEngine *E, PmlType *sub, void *ctx);
int pml_each_subclass(PmlEngine *E, PmlType *t, PmlSubclassVisitor visit, void *ctx);

/* type_ready.c */
int pml_add_subclass(PmlEngine *E, PmlType *base, PmlType *t);
void pml_remove_subclass(PmlEngine *E, PmlType *base, PmlType *t);
void pml_remove_all_subclasses(PmlEngine *E, PmlType *t, PmlObj *bases);

/* mro.c */
int pml_mro_internal(PmlEngine *E, PmlType *t, PmlObj **old_mro);
PmlObj *pml_mro_compute(PmlEngine *E, PmlType *t); /* tuple or list, new reference */

/* type_layout.c */
PmlType *pml_best_base(PmlEngine *E, PmlObj *bases); /* borrowed */
PmlType *pml_solid_base(PmlEngine *E, PmlType *t);
bool pml_compatible_for_assignment(PmlEngine *E, PmlType *old, PmlType *now, const char *attr);

/* type_lookup.c */
typedef struct PmlTypeCacheEntry {
    PmlRef value; /* borrowed */
    uint32_t version, reserved;
} PmlTypeCacheEntry;
bool pml_type_assign_version(PmlEngine *E, PmlType *t);
/* Uncached; *failed tells an error from absence. Borrowed. */
PmlObj *pml_find_name_in_mro(PmlEngine *E, PmlType *t, PmlObj *name, bool *failed);

/* type_attributes.c */
extern const PmlGetSetDef pml_type_getset[];
PmlObj *pml_type_qualname(PmlEngine *E, PmlType *t);
PmlObj *pml_type_module(PmlEngine *E, PmlType *t); /* new; NULL + error */
PmlObj *pml_type_abstract_methods(PmlEngine *E, PmlType *t);
int pml_type_set_doc_default(PmlEngine *E, PmlType *t);
bool pml_check_special_type_attr(PmlEngine *E, PmlType *t, PmlObj *value, const char *name);

/* type_bases.c */
int pml_type_set_bases(PmlEngine *E, PmlObj *self, PmlObj *value, void *closure);

/* type.c */
PmlObj *pml_type_getattro(PmlEngine *E, PmlObj *self, PmlObj *name);
int pml_type_setattro(PmlEngine *E, PmlObj *self, PmlObj *name, PmlObj *value);

/* type_instance.c */
void pml_subtype_dealloc(PmlEngine *E, PmlObj *self);
int pml_subtype_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx);
int pml_subtype_clear(PmlEngine *E, PmlObj *self);
void pml_subtype_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink);
extern const PmlGetSetDef pml_subtype_getset_full[], pml_subtype_getset_dict[],
    pml_subtype_getset_weak[];
/* Slot members of a heap type. */
static inline PmlMemberDef *pml_heap_members(PmlType *t)
{
    return (PmlMemberDef *)((unsigned char *)t + PML_TYPE_OF(&t->ob.ob)->basicsize);
}

/* attribute.c */
void pml_set_attribute_error_context(PmlEngine *E, PmlObj *obj, PmlObj *name);
PmlObj *pml_generic_getattr_with_dict(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *dict,
                                      bool suppress);
int pml_generic_setattr_with_dict(PmlEngine *E, PmlObj *o, PmlObj *name, PmlObj *value,
                                  PmlObj *dict);
/* Where the instance dict hangs after materialising it (_PyObject_GetDictPtr). */
PmlRef *pml_materialised_dict_slot(PmlEngine *E, PmlObj *o);
/* A new instance's attribute storage (_PyObject_InitializeDict); -1 + error. */
int pml_instance_init_dict(PmlEngine *E, PmlObj *o);
static inline bool pml_is_data_descriptor(const PmlObj *d)
{
    return PML_TYPE_OF(d)->descr_set != NULL;
}

/* object_type.c */
/* Add the names of a class's namespace and its bases' to dict; -1 + error. */
int pml_merge_class_dict(PmlEngine *E, PmlObj *dict, PmlObj *cls);
PmlObj *pml_object_new_instance(PmlEngine *E, PmlType *t, PmlObj *args, PmlObj *kwargs);
int pml_object_init_instance(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);
PmlObj *pml_object_repr(PmlEngine *E, PmlObj *self);
PmlObj *pml_object_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames);
PmlObj *pml_object_reduce_ex(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                             PmlObj *kwnames);
PmlObj *pml_object_getstate(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                            PmlObj *kwnames);

/* type_new.c */
PmlObj *pml_tp_new_wrapper(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs);

/* descriptors.c, wrapper_descriptor.c */
PmlObj *pml_descr_new_method(PmlEngine *E, PmlType *t, const PmlMethodDef *def);
PmlObj *pml_descr_new_classmethod(PmlEngine *E, PmlType *t, const PmlMethodDef *def);
PmlObj *pml_descr_new_getset(PmlEngine *E, PmlType *t, const PmlGetSetDef *def);
PmlObj *pml_descr_new_member(PmlEngine *E, PmlType *t, const PmlMemberDef *def);
PmlObj *pml_descr_new_wrapper(PmlEngine *E, PmlType *t, const PmlSlotDef *def, PmlFn wrapped);
PmlObj *pml_descr_create(PmlEngine *E, PmlType *descr_type, PmlType *t, const char *name);
void pml_descr_dealloc(PmlEngine *E, PmlObj *self);
int pml_descr_traverse(PmlEngine *E, PmlObj *self, PmlVisit visit, void *ctx);
void pml_descr_refs(PmlEngine *E, PmlObj *self, PmlRefSink *sink);
PmlObj *pml_descr_get_qualname(PmlEngine *E, PmlObj *self, void *closure);
PmlObj *pml_descr_reduce(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs, PmlObj *kwnames);
extern const PmlMemberDef pml_descr_members[];
PmlObj *pml_member_get(PmlEngine *E, PmlObj *o, const PmlMemberDef *def);
int pml_member_set(PmlEngine *E, PmlObj *o, const PmlMemberDef *def, PmlObj *value);
/* obj.method of a slot wrapper: a method-wrapper. */
PmlObj *pml_method_wrapper_new(PmlEngine *E, PmlObj *descr, PmlObj *self);

/* generic_alias.c, union_type.c */
PmlObj *pml_generic_alias_new(PmlEngine *E, PmlObj *origin, PmlObj *args);
PmlObj *pml_generic_alias_class_getitem(PmlEngine *E, PmlObj *self, PmlRef *args, int64_t nargs,
                                        PmlObj *kwnames);
PmlObj *pml_union_or(PmlEngine *E, PmlObj *a, PmlObj *b);
int pml_repr_type_argument(PmlEngine *E, PmlStrBuilder *b, PmlObj *item);
PmlObj *pml_type_parameters(PmlEngine *E, PmlObj *args);
PmlObj *pml_type_arguments_subst(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *params,
                                 PmlObj *item);
typedef struct PmlGenericAlias { /* 64 bytes */
    PmlObj ob;
    PmlRef origin, args, parameters, weaklist;
    int64_t starred;
    PML_PTR(void) vectorcall;
} PmlGenericAlias;
PmlObj *pml_generic_alias_iter(PmlEngine *E, PmlObj *alias); /* generic_alias_iterator.c */
typedef struct PmlUnionType {
    PmlObj ob;
    PmlRef args, parameters;
} PmlUnionType;
_Static_assert(sizeof(PmlGenericAlias) == 64 && sizeof(PmlUnionType) == 32, "facts 2.7");

/* property.c */
int pml_is_abstract(PmlEngine *E, PmlObj *o); /* o may be NULL: not abstract */

/* isinstance.c */
int pml_real_isinstance(PmlEngine *E, PmlObj *o, PmlObj *cls);
int pml_real_issubclass(PmlEngine *E, PmlObj *sub, PmlObj *cls);

/* Emit one named field, when it is set. */
static inline void pml_emit_field(PmlRefSink *sink, PmlObj *o, const char *text)
{
    if (o) {
        sink->ref(sink, o, PML_EDGE_FIELD, NULL, text, 0);
    }
}

#endif
