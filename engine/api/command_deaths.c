/* deaths, xray: what died and why; one collection step by step. */
#include "api/words_view.h"
#include "observe/deaths.h"
#include "observe/xray.h"

#include <stdio.h>

enum { DEFAULT_LIMIT = 200 };

bool pml_want_limit(const cJSON *request, int64_t fallback, int64_t *limit, PmlReply *reply)
{
    *limit = pml_field_int(request, "limit", fallback);
    if (*limit < 1 || *limit > PML_LISTED_MAX) {
        pml_reply_limit(reply, "bad_limit", "listed", "limit is 1 to 10000.");
        return false;
    }
    return true;
}

bool pml_want_from_zero(const cJSON *request, const char *field, PmlReply *reply)
{
    if (pml_field_int(request, field, 0) < 0) {
        char text[80];
        snprintf(text, sizeof text, "\"%s\" is a number from 0.", field);
        pml_reply_error(reply, "bad_range", text);
        return false;
    }
    return true;
}

/* -- deaths ------------------------------------------------------------------------------ */

static void put_death(PmlReply *reply, const PmlDeath *d)
{
    pml_open_object(reply, NULL);
    pml_put_int(reply, "tick", (int64_t)d->tick);
    pml_put_address(reply, "id", d->address);
    pml_put_text(reply, "type", d->type);
    pml_put_text(reply, "value", d->value);
    pml_put_int(reply, "size", (int64_t)d->size);
    pml_put_text(reply, "cause", pml_reason_names[d->reason]);
    if (d->name[0]) {
        pml_put_text(reply, "name", d->name);
    }
    if (d->reason == PML_REASON_COLLECTION) {
        pml_put_int(reply, "generation", d->generation);
    }
    if (d->holder) {
        pml_open_object(reply, "holder");
        pml_put_address(reply, "id", d->holder);
        pml_put_text(reply, "type", d->holder_type);
        pml_close(reply);
    }
    if (d->line) {
        pml_put_int(reply, "line", d->line);
    }
    if (d->resurrected) {
        pml_put_bool(reply, "resurrected", true);
    }
    if (d->arena_returned) {
        pml_put_bool(reply, "arena_returned", true);
    }
    pml_close(reply);
}

