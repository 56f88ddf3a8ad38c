/* Saying things in the user's language: templates with {placeholders}, and objects in words. */
#ifndef PML_PHRASE_H
#define PML_PHRASE_H

#include "observe/describe.h"

typedef enum PmlLang { PML_LANG_EN, PML_LANG_ZH, PML_LANGS } PmlLang;
/* "en", "zh" (also "zh-CN"); PML_LANGS: none of them. NULL: English. */
PmlLang pml_lang_of(const char *name);

typedef enum PmlPhrase {
#define PML_PHRASE(name, en, zh) PML_PHRASE_##name,
#include "observe/phrases.def"
    PML_PHRASES
} PmlPhrase;
const char *pml_phrase(PmlPhrase id, PmlLang lang);

/* A growing text. */
typedef struct PmlSpeech {
    char *text; /* malloc'ed, NUL-terminated; NULL: empty */
    size_t used, capacity;
    bool failed; /* no host memory */
} PmlSpeech;
void pml_speech_free(PmlSpeech *s);
void pml_speech_put(PmlSpeech *s, const char *text);
static inline const char *pml_speech_text(const PmlSpeech *s)
{
    return s->text ? s->text : "";
}

typedef struct PmlArgument {
    const char *key, *text;
} PmlArgument;
/* A number as text, in a buffer of the caller's that lives as long as the argument. */
typedef char PmlNumber[24];
const char *pml_number_text(int64_t n, PmlNumber text);
/* The template with its arguments; a key that is not given becomes "?". */
void pml_say(PmlSpeech *s, const char *words, const PmlArgument *arguments, int n);

/* An object, remembered in words: it may be gone when they are said. */
typedef struct PmlThing {
    uint64_t address; /* 0: none */
    int32_t type_id;
    bool fresh, immortal; /* born just now; in the static part, whose counts say nothing */
    char type[48], value[96];
} PmlThing;
void pml_thing(PmlEngine *E, PmlObj *o, PmlThing *thing);
void pml_say_thing(PmlSpeech *s, PmlLang lang, const PmlThing *thing);

#endif
