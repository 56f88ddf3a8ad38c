#include "observe/phrase.h"

#include <stdio.h>

static const char *const phrases[PML_PHRASES][PML_LANGS] = {
#define PML_PHRASE(name, en, zh) {en, zh},
#include "observe/phrases.def"
};

const char *pml_phrase(PmlPhrase id, PmlLang lang)
{
    return phrases[id][lang];
}

PmlLang pml_lang_of(const char *name)
{
    if (!name || strcmp(name, "en") == 0) {
        return PML_LANG_EN;
    }
    return strcmp(name, "zh") == 0 || strcmp(name, "zh-CN") == 0 ? PML_LANG_ZH : PML_LANGS;
}

/* -- speech ------------------------------------------------------------------------------ */

void pml_speech_free(PmlSpeech *s)
{
    free(s->text);
    memset(s, 0, sizeof *s);
}

static void put(PmlSpeech *s, const char *text, size_t n)
{
    if (s->used + n + 1 > s->capacity) {
        size_t capacity = (s->used + n + 1) * 2;
        char *more = realloc(s->text, capacity);
        if (!more) {
            s->failed = true;
            return;
        }
        s->text = more;
        s->capacity = capacity;
    }
    memcpy(s->text + s->used, text, n);
    s->used += n;
    s->text[s->used] = 0;
}

void pml_speech_put(PmlSpeech *s, const char *text)
{
    put(s, text, strlen(text));
}

const char *pml_number_text(int64_t n, PmlNumber text)
{
    snprintf(text, sizeof(PmlNumber), "%lld", (long long)n);
    return text;
}

static const char *find(const PmlArgument *arguments, int n, const char *key, size_t size)
{
    for (int i = 0; i < n; i++) {
        if (strlen(arguments[i].key) == size && memcmp(arguments[i].key, key, size) == 0) {
            return arguments[i].text;
        }
    }
    return "?";
}

/* Is the character at (or ending before) p a Chinese one? Punctuation is none. */
static bool is_han(const char *p)
{
    unsigned char lead = (unsigned char)*p;
    return lead >= 0xe4 && lead <= 0xe9;
}

static bool is_latin(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '\'' || c == '`' || c == '_' || c == ')' || c == '.';
}

/* Between a Chinese character and a Latin one stands a space. */
static void put_apart(PmlSpeech *s, const char *text)
{
    bool after = s->used >= 3 && is_han(s->text + s->used - 3) && is_latin(*text);
    bool before = s->used >= 1 && is_latin(s->text[s->used - 1]) && is_han(text);
    put(s, after || before ? " " : "", after || before);
    pml_speech_put(s, text);
}

/* What stands between two braces: a key, or "key|one|many". */
static void say_placeholder(PmlSpeech *s, const char *at, size_t size, const PmlArgument *arguments,
                            int n)
{
    size_t key = strcspn(at, "|}");
    const char *text = find(arguments, n, at, key < size ? key : size);
    put_apart(s, text);
    if (key >= size) {
        return;
    }
    const char *one = at + key + 1;
    size_t one_size = strcspn(one, "|");
    const char *many = one + one_size + 1;
    pml_speech_put(s, " ");
    if (strcmp(text, "1") == 0) {
        put(s, one, one_size);
    } else {
        put(s, many, (size_t)(at + size - many));
    }
}

void pml_say(PmlSpeech *s, const char *words, const PmlArgument *arguments, int n)
{
    while (*words) {
        size_t plain = strcspn(words, "{");
        bool apart = plain && s->used && is_latin(s->text[s->used - 1]) && is_han(words);
        put(s, apart ? " " : "", apart);
        put(s, words, plain);
        words += plain;
        if (*words == '{') {
            size_t size = strcspn(words + 1, "}");
            say_placeholder(s, words + 1, size, arguments, n);
            words += size + 2;
        }
    }
}

/* -- things ------------------------------------------------------------------------------ */

void pml_thing(PmlEngine *E, PmlObj *o, PmlThing *thing)
{
    memset(thing, 0, sizeof *thing);
    thing->address = pml_model_address(E, o);
    thing->type_id = PML_IS_TYPE(o) ? PML_T_type : PML_TYPE_OF(o)->id;
    thing->immortal = pml_heap_is_static(E, o);
    snprintf(thing->type, sizeof thing->type, "%s", pml_describe_type(o));
    pml_describe_value(E, o, thing->value, sizeof thing->value);
}

static PmlPhrase phrase_of(const PmlThing *t)
{
    switch (t->type_id) {
    case PML_T_NoneType:
    case PML_T_NotImplementedType:
    case PML_T_ellipsis:
    case PML_T_bool: return PML_PHRASE_THING_PLAIN;
    case PML_T_int:
    case PML_T_float:
    case PML_T_complex:
    case PML_T_str:
    case PML_T_bytes: return PML_PHRASE_THING_VALUE;
    case PML_T_type: return t->fresh ? PML_PHRASE_THING_NEW_CLASS : PML_PHRASE_THING_CLASS;
    case PML_T_builtin_function_or_method: return PML_PHRASE_THING_FUNCTION;
    case PML_T_function:
        return t->fresh ? PML_PHRASE_THING_NEW_FUNCTION : PML_PHRASE_THING_FUNCTION;
    case PML_T_module: return PML_PHRASE_THING_MODULE;
    default: return t->fresh ? PML_PHRASE_THING_NEW : PML_PHRASE_THING_AT;
    }
}

void pml_say_thing(PmlSpeech *s, PmlLang lang, const PmlThing *thing)
{
    char at[8];
    snprintf(at, sizeof at, "%04llx", (unsigned long long)(thing->address & 0xffff));
    const PmlArgument arguments[] = {{"type", thing->type}, {"value", thing->value}, {"at", at}};
    if (thing->address) {
        pml_say(s, pml_phrase(phrase_of(thing), lang), arguments, PML_COUNT_OF(arguments));
    }
}
