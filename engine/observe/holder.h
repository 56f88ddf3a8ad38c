/* Who holds a reference, named as precisely as can be known. */
#ifndef PML_HOLDER_H
#define PML_HOLDER_H

#include "observe/phrase.h"

typedef struct PmlHolder {
    PmlPhrase phrase; /* one of PML_PHRASE_HOLDER_xxx */
    PmlThing owner;   /* the object that holds; address 0: none */
    char name[80];    /* of the variable, key, attribute, field */
    char function[64], module[64];
    int64_t index;
    int32_t line;
} PmlHolder;
/* May look at who refers to the holder in turn: a dict may be a module's names, a tuple constants.
 */
void pml_holder(PmlEngine *E, const PmlEdgeInfo *edge, PmlHolder *out);
/* "global", "item", "constant", "cell", ...: the same for every language. */
const char *pml_holder_kind(const PmlHolder *h);
void pml_say_holder(PmlSpeech *s, PmlLang lang, const PmlHolder *h);
/* All who hold o: the first `limit` said one after the other, between commas; their number. */
int64_t pml_say_holders(PmlSpeech *s, PmlLang lang, PmlEngine *E, const PmlObj *o, int64_t limit);

#endif
