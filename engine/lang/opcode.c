#include "lang/opcode.h"

const uint8_t pml_opcode_caches[256] = {
#define PML_OPCODE(name, number, caches, has_arg) [number] = caches,
#include "lang/opcode.def"
};

const char *const pml_opcode_names[256] = {
#define PML_OPCODE(name, number, caches, has_arg) [number] = #name,
#include "lang/opcode.def"
};

#define PML_OPCODE(name, number, caches, has_arg) \
    _Static_assert(((number) >= PML_OP_HAVE_ARGUMENT) == (has_arg), "argument threshold: " #name);
#include "lang/opcode.def"
