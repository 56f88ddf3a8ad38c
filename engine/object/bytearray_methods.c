/* The methods only bytearray has, and its method table. */
#include "object/bytearray_ops.h"

#define METHOD(name)                                                                      \
    static PmlObj *bytearray_##name(PmlEngine *E, PmlObj *s, PmlRef *args, int64_t nargs, \
                                    PmlObj *kwnames)
#define NO_ARGUMENTS PML_UNUSED(args), PML_UNUSED(nargs), PML_UNUSED(kwnames)

static int64_t size_of(const PmlObj *s)
{
    return ((const PmlByteArray *)s)->ob.size;
}

METHOD(append)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    int value = pml_byte_value(E, args[0].p);
    if (value < 0) {
        return NULL;
    }
    int64_t n = size_of(s);
    if (pml_bytearray_resize(E, s, n + 1) < 0) {
        return NULL;
    }
    PML_BYTEARRAY_DATA(s)[n] = (unsigned char)value;
    return pml_none(E);
}

METHOD(insert)
{
    PML_UNUSED(kwnames);
    int64_t at;

    if (!pml_check_positional(E, "insert", nargs, 2, 2) || !pml_want_ssize(E, args[0].p, &at)) {
        return NULL;
    }
    int value = pml_byte_value(E, args[1].p);
    if (value < 0) {
        return NULL;
    }
    int64_t n = size_of(s);
    if (pml_bytearray_resize(E, s, n + 1) < 0) {
        return NULL;
    }
    at = at < 0 ? at + n : at;
    at = at < 0 ? 0 : at > n ? n : at;
    unsigned char *d = PML_BYTEARRAY_DATA(s);
    memmove(d + at + 1, d + at, (size_t)(n - at));
    d[at] = (unsigned char)value;
    return pml_none(E);
}

/* The bytes an iterable of ints gives, as a bytearray. */
static PmlObj *collect(PmlEngine *E, PmlObj *it, PmlObj *iterable)
{
    int64_t room = pml_length_hint(E, iterable, 32), n = 0;
    PmlObj *item;

    if (room == -1 && pml_error_pending(E)) {
        return NULL;
    }
    PmlObj *out = pml_bytearray(E, NULL, room);
    if (!out) {
        return NULL;
    }
    while ((item = pml_iter_next(E, it))) {
        int value = pml_byte_value(E, item);
        pml_decref(E, item);
        if (value < 0) {
            pml_decref(E, out);
            return NULL;
        }
        if (n >= room) { /* only when no room was expected at all */
            room = n + 1;
            if (pml_bytearray_resize(E, out, room) < 0) {
                pml_decref(E, out);
                return NULL;
            }
        }
        PML_BYTEARRAY_DATA(out)[n++] = (unsigned char)value;
        if (n >= room) {
            room = n + (n >> 1) + 1;
            if (pml_bytearray_resize(E, out, room) < 0) {
                pml_decref(E, out);
                return NULL;
            }
        }
    }
    if (pml_error_pending(E) || pml_bytearray_resize(E, out, n) < 0) {
        pml_decref(E, out);
        return NULL;
    }
    return out;
}

METHOD(extend)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    PmlObj *x = args[0].p;

    if (PML_TYPE_OF(x)->bf_getbuffer) {
        return pml_bytearray_set_slice(E, s, size_of(s), size_of(s), x) < 0 ? NULL : pml_none(E);
    }
    PmlObj *it = pml_iter(E, x);
    if (!it) {
        if (pml_error_matches(E, PML_T_TypeError)) {
            pml_error_clear(E);
            PML_RAISE(E, TypeError, "can't extend bytearray with %.100s", PML_TYPE_OF(x)->name.p);
        }
        return NULL;
    }
    int64_t mark = pml_hold_mark(E);
    pml_hold(E, it, "bytearray.extend: iterator");
    PmlObj *more = collect(E, it, x);
    pml_hold_drop(E, mark);
    pml_decref(E, it);
    if (!more) {
        return NULL;
    }
    int status = pml_bytearray_set_slice(E, s, size_of(s), size_of(s), more);
    pml_decref(E, more);
    return status < 0 ? NULL : pml_none(E);
}

METHOD(pop)
{
    PML_UNUSED(kwnames);
    int64_t at = -1, n = size_of(s);

    if (!pml_check_positional(E, "pop", nargs, 0, 1) ||
        (nargs > 0 && !pml_want_ssize(E, args[0].p, &at))) {
        return NULL;
    }
    n = size_of(s);
    if (n == 0) {
        return PML_RAISE(E, IndexError, "pop from empty bytearray");
    }
    at = at < 0 ? at + n : at;
    if (at < 0 || at >= n) {
        return PML_RAISE(E, IndexError, "pop index out of range");
    }
    if (!pml_bytearray_can_resize(E, s)) {
        return NULL;
    }
    unsigned char *d = PML_BYTEARRAY_DATA(s), value = d[at];
    memmove(d + at, d + at + 1, (size_t)(n - at));
    return pml_bytearray_resize(E, s, n - 1) < 0 ? NULL : pml_int(E, value);
}

