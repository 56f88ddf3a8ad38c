/* _machine: what os, multiprocessing and shared memory ask of the modelled machine (vm/kernel.h).
 * Results below zero are error numbers; None: not now, let others run and ask again. */
#include "modules/library.h"
#include "object/mmap.h"
#include "vm/kernel.h"

/* A number of a file or a process, and what more there is: as C's int and ssize_t. */
static bool want_ints(PmlEngine *E, PmlRef *args, int64_t nargs, int64_t *out, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        out[i] = 0;
        if (i < nargs && !(i ? pml_want_ssize : pml_want_int)(E, args[i].p, &out[i])) {
            return false;
        }
    }
    return pml_kernel(E) != NULL;
}

static PmlObj *getpid(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, E->vm->kernel.p ? E->vm->kernel.p->current.p->pid : PML_FIRST_PID);
}

static PmlObj *getppid(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    const PmlKernel *k = E->vm->kernel.p;
    int32_t parent = k ? k->current.p->parent : 1;
    for (const PmlProcess *p = k ? k->first.p : NULL; p; p = p->next.p) {
        if (p->pid == parent && p->state != PML_READY) {
            parent = 1;
        }
    }
    return pml_int(E, parent);
}

static PmlObj *ask_fork(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_process_fork(E) ? pml_none(E) : NULL;
}

static PmlObj *forked(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_int(E, E->vm->kernel.p->current.p->forked);
}

static PmlObj *pause(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    return pml_process_pause(E) ? pml_none(E) : NULL;
}

/* wait(pid) -> (pid, status), None or an error number */
static PmlObj *wait(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t pid;
    if (!want_ints(E, args, nargs, &pid, 1)) {
        return NULL;
    }
    int status = 0;
    int found = pml_process_reap(E, (int)pid, &status);
    if (found <= 0) {
        return found ? pml_int(E, -PML_ECHILD) : pml_none(E);
    }
    PmlObj *a = pml_int(E, found), *b = a ? pml_int(E, status) : NULL;
    PmlObj *r = b ? pml_tuple_pack(E, 2, a, b) : NULL;
    pml_xdecref(E, a);
    pml_xdecref(E, b);
    return r;
}

static PmlObj *exit_now(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t status;
    if (!want_ints(E, args, nargs, &status, 1)) {
        return NULL;
    }
    pml_process_exit(E, (int)(status & 255));
    return pml_none(E);
}

static PmlObj *pipe(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    int fds[2];
    if (!pml_kernel(E)) {
        return NULL;
    }
    int error = pml_file_pipe(E, fds);
    if (error < 0) {
        return pml_int(E, error);
    }
    PmlObj *a = pml_int(E, fds[0]), *b = a ? pml_int(E, fds[1]) : NULL;
    PmlObj *r = b ? pml_tuple_pack(E, 2, a, b) : NULL;
    pml_xdecref(E, a);
    pml_xdecref(E, b);
    return r;
}

static PmlObj *outcome(PmlEngine *E, int64_t n)
{
    return n == PML_WOULD_WAIT ? pml_none(E) : pml_int(E, n);
}

/* read(fd, n) -> bytes, None or an error number */
static PmlObj *read_file(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t a[2];
    if (!want_ints(E, args, nargs, a, 2)) {
        return NULL;
    }
    if (a[1] < 0) {
        return pml_int(E, -PML_EINVAL);
    }
    int64_t n = a[1] > PML_PIPE_BYTES ? PML_PIPE_BYTES : a[1];
    unsigned char *bytes = malloc((size_t)n + 1);
    if (!bytes) {
        return pml_err_no_memory(E);
    }
    int64_t got = pml_file_read(E, (int)a[0], bytes, (uint64_t)n);
    PmlObj *r = got >= 0 ? pml_bytes(E, bytes, got) : outcome(E, got);
    free(bytes);
    return r;
}

/* write(fd, bytes, from) -> number of bytes, None or an error number */
static PmlObj *write_file(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t fd;
    PmlBuffer view;
    if (!want_ints(E, args, nargs, &fd, 1) || pml_get_buffer(E, args[1].p, &view, 0) < 0) {
        return NULL;
    }
    int64_t n = pml_file_write(E, (int)fd, view.data, (uint64_t)view.len);
    pml_release_buffer(E, &view);
    return outcome(E, n);
}

static PmlObj *close_fd(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t fd;
    return want_ints(E, args, nargs, &fd, 1) ? pml_int(E, pml_file_close(E, (int)fd)) : NULL;
}

