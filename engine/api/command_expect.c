/* expect: assertions about memory, here or at their lines. */
#include "api/words_view.h"
#include "observe/expect.h"

#include <stdio.h>

static void put_verdict(PmlReply *reply, const PmlVerdict *v)
{
    if (v->wrong[0]) {
        pml_put_text(reply, "error", v->wrong);
    }
    pml_put_text(reply, "actual", pml_speech_text(&v->actual));
    pml_put_text(reply, "explanation", pml_speech_text(&v->explanation));
}

static void put_check(PmlDoor *door, const PmlCheck *c, PmlLang lang, PmlReply *reply)
{
    const PmlInput *in = &door->recording->inputs[c->input];
    pml_open_object(reply, NULL);
    pml_put_int(reply, "cell", in->number);
    pml_put_int(reply, "line", c->comment.line);
    pml_put_text(reply, "expected", c->comment.text);
    pml_put_bool(reply, "holds", c->times > 0 && c->failures == 0);
    pml_put_int(reply, "times", c->times);
    pml_put_int(reply, "failures", c->failures);
    pml_put_int(reply, "tick", (int64_t)c->tick);
    if (c->times) {
        put_verdict(reply, &c->verdict);
    } else {
        pml_put_text(reply, "actual", pml_phrase(PML_PHRASE_EXPECT_NEVER, lang));
        pml_put_text(reply, "explanation", "");
    }
    pml_close(reply);
}

static void put_checks(PmlDoor *door, const PmlExpectComment *extra, PmlLang lang, PmlReply *reply)
{
    PmlChecks checks;
    int64_t held = 0;
    pml_check_recording(door->recording, extra, lang, &checks);
    for (int64_t i = 0; i < checks.count; i++) {
        held += checks.list[i].times > 0 && checks.list[i].failures == 0;
    }
    pml_put_bool(reply, "holds", held == checks.count);
    pml_put_int(reply, "passed", held);
    pml_put_int(reply, "failed", checks.count - held);
    pml_open_list(reply, "expectations");
    for (int64_t i = 0; i < checks.count; i++) {
        put_check(door, &checks.list[i], lang, reply);
    }
    pml_close(reply);
    if (checks.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to check the expectations.");
    }
    pml_checks_free(&checks);
}

/* Where the session stands; what it asks of a line is asked of the step that led here. */
static void expect_here(PmlDoor *door, const cJSON *request, const char *text, PmlLang lang,
                        PmlReply *reply)
{
    PmlStory story;
    PmlVerdict v;
    PmlRecording *r = door->recording;
    PmlPlace here = r->at;
    here.tick = door->E->vm->ticks;
    if (!pml_want_step(door, request, 100, &story, reply)) {
        return;
    }
    PmlObjMap died = {0};
    PmlLineDeeds deeds = {.deaths = story.deaths.list,
                          .death_count = story.deaths.count,
                          .collected = story.collected,
                          .collections = story.collections,
                          .died = &died};
    for (int i = 0; i < PML_REASON_KINDS; i++) {
        deeds.freed_bytes += story.deaths.size[i];
        deeds.freed_objects += story.deaths.number[i];
    }
    for (int64_t i = 0; i < story.deaths.count; i++) {
        const PmlDeath *d = &story.deaths.list[i];
        if (!d->resurrected) {
            pml_objmap_at(&died,
                          (PmlObj *)(void *)(door->E->region + (d->address - PML_MODEL_BASE)), 1,
                          NULL);
        }
    }
    pml_seek(r, pml_step_before(r));
    pml_expect_before(door->E, pml_own_frame(door->E), text, deeds.before);
    pml_seek(r, here);
    pml_expect(door->E, pml_own_frame(door->E), text, &deeds, lang, &v);
    pml_put_bool(reply, "holds", v.holds);
    pml_put_int(reply, "passed", v.holds);
    pml_put_int(reply, "failed", !v.holds);
    pml_open_list(reply, "expectations");
    pml_open_object(reply, NULL);
    pml_put_int(reply, "line", story.line);
    pml_put_text(reply, "expected", text);
    pml_put_bool(reply, "holds", v.holds);
    pml_put_int(reply, "times", 1);
    pml_put_int(reply, "failures", !v.holds);
    pml_put_int(reply, "tick", (int64_t)door->E->vm->ticks);
    put_verdict(reply, &v);
    pml_close(reply);
    pml_close(reply);
    pml_verdict_free(&v);
    pml_objmap_free(&died);
    pml_story_free(&story);
}

void pml_command_expect(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const char *text = pml_field_text(request, "expectation");
    int64_t line = pml_field_int(request, "line", -1);
    PmlExpectComment extra = {.line = (int)line, .first = (int)line, .last = (int)line};
    PmlLang lang;
    if (!pml_want_lang(request, &lang, reply)) {
        return;
    }
    if (text && strlen(text) >= sizeof extra.text) {
        pml_reply_error(reply, "bad_request", "An expectation has less than 200 bytes.");
    } else if (!text && line >= 0) {
        pml_reply_error(reply, "bad_request", "A line needs an expectation.");
    } else if (text && line < 0) {
        expect_here(door, request, text, lang, reply);
    } else {
        snprintf(extra.text, sizeof extra.text, "%s", text ? text : "");
        put_checks(door, text ? &extra : NULL, lang, reply);
    }
}
