#include "observe/words.h"

#include <stdio.h>

enum { ACT, FACT };
static const struct {
    int role;
    const char *words[PML_LANGS];
} kinds[PML_EVENTS] = {
#define PML_EVENT(kind, wire, role, en, zh) {role, {en, zh}},
#include "observe/events.def"
};

bool pml_event_is_act(PmlEventKind kind)
{
    return kinds[kind].role == ACT;
}

/* -- one event --------------------------------------------------------------------------- */

enum { ARGUMENTS = 20 };
typedef struct PmlSaying {
    PmlArgument list[ARGUMENTS];
    int count;
    PmlNumber numbers[8];
    int number_count;
    PmlSpeech texts[6];
    int text_count;
} PmlSaying;

static void add(PmlSaying *a, const char *key, const char *text)
{
    a->list[a->count++] = (PmlArgument){key, text};
}

static void add_number(PmlSaying *a, const char *key, int64_t n)
{
    add(a, key, pml_number_text(n, a->numbers[a->number_count++]));
}

/* The text being made for a key; it is read when all are made. */
static PmlSpeech *add_text(PmlSaying *a)
{
    return &a->texts[a->text_count++];
}

static void say_counts(PmlSpeech *s, PmlLang lang, const PmlEvent *e)
{
    PmlNumber from, to;
    const PmlArgument arguments[] = {{"from", pml_number_text(e->from, from)},
                                     {"to", pml_number_text(e->to, to)}};
    if (e->to < 0 || e->object.immortal) {
        return;
    }
    PmlPhrase p = e->object.fresh || e->from < 0 ? PML_PHRASE_COUNT_IS
                  : e->from == e->to             ? PML_PHRASE_COUNT_STAYS
                                                 : PML_PHRASE_COUNT_CHANGES;
    pml_say(s, pml_phrase(p, lang), arguments, 2);
}

static void say_old(PmlSpeech *s, PmlLang lang, const PmlEvent *e)
{
    PmlNumber from, to;
    PmlSpeech object = {0};
    if (e->old_to < 0 || e->old_from < 0 || e->other.immortal || e->old_from == e->old_to) {
        return;
    }
    pml_say_thing(&object, lang, &e->other);
    const PmlArgument arguments[] = {{"object", pml_speech_text(&object)},
                                     {"from", pml_number_text(e->old_from, from)},
                                     {"to", pml_number_text(e->old_to, to)}};
    pml_say(s, pml_phrase(PML_PHRASE_OLD_COUNT, lang), arguments, 3);
    pml_speech_free(&object);
}

static void say_scope(PmlSpeech *s, PmlLang lang, const PmlEvent *e)
{
    static const PmlPhrase scopes[PML_SCOPES] = {PML_PHRASE_SCOPE_GLOBAL, PML_PHRASE_SCOPE_LOCAL,
                                                 PML_PHRASE_SCOPE_CELL, PML_PHRASE_SCOPE_CLASS,
                                                 PML_PHRASE_SCOPE_PARAMETER};
    const PmlArgument name = {"name", e->name};
    pml_say(s, pml_phrase(scopes[e->scope], lang), &name, 1);
}

static void say_other(PmlSpeech *s, PmlLang lang, const PmlEvent *e)
{
    if (e->other.address) {
        pml_say_thing(s, lang, &e->other);
    } else {
        pml_speech_put(s, pml_phrase(PML_PHRASE_THING_UNKNOWN, lang));
    }
}

void pml_say_event(PmlSpeech *s, PmlLang lang, const PmlEvent *e)
{
    static const char *const keys[] = {"object", "other", "owner", "scope", "counts", "old"};
    PmlSaying a = {0};
    pml_say_thing(add_text(&a), lang, &e->object);
    say_other(add_text(&a), lang, e);
    pml_say_thing(add_text(&a), lang, &e->owner);
    say_scope(add_text(&a), lang, e);
    say_counts(add_text(&a), lang, e);
    say_old(add_text(&a), lang, e);
    for (int i = 0; i < a.text_count; i++) {
        add(&a, keys[i], pml_speech_text(&a.texts[i]));
    }
    add(&a, "name", e->name);
    add(&a, "function", e->function);
    add_number(&a, "n", e->n);
    add_number(&a, "from", e->from);
    add_number(&a, "to", e->to);
    add_number(&a, "bytes", e->bytes);
    add_number(&a, "before", e->before);
    pml_say(s, kinds[e->kind].words[lang], a.list, a.count);
    for (int i = 0; i < a.text_count; i++) {
        pml_speech_free(&a.texts[i]);
    }
}

/* -- all of it --------------------------------------------------------------------------- */

