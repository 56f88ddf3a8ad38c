/* A story said in the user's language. */
#ifndef PML_WORDS_H
#define PML_WORDS_H

#include "observe/story.h"

/* One event as a clause without its subject, or as a clause of its own. */
void pml_say_event(PmlSpeech *s, PmlLang lang, const PmlEvent *e);
/* All of it: a few sentences. text: the source of the line, or NULL. */
void pml_say_story(PmlSpeech *s, PmlLang lang, const PmlStory *story, const char *text, size_t n);
bool pml_event_is_act(PmlEventKind kind); /* its subject is the line */
/* The cause of a death in a few words. */
void pml_say_cause(PmlSpeech *s, PmlLang lang, const PmlDeath *d);

#endif
