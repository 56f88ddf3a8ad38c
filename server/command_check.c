/* pymemlab check FILE...: runs each script and checks its #expect comments, for CI and classrooms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "observe/expect.h"

static int usage(FILE *out, PmlLang lang)
{
    static const struct {
        const char *name, *words[PML_LANGS];
    } asks[] = {
#define OF_OBJECT "x"
#define OF_TWO "x, y"
#define OF_TYPE "list"
#define ALONE ""
#define PML_ASK(name, kind, cause, en, zh) {sizeof kind > 1 ? #name "(" kind ")" : #name, {en, zh}},
#include "observe/expect.def"
    };
    fputs(lang == PML_LANG_ZH
              ? "用法：pymemlab check [--lang=en|zh] FILE ...\n\n"
                "运行每个脚本，检查其中的 #expect 注释；全部成立时退出码为 0，否则为 1：\n\n"
                "    b = a        #expect count(a) == 2\n"
                "    del x        #expect freed_bytes == 120 and dies(x)\n\n"
                "条件用 == != < <= > >=，可用 + - * not and；名字可写作 a.b[0]['k']：\n\n"
              : "usage: pymemlab check [--lang=en|zh] FILE ...\n\n"
                "Runs each script and checks its #expect comments each time their line has been\n"
                "executed; exit code 0 when all hold, else 1:\n\n"
                "    b = a        #expect count(a) == 2\n"
                "    del x        #expect freed_bytes == 120 and dies(x)\n\n"
                "Conditions: == != < <= > >=, + - *, not, and; a name may be a.b[0]['k']:\n\n",
          out);
    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++) {
        fprintf(out, "    %-16s %s\n", asks[i].name, asks[i].words[lang]);
    }
    return out == stderr ? 2 : 0;
}

/* What the program writes is not what is checked. */
static void write_nowhere(void *ctx, int fd, const char *bytes, size_t n)
{
    (void)ctx;
    (void)fd;
    (void)bytes;
    (void)n;
}

typedef struct PmlTally {
    PmlLang lang;
    int64_t passed, failed;
} PmlTally;

static void say(PmlLang lang, PmlPhrase phrase, const PmlArgument *arguments, int n)
{
    PmlSpeech s = {0};
    pml_say(&s, pml_phrase(phrase, lang), arguments, n);
    fputs(pml_speech_text(&s), stdout);
    pml_speech_free(&s);
}

static void report(PmlTally *t, const char *file, const PmlCheck *c)
{
    PmlNumber line, times, failures;
    const PmlVerdict *v = &c->verdict;
    const char *actual = !c->times     ? pml_phrase(PML_PHRASE_EXPECT_NEVER, t->lang)
                         : v->wrong[0] ? v->wrong
                                       : pml_speech_text(&v->actual);
    const PmlArgument a[] = {{"file", file},
                             {"line", pml_number_text(c->comment.line, line)},
                             {"text", c->comment.text},
                             {"actual", actual},
                             {"times", pml_number_text(c->times, times)},
                             {"failures", pml_number_text(c->failures, failures)}};
    bool holds = c->times > 0 && c->failures == 0;
    t->passed += holds;
    t->failed += !holds;
    say(t->lang, holds ? PML_PHRASE_CHECK_HELD : PML_PHRASE_CHECK_FAILED, a, 6);
    if (!holds && v->explanation.used) {
        const PmlArgument why = {"text", pml_speech_text(&v->explanation)};
        say(t->lang, PML_PHRASE_CHECK_WHY, &why, 1);
    }
    if (c->times > 1 && c->failures) {
        say(t->lang, PML_PHRASE_CHECK_TIMES, a, 6);
    }
}

static bool check_recording(PmlTally *t, PmlRecording *r, const char *file)
{
    PmlChecks checks;
    pml_check_recording(r, NULL, t->lang, &checks);
    for (int64_t i = 0; i < checks.count; i++) {
        report(t, file, &checks.list[i]);
    }
    if (checks.count == 0) {
        const PmlArgument a = {"file", file};
        say(t->lang, PML_PHRASE_CHECK_NONE, &a, 1);
    }
    bool good = !checks.failed;
    pml_checks_free(&checks);
    return good;
}

static void report_end(PmlTally *t, const char *file, const PmlOutcome *o)
{
    char text[300];
    snprintf(text, sizeof text, "%s%s%s", o->failure.type ? o->failure.type : "a limit",
             o->failure.message && o->failure.message[0] ? ": " : "",
             o->failure.message ? o->failure.message : "");
    const PmlArgument a[] = {{"file", file}, {"text", text}};
    say(t->lang, PML_PHRASE_CHECK_ENDED, a, 2);
    t->failed++;
}

/* False: no memory. */
static bool check_source(PmlTally *t, const char *file, const char *source)
{
    PmlHost host = {.write = write_nowhere};
    PmlLimits limits = {.heap_bytes = UINT64_C(1) << 30};
    PmlAllowance allowance = {0};
    PmlOutcome o = {0};
    PmlEngine *E = pml_engine_new(&host, &limits);
    PmlSeries *series = E ? pml_series_new() : NULL;
    PmlRecording *r = series ? pml_recording_new(E, series, UINT64_C(64) << 20) : NULL;
    bool good = r && pml_recording_cell(r, source, file, false, &allowance, &o) == PML_GOING_DONE;
    if (good) {
        good = check_recording(t, r, file);
        bool asked_to_end = o.failure.type && strcmp(o.failure.type, "SystemExit") == 0;
        if ((o.failure.type && !asked_to_end) || o.stopped) {
            report_end(t, file, &o);
        }
    }
    pml_outcome_free(&o);
    pml_recording_free(r);
    pml_engine_free(E);
    pml_series_free(series);
    return good;
}

int pml_command_check_files(int argc, char **argv)
{
    PmlTally t = {0};
    PmlNumber passed, failed;
    int files = 0;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0 && pml_lang_of(argv[i] + 7) != PML_LANGS) {
            t.lang = pml_lang_of(argv[i] + 7);
        }
    }
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0 && pml_lang_of(argv[i] + 7) != PML_LANGS) {
            continue;
        }
        if (strcmp(argv[i], "--help") == 0) {
            return usage(stdout, t.lang);
        }
        if (argv[i][0] == '-' && argv[i][1]) {
            return usage(stderr, t.lang);
        }
        size_t n;
        char *source = pml_read_source(argv[i], &n);
        if (!source) {
            fprintf(stderr, "pymemlab: can't open file '%s'\n", argv[i]);
            return 2;
        }
        files++;
        bool good = check_source(&t, argv[i], source);
        free(source);
        if (!good) {
            fprintf(stderr, "pymemlab: no memory to check %s\n", argv[i]);
            return 3;
        }
    }
    if (files == 0) {
        return usage(stderr, t.lang);
    }
    const PmlArgument a[] = {{"passed", pml_number_text(t.passed, passed)},
                             {"failed", pml_number_text(t.failed, failed)}};
    say(t.lang, PML_PHRASE_CHECK_SUM, a, 2);
    return t.failed > 0;
}