METHOD(remove)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    int value = pml_byte_value(E, args[0].p);
    if (value < 0) {
        return NULL;
    }
    int64_t n = size_of(s), at = pml_text_find_char(pml_bytes_text(s), (uint32_t)value, 1);
    if (at < 0) {
        return PML_RAISE(E, ValueError, "value not found in bytearray");
    }
    if (!pml_bytearray_can_resize(E, s)) {
        return NULL;
    }
    unsigned char *d = PML_BYTEARRAY_DATA(s);
    memmove(d + at, d + at + 1, (size_t)(n - at));
    return pml_bytearray_resize(E, s, n - 1) < 0 ? NULL : pml_none(E);
}

METHOD(reverse)
{
    NO_ARGUMENTS;
    unsigned char *d = PML_BYTEARRAY_DATA(s);
    for (int64_t i = 0, j = size_of(s) - 1; i < j; i++, j--) {
        unsigned char c = d[i];
        d[i] = d[j];
        d[j] = c;
    }
    return pml_none(E);
}

METHOD(clear)
{
    NO_ARGUMENTS;
    return pml_bytearray_resize(E, s, 0) < 0 ? NULL : pml_none(E);
}

METHOD(copy)
{
    NO_ARGUMENTS;
    PmlText t = pml_bytes_text(s);
    return pml_bytearray(E, t.data, t.len);
}

METHOD(alloc)
{
    NO_ARGUMENTS;
    return pml_int(E, ((PmlByteArray *)s)->alloc);
}

METHOD(sizeof)
{
    NO_ARGUMENTS;
    return pml_int(E, PML_TYPE_OF(s)->basicsize + ((PmlByteArray *)s)->alloc);
}

METHOD(fromhex)
{
    PML_UNUSED(nargs), PML_UNUSED(kwnames);
    return pml_from_hex(E, s, args[0].p, true);
}

/* (type, (contents), state): Latin-1 text for old pickle protocols, bytes from 3 on. */
static PmlObj *reduce(PmlEngine *E, PmlObj *s, bool as_text)
{
    PmlObj *state, *args = NULL, *out = NULL;
    PmlText t = pml_bytes_text(s);

    state = pml_call_text0(E, s, "__getstate__");
    if (!state) {
        return NULL;
    }
    if (as_text && t.len > 0) {
        PmlObj *text = pml_str_from_text(E, t), *codec = text ? pml_str_text(E, "latin-1") : NULL;
        args = codec ? pml_tuple_pack(E, 2, text, codec) : NULL;
        pml_xdecref(E, text);
        pml_xdecref(E, codec);
    } else if (t.len > 0) {
        PmlObj *bytes = pml_bytes(E, t.data, t.len);
        args = bytes ? pml_tuple_pack(E, 1, bytes) : NULL;
        pml_xdecref(E, bytes);
    } else {
        args = pml_incref(E->rt->empty_tuple.p);
    }
    if (args) {
        out = pml_tuple_pack(E, 3, (PmlObj *)PML_TYPE_OF(s), args, state);
        pml_decref(E, args);
    }
    pml_decref(E, state);
    return out;
}

METHOD(reduce)
{
    NO_ARGUMENTS;
    return reduce(E, s, true);
}

METHOD(reduce_ex)
{
    PML_UNUSED(kwnames);
    int64_t protocol = 0;

    if (!pml_check_positional(E, "__reduce_ex__", nargs, 0, 1) ||
        (nargs > 0 && !pml_want_int(E, args[0].p, &protocol))) {
        return NULL;
    }
    return reduce(E, s, protocol < 3);
}

const PmlMethodDef pml_bytearray_methods[] = {
    {"__alloc__", bytearray_alloc, NULL, PML_METH_NOARGS,
     "B.__alloc__() -> int\n\nReturn the number of bytes actually allocated."},
    {"__reduce__", bytearray_reduce, NULL, PML_METH_NOARGS,
     "Return state information for pickling."},
    {"__reduce_ex__", bytearray_reduce_ex, NULL, PML_METH_FASTCALL,
     "Return state information for pickling."},
    {"__sizeof__", bytearray_sizeof, NULL, PML_METH_NOARGS,
     "Returns the size of the bytearray object in memory, in bytes."},
    {"append", bytearray_append, NULL, PML_METH_O,
     "Append a single item to the end of the bytearray."},
    PML_BYTES_METHODS_1,
    {"clear", bytearray_clear, NULL, PML_METH_NOARGS, "Remove all items from the bytearray."},
    {"copy", bytearray_copy, NULL, PML_METH_NOARGS, "Return a copy of B."},
    PML_BYTES_METHODS_2,
    {"extend", bytearray_extend, NULL, PML_METH_O,
     "Append all the items from the iterator or sequence to the bytearray."},
    {"fromhex", bytearray_fromhex, NULL, PML_METH_O | PML_METH_CLASS,
     "Create a bytearray object from a string of hexadecimal numbers."},
    PML_BYTES_METHODS_3,
    {"insert", bytearray_insert, NULL, PML_METH_FASTCALL,
     "Insert a single item into the bytearray before the given index."},
    PML_BYTES_METHODS_4,
    {"pop", bytearray_pop, NULL, PML_METH_FASTCALL, "Remove and return a single item from B."},
    {"remove", bytearray_remove, NULL, PML_METH_O,
     "Remove the first occurrence of a value in the bytearray."},
    PML_BYTES_METHODS_5,
    {"reverse", bytearray_reverse, NULL, PML_METH_NOARGS,
     "Reverse the order of the values in B in place."},
    PML_BYTES_METHODS_6,
    {NULL, NULL, NULL, 0, NULL},
};
