#include "observe/expect.h"

#include <ctype.h>
#include <stdio.h>

#include "observe/census.h"
#include "observe/holder.h"
#include "observe/snapshot.h"

typedef enum PmlAskKind { OF_OBJECT, OF_TWO, OF_TYPE, ALONE } PmlAskKind;
typedef enum PmlAskCause { HOLDERS, NOTHING, TRACKING, DEATHS, COLLECTIONS } PmlAskCause;
typedef enum PmlAsk {
#define PML_ASK(name, kind, cause, en, zh) PML_ASK_##name,
#include "observe/expect.def"
    PML_ASKS
} PmlAsk;
static const struct {
    const char *name;
    PmlAskKind kind;
    PmlAskCause cause;
} asks[PML_ASKS] = {
#define PML_ASK(name, kind, cause, en, zh) {#name, kind, cause},
#include "observe/expect.def"
};

enum { LISTED = 6 };

typedef struct PmlParse {
    PmlEngine *E;
    const PmlInterpFrame *frame;
    const char *at;
    const PmlLineDeeds *deeds;
    PmlLang lang;
    PmlObj **note; /* only note what the paths mean */
    int paths;     /* met so far */
    int depth;
    PmlAsk asked; /* last, PML_ASKS: none; its object, if any */
    PmlObj *object;
    char wrong[120];
} PmlParse;

static void complain(PmlParse *p, const char *what, const char *name)
{
    if (!p->wrong[0]) {
        snprintf(p->wrong, sizeof p->wrong, "%s%s%.60s", what, *name ? ": " : "", name);
    }
}

static void skip_space(PmlParse *p)
{
    p->at += strspn(p->at, " \t");
}

static bool take(PmlParse *p, const char *token)
{
    skip_space(p);
    size_t n = strlen(token);
    if (strncmp(p->at, token, n) != 0 || (isalpha((unsigned char)token[0]) &&
                                          (isalnum((unsigned char)p->at[n]) || p->at[n] == '_'))) {
        return false;
    }
    p->at += n;
    return true;
}

