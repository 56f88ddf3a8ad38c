/* pymemlab run: a script as python3.11 runs it: same output, same exit code. */
#include "command_line.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "report.h"
#include "vm/lifecycle.h"

static void write_fd(void *ctx, int fd, const char *bytes, size_t n)
{
    (void)ctx;
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            return; /* nobody listens any more: CPython would raise BrokenPipeError at exit */
        }
        bytes += done;
        n -= (size_t)done;
    }
}

static double real_clock(void *ctx)
{
    (void)ctx;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static size_t read_input(void *ctx, char *buffer, size_t capacity)
{
    (void)ctx;
    return fgets(buffer, (int)capacity, stdin) ? strlen(buffer) : 0;
}

char *pml_read_source(const char *path, size_t *n)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) {
        return NULL;
    }
    size_t capacity = 1 << 16, used = 0;
    char *text = malloc(capacity);
    while (text) {
        used += fread(text + used, 1, capacity - used - 1, file);
        if (used < capacity - 1) {
            break;
        }
        char *more = realloc(text, capacity * 2);
        if (!more) {
            free(text);
            text = NULL;
            break;
        }
        text = more;
        capacity *= 2;
    }
    if (text && ferror(file)) {
        free(text);
        text = NULL;
        errno = EIO;
    }
    if (file != stdin) {
        fclose(file);
    }
    if (text) {
        text[used] = 0;
        *n = used;
    }
    return text;
}

static const char *stop_text(int why)
{
    switch (why) {
    case PML_STOP_TICKS: return "tick_limit: the program ran for more instructions than allowed";
    case PML_STOP_TIME: return "time_limit: the program ran longer than allowed";
    case PML_STOP_OUTPUT: return "output_limit: the program wrote more than allowed";
    case PML_STOP_HEAP: return "heap_limit: the program needed more memory than allowed";
    default: return "stopped";
    }
}

/* The script's name as __file__ and tracebacks have it: python3.11 puts the working directory in
 * front of a relative one and leaves the rest as it is. The caller frees it. */
static char *absolute_name(const char *path)
{
    if (strcmp(path, "-") == 0) {
        return strdup("<stdin>");
    }
    char *folder = path[0] == '/' ? NULL : getcwd(NULL, 0);
    if (!folder) {
        return strdup(path);
    }
    size_t n = strlen(folder) + strlen(path) + 2;
    char *name = malloc(n);
    if (name) {
        snprintf(name, n, "%s/%s", folder, path);
    }
    free(folder);
    return name;
}

typedef struct PmlRunOptions {
    const char *path;
    bool report;
    const PmlProfile *profile;
    int first; /* index of path among the arguments */
} PmlRunOptions;

static bool parse_options(int argc, char **argv, PmlRunOptions *o)
{
    memset(o, 0, sizeof *o);
    for (int i = 0; i < argc; i++) {
        if (strcmp(argv[i], "--report") == 0) {
            o->report = true;
        } else if (strncmp(argv[i], "--profile=", 10) == 0) {
            o->profile = pml_profile_find(argv[i] + 10);
            if (!o->profile) {
                fprintf(stderr, "pymemlab run: no profile %s; see pymemlab profiles\n",
                        argv[i] + 10);
                return false;
            }
        } else if (argv[i][0] == '-' && argv[i][1]) {
            fprintf(stderr, "pymemlab run: unknown option %s\n", argv[i]);
            return false;
        } else {
            o->path = argv[i];
            o->first = i;
            return true;
        }
    }
    fprintf(stderr, "usage: pymemlab run [--report] [--profile=NAME] FILE|- [ARGUMENT ...]\n");
    return false;
}

/* Run to the end of the interpreter; the exit status. */
static int run_to_end(PmlEngine *E, const char *source, size_t n, const char *filename, bool report)
{
    PmlReportStart start;
    pml_report_begin(E, &start);
    int status = pml_script_run(E, source, (int64_t)n, filename);
    start.live_at_end = pml_heap_stats(E)->bytes_live;
    if (E->rt->stopping == PML_STOP_EXIT) {
        return status;
    }
    if (E->rt->stopping) {
        fprintf(stderr, "pymemlab: %s\n", stop_text(E->rt->stopping));
    } else {
        pml_vm_shutdown(E);
    }
    if (report) {
        pml_report(E, &start);
    }
    return status;
}

int pml_command_run(int argc, char **argv)
{
    PmlRunOptions o;
    if (!parse_options(argc, argv, &o)) {
        return 2;
    }
    size_t n;
    char *source = pml_read_source(o.path, &n);
    if (!source) {
        fprintf(stderr, "pymemlab: can't open file '%s': [Errno %d] %s\n", o.path, errno,
                strerror(errno));
        return 2;
    }
    char *filename = absolute_name(o.path);
    if (!filename) {
        fprintf(stderr, "pymemlab: no memory for the script's name\n");
        free(source);
        return 3;
    }
    PmlHost host = {.write = write_fd, .clock = real_clock, .read_line = read_input};
    PmlLimits limits = {.heap_bytes = UINT64_C(8) << 30, .profile = o.profile};
    PmlEngine *E = pml_engine_new(&host, &limits);
    if (!E) {
        fprintf(stderr, "pymemlab: no memory for the engine\n");
        free(filename);
        free(source);
        return 3;
    }
    pml_remember_source(E, filename, source, n);
    pml_engine_set_script(E, filename, (const char *const *)(argv + o.first), argc - o.first);
    int status = run_to_end(E, source, n, filename, o.report);
    bool interrupted = E->vm->interrupted;
    pml_engine_free(E);
    free(source);
    free(filename);
    if (interrupted) { /* the shell is to see that, as with python3.11 */
        signal(SIGINT, SIG_DFL);
        raise(SIGINT);
    }
    return status;
}
