/* Which line an instruction belongs to, decoded once per code object. */
#ifndef PML_LINE_TABLE_H
#define PML_LINE_TABLE_H

#include "vm/vm.h"

enum { PML_LINE_TABLES = 64 };

typedef struct PmlLineTable {
    const PmlCode *code;
    int32_t *lines;         /* per code unit; -1: none */
    unsigned char *encoded; /* what it was decoded from: an address can be used again */
    int64_t size;
    int32_t first;
    bool own;     /* the program's own code, no library's */
    int64_t cell; /* its number when it is a cell's code; -1: none */
} PmlLineTable;

typedef struct PmlLineTables {
    PmlLineTable table[PML_LINE_TABLES];
    const PmlInterpFrame *frame; /* asked about last */
    const PmlLineTable *last;
} PmlLineTables;

void pml_line_tables_free(PmlLineTables *t);
/* The table of f's code; NULL: no memory. */
const PmlLineTable *pml_line_table(PmlLineTables *t, const PmlInterpFrame *f);
/* Does a line of the program's own code begin here (a new line, or a jump back to it)? Its number;
 * 0: no. To be asked while an event is handled. */
int pml_line_begins(PmlLineTables *t, const PmlEngine *E);
/* The cell whose code the innermost frame runs; -1: none's. */
int64_t pml_line_cell(PmlLineTables *t, const PmlEngine *E);

#endif