static bool is_name_byte(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool take_name(PmlParse *p, char *name, size_t size)
{
    skip_space(p);
    size_t n = 0;
    if (isdigit((unsigned char)*p->at)) {
        return false;
    }
    while (is_name_byte(*p->at)) {
        if (n + 1 < size) {
            name[n++] = *p->at;
        }
        p->at++;
    }
    name[n] = 0;
    return n > 0;
}

/* -- what a path means ------------------------------------------------------------------- */

static bool has_text(const PmlObj *o, const char *text)
{
    char own[160];
    if (!PML_IS_STR(o)) {
        return false;
    }
    pml_describe_name(o, own, sizeof own);
    return strcmp(own, text) == 0;
}

static PmlObj *in_dict(PmlObj *dict, const char *name)
{
    PmlObj *key, *value;
    int64_t pos = 0;
    while (dict && PML_IS_DICT(dict) && pml_dict_next(dict, &pos, &key, &value, NULL)) {
        if (has_text(key, name)) {
            return value;
        }
    }
    return NULL;
}

static PmlObj *in_frame(const PmlInterpFrame *f, const char *name)
{
    const PmlCode *code = pml_frame_code(f);
    for (int i = 0; i < code->nlocalsplus; i++) {
        PmlObj *value = f->localsplus[i].p;
        if (value && has_text(PML_TUPLE_AT(code->localsplusnames.p, i), name)) {
            return PML_IS(value, cell) ? ((PmlCell *)value)->content.p : value;
        }
    }
    PmlObj *found = f->locals.p ? in_dict(f->locals.p, name) : NULL;
    return found ? found : in_dict(f->globals.p, name);
}

typedef struct PmlPart {
    const char *text;
    int64_t index;
    bool attribute, numbered; /* numbered: by index, not by text */
    PmlObj *found, *dict;
} PmlPart;

static void on_part(void *ctx, const PmlEdgeInfo *edge)
{
    PmlPart *part = ctx;
    int64_t key;
    if (part->attribute) {
        if (edge->kind == PML_EDGE_ATTR &&
            (edge->label ? has_text(edge->label, part->text)
                         : edge->text && strcmp(edge->text, part->text) == 0)) {
            part->found = edge->to;
        } else if (edge->kind == PML_EDGE_FIELD && edge->text &&
                   strcmp(edge->text, "__dict__") == 0) {
            part->dict = edge->to;
        } else if (edge->kind == PML_EDGE_FIELD && edge->text &&
                   strcmp(edge->text, part->text) == 0) {
            part->found = edge->to;
        }
    } else if (edge->kind == PML_EDGE_ITEM && part->numbered) {
        part->found = edge->index == part->index ? edge->to : part->found;
    } else if (edge->kind == PML_EDGE_VALUE && edge->label) {
        bool same = part->numbered ? PML_IS(edge->label, int) && pml_int_fits(edge->label, &key) &&
                                         key == part->index
                                   : has_text(edge->label, part->text);
        part->found = same ? edge->to : part->found;
    }
}

static PmlObj *part_of(PmlParse *p, PmlObj *o, PmlPart *part)
{
    if (!o) {
        return NULL;
    }
    pml_walk_object(p->E, o, on_part, part);
    return part->found ? part->found : part->dict ? in_dict(part->dict, part->text) : NULL;
}

/* The rest of a path: .name, [number], ['key']. */
static PmlObj *follow(PmlParse *p, PmlObj *o)
{
    char text[80];
    for (;;) {
        PmlPart part = {.text = text};
        if (*p->at == '.') {
            p->at++;
            part.attribute = true;
            if (!take_name(p, text, sizeof text)) {
                complain(p, "a name must follow the dot", "");
                return NULL;
            }
        } else if (*p->at == '[') {
            p->at++;
            skip_space(p);
            char quote = *p->at;
            if (quote == '\'' || quote == '"') {
                size_t n = strcspn(p->at + 1, quote == '"' ? "\"" : "'");
                snprintf(text, sizeof text, "%.*s", (int)(n < 79 ? n : 79), p->at + 1);
                p->at += 1 + n + (p->at[1 + n] != 0);
            } else if (*p->at == '-' || isdigit((unsigned char)*p->at)) {
                char *end;
                part.numbered = true;
                part.index = strtoll(p->at, &end, 10);
                p->at = end;
                part.index += part.index < 0 && o && !PML_IS_DICT(o) ? pml_length_of(o) : 0;
            }
            if (!take(p, "]")) {
                complain(p, "] is missing", "");
                return NULL;
            }
        } else {
            return o;
        }
        o = part_of(p, o, &part);
    }
}

/* What the path at hand means, before the line and now. */
static PmlObj *take_path(PmlParse *p, PmlObj **before, const char **text, size_t *n)
{
    char name[80];
    skip_space(p);
    *text = p->at;
    *before = NULL;
    if (!take_name(p, name, sizeof name)) {
        complain(p, "a name is missing", "");
        return NULL;
    }
    PmlObj *main = p->E->vm->main_module.p;
    PmlObj *o = p->frame ? in_frame(p->frame, name)
                : main   ? in_dict(pml_module_dict(main), name)
                         : NULL;
    o = follow(p, o);
    *n = (size_t)(p->at - *text);
    if (p->paths < PML_EXPECT_OBJECTS) {
        if (p->note) {
            p->note[p->paths] = o;
        } else if (p->deeds) {
            *before = p->deeds->before[p->paths];
        }
    }
    p->paths++;
    return o;
}

/* -- values ------------------------------------------------------------------------------ */

static bool died_in_line(const PmlParse *p, const PmlObj *o)
{
    return o && p->deeds && p->deeds->died &&
           pml_objmap_get(p->deeds->died, o, 0) > p->deeds->died_before;
}

static int64_t of_object(PmlParse *p, PmlAsk ask)
{
    const char *text;
    size_t n = 0;
    PmlObj *before, *o = take_path(p, &before, &text, &n);
    if (p->note || p->wrong[0]) {
        return 0;
    }
    if (ask == PML_ASK_bound) {
        return o != NULL;
    }
    bool of_before = ask == PML_ASK_dies || ask == PML_ASK_alive;
    if (of_before || (!o && before && !died_in_line(p, before))) {
        o = before;
    }
    if (!o) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(n < 60 ? n : 60), text);
        complain(p, p->lang == PML_LANG_ZH ? "未绑定" : "not bound", name);
        return 0;
    }
    p->object = died_in_line(p, o) && of_before ? NULL : o;
    switch (ask) {
    case PML_ASK_count: return pml_shown_refs(o);
    case PML_ASK_size: return pml_describe_size(p->E, o);
    case PML_ASK_length: return pml_length_of(o);
    case PML_ASK_generation: return pml_gc_generation_of(p->E, o);
    case PML_ASK_tracked: return pml_is_gc(o) && pml_gc_is_tracked(o);
    case PML_ASK_alive: return !died_in_line(p, o);
    default: return died_in_line(p, o);
    }
}

