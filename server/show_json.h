/* JSON as text for a terminal: one member a line, flat objects of a list on one line each. */
#ifndef PML_SHOW_JSON_H
#define PML_SHOW_JSON_H

#include <stdio.h>

void pml_show_json(FILE *out, const char *json); /* json: well-formed */

#endif
