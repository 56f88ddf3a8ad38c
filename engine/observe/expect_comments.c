#include "observe/expect_comments.h"

#include <stdlib.h>
#include <string.h>

/* Only as much of Python's lexis as tells comments from strings and where logical lines end. */
typedef struct PmlLexis {
    const char *at;
    int line, depth;     /* depth of brackets */
    int first, previous; /* line where this logical line begins, 0: not yet; and the one before */
    int previous_last;
    PmlExpectComment *list;
    int64_t count;
} PmlLexis;

static void skip_string(PmlLexis *x)
{
    char quote = *x->at;
    bool triple = x->at[1] == quote && x->at[2] == quote;
    x->at += triple ? 3 : 1;
    while (*x->at) {
        if (*x->at == '\\' && x->at[1]) {
            x->line += x->at[1] == '\n';
            x->at += 2;
        } else if (*x->at == quote && (!triple || (x->at[1] == quote && x->at[2] == quote))) {
            x->at += triple ? 3 : 1;
            return;
        } else if (*x->at == '\n' && !triple) {
            return; /* a broken program */
        } else {
            x->line += *x->at == '\n';
            x->at++;
        }
    }
}

static void note_comment(PmlLexis *x, const char *text, size_t n)
{
    PmlExpectComment *more = realloc(x->list, (size_t)(x->count + 1) * sizeof *more);
    if (!more) {
        return;
    }
    x->list = more;
    PmlExpectComment *c = &more[x->count++];
    memset(c, 0, sizeof *c);
    n = n < sizeof c->text ? n : sizeof c->text - 1;
    memcpy(c->text, text, n);
    c->line = x->line;
    c->first = x->first ? x->first : x->previous;
    c->last = x->first ? x->line : x->previous_last;
}

static void skip_comment(PmlLexis *x)
{
    const char *text = x->at + 1;
    size_t n = strcspn(text, "\n");
    x->at = text + n;
    while (n && (*text == ' ' || *text == '\t')) {
        text++;
        n--;
    }
    if (n > 6 && memcmp(text, "expect", 6) == 0 &&
        (text[6] == ' ' || text[6] == ':' || text[6] == '\t')) {
        size_t skip = 7 + strspn(text + 7, " \t:");
        size_t end = n;
        while (end > skip && (text[end - 1] == ' ' || text[end - 1] == '\r')) {
            end--;
        }
        note_comment(x, text + (skip < end ? skip : end), skip < end ? end - skip : 0);
    }
}

static void end_line(PmlLexis *x)
{
    if (x->depth == 0 && x->first) {
        x->previous = x->first;
        x->previous_last = x->line;
        x->first = 0;
    }
    x->line++;
    x->at++;
}

PmlExpectComment *pml_expect_comments(const char *source, int64_t *count)
{
    PmlLexis x = {.at = source, .line = 1};
    while (*x.at) {
        char c = *x.at;
        if (c == '\n') {
            end_line(&x);
            continue;
        }
        if (c == '#') {
            skip_comment(&x);
            continue;
        }
        if (c != ' ' && c != '\t' && c != '\r' && c != '\f' && !x.first) {
            x.first = x.line;
        }
        if (c == '"' || c == '\'') {
            skip_string(&x);
            continue;
        }
        x.depth += c == '(' || c == '[' || c == '{';
        x.depth -= (c == ')' || c == ']' || c == '}') && x.depth > 0;
        if (c == '\\' && x.at[1] == '\n') {
            x.line++;
            x.at++;
        }
        x.at++;
    }
    *count = x.count;
    return x.list;
}
