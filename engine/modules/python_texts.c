/* The Python modules' texts, compiled in. Nothing else may stand in this file: see modules.h. */
#include "modules/modules.h"

const unsigned char *pml_python_texts(void)
{
    static const unsigned char texts[] = {
#include "python_texts.inc.bytes"
        0};
    return texts;
}
