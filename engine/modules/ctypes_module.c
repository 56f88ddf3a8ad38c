/* _ctypes: reading the modelled memory by address, for ctypes. Nothing is ever written through an
 * address: a program may look at the heap it runs on, but not break it. */
#include "gc/gc.h"
#include "modules/library.h"
#include "object/bytes.h"

#include <stdio.h>

/* The offset in the region of a modelled address; false with an error when the process has no n
 * bytes there. CPython would die of a segmentation fault, or on Windows raise this. */
static bool offset_of(PmlEngine *E, PmlObj *address, uint64_t n, uint64_t *at)
{
    uint64_t bits = (uint64_t)pml_as_int(E, address);
    if (pml_error_pending(E)) {
        return false;
    }
    *at = bits - PML_MODEL_BASE;
    if (bits >= PML_MODEL_BASE && pml_heap_has(E, *at, n)) {
        return true;
    }
    char text[32];
    snprintf(text, sizeof text, "0x%016llX", (unsigned long long)bits);
    PML_RAISE(E, OSError, "exception: access violation reading %s", text);
    return false;
}

/* Is t a type that is alive? */
static bool is_live_type(PmlEngine *E, const void *t)
{
    for (int i = 0; i < PML_TYPE_COUNT; i++) {
        if (t == &E->rt->types[i]) {
            return true;
        }
    }
    for (int i = 0; i < 4; i++) {
        const PmlGcHead *list = i < 3 ? &E->gc->gen[i] : &E->gc->permanent;
        for (const PmlGcHead *g = list->next.p; g != list; g = g->next.p) {
            const PmlObj *o = pml_from_gc((PmlGcHead *)(uintptr_t)g);
            if (o == t) {
                return PML_IS_TYPE(o);
            }
        }
    }
    return false;
}

/* Is o, a place the process has, a live object? It must begin a live block as an object of its
 * type does, have a live type, and a count that is no pointer. */
static bool is_live_object(PmlEngine *E, const PmlObj *o)
{
    const unsigned char *block = NULL;
    if (!pml_heap_is_static(E, o)) {
        block = pml_heap_block_at(E, o);
        if (!block || ((uintptr_t)o & 15)) {
            return false;
        }
    }
    if (pml_refs(o) <= 0 || pml_refs(o) > INT64_C(1) << 44 || !is_live_type(E, o->type.p)) {
        return false;
    }
    size_t before = 0;
    if (pml_is_gc(o)) {
        before = pml_type_has(PML_TYPE_OF(o), PML_TF_MANAGED_DICT) ? 32 : sizeof(PmlGcHead);
    }
    return !block || block == (const unsigned char *)o - before;
}

/* The word there; the count of a live object as CPython stores it. */
static uint64_t word_at(PmlEngine *E, uint64_t at)
{
    uint64_t word = pml_heap_word(E, at);
    if (!(word & (uint64_t)PML_WATCHED)) {
        return word;
    }
    const PmlObj *o = (const PmlObj *)(const void *)(E->region + at);
    bool whole = pml_heap_has(E, at, sizeof *o);
    return whole && is_live_object(E, o) ? (uint64_t)pml_refs(o) : word;
}

/* read(address, n) -> bytes. Pointers among them are modelled addresses. */
static PmlObj *read_memory(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    if (nargs != 2) {
        return PML_RAISE(E, TypeError, "read expected 2 arguments, got %lld", (long long)nargs);
    }
    int64_t n = pml_as_int(E, args[1].p);
    uint64_t at = 0;
    if (pml_error_pending(E) || (n > 0 && !offset_of(E, args[0].p, (uint64_t)n, &at))) {
        return NULL;
    }
    PmlObj *r = pml_bytes(E, NULL, n > 0 ? n : 0);
    for (int64_t i = 0; r && i < n; i++) {
        uint64_t word = word_at(E, (at + (uint64_t)i) & ~UINT64_C(7));
        PML_BYTES_DATA(r)[i] = (unsigned char)(word >> ((at + (uint64_t)i) % 8 * 8));
    }
    return r;
}

/* object_at(address) -> the object there */
static PmlObj *object_at(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    uint64_t at;
    if (!offset_of(E, args[0].p, sizeof(PmlObj), &at)) {
        return NULL;
    }
    PmlObj *o = (PmlObj *)(void *)(E->region + at);
    if ((at & 7) || !is_live_object(E, o)) {
        return PML_RAISE(E, OSError, "exception: there is no live object at %S", args[0].p);
    }
    return pml_incref(o);
}

/* buffer_address(bytearray) -> where its bytes are */
static PmlObj *buffer_address(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    if (!PML_IS(args[0].p, bytearray)) {
        return PML_RAISE(E, TypeError, "a bytearray is required");
    }
    const unsigned char *start = ((PmlByteArray *)args[0].p)->start.p;
    return start ? pml_int(E, (int64_t)pml_model_address(E, start)) : pml_int(E, 0);
}

PmlObj *pml_init_module__ctypes(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_FAST("read", read_memory, "n bytes at an address."),
        PML_ONE("object_at", object_at, "The object at an address."),
        PML_ONE("buffer_address", buffer_address, "The address of a bytearray's bytes."),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_ctypes");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
