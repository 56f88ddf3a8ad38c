/* processes, segments: who shares which pages, who copied which and why; shared memory. */
#include "api/door_state.h"
#include "vm/kernel.h"

static const char *const causes[PML_WRITE_KINDS] = {"", "count", "collector", "allocator", "data"};

/* The pages of a process, as they stand: what it has written since the last look counts too. */
typedef struct PmlPageFigures {
    int64_t table, shared, copied[PML_WRITE_KINDS], alone, all;
} PmlPageFigures;

static void count_pages(PmlEngine *E, const PmlProcess *p, PmlPageFigures *f)
{
    bool here = p == E->vm->kernel.p->current.p;
    memset(f, 0, sizeof *f);
    f->table = p->page_count;
    memcpy(f->copied, p->copied, sizeof f->copied);
    for (int64_t i = 0; i < p->page_count; i++) {
        const PmlPageEntry *e = &p->pages.p[i];
        PmlPageWrite w;
        if (!pml_page_sharers(E, e)) {
            f->alone += !e->cause;
        } else if (here && pml_page_is_written(E, e, &w)) {
            f->copied[w.cause]++;
        } else {
            f->shared++;
        }
    }
    f->all = p->state == PML_READY ? here ? pml_process_pages(E, NULL) : pml_parked_pages(E, p->pid)
                                   : p->all_pages;
    if (p->state != PML_READY) {
        f->shared = p->shared_to_end;
        f->alone -= p->shared_to_end;
    }
}

static void put_process(PmlReply *reply, PmlEngine *E, const PmlProcess *p)
{
    const PmlKernel *k = E->vm->kernel.p;
    PmlPageFigures f;
    count_pages(E, p, &f);
    pml_open_object(reply, NULL);
    pml_put_int(reply, "pid", p->pid);
    pml_put_int(reply, "parent", p->parent);
    pml_put_text(reply, "state",
                 p == k->current.p       ? "running"
                 : p->state == PML_READY ? "waits"
                 : p->state == PML_ENDED ? "ended"
                                         : "reaped");
    pml_put_int(reply, "born", (int64_t)p->born);
    if (p->state != PML_READY) {
        pml_put_int(reply, "ended", (int64_t)p->ended);
        pml_put_int(reply, "status", p->status);
    }
    pml_open_object(reply, "pages");
    pml_put_int(reply, "in_use", f.all);
    pml_put_int(reply, "at_fork", f.table);
    pml_put_int(reply, "shared", f.shared);
    pml_put_int(reply, "alone", f.alone);
    int64_t copied = 0;
    for (int i = 1; i < PML_WRITE_KINDS; i++) {
        copied += f.copied[i];
    }
    pml_put_int(reply, "copied", copied);
    pml_open_object(reply, "copied_by");
    for (int i = 1; i < PML_WRITE_KINDS; i++) {
        pml_put_int(reply, causes[i], f.copied[i]);
    }
    pml_close(reply);
    pml_close(reply);
    pml_close(reply);
}

static void put_copy(PmlReply *reply, PmlEngine *E, const PmlProcess *p, const PmlPageEntry *e,
                     const PmlPageWrite *w)
{
    pml_open_object(reply, NULL);
    pml_put_int(reply, "pid", p->pid);
    pml_put_address(reply, "page", PML_MODEL_BASE + (uint64_t)e->page * PML_PAGE);
    pml_put_text(reply, "cause", causes[w->cause]);
    pml_put_int(reply, "tick", (int64_t)w->tick);
    pml_put_int(reply, "offset", w->offset);
    if (w->object) {
        pml_put_address(reply, "object", w->object);
        pml_put_text(reply, "type", w->type);
    }
    pml_close(reply);
    PML_UNUSED(E);
}

static bool is_copied(PmlEngine *E, const PmlProcess *p, const PmlPageEntry *e, PmlPageWrite *w)
{
    if (e->cause) {
        *w = (PmlPageWrite){
            .cause = e->cause, .offset = e->offset, .tick = e->tick, .object = e->object};
        memcpy(w->type, e->type, sizeof w->type);
        return true;
    }
    return p == E->vm->kernel.p->current.p && pml_page_sharers(E, e) &&
           pml_page_is_written(E, e, w);
}

void pml_command_processes(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    PmlEngine *E = door->E;
    const PmlKernel *k = E->vm->kernel.p;
    int64_t pid = pml_field_int(request, "pid", 0), limit, omitted = 0;
    if (!pml_want_limit(request, 100, &limit, reply)) {
        return;
    }
    pml_put_int(reply, "current", k ? k->current.p->pid : PML_FIRST_PID);
    pml_open_list(reply, "processes");
    for (const PmlProcess *p = k ? k->first.p : NULL; p; p = p->next.p) {
        put_process(reply, E, p);
    }
    pml_close(reply);
    pml_open_list(reply, "copies");
    for (const PmlProcess *p = k ? k->first.p : NULL; p; p = p->next.p) {
        for (int64_t i = 0; (!pid || p->pid == pid) && i < p->page_count; i++) {
            PmlPageWrite w;
            if (!is_copied(E, p, &p->pages.p[i], &w)) {
                continue;
            }
            if (limit > 0) {
                limit--;
                put_copy(reply, E, p, &p->pages.p[i], &w);
            } else {
                omitted++;
            }
        }
    }
    pml_close(reply);
    pml_put_int(reply, "omitted", omitted);
}

static void put_users(PmlReply *reply, const PmlKernel *k, const PmlSegment *s)
{
    pml_open_list(reply, "processes");
    for (const PmlProcess *p = k->first.p; p; p = p->next.p) {
        bool has = false;
        for (int fd = 0; fd < PML_FILES_MAX; fd++) {
            has = has || (p->files[fd].kind == PML_FILE_SEGMENT && p->files[fd].target.p == s);
        }
        if (has) {
            pml_put_int(reply, NULL, p->pid);
        }
    }
    pml_close(reply);
}

void pml_command_segments(PmlDoor *door, const cJSON *request, PmlReply *reply)
{
    const PmlEngine *E = door->E;
    const PmlKernel *k = E->vm->kernel.p;
    PML_UNUSED(request);
    pml_open_list(reply, "segments");
    for (const PmlSegment *s = k ? k->segments.p : NULL; s; s = s->next.p) {
        pml_open_object(reply, NULL);
        pml_put_text(reply, "name", s->name);
        pml_put_int(reply, "size", (int64_t)s->size);
        if (s->bytes.p) {
            pml_put_address(reply, "address", pml_model_address(E, s->bytes.p));
        }
        pml_put_int(reply, "maker", s->maker);
        pml_put_int(reply, "made", (int64_t)s->made);
        pml_put_bool(reply, "unlinked", s->unlinked != 0);
        pml_put_int(reply, "handles", s->users);
        put_users(reply, k, s);
        pml_close(reply);
    }
    pml_close(reply);
}