static void report_deaths(const PmlDeaths *d, PmlReply *reply)
{
    static const char *const causes[] = {"count", "cascade", "collection", "exit"};
    pml_open_list(reply, "deaths");
    for (int64_t i = 0; i < d->count; i++) {
        put_death(reply, &d->list[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", (int64_t)d->omitted);
    pml_open_object(reply, "by_cause");
    for (int i = 0; i < PML_REASON_KINDS; i++) {
        if (d->number[i]) {
            pml_open_object(reply, pml_reason_names[i]);
            pml_put_int(reply, "objects", (int64_t)d->number[i]);
            pml_put_int(reply, "bytes", (int64_t)d->size[i]);
            pml_close(reply);
        }
    }
    pml_close(reply);
    pml_put_int(reply, "arenas_returned", (int64_t)d->arenas_returned);
    pml_open_object(reply, "bytes_freed");
    for (int i = 0; i < PML_CAUSE_KINDS; i++) {
        pml_put_int(reply, causes[i], (int64_t)d->bytes_freed[i]);
    }
    pml_close(reply);
}

void pml_command_deaths(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t limit, from = pml_field_int(request, "from", 0);
    uint64_t now = door->E->vm->ticks;
    int64_t to = pml_field_int(request, "to", (int64_t)now);
    if (!pml_want_limit(request, DEFAULT_LIMIT, &limit, reply) ||
        !pml_want_budget(door, request, reply)) {
        return;
    }
    if (from < 0 || to < from) {
        pml_reply_error(reply, "bad_range", "\"from\" and \"to\" are ticks in ascending order.");
        return;
    }
    PmlDeaths d;
    PmlPlace end = (uint64_t)to == now ? r->at : pml_place_of_tick(r, (uint64_t)to);
    end.tick = (uint64_t)to == now ? now : end.tick;
    pml_deaths(r, from ? pml_place_of_tick(r, (uint64_t)from) : pml_place_first(r), end, limit,
               cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(request, "all")), &d);
    if (d.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at the deaths.");
    } else {
        pml_put_int(reply, "from", (int64_t)from);
        pml_put_int(reply, "to", (int64_t)to);
        report_deaths(&d, reply);
    }
    pml_deaths_free(&d);
}

/* -- xray -------------------------------------------------------------------------------- */

static void put_member(PmlReply *reply, const PmlEngine *E, const PmlXray *x, const PmlMember *m,
                       PmlLang lang)
{
    pml_open_object(reply, NULL);
    pml_put_object_id(reply, "id", E, m->object);
    pml_put_text(reply, "type", m->type);
    pml_put_text(reply, "value", m->value);
    pml_put_int(reply, "size", (int64_t)m->size);
    pml_put_int(reply, "copied", (int64_t)m->refs);
    pml_put_int(reply, "left", (int64_t)m->left);
    pml_put_text(reply, "fate", pml_fate_names[m->fate]);
    pml_put_bool(reply, "finalizer", m->has_finalizer);
    if (m->reached_by) {
        pml_put_object_id(reply, "reached_by", E, m->reached_by);
    }
    if (m->held_by >= 0) {
        PmlSpeech holder = {0};
        pml_say_holder(&holder, lang, &x->holders[m->held_by]);
        pml_put_speech(reply, "held_by", &holder);
    }
    pml_close(reply);
}

static void put_three(PmlReply *reply, const char *name, const int64_t v[3])
{
    pml_open_list(reply, name);
    for (int i = 0; i < 3; i++) {
        pml_put_int(reply, NULL, v[i]);
    }
    pml_close(reply);
}

static void put_moves(PmlReply *reply, const PmlXray *x, PmlLang lang)
{
    pml_open_list(reply, "moves");
    for (int64_t i = 0; i < x->move_count; i++) {
        const PmlMove *m = &x->moves[i];
        PmlSpeech words = {0};
        pml_open_object(reply, NULL);
        pml_put_text(reply, "phase", m->phase);
        pml_put_thing(reply, "object", &m->object);
        pml_put_thing(reply, "by", &m->by);
        pml_say_move(&words, lang, m);
        pml_put_speech(reply, "words", &words);
        pml_close(reply);
    }
    pml_close(reply);
    pml_put_int(reply, "moves_omitted", x->moves_omitted);
}

static void report_xray(const PmlEngine *E, const PmlXray *x, PmlLang lang, PmlReply *reply)
{
    PmlSpeech verdict = {0};
    int64_t count[3], threshold[3];
    for (int i = 0; i < 3; i++) {
        count[i] = x->count[i];
        threshold[i] = x->threshold[i];
    }
    pml_put_int(reply, "tick", (int64_t)x->tick);
    pml_put_int(reply, "generation", x->generation);
    pml_open_object(reply, "before");
    put_three(reply, "count", count);
    put_three(reply, "threshold", threshold);
    put_three(reply, "members", x->members);
    pml_close(reply);
    pml_put_int(reply, "examined", (int64_t)x->examined);
    pml_put_int(reply, "unreachable", (int64_t)x->unreachable);
    pml_open_object(reply, "fates");
    for (int i = 0; i < PML_FATE_KINDS; i++) {
        pml_put_int(reply, pml_fate_names[i], (int64_t)x->fate[i]);
    }
    pml_close(reply);
    pml_put_int(reply, "finalizers", (int64_t)x->finalizers);
    pml_put_int(reply, "weakrefs_died", (int64_t)x->weakrefs_died);
    pml_put_int(reply, "collected", (int64_t)x->collected);
    pml_put_int(reply, "uncollectable", 0); /* as `stats` says it */
    pml_put_int(reply, "promoted", (int64_t)x->promoted);
    pml_put_int(reply, "bytes_freed", (int64_t)(int64_t)x->bytes);
    pml_say_verdict(&verdict, lang, x);
    pml_put_speech(reply, "verdict", &verdict);
    pml_open_list(reply, "objects");
    for (int64_t i = 0; i < x->listed; i++) {
        put_member(reply, E, x, &x->list[i], lang);
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", (int64_t)(x->examined - x->listed));
    put_moves(reply, x, lang);
}

void pml_command_xray(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlRecording *r = door->recording;
    int64_t limit, number = pml_field_int(request, "collection", r->collection_count - 1);
    PmlLang lang;
    if (!pml_want_limit(request, DEFAULT_LIMIT, &limit, reply) ||
        !pml_want_lang(request, &lang, reply)) {
        return;
    }
    PmlXray x;
    pml_xray(r, number, limit, &x);
    if (x.failed) {
        pml_reply_error(reply, "out_of_memory", "No memory to look at the collection.");
    } else if (!x.found) {
        pml_reply_error(reply, "unknown_collection",
                        "There is no such collection; \"timeline\" lists them.");
    } else {
        pml_put_int(reply, "collection", (int64_t)number);
        report_xray(door->E, &x, lang, reply);
    }
    pml_xray_free(&x);
}
