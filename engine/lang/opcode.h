/* Instruction numbers and their fixed properties, made from opcode.def. */
#ifndef PML_OPCODE_H
#define PML_OPCODE_H

#include "base/base.h"

typedef enum PmlOpcode {
#define PML_OPCODE(name, number, caches, has_arg) PML_OP_##name = number,
#include "lang/opcode.def"
} PmlOpcode;

/* From this number on the second byte of a unit is an argument. */
#define PML_OP_HAVE_ARGUMENT 90

/* Inline cache units (2 bytes each) that follow an instruction, by opcode. */
extern const uint8_t pml_opcode_caches[256];
/* "LOAD_FAST", or NULL for a number that is no instruction. */
extern const char *const pml_opcode_names[256];

/* Arguments of BINARY_OP: the operator, plus PML_BINOP_INPLACE for the augmented forms. */
enum {
    PML_BINOP_ADD,
    PML_BINOP_AND,
    PML_BINOP_FLOOR_DIVIDE,
    PML_BINOP_LSHIFT,
    PML_BINOP_MATRIX_MULTIPLY,
    PML_BINOP_MULTIPLY,
    PML_BINOP_REMAINDER,
    PML_BINOP_OR,
    PML_BINOP_POWER,
    PML_BINOP_RSHIFT,
    PML_BINOP_SUBTRACT,
    PML_BINOP_TRUE_DIVIDE,
    PML_BINOP_XOR,
    PML_BINOP_INPLACE = 13,
};
/* Arguments of COMPARE_OP. */
enum {
    PML_COMPARE_LT,
    PML_COMPARE_LE,
    PML_COMPARE_EQ,
    PML_COMPARE_NE,
    PML_COMPARE_GT,
    PML_COMPARE_GE
};
/* Argument bits of MAKE_FUNCTION: what lies below the code object on the stack. */
enum {
    PML_MAKE_DEFAULTS = 1,
    PML_MAKE_KWDEFAULTS = 2,
    PML_MAKE_ANNOTATIONS = 4,
    PML_MAKE_CLOSURE = 8
};
/* Argument of FORMAT_VALUE: conversion in the two low bits, then whether a spec is on the stack. */
enum { PML_FORMAT_NONE, PML_FORMAT_STR, PML_FORMAT_REPR, PML_FORMAT_ASCII, PML_FORMAT_HAS_SPEC };

#endif
