/* V and F (frames), P (processes), R (the recording). */
#include "observe/recording.h"
#include "vm/kernel.h"

#include "crime.h"

static const char *frames(void)
{
    return pml_vm_check(E);
}

/* The crimes are committed while the program runs, from inside its innermost function. */
static bool done;

static void commit(PmlEngine *engine, bool quiescent)
{
    PmlInterpFrame *f = engine->vm->frame.p;
    if (done || !quiescent || !f || !f->previous.p ||
        !pml_str_equal_text(pml_frame_code(f)->name.p, "inner")) {
        return;
    }
    done = true;
    PmlInterpFrame *outer = f->previous.p;
    CRIME_AT(frames(), "F1", outer->code.p, global("data"));
    CRIME_AT(frames(), "F1", f->globals.p, global("data"));
    PmlObj *local = f->localsplus[0].p;
    CRIME_AT(frames(), "F2", local->refs, 0);
    CRIME_AT(frames(), "V1", outer->prev_instr.p, outer->prev_instr.p + 10000);
    CRIME_AT(frames(), "V2", outer->stacktop, 1000);
    CRIME_AT(frames(), "V3", engine->vm->clearing.p, outer);
    CRIME_AT(frames(), "V4", engine->vm->c_depth, -1);
}

/* A child waits while its parent runs on. */
static void commit_processes(PmlEngine *engine, bool quiescent)
{
    PmlKernel *k = pml_kernel_there(engine);
    PmlProcess *p = k ? k->first.p : NULL;
    while (p && (p->state != PML_READY || p == k->current.p)) {
        p = p->next.p;
    }
    if (done || !quiescent || !p || k->request) {
        return;
    }
    done = true;
    CRIME_AT(pml_kernel_check(engine), "P1", p->pid, p->pid + 1000);
    PmlPageEntry *pages = p->pages.p;
    assert_true(p->page_count > 1);
    CRIME_AT(pml_kernel_check(engine), "P2", pages[0].page, pages[1].page);
}

static void commit_during(const char *program, void (*hook)(PmlEngine *engine, bool quiescent))
{
    PmlLimits limits = {.heap_bytes = 64 << 20};
    done = false;
    E = pml_engine_new(NULL, &limits);
    E->tick_hook = hook;
    pml_script_run(E, program, (int64_t)strlen(program), "<test>");
    assert_true(done);
    assert_int_equal(E->vm->exit_code, 0);
    pml_engine_free(E);
}

static void running_frames(void **state)
{
    (void)state;
    static const char program[] = "data = []\n"
                                  "def inner(x):\n"
                                  "    y = x\n"
                                  "    return y\n"
                                  "def outer(x):\n"
                                  "    z = [x]\n"
                                  "    return inner(z)\n"
                                  "outer(1)\n";
    commit_during(program, commit);
}

static void processes(void **state)
{
    (void)state;
    static const char program[] = "import os\n"
                                  "if os.fork() == 0:\n"
                                  "    os._exit(3)\n"
                                  "x = [i for i in range(100)]\n"
                                  "os.wait()\n";
    commit_during(program, commit_processes);
}

static void recordings(void **state)
{
    (void)state;
    PmlLimits limits = {.heap_bytes = 64 << 20};
    E = pml_engine_new(NULL, &limits);
    PmlSeries *series = pml_series_new();
    PmlRecording *r = pml_recording_new(E, series, 64 << 20);
    PmlOutcome o = {0};
    const PmlAllowance a = {0};
    pml_recording_cell(r, "a = [1]\n", "<test>", false, &a, &o);
    pml_recording_cell(r, "b = [2]\n", "<test>", false, &a, &o);
    pml_recording_mark(r);
    assert_true(r->mark_count >= 2);
    CRIME_AT(pml_recording_check(r), "R1", r->marks[0].place.input, 1);
    CRIME_AT(pml_recording_check(r), "R1", r->marks[r->mark_count - 1].place, r->marks[0].place);
    CRIME_AT(pml_recording_check(r), "R2", r->inside_c, true);
    assert_true(pml_seek(r, pml_place_first(r)));
    assert_true(r->away);
    const PmlMark *last = &r->marks[r->mark_count - 1];
    assert_int_equal(pml_place_compare(&last->place, &r->end), 0);
    CRIME_AT(pml_recording_check(r), "R3", r->end.tick, r->end.tick + 1);
    pml_recording_free(r);
    pml_series_free(series);
    pml_engine_free(E);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(running_frames),
        cmocka_unit_test(processes),
        cmocka_unit_test(recordings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
