/* Inside of float: shared by float*.c and the math module. */
#ifndef PML_FLOAT_METHODS_H
#define PML_FLOAT_METHODS_H

#include "object/numbers.h"

PmlObj *pml_float_same(PmlEngine *E, PmlObj *o); /* o itself when exact, else a new float */
PmlObj *pml_raise_range(PmlEngine *E);           /* OverflowError(34, 'Numerical result ...') */
extern const PmlMethodDef pml_float_methods[];
extern const PmlGetSetDef pml_float_getset[];

#endif
