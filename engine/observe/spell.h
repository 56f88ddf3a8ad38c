/* Objects as Python would reach them from where the program stands: "a.left['k'][2]". */
#ifndef PML_SPELL_H
#define PML_SPELL_H

#include "observe/walk.h"

/* The statement that removes the first reference from one object to another: "del a.left['k']",
 * "b[2] = None". False: no names lead to `from`, or no statement removes such a reference (an item
 * of a tuple or set), or it is longer than size. */
bool pml_spell_cut(PmlEngine *E, PmlObj *from, PmlObj *to, char *text, size_t size);

#endif