static int64_t of_type(PmlParse *p, PmlAsk ask)
{
    char name[80];
    PmlCensus c;
    if (!take_name(p, name, sizeof name)) {
        complain(p, "a type's name is missing", "");
        return 0;
    }
    if (p->note) {
        return 0;
    }
    pml_census(p->E, &c);
    const PmlTypeCount *t = pml_census_find(&c, name);
    int64_t n = !t ? 0 : ask == PML_ASK_objects ? t->count : t->bytes;
    pml_census_free(&c);
    return n;
}

static int64_t alone(const PmlParse *p, PmlAsk ask)
{
    static const PmlLineDeeds none;
    const PmlLineDeeds *d = p->deeds ? p->deeds : &none;
    const PmlHeapStats *s = pml_heap_stats(p->E);
    switch (ask) {
    case PML_ASK_freed_bytes: return d->freed_bytes;
    case PML_ASK_freed_objects: return d->freed_objects;
    case PML_ASK_collected: return d->collected;
    case PML_ASK_collections: return d->collections;
    case PML_ASK_live_bytes: return (int64_t)s->bytes_live;
    case PML_ASK_blocks: return (int64_t)s->blocks;
    default: return (int64_t)s->arenas;
    }
}

static int64_t ask_value(PmlParse *p, PmlAsk ask)
{
    int64_t value = 0;
    p->asked = ask;
    p->object = NULL;
    if (asks[ask].kind == ALONE) {
        return alone(p, ask);
    }
    if (!take(p, "(")) {
        complain(p, "( is missing after", asks[ask].name);
        return 0;
    }
    if (asks[ask].kind == OF_OBJECT) {
        value = of_object(p, ask);
    } else if (asks[ask].kind == OF_TYPE) {
        value = of_type(p, ask);
    } else {
        PmlObj *before, *a, *b;
        const char *text;
        size_t n;
        a = take_path(p, &before, &text, &n);
        if (!take(p, ",")) {
            complain(p, "two names are needed", "");
        }
        b = take_path(p, &before, &text, &n);
        value = a && a == b;
    }
    if (!take(p, ")")) {
        complain(p, ") is missing", "");
    }
    return value;
}

static int64_t take_sum(PmlParse *p);

static int64_t take_value(PmlParse *p)
{
    char name[80], *end;
    skip_space(p);
    if (isdigit((unsigned char)*p->at)) {
        int64_t n = strtoll(p->at, &end, 10);
        p->at = end;
        return n;
    }
    if (p->depth > 20) {
        complain(p, "nested too deeply", "");
        return 0;
    }
    if (take(p, "-")) {
        p->depth++;
        int64_t n = -take_value(p);
        p->depth--;
        return n;
    }
    if (take(p, "(")) {
        p->depth++;
        int64_t n = take_sum(p);
        p->depth--;
        if (!take(p, ")")) {
            complain(p, ") is missing", "");
        }
        return n;
    }
    if (!take_name(p, name, sizeof name)) {
        complain(p, "a value is missing", p->at);
        return 0;
    }
    for (int i = 0; i < PML_ASKS; i++) {
        if (strcmp(asks[i].name, name) == 0) {
            return ask_value(p, (PmlAsk)i);
        }
    }
    if (strcmp(name, "True") == 0 || strcmp(name, "False") == 0) {
        return name[0] == 'T';
    }
    complain(p, "unknown", name);
    return 0;
}

