/* profiles: the versions of CPython a session can behave like, and what is modelled of each. */
#include "api/door_state.h"

static void put_differences(PmlReply *reply, const char *name, const char *profile, bool modelled)
{
    pml_open_list(reply, name);
    for (int i = 0; i < pml_difference_count; i++) {
        const PmlDifference *d = &pml_differences[i];
        if (d->modelled == modelled && strcmp(d->profile, profile) == 0) {
            pml_open_object(reply, NULL);
            pml_put_text(reply, "en", d->en);
            pml_put_text(reply, "zh", d->zh);
            pml_close(reply);
        }
    }
    pml_close(reply);
}

static void put_parameters(PmlReply *reply, const PmlProfile *p)
{
    pml_open_object(reply, "parameters");
    pml_put_int(reply, "pool_bytes", p->pool_bytes);
    pml_put_int(reply, "arena_bytes", p->arena_bytes);
    pml_put_int(reply, "threshold0", p->threshold0);
    pml_put_bool(reply, "collects_later", p->collects_later);
    pml_put_bool(reply, "keeps_arguments", p->keeps_arguments);
    pml_put_bool(reply, "separate_dict", p->separate_dict);
    pml_put_bool(reply, "immortal_constants", p->immortal_constants);
    pml_put_bool(reply, "immortal_names", p->immortal_names);
    pml_put_bool(reply, "fresh_locals", p->fresh_locals);
    pml_put_bool(reply, "old_list_growth", p->old_list_growth);
    pml_put_int(reply, "tuples_kept", p->tuples_kept);
    pml_put_int(reply, "tuples_taken", p->tuples_taken);
    pml_put_int(reply, "trash_depth", p->trash_depth);
    pml_put_int(reply, "warm_up", p->warm_up);
    pml_put_text(reply, "own_letters", p->own_letters);
    pml_close(reply);
}

void pml_command_profiles(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PML_UNUSED(request);
    pml_put_text(reply, "session", door->E->profile->name);
    pml_open_list(reply, "profiles");
    for (int i = 0; i < pml_profile_count; i++) {
        const PmlProfile *p = &pml_profiles[i];
        pml_open_object(reply, NULL);
        pml_put_text(reply, "name", p->name);
        pml_put_bool(reply, "exact", i == 0);
        put_parameters(reply, p);
        put_differences(reply, "modelled", p->name, true);
        put_differences(reply, "not_modelled", p->name, false);
        pml_close(reply);
    }
    pml_close(reply);
}

bool pml_want_profile(const cJSON *request, const PmlProfile **profile, PmlReply *reply)
{
    const char *name = pml_field_text(request, "profile");
    const PmlProfile *found = name ? pml_profile_find(name) : NULL;
    if (name && !found) {
        pml_reply_error(reply, "unknown_profile",
                        "There is no profile of this name; \"profiles\" lists them all.");
        return false;
    }
    *profile = found ? found : *profile;
    return true;
}
