/* Files, pipes, segments of the modelled machine. */
#include "vm/kernel.h"

#include <stdio.h>

static PmlProcess *root_process(PmlEngine *E)
{
    PmlProcess *p = pml_kernel_alloc(E, sizeof *p);
    if (p) {
        p->pid = PML_FIRST_PID;
        p->parent = 1;
        for (int fd = 0; fd < 3; fd++) {
            p->files[fd] = (PmlFile){.kind = PML_FILE_STREAM, .stream = fd};
        }
    }
    return p;
}

PmlKernel *pml_kernel(PmlEngine *E)
{
    if (E->vm->kernel.p) {
        return E->vm->kernel.p;
    }
    PmlKernel *k = pml_kernel_open(E) ? pml_kernel_alloc(E, sizeof *k) : NULL;
    PmlProcess *p = k ? root_process(E) : NULL;
    if (!p) {
        pml_err_no_memory(E);
        return NULL;
    }
    k->first.p = k->current.p = p;
    k->next_pid = PML_FIRST_PID + 1;
    k->ready = 1;
    k->look_tick = k->slice_tick = UINT64_MAX;
    E->vm->kernel.p = k;
    return k;
}

/* -- files ------------------------------------------------------------------------------- */

PmlFile *pml_file_at(PmlEngine *E, int fd)
{
    PmlFile *f = &E->vm->kernel.p->current.p->files[fd < 0 || fd >= PML_FILES_MAX ? 0 : fd];
    return fd >= 0 && fd < PML_FILES_MAX && f->kind ? f : NULL;
}

static int free_file(const PmlProcess *p)
{
    for (int fd = 0; fd < PML_FILES_MAX; fd++) {
        if (!p->files[fd].kind) {
            return fd;
        }
    }
    return -PML_EMFILE;
}

static void use_target(const PmlFile *f, int32_t by)
{
    if (f->kind == PML_FILE_READ) {
        ((PmlPipe *)f->target.p)->readers += by;
    } else if (f->kind == PML_FILE_WRITE) {
        ((PmlPipe *)f->target.p)->writers += by;
    } else if (f->kind == PML_FILE_SEGMENT) {
        ((PmlSegment *)f->target.p)->users += by;
    }
}

int pml_file_pipe(PmlEngine *E, int fds[2])
{
    PmlProcess *p = E->vm->kernel.p->current.p;
    PmlPipe *pipe = pml_kernel_alloc(E, sizeof *pipe);
    if (!pipe) {
        return -PML_ENFILE;
    }
    pipe->bytes.p = pml_kernel_alloc(E, PML_PIPE_BYTES);
    if (!pipe->bytes.p) {
        pml_kernel_free(E, pipe);
        return -PML_ENFILE;
    }
    for (int i = 0; i < 2; i++) {
        fds[i] = free_file(p);
        if (fds[i] < 0) {
            if (i) {
                p->files[fds[0]] = (PmlFile){.kind = PML_FILE_NONE};
            }
            pml_kernel_free(E, pipe->bytes.p);
            pml_kernel_free(E, pipe);
            return -PML_EMFILE;
        }
        p->files[fds[i]] = (PmlFile){.kind = i ? PML_FILE_WRITE : PML_FILE_READ};
        p->files[fds[i]].target.p = pipe;
    }
    pipe->readers = pipe->writers = 1;
    return 0;
}

int64_t pml_file_write(PmlEngine *E, int fd, const unsigned char *bytes, uint64_t n)
{
    PmlFile *f = pml_file_at(E, fd);
    if (!f || f->kind == PML_FILE_READ || (f->kind == PML_FILE_STREAM && f->stream == 0)) {
        return -PML_EBADF;
    }
    if (f->kind == PML_FILE_STREAM) {
        pml_host_write(E, f->stream, (const char *)bytes, (size_t)n);
        return (int64_t)n;
    }
    if (f->kind != PML_FILE_WRITE) {
        return -PML_EINVAL;
    }
    PmlPipe *pipe = f->target.p;
    if (!pipe->readers) {
        return -PML_EPIPE;
    }
    uint64_t room = PML_PIPE_BYTES - pipe->used;
    if (room == 0 || (n <= 4096 && room < n)) { /* short writes are not cut */
        return PML_WOULD_WAIT;
    }
    n = n < room ? n : room;
    for (uint64_t i = 0; i < n; i++) {
        pipe->bytes.p[(pipe->head + pipe->used + i) % PML_PIPE_BYTES] = bytes[i];
    }
    pipe->used += (uint32_t)n;
    E->vm->kernel.p->idle = 0;
    return (int64_t)n;
}