static int64_t clip(double n)
{
    return n > 9e15 ? (int64_t)9e15 : n < -9e15 ? (int64_t)-9e15 : (int64_t)n;
}

static int64_t take_product(PmlParse *p)
{
    int64_t n = take_value(p);
    while (!p->wrong[0] && take(p, "*")) {
        n = clip((double)n * (double)take_value(p));
    }
    return n;
}

static int64_t take_sum(PmlParse *p)
{
    int64_t n = take_product(p);
    while (!p->wrong[0]) {
        if (take(p, "+")) {
            n = clip((double)n + (double)take_product(p));
        } else if (take(p, "-")) {
            n = clip((double)n - (double)take_product(p));
        } else {
            break;
        }
    }
    return n;
}

static bool compare(PmlParse *p, int64_t left, bool *compared)
{
    static const char *const signs[] = {"==", "!=", "<=", ">=", "<", ">"};
    for (int i = 0; i < 6; i++) {
        if (take(p, signs[i])) {
            PmlAsk asked = p->asked;
            PmlObj *object = p->object;
            int64_t right = take_sum(p);
            if (asked != PML_ASKS) { /* the left side is what is explained */
                p->asked = asked;
                p->object = object;
            }
            *compared = true;
            return i == 0   ? left == right
                   : i == 1 ? left != right
                   : i == 2 ? left <= right
                   : i == 3 ? left >= right
                   : i == 4 ? left < right
                            : left > right;
        }
    }
    *compared = false;
    return left != 0;
}

/* -- explaining -------------------------------------------------------------------------- */

static void list_deaths(const PmlParse *p, PmlSpeech *s)
{
    const PmlLineDeeds *d = p->deeds;
    PmlSpeech list = {0};
    for (int64_t i = 0; d && i < d->death_count && i < LISTED; i++) {
        const PmlDeath *death = &d->deaths[i];
        PmlNumber bytes;
        PmlSpeech cause = {0}, object = {0};
        PmlThing thing = {.address = death->address, .type_id = -1};
        memcpy(thing.type, death->type, sizeof thing.type);
        pml_say_thing(&object, p->lang, &thing);
        pml_say_cause(&cause, p->lang, death);
        const PmlArgument a[] = {{"object", pml_speech_text(&object)},
                                 {"bytes", pml_number_text(death->size, bytes)},
                                 {"cause", pml_speech_text(&cause)}};
        pml_speech_put(&list, i ? pml_phrase(PML_PHRASE_LIST_COMMA, p->lang) : "");
        pml_say(&list, pml_phrase(PML_PHRASE_EXPECT_LIST_ITEM, p->lang), a, 3);
        pml_speech_free(&cause);
        pml_speech_free(&object);
    }
    if (d && d->freed_objects > LISTED) {
        PmlNumber n;
        const PmlArgument more = {"n", pml_number_text(d->freed_objects - LISTED, n)};
        pml_speech_put(&list, pml_phrase(PML_PHRASE_LIST_COMMA, p->lang));
        pml_say(&list, pml_phrase(PML_PHRASE_EXPECT_MORE, p->lang), &more, 1);
    }
    const PmlArgument a = {"list", pml_speech_text(&list)};
    pml_say(s,
            pml_phrase(list.used ? PML_PHRASE_EXPECT_DIED : PML_PHRASE_EXPECT_NONE_DIED, p->lang),
            &a, 1);
    pml_speech_free(&list);
}

static void list_holders(const PmlParse *p, PmlSpeech *s)
{
    PmlSpeech list = {0};
    int64_t n = pml_say_holders(&list, p->lang, p->E, p->object, LISTED);
    const PmlArgument a = {"list", pml_speech_text(&list)};
    pml_say(s, pml_phrase(n ? PML_PHRASE_EXPECT_HELD_BY : PML_PHRASE_EXPECT_NOBODY, p->lang), &a,
            1);
    pml_speech_free(&list);
}

