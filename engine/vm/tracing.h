#ifndef PML_TRACING_H
#define PML_TRACING_H

#include "vm/vm.h"

typedef enum PmlTraceEvent {
    PML_TRACE_CALL,
    PML_TRACE_EXCEPTION,
    PML_TRACE_LINE,
    PML_TRACE_RETURN,
    PML_TRACE_C_CALL,
    PML_TRACE_C_EXCEPTION,
    PML_TRACE_C_RETURN,
    PML_TRACE_OPCODE
} PmlTraceEvent;

/* function: borrowed; NULL: none any more. -1: MemoryError. */
int pml_set_trace(PmlEngine *E, PmlObj *function);
int pml_set_profile(PmlEngine *E, PmlObj *function);

/* For the loop, when vm->use_tracing. -1: the function has raised. */
int pml_trace_entry(PmlEngine *E, PmlInterpFrame *frame);
int pml_trace_exit(PmlEngine *E, PmlInterpFrame *frame, PmlObj *value); /* NULL: by an exception */
/* Before the instruction that frame stands at; last: the one before it, as executed. */
int pml_trace_line(PmlEngine *E, PmlInterpFrame *frame, const unsigned char *last);
/* The pending exception; another may take its place. */
void pml_trace_exception(PmlEngine *E, PmlInterpFrame *frame);
/* Calls callable, telling of it when it is written in C. args[-1] may be overwritten. */
PmlObj *pml_trace_call(PmlEngine *E, PmlInterpFrame *frame, PmlObj *callable, PmlRef *args,
                       int64_t nargs, PmlObj *kwnames);

#endif
