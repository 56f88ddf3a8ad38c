/* Built-in functions that need frames, code or streams; added to the builtins module by the vm. */
#ifndef PML_VM_BUILTINS_H
#define PML_VM_BUILTINS_H

#include "vm/vm.h"

extern const PmlMethodDef pml_builtins_io[]; /* print input open */
extern const PmlMethodDef
    pml_builtins_code[]; /* exec eval compile globals locals vars dir __import__ */
extern const PmlMethodDef pml_builtins_class[]; /* __build_class__ */

#endif