int64_t pml_file_read(PmlEngine *E, int fd, unsigned char *bytes, uint64_t n)
{
    PmlFile *f = pml_file_at(E, fd);
    if (!f || f->kind != PML_FILE_READ) {
        return f && f->kind == PML_FILE_STREAM && f->stream == 0 ? 0 : -PML_EBADF;
    }
    PmlPipe *pipe = f->target.p;
    if (!pipe->used) {
        return pipe->writers && n ? PML_WOULD_WAIT : 0;
    }
    n = n < pipe->used ? n : pipe->used;
    for (uint64_t i = 0; i < n; i++) {
        bytes[i] = pipe->bytes.p[(pipe->head + i) % PML_PIPE_BYTES];
    }
    pipe->head = (uint32_t)((pipe->head + n) % PML_PIPE_BYTES);
    pipe->used -= (uint32_t)n;
    E->vm->kernel.p->idle = 0;
    return (int64_t)n;
}

static void close_file(PmlEngine *E, PmlFile *f)
{
    PmlFile was = *f;
    *f = (PmlFile){.kind = PML_FILE_NONE};
    if (was.kind == PML_FILE_SEGMENT) {
        pml_segment_release(E, was.target.p);
        return;
    }
    use_target(&was, -1);
    PmlPipe *pipe = was.target.p;
    if (pipe && !pipe->readers && !pipe->writers) {
        pml_kernel_free(E, pipe->bytes.p);
        pml_kernel_free(E, pipe);
    }
}

int pml_file_close(PmlEngine *E, int fd)
{
    PmlFile *f = pml_file_at(E, fd);
    if (!f) {
        return -PML_EBADF;
    }
    close_file(E, f);
    E->vm->kernel.p->idle = 0;
    return 0;
}

int pml_file_dup(PmlEngine *E, int fd, int to)
{
    PmlProcess *p = E->vm->kernel.p->current.p;
    PmlFile *f = pml_file_at(E, fd);
    to = to < 0 ? free_file(p) : to;
    if (!f || to >= PML_FILES_MAX) {
        return -PML_EBADF;
    }
    if (to >= 0 && to != fd) {
        if (p->files[to].kind) {
            close_file(E, &p->files[to]);
        }
        p->files[to] = *f;
        use_target(f, 1);
    }
    return to;
}

void pml_files_inherit(const PmlProcess *parent, PmlProcess *child)
{
    for (int fd = 0; fd < PML_FILES_MAX; fd++) {
        child->files[fd] = parent->files[fd];
        use_target(&child->files[fd], 1);
    }
}

void pml_files_close_all(PmlEngine *E, PmlProcess *p)
{
    for (int fd = 0; fd < PML_FILES_MAX; fd++) {
        if (p->files[fd].kind) {
            close_file(E, &p->files[fd]);
        }
    }
}

/* -- segments ---------------------------------------------------------------------------- */

static PmlSegment *segment_named(PmlEngine *E, const char *name)
{
    for (PmlSegment *s = E->vm->kernel.p->segments.p; s; s = s->next.p) {
        if (!s->unlinked && strcmp(s->name, name) == 0) {
            return s;
        }
    }
    return NULL;
}

static PmlSegment *new_segment(PmlEngine *E, const char *name)
{
    PmlKernel *k = E->vm->kernel.p;
    PmlSegment *s = pml_kernel_alloc(E, sizeof *s);
    if (s) {
        snprintf(s->name, sizeof s->name, "%s", name);
        s->maker = k->current.p->pid;
        s->made = E->vm->ticks;
        PmlSegment *last = k->segments.p;
        while (last && last->next.p) {
            last = last->next.p;
        }
        if (last) {
            last->next.p = s;
        } else {
            k->segments.p = s;
        }
    }
    return s;
}

