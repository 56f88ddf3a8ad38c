#include "vm/last_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 6 }; /* bytes that one character may need: \udc80 */

static size_t put_character(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    if (c >= 0xd800 && c < 0xe000) {
        return (size_t)snprintf(out, LONGEST + 1, "\\u%04x", (unsigned)c);
    }
    size_t n = c < 0x10000 ? 3 : 4;
    out[0] = (char)(n == 3 ? 0xe0 | (c >> 12) : 0xf0 | (c >> 18));
    for (size_t i = 1; i < n; i++) {
        out[i] = (char)(0x80 | ((c >> (6 * (n - 1 - i))) & 0x3f));
    }
    return n;
}

/* Nothing is asked of the modelled heap, so that the program cannot tell whether anybody looks. */
static char *copy_part(PmlObj *text, int64_t from, int64_t to)
{
    size_t room = 1, used = 0;
    char one[LONGEST + 1];
    for (int64_t i = from; i < to; i++) {
        room += put_character(one, pml_str_at(text, i));
    }
    char *out = malloc(room);
    for (int64_t i = from; out && i < to; i++) {
        size_t n = put_character(one, pml_str_at(text, i));
        memcpy(out + used, one, n);
        used += n;
    }
    if (out) {
        out[used] = 0;
    }
    return out;
}

void pml_last_words_keep(PmlLastWords *kept, PmlObj *text, const PmlWordsSpan *span)
{
    pml_last_words_free(kept);
    kept->printed = copy_part(text, span->from, PML_STR_LEN(text));
    kept->message = copy_part(text, span->message_from, span->message_to);
}

void pml_last_words_free(PmlLastWords *kept)
{
    free(kept->printed);
    free(kept->message);
    *kept = (PmlLastWords){0};
}
