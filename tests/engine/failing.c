#include "failing.h"

#include <execinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OWN_FRAMES = 3, WAYS = 1 << 20, CHILD_SECONDS = 20 };

void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);

Failing failing = {.depth = 6};
static uint64_t seen[WAYS];

static uint64_t hash_of_way(void *const *frames, int n)
{
    uint64_t h = UINT64_C(1469598103934665603);
    for (int i = 0; i < n; i++) {
        h = (h ^ (uint64_t)(uintptr_t)frames[i]) * UINT64_C(1099511628211);
        h ^= h >> 29;
    }
    return h ? h : 1;
}

static bool is_new(uint64_t way)
{
    uint64_t at = way % WAYS;
    while (seen[at]) {
        if (seen[at] == way) {
            return false;
        }
        at = (at + 1) % WAYS;
    }
    seen[at] = way;
    return ++failing.ways < WAYS / 2;
}

/* Return addresses as offsets in the program, for addr2line. */
static void print_way(void *const *frames, int n)
{
    char **names = backtrace_symbols(frames, n);
    for (int i = 0; i < n && names; i++) {
        const char *plus = strrchr(names[i], '(');
        printf(" %s", plus ? plus : names[i]);
    }
    printf("\n");
    free(names);
}

static void become(bool forever)
{
    failing.in_child = true;
    failing.forever = forever;
    alarm(CHILD_SECONDS);
    failing_become(forever);
}

/* True in a child, where this allocation has to fail. */
static bool try_failing(void *const *frames, int n)
{
    for (int forever = 0; forever < 2 - failing.once; forever++) {
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            become(forever != 0);
            return true;
        }
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) < 0) {
            status = 1 << 8;
        }
        failing.passed += status == 0;
        failing.failed += status != 0;
        if (status != 0) {
            printf("%s: allocation %llu%s:", failing.filename,
                   (unsigned long long)failing.allocations, forever ? " and all after it" : "");
            if (WIFSIGNALED(status)) {
                printf("signal %d;", WTERMSIG(status));
            }
            print_way(frames, n);
        }
    }
    return false;
}

bool failing_here(void)
{
    void *frames[FAILING_DEPTH_MAX + OWN_FRAMES];
    failing.armed = false;
    failing.allocations++;
    if (failing.only > 0) {
        if (failing.allocations == failing.only) {
            become(failing.only_forever);
        }
        failing.armed = true;
        return failing.in_child;
    }
    int n = backtrace(frames, failing.depth + OWN_FRAMES);
    bool fails = n > OWN_FRAMES && is_new(hash_of_way(frames + OWN_FRAMES, n - OWN_FRAMES)) &&
                 try_failing(frames + OWN_FRAMES, n - OWN_FRAMES);
    failing.armed = true;
    return fails;
}

static bool host_alloc_fails(void)
{
    return failing.armed && (failing.in_child ? failing.forever : failing_here());
}

void *__wrap_malloc(size_t n)
{
    return host_alloc_fails() ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
    return host_alloc_fails() ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
    return host_alloc_fails() ? NULL : __real_realloc(p, n);
}

void failing_warm_up(void)
{
    void *warm[2];
    backtrace(warm, 2);
}
