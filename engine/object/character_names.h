/* Names of characters, for \N{...} and errors="namereplace". */
#ifndef PML_CHARACTER_NAMES_H
#define PML_CHARACTER_NAMES_H

#include "base/base.h"

#define PML_CHARACTER_NAME_MAX 96

/* The character of that name or alias, in any case of letters; false: none is known. Known are the
 * scripts and symbols that tests/tools/make_character_names.py lists, CJK ideographs and Hangul
 * syllables, not all of Unicode: the whole table would be several times larger. */
bool pml_character_named(const char *name, size_t n, uint32_t *c);
/* Its name into out (PML_CHARACTER_NAME_MAX bytes), NUL-terminated; false: none is known. */
bool pml_character_name(uint32_t c, char *out);

#endif