static void say_subject(PmlSpeech *s, PmlLang lang, const PmlStory *story, int line,
                        const char *text, size_t n)
{
    char source[120];
    PmlNumber number;
    while (n > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        n--;
    }
    if (line == story->line && n > 0) {
        bool whole = n < sizeof source - 8;
        snprintf(source, sizeof source, "%.*s%s", whole ? (int)n : 100, text, whole ? "" : "…");
        const PmlArgument a = {"text", source};
        pml_say(s, pml_phrase(PML_PHRASE_SUBJECT_SOURCE, lang), &a, 1);
    } else if (line > 0) {
        const PmlArgument a = {"line", pml_number_text(line, number)};
        pml_say(s, pml_phrase(PML_PHRASE_SUBJECT_LINE, lang), &a, 1);
    } else {
        pml_speech_put(s, pml_phrase(PML_PHRASE_SUBJECT_PROGRAM, lang));
    }
}

/* The first letter of an English sentence. */
static void capitalise(PmlSpeech *s, size_t at)
{
    if (!s->failed && at < s->used && s->text[at] >= 'a' && s->text[at] <= 'z') {
        s->text[at] = (char)(s->text[at] - 'a' + 'A');
    }
}

static void say_facts(PmlSpeech *s, PmlLang lang, const PmlStory *story)
{
    size_t start = s->used;
    for (int64_t i = 0; i < story->count; i++) {
        if (pml_event_is_act(story->events[i].kind)) {
            continue;
        }
        if (s->used > start) {
            pml_speech_put(s, pml_phrase(PML_PHRASE_BETWEEN_FACTS, lang));
        }
        pml_say_event(s, lang, &story->events[i]);
    }
    if (s->used > start) {
        pml_speech_put(s, pml_phrase(PML_PHRASE_SENTENCE_END, lang));
    }
    if (lang == PML_LANG_EN) {
        capitalise(s, start);
    }
}

static void say_omitted(PmlSpeech *s, PmlLang lang, int64_t n)
{
    PmlNumber text;
    const PmlArgument a = {"n", pml_number_text(n, text)};
    if (n > 0) {
        pml_say(s, pml_phrase(PML_PHRASE_MORE_EVENTS, lang), &a, 1);
        pml_speech_put(s, pml_phrase(PML_PHRASE_SENTENCE_END, lang));
    }
}

void pml_say_story(PmlSpeech *s, PmlLang lang, const PmlStory *story, const char *text, size_t n)
{
    int line = -1;
    for (int64_t i = 0; i < story->count; i++) {
        const PmlEvent *e = &story->events[i];
        if (!pml_event_is_act(e->kind)) {
            continue;
        }
        if (e->line != line) {
            if (line >= 0) {
                pml_speech_put(s, pml_phrase(PML_PHRASE_SENTENCE_END, lang));
            }
            line = e->line;
            say_subject(s, lang, story, line, text, n);
        } else {
            pml_speech_put(s, pml_phrase(PML_PHRASE_BETWEEN_ACTS, lang));
        }
        pml_say_event(s, lang, e);
    }
    if (line >= 0) {
        pml_speech_put(s, pml_phrase(PML_PHRASE_SENTENCE_END, lang));
    } else {
        say_subject(s, lang, story, story->line, text, n);
        pml_speech_put(s, pml_phrase(PML_PHRASE_SUBJECT_NO_ACT, lang));
    }
    say_facts(s, lang, story);
    say_omitted(s, lang, story->omitted);
    while (s->used > 0 && s->text[s->used - 1] == ' ') {
        s->text[--s->used] = 0;
    }
}

/* -- causes ------------------------------------------------------------------------------ */

void pml_say_cause(PmlSpeech *s, PmlLang lang, const PmlDeath *d)
{
    static const PmlPhrase causes[PML_REASON_KINDS] = {
        PML_PHRASE_CAUSE_NAME_DELETED, PML_PHRASE_CAUSE_REBOUND,    PML_PHRASE_CAUSE_LEFT_SCOPE,
        PML_PHRASE_CAUSE_REMOVED,      PML_PHRASE_CAUSE_CALL_OVER,  PML_PHRASE_CAUSE_TEMPORARY,
        PML_PHRASE_CAUSE_CASCADE,      PML_PHRASE_CAUSE_COLLECTION, PML_PHRASE_CAUSE_EXIT};
    char holder[80];
    PmlNumber generation;
    snprintf(holder, sizeof holder, "%s …%04llx", d->holder_type,
             (unsigned long long)(d->holder & 0xffff));
    const PmlArgument arguments[] = {{"name", d->name[0] ? d->name : "?"},
                                     {"holder", d->holder ? holder : "?"},
                                     {"generation", pml_number_text(d->generation, generation)}};
    pml_say(s, pml_phrase(causes[d->reason], lang), arguments, 3);
}
