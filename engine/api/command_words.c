/* words: what a line step did, as events and as sentences. */
#include "api/words_view.h"
#include "observe/steps.h"

#include <stdio.h>

enum { DEFAULT_EVENTS = 40 };

bool pml_want_lang(const cJSON *request, PmlLang *lang, PmlReply *reply)
{
    *lang = pml_lang_of(pml_field_text(request, "lang"));
    if (*lang == PML_LANGS) {
        pml_reply_error(reply, "bad_lang", "lang is en or zh.");
        return false;
    }
    return true;
}

void pml_put_speech(PmlReply *reply, const char *name, PmlSpeech *s)
{
    pml_put_text(reply, name, pml_speech_text(s));
    pml_speech_free(s);
}

void pml_put_thing(PmlReply *reply, const char *name, const PmlThing *t)
{
    if (!t->address) {
        return;
    }
    pml_open_object(reply, name);
    pml_put_address(reply, "id", t->address);
    pml_put_text(reply, "type", t->type);
    if (t->value[0]) {
        pml_put_text(reply, "value", t->value);
    }
    if (t->fresh) {
        pml_put_bool(reply, "new", true);
    }
    pml_close(reply);
}

static void put_counts(PmlReply *reply, const char *name, int64_t from, int64_t to)
{
    if (to < 0) {
        return;
    }
    pml_open_list(reply, name);
    if (from < 0) {
        pml_put_null(reply, NULL);
    } else {
        pml_put_int(reply, NULL, from);
    }
    pml_put_int(reply, NULL, to);
    pml_close(reply);
}

static void put_event(PmlReply *reply, const PmlEvent *e, PmlLang lang)
{
    PmlSpeech s = {0};
    pml_open_object(reply, NULL);
    pml_put_text(reply, "event", pml_event_names[e->kind]);
    pml_put_int(reply, "tick", (int64_t)e->tick);
    if (e->line) {
        pml_put_int(reply, "line", e->line);
    }
    if (e->name[0]) {
        pml_put_text(reply, "name", e->name);
    }
    if (e->function[0]) {
        pml_put_text(reply, "function", e->function);
    }
    pml_put_thing(reply, "object", &e->object);
    pml_put_thing(reply, "other", &e->other);
    pml_put_thing(reply, "owner", &e->owner);
    put_counts(reply, "count", e->from, e->to);
    put_counts(reply, "other_count", e->old_from, e->old_to);
    if (e->n) {
        pml_put_int(reply, "n", e->n);
    }
    if (e->bytes) {
        pml_put_int(reply, "bytes", e->bytes);
    }
    pml_say_event(&s, lang, e);
    pml_put_speech(reply, "words", &s);
    pml_close(reply);
}

void pml_put_story(PmlDoor *door, const PmlStory *story, PmlLang lang, PmlReply *reply)
{
    PmlSpeech s = {0};
    size_t n = 0;
    const char *text = story->line ? pml_source_line(door->E, story->file, story->line, &n) : NULL;
    pml_put_int(reply, "from", (int64_t)story->from);
    pml_put_int(reply, "to", (int64_t)story->to);
    pml_put_int(reply, "line", story->line);
    pml_say_story(&s, lang, story, text ? text : "", text ? n : 0);
    pml_put_speech(reply, "words", &s);
    pml_open_list(reply, "events");
    for (int64_t i = 0; i < story->count; i++) {
        put_event(reply, &story->events[i], lang);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", story->omitted);
    pml_put_int(reply, "born", story->born);
    pml_put_int(reply, "born_bytes", story->born_bytes);
}

/* Stand at the end of the step asked for. False: error in reply. */
static bool go_there(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t tick = pml_field_int(request, "tick", -1), step = pml_field_int(request, "step", -1);
    if (tick >= 0 && step >= 0) {
        pml_reply_error(reply, "bad_request", "\"words\" needs a tick or a step, not both.");
        return false;
    }
    if (tick >= 0) {
        return pml_seek(r, pml_place_of_tick(r, (uint64_t)tick));
    }
    if (step == 0 || (step > 0 && !pml_seek_line_step(r, step))) {
        pml_reply_error(reply, "unknown_step", "The recording has no line step of this number.");
        return false;
    }
    PmlStep s = {.event = PML_STEP_LINE};
    if (step > 0 && !pml_step(r, &s, false)) {
        pml_seek(r, pml_place_of_input(r, r->at.input + 1)); /* the input's last line */
    }
    return true;
}

bool pml_want_step(PmlDoor *door, const cJSON *request, int64_t limit, PmlStory *story,
                   PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t from = pml_field_int(request, "from", -1);
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    if (!pml_want_from_zero(request, "tick", reply) ||
        !pml_want_from_zero(request, "step", reply) ||
        !pml_want_from_zero(request, "from", reply)) {
        return false;
    }
    if (!go_there(door, request, reply)) {
        pml_seek(r, here);
        return false;
    }
    PmlPlace end = r->at;
    end.tick = door->E->vm->ticks;
    PmlPlace begin = from < 0    ? pml_step_before(r)
                     : from == 0 ? pml_place_first(r)
                                 : pml_place_of_tick(r, (uint64_t)from);
    pml_story(r, begin, end, limit, story);
    pml_seek(r, here);
    if (story->failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to tell the story.");
        pml_story_free(story);
        return false;
    }
    return true;
}

void pml_command_words(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    int64_t limit;
    PmlLang lang;
    PmlStory story;
    if (pml_want_lang(request, &lang, reply) && pml_want_budget(door, request, reply) &&
        pml_want_limit(request, DEFAULT_EVENTS, &limit, reply) &&
        pml_want_step(door, request, limit, &story, reply)) {
        pml_put_story(door, &story, lang, reply);
        pml_story_free(&story);
    }
}