int pml_segment_open(PmlEngine *E, const char *name, bool create)
{
    PmlProcess *p = E->vm->kernel.p->current.p;
    PmlSegment *s = segment_named(E, name);
    int fd = free_file(p);
    if (strlen(name) >= PML_SEGMENT_NAME) {
        return -PML_ENAMETOOLONG;
    }
    if (create ? s != NULL : !s) {
        return create ? -PML_EEXIST : -PML_ENOENT;
    }
    if (fd < 0) {
        return fd;
    }
    if (create) {
        s = new_segment(E, name);
        if (!s) {
            return -PML_ENOMEM;
        }
    }
    p->files[fd] = (PmlFile){.kind = PML_FILE_SEGMENT};
    p->files[fd].target.p = s;
    s->users++;
    E->vm->kernel.p->idle = 0;
    return fd;
}

int pml_segment_resize(PmlEngine *E, PmlSegment *s, uint64_t size)
{
    if (s->bytes.p) {
        return s->size == size ? 0 : -PML_EINVAL; /* it may be mapped somewhere */
    }
    s->bytes.p = pml_kernel_alloc(E, size ? size : 1);
    if (!s->bytes.p) {
        return -PML_ENOMEM;
    }
    s->size = size;
    return 0;
}

static void forget_segment(PmlEngine *E, PmlSegment *s)
{
    PmlKernel *k = E->vm->kernel.p;
    if (k->segments.p == s) {
        k->segments.p = s->next.p;
    }
    for (PmlSegment *t = k->segments.p; t; t = t->next.p) {
        if (t->next.p == s) {
            t->next.p = s->next.p;
        }
    }
    pml_kernel_free(E, s->bytes.p);
    pml_kernel_free(E, s);
}

void pml_segment_release(PmlEngine *E, PmlSegment *s)
{
    if (--s->users == 0 && s->unlinked) {
        forget_segment(E, s);
    }
}

int pml_segment_unlink(PmlEngine *E, const char *name)
{
    PmlSegment *s = segment_named(E, name);
    if (!s) {
        return -PML_ENOENT;
    }
    s->unlinked = 1;
    E->vm->kernel.p->idle = 0;
    if (s->users == 0) {
        forget_segment(E, s);
    }
    return 0;
}

/* -- the resource tracker ---------------------------------------------------------------- */

/* A process has the tracker of its parent, when that had begun one; else it begins its own. */
void pml_segment_track(PmlEngine *E, const char *name, bool on)
{
    PmlProcess *p = E->vm->kernel.p->current.p;
    PmlSegment *s = NULL;
    for (PmlSegment *t = E->vm->kernel.p->segments.p; t; t = t->next.p) {
        s = strcmp(t->name, name) == 0 ? t : s;
    }
    p->tracker = p->tracker ? p->tracker : p->pid;
    for (int i = 0; s && i < PML_TRACKERS; i++) {
        if (s->trackers[i] == p->tracker || (on && !s->trackers[i])) {
            s->trackers[i] = on ? p->tracker : 0;
            return;
        }
    }
}

static bool forget_leaked(PmlEngine *E, int32_t tracker)
{
    for (PmlSegment *s = E->vm->kernel.p->segments.p; s; s = s->next.p) {
        for (int i = 0; i < PML_TRACKERS; i++) {
            if (s->trackers[i] == tracker && !s->unlinked) {
                pml_segment_unlink(E, s->name);
                return true;
            }
        }
    }
    return false;
}

/* The tracker goes with the last process that has it: what is still registered was leaked. */
void pml_tracker_end(PmlEngine *E, PmlProcess *p)
{
    PmlKernel *k = E->vm->kernel.p;
    int leaked = 0;
    for (PmlProcess *q = k->first.p; q; q = q->next.p) {
        if (q != p && q->state == PML_READY && q->tracker == p->tracker) {
            return;
        }
    }
    while (p->tracker && forget_leaked(E, p->tracker)) {
        leaked++;
    }
    if (leaked) {
        char text[400];
        int n =
            snprintf(text, sizeof text,
                     "/usr/lib/python3.11/multiprocessing/resource_tracker.py:224: UserWarning: "
                     "resource_tracker: There appear to be %d leaked shared_memory objects to "
                     "clean up at shutdown\n  warnings.warn('resource_tracker: There appear to "
                     "be %%d '\n",
                     leaked);
        pml_host_write(E, 2, text, (size_t)n);
    }
}
