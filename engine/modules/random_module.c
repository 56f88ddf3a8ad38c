/* _random: the Mersenne Twister MT19937 as a type, seeded and drawn from as CPython does; and
 * SHA-512, with which text seeds are stretched. */
#include "modules/library.h"
#include "modules/modules.h"
#include "modules/sha512.h"
#include "object/bytes.h"
#include "object/int_digits.h"
#include "vm/run.h"

#define STATE_WORDS 624
#define MIDDLE 397

typedef struct PmlRandom { /* 2520 bytes, as CPython's */
    PmlObj ob;
    int32_t index;
    uint32_t state[STATE_WORDS];
} PmlRandom;
_Static_assert(sizeof(PmlRandom) == 2520, "the generator's state follows a 4-byte index");

static void refill(PmlRandom *r)
{
    uint32_t *mt = r->state;
    for (int i = 0; i < STATE_WORDS; i++) {
        uint32_t y = (mt[i] & 0x80000000U) | (mt[(i + 1) % STATE_WORDS] & 0x7fffffffU);
        mt[i] = mt[(i + MIDDLE) % STATE_WORDS] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908b0dfU : 0);
    }
    r->index = 0;
}

static uint32_t draw(PmlRandom *r)
{
    if (r->index >= STATE_WORDS) {
        refill(r);
    }
    uint32_t y = r->state[r->index++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680U;
    y ^= (y << 15) & 0xefc60000U;
    return y ^ (y >> 18);
}

static void seed_word(PmlRandom *r, uint32_t s)
{
    uint32_t *mt = r->state;
    mt[0] = s;
    for (uint32_t i = 1; i < STATE_WORDS; i++) {
        mt[i] = 1812433253U * (mt[i - 1] ^ (mt[i - 1] >> 30)) + i;
    }
    r->index = STATE_WORDS;
}

static void seed_words(PmlRandom *r, const uint32_t *key, size_t n)
{
    uint32_t *mt = r->state;
    size_t i = 1, j = 0;
    seed_word(r, 19650218U);
    for (size_t k = n > STATE_WORDS ? n : STATE_WORDS; k > 0; k--) {
        mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1664525U)) + key[j] + (uint32_t)j;
        if (++i >= STATE_WORDS) {
            mt[0] = mt[STATE_WORDS - 1];
            i = 1;
        }
        j = j + 1 >= n ? 0 : j + 1;
    }
    for (size_t k = STATE_WORDS - 1; k > 0; k--) {
        mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1566083941U)) - (uint32_t)i;
        if (++i >= STATE_WORDS) {
            mt[0] = mt[STATE_WORDS - 1];
            i = 1;
        }
    }
    mt[0] = 0x80000000U;
}

/* |n| cut into 32-bit words. */
static bool seed_int(PmlEngine *E, PmlRandom *r, PmlObj *n)
{
    int64_t bits = pml_int_bit_length(n), digits = pml_int_ndigits((PmlInt *)n), at = 0;
    size_t words = bits == 0 ? 1 : (size_t)((bits - 1) / 32 + 1);
    uint32_t *key = malloc(words * sizeof(uint32_t));
    if (key == NULL) {
        pml_err_no_memory(E);
        return false;
    }
    uint64_t acc = 0;
    int have = 0;
    for (size_t i = 0; i < words; i++) {
        while (have < 32 && at < digits) {
            acc |= (uint64_t)((PmlInt *)n)->digit[at++] << have;
            have += PML_DIGIT_BITS;
        }
        key[i] = (uint32_t)acc;
        acc >>= 32;
        have -= 32;
    }
    seed_words(r, key, words);
    free(key);
    return true;
}

static bool seed_from(PmlEngine *E, PmlRandom *r, PmlObj *arg)
{
    PmlObj *n;
    if (arg == NULL || arg == PML_NONE(E)) {
        /* No entropy but the clock: a run with the virtual clock repeats exactly. */
        uint64_t now = (uint64_t)(pml_clock_seconds(E) * 1e6);
        uint32_t key[4] = {(uint32_t)now, (uint32_t)(now >> 32), (uint32_t)E->vm->ticks,
                           (uint32_t)(E->vm->ticks >> 32)};
        seed_words(r, key, 4);
        return true;
    }
    if (PML_IS_INT(arg)) {
        n = pml_int_slot_absolute(E, arg);
    } else {
        int64_t h = pml_hash(E, arg);
        if (h == -1 && pml_error_pending(E)) {
            return false;
        }
        n = pml_int_u64(E, (uint64_t)h);
    }
    if (n == NULL) {
        return false;
    }
    bool ok = seed_int(E, r, n);
    pml_decref(E, n);
    return ok;
}

static PmlObj *seed(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    if (!pml_check_positional(E, "seed", nargs, 0, 1) ||
        !seed_from(E, (PmlRandom *)self, nargs == 0 ? NULL : args[0].p)) {
        return NULL;
    }
    return pml_none(E);
}

