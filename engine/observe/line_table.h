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
    int32_t cell; /* whose code it is: pml_cell_number of its file */
} PmlLineTable;

typedef struct PmlLineTables {
    PmlLineTable table[PML_LINE_TABLES];
    const PmlInterpFrame *frame; /* asked about last */
    const PmlLineTable *last;
} PmlLineTables;

/* The program's own code, no library's? */
bool pml_code_is_own(const PmlCode *c);

void pml_line_tables_free(PmlLineTables *t);
/* The table of f's code; NULL: no memory. */
const PmlLineTable *pml_line_table(PmlLineTables *t, const PmlInterpFrame *f);
/* Does a line of the program's own code begin here (a new line, or a jump back to it)? Its number;
 * 0: no. To be asked while an event is handled. */
int pml_line_begins(PmlLineTables *t, const PmlEngine *E);
/* The cell whose code the innermost frame runs; 0: not known. */
int32_t pml_line_cell(PmlLineTables *t, const PmlEngine *E);
/* A cell's number by its file name: N for "<cell N>", for others a negative one of their own. */
int32_t pml_cell_number(const char *filename);

#endif