/* dup(fd[, to]): without, to the lowest free one */
static PmlObj *dup_fd(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t a[2];
    if (!want_ints(E, args, nargs, a, 2)) {
        return NULL;
    }
    if (a[1] < 0 || a[1] > INT32_MAX) {
        return pml_int(E, -PML_EBADF);
    }
    return pml_int(E, pml_file_dup(E, (int)a[0], nargs < 2 ? -1 : (int)a[1]));
}

/* -- shared memory ----------------------------------------------------------------------- */

static const char *want_name(PmlEngine *E, PmlRef *args)
{
    int64_t n;
    return pml_kernel(E) ? pml_str_utf8(E, args[0].p, &n) : NULL;
}

/* segment_open(name, create) -> fd */
static PmlObj *segment_open(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    const char *name = want_name(E, args);
    int create = name ? pml_truth(E, args[1].p) : -1;
    return create < 0 ? NULL : pml_int(E, pml_segment_open(E, name, create > 0));
}

static PmlObj *segment_unlink(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    const char *name = want_name(E, args);
    return name ? pml_int(E, pml_segment_unlink(E, name)) : NULL;
}

/* segment_track(name, on): the resource tracker knows it, or no longer */
static PmlObj *segment_track(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(nargs);
    PML_UNUSED(kwnames);
    const char *name = want_name(E, args);
    int on = name ? pml_truth(E, args[1].p) : -1;
    if (on < 0) {
        return NULL;
    }
    pml_segment_track(E, name, on > 0);
    return pml_none(E);
}

static PmlSegment *want_segment(PmlEngine *E, int64_t fd)
{
    const PmlFile *f = pml_file_at(E, (int)fd);
    return f && f->kind == PML_FILE_SEGMENT ? f->target.p : NULL;
}

/* segment_resize(fd, size) */
static PmlObj *segment_resize(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t a[2];
    if (!want_ints(E, args, nargs, a, 2)) {
        return NULL;
    }
    PmlSegment *s = want_segment(E, a[0]);
    return pml_int(E, s ? pml_segment_resize(E, s, (uint64_t)a[1]) : -PML_EBADF);
}

static PmlObj *segment_size(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t fd;
    if (!want_ints(E, args, nargs, &fd, 1)) {
        return NULL;
    }
    const PmlSegment *s = want_segment(E, fd);
    return pml_int(E, s ? (int64_t)s->size : -PML_EBADF);
}

/* segment_map(fd) -> mmap */
static PmlObj *segment_map(PML_FAST_PARAMS)
{
    PML_UNUSED(self);
    PML_UNUSED(kwnames);
    int64_t fd;
    if (!want_ints(E, args, nargs, &fd, 1)) {
        return NULL;
    }
    PmlSegment *s = want_segment(E, fd);
    if (!s || s->size == 0) {
        return PML_RAISE(E, ValueError, "cannot mmap an empty file");
    }
    return pml_mmap_new(E, s->bytes.p, (int64_t)s->size);
}

/* The next number for a name that nobody has yet. */
static PmlObj *seed(PML_FAST_PARAMS)
{
    PML_FAST_UNUSED;
    PmlKernel *k = pml_kernel(E);
    if (!k) {
        return NULL;
    }
    k->seed = (k->seed + 1) * UINT32_C(2654435761);
    return pml_int(E, k->seed);
}

PmlObj *pml_init_module__machine(PmlEngine *E)
{
    static const PmlMethodDef methods[] = {
        PML_NOARGS("getpid", getpid, NULL),
        PML_NOARGS("getppid", getppid, NULL),
        PML_NOARGS("fork", ask_fork, NULL),
        PML_NOARGS("forked", forked, NULL),
        PML_NOARGS("pause", pause, NULL),
        PML_ONE("wait", wait, NULL),
        PML_ONE("exit", exit_now, NULL),
        PML_NOARGS("pipe", pipe, NULL),
        PML_FAST("read", read_file, NULL),
        PML_FAST("write", write_file, NULL),
        PML_ONE("close", close_fd, NULL),
        PML_FAST("dup", dup_fd, NULL),
        PML_FAST("segment_open", segment_open, NULL),
        PML_ONE("segment_unlink", segment_unlink, NULL),
        PML_FAST("segment_track", segment_track, NULL),
        PML_FAST("segment_resize", segment_resize, NULL),
        PML_ONE("segment_size", segment_size, NULL),
        PML_ONE("segment_map", segment_map, NULL),
        PML_NOARGS("seed", seed, NULL),
        PML_METHODS_END,
    };
    PmlObj *m = pml_module_new(E, "_machine");
    if (m && pml_module_add_methods(E, m, methods) < 0) {
        pml_decref(E, m);
        return NULL;
    }
    return m;
}