static PmlObj *random_(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    uint32_t a = draw((PmlRandom *)self) >> 5, b = draw((PmlRandom *)self) >> 6;
    return pml_float(E, (a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

/* k bits, drawn word by word from the lowest. */
static PmlObj *big_bits(PmlEngine *E, PmlRandom *r, int64_t k)
{
    PmlInt *v = pml_int_alloc(E, (k + PML_DIGIT_BITS - 1) / PML_DIGIT_BITS);
    if (v == NULL) {
        return NULL;
    }
    uint64_t acc = 0;
    int have = 0;
    for (int64_t i = 0; i < v->ob.size; i++) {
        if (have < PML_DIGIT_BITS && k > 0) {
            uint32_t word = draw(r);
            word = k < 32 ? word >> (32 - k) : word;
            acc |= (uint64_t)word << have;
            have += 32;
            k -= 32;
        }
        v->digit[i] = (uint32_t)acc & PML_DIGIT_MASK;
        acc >>= PML_DIGIT_BITS;
        have -= PML_DIGIT_BITS;
    }
    return (PmlObj *)pml_int_settle(E, pml_int_trim(v));
}

static PmlObj *getrandbits(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int64_t k;
    if (!pml_want_int(E, args[0].p, &k)) {
        return NULL;
    }
    if (k < 0) {
        return PML_RAISE(E, ValueError, "number of bits must be non-negative");
    }
    if (k == 0) {
        return pml_int(E, 0);
    }
    if (k <= 32) {
        return pml_int(E, draw((PmlRandom *)self) >> (32 - k));
    }
    return big_bits(E, (PmlRandom *)self, k);
}

static PmlObj *get_state(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlRandom *r = (PmlRandom *)self;
    PmlObj *state = pml_tuple_new(E, STATE_WORDS + 1);
    for (int i = 0; state != NULL && i <= STATE_WORDS; i++) {
        PmlObj *v = pml_int(E, i < STATE_WORDS ? (int64_t)r->state[i] : r->index);
        if (v == NULL) {
            pml_decref(E, state);
            return NULL;
        }
        PML_TUPLE_AT(state, i) = v;
    }
    return state;
}

static PmlObj *set_state(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlRandom *r = (PmlRandom *)self;
    uint32_t words[STATE_WORDS];
    PmlObj *state = args[0].p;
    if (!PML_IS_TUPLE(state)) {
        return PML_RAISE(E, TypeError, "state vector must be a tuple");
    }
    if (PML_TUPLE_LEN(state) != STATE_WORDS + 1) {
        return PML_RAISE(E, ValueError, "state vector is the wrong size");
    }
    for (int i = 0; i <= STATE_WORDS; i++) {
        int64_t v = pml_as_int(E, PML_TUPLE_AT(state, i));
        if (v == -1 && pml_error_pending(E)) {
            return NULL;
        }
        if (i < STATE_WORDS) {
            words[i] = (uint32_t)v;
        } else if (v < 0 || v > STATE_WORDS) {
            return PML_RAISE(E, ValueError, "invalid state");
        } else {
            r->index = (int32_t)v;
        }
    }
    memcpy(r->state, words, sizeof(words));
    return pml_none(E);
}

/* Checks its arguments only where no __init__ in Python is in between. */
static int random_init(PmlEngine *E, PmlObj *self, PmlObj *args, PmlObj *kwargs)
{
    int64_t n = PML_TUPLE_LEN(args);
    if (!pml_no_keywords(E, "Random", kwargs)) {
        return -1;
    }
    if (n > 1) {
        PML_RAISE(E, TypeError, "Random() requires 0 or 1 argument");
        return -1;
    }
    return seed_from(E, (PmlRandom *)self, n == 0 ? NULL : PML_TUPLE_AT(args, 0)) ? 0 : -1;
}

static PmlObj *random_new(PmlEngine *E, PmlType *type, PmlObj *args, PmlObj *kwargs)
{
    PML_UNUSED(args);
    PML_UNUSED(kwargs);
    return type->alloc(E, type, 0);
}

static void random_dealloc(PmlEngine *E, PmlObj *self)
{
    pml_object_free_counted(E, self);
}

static PmlObj *sha512(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlBuffer view;
    unsigned char digest[PML_SHA512_BYTES];
    if (pml_get_buffer(E, args[0].p, &view, false) < 0) {
        return NULL;
    }
    bool ok = pml_sha512(view.data, (size_t)view.len, digest);
    pml_release_buffer(E, &view);
    return ok ? pml_bytes(E, digest, PML_SHA512_BYTES) : pml_err_no_memory(E);
}

static const PmlMethodDef methods[] = {
    PML_NOARGS("random", random_, "random() -> x in the interval [0, 1)."),
    PML_FAST("seed", seed, "Defines the state of the random number generator from n."),
    PML_NOARGS("getstate", get_state, "Returns the internal state as a tuple."),
    PML_ONE("setstate", set_state, "Restores the internal state."),
    PML_ONE("getrandbits", getrandbits, "Generates an int with k random bits."),
    PML_METHODS_END,
};

void pml_init_type_Random(PmlEngine *E, PmlType *t)
{
    PML_UNUSED(E);
    t->name.p = "_random.Random";
    t->flags |= PML_TF_COUNTED | PML_TF_BASETYPE | PML_TF_IMMUTABLE;
    t->basicsize = sizeof(PmlRandom);
    t->doc.p = "Random() -> create a random number generator with its own internal state.";
    t->methods.p = methods;
    t->new_ = random_new;
    t->init = random_init;
    t->dealloc = random_dealloc;
    t->free = pml_object_free;
    t->getattro = pml_generic_getattr;
}

static const PmlMethodDef functions[] = {
    PML_ONE("sha512", sha512, "The SHA-512 digest of some bytes."),
    PML_METHODS_END,
};

PmlObj *pml_init_module__random(PmlEngine *E)
{
    PmlObj *m = pml_module_new(E, "_random");
    if (m == NULL) {
        return NULL;
    }
    if (pml_module_add(E, m, "Random", pml_incref(&PML_TYPE(E, Random)->ob.ob)) < 0 ||
        pml_module_add_methods(E, m, functions) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
