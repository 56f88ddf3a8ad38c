#include "object/character_names.h"

#include <stdio.h>

/* A section of its own: on the web the tables come with the functions that read them
 * (wasm/README.md). */
#if defined(__GNUC__)
#define PML_SELDOM __attribute__((section("seldom")))
#else
#define PML_SELDOM
#endif
#include "object/character_names.inc"

enum { MAX_WORDS = 16, TWO_BYTES = 192 };

/* -- the table ---------------------------------------------------------------------------- */

typedef struct Row {
    uint32_t c;
    const unsigned char *codes; /* of the words */
    int words;
    int bytes;
} Row;

/* Moves to the next row; at: byte of the table. False at the end. */
static bool next_row(Row *row, size_t *at)
{
    if (*at + 1 >= sizeof name_table) { /* its last byte is the literal's NUL */
        return false;
    }
    uint32_t distance = 0;
    int shift = 0;
    unsigned char byte;
    do {
        byte = name_table[(*at)++];
        distance |= (uint32_t)(byte & 127) << shift;
        shift += 7;
    } while (byte & 128);
    row->c += distance;
    row->words = name_table[(*at)++];
    row->codes = name_table + *at;
    row->bytes = 0;
    for (int i = 0; i < row->words; i++) {
        row->bytes += row->codes[row->bytes] >= TWO_BYTES ? 2 : 1;
    }
    *at += (size_t)row->bytes;
    return true;
}

/* The word of that number. */
static const char *word_numbered(int number, size_t *n)
{
    const char *word = name_words, *end = strchr(word, ' ');
    for (; number > 0 && end; number--) {
        word = end + 1;
        end = strchr(word, ' ');
    }
    *n = end ? (size_t)(end - word) : strlen(word);
    return word;
}

/* The codes of a word: how many bytes, 0 when no name has it. */
static int code_word(const char *word, size_t n, unsigned char *out)
{
    int number = 0;
    for (const char *at = name_words;; number++) {
        const char *end = strchr(at, ' ');
        size_t length = end ? (size_t)(end - at) : strlen(at);
        if (length == n && memcmp(at, word, n) == 0) {
            break;
        }
        if (!end) {
            return 0;
        }
        at = end + 1;
    }
    if (number < TWO_BYTES) {
        out[0] = (unsigned char)number;
        return 1;
    }
    out[0] = (unsigned char)(TWO_BYTES + ((number - TWO_BYTES) >> 8));
    out[1] = (unsigned char)((number - TWO_BYTES) & 255);
    return 2;
}

static bool find_in_table(const char *name, size_t n, uint32_t *c)
{
    unsigned char codes[2 * MAX_WORDS];
    int bytes = 0, words = 0;
    for (size_t from = 0; from <= n; words++) {
        size_t to = from;
        while (to < n && name[to] != ' ') {
            to++;
        }
        int length = words < MAX_WORDS ? code_word(name + from, to - from, codes + bytes) : 0;
        if (!length) {
            return false;
        }
        bytes += length;
        from = to + 1;
    }
    Row row = {0};
    for (size_t at = 0; next_row(&row, &at);) {
        if (row.words == words && row.bytes == bytes && !memcmp(row.codes, codes, (size_t)bytes)) {
            *c = row.c;
            return true;
        }
    }
    return false;
}

/* -- names made by a rule ----------------------------------------------------------------- */

static const char ideograph[] = "CJK UNIFIED IDEOGRAPH-", syllable[] = "HANGUL SYLLABLE ";
static const char *const leads[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                    "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
static const char *const vowels[] = {"A",   "AE", "YA", "YAE", "EO", "E",  "YEO",
                                     "YE",  "O",  "WA", "WAE", "OE", "YO", "U",
                                     "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
static const char *const tails[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                    "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                    "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
enum { SYLLABLES = 0xAC00, VOWELS = 21, TAILS = 28, SYLLABLE_COUNT = 11172 };

static bool is_ideograph(uint32_t c)
{
    static const uint32_t ranges[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                         {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                         {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};
    for (int64_t i = 0; i < PML_COUNT_OF(ranges); i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            return true;
        }
    }
    return false;
}

static void write_syllable(uint32_t c, char *out)
{
    uint32_t i = c - SYLLABLES;
    snprintf(out, PML_CHARACTER_NAME_MAX, "%s%s%s%s", syllable, leads[i / (VOWELS * TAILS)],
             vowels[i / TAILS % VOWELS], tails[i % TAILS]);
}

static bool find_by_rule(const char *name, size_t n, uint32_t *c)
{
    if (n > sizeof ideograph - 1 && n <= sizeof ideograph + 4 &&
        !memcmp(name, ideograph, sizeof ideograph - 1)) {
        char *end;
        *c = (uint32_t)strtoul(name + sizeof ideograph - 1, &end, 16);
        char again[PML_CHARACTER_NAME_MAX];
        return end == name + n && pml_character_name(*c, again) && !strcmp(again, name);
    }
    for (uint32_t i = 0; n > sizeof syllable - 1 && i < SYLLABLE_COUNT &&
                         !memcmp(name, syllable, sizeof syllable - 1);
         i++) {
        char text[PML_CHARACTER_NAME_MAX];
        write_syllable(SYLLABLES + i, text);
        if (!strcmp(text, name)) {
            *c = SYLLABLES + i;
            return true;
        }
    }
    return false;
}

/* -- both ways ---------------------------------------------------------------------------- */

bool pml_character_named(const char *name, size_t n, uint32_t *c)
{
    char upper[PML_CHARACTER_NAME_MAX];
    if (n == 0 || n >= sizeof upper) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        upper[i] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 32) : name[i];
    }
    upper[n] = 0;
    for (int64_t i = 0; i < PML_COUNT_OF(name_aliases); i++) {
        if (!strcmp(upper, name_aliases[i].name)) {
            *c = name_aliases[i].c;
            return true;
        }
    }
    return find_by_rule(upper, n, c) || find_in_table(upper, n, c);
}

bool pml_character_name(uint32_t c, char *out)
{
    if (is_ideograph(c)) {
        snprintf(out, PML_CHARACTER_NAME_MAX, "%s%04X", ideograph, (unsigned)c);
        return true;
    }
    if (c >= SYLLABLES && c < SYLLABLES + SYLLABLE_COUNT) {
        write_syllable(c, out);
        return true;
    }
    Row row = {0};
    for (size_t at = 0; next_row(&row, &at) && row.c <= c;) {
        if (row.c != c) {
            continue;
        }
        size_t used = 0, n;
        const unsigned char *code = row.codes;
        for (int i = 0; i < row.words; i++) {
            int number = *code++;
            if (number >= TWO_BYTES) {
                number = TWO_BYTES + ((number - TWO_BYTES) << 8) + *code++;
            }
            const char *word = word_numbered(number, &n);
            if (used + n + 2 > PML_CHARACTER_NAME_MAX) {
                return false;
            }
            if (i) {
                out[used++] = ' ';
            }
            memcpy(out + used, word, n);
            used += n;
        }
        out[used] = 0;
        return true;
    }
    return false;
}