static void explain(const PmlParse *p, PmlSpeech *s)
{
    PmlNumber n;
    const PmlLineDeeds *d = p->deeds;
    if (p->asked == PML_ASKS) {
        return;
    }
    switch (asks[p->asked].cause) {
    case HOLDERS:
        if (p->object) {
            list_holders(p, s);
        } else {
            list_deaths(p, s);
        }
        break;
    case DEATHS: list_deaths(p, s); break;
    case TRACKING:
        if (p->object && !(pml_is_gc(p->object) && pml_gc_is_tracked(p->object))) {
            pml_speech_put(s, pml_phrase(PML_PHRASE_EXPECT_UNTRACKED, p->lang));
        }
        break;
    case COLLECTIONS:
        if (d && d->collections) {
            const PmlArgument a = {"list", pml_number_text(d->collections, n)};
            pml_say(s, pml_phrase(PML_PHRASE_EXPECT_COLLECTIONS, p->lang), &a, 1);
        } else {
            pml_speech_put(s, pml_phrase(PML_PHRASE_EXPECT_NO_COLLECTION, p->lang));
        }
        break;
    default: break;
    }
}

static void report(const PmlParse *p, const char *from, const char *to, int64_t value,
                   bool compared, PmlVerdict *out)
{
    char what[100];
    PmlNumber number;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t')) {
        to--;
    }
    snprintf(what, sizeof what, "%.*s", (int)(to - from < 90 ? to - from : 90), from);
    const char *truth = value ? "True" : "False";
    const PmlArgument a[] = {{"what", what},
                             {"value", compared ? pml_number_text(value, number) : truth}};
    out->actual.used = out->explanation.used = 0;
    pml_say(&out->actual, pml_phrase(PML_PHRASE_EXPECT_WAS, p->lang), a, 2);
    explain(p, &out->explanation);
}

/* -- the whole --------------------------------------------------------------------------- */

static bool take_condition(PmlParse *p, PmlVerdict *out)
{
    bool negated = take(p, "not"), compared;
    skip_space(p);
    const char *from = p->at;
    p->asked = PML_ASKS;
    p->object = NULL;
    int64_t value = take_sum(p);
    const char *to = p->at;
    bool holds = compare(p, value, &compared) != negated;
    if (!p->wrong[0] && !p->note && out->holds) {
        report(p, from, to, value, compared, out);
    }
    return holds;
}

static void take_all(PmlParse *p, PmlVerdict *out)
{
    bool all = true;
    do {
        bool holds = take_condition(p, out);
        if (!holds && all) {
            all = false;
            out->holds = false; /* the first that fails is what is reported */
        }
    } while (!p->wrong[0] && (take(p, "and") || take(p, ",")));
    skip_space(p);
    if (*p->at) {
        complain(p, "unexpected", p->at);
    }
    out->holds = all && !p->wrong[0];
}

void pml_expect_before(PmlEngine *E, const PmlInterpFrame *f, const char *text,
                       PmlObj *before[PML_EXPECT_OBJECTS])
{
    PmlVerdict unused = {.holds = true};
    PmlParse p = {.E = E, .frame = f, .at = text, .note = before};
    memset((void *)before, 0, PML_EXPECT_OBJECTS * sizeof *before);
    take_all(&p, &unused);
    pml_verdict_free(&unused);
}

void pml_expect(PmlEngine *E, const PmlInterpFrame *f, const char *text, const PmlLineDeeds *deeds,
                PmlLang lang, PmlVerdict *out)
{
    PmlParse p = {.E = E, .frame = f, .at = text, .deeds = deeds, .lang = lang};
    memset(out, 0, sizeof *out);
    out->holds = true;
    take_all(&p, out);
    out->readable = !p.wrong[0];
    memcpy(out->wrong, p.wrong, sizeof out->wrong);
}

void pml_verdict_free(PmlVerdict *v)
{
    pml_speech_free(&v->actual);
    pml_speech_free(&v->explanation);
}
