/* Words in replies. */
#ifndef PML_WORDS_VIEW_H
#define PML_WORDS_VIEW_H

#include "api/door_state.h"
#include "observe/words.h"

/* The field "lang"; false: it is no language of ours, error in reply. */
bool pml_want_lang(const cJSON *request, PmlLang *lang, PmlReply *reply);
/* What was said goes into reply under a name; s is empty afterwards. */
void pml_put_speech(PmlReply *reply, const char *name, PmlSpeech *s);
/* id, type, value; nothing when there is none. */
void pml_put_thing(PmlReply *reply, const char *name, const PmlThing *t);
/* from, to, line, words, events, omitted, born. */
void pml_put_story(PmlDoor *door, const PmlStory *story, PmlLang lang, PmlReply *reply);
/* The line step that leads to where the session stands, or to a tick or step of the request.
 * False: error in reply. The session stands where it stood. */
bool pml_want_step(PmlDoor *door, const cJSON *request, int64_t limit, PmlStory *story,
                   PmlReply *reply);

#endif
