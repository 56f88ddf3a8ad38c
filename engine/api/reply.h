/* Replies are written straight into one growing run of bytes: no tree of them is ever built.
 *
 * W1: what is written is always the beginning of one JSON text; pml_close ends the innermost open
 *     object or list.
 * W2: a name goes with every member of an object, NULL with every element of a list.
 * W3: an error replaces all that was written; what a command still puts after it goes nowhere.
 * W4: without memory nothing more is written, and pml_reply_take gives NULL. */
#ifndef PML_REPLY_H
#define PML_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { PML_REPLY_DEPTH = 60 };

typedef struct PmlReply {
    char *bytes;
    size_t used, capacity;
    uint64_t lists; /* bit d: the level at depth d is a list */
    int depth;
    bool comma;  /* an element stands before, at this level */
    bool error;  /* W3 */
    bool failed; /* W4 */
} PmlReply;

/* Zeroed is empty: a reply, or a part of one that is put in later. */
void pml_reply_start(PmlReply *w); /* {"ok":true */
void pml_reply_error(PmlReply *w, const char *code, const char *message);
/* The same for an error that a limit caused; limit is its name in the list of limits. */
void pml_reply_limit(PmlReply *w, const char *code, const char *limit, const char *message);
/* Everything closed: the malloc'ed, NUL-terminated text of *n bytes, now the caller's; NULL: W4. */
char *pml_reply_take(PmlReply *w, size_t *n);
void pml_reply_drop(PmlReply *w);

/* Below: where a value may be written, room for `room` bytes of it; NULL: W3 or W4. */
char *pml_reply_grow(PmlReply *w, size_t room);
static inline char *pml_reply_at(PmlReply *w, const char *name, size_t room)
{
    size_t n = name ? strlen(name) : 0;
    if (w->error || w->capacity - w->used < n + room + 8) {
        if (w->error || !pml_reply_grow(w, n + room + 8)) {
            return NULL;
        }
    }
    char *p = w->bytes + w->used;
    if (w->comma) {
        *p++ = ',';
    }
    if (name) {
        *p++ = '"';
        memcpy(p, name, n);
        p += n;
        *p++ = '"';
        *p++ = ':';
    }
    w->comma = true;
    return p;
}

static inline void pml_reply_put(PmlReply *w, const char *name, const char *text, size_t n)
{
    char *p = pml_reply_at(w, name, n);
    if (p) {
        memcpy(p, text, n);
        w->used = (size_t)(p - w->bytes) + n;
    }
}

static inline void pml_put_bool(PmlReply *w, const char *name, bool value)
{
    pml_reply_put(w, name, value ? "true" : "false", value ? 4 : 5);
}

static inline void pml_put_null(PmlReply *w, const char *name)
{
    pml_reply_put(w, name, "null", 4);
}

size_t pml_write_int(char *to, int64_t value);  /* at most 20 bytes */
size_t pml_write_hex(char *to, uint64_t value); /* "0x7f3a00000000" quoted: at most 20 */
static inline void pml_put_int(PmlReply *w, const char *name, int64_t value)
{
    char *p = pml_reply_at(w, name, 20);
    if (p) {
        w->used = (size_t)(p - w->bytes) + pml_write_int(p, value);
    }
}

/* A modelled address, as text: JSON's numbers end at 53 bits. */
static inline void pml_put_address(PmlReply *w, const char *name, uint64_t address)
{
    char *p = pml_reply_at(w, name, 20);
    if (p) {
        w->used = (size_t)(p - w->bytes) + pml_write_hex(p, address);
    }
}

void pml_put_real(PmlReply *w, const char *name, double value); /* null when not finite */
/* n bytes of UTF-8. A lone surrogate becomes its escape, any other wrong byte U+FFFD. */
void pml_put_bytes(PmlReply *w, const char *name, const char *text, size_t n);
static inline void pml_put_text(PmlReply *w, const char *name, const char *text)
{
    pml_put_bytes(w, name, text, strlen(text));
}
/* JSON that was written before: n bytes. */
static inline void pml_put_json(PmlReply *w, const char *name, const char *json, size_t n)
{
    pml_reply_put(w, name, json, n);
}

/* A part written apart, put in here; it is empty afterwards. */
void pml_put_part(PmlReply *w, const char *name, PmlReply *part);

static inline void pml_reply_open(PmlReply *w, const char *name, char bracket)
{
    char *p = pml_reply_at(w, name, w->depth < PML_REPLY_DEPTH ? 1 : SIZE_MAX / 2);
    if (p) {
        *p = bracket;
        w->used = (size_t)(p - w->bytes) + 1;
        w->depth++;
        uint64_t bit = UINT64_C(1) << w->depth;
        w->lists = bracket == '[' ? w->lists | bit : w->lists & ~bit;
        w->comma = false;
    }
}

static inline void pml_open_object(PmlReply *w, const char *name)
{
    pml_reply_open(w, name, '{');
}

static inline void pml_open_list(PmlReply *w, const char *name)
{
    pml_reply_open(w, name, '[');
}

static inline void pml_close(PmlReply *w)
{
    if (!w->error && (w->used < w->capacity || pml_reply_grow(w, 1))) {
        w->bytes[w->used++] = (w->lists >> w->depth) & 1 ? ']' : '}';
        w->depth--;
        w->comma = true;
    }
}

#endif
