#include "views.h"

#include <stdio.h>
#include <stdlib.h>

#include "api/form.h"

#define MARK_need ""
#define MARK_may "?"
#define MEMBER_NUMBER "integer"
#define MEMBER_WORD "string"
#define MEMBER_ID "id"
const char pml_cursor_members[] =
#define PML_CURSOR(whether, name, kind) #name MARK_##whether ":" MEMBER_##kind ","
#include "cursor.def"
    ;

#define WANTED_need "!"
#define WANTED_may ""
#define FIELD_NUMBER "integer"
#define FIELD_WORD "string"
#define FIELD_ID "string"
static const char cursor_fields[] =
#define PML_CURSOR(whether, name, kind) #name ":" FIELD_##kind WANTED_##whether ","
#include "cursor.def"
    ;

/* -- views ------------------------------------------------------------------------------- */

static void view_free(PmlView *view)
{
    pml_feed_drop(view->feed);
    free(view->cursor);
    free(view);
}

static PmlView *view_new(void)
{
    PmlView *view = calloc(1, sizeof *view);
    if (!view) {
        return NULL;
    }
    view->feed = pml_feed_new(PML_FOLLOWERS, true);
    if (!view->feed || !pml_random_id(view->id)) {
        view_free(view);
        return NULL;
    }
    return view;
}

PmlSession *pml_view_find(PmlSessions *s, const char *view)
{
    for (PmlSession *x = s->first; x; x = x->next) {
        if (x->view && pml_same_id(x->view->id, view)) {
            return x;
        }
    }
    return NULL;
}

void pml_view_end(PmlSession *session, const char *why)
{
    char json[64];
    if (session->view) {
        snprintf(json, sizeof json, "{\"why\":\"%s\"}", why);
        pml_feed_close(session->view->feed, "end", json);
        view_free(session->view);
        session->view = NULL;
    }
}

PmlSessionResult pml_views_open(PmlSessions *s, const char *session, char id[PML_ID_TEXT])
{
    PmlSessionResult result = PML_SESSION_UNKNOWN;
    pthread_mutex_lock(&s->lock);
    PmlSession *x = s->stopping ? NULL : pml_session_find(s, session);
    if (x) {
        x->view = x->view ? x->view : view_new();
        result = x->view ? PML_SESSION_OK : PML_SESSION_NO_MEMORY;
    }
    if (result == PML_SESSION_OK) {
        memcpy(id, x->view->id, PML_ID_TEXT);
    }
    pthread_mutex_unlock(&s->lock);
    return result;
}

PmlSessionResult pml_views_close(PmlSessions *s, const char *session)
{
    PmlSessionResult result = PML_SESSION_UNKNOWN;
    pthread_mutex_lock(&s->lock);
    PmlSession *x = pml_session_find(s, session);
    if (x) {
        result = x->view ? PML_SESSION_OK : PML_SESSION_FULL;
        pml_view_end(x, "closed");
    }
    pthread_mutex_unlock(&s->lock);
    return result;
}

bool pml_views_read(PmlSessions *s, const char *view, PmlReply *reply)
{
    pthread_mutex_lock(&s->lock);
    PmlSession *x = pml_view_find(s, view);
    if (x) {
        pml_put_int(reply, "followers", pml_feed_viewers(x->view->feed));
        if (x->view->cursor) {
            pml_put_json(reply, "cursor", x->view->cursor, x->view->cursor_n);
        }
    }
    pthread_mutex_unlock(&s->lock);
    return x != NULL;
}

PmlSessionResult pml_views_follow(PmlSessions *s, const char *view, bool latest, uint64_t after,
                                  const PmlLine *line, PmlViewer **viewer)
{
    pthread_mutex_lock(&s->lock);
    PmlSession *x = s->stopping ? NULL : pml_view_find(s, view);
    *viewer = x ? pml_viewer_new(x->view->feed, latest, after, line) : NULL;
    pthread_mutex_unlock(&s->lock);
    return *viewer ? PML_SESSION_OK : x ? PML_SESSION_FULL : PML_SESSION_UNKNOWN;
}

/* -- the cursor -------------------------------------------------------------------------- */

/* Is it `begin` and then 1 to `most` signs of `set`? */
static bool made_of(const char *text, const char *begin, const char *set, size_t most)
{
    size_t head = strlen(begin), n = strlen(text);
    return strncmp(text, begin, head) == 0 && n > head && n - head <= most &&
           strspn(text + head, set) == n - head;
}

static bool put_NUMBER(PmlReply *w, const PmlForm *form, const char *name)
{
    int64_t n = pml_form_int(form, name, INT64_MIN); /* not given: no JSON number is that */
    if (n >= 0) {
        pml_put_int(w, name, n);
    }
    return n >= 0 || n == INT64_MIN;
}

static bool put_WORD(PmlReply *w, const PmlForm *form, const char *name)
{
    const char *text = pml_form_text(form, name);
    if (text) {
        pml_put_text(w, name, text);
    }
    return !text || made_of(text, "", "abcdefghijklmnopqrstuvwxyz_", 20);
}

static bool put_ID(PmlReply *w, const PmlForm *form, const char *name)
{
    const char *text = pml_form_text(form, name);
    if (text) {
        pml_put_text(w, name, text);
    }
    return !text || made_of(text, "0x", "0123456789abcdef", 16);
}

/* V2. NULL, with the error in `error`: it is none. */
static char *checked_cursor(const char *body, size_t n, size_t *written, PmlReply *error)
{
    PmlForm *form = pml_form_read("cursor", cursor_fields, body, n, error);
    const char *wrong = NULL;
    if (!form) {
        return NULL;
    }
    PmlReply w = {0};
    pml_open_object(&w, NULL);
#define PML_CURSOR(whether, name, kind) wrong = put_##kind(&w, form, #name) ? wrong : #name;
#include "cursor.def"
    pml_form_free(form);
    if (wrong) {
        char text[80];
        snprintf(text, sizeof text, "The cursor's \"%s\" is not of its form.", wrong);
        pml_reply_error(error, "bad_request", text);
        pml_reply_drop(&w);
        return NULL;
    }
    char *cursor = pml_reply_take(&w, written);
    if (!cursor) {
        pml_reply_error(error, "out_of_memory", "No memory for the cursor.");
    }
    return cursor;
}

void pml_views_cursor(PmlSessions *s, const char *session, const char *body, size_t n,
                      PmlReply *reply, unsigned *status)
{
    size_t written = 0;
    *status = 400;
    if (n > PML_CURSOR_BYTES) {
        *status = 413;
        pml_reply_limit(reply, "request_too_large", "cursor_bytes", "A cursor is smaller.");
        return;
    }
    char *cursor = checked_cursor(body ? body : "", n, &written, reply);
    if (!cursor) {
        return;
    }
    *status = 404;
    pthread_mutex_lock(&s->lock);
    PmlSession *x = pml_session_find(s, session);
    if (!x) {
        pml_reply_error(reply, "unknown_session", "There is no such session.");
    } else if (!x->view) {
        pml_reply_error(reply, "no_view", "The session has no open view.");
    } else {
        *status = 200;
        free(x->view->cursor);
        x->view->cursor = cursor;
        x->view->cursor_n = written;
        pml_feed_add(x->view->feed, "cursor", cursor, written);
        pml_put_int(reply, "followers", pml_feed_viewers(x->view->feed));
        cursor = NULL;
    }
    pthread_mutex_unlock(&s->lock);
    free(cursor);
}
